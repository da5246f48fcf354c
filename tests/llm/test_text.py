"""Texts in and out: plain text from a model, lines that data can't break, scrubbed secrets."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.credentials import scrub
from briefer.llm.lines import fence, heading, numbered, sentence_line
from briefer.llm.plain import plain


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("## **Bold** and _soft_ `code`", "Bold and soft code"),
        ("<b>EU</b> &amp; <a href='x'>NATO</a><script>", "EU & NATO"),
        ("[Lavrov](http://x.example/a) spoke", "Lavrov spoke"),
        ("- a point\n- another", "a point - another"),
        ("snake_case stays, 5 * 3 < 20 and 4 > 2", "snake_case stays, 5 3 < 20 and 4 > 2"),
        ("a\u202eb\x00c\u200bd\ufeff", "abcd"),
        ("12 % — “quoted” 中文", "12 % — “quoted” 中文"),
        (None, ""),
        (["no"], ""),
    ],
)
def test_plain_text(text: object, clean: str) -> None:
    """Markup and control characters go, the words stay."""
    assert " ".join(plain(text).split()) == clean


@given(st.text(max_size=400), st.integers(1, 50))
@settings(deadline=None, derandomize=True)
def test_plain_text_is_one_bounded_line(text: str, limit: int) -> None:
    """Whatever comes in, one line without control characters comes out, within its limit."""
    clean = plain(text, limit)
    assert len(clean) <= limit
    assert not re.search(r"[\x00-\x1f\x7f\u202a-\u202e]", clean)


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=30))
@settings(deadline=None, derandomize=True)
def test_data_can_not_leave_its_line(texts: list[str], title: str) -> None:
    """No text, whatever it holds, adds a line, a mark of ours, or the fence."""
    lines = [heading([title, None, title])]
    lines += [numbered(number, text) for number, text in enumerate(texts, 1)]
    lines += [sentence_line(number, text) for number, text in enumerate(texts, 1)]
    whole = "\n".join(lines)
    assert len(re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", whole)) == len(lines)
    assert not re.search(r"\{q\d", whole)
    assert fence(lines) not in whole


def test_the_fence_evades_a_text_that_holds_it() -> None:
    """A text that foresaw its own fence only gets another one; the same text, the same fence."""
    name = fence(["Peace."])
    assert name == fence(["Peace."])
    lines = ["Peace.", name, fence(["Peace.", name])]
    assert fence(lines) not in "\n".join(lines)


def test_the_fence_evades_a_text_that_holds_every_short_name() -> None:
    """A text with very many names makes the fence longer, never the search endless."""
    names = ["".join(pair) for pair in itertools.product("abcdefghijklmnop", repeat=4)]
    lines = ["".join(names), "abcdefghijklmnop" * 10]
    assert fence(lines) not in "\n".join(lines)


def test_quotation_marks_are_placed() -> None:
    """Marks stand where the quotations begin; look-alikes of the text are defused."""
    text = 'He said "yes" and "no" {q9}.'
    line = sentence_line(3, text, [(text.index("yes"), 1), (text.index("no"), 2)])
    assert line == '3 He said "{q1}yes" and "{q2}no" (q9}.'


@pytest.mark.parametrize(
    "text",
    [
        "bad key my-secret-key",
        "Incorrect API key provided: sk-proj-abc*****xyz.",
        "header was Bearer my-other.key",
    ],
)
def test_keys_are_scrubbed(text: str) -> None:
    """Neither the key nor what servers echo of it is left in a message."""
    clean = scrub(text, "my-secret-key")
    assert "[key]" in clean
    assert not re.search(r"my-secret|abc\*|my-other", clean)
