"""A draft's mark, notes and edits in every template and format that briefer ships."""

import html
import io
import zipfile
from pathlib import Path

import pytest

from briefer.models import Briefing, Note
from briefer.pipeline.output.publication import make_files
from briefer.render import render
from briefer.render.email import email_parts
from briefer.render.options import RenderOptions
from briefer.resources import bundled
from briefer.settings import load, load_audience
from tests.deliver.desk import example

TEMPLATES = sorted(
    folder.name
    for folder in bundled("templates").iterdir()
    if (folder / "briefing.html.j2").is_file()
)


def _reviewed() -> Briefing:
    """Return the example as a draft with two notes and a key point and a line edited by hand."""
    briefing = example()
    first = briefing.stories[0]
    points = [first.key_points[0].model_copy(update={"edited": True}), *first.key_points[1:]]
    lines = [line.model_copy(update={"edited": True}) for line in briefing.bottom_line[:1]]
    story = first.model_copy(update={"key_points": tuple(points)})
    notes = (
        Note(id="n1", text="On the whole of it."),
        Note(id="n2", text="On this story.", story=story.id),
    )
    return briefing.model_copy(
        update={
            "approval": "draft",
            "notes": notes,
            "stories": (story, *briefing.stories[1:]),
            "bottom_line": (*lines, *briefing.bottom_line[1:]),
        }
    )


def _words(data: bytes, fmt: str) -> str:
    if fmt == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if name.endswith(".xml")]
            data = b" ".join(package.read(name) for name in names)
    return " ".join(html.unescape(data.decode()).split())


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("fmt", ["md", "html", "txt", "docx"])
def test_every_template_marks_drafts_notes_and_edits(
    tmp_path: Path, template: str, fmt: str
) -> None:
    """A reader sees that it is a draft, what a person noted, and what a person wrote."""
    (tmp_path / "audiences").mkdir()
    file = tmp_path / "audiences" / "desk.toml"
    file.write_text(f'template = "{template}"\nmarking = "INTERNAL"\n', encoding="utf-8")
    space = load(tmp_path)
    made, failed = make_files(_reviewed(), load_audience(space, "desk"), space, [fmt])
    assert failed == {}
    text = _words(made[fmt].data, fmt)
    assert "DRAFT – not approved · INTERNAL" in text
    assert text.count("Analyst's note") == 2
    assert "On the whole of it." in text
    assert "On this story." in text
    assert "edited by hand" in text


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_mail_marks_them_too(template: str) -> None:
    """In its subject, its HTML and its text."""
    body = email_parts(_reviewed(), RenderOptions(template=template, marking="INTERNAL"))
    assert body.subject.startswith("[DRAFT – not approved · INTERNAL] ")
    for text in (body.html, body.text):
        words = _words(text.encode(), "txt")
        assert words.count("Analyst's note") == 2
        assert "edited by hand" in words


@pytest.mark.parametrize("fmt", ["md", "html", "txt"])
def test_the_public_page_has_no_notes(tmp_path: Path, fmt: str) -> None:
    """Even a briefing that holds some prints none for a public audience."""
    space = load(tmp_path)
    public = load_audience(space, "default").model_copy(update={"public": True})
    made, _ = make_files(_reviewed(), public, space, [fmt])
    text = _words(made[fmt].data, fmt)
    assert "Analyst's note" not in text
    assert "On this story." not in text


@pytest.mark.parametrize("fmt", ["md", "html", "txt"])
def test_a_template_that_forgets_the_mark_gets_it_anyway(tmp_path: Path, fmt: str) -> None:
    """A draft says that it is one whatever a workspace's own template prints."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / f"briefing.{fmt}.j2").write_text("<body class='x'>Bare.", encoding="utf-8")
    options = RenderOptions(template="own", template_dirs=(tmp_path,))
    text = render(_reviewed(), fmt, options)
    assert text.count("DRAFT – not approved") == 1
    assert "Bare." in text
    approved = _reviewed().model_copy(update={"approval": "approved"})
    assert "DRAFT" not in render(approved, fmt, options)
