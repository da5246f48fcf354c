"""What steers a terminal is made visible before it is printed."""

import json

import pytest

from briefer.controls import one_line, printable, printable_json
from briefer.models import Failure

STEERING = ("\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "\x08\x08", "\r", "\x00", "\u202e", "\udc80")


@pytest.mark.parametrize("steering", STEERING)
def test_no_control_is_left(steering: str) -> None:
    """Escape sequences, C1 introducers, carriage returns, overrides and lone surrogates."""
    said = printable(f"a{steering}b\n\tc")
    assert said.startswith("a\\")
    assert said.endswith("b\n\tc")
    assert not set(said) & set("\x1b\x07\x9b\x08\r\x00\u202e\udc80")


def test_a_name_is_one_line() -> None:
    """A line break in a file's name forges no line of a log, a page or a mail."""
    failure = Failure(location="a.txt", reason="odd\u2028reason\nforged")
    assert not set("\n\u2028") & set(one_line("a\nb\u2028c") + failure.reason)


def test_json_says_the_same() -> None:
    """Escaping what JSON leaves raw changes no value."""
    value = {"title": "a\x9b31m\x7f\ud800 Zürich \u202e"}
    line = printable_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(line) == value
    assert "\x9b" not in line


def test_ordinary_text_is_as_it_was() -> None:
    """Arabic marks, joined emoji, line ends of either kind and tabs stay."""
    text = "م\u200fرحبا 👩\u200d🚀\r\nnext\tcolumn\n"
    assert printable(text) == text
