"""Text from outside made harmless."""

import html
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefer.render import markdown_to_html
from briefer.render.colours import contrast, readable
from briefer.render.escaping import (
    clean,
    columns,
    css_string,
    direction,
    escape_markdown,
    safe_url,
    wrap,
)

NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\`*_{}[]()<>#+-.!|~&;:=\"'$^ /ax1\n"), st.characters(codec="utf-8")
    ),
    max_size=60,
)


def shown(rendered: str) -> str:
    """Return the text a reader sees of HTML."""
    text = html.unescape(re.sub(r"<[^>]*>", "", rendered))
    return re.sub(r"[ \n]+", " ", text).strip(" \n")


@settings(deadline=None, derandomize=True, max_examples=400)
@given(NASTY)
@example("# no heading")
@example("1. no list")
@example("[x](javascript:alert(1)) ![y](z) <script>alert(1)</script>")
@example("&lt; &amp; &#65; AT&T; ~~no~~ `code` _a_ **b**")
@example("[^1]: no footnote")
@example("<http://a.example>")
@example("---")
def test_escaped_markdown_shows_the_text_itself(text: str) -> None:
    """Whatever a headline holds, Markdown shows those characters and makes nothing of them."""
    given_text = clean(text)
    rendered = markdown_to_html(f"- x {escape_markdown(given_text)} y")
    assert shown(rendered) == shown(html.escape(f"x {given_text} y"))
    assert set(re.findall(r"<(\w+)", rendered)) <= {"ul", "li"}


@settings(deadline=None, derandomize=True, max_examples=300)
@given(NASTY)
@example("# no heading")
@example("12) no list")
@example("> no quotation")
@example("+ no list")
def test_escaped_markdown_opens_no_block(text: str) -> None:
    """At the start of a list's line, a text opens no heading, list or quotation of its own."""
    rendered = markdown_to_html(f"- {escape_markdown(clean(text))}")
    assert set(re.findall(r"<(\w+)", rendered)) <= {"ul", "li", "p"}


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("http://a.example/(x)", "http://a.example/%28x%29"),
        ("https://a.example/%28x%29", "https://a.example/%28x%29"),
        (
            "https://a.example/новости",
            "https://a.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
        ),
        ("https://a.example/[x]<y>\"z'`", "https://a.example/%5Bx%5D%3Cy%3E%22z%27%60"),
        ("https://новости.example/a", "https://xn--b1amnebsh.example/a"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example/x", None),
        ("/x", None),
        ("https:", None),
        ("https://bank.example@evil.example/", None),
        ("https://a.example/ x", "https://a.example/%20x"),
        (" https://a.example", None),
        ("https://a.example/\u202etxt", None),
        ("https://[::1", None),
        ("https://a.example:99999/", None),
        ("https://a.example/" + "x" * 3000, None),
        (None, None),
        ("", None),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, kept: str | None) -> None:
    """A link is an absolute http(s) address without a user part, and can't end early."""
    assert safe_url(url) == kept


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_a_safe_address_is_inert(text: str) -> None:
    """What is linked holds no quotation mark, bracket, space or control character."""
    url = safe_url("https://a.example/" + text)
    assert url is None or re.fullmatch(r"[\w\-.~:/?#@!$&+,;=%]+", url, re.ASCII)


def test_controls_and_overrides_go() -> None:
    """Control characters and direction overrides are dropped; ordinary marks stay."""
    assert clean("a\x00b\u202ec\u2066d\u200fe\n f\u00a0g") == "abcd\u200fe f\u00a0g"


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=400), st.integers(20, 100))
def test_wrapped_lines_keep_all_words_and_the_width(text: str, width: int) -> None:
    """Wrapping loses nothing, and only a word longer than a line is longer than the width."""
    words = clean(text)
    lines = wrap(words, width, "- ", "  ").split("\n")
    assert "".join(lines).replace(" ", "") == ("-" + words).replace(" ", "")
    for line in lines:
        assert columns(line) <= width or " " not in line.strip("- ")


def test_wide_and_combining_characters_are_counted() -> None:
    """Chinese takes two columns a character and breaks anywhere; a combining accent takes none."""
    assert columns("中文") == 4
    assert columns("e\u0301") == 1
    assert [columns(line) for line in wrap("中" * 10, 8).split("\n")] == [8, 8, 4]


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_a_css_string_can_not_be_left(text: str) -> None:
    """Every character that means something to CSS or HTML is escaped."""
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', css_string(text))


def test_directions() -> None:
    """Arabic, Persian, Hebrew and Urdu run from right to left."""
    assert [direction(code) for code in ("ar", "fa", "he", "ur", "ar-EG")] == ["rtl"] * 5
    assert [direction(code) for code in ("en", "ru", "zh", "und")] == ["ltr"] * 4


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 0xFFFFFF), st.sampled_from(["#f6f4ee", "#24282d"]))
def test_every_accent_becomes_readable(colour: int, ground: str) -> None:
    """Whatever accent an audience chooses, its contrast on the ground is at least 4.5."""
    found = readable(f"#{colour:06x}", ground)
    one, other = (tuple(bytes.fromhex(c[1:])) for c in (found, ground))
    assert contrast((one[0], one[1], one[2]), (other[0], other[1], other[2])) >= 4.5


@pytest.mark.parametrize(
    "unit", ["[", "<a ", "![[", "*a ", "> ", "&#", "\\", "| ", "1. ", "\u0301"]
)
def test_a_megabyte_of_trouble_is_escaped_fast(unit: str) -> None:
    """Escaping, cleaning and wrapping stay linear on a megabyte of one pattern."""
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    wrap(escape_markdown(clean(text)), 78)
    assert time.process_time() - start < 8
