"""The three sample days, built as a user builds them, against the truths stated by hand."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefer.cli import texts
from briefer.models import Failure
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.settings import Workspace, load

DAYS = ("2021-05-31", "2021-06-01", "2021-06-02")
NOW = dt.datetime(2021, 6, 3, 7, tzinfo=dt.UTC)


class Days:
    """The briefings of the three days, and the workspace they were built in."""

    def __init__(self, space: Workspace, samples: Path) -> None:
        self.space = space
        for day in DAYS:
            request = BuildRequest((str(samples),), day, ("default", "minister"), None)
            with Path("/dev/null").open("rb") as nothing:
                build_briefings(space, request, NOW, Silent(), nothing)

    def briefing(self, day: str, audience: str = "default") -> Any:
        """Return a briefing as other programs read it."""
        return json.loads(self.file(day, audience).read_text(encoding="utf-8"))

    def file(self, day: str, audience: str = "default", kind: str = "json") -> Path:
        """Return where a briefing was written."""
        return self.space.root / "briefings" / day / f"{audience}.{kind}"

    def claims(self, day: str) -> list[Any]:
        """Return every printed claim of a day."""
        found = self.briefing(day)
        points = [p for s in found["stories"] for p in (*s["key_points"], *s["summary"])]
        return [*points, *found["bottom_line"], *found["calendar"]]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    """Build the three days once."""
    root = tmp_path_factory.mktemp("desk")
    samples = Path(__file__).resolve().parents[2] / "samples" / "articles"
    return Days(load(root), samples)


@pytest.mark.parametrize("day", DAYS)
def test_every_printed_claim_is_proved_again(days: Days, day: str) -> None:
    """The certificate is good for every edition, and speaks of many claims."""
    for audience in ("default", "minister"):
        certificate = verify_briefing(days.space, days.file(day, audience))
        assert certificate.good, texts.certificate(certificate)
        assert len(certificate.results) >= 10
        printed = days.briefing(day, audience)["stats"]["claims_printed"]
        assert printed == len(certificate.results)


@pytest.mark.parametrize("day", DAYS)
def test_every_claim_has_evidence_that_is_the_source_text(days: Days, day: str) -> None:
    """No sentence stands alone."""
    assert len(days.claims(day)) >= 20
    for claim in days.claims(day):
        assert claim["evidence"], claim["text"]
        assert claim["check"]["status"] in {"supported", "repaired"}


def test_outlets_that_disagree_stand_side_by_side(days: Days) -> None:
    """126 passengers, says one; 123, says the other."""
    sides = [
        {side["value"].split()[0] for side in conflict["sides"]}
        for conflict in days.briefing("2021-05-31")["contested"]
    ]
    assert {"123", "126"} in sides


def test_a_wire_report_and_its_reprints_are_one_source(days: Days) -> None:
    """Five outlets carry the same copy: it counts once."""
    stories = days.briefing("2021-06-01")["stories"]
    (summit,) = [s for s in stories if any(len(group) >= 5 for group in s["reprints"])]
    assert len(summit["outlets"]) >= 5
    assert summit["independent_sources"] < len(summit["outlets"])


def test_stories_go_on_over_the_days(days: Days) -> None:
    """A story keeps its id, is new once and developed after."""
    first = {s["id"]: s["status"] for s in days.briefing("2021-05-31")["stories"]}
    second = {s["id"]: s["status"] for s in days.briefing("2021-06-01")["stories"]}
    assert set(first.values()) == {"new"}
    both = first.keys() & second.keys()
    assert len(both) >= 5
    assert {second[i] for i in both} <= {"developed", "unchanged"}


def test_the_summit_is_in_the_calendar(days: Days) -> None:
    """16 June 2021, Geneva, from the articles' "June 16"."""
    dated = {item["date"]: item["text"] for item in days.briefing("2021-06-01")["calendar"]}
    assert "2021-06-16" in dated
    assert all(date >= "2021-06-02" for date in dated)


def test_a_pasted_post_is_never_the_articles_own_words(days: Days) -> None:
    """What stood in an embedded post is in no claim."""
    told = " ".join(claim["text"] for claim in days.claims("2021-06-01"))
    for mark in ("pic.twitter.com", "#", "@"):
        assert mark not in told


def test_instructions_inside_an_article_are_not_followed(days: Days) -> None:
    """The pasted reader comment gives orders; nobody obeys, and nobody prints them."""
    told = " ".join(claim["text"] for claim in days.claims("2021-06-01")).casefold()
    assert "ignore" not in told
    assert "previous instructions" not in told


def test_the_broken_file_is_named_and_costs_nothing_else(days: Days) -> None:
    """One failure, with its reason, in every briefing."""
    for day in DAYS:
        (failed,) = days.briefing(day)["gaps"]["failed"]
        assert Path(failed["location"]).name.startswith("broken-cut-in-half.json")
        assert Failure(**failed).reason
    read = sum(days.briefing(day)["gaps"]["read"] for day in DAYS)
    assert read == 47


def test_languages_are_read_and_kept(days: Days) -> None:
    """French, Russian and Arabic sources are cited in their own words."""
    languages = {s["language"] for day in DAYS for s in days.briefing(day)["sources"]}
    assert {"en", "fr", "ru", "ar"} <= languages


def test_a_ministers_sources_are_the_desks(days: Days) -> None:
    """An edition holds no story that the desk's does not have."""
    for day in DAYS:
        desk = {s["id"] for s in days.briefing(day)["stories"]}
        assert {s["id"] for s in days.briefing(day, "minister")["stories"]} <= desk


def test_a_reader_of_english_meets_english_first(days: Days) -> None:
    """Where a story is told in the reader's language too, its title and bottom line are."""
    found = days.briefing("2021-06-01")
    latin = re.compile(r"[A-Za-z]")
    for line in (*found["bottom_line"], *found["stories"]):
        text = line.get("title") or line["text"]
        assert latin.match(text.lstrip('“"')), text
