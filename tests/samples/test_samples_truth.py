"""The three days as they are briefed, against the truth tables written by hand in the README."""

import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.pipeline.progress import Silent
from briefer.settings import load
from briefer.store import Store

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
README = (SAMPLES / "README.md").read_text(encoding="utf-8")
DAYS = ("2021-05-31", "2021-06-01", "2021-06-02")
NOW = dt.datetime(2021, 6, 3, 7, tzinfo=dt.UTC)
MOVED = {
    "2021-05-31": [],
    "2021-06-01": [("$69", "$71"), ("25 percent", "44 percent"), ("69,342", "180,764")],
    "2021-06-02": [("$71", "$70.42")],
}
CONTESTED = {
    "2021-05-31": [{"123 passengers", "126 passengers"}],
    "2021-06-01": [],
    "2021-06-02": [{"2021-06-01", "2021-06-02"}],
}


def _table(heading: str) -> list[list[str]]:
    after = re.split(rf"^#+ {re.escape(heading)}$", README, flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", after, flags=re.MULTILINE)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def _names() -> dict[str, str]:
    """Return the story of each file, and of each item of a file ("morning-wire.jsonl#2")."""
    names = {}
    for path, _, stories, _ in _table("Files"):
        file = Path(path).name
        for number, story in enumerate(stories.split(", "), start=1):
            names[f"{file}#{number}"] = story
        names[file] = stories.split(", ")[0]
    return names


class Days:
    """The three briefings, and the story that the README gives each article."""

    def __init__(self, root: Path) -> None:
        space = load(root)
        self.briefings: dict[str, Any] = {}
        for day in DAYS:
            request = BuildRequest((str(SAMPLES / "articles"),), day, ("default",), ("json", "txt"))
            build_briefings(space, request, NOW, Silent(), io.BytesIO())
            self.texts = root / "briefings"
            found = self.texts / day / "default.json"
            self.briefings[day] = json.loads(found.read_text(encoding="utf-8"))
        names = _names()
        with Store(space.state) as store:
            self.names = {
                article.id: names[article.origins[0].location.rpartition("/")[2]]
                for article in store.articles(store.article_ids()).values()
            }

    def stories(self, day: str) -> list[tuple[set[str], str]]:
        """Return, of each printed story, the README's names of its articles, and the status."""
        return [
            ({self.names[i] for i in story["articles"]}, story["status"])
            for story in self.briefings[day]["stories"]
        ]

    def changes(self, day: str, kind: str) -> list[tuple[str, str]]:
        """Return (before, now) of the day's changes of a kind."""
        listed = self.briefings[day]["changes"]
        return [(c["before"] or "", c["text"]) for c in listed if c["kind"] == kind]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    """Brief the three days once."""
    return Days(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize("day", DAYS)
def test_each_story_is_one_and_has_its_status(days: Days, day: str) -> None:
    """New, developed and unchanged are exactly what the table says; no story is two or half."""
    expected = {story: states[DAYS.index(day)] for story, *states in _table("Status")}
    found: dict[str, str] = {}
    for names, status in days.stories(day):
        (name,) = names
        assert name not in found, f"{name} is told as two stories"
        found[name] = status
    assert found == {story: status for story, status in expected.items() if status != "-"}


@pytest.mark.parametrize("day", DAYS)
def test_what_moved_stands_beside_what_it_was(days: Days, day: str) -> None:
    """Exactly these figures, each against the latest that was told."""
    moved = sorted(days.changes(day, "moved"))
    assert len(moved) == len(MOVED[day])
    for old, new in MOVED[day]:
        assert any(old in before and new in now for before, now in moved), (old, new)


@pytest.mark.parametrize("day", DAYS)
def test_conflicts_are_those_of_the_table(days: Days, day: str) -> None:
    """Two outlets, two versions; one of them yesterday's where they are a day apart."""
    contested = [
        {side["value"] for side in conflict["sides"]}
        for conflict in days.briefings[day]["contested"]
    ]
    assert sorted(contested, key=str) == sorted(CONTESTED[day], key=str)


@pytest.mark.parametrize("day", DAYS)
def test_every_developed_story_says_what_is_new(days: Days, day: str) -> None:
    """A story that has developed, or is new, is among the changes; one that has not is not."""
    changed = {change["story"] for change in days.briefings[day]["changes"]}
    if day == DAYS[0]:
        assert not changed
        return
    told = {s["id"]: s["status"] for s in days.briefings[day]["stories"]}
    assert {i for i, status in told.items() if status == "unchanged"}.isdisjoint(changed)
    new = {i for i, status in told.items() if status == "new"}
    assert new <= changed


def test_wire_copy_is_one_source_and_the_page_says_who_carries_it(days: Days) -> None:
    """Five outlets print the agency's report; it counts once."""
    (summit,) = [
        story
        for story in days.briefings["2021-06-01"]["stories"]
        if any(len(group) == 5 for group in story["reprints"])
    ]
    assert summit["independent_sources"] == 2  # the wire, and the paper's own background piece
    page = (days.texts / "2021-06-01" / "default.txt").read_text(encoding="utf-8")
    assert "Meridian Wire (sample), carried by 4 outlets: " in " ".join(page.split())
