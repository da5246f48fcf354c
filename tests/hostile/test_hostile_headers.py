"""Sixty header values that try to become more than one header: each stays in its own."""

import datetime as dt
from email.header import decode_header
from email.parser import BytesParser
from email.policy import SMTP, compat32, default

import pytest

from briefer.deliver.addresses import mailbox
from briefer.deliver.message import Attachment, Letter, one_line, own_lines, shared_part
from briefer.errors import ConfigError
from tests.hostile.conftest import walked

AREA = "headers"
_EVIL = "Bcc: evil@example.org"
_LONG = "ß" * 180
ALLOWED = {
    *("from", "to", "subject", "date", "auto-submitted", "x-auto-response-suppress", "reply-to"),
    *("content-language", "mime-version", "content-type", "message-id", "list-unsubscribe"),
}
VALUES = [
    # encoded words that decode to line breaks, in both encodings and many charsets
    *(
        f"=?{charset}?{form}?="
        for charset in ("utf-8", "us-ascii", "iso-8859-1", "utf-7", "unknown-8bit", "utf-16")
        for form in (
            "q?x=0d=0aBcc:_evil@example.org",
            "q?x=0a=0aBcc:_evil@example.org",
            "b?eA0KQmNjOiBldmlsQGV4YW1wbGUub3Jn",
        )
    ),
    "=?utf-8*en?q?x=0d=0aBcc:_evil@example.org?=",
    "=?UTF-8?Q?=3D=3Futf-8=3Fq=3Fx=3D0d=3D0aBcc=3A=3F=3D?=",
    "=?utf-8?q?=?= =?utf-8?q?x=0d=0aBcc:_evil@example.org?=",
    "a =?utf-8?q?x=0d=0a?= =?utf-8?q?Bcc:_evil@example.org?= b",
    '"=?utf-8?q?x=0d=0aBcc:_evil@example.org?="',
    "=?utf-8?q?x=0d=0a=0d=0a<script>?=",
    "=?utf-8?q?" + "=0d=0aBcc:_evil@example.org" * 6 + "?=",
    # line breaks as such
    *(f"x{end}{_EVIL}" for end in ("\r\n", "\n", "\r", "\r\n ", "\n\t", "\x0b", "\x0c", "\x1c")),
    *(f"x{end}{_EVIL}" for end in ("\x85", "\u2028", "\u2029", "\u560d\u560a", "\r\n\r\n", "\x00")),
    f"x%0d%0a{_EVIL}",
    f"x\\r\\n{_EVIL}",
    # what looks like addresses, comments and groups
    "evil@example.org, desk",
    "<evil@example.org>",
    "desk <evil@example.org>, other",
    "group: evil@example.org;",
    "(comment\\) evil@example.org",
    'quo"te\\',
    "a;b:c,d",
    "?=" * 40,
    "=?" * 40,
    # long, wide and odd ones
    _LONG,
    "x" * 200,
    "👩\u200d🚀" * 40,
    "א" * 100 + " " + "b" * 90,
    "\u202eevil\u202c",
    "a\u0300" * 90,
    "\ud800 lone",
    " ",
    "",
    "\t",
    "名前、" * 30,
    "a" * 59 + " " + "b" * 61 + " =?utf-8?q?=0a?=",
    ".\r\n.\r\n",
    "RCPT TO:<evil@example.org>",
]
PLACES = ("subject", "sender", "recipient", "reply_to", "language", "file")


def test_there_are_sixty() -> None:
    """The suite is not thinned out unnoticed."""
    assert len(VALUES) >= 60


def _named(value: str, local: str) -> str:
    """Return a mailbox with a name as the settings may hold it, else one without."""
    text = f"{one_line(value, 400)} <{local}@example.org>"
    try:
        mailbox(text)
    except ConfigError:
        return f"{local}@example.org"
    return text


def message(value: str, place: str) -> bytes:
    """Return a whole message with `value` in one place."""
    sender = mailbox(_named(value, "desk") if place == "sender" else "desk@example.org")
    reply = mailbox(_named(value, "reply")) if place == "reply_to" else None
    recipient = mailbox(_named(value, "a") if place == "recipient" else "a@example.org")
    letter = Letter(
        key="k",
        sender=sender,
        date=dt.datetime(2021, 6, 1, tzinfo=dt.UTC),
        subject=value if place == "subject" else "Briefing",
        text="t\n",
        html="<p>t</p>\n",
        reply_to=reply,
        language=value if place == "language" else "en",
        attachments=(Attachment(value, "text/plain", b"x"),) if place == "file" else (),
    )
    return own_lines(letter, recipient) + shared_part(letter)


@pytest.mark.parametrize("number", walked(range(len(VALUES)), 3))
def test_a_value_stays_in_its_header(number: int) -> None:
    """As bytes, as old and new parsers read it, and decoded: no header more, no recipient more."""
    for place in PLACES:
        data = message(VALUES[number], place)
        head = data.partition(b"\r\n\r\n")[0]
        for line in head.split(b"\r\n"):
            assert line[:1] in b" \t" or line.partition(b":")[0].decode().lower() in ALLOWED
            assert len(line) <= 998
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert b"\r" not in data.replace(b"\r\n", b"")
        for policy in (default, compat32, SMTP):
            read = BytesParser(policy=policy).parsebytes(data)
            assert {name.lower() for name in read.keys()} <= ALLOWED  # noqa: SIM118 - a message
            assert read["Bcc"] is None
        found = BytesParser(policy=default).parsebytes(data)
        assert [a.addr_spec for a in found["To"].addresses] == ["a@example.org"]
        assert [a.addr_spec for a in found["From"].addresses] == ["desk@example.org"]


@pytest.mark.parametrize(
    "value",
    ["Tagung in Zürich", "plain words", "=?utf-8?q?x?= is code", "x" * 150, "ß" * 150, "a, b"],
)
def test_the_reader_sees_what_was_written(value: str) -> None:
    """Encoded or not, a subject decodes to itself: what looks encoded is a text."""
    read = BytesParser(policy=compat32).parsebytes(message(value, "subject"))
    assert " ".join(decoded(read["Subject"]).split()) == value


def decoded(value: str) -> str:
    """Return a header's value as a mail program shows it."""
    parts = decode_header(value)
    return "".join(p.decode(c or "ascii") if isinstance(p, bytes) else p for p, c in parts)


@pytest.mark.parametrize("name", ["Doe, Jane", 'J. "Jo" Doe', "Änne Ü. Öst", "N" * 300, "ü" * 300])
@pytest.mark.parametrize(
    "address", ["a@example.org", "a" * 64 + "@example.org", "a@" + "b" * 60 + ".example.org"]
)
def test_long_and_foreign_names_keep_their_address(name: str, address: str) -> None:
    """The address stays one, whole and outside of what is encoded."""
    box = mailbox(f"{name} <{address}>")
    letter = Letter("k", mailbox("desk@example.org"), dt.datetime(2021, 6, 1, tzinfo=dt.UTC))
    found = BytesParser(policy=default).parsebytes(own_lines(letter, box) + b"\r\n")
    (one,) = found["To"].addresses
    assert one.addr_spec == address
    # The library's new parser puts spaces between encoded words of a name; mail programs don't.
    shown = BytesParser(policy=compat32).parsebytes(own_lines(letter, box))["To"].rpartition("<")[0]
    assert decoded(shown).strip().strip('"') == box.name
