"""Documents that are no pages: mailbox files, PDF and Word documents."""

import datetime as dt
import io
import zipfile
import zlib

import pytest
from docx import Document
from weasyprint import HTML

from briefer.ingest.pdf import taken_apart
from tests.ingest.conftest import Put, Read

MAIL = (
    "From: Desk <desk@example.org>\nSubject: {subject}\nDate: Tue, 1 Jun 2021 08:00:00 +0200\n"
    "Message-ID: <{number}@example.org>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
)
TEXT = "The ministers of both countries met in Vienna on Tuesday and spoke about the river."


def _mailbox(*texts: str) -> str:
    mails = (
        "From desk@example.org Tue Jun  1 08:00:00 2021\n"
        + MAIL.format(subject=f"Report number {number}", number=number, text=text)
        for number, text in enumerate(texts, start=1)
    )
    return "\n".join(mails)


def _pdf(body: str, title: str = "") -> bytes:
    style = "<style>@page {size: A5; @top-center {content: 'Ministry of Rivers'} "
    style += "@bottom-center {content: 'Page ' counter(page)}} p {margin: 0 0 1em}</style>"
    data = HTML(string=f"<title>{title}</title>{style}{body}").write_pdf()
    assert isinstance(data, bytes)
    return data


def _docx(*paragraphs: str, title: str = "") -> bytes:
    document = Document()
    if title:
        document.add_heading(title, level=0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.created = dt.datetime(2021, 5, 30)  # noqa: DTZ001 - as python-docx has it
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# --- mailbox files ---


def test_each_mail_of_a_mailbox_is_an_article(put: Put, ingest: Read) -> None:
    """Two mails give two articles, each at its place, with its subject, date and id."""
    put("desk.mbox", _mailbox(TEXT, "The envoy said on Monday that the talks would go on."))
    articles, failures = ingest("desk.mbox")
    assert not failures
    assert [a.title for a in articles] == ["Report number 1", "Report number 2"]
    assert [a.origins[0].location for a in articles] == ["desk.mbox#1", "desk.mbox#2"]
    assert {a.published for a in articles} == {dt.date(2021, 6, 1)}


def test_a_sentence_that_begins_with_from_parts_no_mail(put: Put, ingest: Read) -> None:
    """Prose is not mistaken for the line that parts mails, and an escaped line is restored."""
    text = f"{TEXT}\n\nFrom Monday on the border is open again.\n\n>From the palace came no word."
    put("desk.mbox", _mailbox(text))
    articles, _ = ingest("desk.mbox")
    assert len(articles) == 1
    assert "From Monday on the border" in articles[0].text
    assert "\nFrom the palace" in articles[0].text


def test_a_mailbox_with_a_bad_mail_gives_the_others(put: Put, ingest: Read) -> None:
    """A mail without text is a failure at its own place."""
    put("desk.mbox", _mailbox(TEXT, ""))
    articles, failures = ingest("desk.mbox")
    assert len(articles) == 1
    assert [f.location for f in failures] == ["desk.mbox#2"]


def test_a_large_mailbox_is_parted_in_linear_time(put: Put, ingest: Read) -> None:
    """Ten megabytes that look like the beginning of a mail over and over are soon read."""
    put("bad.mbox", "From a Mon x\n\n" + "\n\nFrom " + "Mon " * 2_500_000)
    _, failures = ingest("bad.mbox")
    assert failures


# --- PDF ---


def test_a_communique_as_pdf(put: Put, ingest: Read) -> None:
    """The text comes as paragraphs, without running heads; the date is the document's own."""
    sentences = " ".join(
        f"Article {n} binds both parties to keep the river clean." for n in range(60)
    )
    body = f"<h1>Joint statement on the river</h1><p>Vienna, 1 June 2021</p><p>{TEXT}</p><p>{sentences}</p>"
    put("statement.pdf", _pdf(body, "Joint statement on the river"))
    articles, failures = ingest("statement.pdf")
    assert not failures
    (article,) = articles
    assert article.title == "Joint statement on the river"
    assert article.published == dt.date(2021, 6, 1)
    assert article.dated_by == "text"
    assert TEXT in article.text
    assert "Ministry of Rivers" not in article.text
    assert "Page 2" not in article.text
    assert "keep the river clean. Article 31" in article.text


def test_a_pdf_without_text_says_so(put: Put, ingest: Read) -> None:
    """A PDF of pictures only is a failure that says what to do."""
    put(
        "scan.pdf",
        _pdf("<style>@page {@top-center{content:none} @bottom-center{content:none}}</style>"),
    )
    _, failures = ingest("scan.pdf")
    assert "only pictures" in failures[0].reason


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\n" + b"(" * 100_000,
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
        b"%PDF-1.7\n" + bytes(range(256)) * 200,
    ],
    ids=["empty", "nested", "circular", "noise"],
)
def test_a_broken_pdf_is_a_failure(put: Put, ingest: Read, data: bytes) -> None:
    """Nothing that calls itself a PDF stops the intake."""
    put("bad.pdf", data)
    articles, failures = ingest("bad.pdf")
    assert not articles
    assert len(failures) == 1


def test_a_pdf_bomb_is_refused_in_bounded_memory(put: Put, ingest: Read) -> None:
    """A page whose content unpacks to 400 MB ends as a failure: its reader has a limit of memory."""
    packer = zlib.compressobj(9)
    piece = packer.compress(b" " * 100_000_000)
    packed = (
        b"".join([piece, *(packer.compress(b" " * 100_000_000) for _ in range(3))]) + packer.flush()
    )
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        stream,
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj%b endobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 5\n0000000000 65535 f \n" + rows
    put(
        "bomb.pdf",
        data + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data),
    )
    articles, failures = ingest("bomb.pdf")
    assert not articles
    assert len(failures) == 1


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    """The reader's process is ended when its time is over."""
    found = taken_apart(_pdf(f"<p>{TEXT}</p>"), seconds=0.01)
    assert "took more than" in found["reason"]


# --- Word documents ---


def test_a_word_document_is_an_article(put: Put, ingest: Read) -> None:
    """Title, paragraphs and the date in the text come from the document."""
    put("note.docx", _docx("Berlin, 2 June 2021", TEXT, title="Note on the river talks"))
    (article,), failures = ingest("note.docx")
    assert not failures
    assert article.title == "Note on the river talks"
    assert TEXT in article.text
    assert article.published == dt.date(2021, 6, 2)


def test_a_word_document_without_a_date_has_that_of_its_file(put: Put, ingest: Read) -> None:
    """The day on which it was written stands in for one in the text, and is marked so."""
    put("note.docx", _docx(TEXT))
    (article,), _ = ingest("note.docx")
    assert article.published == dt.date(2021, 5, 30)
    assert article.dated_by == "file"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 1000], ids=["cut", "noise"]
)
def test_a_broken_word_document_is_a_failure(put: Put, ingest: Read, data: bytes) -> None:
    """What is no archive is reported."""
    put("bad.docx", data)
    articles, failures = ingest("bad.docx")
    assert not articles
    assert "damaged" in failures[0].reason


def test_a_zip_bomb_is_refused(put: Put, ingest: Read) -> None:
    """A document whose text unpacks to a hundred times what is allowed is never unpacked."""
    stream = io.BytesIO(_docx(TEXT))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b" " * 100_000_000)
    put("bomb.docx", stream.getvalue())
    articles, failures = ingest("bomb.docx")
    assert not articles
    assert "unpacks to more" in failures[0].reason


def test_entities_of_a_word_document_are_not_expanded(put: Put, ingest: Read) -> None:
    """An XML bomb inside is a failure or empty text, in no time."""
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 20)
    )
    original = io.BytesIO(_docx(TEXT))
    stream = io.BytesIO()
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "word/document.xml":
                text = data.decode().replace(TEXT, "&t;")
                head, _, rest = text.partition("?>")
                data = f"{head}?>{bomb}]>{rest}".encode()
            new.writestr(part, data)
    put("bomb.docx", stream.getvalue())
    articles, failures = ingest("bomb.docx")
    assert not articles
    assert len(failures) == 1
