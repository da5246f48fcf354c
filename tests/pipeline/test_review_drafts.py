"""Drafts under review: what people decide is printed, checked, kept and traced."""

import html
import json
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from briefer.errors import ConflictError, EditRefusedError, NothingToBriefError, UsageError
from briefer.models import Edition
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import Draft, Position
from briefer.render import render
from tests.pipeline.morning_desk import ARTICLES, DATE, REF, Desk, by, item


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    """Return a copy of it."""
    shutil.copytree(built, tmp_path / "desk")
    return Desk(tmp_path / "desk")


def _page(draft: Draft, fmt: str = "txt") -> str:
    return " ".join(html.unescape(render(draft.briefing, fmt)).split())


def test_a_build_waits_as_a_draft_and_says_so(desk: Desk) -> None:
    """It is on disk in every format, marked; the list has it; sending refuses it."""
    for kind in ("md", "html", "txt"):
        assert "DRAFT – not approved" in desk.file(kind).read_text(encoding="utf-8")
    assert json.loads(desk.file("json").read_text(encoding="utf-8"))["approval"] == "draft"
    (info,) = actions.waiting(desk.space)
    assert (info.audience, info.date, info.state, info.revision) == ("default", DATE, "draft", 1)
    with pytest.raises(UsageError, match="briefer review approve"):
        desk.send()


def test_what_is_dropped_is_printed_nowhere(desk: Desk) -> None:
    """Not on the page and not in the JSON; taken back in it stands where it stood."""
    before = desk.draft()
    name = item(before, "key_point", "consulate")
    draft = actions.drop(desk.space, REF, name, by())
    for fmt in ("txt", "md", "html", "json"):
        assert "consulate" in _page(before, fmt)
        # The source's own sentence is not cited any more either.
        assert "consulate" not in _page(draft, fmt)
    found = draft.find(name)
    assert found is not None
    assert found.gone == "dropped"
    assert draft.briefing.stats.claims_dropped == 1
    with pytest.raises(UsageError, match="dropped already"):
        actions.drop(desk.space, REF, name, by())
    assert actions.restore(desk.space, REF, name, by()).briefing == before.briefing


def test_a_dropped_story_takes_everything_along(desk: Desk) -> None:
    """Its bottom line, key points and dates go; sources are numbered without gaps."""
    draft = actions.drop(desk.space, REF, item(desk.draft(), "story", "Berger"), by())
    assert "Berger" not in _page(draft, "txt")
    assert "Berger" not in _page(draft, "json")
    assert [source.number for source in draft.briefing.sources] == [1, 2]
    assert {one.gone for one in draft.items} == {"", "dropped", "story"}


def test_what_is_dropped_does_not_come_back_as_a_key_point(desk: Desk) -> None:
    """A point that only the edited title told is edited with it, and restored with it.

    The bottom line has one sentence: a title that repeats it would be put otherwise.
    """
    desk.audience(more="approval = true\n[limits]\nbottom_line = 1\n")
    desk.build()
    before = desk.draft()
    title = item(before, "story", "Engineers")
    new = "Engineers opened the gates of the Ostrava dam after three days of rain on Tuesday."
    draft = actions.edit(desk.space, REF, title, new, by())
    story = next(s for s in draft.briefing.stories if s.title == new)
    assert story.title_edited
    assert [p.text for p in story.key_points if "Engineers" in p.text] == [new]
    (told,) = (one for one in draft.items if one.item.told and "Engineers" in one.item.text)
    assert told.edited
    assert actions.restore(desk.space, REF, title, by()).briefing == before.briefing


def test_an_edit_the_evidence_does_not_bear_out_is_refused(desk: Desk) -> None:
    """The reasons are given, nothing is changed, nothing is traced."""
    before = desk.draft()
    name = item(before, "key_point", "2,300")
    text = "About 3,200 people were taken to schools in the valley, the mayor said."
    with pytest.raises(EditRefusedError, match="number_changed") as caught:
        actions.edit(desk.space, REF, name, text, by())
    assert caught.value.text == text
    assert caught.value.exit_code == 1
    assert desk.draft() == before


def test_an_edit_that_passes_is_marked(desk: Desk) -> None:
    """Every format says that the sentence is by hand; the trail has both versions."""
    name = item(desk.draft(), "key_point", "2,300")
    new = "About 2,300 people were taken to schools, the mayor said."
    draft = actions.edit(desk.space, REF, name, new, by("boris"))
    for fmt in ("txt", "md", "html"):
        assert "edited by hand" in _page(draft, fmt)
    points = [p for s in draft.briefing.stories for p in s.key_points if p.edited]
    assert [point.text for point in points] == [new]
    assert draft.briefing.stats.claims_edited == 1
    entry = draft.trail[-1]
    assert (entry.who, entry.action, entry.item, entry.after) == ("boris", "edited", name, new)
    assert entry.before.endswith("in the valley, the mayor said.")


def test_a_dropped_edit_comes_back_edited(desk: Desk) -> None:
    """Taking an item back in undoes the drop; once more undoes the edit."""
    name = item(desk.draft(), "key_point", "2,300")
    new = "About 2,300 people were taken to schools, the mayor said."
    actions.edit(desk.space, REF, name, new, by())
    actions.drop(desk.space, REF, name, by())
    draft = actions.restore(desk.space, REF, name, by())
    assert new in _page(draft)
    assert new not in _page(actions.restore(desk.space, REF, name, by()))
    with pytest.raises(UsageError, match="neither dropped nor edited"):
        actions.restore(desk.space, REF, name, by())


def test_stories_and_sentences_move(desk: Desk) -> None:
    """Order and numbers follow on the page; the calendar stays in order of date."""
    draft = desk.draft()
    titles = [story.title for story in draft.briefing.stories]
    first, last = (item(draft, "story", titles[n][:20]) for n in (0, -1))
    draft = actions.move(desk.space, REF, last, Position(first), by())
    assert [s.title for s in draft.briefing.stories] == [titles[-1], *titles[:-1]]
    assert draft.trail[-1].before == "3 of 3"
    assert draft.trail[-1].after == "1 of 3"
    shown = [one.item.id for one in draft.items if one.item.kind == "story"]
    assert shown[0] == last
    dates = [one.item.id for one in draft.items if one.item.kind == "calendar"]
    with pytest.raises(UsageError, match="own list"):
        actions.move(desk.space, REF, dates[0], Position(dates[1], "after"), by())
    with pytest.raises(UsageError, match="there already"):
        actions.move(desk.space, REF, last, Position(first), by())


def test_a_note_stands_apart_in_every_format(desk: Desk) -> None:
    """Text, Markdown and HTML label it, the JSON has a key of its own, and it is no claim."""
    draft = desk.draft()
    claims = draft.briefing.stats.claims_printed
    story = item(draft, "story", "Berger")
    actions.note(desk.space, REF, "Our embassy hears <b>otherwise</b>.", by(), story)
    draft = actions.note(desk.space, REF, "Read\nthis first.", by())
    for fmt in ("txt", "md", "html"):
        assert _page(draft, fmt).count("Analyst's note") == 2
    assert "<b>otherwise" not in render(draft.briefing, "html")
    shown = json.loads(render(draft.briefing, "json"))["notes"]
    assert [note["text"] for note in shown] == [
        "Our embassy hears <b>otherwise</b>.",
        "Read this first.",
    ]
    assert draft.briefing.stats.claims_printed == claims
    assert draft.notes[0].by == "anna"
    draft = actions.unnote(desk.space, REF, draft.notes[0].id, by())
    assert len(draft.briefing.notes) == 1


def test_the_public_gets_no_notes(tmp_path: Path) -> None:
    """A note is refused aloud; one made before the audience became public is not printed."""
    desk = Desk(tmp_path / "desk")
    article = {"text": ARTICLES["dam.txt"][16:], "url": "https://example.org/dam"}
    desk.article("web.jsonl", json.dumps(article | {"published": "2021-06-01"}))
    desk.build()
    actions.note(desk.space, REF, "For us alone.", by())
    desk.audience(more="approval = true\npublic = true\n")
    draft = desk.draft()
    assert not draft.notes_allowed
    assert "For us alone." not in _page(draft, "json")
    with pytest.raises(UsageError, match="public audience"):
        actions.note(desk.space, REF, "For us alone.", by())


def test_the_later_of_two_reviewers_is_told(desk: Desk) -> None:
    """The conflict says who did what; nothing of either is lost."""
    seen = desk.draft().revision
    name = item(desk.draft(), "key_point", "consulate")
    actions.drop(desk.space, REF, name, by("boris", seen))
    with pytest.raises(ConflictError, match=r"boris dropped .*consulate"):
        actions.note(desk.space, REF, "Late.", by("anna", seen))
    draft = desk.draft()
    assert [entry.who for entry in draft.trail] == ["briefer", "boris"]
    assert draft.notes == ()


def test_reviewers_at_the_same_moment_do_not_overwrite_each_other(desk: Desk) -> None:
    """Of eight acts on one revision one is done; without a revision all are."""
    seen = desk.draft().revision
    done: list[str] = []

    def act(who: str, revision: int | None) -> None:
        try:
            actions.note(desk.space, REF, f"By {who}.", by(who, revision))
        except ConflictError:
            return
        done.append(who)

    for revision, expected in ((seen, 1), (None, 8)):
        done.clear()
        threads = [threading.Thread(target=act, args=(f"r{n}", revision)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(done) == expected
    assert len(desk.draft().notes) == 9


def test_a_rebuild_keeps_what_was_decided(desk: Desk) -> None:
    """Decisions hold for what is still there; the others are set aside and named."""
    draft = desk.draft()
    drops, title = item(draft, "key_point", "consulate"), item(draft, "story", "Berger")
    actions.drop(desk.space, REF, drops, by())
    grain = item(draft, "story", "Grain")
    actions.note(desk.space, REF, "Ask the traders.", by(), grain)
    listed = [one.item.id for one in draft.items if one.item.kind == "story"]
    first, second = sorted((title, grain), key=listed.index)
    actions.move(desk.space, REF, second, Position(first), by())
    desk.article("late.txt", "date 2021-06-01 A ferry ran aground off Velm on Tuesday night.")
    desk.build()
    draft = desk.draft()
    assert draft.trail[-1].action == "rebuilt"
    assert len(draft.briefing.stories) == 4
    assert "consulate" not in _page(draft)
    assert "Ask the traders." in _page(draft)
    order = [one.item.id for one in draft.items if one.item.kind == "story"]
    assert order.index(second) < order.index(first)
    assert "DRAFT" in desk.file("txt").read_text(encoding="utf-8")


def test_a_decision_on_what_is_gone_is_set_aside(desk: Desk) -> None:
    """It is named, harms nothing, and holds again when the item is back."""
    draft = desk.draft()
    actions.note(desk.space, REF, "Ask the traders.", by(), item(draft, "story", "Grain"))
    with closing(sqlite3.connect(desk.space.state_file)) as db, db:
        body = json.loads(db.execute("SELECT body FROM briefings").fetchone()[0])
        body["notes"], body["approval"] = [], "none"
        whole = json.dumps(body)
        body["stories"] = [s for s in body["stories"] if "Grain" not in s["title"]]
        db.execute("UPDATE briefings SET body=?", (json.dumps(body),))
    draft = desk.draft()
    assert "Ask the traders." in draft.set_aside[0]
    assert draft.briefing.notes == ()
    assert "set aside" in draft.trail[-1].after
    with closing(sqlite3.connect(desk.space.state_file)) as db, db:
        db.execute("UPDATE briefings SET body=?", (whole,))
    assert [note.text for note in desk.draft().briefing.notes] == ["Ask the traders."]


def test_ids_last_over_a_rebuild(desk: Desk) -> None:
    """The same item has the same id, in another workspace too."""
    before = [one.item.id for one in desk.draft().items]
    desk.build()
    assert [one.item.id for one in desk.draft().items] == before
    assert len(before) == len(set(before))


def test_the_trail_can_only_grow(desk: Desk) -> None:
    """The database itself refuses to change or delete a line of it."""
    actions.note(desk.space, REF, "Kept.", by())
    with closing(sqlite3.connect(desk.space.state_file)) as db:
        for statement in ("DELETE FROM trail", "UPDATE trail SET who='nobody'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(statement)
    assert [entry.action for entry in actions.trail(desk.space, REF)] == ["built", "noted"]


@pytest.mark.parametrize("text", ["", " \n\t", "x" * 2001, "\x00\x07"])
def test_a_sentence_has_text(desk: Desk, text: str) -> None:
    """Empty and endless ones are refused before anything is checked."""
    with pytest.raises(UsageError):
        actions.edit(desk.space, REF, item(desk.draft(), "key_point"), text, by())


def test_what_is_not_there_is_said(desk: Desk) -> None:
    """Unknown items, notes, editions, and audiences that want no approval."""
    for name in ("k00000000", "", "k"):
        with pytest.raises(UsageError, match="review show"):
            actions.drop(desk.space, REF, name, by())
    with pytest.raises(UsageError, match="no note"):
        actions.unnote(desk.space, REF, "n1", by())
    with pytest.raises(UsageError, match="no story"):
        actions.note(desk.space, REF, "x", by(), item(desk.draft(), "key_point"))
    with pytest.raises(NothingToBriefError, match="briefer build"):
        actions.open_draft(desk.space, Edition("default", DATE.replace(year=2020)))
    desk.audience(name="open", more="")
    desk.build("open")
    with pytest.raises(UsageError, match="approval = true"):
        actions.open_draft(desk.space, Edition("open", DATE))


def test_the_latest_draft_is_meant_where_nothing_is_said(desk: Desk) -> None:
    """Two of one day have to be told apart."""
    assert actions.find(desk.space, None, None) == REF
    desk.audience(name="press")
    desk.build("press")
    with pytest.raises(UsageError, match="default, press"):
        actions.find(desk.space, None, DATE)
    assert actions.find(desk.space, "press", None) == Edition("press", DATE)
