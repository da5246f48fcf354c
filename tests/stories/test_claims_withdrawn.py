"""Whatever part of a briefing rests on a withdrawn article, its readers hear of it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.cli import texts
from briefer.models import (
    Briefing,
    Change,
    Check,
    Conflict,
    ConflictSide,
    Edition,
    Evidence,
    Quoted,
    Tone,
    ToneItem,
    rests_on,
)
from briefer.pipeline.workspace.withdrawals import Word, withdraw
from briefer.store.outbox import Outbox
from tests.stories.newsroom import NOW, Newsroom, changes
from tests.stories.test_stories_withdrawn import QUAKE, TALKS, VISIT

DATE = dt.date(2021, 6, 1)
PASSED = Check(status="supported", score=1)
SAID = "Quake levels 212 houses"  # what rests on the withdrawn article, however it is printed

Told = Callable[[Briefing, tuple[Evidence, ...]], Briefing]


def _first(briefing: Briefing, **fields: object) -> Briefing:
    """Return the briefing with fields of its first story changed."""
    story = briefing.stories[0].model_copy(update=fields)
    return briefing.model_copy(update={"stories": (story, *briefing.stories[1:])})


def _title(briefing: Briefing, proof: tuple[Evidence, ...]) -> Briefing:
    return _first(briefing, title=SAID, title_evidence=proof)


def _quotation(briefing: Briefing, proof: tuple[Evidence, ...]) -> Briefing:
    said = Quoted(text=SAID, speaker="Marek", quote=SAID, outlets=(), evidence=proof, check=PASSED)
    return briefing.model_copy(update={"quotations": (said,)})


def _tone(briefing: Briefing, proof: tuple[Evidence, ...]) -> Briefing:
    item = ToneItem(stance="critical", words=("levels",), text=SAID, evidence=proof, check=PASSED)
    return briefing.model_copy(update={"tone": Tone(country="BO", items=(item,))})


def _headline(briefing: Briefing, proof: tuple[Evidence, ...]) -> Briefing:
    story = briefing.stories[0].id
    change = Change(story=story, kind="new_story", text=SAID, evidence=proof)
    return briefing.model_copy(update={"changes": (change,)})


def _side(briefing: Briefing, proof: tuple[Evidence, ...]) -> Briefing:
    side = ConflictSide(value=SAID, outlets=(), key_point="k", evidence=proof)
    conflict = Conflict(kind="number", subject="houses", sides=(side,))
    return _first(briefing, conflicts=(conflict,))


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """Return a newsroom that has briefed the visit and the earthquake."""
    room = Newsroom(tmp_path)
    visit = {"title": "Minister in Borduria", "source": "Klow Courier"}
    room.takes("visit", VISIT, published="2021-06-01T09:00:00Z", **visit)
    quake = {"source": "Szohod Post", "url": "https://szohod.example/quake"}
    room.takes("quake", QUAKE, published="2021-06-01T10:00:00Z", **quake)
    for day in (2, 3):
        text = TALKS.replace("40", f"4{day}")
        room.takes(f"talks{day}", text, published=f"2021-06-0{day}T09:00:00Z")
    room.briefs("2021-06-01")
    return room


def _reprint(room: Newsroom, tell: Told) -> None:
    """Have nothing of the stored edition, and of one for the press, rest on the quake but one."""
    with room.store() as store:
        built = Outbox(store, NOW).briefing(Edition("default", DATE))
        assert built is not None
        points = [point for story in built.stories for point in story.key_points]
        proof = next(point.evidence for point in points if "212" in point.text)
        printed = tell(_without(built, rests_on(proof)), proof)
        articles = {article for story in built.stories for article in story.articles}
        for audience in ("default", "press"):
            edition = printed.model_copy(update={"audience": audience})
            store.save_briefing(edition, edition, 2, sorted(articles))


def _without(briefing: Briefing, articles: frozenset[str]) -> Briefing:
    """Return the briefing with nothing that rests on `articles`, and without changes."""
    stories = (
        story.model_copy(
            update={
                "title": "Minister in Borduria",
                "title_evidence": (),
                "summary": (),
                "key_points": tuple(
                    point for point in story.key_points if not rests_on(point.evidence) & articles
                ),
            }
        )
        for story in briefing.stories
    )
    lines = (line for line in briefing.bottom_line if not rests_on(line.evidence) & articles)
    left = {"stories": tuple(story for story in stories if story.key_points), "changes": ()}
    return briefing.model_copy(update={**left, "bottom_line": tuple(lines), "calendar": ()})


@pytest.mark.parametrize("tell", [_title, _quotation, _tone, _headline, _side])
def test_what_rests_on_it_in_one_place_is_listed_and_told(room: Newsroom, tell: Told) -> None:
    """`withdraw` names every edition, the next one says what it had printed, and takes it back."""
    _reprint(room, tell)
    word = Word(("https://szohod.example/quake",), "it was invented")
    printed = texts.withdrawn(withdraw(room.space, word, NOW))
    assert "2021-06-01  default: 1 claim, not mailed" in printed
    assert "2021-06-01  press: 1 claim, not mailed" in printed
    assert "The next briefing says so to: default, press" in printed
    ((_, before),) = changes(room.briefs("2021-06-02"), "withdrawn").items()
    assert before.startswith("2021-06-01: ")
    assert SAID in before


@pytest.mark.parametrize("tell", [_title, _quotation, _tone, _headline])
def test_undone_it_is_told_that_this_stands_again(room: Newsroom, tell: Told) -> None:
    """Whoever was told that a headline or a quotation is taken back hears that it is not."""
    _reprint(room, tell)
    withdraw(room.space, Word(("https://szohod.example/quake",), "it was invented"), NOW)
    room.briefs("2021-06-02")
    undo = Word(("https://szohod.example/quake",), "the outlet was right", undo=True)
    withdraw(room.space, undo, NOW)
    assert SAID in changes(room.briefs("2021-06-03"), "corrected")
