"""Markdown to clean HTML."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import Briefing
from briefer.render import RenderOptions, markdown_to_html, render

ALLOWED = {"href", "id", "start", "class", "rel"}


class Auditor(HTMLParser):
    """Collects whatever could act or load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags and attributes that should not be there."""
        if tag in {"script", "style", "img", "iframe", "object", "form", "input", "svg", "math"}:
            self.found.append(tag)
        for name, value in attrs:
            bad = name not in ALLOWED or (
                name == "href" and not re.match(r"https?://|#fn", value or "")
            )
            if bad:
                self.found.append(f"{tag} {name}={value}")


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x) [y](//evil.example) [z](/local) [w](mailto:a@example.org)",
    "![x](https://evil.example/track.gif)",
    "<a href='https://a.example' onclick='x()' style='x' target=_blank>a</a>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>@import 'https://evil.example'</style>",
    "<form action='https://evil.example'><input name=a></form>",
    "<h1 id='main'>x</h1><li id=\"fn:1' onload='x\">y</li>",
    "<a href='#main'>x</a>",
    "[a]: javascript:alert(1)\n\n[a]",
    "`<script>`\n\n    <script>alert(1)</script>\n",
    "[^1]\n\n[^1]: <b onmouseover=alert(1)>x</b>\n",
]


@pytest.mark.parametrize("markdown", HOSTILE)
def test_nothing_that_acts_or_loads_comes_through(markdown: str) -> None:
    """Scripts, pictures, forms, handlers and links other than web links are gone."""
    auditor = Auditor()
    auditor.feed(markdown_to_html(markdown))
    assert auditor.found == []


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.text(alphabet="<>[]()!#*_`'\"=/: \nabhref javascriptonld^1.-|&;\\", max_size=120))
def test_random_markup_is_clean(markdown: str) -> None:
    """Random sequences of markup come out clean too."""
    auditor = Auditor()
    auditor.feed(markdown_to_html(markdown))
    assert auditor.found == []


def test_footnotes_tables_and_lists_stay() -> None:
    """Footnotes keep their links both ways; tables and list numbers survive."""
    rendered = markdown_to_html("a[^1]\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n3. c\n\n[^1]: why\n")
    assert 'href="#fn:1"' in rendered
    assert '<li id="fn:1">' in rendered
    assert 'href="#fnref:1"' in rendered
    assert '<sup id="fnref:1">' in rendered
    assert "<td>1</td>" in rendered
    assert '<ol start="3">' in rendered


def test_our_own_markdown_previews_well(briefing: Briefing, options: RenderOptions) -> None:
    """Every footnote of a rendered briefing is defined and referred to; the table is a table."""
    markdown = render(briefing, "md", options)
    rendered = markdown_to_html(markdown)
    defined = set(re.findall(r"^\[\^(\d+)\]:", markdown, re.MULTILINE))
    used = set(re.findall(r"\[\^(\d+)\](?!:)", markdown))
    assert defined == used == set(re.findall(r'<li id="fn:(\d+)">', rendered))
    assert "<table>" in rendered
    assert "[^" not in rendered
    assert "&lt;script&gt;" in rendered
    auditor = Auditor()
    auditor.feed(rendered)
    assert auditor.found == []


@pytest.mark.parametrize(
    "unit",
    ["[", "<a ", "![[", "[a](b", ">", "> ", "- ", "    - a\n", "*a ", "`", "|a", "[^1]: a\n", "&#"],
)
def test_a_megabyte_of_trouble_ends_soon(unit: str) -> None:
    """Whatever the library would be slow on or choke on is shown as it stands instead."""
    start = time.process_time()
    markdown_to_html(unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 15
