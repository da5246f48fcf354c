"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/): the same as RSS, in JSON."""

import json
from collections.abc import Iterator
from typing import Any

from briefer.errors import SourceError
from briefer.ingest.decode import decode
from briefer.ingest.entries import cut_off, found_in
from briefer.ingest.feedscan import MAX_ENTRIES
from briefer.ingest.fragments import Plain, plain
from briefer.ingest.raw import ArticleDraft, Found, Raw
from briefer.models import Failure

VERSION = "jsonfeed.org/version/1"


def is_feed(document: Any) -> bool:
    """Whether a parsed JSON document says that it is a JSON Feed."""
    return isinstance(document, dict) and VERSION in str(document.get("version"))[:100]


def read(raw: Raw) -> Iterator[Found]:
    """Yield an article, a page to be read, or a failure for each item of the feed."""
    try:
        document = json.loads(decode(raw.data))
    except (ValueError, RecursionError) as error:
        yield Failure(location=raw.location, reason=f"a JSON feed that can't be read: {error}")
        return
    yield from items_of(raw, document)


def items_of(raw: Raw, document: Any) -> Iterator[Found]:
    """Yield what a parsed feed holds."""
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list) or not items:
        yield Failure(location=raw.location, reason="a feed without entries")
        return
    for number, item in enumerate(items[:MAX_ENTRIES], 1):
        yield _entry(raw, document, item, f"{raw.location}#{number}")
    if len(items) > MAX_ENTRIES:
        yield cut_off(raw, MAX_ENTRIES)


def _entry(raw: Raw, feed: dict[str, Any], item: Any, location: str) -> Found:
    if not isinstance(item, dict):
        return Failure(location=location, reason="an item of the feed is no JSON object")
    try:
        body, full = _body(item)
    except SourceError as error:
        return Failure(location=location, reason=str(error))
    draft = ArticleDraft(
        location=location,
        text=body.text,
        title=_string(item.get("title")),
        source=_string(feed.get("title")),
        url=_string(item.get("url")) or _string(item.get("external_url")),
        published=_string(item.get("date_published")) or _string(item.get("date_modified")),
        language=_string(item.get("language")) or _string(feed.get("language")),
        hint=True,
        author=_author(item) or _author(feed),
        external_id=str(item["id"])[:500] if isinstance(item.get("id"), str | int) else None,
        asides=body.asides,
        dated_by="feed",
    )
    return found_in(raw, draft, full=full, changed=_string(item.get("date_modified")))


def _body(item: dict[str, Any]) -> tuple[Plain, bool]:
    """Return the content of an item, or its summary where that says more; true: content."""
    html, text = _string(item.get("content_html")), _string(item.get("content_text"))
    full = plain(html) if html else Plain(text or "", ())
    summary = _string(item.get("summary")) or ""
    return (full, True) if len(full.text) >= len(summary) else (Plain(summary, ()), False)


def _author(holder: dict[str, Any]) -> str | None:
    authors = holder.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else holder.get("author")
    return _string(first.get("name")) if isinstance(first, dict) else None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
