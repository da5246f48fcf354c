"""The moment a web page says it was published: its metadata, never a date in its text."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_META_WORDS = (
    "article:published_time og:article:published_time datepublished parsely-pub-date "
    "sailthru.date dc.date.issued dc.date dcterms.created dcterms.date pubdate "
    "publishdate publish-date article.published date"
)
_META = frozenset(_META_WORDS.split())
_MAX_JSON = 300_000  # characters of one JSON-LD script
_MAX_VALUES = 2_000  # values of it that are looked at
_MAX_SCRIPTS = 20


def page_dates(tree: HtmlElement) -> Iterator[str]:
    """Yield the publication dates that a page's head states, the most trustworthy first.

    These are the Open Graph and Dublin Core properties, schema.org in JSON-LD and in microdata.
    """
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name.lower() in _META and element.get("content"):
            yield element.get("content")
    for number, script in enumerate(tree.iterfind(".//script[@type='application/ld+json']")):
        if number < _MAX_SCRIPTS and script.text and len(script.text) <= _MAX_JSON:
            yield from _linked(script.text)
    for element in tree.iter("time", "span"):
        marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if marked and element.get("datetime"):
            yield element.get("datetime")


def _linked(script: str) -> Iterator[str]:
    try:
        waiting: list[Any] = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MAX_VALUES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            if isinstance(value.get("datePublished"), str):
                yield value["datePublished"]
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value[:200])
