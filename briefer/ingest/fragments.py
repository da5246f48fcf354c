"""HTML to paragraphs and asides, for entries of feeds, mails and records.

Whole pages go through trafilatura (`html`), which knows articles from menus; what comes here is
content already. Nothing recurses over the tree, so depth costs nothing.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from briefer.errors import SourceError
from briefer.ingest.raised import on_line
from briefer.models import Aside

_DROPPED_WORDS = (
    "script style noscript template iframe object embed svg math video audio canvas form "
    "button select textarea input nav head map"
)
DROPPED = frozenset(_DROPPED_WORDS.split())
_BLOCKS_WORDS = (
    "p div section article header footer main aside blockquote ul ol li dl dt dd table "
    "thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 hr pre figure address center body"
)
BLOCKS = frozenset(_BLOCKS_WORDS.split())
_POST = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|fb-(?:post|video)|tiktok-embed|telegram-post|"
    r"bluesky-embed|mastodon-embed|reddit-(?:embed|card)|embedly-card",
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])|wp-caption-text")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|;|$)"
    r"|text-decoration(?:-line)?\s*:[^;]{0,60}line-through"
)
_STRUCK = frozenset({"del", "s", "strike"})  # HTML: no longer accurate, or removed
_XML = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_ASIDE_MAX = 3000  # characters of one aside
_MAX_TAGS = 400_000  # a second's work; the longest live blogs have some 50,000
_TOO_MANY = f"markup of more than {_MAX_TAGS:,} tags is no article; save the page's text instead"
_TOO_DEEP = "nested more than 2,048 elements deep; save the page's text instead"


class Plain(NamedTuple):
    """Text as paragraphs set off by blank lines, and what was taken out of it."""

    text: str
    asides: tuple[Aside, ...]


def plain(html: str, *, layout: bool = False) -> Plain:
    """Return the text of an HTML fragment.

    `layout` says that tables only arrange the page, as in mails; elsewhere they become asides.

    Raises:
        SourceError: the markup is nested too deeply to be parsed.
    """
    tree = parse(html)
    if tree is None:
        return Plain("", ())
    asides = take_asides(tree, tables=not layout)
    return Plain(text_of(tree), asides)


def parse(html: str) -> HtmlElement | None:
    """Return the tree of `html`, or None for what holds no element and no text.

    Raises:
        SourceError: the markup is nested too deeply to be parsed, or without end.
    """
    if html.count("<") > _MAX_TAGS:
        raise SourceError(_TOO_MANY)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    data = _XML.sub("", html, count=1).encode("utf-8", "replace").replace(b"\0", b"")
    try:
        tree = document_fromstring(data, parser=parser)
    except etree.ParserError:
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise SourceError(_TOO_DEEP)
    return tree


def take_asides(tree: HtmlElement, *, tables: bool = True) -> tuple[Aside, ...]:
    """Remove posts, captions, hidden text and, if asked, tables; return them but the hidden.

    Text that is struck out goes with the hidden, and superscripts are set on the line.
    """
    found: list[Aside] = []
    doomed: list[tuple[HtmlElement, Aside | None]] = list(_doomed(tree, tables=tables))
    for element, aside in doomed:
        if aside is not None and aside.text:
            found.append(aside)
        _drop(element)
    for element in list(tree.iter("sup")):
        _lower(element)
    return tuple(found)


def _lower(element: HtmlElement) -> None:
    """Set a superscript on the line, or drop it where it is the mark of a note."""
    link = element.find(".//a")
    outer = element.getparent()
    if outer is None:
        return
    linked = "#" in str((link if link is not None else outer).get("href") or "")
    words = on_line(_before(element), text_of(element), element.tail or "", linked=linked)
    for child in list(element):
        element.remove(child)
    element.text = words
    element.drop_tag()


def _before(element: HtmlElement) -> str:
    """Return the text right before an element, in its parent."""
    previous = element.getprevious()
    if previous is None:
        return str(element.getparent().text or "")
    return str(previous.tail or "".join(previous.itertext())[-100:])


def text_of(tree: HtmlElement) -> str:
    """Return the text below `tree`: blank lines between blocks, a line break for `br`."""
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = _tag(element)
        if event == "start":
            if tag in DROPPED:
                walk.skip_subtree()
                continue
            _open(element, tag, parts)
        else:
            if tag in BLOCKS:
                parts.append("\n\n")
            if element is not tree and element.tail:
                parts.append(_spaced(element.tail, _preformatted(element.getparent())))
    return "".join(parts)


def _open(element: HtmlElement, tag: str, parts: list[str]) -> None:
    if tag in BLOCKS:
        parts.append("\n\n")
    elif tag == "br":
        parts.append("\n")
    if element.text:
        parts.append(_spaced(element.text, tag == "pre"))


def _preformatted(element: HtmlElement | None) -> bool:
    return element is not None and _tag(element) == "pre"


def _spaced(text: str, keep: bool) -> str:
    if keep:
        return text
    spaced = " ".join(text.split())
    if not spaced:
        return " "
    return f"{' ' * text[0].isspace()}{spaced}{' ' * text[-1].isspace()}"


def _tag(element: HtmlElement) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _doomed(tree: HtmlElement, *, tables: bool) -> Iterator[tuple[HtmlElement, Aside | None]]:
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element is tree:
            continue
        verdict = _verdict(element, tables=tables)
        if verdict is not None:
            walk.skip_subtree()
            yield element, verdict[0]


def _verdict(element: HtmlElement, *, tables: bool) -> tuple[Aside | None] | None:
    """Return None to keep `element`; else, in a tuple, what becomes of it."""
    tag, classes = _tag(element), str(element.get("class") or "")[:500]
    if tag in {"body", "head", "html"}:
        return None
    if _POST.search(classes):
        return (_aside("post", element),)
    if tag == "figcaption" or (classes and tag != "table" and _CAPTION.search(classes)):
        return (_aside("caption", element),)
    if tag in _STRUCK or _hidden(element):
        return (None,)
    if tag == "table" and tables and element.find(".//p") is None:
        return (_table(element),)
    return None


def _hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style[:1000].lower()))


def _aside(kind: Any, element: HtmlElement) -> Aside:
    words = " ".join(text_of(element).split())
    return Aside(kind=kind, text=words[:_ASIDE_MAX])


def _table(table: HtmlElement) -> Aside:
    rows = (
        " | ".join(" ".join(text_of(cell).split()) for cell in row.iterchildren("td", "th"))
        for row in table.iter("tr")
    )
    return Aside(kind="table", text="\n".join(row for row in rows if row)[:_ASIDE_MAX])


def _drop(element: HtmlElement) -> None:
    """Remove `element` and all below it; the text that follows it stays."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()
