"""A saved mail (.eml): a report, a forwarded one, or a newsletter, each item of which is an article.

Headers are read with the `compat32` policy and decoded here: `policy.default` parses them with
a recursive grammar that takes quadratic time on hostile ones and raises on malformed ones.
"""

import datetime as dt
import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.policy import Compat32
from typing import NamedTuple

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.clean import word_count
from briefer.ingest.dates import Published, parse_published
from briefer.ingest.decode import decode
from briefer.ingest.forwards import find_original, text_lines
from briefer.ingest.letters import build_items
from briefer.ingest.mailheaders import (
    HEADER_MAX,
    address_of,
    header,
    is_bulk,
    labels_of,
    outlet_of,
    sent_dates,
    subject_of,
)
from briefer.ingest.mailhtml import Body, html_body
from briefer.ingest.mailtext import own_lines, own_text, without_footers
from briefer.ingest.newsitems import About, Newsletter
from briefer.ingest.newsletter import letter_of
from briefer.ingest.plainblocks import plain_blocks
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.lang import languages
from briefer.models import Aside, Failure

_MAX_PARTS = 200
_MAX_INNER = 50  # mails that hang on one
_MAX_DEPTH = 3  # of mails in mails
_STUB = 40  # words below which a plain part is only a pointer to the HTML one
_NOTE = 120  # words above a forwarded mail that make an article of their own
_LINKS = 3  # in HTML, below which it is no newsletter
_MARKUP = ("<html", "<!doctype", "<div", "<table", "<p>", "<?xml", "<body")
_HALF = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


class _BoundedHeaders(Compat32):
    """Headers cut to a bounded length before anything parses them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and value that the lines of a header give."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER_MAX]


class _Parts(NamedTuple):
    """The texts of a mail's own body, the charset of the first, and the mails that hang on it."""

    plain: str
    html: str
    charset: str | None
    inner: tuple[Message, ...]


class _Envelope(NamedTuple):
    """What a mail's headers say, decoded."""

    subject: str
    sender: str
    dates: tuple[str, ...]
    language: str | None
    id: str | None
    organization: str
    bulk: bool


def read(raw: Raw) -> Iterator[Item]:
    """Yield the articles of a mail: one, or one for each item of a newsletter."""
    try:
        yield from _items(raw, email.message_from_bytes(raw.data, policy=_BoundedHeaders()), 0)
    except RecursionError:
        yield Failure(location=raw.location, reason="a mail with parts nested too deeply")
    except (SourceError, MessageError) as error:
        yield Failure(location=raw.location, reason=str(error))


def _items(raw: Raw, message: Message, depth: int) -> Iterator[Item]:
    parts = _parts(message)
    envelope = _envelope(message, parts.charset)
    if parts.inner and depth < _MAX_DEPTH:
        yield from _attached_items(raw, envelope, parts, depth)
        return
    body, letter = _body(parts, envelope)
    if body.original is not None and word_count(body.note, _NOTE) >= _NOTE:
        own = own_text(body.note)
        draft = _draft(raw, envelope, Body(own.text))
        yield build(raw, draft._replace(location=f"{raw.location}#note", asides=own.asides))
        body = body._replace(note="")
    draft = _draft(raw, envelope, body)
    if letter is not None and letter.parts:
        yield from build_items(raw, draft, letter)
        return
    yield build(raw, draft._replace(stub="listing" if letter and letter.digest else None))


def _attached_items(raw: Raw, envelope: _Envelope, parts: _Parts, depth: int) -> Iterator[Item]:
    """Yield what the mails say that hang on one, and its own text where it says much."""
    text = own_text(parts.plain or html_body(parts.html, "").text).text
    if word_count(text, _NOTE) >= _NOTE:
        yield build(raw, _draft(raw, envelope, Body(text)))
    for number, inner in enumerate(parts.inner[:_MAX_INNER], 1):
        yield from _items(raw._replace(location=f"{raw.location}#{number}"), inner, depth + 1)


def _draft(raw: Raw, envelope: _Envelope, body: Body) -> ArticleDraft:
    original = body.original
    sender = original.sender if original else envelope.sender
    subject = (original.subject if original else "") or envelope.subject
    dates = (original.sent, *envelope.dates) if original else envelope.dates
    published = next((p for d in dates if (p := _published(d, raw)).day), Published())
    return ArticleDraft(
        location=raw.location,
        text=body.text,
        title=subject_of(subject) or None,
        source=outlet_of(sender, body.text, "" if original else envelope.organization),
        published=published.moment or published.day,
        dated_by="mail",
        language=envelope.language,
        external_id=envelope.id,
        labels=labels_of(subject),
        asides=(*body.asides, *_note(body)),
    )


def _note(body: Body) -> Iterator[Aside]:
    """Yield what who forwarded a mail wrote above it."""
    if body.note.strip():
        yield Aside(kind="boilerplate", text=own_text(body.note).text.strip()[:3000])


def _published(value: str, raw: Raw) -> Published:
    """Return the date of a mail's header, or the words that a mail program makes of one."""
    found = parse_published(value, raw.now)
    if found.day is not None or not value or len(value) > 200:
        return found
    return parse_published(_day_in_words(value), raw.now)


def _day_in_words(value: str) -> dt.date | None:
    """Return the day that `value` names in some language; of digits, the day first but with "AM"."""
    from briefer.text.dates import find_dates  # noqa: PLC0415 - loads the words of many languages

    for code in sorted(
        languages(), key=lambda code: (code == "en") is not bool(_HALF.search(value))
    ):
        for mention in find_dates(value, None, code):
            if mention.when and mention.when.precision == "day":
                return mention.when.date
    return None


# --- the body ---------------------------------------------------------------------------------


def _body(parts: _Parts, envelope: _Envelope) -> tuple[Body, Newsletter | None]:
    """Return the better of a mail's two bodies, and the newsletter that one of them is.

    It is the plain one, unless that is only a stub or a newsletter shows in the HTML alone.
    """
    plain, html = parts.plain, parts.html
    if not html and _is_markup(plain):
        plain, html = "", plain
    first = _plain_body(plain, envelope.subject)
    stub = word_count(plain, _STUB) < _STUB
    letter = None if stub and html else letter_of(first.blocks, _about(envelope, first))
    if not html or (letter and letter.parts) or not (stub or _may_list(html, envelope)):
        return first, letter
    second = _own(html_body(html, envelope.subject))
    other = letter_of(second.blocks, _about(envelope, second))
    if other is not None and (other.parts or letter is None):
        return second, other
    better = stub and word_count(second.text, _STUB) >= word_count(plain, _STUB)
    return (second if better else first), letter


def _plain_body(text: str, subject: str) -> Body:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    original = find_original(lines, subject)
    note = "\n".join(lines[: original.above]) if original else ""
    if original is not None:
        lines = text_lines(lines, original)
    own = own_lines("\n".join(lines))
    text, asides = without_footers(own)
    return Body(text, plain_blocks("\n".join(own)), asides, original, note)


def _own(body: Body) -> Body:
    own = own_text(body.text)
    return body._replace(text=own.text, asides=body.asides + own.asides)


def _about(envelope: _Envelope, body: Body) -> About:
    original = body.original
    if original is None:
        return About(subject_of(envelope.subject), address_of(envelope.sender)[0], envelope.bulk)
    return About(subject_of(original.subject or envelope.subject), address_of(original.sender)[0])


def _may_list(html: str, envelope: _Envelope) -> bool:
    return envelope.bulk or html.lower().count("href=") >= _LINKS or "<h2" in html.lower()


def _is_markup(text: str) -> bool:
    return text.lstrip()[:200].lower().startswith(_MARKUP)


def _envelope(message: Message, charset: str | None) -> _Envelope:
    return _Envelope(
        header(message, "Subject", charset),
        header(message, "From", charset),
        tuple(sent_dates(message)),
        header(message, "Content-Language") or None,
        header(message, "Message-ID").strip("<> ") or None,
        header(message, "Organization", charset),
        is_bulk(message),
    )


def _parts(message: Message) -> _Parts:
    """Return the texts of a mail's own body; its attachments are none, but for mails."""
    found: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    inner: list[Message] = []
    charset = None
    for number, part in enumerate(_own_parts(message)):
        if number >= _MAX_PARTS:
            break
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner += [each for each in part.get_payload() if isinstance(each, Message)]
            continue
        if kind.startswith("multipart/") and not part.is_multipart():
            kind = "text/plain"  # its boundary is missing: what follows is all text
        if kind in found and not _attached(part):
            charset = charset or _charset(part)
            found[kind].append(_payload(part, kind))
    plain, html = found["text/plain"], found["text/html"]
    return _Parts("\n\n".join(plain), "\n".join(html[:1]), charset, tuple(inner))


def _own_parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail, and mails that hang on it, but not the parts of those."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed([each for each in part.get_payload() if isinstance(each, Message)])


def _attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", ""))[:40].strip().lower().startswith("attachment")


def _payload(part: Message, kind: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload or "").encode("utf-8", "replace")
    text = decode(data, _charset(part))
    if kind == "text/plain" and _parameter(part, "format") == "flowed":
        return _unflowed(text, spaced=_parameter(part, "delsp") != "yes")
    return text


def _unflowed(text: str, *, spaced: bool) -> str:
    """Return a text whose lines were broken at a space that stays (RFC 3676), joined again."""
    lines: list[str] = []
    soft = False
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = line.startswith(">") or (bool(lines) and lines[-1].startswith(">"))
        if soft and line and not quoted:
            lines[-1] += line if spaced else line.lstrip(" ")
        else:
            lines.append(line)
        soft = line.endswith(" ") and line != "-- "
        if soft and not spaced:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, TypeError, LookupError):  # a broken RFC 2231 parameter
        return None


def _parameter(part: Message, name: str) -> str:
    try:
        return str(part.get_param(name) or "").lower()
    except (ValueError, TypeError, LookupError):
        return ""
