"""RSS, RDF and Atom: each entry is an article, or names the page that is one.

feedparser is given a stream, never a name: from a string it would open a file or an address.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from briefer.errors import SourceError
from briefer.ingest.charsets import codecs_of
from briefer.ingest.clean import one_line, word_count
from briefer.ingest.dates import parse_published
from briefer.ingest.decode import declared_charset, decode
from briefer.ingest.entries import cut_off, found_in
from briefer.ingest.feedscan import MAX_ENTRIES, scan
from briefer.ingest.fragments import Plain, plain
from briefer.ingest.labels import label_of
from briefer.ingest.raw import ArticleDraft, Found, Raw
from briefer.ingest.sitenames import feed_name
from briefer.ingest.titles import title_of
from briefer.models import Failure

_REFERENCE = re.compile(rb"&#([xX]0{0,8}[dD][0-9a-fA-F]{3}|0{0,8}5[567]\d{3});?")
_ENCODING = re.compile(r"^(\s*<\?xml[^>]{0,200}?\bencoding\s{0,3}=\s{0,3}[\"'])[\w.:-]{2,40}")
# Kinds that a category names; "Live" and "Update" are categories of plain reports too.
_NAMED = frozenset({"opinion", "press_release", "interview"})
_TAGS = 20  # of an entry that are looked at
_FULL = 25  # words: content shorter than the summary by this is no full text


def read(raw: Raw) -> Iterator[Found]:
    """Yield an article, a page to be read, or a failure for each entry of the feed."""
    scanned = scan(_in_utf8(raw))
    if scanned.refused:
        yield Failure(location=raw.location, reason=scanned.refused)
        return
    feed = _parse(scanned.data)
    if not feed.entries:
        yield Failure(location=raw.location, reason=_why_empty(feed))
    for number, entry in enumerate(feed.entries[:MAX_ENTRIES], 1):
        yield _found(raw, feed, entry, f"{raw.location}#{number}")
    if scanned.cut:
        yield cut_off(raw, MAX_ENTRIES)


def drafts(raw: Raw) -> list[ArticleDraft]:
    """Return the feed's entries as they are before anything becomes of them."""
    scanned = scan(_in_utf8(raw))
    feed = _parse(b"" if scanned.refused else scanned.data)
    return [_draft(raw, feed, entry, raw.location)[0] for entry in feed.entries[:MAX_ENTRIES]]


def _in_utf8(raw: Raw) -> bytes:
    """Return a feed in UTF-8 where it is labelled as something else.

    feedparser takes labels to the letter: what Windows adds to Shift_JIS or EUC-KR it can't read.
    """
    label = raw.charset or declared_charset(raw.data)
    if not codecs_of(label) or b"\0" in raw.data[:64]:
        return raw.data
    text = decode(raw.data, label)
    return _ENCODING.sub(r"\1utf-8", text.lstrip("\ufeff"), count=1).encode("utf-8", "replace")


def _parse(data: bytes) -> Any:
    return feedparser.parse(
        io.BytesIO(_REFERENCE.sub(_no_surrogate, data)),
        sanitize_html=False,  # only text is taken from it
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml"},
    )


def _no_surrogate(reference: re.Match[bytes]) -> bytes:
    """Return a character reference, or nothing for half a pair, on which feedparser breaks."""
    code = int(reference[1][1:], 16) if reference[1][:1] in b"xX" else int(reference[1])
    return b"" if 0xD800 <= code <= 0xDFFF else reference[0]


def _why_empty(feed: Any) -> str:
    problem = one_line(str(feed.get("bozo_exception", "")), 200)
    if feed.get("version"):
        return "a feed without entries"
    return f"not a readable RSS or Atom feed: {problem}" if problem else "not an RSS or Atom feed"


def _found(raw: Raw, parsed: Any, entry: Any, location: str) -> Found:
    try:
        draft, full = _draft(raw, parsed, entry, location)
    except SourceError as error:
        return Failure(location=location, reason=str(error))
    changed = _string(dict.get(entry, "updated"))  # its own `get` falls back to `published`
    return found_in(raw, draft, full=full, changed=changed)


def _draft(raw: Raw, parsed: Any, entry: Any, location: str) -> tuple[ArticleDraft, bool]:
    """Return an entry, and whether its text is what the feed calls its content.

    Raises:
        SourceError: its markup can't be read.
    """
    body, full = _body(entry)
    feed = parsed.feed
    categories = tuple(_categories(entry))
    draft = ArticleDraft(
        location=location,
        text=body.text,
        title=_title(entry, atom=parsed.get("version") == "atom10"),
        source=_outlet(entry, feed),
        url=_string(entry.get("feedburner_origlink")) or _string(entry.get("link")),
        published=_published(raw, entry),
        language=_string(feed.get("language")),
        hint=True,
        author=title_of(_string(entry.get("author"))),
        external_id=_string(entry.get("id")),
        asides=body.asides,
        dated_by="feed",
        labels=tuple(c for c in categories if label_of(c) in _NAMED),
        tags=tuple(c for c in categories if label_of(c) not in _NAMED),
    )
    return draft, full


def _outlet(entry: Any, feed: Any) -> str | None:
    """Return the outlet that an entry names, else the feed's, without the section that it is of."""
    given = title_of(_string(_detail(entry, "source").get("title")))
    return given or feed_name(title_of(_string(feed.get("title"))), _string(feed.get("link")))


def _categories(entry: Any) -> Iterator[str]:
    """Yield the categories of an entry: what a reader sees, else the word for programs."""
    for tag in (entry.get("tags") or [])[:_TAGS]:
        if isinstance(tag, dict):
            yield from filter(None, [_string(tag.get("label")) or _string(tag.get("term"))])


def _published(raw: Raw, entry: Any) -> str | None:
    """Return the first of an entry's dates that is possible, else the first."""
    given = [_string(dict.get(entry, name)) for name in ("published", "updated", "created")]
    possible = (date for date in given if parse_published(date, raw.now).day)
    return next(possible, next(filter(None, given), None))


def _body(entry: Any) -> tuple[Plain, bool]:
    """Return the content of an entry, or its summary where that says more; true: content."""
    contents = entry.get("content") or []
    full = plain("\n".join(str(c.get("value") or "") for c in contents[:5] if isinstance(c, dict)))
    summary = plain(_string(entry.get("summary")) or "")
    if word_count(full.text, _FULL) >= _FULL or len(full.text) >= len(summary.text):
        return full, bool(full.text)
    return summary, False


def _title(entry: Any, *, atom: bool) -> str | None:
    """Return an entry's title: in Atom it says what it is, in RSS it may be either."""
    written = _string(entry.get("title"))
    kind = _detail(entry, "title_detail").get("type")
    if atom and kind == "text/plain":
        return one_line(written)
    return title_of(written, html=atom)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _detail(entry: Any, key: str) -> dict[str, Any]:
    value = entry.get(key)
    return value if isinstance(value, dict) else {}
