"""Forwarded mails: title, outlet and date are the first mail's, whoever passed it on."""

import datetime as dt
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefer.ingest.forwards import find_original
from briefer.lang import language, languages
from briefer.models import Article, Failure

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

NEWS = "The port of Koper will close its third pier on Friday, the harbour office said. Two ferries move to pier four."


def mail(subject: str, body: str, kind: str = "plain") -> str:
    """Return a mail that a colleague sent on the evening of June 2."""
    return (
        f"From: Petra Colleague <petra@embassy.example>\nSubject: {subject}\n"
        f"Date: Wed, 02 Jun 2021 19:00:00 +0200\nMessage-ID: <f@embassy.example>\nMIME-Version: 1.0\n"
        f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"
    )


FORMS = {
    "Outlook, German": (
        "WG: Koper closes a pier",
        "Liebe alle, bitte lesen, das betrifft unsere Leute im Hafen, die seit Wochen auf Antwort warten und am Freitag dort abfahren wollten.\nPetra\n\n"
        "Von: Adria Bote <news@adria.example>\nGesendet: Dienstag, 1. Juni 2021 08:15\nAn: Petra Colleague\nCc: Desk\nBetreff: Koper closes a pier\n\n"
        + NEWS,
        "plain",
    ),
    "Outlook, HTML, French": (
        "TR: Koper closes a pier",
        (
            "<html><body><p>Pour info.</p><div style='border-top:solid #E1E1E1 1.0pt'><p><b>De :</b> Adria Bote &lt;news@adria.example&gt;<br>"
            "<b>Envoyé :</b> mardi 1 juin 2021 08:15<br><b>À :</b> Petra Colleague<br><b>Objet :</b> Koper closes a pier</p></div>"
            f"<p>{NEWS}</p></body></html>"
        ),
        "html",
    ),
    "Gmail": (
        "Fwd: Koper closes a pier",
        (
            "<html><body><div dir=ltr>see below<br><br><div class=gmail_quote><div dir=ltr class=gmail_attr>---------- Forwarded message ---------<br>"
            "From: <strong>Adria Bote</strong> <span>&lt;<a href='mailto:news@adria.example'>news@adria.example</a>&gt;</span><br>"
            "Date: Tue, Jun 1, 2021 at 8:15 AM<br>Subject: Koper closes a pier<br>To: &lt;petra@embassy.example&gt;<br></div><br><br>"
            f"<p>{NEWS}</p></div></div></body></html>"
        ),
        "html",
    ),
    "Gmail, Spanish": (
        "Fwd: Koper closes a pier",
        "---------- Forwarded message ---------\nDe: Adria Bote <news@adria.example>\nDate: mar, 1 jun 2021 a las 8:15\nSubject: Koper closes a pier\nTo: <petra@embassy.example>\n\n\n"
        + NEWS,
        "plain",
    ),
    "Apple Mail": (
        "Fwd: Koper closes a pier",
        "Worth a look.\n\nPetra\n\n> Begin forwarded message:\n> \n> From: Adria Bote <news@adria.example>\n> Subject: Koper closes a pier\n> Date: June 1, 2021 at 8:15:00 AM GMT+2\n> To: petra@embassy.example\n> \n> "
        + NEWS,
        "plain",
    ),
    "Apple Mail, HTML, Italian": (
        "Fwd: Koper closes a pier",
        (
            "<html><body>Da leggere<div><br><blockquote type=cite><div>Inizio messaggio inoltrato:</div><br><div><b>Da: </b><span>Adria Bote &lt;news@adria.example&gt;<br></span></div>"
            "<div><b>Oggetto: </b><span><b>Koper closes a pier</b><br></span></div><div><b>Data: </b><span>1 giugno 2021 alle ore 08:15:00 CEST<br></span></div>"
            f"<div><b>A: </b><span>petra@embassy.example<br></span></div><br><div>{NEWS}</div></blockquote></div></body></html>"
        ),
        "html",
    ),
    "Thunderbird": (
        "Fwd: Koper closes a pier",
        (
            "<html><body><p>fyi</p>-------- Forwarded Message --------<table><tr><th>Subject: </th><td>Koper closes a pier</td></tr>"
            "<tr><th>Date: </th><td>Tue, 1 Jun 2021 08:15:00 +0200</td></tr><tr><th>From: </th><td>Adria Bote &lt;news@adria.example&gt;</td></tr>"
            f"<tr><th>To: </th><td>petra@embassy.example</td></tr></table><p>{NEWS}</p></body></html>"
        ),
        "html",
    ),
    "Yandex": (
        "Fwd: Koper closes a pier",
        '\n-------- Пересылаемое сообщение --------\n01.06.2021, 08:15, "Adria Bote" <news@adria.example>:\n\n'
        + NEWS
        + "\n\n-------- Конец пересылаемого сообщения --------\n",
        "plain",
    ),
    "Chinese": (
        "转发: Koper closes a pier",
        "请看。\n\n发件人: Adria Bote <news@adria.example>\n发送时间: 2021年6月1日 8:15\n收件人: petra@embassy.example\n主题: Koper closes a pier\n\n"
        + NEWS,
        "plain",
    ),
    "twice": (
        "Fwd: WG: Koper closes a pier",
        "---------- Forwarded message ---------\nFrom: Anna Second <anna@embassy.example>\nDate: Wed, Jun 2, 2021 at 9:00 AM\nSubject: WG: Koper closes a pier\nTo: Petra <petra@embassy.example>\n\n"
        "Zur Kenntnis\n\nVon: Adria Bote [mailto:news@adria.example]\nGesendet: Dienstag, 1. Juni 2021 08:15\nAn: Anna Second\nBetreff: Koper closes a pier\n\n"
        + NEWS,
        "plain",
    ),
    "on behalf": (
        "FW: Koper closes a pier",
        "From: sender@service.example on behalf of Adria Bote <news@adria.example>\nSent: Tuesday, June 1, 2021 8:15 AM\nTo: Petra Colleague\nSubject: Koper closes a pier\n\n"
        + NEWS,
        "plain",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_first_mail_is_the_article(put: Put, ingest: Read, form: str) -> None:
    """The headers of the mail that is passed on count, as each program writes them."""
    put("f.eml", mail(*FORMS[form]))
    (article,), failures = ingest("f.eml")
    assert failures == []
    assert article.text == NEWS
    assert (article.title, article.source) == ("Koper closes a pier", "Adria Bote")
    assert article.published == dt.date(2021, 6, 1)
    assert article.dated_by == "mail"


def test_a_mail_that_hangs_on_another_is_read(put: Put, ingest: Read) -> None:
    """A mail forwarded as an attachment keeps its own headers."""
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Adria Bote <news@adria.example>", "Koper closes a pier"
    inner["Date"] = "Tue, 01 Jun 2021 08:15:00 +0200"
    inner.set_content(NEWS)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Petra <petra@embassy.example>", "Fwd: two things"
    outer.set_content("See what hangs on this.")
    outer.add_attachment(inner)
    put("f.eml", outer.as_bytes())
    (article,), _ = ingest("f.eml")
    assert (article.title, article.source, article.published) == (
        "Koper closes a pier",
        "Adria Bote",
        dt.date(2021, 6, 1),
    )


def test_the_note_above_is_kept_apart(put: Put, ingest: Read) -> None:
    """What the colleague wrote is no news of the outlet's."""
    put("f.eml", mail(*FORMS["Outlook, German"]))
    (article,), _ = ingest("f.eml")
    assert any("unsere Leute" in aside.text for aside in article.asides)


def test_an_answer_is_its_senders(put: Put, ingest: Read) -> None:
    """A quoted mail below an answer is not taken for the article."""
    body = (
        "The harbour office told us today that pier three stays open after all.\n\nFrom: Adria Bote <news@adria.example>\nSent: Tuesday, June 1, 2021 8:15 AM\nTo: Petra\nSubject: Koper closes a pier\n\n"
        + NEWS
    )
    put("f.eml", mail("RE: Koper closes a pier", body))
    (article,), _ = ingest("f.eml")
    assert article.source == "Petra Colleague"
    assert "stays open" in article.text
    assert "pier four" not in article.text


def test_a_forwarded_newsletter_is_taken_apart(put: Put, ingest: Read) -> None:
    """Its items are articles of the newsletter's, of its date."""
    body = (
        "fyi\n\n---------- Forwarded message ---------\nFrom: Adria Bote <news@adria.example>\nDate: Tue, Jun 1, 2021 at 8:15 AM\nSubject: The morning\nTo: <petra@embassy.example>\n\nGood morning.\n\n"
        "1. Koper closes a pier\nThe port of Koper will close its third pier on Friday, the harbour office said.\n\n"
        "2. Zadar paints its lighthouse\nWorkers began on Tuesday with the first coat, according to the town's engineer.\n\nUnsubscribe: https://adria.example/u\n"
    )
    put("f.eml", mail("Fwd: The morning", body))
    articles, _ = ingest("f.eml")
    assert [a.title for a in articles] == ["Koper closes a pier", "Zadar paints its lighthouse"]
    assert {(a.source, a.published) for a in articles} == {("Adria Bote", dt.date(2021, 6, 1))}


@pytest.mark.parametrize(
    ("sender", "text", "source"),
    [
        (
            "Press Office <press@moe.example>",
            "Issued by: Ministry of Energy\n\n" + NEWS,
            "Ministry of Energy",
        ),
        (
            "Pressestelle <presse@amt.example>",
            NEWS + "\n\nHerausgeber: Hafenamt Koper",
            "Hafenamt Koper",
        ),
        ("Press Office <press@moe.example>", NEWS, "moe.example"),
        (
            "Ministry of Energy Press Office <press@moe.example>",
            NEWS,
            "Ministry of Energy Press Office",
        ),
    ],
)
def test_the_issuer_is_a_press_releases_source(
    put: Put, ingest: Read, sender: str, text: str, source: str
) -> None:
    """A press office is no outlet: who issues the text is."""
    put(
        "p.eml",
        mail("Press release: Koper closes a pier", text).replace(
            "Petra Colleague <petra@embassy.example>", sender
        ),
    )
    (article,), _ = ingest("p.eml")
    assert article.source == source
    assert article.title == "Koper closes a pier"


@pytest.mark.parametrize(
    ("header", "charset", "title"),
    [
        ("Havneåpning i Røst".encode(), "utf-8", "Havneåpning i Røst"),
        ("Havneåpning i Røst".encode("latin-1"), "iso-8859-1", "Havneåpning i Røst"),
        ("Порт закрыт до пятницы".encode("koi8-r"), "koi8-r", "Порт закрыт до пятницы"),
        ("港口关闭".encode("gb2312"), "gb2312", "港口关闭"),
        (b"=?utf-8?q?Havne=C3=A5pning?= i " + "Røst".encode(), "utf-8", "Havneåpning i Røst"),
        (b"=?big5?B?pOk=?= =?big5?B?pbs=?=", "big5", "日本"),
    ],
)
def test_raw_headers_are_read(
    put: Put, ingest: Read, header: bytes, charset: str, title: str
) -> None:
    """A header written raw is UTF-8, or in the charset of the body."""
    head = (
        b"From: x@example.org\nSubject: "
        + header
        + b"\nContent-Type: text/plain; charset="
        + charset.encode()
    )
    put("h.eml", head + b"\nContent-Transfer-Encoding: 8bit\n\n" + NEWS.encode())
    (article,), _ = ingest("h.eml")
    assert article.title == title


def test_flowed_lines_are_joined(put: Put, ingest: Read) -> None:
    """A line that ends in a space goes on in the next (RFC 3676)."""
    text = "The port of Koper \nwill close its pier \nfor good on Friday.\n\nFerries move to pier four.\n"
    put("m.eml", mail("Koper", text).replace("charset=utf-8", "charset=utf-8; format=flowed"))
    (article,), _ = ingest("m.eml")
    assert article.text.startswith("The port of Koper will close its pier for good on Friday.\n\n")


@pytest.mark.parametrize("code", [code for code in languages() if language(code).letters.sender])
def test_headers_are_known_in_every_language(code: str) -> None:
    """Each label of each language is one, in Outlook's form and below each line that says "forwarded"."""
    known = language(code)
    letters = known.letters
    for number, sender in enumerate(letters.sender):
        sent = letters.sent[number % len(letters.sent)].capitalize()
        block = [
            f"{sender.capitalize()}: Adria Bote <news@adria.example>",
            f"{sent}: 1.6.2021 08:15",
            f"{letters.recipients[0].capitalize()}: Petra <petra@embassy.example>",
            f"{letters.subject[0].capitalize()} : Koper closes a pier",
            "",
            NEWS,
        ]
        found = find_original(["fyi", "", *block], "Fwd: x")
        assert found is not None, sender
        assert found.sender.startswith("Adria Bote")
        assert (found.subject, found.start) == ("Koper closes a pier", 6)
    for line in known.mails.forwarded:
        found = find_original([f"-------- {line.capitalize()} --------", *block], "x")
        assert found is not None, line
        assert found.above == 0
