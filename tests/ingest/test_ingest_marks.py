"""What is struck out is not read, what was put in is; superscripts are no part of a number."""

import io
import json
import re

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from briefer.ingest.clean import normalise
from briefer.ingest.fragments import plain
from tests.ingest.conftest import Put, Read

STRUCK = (
    "<p>The flood in Varnau damaged <del>sixty</del> <ins>ninety</ins> houses on Monday, the fire "
    "brigade said.</p><p>Some <s>2,000</s> 3,500 people were taken to safety, and the bridge is "
    "<strike>open</strike> closed.</p><p>The army sent <span style='text-decoration: underline "
    "line-through'>two</span> four boats, the commander, Ana Brenner, said on the radio.</p>"
)
KEPT = ("damaged ninety houses", "Some 3,500 people", "is closed", "sent four boats")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", f"<html><body><article><h1>Flood</h1>{STRUCK}</article></body></html>"),
        ("feed.rss", (f"<rss version='2.0'><channel><title>V</title><item><title>Flood</title>"
         f"<description><![CDATA[{STRUCK}]]></description></item></channel></rss>")),
        ("mail.eml", f"From: A <a@v.example>\nSubject: Flood\nContent-Type: text/html\n\n{STRUCK}"),
        ("record.json", json.dumps({"text": STRUCK})),
    ],
)  # fmt: skip
def test_struck_out_html_is_not_read(put: Put, ingest: Read, name: str, content: str) -> None:
    """By element or by style, on a page, in a feed, a mail and a record."""
    put(name, content)
    (article,), _ = ingest(name)
    text = " ".join(article.text.split())
    assert [words for words in KEPT if words not in text] == []
    assert not re.search("sixty|2,000|two", text)


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_struck_out_plain_text_is_not_read(put: Put, ingest: Read, name: str) -> None:
    """Between double tildes, or with a stroke over each letter."""
    struck = "".join(f"{letter}\u0336" for letter in "forty")
    put(name, f"The fire burnt ~~30~~ 45 hectares near Varnau, and {struck} fifty men fought it.")
    (article,), _ = ingest(name)
    assert article.text == "The fire burnt 45 hectares near Varnau, and fifty men fought it."


def test_tildes_that_strike_nothing_out_stay() -> None:
    """A rule of tildes, or one before a number, is no mark of deletion."""
    for text in ("about ~300 and ~400 homes", "a ~~ b ~~ c"):
        assert normalise(text) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("killed 1,200<sup>3</sup> people", "killed 1,200 people"),
        ("killed 45<sup><a href='#n1'>1</a></sup> people", "killed 45 people"),
        ("<b>450</b><sup>*</sup> homes", "450 homes"),
        ("in 2019<sup>[4]</sup> and 2020<sup>a</sup>", "in 2019 and 2020"),
        ("the minister<sup>1,2</sup> said", "the minister said"),
        ("9 km<sup>2</sup> of forest, 30 m<sup>3</sup> of oil", "9 km² of forest, 30 m³ of oil"),
        ("3 × 10<sup>4</sup> tonnes of CO<sup>2</sup>", "3 × 10⁴ tonnes of CO²"),
        ("the 21<sup>st</sup> session, le 1<sup>er</sup> mai", "the 21st session, le 1er mai"),
        ("M<sup>me</sup> Roux, n<sup>o</sup> 5", "Mme Roux, no 5"),
        ("1<sup>1</sup>/<sub>2</sub> years", "1 1/2 years"),
        ("H<sub>2</sub>O", "H2O"),
    ],
)
def test_superscripts(html: str, text: str) -> None:
    """The mark of a note is dropped, an exponent stays raised, an ordinal's ending is written out."""
    assert plain(f"<p>{html}</p>").text.strip() == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("killed 1,200³ people", "killed 1,200 people"),
        ("the minister¹ said.² Then", "the minister said. Then"),
        ("9 km² and 30 m³", "9 km² and 30 m³"),
        ("E = mc²", "E = mc²"),
        ("an oﬃcial ﬂow of ﬁsh", "an official flow of fish"),
    ],
)
def test_signs_of_typesetting(written: str, text: str) -> None:
    """Superior figures are marks of notes but after units; ligatures are their letters."""
    assert normalise(written) == text


# --- Word documents ---


def _docx(*paragraphs: str) -> bytes:
    """Return a document of paragraphs written as WordprocessingML."""
    document = Document()
    for written in paragraphs:
        xml = f"<w:p {nsdecls('w')}>{written}</w:p>"
        document.element.body.insert(-1, parse_xml(xml))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def _change(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="1" w:author="A" w:date="2026-08-20T08:00:00Z">{inner}</w:{kind}>'


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (
            _run("The dam held ")
            + _change("del", _run("six", tag="delText"))
            + _change("ins", _run("nine"))
            + _run(" days, the engineers said."),
            "The dam held nine days, the engineers said.",
        ),
        (
            _run("The dam will ")
            + _change("ins", _run("not ") + _change("del", _run("ever ", tag="delText")))
            + _run("be opened this week."),
            "The dam will not be opened this week.",
        ),
        (
            _change("moveTo", _run("On Monday "))
            + _run("the dam was closed")
            + _change("moveFrom", _run(" on Monday"))
            + _run(" by the army."),
            "On Monday the dam was closed by the army.",
        ),
        (
            _run("The dam cost ") + _run("12 ", "<w:strike/>") + _run("9 ", "<w:dstrike/>")
            + _run("14 ", '<w:strike w:val="0"/>') + _run("(draft) ", "<w:vanish/>")
            + _run("million crowns."),
            "The dam cost 14 million crowns.",
        ),
        (
            _run("The dam serves 1,200") + _run("3", '<w:vertAlign w:val="superscript"/>')
            + _run(" farms on 9 km") + _run("2", '<w:vertAlign w:val="superscript"/>')
            + _run(" of land."),
            "The dam serves 1,200 farms on 9 km² of land.",
        ),
        (
            (f'<w:hyperlink>{_run("The dam")}</w:hyperlink><w:sdt><w:sdtContent>{_run(" is full")}'
            f"</w:sdtContent></w:sdt><w:smartTag>{_run(' in Varnau.')}</w:smartTag>"),
            "The dam is full in Varnau.",
        ),
    ],
    ids=["replaced", "inserted-then-deleted", "moved", "struck", "raised", "wrapped"],
)  # fmt: skip
def test_a_document_is_read_as_word_shows_it(
    put: Put, ingest: Read, written: str, text: str
) -> None:
    """With every change accepted: insertions are there, deletions and hidden words are gone."""
    put("a.docx", _docx(written))
    (article,), _ = ingest("a.docx")
    assert article.text == text


def test_an_inserted_paragraph_is_read_and_a_deleted_end_joins_two(put: Put, ingest: Read) -> None:
    """The mark of a paragraph can be inserted or deleted like a word."""
    inserted = '<w:pPr><w:rPr><w:ins w:id="2" w:author="A"/></w:rPr></w:pPr>'
    deleted = '<w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr>'
    put("a.docx", _docx(
        inserted + _change("ins", _run("The whole paragraph is new, the desk says.")),
        deleted + _run("The dam was closed "),
        _run("by the army on Monday."),
    ))  # fmt: skip
    (article,), _ = ingest("a.docx")
    assert article.text.split("\n\n") == [
        "The whole paragraph is new, the desk says.",
        "The dam was closed by the army on Monday.",
    ]


def test_a_deleted_row_is_no_part_of_a_table(put: Put, ingest: Read) -> None:
    """Tables are kept apart, with the changes accepted in them as well."""
    document = Document()
    document.add_paragraph("The dam was closed by the army on Monday, the office said.")
    table = document.add_table(2, 2)
    for number, cell in enumerate(table._cells):
        cell.text = f"cell {number}"
    properties = table.rows[1]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    stream = io.BytesIO()
    document.save(stream)
    put("a.docx", stream.getvalue())
    (article,), _ = ingest("a.docx")
    assert [a.text for a in article.asides if a.kind == "table"] == ["cell 0 | cell 1"]
