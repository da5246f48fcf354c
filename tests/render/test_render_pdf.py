"""The PDF: the same edition on paper, tagged, loading nothing, the same bytes each time."""

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from briefer.errors import TemplateError
from briefer.models import Briefing
from briefer.render import RenderOptions, render_file
from briefer.render.pdf import MAX_HTML, pdf_of

pytest.importorskip("weasyprint", exc_type=ImportError)

MOMENT = dt.datetime(2021, 6, 2, 4, tzinfo=dt.UTC)
PAGE = '<!doctype html><html lang="en"><head><title>T</title>{}</head><body>{}</body></html>'


def words(data: bytes) -> str:
    """Return the text of a PDF, on one line."""
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split()
    )


def test_the_edition_is_all_there(briefing: Briefing, options: RenderOptions) -> None:
    """Bottom line, titles and quoted evidence are in it, the marking is on each page, all tagged."""
    data = render_file(briefing, "pdf", options).data
    text = words(data)
    for line in briefing.bottom_line:
        assert line.text[:40] in text
    assert briefing.bottom_line[0].evidence[0].quote[:40] in text
    reader = PdfReader(io.BytesIO(data))
    assert all("INTERNAL" in page.extract_text() for page in reader.pages)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith(briefing.title)
    assert reader.metadata.creation_date == briefing.window.end


def test_the_ministers_is_one_page(briefing: Briefing, options: RenderOptions) -> None:
    """A4, as the print rules of the template have it."""
    sections = ("bottom_line", "stories", "calendar", "gaps", "sources")
    changed = options.model_copy(update={"template": "minister", "sections": sections})
    reader = PdfReader(io.BytesIO(render_file(briefing, "pdf", changed).data))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs pdfinfo of poppler-utils")
def test_pdfinfo_agrees(small: Briefing, tmp_path: Path) -> None:
    """Another program finds it sound: tagged, dated by the briefing, the same bytes each time."""
    file = tmp_path / "small.pdf"
    file.write_bytes(render_file(small, "pdf").data)
    assert render_file(small, "pdf").data == file.read_bytes()
    done = subprocess.run(
        ["pdfinfo", "-isodates", file], capture_output=True, text=True, check=True
    )
    known = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    known = {name: value.strip() for name, value in known.items()}
    assert known["Tagged"] == "yes"
    assert known["JavaScript"] == "no"
    assert known["Form"] == "none"
    assert known["CreationDate"] == "2021-06-02T04:00:00Z"
    assert known["Page size"].endswith("(A4)")


def test_arabic_runs_from_the_right(small: Briefing) -> None:
    """The language is said, and the page is made."""
    reader = PdfReader(
        io.BytesIO(render_file(small.model_copy(update={"language": "ar"}), "pdf").data)
    )
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "ar"


def test_nothing_is_loaded(tmp_path: Path) -> None:
    """Neither a file nor an address: not by link, picture, import, font or object."""
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">SECRET</text></svg>', encoding="utf-8"
    )
    uri = secret.as_uri()
    head = (
        f'<link rel="stylesheet" href="{uri}"><link rel="attachment" href="{uri}">'
        f"<style>@import '{uri}'; @font-face {{ font-family: x; src: url({uri}) }} "
        f"p {{ background: url({uri}); font-family: x }}</style>"
    )
    inner = (
        f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{uri}' width='9' height='9'/></svg>"
    )
    body = f'<p>here</p><img src="{uri}"><img src="http://127.0.0.1:9/x.png"><object data="{uri}"></object>{inner}'
    data = pdf_of(PAGE.format(head, body), MOMENT)
    assert words(data) == "here"
    assert b"EmbeddedFile" not in data


def test_a_data_picture_is_shown() -> None:
    """A logo holds itself."""
    pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    data = pdf_of(PAGE.format("", f'<p>a</p><img src="{pixel}" alt="dot">'), MOMENT)
    assert len(PdfReader(io.BytesIO(data)).pages[0].images) == 1


def test_a_page_that_takes_too_much_is_ended() -> None:
    """Too long a page is not begun, too long a layout not finished; each says what to do."""
    with pytest.raises(TemplateError, match="lower the audience's limits"):
        pdf_of("x" * (MAX_HTML + 1), MOMENT)
    with pytest.raises(TemplateError, match=r"more than 0 s: lower"):
        pdf_of(PAGE.format("", "<p>a</p>"), MOMENT, seconds=0.05)


def test_a_broken_template_gives_the_built_in_pdf(small: Briefing, tmp_path: Path) -> None:
    """With a note, which the file says too."""
    own = tmp_path / "default" / "briefing.html.j2"
    own.parent.mkdir()
    own.write_text("\n{{ nothing }}", encoding="utf-8")
    data, notes = render_file(small, "pdf", RenderOptions(template_dirs=(tmp_path,)))
    assert notes[0].startswith(f"The built-in template was used: {own}:2:")
    assert "built-in template was used" in words(data)
