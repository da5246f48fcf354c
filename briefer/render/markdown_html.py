"""Markdown to HTML for analysts' notes and previews: rendered by `markdown`, cleaned by nh3."""

import html
import re

import nh3
from markdown import Markdown

from briefer.render.escaping import clean

MAX_MARKDOWN = 2_000_000  # characters
_MAX_DEPTH = 20  # quotations and lists inside one another
_MAX_WORK = 5_000_000  # opening brackets times the length of their paragraph: about a second
_BLANK = re.compile(r"\n[ \t]*\n")
_REFERENCE = re.compile(r"\[\^[\w-]{1,80}\]|\\[\[<]")
_OPENERS = re.compile(r"[ \t>*+-]{0,400}")
_FOOTNOTE = re.compile(r"fn(?:ref\d*)?:[\w-]{1,80}")
_LINK = re.compile(r"https?://|#fn(?:ref\d*)?:[\w-]{1,80}$")

_TAGS = frozenset(
    {"a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li"}
    | {"ol", "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_ATTRIBUTES = {"a": {"href"}, "li": {"id"}, "ol": {"start"}, "sup": {"id"}}
_CLASSES = {"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}}


def markdown_to_html(markdown: str) -> str:
    """Return `markdown` as HTML with footnotes and tables, and nothing that acts or loads.

    What remains: text, headings, lists, tables, quotations, code, http(s) links, footnotes. Text
    that the library can't digest, or that is too long, is shown as it stands.
    """
    markdown = markdown.encode("utf-8", "replace").decode()  # no lone surrogates
    if not _digestible(markdown):
        return _verbatim(markdown)
    renderer = Markdown(extensions=["footnotes", "tables", "sane_lists"], output_format="html")
    try:
        rendered = renderer.convert(markdown)
    except RecursionError:
        return _verbatim(markdown)
    return _cleaned(rendered)


def _cleaned(rendered: str) -> str:
    return nh3.clean(
        rendered,
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in _CLASSES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep web links, links between footnotes and their ids; drop everything else."""
    kept = {
        "href": _LINK.match(value),
        "id": _FOOTNOTE.fullmatch(value),
        "start": value.isdecimal() and len(value) < 7,
        "class": tag in _CLASSES,
        "rel": True,
    }
    return value if kept.get(name) else None


def _digestible(markdown: str) -> bool:
    """Return whether the library renders `markdown` in about linear time, and its stack lasts.

    It looks for the other end of every opening bracket to the end of the paragraph, and goes one
    call deeper for every quotation or list inside another.
    """
    if len(markdown) > MAX_MARKDOWN:
        return False
    if any(_depth(line) > _MAX_DEPTH for line in markdown.splitlines()):
        return False
    work = 0
    for block in _BLANK.split(markdown):
        bare = _REFERENCE.sub("", block)
        work += sum(bare.count(char) for char in "[<&") * len(bare)
    return work <= _MAX_WORK


def _depth(line: str) -> int:
    """Return how many quotations and lists `line` opens or continues, by its first characters."""
    head = _OPENERS.match(line)
    opened = head[0] if head else ""
    return sum(char in ">*+-" for char in opened) + opened.expandtabs(4).count("    ")


def _verbatim(markdown: str) -> str:
    shown = "\n".join(clean(line) for line in markdown[:MAX_MARKDOWN].splitlines())
    return f"<pre>{html.escape(shown)}</pre>"
