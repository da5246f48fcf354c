"""An edition as a message: what all recipients share, made once, and each recipient's own lines.

RFC 5322 (messages), 2045 and 2046 (MIME), 2387 (related), 2369 and 8058 (List-Unsubscribe and
one click), 3834 (Auto-Submitted). Everything is 7-bit, so that no server has to convert it, and
the same letter gives the same bytes.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import quote

from briefer.deliver.addresses import Mailbox
from briefer.deliver.headers import header, header_text, phrase
from briefer.errors import ConfigError

MAX_SUBJECT = 200  # characters
ONE_LINE = 60  # characters of a name and an address that stand on one line
_POLICY = SMTP.clone(cte_type="7bit")
_LANGUAGE = re.compile(r"[^A-Za-z0-9-]")
_NAME = re.compile(r"[^\w.@+-]+")
_KIND = re.compile(r"[a-z0-9]+/[a-z0-9.+-]+")
_LINK = re.compile(r"(?:https://|mailto:)[!-;=?-~]+")  # ASCII without spaces, < and >


class Attachment(NamedTuple):
    """A file that goes with the message, or a picture inside it (`cid`)."""

    name: str
    kind: str  # such as "text/html"
    data: bytes
    cid: str = ""


class Letter(NamedTuple):
    """What all recipients of an edition get. `unsubscribe` is an https: or mailto: address.

    In it, `{address}` stands for the recipient's. `key` names the edition, the same each time.
    """

    key: str
    sender: Mailbox
    date: dt.datetime
    subject: str = ""
    text: str = ""
    html: str = ""
    reply_to: Mailbox | None = None
    unsubscribe: str | None = None
    language: str = "en"
    pictures: tuple[Attachment, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def one_line(text: str, limit: int = MAX_SUBJECT) -> str:
    """Return `text` on one line: line breaks and controls become spaces, invisible marks go."""
    kinds = ((char, unicodedata.category(char)) for char in text)
    spaced = "".join(
        " " if kind in {"Cc", "Zl", "Zp"} else char
        for char, kind in kinds
        if kind not in {"Cf", "Cs"} or char in "\u200c\u200d"
    )
    line = re.sub(r"\s+", " ", spaced).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def shared_part(letter: Letter) -> bytes:
    """Return the header lines and the body that are the same for every recipient (CRLF).

    Raises:
        ConfigError: an attachment's kind is no MIME type.
    """
    lines = [header("From", _address(letter.sender))]
    if letter.reply_to:
        lines.append(header("Reply-To", _address(letter.reply_to)))
    lines.append(header("Subject", header_text(one_line(letter.subject))))
    message = EmailMessage(policy=_POLICY)
    message["Date"] = format_datetime(letter.date)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    _set_text(message, letter.text, "plain")
    html = EmailMessage(policy=_POLICY)
    _set_text(html, letter.html, "html")
    message.make_alternative()
    message.attach(html)
    for picture in letter.pictures:
        _add(html, picture)
    for attachment in letter.attachments:
        _add(message, attachment)
    message["Content-Language"] = _LANGUAGE.sub("", letter.language)[:35] or "en"
    _fix_boundaries(message, letter.key)
    return b"".join(lines) + message.as_bytes()


def own_lines(letter: Letter, recipient: Mailbox) -> bytes:
    """Return the header lines that are one recipient's own (CRLF): To, Message-ID, unsubscribing.

    Raises:
        ConfigError: the address for unsubscribing is neither https: nor mailto:.
    """
    lines = [header("To", _address(recipient))]
    lines.append(header("Message-ID", f"<{message_id(letter, recipient)}>"))
    target = _unsubscribe(letter, recipient)
    lines.append(header("List-Unsubscribe", f"<{target}>"))
    if target.startswith("https:"):
        lines.append(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return b"".join(lines)


def message_id(letter: Letter, recipient: Mailbox) -> str:
    """Return the id of this edition for this recipient: the same however often it is made."""
    digest = hashlib.sha256(f"{letter.key}\0{recipient.key}".encode()).hexdigest()
    return f"{digest[:32]}@{letter.sender.domain}"


def on_the_wire(message: bytes) -> bytes:
    """Return a message (or its end) as SMTP sends it: dots at line starts doubled (RFC 5321).

    `message` has CRLF line ends; the result ends with one, and lacks only the closing dot.
    """
    ended = message if message.endswith(b"\r\n") else message + b"\r\n"
    doubled = ended.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def off_the_wire(message: bytes) -> bytes:
    """Return what `on_the_wire` was given, ended with CRLF."""
    whole = message[1:] if message.startswith(b"..") else message
    return whole.replace(b"\r\n..", b"\r\n.")


def unsubscribe_target(template: str | None, sender: Mailbox, subject: str) -> str:
    """Return where a reader unsubscribes: the address configured, else a mail to the sender.

    Raises:
        ConfigError: it is neither https: nor mailto:.
    """
    if template is None:
        return f"mailto:{quote(sender.address, safe='@')}?subject={quote(one_line(subject, 60))}"
    if not _LINK.fullmatch(template):
        raise ConfigError(
            f"unsubscribe: {template!a} is neither an https: nor a mailto: address in ASCII"
        )
    return template


def _unsubscribe(letter: Letter, recipient: Mailbox) -> str:
    target = unsubscribe_target(letter.unsubscribe, letter.sender, f"unsubscribe {letter.subject}")
    return target.replace("{address}", quote(recipient.address, safe=""))


def _address(box: Mailbox) -> str:
    """Return a mailbox as a header has it: a name that is no plain words is encoded."""
    if not box.name:
        return box.address
    name = phrase(box.name)
    short = len(name) + len(box.address) < ONE_LINE and "\r\n" not in name
    return f"{name} <{box.address}>" if short else f"{name}\r\n <{box.address}>"


def _set_text(message: EmailMessage, text: str, subtype: str) -> None:
    """Set the text in the shorter of the two 7-bit encodings."""
    data = text.encode()
    beyond = sum(byte > 0x7E for byte in data)
    cte = "base64" if beyond * 6 > len(data) else "quoted-printable"
    message.set_content(text, subtype=subtype, charset="utf-8", cte=cte)


def _add(message: EmailMessage, file: Attachment) -> None:
    if not _KIND.fullmatch(file.kind):
        raise ConfigError(f"{file.name}: {file.kind!r} is no MIME type")
    maintype, _, subtype = file.kind.partition("/")
    name = _NAME.sub("-", one_line(file.name)).strip("-") or "attachment"
    if file.cid:
        message.add_related(
            file.data, maintype, subtype, cid=f"<{file.cid}>", filename=name, disposition="inline"
        )
    else:
        params = {"charset": "utf-8"} if maintype == "text" else {}
        message.add_attachment(file.data, maintype, subtype, filename=name, params=params)


def _fix_boundaries(message: EmailMessage, key: str) -> None:
    """Give each multipart a boundary of its own; "=_" is in no encoded line (RFC 2045, 6.7)."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:24]
    parts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{digest}_{number}")
