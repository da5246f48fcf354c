"""A stored briefing put together again, and how many articles told a story each day."""

import datetime as dt

import pytest

from briefer.editions.audiences import Audience, Limits
from briefer.editions.composing import Parts, assemble, cited
from briefer.editions.history import with_days
from briefer.editions.ranking import rank
from briefer.editions.reassembling import StoredEdition, needs_build, reassembled
from briefer.models import Briefing, Note, Story
from tests import make
from tests.make import article

DAY = dt.date(2021, 6, 2)
WINDOW = make.window(dt.datetime(2021, 6, 2, tzinfo=dt.UTC))
ARTICLES = {f"a{n}": article(f"a{n}", source=f"Outlet {n}") for n in range(4)}
AUDIENCE = Audience(limits=Limits(stories=2))


def story(number: int, *countries: str) -> Story:
    """Return a story of one article."""
    fields = {"title": f"Story {number}", "articles": (f"a{number}",), "countries": countries}
    return make.story(f"s{number}", **fields)


@pytest.fixture
def editions() -> StoredEdition:
    """Return a briefing of two stories, and its base of four."""
    stories = rank([story(0, "PE"), story(1, "CL"), story(2, "EC"), story(3, "FR")], AUDIENCE)
    parts = Parts(window=WINDOW, stories=stories)
    base = assemble(DAY, AUDIENCE, parts, ARTICLES)
    shown = parts.model_copy(update={"stories": stories[:2]})
    stored = assemble(DAY, AUDIENCE, shown, ARTICLES)
    gaps = stored.gaps.model_copy(update={"not_shown": tuple(s.title for s in stories[2:])})
    assert list(cited(shown)) == ["a0", "a1"]
    return StoredEdition(stored.model_copy(update={"gaps": gaps}), base, AUDIENCE)


def changed(**values: object) -> Audience:
    """Return the audience with other settings."""
    return Audience.model_validate(AUDIENCE.model_dump() | values)


def test_an_unchanged_audience_changes_nothing(editions: StoredEdition) -> None:
    """The very same briefing."""
    assert reassembled(editions, AUDIENCE, ARTICLES) == editions.stored


def test_limits_and_title_show_at_once(editions: StoredEdition) -> None:
    """More stories come from the base, their sources are numbered; fewer go among the gaps."""
    more = reassembled(editions, changed(limits=Limits(stories=4), title="Other"), ARTICLES)
    assert [s.id for s in more.stories] == ["s0", "s1", "s2", "s3"]
    assert [s.number for s in more.sources] == [1, 2, 3, 4]
    assert more.title == "Other"
    assert more.gaps.not_shown == ()
    less = reassembled(editions, changed(limits=Limits(stories=1)), ARTICLES)
    assert less.gaps.not_shown == ("Story 1", "Story 2", "Story 3")


def test_what_matters_more_comes_first(editions: StoredEdition) -> None:
    """Other countries, another order, and a scope that leaves stories out."""
    first = reassembled(editions, changed(countries=("FR",)), ARTICLES)
    assert first.stories[0].id == "s3"
    only = reassembled(editions, changed(countries=("FR",), scope="only"), ARTICLES)
    assert [s.id for s in only.stories] == ["s3"]


@pytest.mark.parametrize(
    "update", [{"approval": "draft"}, {"notes": (Note(id="n1", text="Mind this."),)}]
)
def test_what_a_person_has_touched_is_left_alone(
    editions: StoredEdition, update: dict[str, object]
) -> None:
    """Their word counts, and the page says so."""
    touched = editions.stored.model_copy(update=update)
    other = changed(limits=Limits(stories=1))
    given = editions._replace(stored=touched)
    assert reassembled(given, other, ARTICLES) == touched
    assert "edited by hand" in needs_build(AUDIENCE, other, touched)[0]


def test_what_needs_a_build_is_named(editions: StoredEdition) -> None:
    """By its name in the file; what is lower, or shows at once, is not."""
    stored = editions.stored
    assert needs_build(AUDIENCE, changed(title="x", limits=Limits(stories=9)), stored) == ()
    assert needs_build(AUDIENCE, changed(language="fr", cutoff="06:00"), stored) == (
        "language",
        "cutoff",
    )
    grown = changed(limits=Limits(stories=2, key_points=99, tone=1))
    assert needs_build(AUDIENCE, grown, stored) == ("limits.key_points",)
    quoting = changed(sections=("quotations", "stories"))
    assert needs_build(AUDIENCE, quoting, stored) == ("sections: quotations",)


def on(day: int, *stories: Story) -> Briefing:
    """Return a briefing of a day in May or June."""
    date = dt.date(2021, 5, 31) + dt.timedelta(days=day)
    return make.briefing(*stories, date=date)


def test_days_begin_with_the_first_that_told_the_story() -> None:
    """A briefing in between without it counts 0; a day without a briefing is no day."""
    earlier = [on(2), on(1, story(1), story(0)), on(-1)]
    (first, other) = with_days([story(0), story(3)], dt.date(2021, 6, 4), earlier)
    assert [(day.date.isoformat(), day.articles) for day in first.days] == [
        ("2021-06-01", 1),
        ("2021-06-02", 0),
        ("2021-06-04", 1),
    ]
    assert [day.articles for day in other.days] == [1]
