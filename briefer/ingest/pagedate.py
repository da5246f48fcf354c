"""The moment a web page says it was published: its metadata, never a date in its text."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from briefer.ingest.linked import own_dates

_META_WORDS = (
    "article:published_time og:article:published_time datepublished parsely-pub-date "
    "sailthru.date dc.date.issued dc.date dcterms.created dcterms.date pubdate "
    "publishdate publish-date article.published date"
)
_META = frozenset(_META_WORDS.split())
_OWN = re.compile(r"(?:Article|Posting|Report|WebPage|PressRelease)$")


def page_dates(tree: HtmlElement) -> Iterator[str]:
    """Yield the publication dates that a page's head states, the most trustworthy first.

    These are the Open Graph and Dublin Core properties, schema.org in JSON-LD
    (of the article's own object only) and in microdata.
    """
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or ""
        if name.lower() in _META and element.get("content"):
            yield element.get("content")
    yield from own_dates(tree)
    marked = [element for element in tree.iter("time", "span", "meta") if _is_marked(element)]
    items = [(element, item) for element in marked if _is_own(item := _item(element))]
    items.sort(key=lambda pair: pair[1] is None or pair[1].find(".//h1") is None)
    for element, _ in items:
        date = element.get("datetime") or element.get("content")
        if date:
            yield date


def _is_marked(element: HtmlElement) -> bool:
    names = (element.get("itemprop") or "").lower().split()
    return "datepublished" in names or element.get("pubdate") is not None


def _item(element: HtmlElement) -> HtmlElement | None:
    """Return the item of microdata (HTML, section 5.2) that a property belongs to."""
    return next(
        (each for each in element.iterancestors() if each.get("itemscope") is not None), None
    )


def _is_own(item: HtmlElement | None) -> bool:
    """Whether an item is an article or the page, not a video or a list's entry."""
    kind = item.get("itemtype") if item is not None else None
    return not kind or bool(_OWN.search(kind.strip()))
