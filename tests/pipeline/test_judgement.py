"""News judgement through a whole build: opinion apart, what is not wanted, one's own country."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.editions.audiences import Audience
from briefer.models import Briefing
from briefer.pipeline.build.selection import at_home
from briefer.pipeline.output.letters import Collecting
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.settings import Settings, load

NOW = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)
ARTICLES: list[dict[str, object]] = [
    {
        "source": "Harbour Daily",
        "title": "Ministers sign fishing treaty",
        "text": "The foreign ministers of Peru and Chile signed a fishing treaty in Lima on Tuesday. "
        "The ambassadors had negotiated for two years.",
    },
    {
        "source": "Harbour Daily",
        "section": "Sport",
        "title": "Harbour City win the cup final",
        "text": "Harbour City won the cup final on Tuesday after extra time. The league will hold a "
        "parade on June 9.",
    },
    {
        "source": "Coast Gazette",
        "section": "Opinion",
        "author": "Rosa Vidal",
        "title": "Opinion: The treaty gives away too much",
        "text": "I have read the fishing treaty twice. It gives away 4,000 tonnes of anchovy.",
    },
    {
        "source": "Coast Gazette",
        "title": "Harbour live: ministers arrive in Lima",
        "tags": ["LiveBlogPosting"],
        "text": "08:10 The ministers arrive at the port of Lima, and the crowd waits.\n\n"
        "08:40 They have not spoken yet, and it is raining in Lima.",
    },
]

Build = Callable[[str], Briefing]


@pytest.fixture
def notes() -> list[str]:
    """Return what the builds say."""
    return []


@pytest.fixture
def build(tmp_path: Path, notes: list[str]) -> Build:
    """Return a builder of an edition from the lines of an audience file."""
    day: dict[str, object] = {"language": "en", "published": "2021-06-01"}
    lines = "\n".join(json.dumps({**day, **article}) for article in ARTICLES)
    (tmp_path / "day.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "audiences").mkdir()

    def edition(audience: str) -> Briefing:
        (tmp_path / "audiences" / "desk.toml").write_text(audience, encoding="utf-8")
        request = BuildRequest((str(tmp_path / "day.jsonl"),), "2021-06-01", ("desk",), ("txt",))
        with Path("/dev/null").open("rb") as nothing:
            made = build_briefings(load(tmp_path), request, NOW, Collecting(notes), nothing)
        return made.editions[0].briefing

    return edition


def test_opinion_is_told_of_and_nothing_rests_on_it(build: Build) -> None:
    """By author and outlet, without its label; no claim cites it, and no gap lists it again."""
    briefing = build("")
    (piece,) = briefing.opinions
    assert (piece.title, piece.author, piece.outlet) == (
        "The treaty gives away too much",
        "Rosa Vidal",
        "Coast Gazette",
    )
    assert piece.article_id not in {i for claim in briefing.claims() for i in claim.articles}
    assert piece.article_id in {source.article_id for source in briefing.sources}
    assert [stub.reason for stub in briefing.gaps.stubs] == ["live_blog"]


def test_without_the_section_opinion_is_among_the_gaps(build: Build) -> None:
    """Who does not want the section reads of the piece where other things are that were left out."""
    briefing = build('sections = ["bottom_line", "stories", "gaps"]')
    assert briefing.opinions == ()
    assert {stub.reason for stub in briefing.gaps.stubs} == {"live_blog", "opinion"}


def test_a_live_blog_is_never_the_bottom_line(build: Build) -> None:
    """Nothing that is printed rests on it."""
    briefing = build("")
    (live,) = (stub for stub in briefing.gaps.stubs if stub.reason == "live_blog")
    assert live.article_id not in {i for claim in briefing.claims() for i in claim.articles}


def test_sport_comes_last_and_keeps_no_date_where_it_is_cut(build: Build) -> None:
    """The treaty leads; a story left out for length has its dates in the calendar unless slight."""
    whole = build("")
    assert [story.subject for story in whole.stories] == ["diplomacy", "sport"]
    assert [item.date.day for item in whole.calendar] == [9]
    short = build("[limits]\nstories = 1")
    assert [story.subject for story in short.stories] == ["diplomacy"]
    assert short.calendar == ()
    assert [str(title) for title in short.gaps.not_shown] != []


def test_what_is_excluded_is_nowhere_and_the_build_says_so(build: Build, notes: list[str]) -> None:
    """Neither a story, nor a date, a gap or a source; the count is in the stats."""
    briefing = build('exclude = ["sport", "word:treaty gives"]')
    assert "Harbour City" not in briefing.model_dump_json()
    assert briefing.opinions == ()
    assert briefing.stats.excluded == {"sport": 1}
    assert any("not told, as its file asks: sport 1" in note for note in notes)


@pytest.mark.parametrize(
    ("fields", "home"),
    [
        ({}, "PE"),
        ({"timezone": "Europe/Vienna"}, "AT"),
        ({"timezone": "UTC"}, None),
        ({"home": "CL"}, "CL"),
        ({"countries": ("BO",)}, None),
    ],
)
def test_the_desk_s_clock_says_where_it_is(fields: dict[str, object], home: str | None) -> None:
    """One's own country is that of the time zone, unless the audience names countries itself."""
    audience = Audience.model_validate(fields)
    assert at_home(audience, Settings(timezone="America/Lima")).home == home
