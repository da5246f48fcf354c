"""Files of a finished briefing: every format, each whole, none lost because of another."""

import io
import re
import sys
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from briefer.errors import ConfigError, EngineError
from briefer.models import FILE_FORMATS
from briefer.pipeline.output.letters import Collecting
from briefer.pipeline.output.publication import Publication, publish
from briefer.pipeline.progress import Silent
from briefer.pipeline.run import requests
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.settings import load_audience
from tests.deliver.desk import NOW, Desk

READERS = ["a@example.org"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a workspace with one stored briefing."""
    return Desk(tmp_path, READERS)


def published(desk: Desk, *formats: str, notes: list[str] | None = None) -> Publication:
    """Publish the desk's briefing."""
    audience = load_audience(desk.space, "default")
    progress = Silent() if notes is None else Collecting(notes)
    return publish(desk.briefing, audience, desk.space, formats, progress)


def test_every_format_is_a_file(desk: Desk) -> None:
    """Of its kind, by its name, the same bytes again, and nothing half-written beside it."""
    files = published(desk, *FILE_FORMATS).files
    first = {name: path.read_bytes() for name, path in files.items()}
    begins = {"pdf": b"%PDF-", "docx": b"PK", "ics": b"BEGIN:VCALENDAR", "eml": b"X-Unsent: 1"}
    assert set(first) == set(FILE_FORMATS)
    assert all(first[name].startswith(start) for name, start in begins.items())
    assert all(path.name == f"default.{name}" for name, path in files.items())
    again = [name for name in FILE_FORMATS if name != "pdf"]  # which takes a second
    assert published(desk, *again).files == {name: files[name] for name in again}
    assert {name: path.read_bytes() for name, path in files.items()} == first
    assert sorted(p.name for p in files["pdf"].parent.iterdir()) == sorted(
        path.name for path in files.values()
    )


def test_a_draft_mail_has_no_recipient(desk: Desk) -> None:
    """It opens as a draft: sender, subject, text and HTML, whoever it then goes to."""
    message = BytesParser(policy=default).parsebytes(
        published(desk, "eml").files["eml"].read_bytes()
    )
    assert message["To"] is None
    assert message["From"] == "Morning desk <desk@example.org>"
    assert message["X-Unsent"] == "1"
    assert next(message.iter_parts()).get_content_type() == "text/plain"


def test_a_format_that_fails_keeps_no_other_from_being_written(desk: Desk) -> None:
    """It is told, with what to do; where no other was asked for, it is an error."""
    settings = desk.root / "briefer.toml"
    settings.write_text("", encoding="utf-8")
    notes: list[str] = []
    made = published(desk, "eml", "txt", "ics", notes=notes)
    folder = desk.root / "briefings" / desk.date
    assert sorted(path.name for path in folder.iterdir()) == ["default.ics", "default.txt"]
    assert set(made.files) == {"txt", "ics"}
    assert "smtp.from is not set" in made.missing["eml"]
    assert any("not written: default.eml: " in note for note in notes)
    with pytest.raises(ConfigError, match=r"smtp\.from is not set"):
        published(desk, "eml")


def test_a_note_is_said_once(desk: Desk) -> None:
    """However many formats a broken template spoils."""
    own = desk.root / "templates" / "default" / "briefing.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{% if %}", encoding="utf-8")
    notes: list[str] = []
    published(desk, "html", "pdf", notes=notes)
    assert len(notes) == 1
    assert f"{own}:1:" in notes[0]


def test_without_weasyprint_the_rest_is_built(
    desk: Desk, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The missing extra is named, and keeps neither the page nor another audience from anything."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    source, names = str(samples / desk.date), ("default", "minister")
    request = BuildRequest((source,), desk.date, names, ("html", "pdf"))
    result = build_briefings(desk.space, request, NOW, Silent(), io.BytesIO())
    assert [set(made.files) for made in result.editions] == [{"html"}, {"html"}]
    assert re.search(r"pip install .*\[pdf\]", result.editions[0].missing["pdf"])
    assert result.exit_code == 2


def test_an_audience_that_fails_keeps_no_other_from_its_edition(
    desk: Desk, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with its reason and the exit code; if all fail, that is the error."""
    real = requests.build_edition

    def build(what: requests.Assignment, *rest: Any) -> Publication:
        if what.audience.name == "press":
            raise EngineError("the model is out")
        return real(what, *rest)

    monkeypatch.setattr(requests, "build_edition", build)
    source = str(samples / desk.date)
    request = BuildRequest((source,), desk.date, ("press", "default"), ("txt",))
    result = build_briefings(desk.space, request, NOW, Silent(), io.BytesIO())
    assert [made.briefing.audience for made in result.editions] == ["default"]
    assert [(name, str(error)) for name, error in result.failed] == [("press", "the model is out")]
    assert result.exit_code == 4
    with pytest.raises(EngineError, match="the model is out"):
        build_briefings(
            desk.space, request._replace(audiences=("press",)), NOW, Silent(), io.BytesIO()
        )


def test_an_audience_names_its_formats(desk: Desk) -> None:
    """Any of those there are, and an unknown one is an error with its place."""
    desk.audience(READERS, more='formats = ["pdf", "docx", "ics"]\nattach = ["pdf", "ics"]\n')
    assert load_audience(desk.space, "default").formats == ("pdf", "docx", "ics")
    desk.audience(READERS, more='formats = ["odt"]\n')
    with pytest.raises(ConfigError, match=r"default\.toml:2: formats"):
        load_audience(desk.space, "default")
