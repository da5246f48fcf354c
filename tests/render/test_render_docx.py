"""The Word document: opened again, every claim read, every link followed."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.models import Briefing, KeyPoint
from briefer.render import RenderOptions, markdown_to_html, render_file
from briefer.render.docx import DocxLook, docx_of

LOOK = DocxLook(
    title="T",
    date="D",
    language="en",
    rtl=False,
    accent="#1d3d6f",
    marking="",
    evidence="Evidence",
    moment=dt.datetime(2021, 6, 2, 4, tzinfo=dt.UTC),
)


def opened(data: bytes) -> Any:
    """Return a document, opened as any reader would."""
    return Document(io.BytesIO(data))


def text_of(document: Any) -> str:
    """Return all its text, links and table cells too, on one line."""
    return " ".join("".join(node.itertext(qn("w:t"))) for node in document.element.iter(qn("w:p")))


def test_every_claim_is_in_it(briefing: Briefing, options: RenderOptions) -> None:
    """Bottom line, titles, key points and every quoted source sentence."""
    text = text_of(opened(render_file(briefing, "docx", options).data))
    for line in briefing.bottom_line:
        assert line.text in text
    for story in briefing.stories:
        assert story.title.rstrip(".") in text or "javascript" in story.title
        for line in story.summary:
            assert line.text in text
    quotes = [e.quote for line in briefing.bottom_line for e in line.evidence]
    assert quotes
    assert all(quote in text for quote in quotes)
    assert "javascript:" not in "".join(targets(render_file(briefing, "docx", options).data))


def targets(data: bytes) -> list[str]:
    """Return the addresses a document links to."""
    return [r.target_ref for r in opened(data).part.rels.values() if r.is_external]


def test_its_parts_are_words_own(briefing: Briefing, options: RenderOptions) -> None:
    """Headings, real lists that begin at 1 again, links, the marking above, page numbers below."""
    data = render_file(briefing, "docx", options).data
    document = opened(data)
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Heading 1"  # the marking stands above it, and not a second time
    assert [p.text for p in document.paragraphs].count("INTERNAL") == 0
    assert {"Heading 2", "Heading 3", "List Bullet", "List Number"} <= set(styles)
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    numberings = {p._p.pPr.numPr.numId.val for p in numbered}
    assert len(numberings) >= 3  # the bottom line, the sources, the evidence
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "INTERNAL"
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert set(targets(data)) <= {source.url for source in briefing.sources}
    assert targets(data)


def test_a_long_day_is_a_document_too(briefing: Briefing, options: RenderOptions) -> None:
    """Forty stories and hundreds of footnotes are laid out, not shown as raw Markdown."""
    stories = tuple(
        story.model_copy(update={"id": f"{story.id}-{n}", "key_points": moved(story.key_points, n)})
        for n in range(4)
        for story in briefing.stories
    )
    ids = [f"{source.article_id}-{n}" for n in range(4) for source in briefing.sources]
    sources = tuple(
        briefing.sources[at % len(briefing.sources)].model_copy(
            update={"article_id": i, "number": at + 1}
        )
        for at, i in enumerate(ids)
    )
    day = briefing.model_copy(update={"stories": stories, "sources": sources})
    for template in ("default", "press"):
        wanted = options.model_copy(update={"template": template})
        styles = [p.style.name for p in opened(render_file(day, "docx", wanted).data).paragraphs]
        assert styles.count("Heading 3") >= len(stories)


def moved(points: tuple[KeyPoint, ...], number: int) -> tuple[KeyPoint, ...]:
    """Return key points from articles of their own, each evidence many times over."""
    return tuple(
        point.model_copy(
            update={
                "evidence": tuple(
                    item.model_copy(
                        update={
                            "article_id": f"{item.article_id}-{number}",
                            "start": item.start + 1000 * n,
                            "end": item.end + 1000 * n,
                        }
                    )
                    for item in point.evidence
                    for n in range(4)
                )
            }
        )
        for point in points
    )


def test_what_cannot_be_laid_out_is_said(tmp_path: Path, small: Briefing) -> None:
    """A template whose Markdown is one endless tangle is replaced by the built-in one."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "briefing.md.j2").write_text("{% for n in range(9000) %}[x {% endfor %}")
    options = RenderOptions(template="own", template_dirs=(tmp_path,))
    data, notes = render_file(small, "docx", options)
    assert "tangled" in notes[0]
    assert "Heading 1" in [p.style.name for p in opened(data).paragraphs]


def test_an_arabic_sentence_runs_from_the_right(briefing: Briefing, options: RenderOptions) -> None:
    """On an English page its paragraph is turned; one that only names an Arabic outlet is not."""
    document = opened(render_file(briefing, "docx", options).data)
    turned = [p.text for p in document.paragraphs if p._p.pPr.find(qn("w:bidi")) is not None]
    straight = [p.text for p in document.paragraphs if p.text not in turned]
    arabic = next(story for story in briefing.stories if story.id == "s-arabic")
    assert any(arabic.key_points[1].text in text for text in turned)
    assert any("Ten inspectors" in text for text in straight)
    assert not any("Ten inspectors" in text for text in turned)


def test_every_number_leads_to_its_evidence(briefing: Briefing, options: RenderOptions) -> None:
    """Each footnote's link has its bookmark, each bookmark stands once."""
    document = opened(render_file(briefing, "docx", options).data)
    links = {a for h in document.element.iter(qn("w:hyperlink")) if (a := h.get(qn("w:anchor")))}
    marks = [m.get(qn("w:name")) for m in document.element.iter(qn("w:bookmarkStart"))]
    assert links
    assert links <= set(marks)
    assert len(marks) == len(set(marks))


def test_the_same_briefing_gives_the_same_bytes(briefing: Briefing, options: RenderOptions) -> None:
    """No clock: every part and the properties carry the briefing's time."""
    data = render_file(briefing, "docx", options).data
    assert render_file(briefing, "docx", options).data == data
    end = briefing.window.end
    stamps = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert stamps == {(end.year, end.month, end.day, end.hour, end.minute, 0)}
    assert opened(data).core_properties.created == end


def test_arabic_runs_from_the_right(small: Briefing) -> None:
    """Page and paragraphs are marked so, and so are runs of Arabic letters."""
    document = opened(render_file(small.model_copy(update={"language": "ar"}), "docx").data)
    assert all(p._p.pPr.find(qn("w:bidi")) is not None for p in document.paragraphs)
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert list(document.element.iter(qn("w:rtl")))


def test_a_chart_stands_above_its_words(briefing: Briefing) -> None:
    """With a text alternative that says the same; nothing is drawn where there is no such text."""
    document = opened(render_file(briefing, "docx").data)
    (drawn,) = [d.get("descr") for d in document.element.iter(qn("wp:docPr"))]
    assert drawn.startswith("Articles by country: ")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert drawn in texts
    assert texts[texts.index(drawn) - 1] == ""  # the picture's own paragraph


def test_a_users_template_is_a_word_document_too(small: Briefing, tmp_path: Path) -> None:
    """It comes from the Markdown template; one that fails is replaced, and a note says so."""
    own = tmp_path / "default" / "briefing.md.j2"
    own.parent.mkdir()
    own.write_text(
        '{% extends "bundled/default/briefing.md.j2" %}{% block foot %}\n\nOurs alone\n{% endblock %}',
        encoding="utf-8",
    )
    options = RenderOptions(template_dirs=(tmp_path,))
    data, notes = render_file(small, "docx", options)
    assert "Ours alone" in text_of(opened(data))
    assert notes == ()
    own.write_text("{% if %}", encoding="utf-8")
    data, notes = render_file(small, "docx", options)
    assert f"{own}:1:" in notes[0]
    assert "built-in template was used" in text_of(opened(data))


def test_tables_quotations_and_code(small: Briefing) -> None:
    """What Markdown has beside lists; a cell's words stay together, nothing is lost."""
    html = markdown_to_html(
        "# A\n\n| x | y |\n|---|---|\n| 1 | **2** |\n\n> said\n\n1. one\n    - two\n        - three\n\n"
        "`code` and *soft*\n"
    )
    document = opened(docx_of(html, LOOK, {}))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["x", "y"], ["1", "2"]]
    found = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert found["said"] == "Quote"
    assert found["two"] == "List Bullet 2"
    assert found["three"] == "List Bullet 3"
    assert found["code and soft"] == "Normal"


@settings(
    deadline=None,
    derandomize=True,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=40))
def test_hostile_words_stay_words(small: Briefing, text: str) -> None:
    """Whatever XML can't hold is left out, markup is text, and the document opens."""
    evil = f"</w:t><w:p>\x00\x0b\ufffe {text} & <b>"
    lines = tuple(line.model_copy(update={"text": evil}) for line in small.bottom_line)
    day = small.model_copy(update={"title": evil, "bottom_line": lines})
    document = opened(render_file(day, "docx", RenderOptions(marking=evil)).data)
    assert "</w:t><w:p>" in document.sections[0].header.paragraphs[0].text
    assert re.search(r"</w:t><w:p>.*& <b>", text_of(document))
