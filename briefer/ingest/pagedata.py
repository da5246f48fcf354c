"""What a page says of its article as data: the one object of its JSON-LD that is the article.

A page lists other articles too, as related ones, as entries of a live blog, as parts of a series.
Only an object that stands by itself, or in the page's graph, or is what the page is about, can be
the article; of several the one with the page's own headline or address.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from briefer.ingest.clean import one_line

_MAX_JSON = 300_000  # characters of one JSON-LD script
_MAX_SCRIPTS = 20
_MAX_OBJECTS = 400
_ABOUT = ("@graph", "mainEntity", "mainEntityOfPage")  # where an article's object may lie
_ENDS = ("article", "posting", "report", "pressrelease", "interview", "newsitem", "webpage")


class PageData(NamedTuple):
    """What the article's own object says; empty where the page has none."""

    headline: str | None = None
    published: tuple[str, ...] = ()
    publisher: str | None = None
    author: str | None = None
    labels: tuple[str, ...] = ()  # its types and sections
    tags: tuple[str, ...] = ()  # its key words
    paid: bool = False  # it says that it is not free


def page_data(tree: HtmlElement, title: str = "", url: str = "") -> PageData:
    """Return what the JSON-LD of a page says of the article with that headline or address."""
    every = list(_objects(tree))
    found = [item for item in every if _kind(item)]
    if not found:
        return PageData()
    own = max(found, key=lambda item: _fits(item, title, url))  # the first of the best
    return PageData(
        headline=_text(own.get("headline")),
        published=tuple(_dates(own, found)),
        publisher=_name(own.get("publisher")) or _first_publisher(found) or _site(every),
        author=_name(own.get("author")),
        labels=(*_listed(own.get("@type")), *_listed(own.get("articleSection"))),
        tags=tuple(_keywords(own.get("keywords"))),
        paid=str(own.get("isAccessibleForFree")).casefold() == "false",
    )


def _objects(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    count = 0
    for number, script in enumerate(tree.iterfind(".//script[@type='application/ld+json']")):
        if number >= _MAX_SCRIPTS or not script.text or len(script.text) > _MAX_JSON:
            continue
        try:
            waiting: list[Any] = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and count < _MAX_OBJECTS:
            count += 1
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value[:200])
            elif isinstance(value, dict):
                yield value
                waiting.extend(
                    value[key] for key in _ABOUT if isinstance(value.get(key), dict | list)
                )


def _kind(item: dict[str, Any]) -> str:
    """Return the type by which an object is an article or the page itself; "" where it is neither."""
    types = (kind.rpartition("/")[2].casefold() for kind in _listed(item.get("@type")))
    return next((kind for kind in types if kind.endswith(_ENDS)), "")


def _fits(item: dict[str, Any], title: str, url: str) -> tuple[bool, bool, bool]:
    """Return how well an object fits the page: headline, address, an article at all."""
    headline = _text(item.get("headline")) or _text(item.get("name")) or ""
    same = bool(title) and headline.casefold()[:60] == title.casefold()[:60]
    addresses = [item.get(key) for key in ("url", "@id", "mainEntityOfPage")]
    addresses += [a["@id"] for a in addresses if isinstance(a, dict) and "@id" in a]
    here = bool(url) and any(isinstance(a, str) and a.partition("#")[0] == url for a in addresses)
    return same, here, not _kind(item).endswith("webpage")


def _dates(own: dict[str, Any], found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the date of the article, else that of the page."""
    pages = [item for item in found if _kind(item).endswith("webpage")]
    for item in (own, *pages):
        for key in ("datePublished", "dateCreated"):
            if isinstance(item.get(key), str):
                yield item[key]


def _first_publisher(found: Iterable[dict[str, Any]]) -> str | None:
    return next(filter(None, (_name(item.get("publisher")) for item in found)), None)


def _site(items: Iterable[dict[str, Any]]) -> str | None:
    """Return the name of the site among the objects of a page."""
    sites = (item for item in items if "WebSite" in _listed(item.get("@type")))
    return next(filter(None, (_name(item) for item in sites)), None)


def _listed(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [words for item in values[:10] if isinstance(item, str) and (words := one_line(item))]


def _keywords(value: Any) -> Iterator[str]:
    """Yield key words: a list of them, or one text with commas between them."""
    for words in _listed(value):
        yield from filter(None, map(str.strip, words.split(",")))


def _name(value: Any) -> str | None:
    """Return a name, of an object or of the first of several."""
    if isinstance(value, list):
        names = [name for item in value[:6] if (name := _name(item))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value[0] if isinstance(value, list) and value else value)


def _text(value: Any) -> str | None:
    return one_line(value) if isinstance(value, str) else None
