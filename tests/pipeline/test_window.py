"""Windows: no article is lost between two of them, and none is printed as new twice."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefer.editions.audiences import Audience
from briefer.errors import NothingToBriefError, UsageError
from briefer.pipeline.build.selection import Selection, date_of, select
from briefer.settings import Settings
from briefer.store import Store
from tests import make

NOW = dt.datetime(2021, 6, 10, 12, tzinfo=dt.UTC)
JUNE_1 = dt.date(2021, 6, 1)
AUDIENCE = Audience()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty store."""
    with Store(tmp_path / "state.db") as opened:
        yield opened


def add(store: Store, name: str, when: str) -> None:
    """Store an article published then: a date, or a moment with an offset."""
    at = dt.datetime.fromisoformat(when) if "T" in when else None
    day = at.date() if at else dt.date.fromisoformat(when)
    article = make.article(name, f"About {name}.", published=day, published_at=at)
    store.save_input(name, [article], (), lambda _, new: new, NOW)


def brief(
    store: Store, date: dt.date, settings: Settings | None = None, now: dt.datetime = NOW
) -> Selection:
    """Select, and store a briefing as a build would."""
    selection = select(store, AUDIENCE, settings or Settings(), date, now)
    briefing = make.briefing(date=date, window=selection.window)
    store.save_briefing(briefing, briefing, selection.last_seq, selection.articles)
    return selection


def test_a_day_is_half_open(store: Store) -> None:
    """Midnight belongs to the day that begins."""
    for name, when in (
        ("before", "2021-05-31T23:59:59+00:00"),
        ("first", "2021-06-01T00:00:00+00:00"),
        ("day", "2021-06-01"),
        ("last", "2021-06-01T23:59:59+00:00"),
        ("after", "2021-06-02T00:00:00+00:00"),
    ):
        add(store, name, when)
    assert set(brief(store, JUNE_1).articles) == {"first", "day", "last"}


def test_a_day_is_a_day_in_the_audiences_time_zone(store: Store) -> None:
    """23:30 in London is the next day in Vienna."""
    add(store, "late-evening", "2021-05-31T22:30:00+00:00")
    assert brief(store, JUNE_1, Settings(timezone="Europe/Vienna")).articles == ("late-evening",)


def test_a_window_begins_where_the_last_briefing_ended(store: Store) -> None:
    """A day that was skipped is covered by the next briefing."""
    add(store, "one", "2021-06-01")
    add(store, "two", "2021-06-02")
    add(store, "three", "2021-06-03")
    brief(store, JUNE_1)
    assert brief(store, dt.date(2021, 6, 3)).articles == ("two", "three")


def test_today_ends_now(store: Store) -> None:
    """A briefing built in the morning ends then, and tomorrow's begins there."""
    add(store, "early", "2021-06-01T05:00:00+00:00")
    add(store, "noon", "2021-06-01T12:00:00+00:00")
    add(store, "next", "2021-06-02T05:00:00+00:00")
    seven = dt.datetime(2021, 6, 1, 7, tzinfo=dt.UTC)
    assert brief(store, JUNE_1, now=seven).articles == ("early",)
    assert brief(store, dt.date(2021, 6, 2)).articles == ("noon", "next")


def test_an_article_that_came_in_late_enters_the_next_briefing_once(store: Store) -> None:
    """Published in a window that is closed, read after it: told next, and only then."""
    add(store, "one", "2021-06-01")
    brief(store, JUNE_1)
    add(store, "late", "2021-06-01T09:00:00+00:00")
    add(store, "two", "2021-06-02")
    add(store, "three", "2021-06-03")
    second = brief(store, dt.date(2021, 6, 2))
    assert set(second.articles) == {"late", "two"}
    assert second.late == {"late"}
    assert brief(store, dt.date(2021, 6, 3)).articles == ("three",)


def test_an_article_that_was_there_before_the_first_briefing_is_not_late(store: Store) -> None:
    """The first briefing covers its window; what is older was not missed by anyone."""
    add(store, "old", "2021-05-31")
    add(store, "one", "2021-06-01")
    assert brief(store, JUNE_1).articles == ("one",)
    add(store, "two", "2021-06-02")
    assert brief(store, dt.date(2021, 6, 2)).articles == ("two",)


def test_an_article_older_than_48_hours_before_the_window_stays_out(store: Store) -> None:
    """What came in days late is in the archive, and is no news."""
    add(store, "one", "2021-06-03")
    brief(store, dt.date(2021, 6, 3))
    add(store, "too-late", "2021-06-01T23:59:00+00:00")
    add(store, "just-late", "2021-06-02T00:00:00+00:00")
    add(store, "four", "2021-06-04")
    assert set(brief(store, dt.date(2021, 6, 4)).articles) == {"just-late", "four"}


def test_building_a_day_again_selects_the_same(store: Store) -> None:
    """A briefing does not count as its own predecessor."""
    add(store, "one", "2021-06-01")
    assert brief(store, JUNE_1) == brief(store, JUNE_1)


def test_an_empty_window_says_which_days_have_articles(store: Store) -> None:
    """The user learns what could be built instead."""
    add(store, "one", "2021-06-01")
    add(store, "two", "2021-06-01")
    with pytest.raises(NothingToBriefError, match=r"2021-06-01 \(2\)"):
        select(store, AUDIENCE, Settings(), dt.date(2021, 6, 5), NOW)


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    """Nothing has been read yet: the message says how to."""
    with (
        Store(tmp_path / "s.db") as empty,
        pytest.raises(NothingToBriefError, match="briefer ingest"),
    ):
        select(empty, AUDIENCE, Settings(), JUNE_1, NOW)


def test_words_for_dates() -> None:
    """Today and yesterday are the audience's."""
    vienna = ZoneInfo("Europe/Vienna")
    night = dt.datetime(2021, 6, 1, 22, 30, tzinfo=dt.UTC)
    assert date_of("today", vienna, night) == dt.date(2021, 6, 2)
    assert date_of("yesterday", vienna, night) == JUNE_1
    assert date_of("2021-06-01", vienna, night) == JUNE_1
    with pytest.raises(UsageError, match="soon"):
        date_of("soon", vienna, night)
