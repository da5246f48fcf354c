"""A broken template of the user's, from the command line: the night's work is there, and says so."""

import json
import sys
from pathlib import Path

import pytest

from briefer.__main__ import main
from briefer.models import Briefing

DAY = "2021-06-01"
TEXT = (
    "Peru kept the port of Callao closed on Tuesday after a crane fell on Monday. Twelve ships wait "
    "outside the port of Callao. The ministry will hold a hearing in Lima on June 20."
)
FORMATS = ("md", "html", "txt", "json")
BROKEN: dict[str, str | bytes] = {
    "syntax": "{% if %}",
    "unknown name": "\n\n{{ briefing.no.such.thing }}",
    "unknown words": "{{ say('no such words') }}",
    "calls itself": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "extends itself": "{% extends 'embassy/briefing.FORMAT.j2' %}",
    "extends nothing": "{% extends 'nowhere.j2' %}",
    "reaches out": "{{ ''.__class__.__mro__ }}",
    "no text": b"\xff\xfe{{",
    "too long": "x" * 300_000,
}


def briefer(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run a command as a user would; return its exit code."""
    monkeypatch.setattr(sys, "argv", ["briefer", *arguments])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace with an article and an audience that wants its own template."""
    monkeypatch.chdir(tmp_path)
    row = {"text": TEXT, "published": DAY, "title": "Port stays closed", "source": "Harbour Daily"}
    (tmp_path / "day.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "briefer.toml").write_text("", encoding="utf-8")
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "own.toml").write_text('template = "embassy"\n', encoding="utf-8")
    return tmp_path


def build(monkeypatch: pytest.MonkeyPatch) -> int:
    """Build the day in every text format."""
    wanted = ",".join(FORMATS)
    day = ("--date", DAY, "--audience", "own", "--format", wanted)
    return briefer(monkeypatch, "build", "day.jsonl", *day)


def files(desk: Path) -> dict[str, str]:
    """Return what was written."""
    folder = desk / "briefings" / DAY
    return {fmt: (folder / f"own.{fmt}").read_text(encoding="utf-8") for fmt in FORMATS}


def words(text: str) -> str:
    """Return a text on one line, without the signs of its format."""
    return " ".join(text.replace("\\", "").split())


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_template_never_costs_the_briefing(
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: str,
) -> None:
    """Every format is written with the built-in template, and names the file that is to blame."""
    folder = desk / "templates" / "embassy"
    folder.mkdir(parents=True)
    for fmt in ("md", "html", "txt"):
        source = BROKEN[fault]
        data = source if isinstance(source, bytes) else source.replace("FORMAT", fmt).encode()
        (folder / f"briefing.{fmt}.j2").write_bytes(data)
    assert build(monkeypatch) == 0
    made = files(desk)
    claims = [
        p.text for s in Briefing.model_validate_json(made["json"]).stories for p in s.key_points
    ]
    assert claims
    for fmt in ("md", "html", "txt"):
        text = words(made[fmt])
        assert all(claim.split(".")[0] in text for claim in claims)
        assert "The built-in template was used" in text
        assert f"embassy/briefing.{fmt}.j2" in text
    said = capsys.readouterr().err
    assert said.count("The built-in template was used") == 3
    capsys.readouterr()
    assert briefer(monkeypatch, "templates", "check") == 1
    assert str(folder / "briefing.md.j2") in capsys.readouterr().out


def test_a_template_that_is_not_there(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name in the audience file is in the note."""
    assert build(monkeypatch) == 0
    assert all("no template" in words(text) for fmt, text in files(desk).items() if fmt != "json")


def test_only_the_broken_format_is_replaced(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's other files stay in use, and a mended one is used again without any new draft."""
    folder = desk / "templates" / "embassy"
    folder.mkdir(parents=True)
    for fmt in ("md", "html", "txt"):
        (folder / f"briefing.{fmt}.j2").write_text("OUR OWN PAGE", encoding="utf-8")
    (folder / "briefing.html.j2").write_text("{% if %}", encoding="utf-8")
    assert build(monkeypatch) == 0
    made = files(desk)
    assert "OUR OWN PAGE" in made["md"]
    assert "OUR OWN PAGE" in made["txt"]
    assert "The built-in template was used" in made["html"]
    (folder / "briefing.html.j2").write_text("OUR OWN PAGE, mended", encoding="utf-8")
    assert build(monkeypatch) == 0
    assert files(desk)["html"] == "OUR OWN PAGE, mended\n"
