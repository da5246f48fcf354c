"""A stored briefing shown as the files stand now."""

import datetime as dt
from pathlib import Path

import pytest

from briefer.errors import NothingToBriefError
from briefer.pipeline.workspace.preview import Preview
from tests.deliver.desk import NOW, Desk

READERS = ["a@example.org"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a workspace with one stored briefing."""
    return Desk(tmp_path, READERS)


@pytest.fixture
def preview(desk: Desk) -> Preview:
    """Return the preview of its last briefing."""
    return Preview(desk.root, None, None, NOW)


def test_the_last_briefing_is_shown(desk: Desk, preview: Preview) -> None:
    """Without a date; nothing is wrong and nothing needs a build."""
    assert preview.date == desk.briefing.date
    shown = preview.shown()
    assert shown.title
    assert shown.faults == ()
    assert shown.notes == ()
    assert "MORNING BRIEFING" in preview.shown("text").page.upper()


def test_lower_limits_show_at_once(desk: Desk, preview: Preview) -> None:
    """Stories left out go among the gaps; what needs an engine is named."""
    last = desk.briefing.stories[-1].title.rstrip(".")
    assert f"{last}</span></h3>" in preview.shown().page
    desk.audience(READERS, more="title = 'Short'\n[limits]\nstories = 1\n")
    shown = preview.shown()
    assert shown.title == "Short"
    assert shown.notes == ()
    assert f"{last}</span></h3>" not in shown.page
    assert last in shown.page
    desk.audience(READERS, more="language = 'fr'\n[limits]\nkey_points = 50\n")
    (note,) = preview.shown().notes
    assert "language, limits.key_points" in note
    assert f"briefer build --date {desk.date} --audience default" in note


def test_a_changed_prompt_is_said_to_need_a_build(desk: Desk) -> None:
    """Prompts decide what an engine writes, and no engine is asked here."""
    (desk.root / "prompts").mkdir()
    preview = Preview(desk.root, None, None, NOW)
    before = preview.stamp()
    (desk.root / "prompts" / "extract.user.jinja").write_text("New words", encoding="utf-8")
    assert preview.stamp() != before
    (note,) = preview.shown().notes
    assert note.startswith("A prompt has changed")


@pytest.mark.parametrize(
    "name", ["templates/default/briefing.html.j2", "templates/_shared/words.toml", "outlets.toml"]
)
def test_the_stamp_changes_with_each_file(desk: Desk, name: str) -> None:
    """A new file, and a file that is gone again."""
    preview = Preview(desk.root, None, None, NOW)
    before = preview.stamp()
    assert preview.stamp() == before
    file = desk.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("", encoding="utf-8")
    assert preview.stamp() != before
    file.unlink()
    assert preview.stamp() == before


def test_a_changed_template_shows_without_an_engine(desk: Desk, preview: Preview) -> None:
    """The engine's server is gone: the page, the text and the mail are made anew all the same."""
    settings = desk.root / "briefer.toml"
    lost = '[engine]\nname = "openai"\nmodel = "none"\nbase_url = "http://127.0.0.1:1/v1"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + lost, encoding="utf-8")
    before = preview.shown().page
    folder = desk.root / "templates" / "default"
    folder.mkdir(parents=True)
    for name, block in (("briefing.html.j2", "foot"), ("briefing.txt.j2", "foot")):
        source = f'{{% extends "bundled/default/{name}" %}}{{% block {block} %}}A new foot{{% endblock %}}'
        (folder / name).write_text(source, encoding="utf-8")
    assert "A new foot" not in before
    for shown in (preview.shown(), preview.shown("text")):
        assert "A new foot" in shown.page
        assert shown.faults == ()
    (folder / "briefing.html.j2").unlink()
    assert preview.shown().page == before


def test_a_new_briefing_changes_the_stamp(desk: Desk, preview: Preview) -> None:
    """A build in another window shows as well."""
    before = preview.stamp()
    desk.store(desk.changed())
    assert preview.stamp() != before


def test_a_wrong_setting_is_shown_where_it_is(desk: Desk, preview: Preview) -> None:
    """File and line, and the page comes back when it is put right."""
    file = desk.root / "audiences" / "default.toml"
    right = file.read_text(encoding="utf-8")
    file.write_text(f"{right}[limits]\nstories = 0\n", encoding="utf-8")
    shown = preview.shown()
    assert shown.page == ""
    (fault,) = shown.faults
    assert (fault.file, fault.line) == (str(file), 3)
    assert "stories = 0" in dict(fault.excerpt)[3]
    assert preview.stamp() == preview.stamp()
    file.write_text(right, encoding="utf-8")
    assert preview.shown().faults == ()


def test_there_is_nothing_to_show(desk: Desk) -> None:
    """The message says how to make a briefing."""
    with pytest.raises(NothingToBriefError, match="briefer build --date 2021-06-05"):
        Preview(desk.root, None, "2021-06-05", NOW)
    desk.audience(READERS, name="empty")
    with pytest.raises(NothingToBriefError, match="briefer build --audience empty"):
        Preview(desk.root, "empty", None, NOW)
    assert dt.date.fromisoformat(desk.date) == desk.briefing.date
