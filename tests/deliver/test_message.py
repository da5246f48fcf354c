"""The message: its parts, its headers, and what can't be smuggled into them."""

import datetime as dt
import re
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.deliver.addresses import mailbox
from briefer.deliver.headers import header, header_text, phrase
from briefer.deliver.message import (
    Attachment,
    Letter,
    on_the_wire,
    one_line,
    own_lines,
    shared_part,
)
from briefer.errors import ConfigError

LETTER = Letter(
    key="default/2021-06-01/abc",
    sender=mailbox("Morning desk <desk@example.org>"),
    subject="Morning briefing, Tuesday, 1 June 2021",
    text="Plain words — and a dot:\n.\nEnd.\n",
    html="<!doctype html><p>Words — in <b>HTML</b></p>\n.\n",
    date=dt.datetime(2021, 6, 1, 6, 0, tzinfo=dt.UTC),
)
READER = mailbox("Änne Berger <a@example.org>")
HEADERS = {
    "To",
    "Message-ID",
    "List-Unsubscribe",
    "From",
    "Subject",
    "Date",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
}


def parsed(letter: Letter, recipient: str = "Änne Berger <a@example.org>") -> EmailMessage:
    """Return the message as a mail program reads it."""
    data = own_lines(letter, mailbox(recipient)) + shared_part(letter)
    return BytesParser(policy=default).parsebytes(data)


def test_the_message_is_what_mail_programs_expect() -> None:
    """Alternative of text and HTML, all headers once, nothing wrong with any part."""
    message = parsed(LETTER)
    assert message.get_content_type() == "multipart/alternative"
    assert sorted(message.keys()) == sorted(HEADERS)
    assert message["To"] == "Änne Berger <a@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == LETTER.date
    text, html = message.iter_parts()
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert html.get_content().splitlines() == LETTER.html.splitlines()
    assert not [defect for part in message.walk() for defect in part.defects]


def test_the_message_is_seven_bit_with_short_lines_and_crlf() -> None:
    """Any server can pass it on as it stands (RFC 5322, 2.1.1)."""
    letter = LETTER._replace(text="слово " * 500, html="<p>" + "ab " * 2000 + "</p>")
    data = own_lines(letter, READER) + shared_part(letter)
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = [line for line in data.split(b"\r\n") if not line.startswith(b"List-Unsubscribe")]
    assert max(map(len, lines)) <= 78


def test_the_same_letter_gives_the_same_bytes() -> None:
    """Boundaries and ids are not drawn by lot; each recipient's id is their own."""
    assert shared_part(LETTER) == shared_part(LETTER)
    assert own_lines(LETTER, READER) == own_lines(LETTER, READER)
    other = own_lines(LETTER, mailbox("b@example.org"))
    assert re.findall(rb"Message-ID: \S+", other) != re.findall(
        rb"Message-ID: \S+", own_lines(LETTER, READER)
    )


def test_unsubscribing_is_a_mail_unless_an_https_address_is_configured() -> None:
    """One click (RFC 8058) is only promised where a web address can keep the promise."""
    by_mail = parsed(LETTER._replace(unsubscribe=None))
    assert by_mail["List-Unsubscribe"].startswith("<mailto:desk@example.org?subject=unsubscribe")
    assert by_mail["List-Unsubscribe-Post"] is None
    by_web = parsed(LETTER._replace(unsubscribe="https://example.org/stop?who={address}"))
    assert by_web["List-Unsubscribe"] == "<https://example.org/stop?who=a%40example.org>"
    assert by_web["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "address", ["http://example.org/", "https://a b", "https://a\r\nBcc: x", "ftp://a", "https://ä"]
)
def test_an_address_for_unsubscribing_that_is_none_is_refused(address: str) -> None:
    """A wrong setting is said, not mailed."""
    with pytest.raises(ConfigError):
        own_lines(LETTER._replace(unsubscribe=address), READER)


def test_a_long_address_for_unsubscribing_stays_whole() -> None:
    """No folding, no encoded words: mail programs take it as it stands."""
    address = "https://example.org/" + "x" * 300
    lines = own_lines(LETTER._replace(unsubscribe=address), READER)
    assert f"List-Unsubscribe: <{address}>\r\n".encode() in lines


def test_files_and_the_logo_go_along() -> None:
    """The logo stands beside the HTML as cid:, files beside the whole."""
    letter = LETTER._replace(
        pictures=(Attachment("logo", "image/png", b"\x89PNG", "logo@briefer"),),
        attachments=(
            Attachment("default-2021-06-01.html", "text/html", "<p>ä</p>".encode()),
            Attachment("../../etc/x\r\nBcc: y", "application/pdf", b"%PDF"),
        ),
    )
    message = parsed(letter)
    assert message.get_content_type() == "multipart/mixed"
    page, pdf = message.iter_attachments()
    assert page.get_filename() == "default-2021-06-01.html"
    assert page.get_content() == "<p>ä</p>"
    assert pdf.get_filename() == "..-..-etc-x-Bcc-y"
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds[:4] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
    ]
    (logo,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert logo["Content-ID"] == "<logo@briefer>"


def test_an_attachments_kind_is_a_mime_type() -> None:
    """A kind that could carry a header is refused."""
    with pytest.raises(ConfigError):
        shared_part(LETTER._replace(attachments=(Attachment("a", "text/x\r\nBcc: y", b""),)))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=30))
def test_no_title_adds_a_header(subject: str, name: str, language: str) -> None:
    """Line breaks, controls and any letters in titles, names and languages stay in their line."""
    try:
        sender = mailbox(f"{name} <desk@example.org>")
    except ConfigError:
        sender = LETTER.sender
    letter = LETTER._replace(subject=subject, sender=sender, language=language)
    message = parsed(letter)
    assert set(message.keys()) <= HEADERS
    assert len(message.keys()) == len(set(message.keys()))
    assert " ".join(str(message["Subject"]).split()) == " ".join(one_line(subject).split())


def test_a_break_in_a_subject_becomes_a_space() -> None:
    """The classic injection is one harmless line."""
    message = parsed(LETTER._replace(subject="News\r\nBcc: everyone@example.org\x00\u2029!"))
    assert message["Subject"] == "News Bcc: everyone@example.org !"
    assert message["Bcc"] is None
    assert len(one_line("x" * 9999)) == 200


def test_an_international_recipient_has_utf8_lines() -> None:
    """A local part beyond ASCII is written as it is (RFC 6532); the server has to take it."""
    lines = own_lines(LETTER, mailbox("пример@example.org"))
    assert "To: пример@example.org\r\n".encode() in lines


def test_dots_are_doubled_once() -> None:
    """A line that begins with a dot does not end the message (RFC 5321, 4.5.2)."""
    assert on_the_wire(b".a\r\n.\r\nb.\r\n..c") == b"..a\r\n..\r\nb.\r\n...c\r\n"


@pytest.mark.parametrize("name", ["Subject", "Reply-To", "From", "To"])
def test_no_line_of_a_header_is_longer_than_is_recommended(name: str) -> None:
    """RFC 5322, 2.1.1: 78 characters, the header's name among them; a long plain name is folded."""
    words = "Morgenlage für die Botschaft, " * 9
    names = "Very Long Name Of A Person Who Has Many Names And Titles And Would Need Folding"
    for value in (header_text(words.strip()), f"{phrase(words.strip())} <a@example.org>"):
        assert max(map(len, header(name, value).split(b"\r\n"))) <= 78
    assert phrase(names) == names
