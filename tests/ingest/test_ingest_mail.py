"""Mails: headers decoded, the better body, and only what the sender wrote."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.ingest.mailtext import own_text
from briefer.models import Article, Failure

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

BODY = "The six delegations signed the accord on Monday, the ministry said.\n\nShips leave on June 16.\n"
HEADERS = (
    "From: =?utf-8?q?Agence_d=27Exemple?= <wire@example.org>\n"
    "Subject: Fwd: Re: =?utf-8?b?QWNjb3JkIHNpZ27DqQ==?=\n"
    "Date: Tue, 01 Jun 2021 23:30:00 -0400\nMessage-ID: <1@example.org>\n"
)


def test_a_plain_mail(put: Put, ingest: Read) -> None:
    """Subject, sender and date come from the headers."""
    put("a.eml", HEADERS + "\n" + BODY)
    (article,), _ = ingest("a.eml")
    assert article.title == "Accord signé"
    assert article.source == "Agence d'Exemple"
    assert article.published == dt.date(2021, 6, 1)
    assert article.published_at is not None
    assert article.published_at.utcoffset() == dt.timedelta(hours=-4)
    assert article.origins[0].external_id == "1@example.org"
    assert article.text == BODY.strip()


def _multipart(plain: str, html: str) -> str:
    return (
        HEADERS + 'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
        f"--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
    )


def test_the_plain_part_is_preferred_unless_it_is_a_stub(put: Put, ingest: Read) -> None:
    """A body that only says "view this in your browser" is none; then the HTML is read, tables as layout."""
    html = (
        '<html><body><div style="display:none">Preheader</div><table><tr><td><h1>Accord</h1>'
        "<p>The six delegations signed the accord on Monday, the ministry said.</p></td></tr></table>"
        "<p>You are receiving this newsletter as you signed up. <a href=u>Unsubscribe</a></p></body></html>"
    )
    put("a.eml", _multipart(BODY * 4, html))
    put("b.eml", _multipart("View this email in your browser: https://example.org/x", html))
    (first, second), _ = ingest("a.eml", "b.eml")
    assert "Ships leave" in first.text
    assert (
        second.text
        == "Accord\n\nThe six delegations signed the accord on Monday, the ministry said."
    )
    assert any("Unsubscribe" in aside.text for aside in second.asides)


def test_attachments_are_not_the_mail(put: Put, ingest: Read) -> None:
    """A text that hangs on a mail is not its body."""
    mail = _multipart(BODY, "<p>x</p>").replace(
        "--b--",
        "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nMinutes of another day.\n--b--",
    )
    put("a.eml", mail)
    (article,), _ = ingest("a.eml")
    assert "Minutes" not in article.text


@pytest.mark.parametrize(
    "quoted",
    [
        "On Tue, Jun 1, 2021 at 10:00 AM Jan Peters <jan@example.org> wrote:\n> Earlier text\n> more",
        "On Tue, Jun 1, 2021 at 10:00 AM Jan Peters\n<jan@example.org> wrote:\n> Earlier text",
        "Le 1 juin 2021 à 10:00, Jan Peters <jan@example.org> a écrit :\n> Avant",
        "1 июня 2021, 10:00, Иван Примеров <ivan@example.org> пишет:\n> Раньше",
        "Am 01.06.2021 um 10:00 schrieb Jan Peters:\n> Früher",
        "-----Original Message-----\nFrom: Jan Peters\nSent: Tuesday\nEarlier text",
        "From: Jan Peters\nSent: Tuesday, June 1, 2021\nTo: Desk\nSubject: Accord\n\nEarlier text",
        "> Earlier text\n> more text",
        "-- \nJan Peters\nExample Agency\n+49 30 000000",
        "Sent from my iPhone",
        "To unsubscribe from this newsletter click here: https://example.org/u",
        "If you no longer wish to get these emails,\nyou can unsubscribe here.",
    ],
)
def test_what_the_sender_did_not_write_goes(quoted: str) -> None:
    """Quoted replies, signatures and list footers are no text of the mail."""
    assert own_text(f"{BODY}\n{quoted}\n").text.strip() == BODY.strip()


@pytest.mark.parametrize(
    "prose",
    [
        'On Tuesday, June 1, the minister wrote:\n\n"We are ready to sign."',
        "The envoy asked all sides to unsubscribe from the regional alert system, which he called a burden on the treasury.",
        "From: the ministry, a word of thanks to all who came.",
        "--\nThe second part of the report follows.\n" + "A line of the report.\n" * 20,
        "The country may opt out of the treaty within a year.",
    ],
)
def test_prose_of_the_sender_stays(prose: str) -> None:
    """What only looks a little like a quotation is kept."""
    text = f"{BODY}\n{prose}\n"
    kept = own_text(text).text
    assert kept.replace("--", "").split() == text.replace("--", "").split()


def test_a_forwarded_report_is_the_article(put: Put, ingest: Read) -> None:
    """The text below the forwarded headers is kept, and so is its own greeting."""
    put(
        "a.eml",
        HEADERS + "\nFYI\n\n---------- Forwarded message ---------\nFrom: Jan <jan@example.org>\n"
        "Date: Tue, Jun 1, 2021\nSubject: Accord\nTo: <desk@example.org>\n\n" + BODY,
    )
    (article,), _ = ingest("a.eml")
    assert article.text == BODY.strip()


@pytest.mark.parametrize(
    "mail",
    [
        "Subject: " + "=?utf-8?q?a?= " * 50_000 + "\nFrom: " + "(" * 100_000 + "\n\n" + BODY,
        "Subject: =?nope?b?!!!?=\nDate: never\nFrom: @@\n\n" + BODY,
        "Subject: =?utf-8?b?abc?= =?\xff\xfe?q?x?=\n\n" + BODY,
        'Content-Type: text/plain; charset="nope"\nContent-Transfer-Encoding: base64x\n\n' + BODY,
        "Content-Type: text/plain; "
        + "".join(f"charset*{i}*=a;" for i in range(20_000))
        + "\n\n"
        + BODY,
        "Content-Type: multipart/mixed\n\n" + BODY,
        "X: y\n" * 50_000 + "\n" + BODY,
        "Subject: x\n\n" + BODY + "--\n" * 100_000,
        "Subject: x\n\n" + "On a, b\n" * 50_000 + BODY,
    ],
    ids=["long", "broken", "bytes", "charset", "rfc2231", "boundary", "many", "rules", "replies"],
)
def test_hostile_mails_are_read_in_bounded_time(put: Put, ingest: Read, mail: str) -> None:
    """Broken and enormous headers cost neither the mail nor the morning."""
    put("a.eml", mail.encode("latin-1"))
    started = time.process_time()
    articles, failures = ingest("a.eml")
    assert time.process_time() - started < 4
    assert failures == []
    assert "six delegations" in articles[0].text


def test_nested_parts_fail(put: Put, ingest: Read) -> None:
    """A mail of two thousand nested parts is refused with a reason."""
    parts = "".join(
        f"--a{i}\nContent-Type: multipart/mixed; boundary=a{i + 1}\n\n" for i in range(2000)
    )
    put("a.eml", "Content-Type: multipart/mixed; boundary=a0\n\n" + parts + "text")
    articles, failures = ingest("a.eml")
    assert articles == []
    assert "nested too deeply" in failures[0].reason


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=500))
def test_own_text_invents_nothing(text: str) -> None:
    """Whatever the body, what is kept are words of it."""
    kept = own_text(text).text
    assert all(char in text or char == "\n" for char in kept)
