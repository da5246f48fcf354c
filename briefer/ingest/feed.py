"""A saved RSS, RDF or Atom file: each entry is an article.

feedparser is given a stream, never a name: from a string it would open a file or an address.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.clean import one_line, word_count
from briefer.ingest.fragments import Plain, plain
from briefer.ingest.raw import Draft, Item, Raw
from briefer.models import Failure

_ENTITY = re.compile(
    rb"<!ENTITY\s{1,20}(?:%\s{1,20})?[^\s\"'>%]{1,100}\s{1,20}(?:SYSTEM|PUBLIC|\"([^\"]*)\"|'([^']*)')"
)
_REFERENCE = re.compile(rb"&#([xX]0{0,8}[dD][0-9a-fA-F]{3}|0{0,8}5[567]\d{3});?")
_ENTITY_MAX = 16  # bytes that one entity may stand for
_ENTITIES_MAX = 500
_LENIENT_MAX = 2_000_000  # bytes; feedparser reads what is no XML at some 0.3 MB a second
_FULL = 25  # words: content shorter than the summary by this is no full text


def read(raw: Raw) -> Iterator[Item]:
    """Yield an article or a failure for each entry of the feed."""
    if _is_bomb(raw.data):
        yield Failure(
            location=raw.location,
            reason="the feed declares XML entities of its own, which is not safe to expand",
        )
        return
    broken = _broken(raw.data) if len(raw.data) > _LENIENT_MAX else None
    if broken:
        yield Failure(location=raw.location, reason=f"a large feed that is no XML: {broken}")
        return
    feed = _parse(raw.data)
    if not feed.entries:
        yield Failure(location=raw.location, reason=_why_empty(feed))
    for number, entry in enumerate(feed.entries, 1):
        yield _article(raw, feed.feed, entry, number)


def _parse(data: bytes) -> Any:
    import feedparser  # noqa: PLC0415 - only feeds need it

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


def _broken(data: bytes) -> str | None:
    """Return why `data` is not well-formed XML; None where it is."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.UseForeignDTD(True)  # entities of HTML are feedparser's to resolve
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        return str(error)
    return None


def _is_bomb(data: bytes) -> bool:
    if b"<!ENTITY" not in data:
        return False
    count = data.count(b"<!ENTITY")
    found = list(_ENTITY.finditer(data))
    if count > _ENTITIES_MAX or len(found) < count:
        return True
    values = (match[1] or match[2] or b"" for match in found)
    return any(len(value) > _ENTITY_MAX or re.search(rb"[&%](?!#)", value) for value in values)


def _why_empty(feed: Any) -> str:
    problem = one_line(str(feed.get("bozo_exception", "")), 200)
    if feed.get("version"):
        return "a feed without entries"
    return f"not a readable RSS or Atom feed: {problem}" if problem else "not an RSS or Atom feed"


def _article(raw: Raw, feed: Any, entry: Any, number: int) -> Item:
    location = f"{raw.location}#{number}"
    try:
        title, body = _words(entry.get("title")), _body(entry)
    except SourceError as error:
        return Failure(location=location, reason=str(error))
    outlet = _detail(entry, "source").get("title") or feed.get("title")
    draft = Draft(
        location=location,
        text=body.text,
        title=title,
        source=_words(outlet),
        url=_string(entry.get("link")),
        published=_string(entry.get("published")) or _string(entry.get("updated")),
        language=_string(feed.get("language")),
        hint=True,
        author=_words(entry.get("author")),
        external_id=_string(entry.get("id")),
        asides=body.asides,
    )
    return build(raw, draft)


def _body(entry: Any) -> Plain:
    """Return the full content of an entry, or its summary where that says more."""
    contents = entry.get("content") or []
    full = plain("\n".join(str(c.get("value") or "") for c in contents[:5] if isinstance(c, dict)))
    summary = plain(_string(entry.get("summary")) or "")
    if word_count(full.text, _FULL) >= _FULL or len(full.text) >= len(summary.text):
        return full
    return summary


def _words(html: object) -> str | None:
    text = _string(html)
    if text and ("<" in text or "&" in text):
        return one_line(plain(text).text)
    return one_line(text)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _detail(entry: Any, key: str) -> dict[str, Any]:
    value = entry.get(key)
    return value if isinstance(value, dict) else {}
