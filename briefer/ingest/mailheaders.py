"""The headers of a mail decoded: also those that a mailer wrote raw, against the standard.

RFC 6532 allows UTF-8 in headers; what is neither that nor an encoded word (RFC 2047) is read in
the charset of the body, which is what old mailers meant.
"""

import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from briefer.ingest.decode import decode
from briefer.ingest.letterwords import words

HEADER_MAX = 4_000  # characters
_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bqBQ]\?[^?]{0,3000}\?=(?:\s+(?==\?))?")
_LIST = ("List-Unsubscribe", "List-Id", "List-Post", "X-Campaign", "Feedback-ID", "X-Mailgun-Tag")
_TAG = re.compile(r"\s*\[[^\[\]]{2,20}\]\s*(?=\S)")
_MAILTO = re.compile(
    r"\s*\[(?:mailto:)?([^\[\]\s]+@[^\[\]\s]+)\]|\s*\((?:mailto:)?([^()\s]+@[^()\s]+)\)"
)
_MARKS = "\"'“”„«»<>*_ \t"


def header(message: Message, name: str, charset: str | None = None) -> str:
    """Return a header decoded, on one line; what can't be decoded stays as it is written.

    `charset` is the body's.
    """
    wanted = name.lower()
    raw = next((value for key, value in message.raw_items() if key.lower() == wanted), "")
    text = str(raw)[:HEADER_MAX]
    parts: list[str] = []
    at = 0
    for run in re.finditer(rf"(?:{_WORD.pattern})+", text):
        parts += (_unencoded(text[at : run.start()], charset), _encoded(run[0]))
        at = run.end()
    parts.append(_unencoded(text[at:], charset))
    return " ".join("".join(parts).split())


def _encoded(run: str) -> str:
    try:
        return "".join(
            decode(part, label) if isinstance(part, bytes) else part
            for part, label in decode_header(run.rstrip())
        ) + " " * (len(run) - len(run.rstrip()))
    except (MessageError, ValueError, LookupError):
        return run


def _unencoded(text: str, charset: str | None) -> str:
    if text.isascii() and "\x1b" not in text:
        return text
    return decode(text.encode("utf-8", "surrogateescape"), charset)


def is_bulk(message: Message) -> bool:
    """Whether a list or a newsletter's service sent a mail."""
    if any(message.get(name) is not None for name in _LIST):
        return True
    return str(message.get("Precedence", "")).strip().lower() in {"bulk", "list"}


def sent_dates(message: Message) -> list[str]:
    """Return the dates of a mail's headers, the surest first: its own, that of its last stage."""
    received = str(message.get("Received", ""))[:HEADER_MAX]
    given = [header(message, name) for name in ("Date", "Resent-Date", "Delivery-Date")]
    return [date for date in (*given, " ".join(received.rpartition(";")[2].split())) if date]


def subject_of(value: str) -> str:
    """Return a subject without "Re:", "WG:" and the tags that lists and gateways put before it."""
    plain = _TAG.sub("", value, count=1).strip() if _TAG.match(value) else value.strip()
    found = words().replied.match(plain)
    plain = plain[found.end() :].strip() if found else plain
    label = words().release.match(plain)
    return (plain[label.end() :] if label else plain).strip() or plain


def labels_of(value: str) -> tuple[str, ...]:
    """Return the label that a subject begins with: "PRESS RELEASE: …"."""
    found = words().replied.match(value.strip())
    label = words().release.match(value.strip()[found.end() if found else 0 :].strip())
    return (label[0].strip(" :-–—[]|"),) if label else ()


def address_of(value: str) -> tuple[str, str]:
    """Return the name and the address of a sender, however the header or a mail program wrote them."""
    value = value[:HEADER_MAX]
    written = _MAILTO.search(value)
    if written and "<" not in value:
        value = f'"{value[: written.start()].strip(_MARKS)}" <{written[1] or written[2]}>'
    on_behalf = words().behalf.split(value) if "@" in value else [value]
    if len(on_behalf) == 2 and "@" in on_behalf[0]:
        value = on_behalf[1]
    try:
        name, address = parseaddr(value)
    except (RecursionError, IndexError, ValueError):  # comments in comments, half an address
        name, address = "", ""
    if not name and "<" in value:
        name = value.partition("<")[0]
    if not name and "@" not in value:
        name = value
    return name.strip(_MARKS), address if "@" in address else ""


def outlet_of(value: str, text: str, organization: str = "") -> str | None:
    """Return whose a mail is: the sender's name, the issuer that its text names, or its domain.

    A name that any house has ("Press office") says nothing; then who issues the text counts.
    """
    name, address = address_of(value)
    named = re.sub(r"\s(?:via|through)\s.{1,60}$", "", name)
    if named and not words().office.fullmatch(named.strip()):
        return named
    return _issuer(text) or organization or address.rpartition("@")[2] or named or None


def _issuer(text: str) -> str | None:
    """Return the name that a line such as "Issued by: …" gives, at the head or end of a text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in [*lines[:6], *lines[-8:]]:
        found = words().issuer.match(line)
        if found and "://" not in found["name"]:
            return found["name"].rstrip(" .")
    return None
