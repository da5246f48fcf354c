"""The three-day sample wire, told sentence by sentence: what its truth tables say comes out.

Every sentence of every article is made a key point, so that whatever could be merged, contradict
or change does so: harder than any edition, which prints a few points a story.
"""

import datetime as dt
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from briefer.ingest import read
from briefer.models import (
    Article,
    CalendarItem,
    Change,
    Document,
    KeyPoint,
    Story,
)
from briefer.stories import (
    MergeOptions,
    Placement,
    StoryIndex,
    compare,
    merge_story,
    reprint_groups,
    signature,
    upcoming,
)
from briefer.stories.continuity import PastContext
from briefer.text import analyse
from tests import make

SAMPLES = Path(__file__).parents[2] / "samples" / "articles"
DAYS = [dt.date(2021, 5, 31), dt.date(2021, 6, 1), dt.date(2021, 6, 2)]


class Day(NamedTuple):
    """A day of the wire as its edition would see it."""

    stories: tuple[Story, ...]
    changes: tuple[Change, ...]
    calendar: tuple[CalendarItem, ...]


class Wire(NamedTuple):
    """The sample articles, placed and told."""

    files: dict[str, str]  # file name (with #item) by article id
    placements: dict[str, Placement]
    days: list[Day]

    def story(self, name: str) -> str:
        """Return the story of the article in the file called `name`."""
        return next(self.placements[i].story for i, file in self.files.items() if file == name)

    def original(self, name: str) -> str | None:
        """Return the file that the one called `name` reprints."""
        found = next(self.placements[i] for i, file in self.files.items() if file == name)
        return self.files.get(found.reprint_of or "")


def _articles() -> dict[str, Article]:
    now = dt.datetime(2021, 6, 3, tzinfo=dt.UTC)
    found = read([str(SAMPLES)], now)
    return {item.id: item for item in found if isinstance(item, Article)}


def _points(document: Document) -> list[KeyPoint]:
    speakers = {a.sentence: a.speaker for a in document.attributions}
    points = []
    for sentence in document.sentences:
        text = document.sentence_text(sentence.number)
        lead = sentence.start + (text.find(" - ", 0, 60) if sentence.number == 1 else 0)
        dates = [d.when for d in document.dates if lead <= d.start < sentence.end and d.when]
        points.append(
            make.drafted(
                document,
                sentence.number,
                id=f"k{document.article.id}.{sentence.number}",
                speaker=speakers.get(sentence.number),
                when=dates[0] if dates else None,
            )
        )
    return points


@cache
def _wire() -> Wire:
    articles = _articles()
    documents = {i: analyse(article) for i, article in articles.items()}
    index = StoryIndex()
    placements: dict[str, Placement] = {}
    for day in DAYS:
        batch = [signature(d) for d in documents.values() if d.article.published == day]
        placed = index.add_all(batch, lambda i: articles[i].text)
        placements |= {made.article_id: p for made, p in zip(batch, placed, strict=True)}
    files = {i: a.origins[0].location.rpartition("/")[2] for i, a in articles.items()}
    return Wire(files, placements, _days(documents, placements))


def _days(documents: dict[str, Document], placements: dict[str, Placement]) -> list[Day]:
    days: list[Day] = []
    previous, background = None, defaultdict[str, list[Document]](list)
    points = {i: _points(document) for i, document in documents.items()}
    for day in DAYS:
        groups: dict[str, list[Document]] = defaultdict(list)
        for i, document in documents.items():
            if document.article.published == day:
                groups[placements[i].story].append(document)
        merged = [
            merge_story(
                story,
                [d.article for d in group],
                {d.article.id: points[d.article.id] for d in group},
                reprint_groups((d.article.id, placements[d.article.id]) for d in group),
                MergeOptions(
                    earlier=[
                        (d.article, p) for d in background[story] for p in points[d.article.id]
                    ]
                ),
            )
            for story, group in groups.items()
        ]
        told = PastContext(
            background=dict(background),
            articles={d.article.id: d.article for group in groups.values() for d in group},
        )
        stories, changes = compare(previous, merged, told)
        calendar = upcoming(stories, [d for group in groups.values() for d in group], day)
        days.append(Day(stories, changes, calendar))
        end = dt.datetime.combine(day, dt.time(23, 59), dt.UTC)
        previous = make.briefing(*stories, date=day, audience="desk", window=make.window(end))
        for story, group in groups.items():
            background[story] += group
    return days


@pytest.mark.parametrize(
    "files",
    [
        ("meridian-minsk-airspace.txt", "morning-wire.jsonl#3", "oresund-easa.json"),
        (
            "straits-three-child.md",
            "straits-three-child-doubts.txt",
            "straits-three-child-again.txt",
        ),
        ("jaffa-coalition.txt", "jaffa-talks-stall.txt", "meridian-lapid-government.txt"),
        ("meridian-feed.xml#1", "jaffa-herzog-president.txt"),
        ("niger-bend-mali-ecowas.txt", "potomac-mali.json"),
        ("morning-wire.jsonl#1", "meridian-nato.txt"),
        ("cordillera-toll-before.txt", "cordillera-toll-after.txt"),
        # Arabic beside English
        ("morning-wire.jsonl#2", "straits-opec.txt", "marfa-opec.txt", "meridian-feed.xml#2"),
        (
            "lindenplatz-iran-stockpile.txt",
            "meridian-vienna-round-ends.txt",
            "harbour-vienna-brief.txt",
            "lindenplatz-vienna-pause.txt",
        ),
        (
            "palmyra-ship-fire.txt",
            "harbour-ship-fire.txt",
            "palmyra-fire-out.txt",
            "palmyra-ship-sinks.txt",
            "harbour-ship-sinks.txt",
        ),
        # French beside English
        ("courrier-ecoutes.txt", "oresund-cables.html", "harbour-cables-post.txt"),
        # Russian, English and French
        (
            "nevsky-zheneva.txt",
            "meridian-geneva-signals.txt",
            "meridian-lavrov.txt",
            "lindenplatz-summits-long-read.md",
            "courrier-geneve-prepare.txt",
        ),
    ],
)
def test_an_event_is_one_story_over_days_and_languages(files: tuple[str, ...]) -> None:
    """What the truth table gives as one story is one, from day to day."""
    wire = _wire()
    assert {wire.story(name) for name in files} == {wire.story(files[0])}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("meridian-nato.txt", "meridian-lavrov.txt"),  # two summits of one week
        ("meridian-nato.txt", "meridian-minsk-airspace.txt"),
        ("potomac-meat-hack.txt", "morning-wire.jsonl#3"),
        ("straits-opec.txt", "lindenplatz-iran-stockpile.txt"),
        ("niger-bend-mali-ecowas.txt", "cordillera-toll-before.txt"),
    ],
)
def test_two_events_are_two_stories(left: str, right: str) -> None:
    """Shared countries, people and days don't join two events."""
    wire = _wire()
    assert wire.story(left) != wire.story(right)


def test_the_reprints_are_exactly_those_listed() -> None:
    """Four lightly edited copies and one cut are found, and nothing else."""
    wire = _wire()
    found = {(wire.original(file), file) for file in wire.files.values() if wire.original(file)}
    lavrov = wire.original("harbour-lavrov.txt") or ""
    copies = {"meridian-lavrov.txt", "harbour-lavrov.txt", "niger-bend-lavrov.txt"} | {
        "potomac-lavrov.txt",
        "straits-lavrov.txt",
    }
    vienna = {"meridian-vienna-round-ends.txt", "harbour-vienna-brief.txt"}
    cut = next(pair for pair in found if set(pair) <= vienna)
    assert found == {(lavrov, copy) for copy in copies - {lavrov}} | {cut}


def test_the_conflicts_are_exactly_those_listed() -> None:
    """Passengers, crew, and the day of the suspension; nothing that only looks like one.

    278 tonnes of bunker oil are a part of 350 tonnes of oil.
    """
    found = [
        (number, conflict.kind, {side.value for side in conflict.sides})
        for number, day in enumerate(_wire().days)
        for story in day.stories
        for conflict in story.conflicts
    ]
    expected = [
        (0, "number", {"123 passengers", "126 passengers"}),
        (0, "number", {"25 members", "35"}),
        (2, "date", {"2021-06-01", "2021-06-02"}),
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def _moves(day: int, kind: str) -> dict[str, str]:
    return {c.text: c.before or "" for c in _wire().days[day].changes if c.kind == kind}


def test_figures_that_moved_stand_beside_the_old_ones() -> None:
    """The withdrawal of 1 June and the oil price of 2 June name both figures."""
    (withdrawal,) = [
        (text, before) for text, before in _moves(1, "moved").items() if "44 percent" in text
    ]
    assert "25 percent" in withdrawal[1]
    (price,) = [(text, before) for text, before in _moves(2, "moved").items() if "70.42" in text]
    assert "$" in price[1]


def test_the_correction_names_what_it_corrects() -> None:
    """The crew of 35 is taken back on 2 June."""
    ((text, before),) = _moves(2, "corrected").items()
    assert "35" in text
    assert before == "Its crew of 35 was taken off last Tuesday after an explosion."


def test_little_is_said_to_have_moved() -> None:
    """Among some 700 sentences hardly one is taken for the change of another."""
    assert sum(len(_moves(day, "moved")) for day in (1, 2)) <= 4


def test_the_calendar_has_what_the_table_lists() -> None:
    """Dates of the table are there on the day they are read, and none is over."""
    days = _wire().days
    listed = [
        {"06-02", "06-03", "06-06", "06-11", "06-14", "06-16", "06-18", "06-24"},
        # Not 07-01: "They will meet again on July 1" leans on the sentence before it.
        {"06-02", "06-06", "06-14", "06-16", "06-18", "06-21", "06-24", "07-28"},
        {"06-04", "06-07", "06-10", "06-14", "06-16", "06-18", "06-21", "06-24", "07-01", "07-09"},
    ]
    for day, dates, date in zip(days, listed, DAYS, strict=True):
        assert dates <= {item.date.strftime("%m-%d") for item in day.calendar}
        assert all(item.date >= date for item in day.calendar)
        assert len(day.calendar) <= 30
