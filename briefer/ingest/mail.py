"""A saved mail (.eml): a newsletter or a forwarded report is one article.

Headers are read with the `compat32` policy and decoded here: `policy.default` parses them with
a recursive grammar that takes quadratic time on hostile ones and raises on malformed ones.
"""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.clean import word_count
from briefer.ingest.decode import decode
from briefer.ingest.mailhtml import plain_of
from briefer.ingest.mailtext import own_text
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.models import Aside, Failure

_HEADER_MAX = 4_000  # characters
_MAX_PARTS = 200
_STUB = 40  # words below which a plain part is only a pointer to the HTML one
_MARKUP = ("<html", "<!doctype", "<div", "<table", "<p>", "<?xml", "<body")
_PREFIX = re.compile(
    r"(?:(?:re|fwd?|aw|wg|tr|rép|пересл|на)\s?(?:\[\d+\])?:\s*){1,10}", re.IGNORECASE
)


class _BoundedHeaders(Compat32):
    """Headers cut to a bounded length before anything parses them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and value that the lines of a header give."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_HEADER_MAX]


def read(raw: Raw) -> Iterator[Item]:
    """Yield the one article of a mail."""
    try:
        message = email.message_from_bytes(raw.data, policy=_BoundedHeaders())
        plain, html = _bodies(message)
        text, asides = _text(plain, html)
    except RecursionError:
        yield Failure(location=raw.location, reason="a mail with parts nested too deeply")
        return
    except (SourceError, MessageError) as error:
        yield Failure(location=raw.location, reason=str(error))
        return
    yield build(raw, _draft(raw, message, text, asides))


def _draft(raw: Raw, message: Message, text: str, asides: tuple[Aside, ...]) -> ArticleDraft:
    name, address = _sender(_header(message, "From"))
    return ArticleDraft(
        location=raw.location,
        text=text,
        title=_PREFIX.sub("", _header(message, "Subject"), count=1) or None,
        source=name or address.rpartition("@")[2] or None,
        published=_header(message, "Date"),
        dated_by="mail",
        language=_header(message, "Content-Language") or None,
        external_id=_header(message, "Message-ID").strip("<> ") or None,
        asides=asides,
    )


def _sender(value: str) -> tuple[str, str]:
    try:
        return parseaddr(value)
    except (RecursionError, IndexError, ValueError):  # comments in comments, half an address
        return "", ""


def _text(plain: str, html: str) -> tuple[str, tuple[Aside, ...]]:
    """Return the better of the two bodies: the plain one, unless it is only a stub."""
    if not html and _is_markup(plain):
        plain, html = "", plain
    if html and word_count(plain, _STUB) < _STUB:
        found = plain_of(html)
        own = own_text(found.text)
        if word_count(own.text, _STUB) >= word_count(plain, _STUB):
            return own.text, found.asides + own.asides
    own = own_text(plain)
    return own.text, own.asides


def _is_markup(text: str) -> bool:
    return text.lstrip()[:200].lower().startswith(_MARKUP)


def _bodies(message: Message) -> tuple[str, str]:
    """Return the plain and the HTML text of a mail, of its own parts, not its attachments."""
    found: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for number, part in enumerate(message.walk()):
        if number >= _MAX_PARTS:
            break
        kind = part.get_content_type()
        if kind.startswith("multipart/") and not part.is_multipart():
            kind = "text/plain"  # its boundary is missing: what follows is all text
        if kind in found and not _attached(part):
            found[kind].append(_payload(part))
    return "\n\n".join(found["text/plain"]), "\n".join(found["text/html"][:1])


def _attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", ""))[:40].strip().lower().startswith("attachment")


def _payload(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload or "").encode("utf-8", "replace")
    try:
        charset = part.get_content_charset()
    except (ValueError, TypeError, LookupError):  # a broken RFC 2231 parameter
        charset = None
    return decode(data, charset)


def _header(message: Message, name: str) -> str:
    """Return a header decoded, on one line; what can't be decoded stays as it is written."""
    value = str(message.get(name, ""))[:_HEADER_MAX]
    try:
        parts = [
            decode(part, charset) if isinstance(part, bytes) else part
            for part, charset in decode_header(value)
        ]
    except (MessageError, ValueError, LookupError):
        parts = [value]
    return " ".join("".join(parts).split())
