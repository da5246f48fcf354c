"""Sitemaps (https://www.sitemaps.org/protocol.html) and their indexes, with Google's news tags.

A plain sitemap lists a whole site: only what it says was changed of late is read, and nothing
that carries no date at all.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from briefer.errors import SourceError
from briefer.ingest.clean import one_line
from briefer.ingest.dates import parse_published
from briefer.ingest.fetch.addresses import target
from briefer.ingest.raw import Found, Link, Raw
from briefer.ingest.source import Source, mark_of
from briefer.ingest.xmltree import local, tree_of
from briefer.models import Failure

_RECENT = dt.timedelta(days=3)
_MAX_MAPS = 20  # of one index, the newest first
_MAX_PAGES = 1_000  # of one sitemap: what a news sitemap may hold
_ROOTS = frozenset({"urlset", "sitemapindex"})


def read(raw: Raw) -> Iterator[Found]:
    """Yield the pages of a sitemap or the sitemaps of an index, newest first, or a failure."""
    try:
        root = tree_of(raw.data, _ROOTS, "sitemap")
    except SourceError as error:
        yield Failure(location=raw.location, reason=str(error))
        return
    if raw.url is None:
        reason = "a saved sitemap only lists pages; name its address instead"
        yield Failure(location=raw.location, reason=reason)
        return
    yield from _maps(raw, root) if local(root) == "sitemapindex" else _pages(raw, root)


def _maps(raw: Raw, root: Any) -> Iterator[Found]:
    parent = raw.source or Source(location=raw.location)
    listed = [(_fields(entry), number) for number, entry in enumerate(root)]
    dated = [(*_when(raw, fields.get("lastmod")), -number, fields) for fields, number in listed]
    recent = [entry for entry in dated if not entry[0] or entry[1] >= raw.now - _RECENT]
    recent.sort(key=lambda entry: (entry[1], entry[2]), reverse=True)
    addresses = [_absolute(fields.get("loc"), raw.url) for *_, fields in recent[:_MAX_MAPS]]
    if not any(addresses):
        yield Failure(location=raw.location, reason="a sitemap index without recent sitemaps")
    for address in filter(None, addresses):
        yield parent.sub(address, None, "sitemap")


def _pages(raw: Raw, root: Any) -> Iterator[Found]:
    dated = [found for found in (_page(raw, _fields(entry)) for entry in root) if found]
    if not dated:
        reason = "a sitemap without pages that it says are of the last three days"
        yield Failure(location=raw.location, reason=reason)
    dated.sort(key=lambda found: found[0], reverse=True)
    yield from (link for _, link in dated[:_MAX_PAGES])


def _page(raw: Raw, fields: dict[str, str]) -> tuple[dt.datetime, Link] | None:
    address = _absolute(fields.get("loc"), raw.url)
    known, moment = _when(raw, fields.get("publication_date") or fields.get("lastmod"))
    if address is None or not known or moment < raw.now - _RECENT:
        return None
    return moment, Link(
        url=address,
        mark=mark_of(fields.get("lastmod"), fields.get("title")),
        title=one_line(fields.get("title")),
        published=fields.get("publication_date"),
        outlet=raw.outlet or one_line(fields.get("name")),
        language=fields.get("language"),
    )


def _fields(entry: Any) -> dict[str, str]:
    """Return the texts of an entry and of its news tags, by name; the first of a name counts."""
    found: dict[str, str] = {}
    for number, element in enumerate(entry.iter()):
        if number > 50:
            break
        if element.text and element.text.strip() and not element.tag.startswith(_IMAGES):
            found.setdefault(local(element), element.text.strip()[:2000])
    return found


_IMAGES = (
    "{http://www.google.com/schemas/sitemap-image",
    "{http://www.google.com/schemas/sitemap-video",
)


def _when(raw: Raw, date: str | None) -> tuple[bool, dt.datetime]:
    """Return whether a date is known, and its moment (the day's start; long ago if unknown)."""
    published = parse_published(date, raw.now)
    if published.moment is not None:
        return True, published.moment
    if published.day is not None:
        zone = raw.now.tzinfo
        return True, dt.datetime.combine(published.day, dt.time(), tzinfo=zone)
    return False, dt.datetime.min.replace(tzinfo=dt.UTC)


def _absolute(url: str | None, base: str | None) -> str | None:
    try:
        return target(url, base=base).url if url else None
    except SourceError:
        return None
