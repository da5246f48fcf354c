"""Which edition an article without an hour, or without a date, belongs to."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.editions.audiences import Audience
from briefer.errors import NothingToBriefError
from briefer.ingest import merge_origins
from briefer.models import Article, Briefing, DatedBy
from briefer.pipeline.build.selection import Selection, select
from briefer.settings import Settings
from briefer.store import Store
from briefer.store.arrivals import Arrivals

JUNE = [dt.date(2021, 6, day) for day in range(1, 8)]
SIX = Settings(cutoff="06:00")
LATER = dt.datetime(2021, 6, 30, 12, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty store."""
    with Store(tmp_path / "state.db") as opened:
        yield opened


def add(
    store: Store, name: str, day: dt.date, by: DatedBy = "text", edition: dt.date | None = None
) -> None:
    """Store an article of that day without an hour, read at noon of it."""
    at = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    article = Article(id=name, text=f"About {name}.", published=day, dated_by=by, fetched_at=at)
    Arrivals(store).note([article], edition)
    store.save_input(name, [article], (), merge_origins, at)


def build(store: Store, date: dt.date, settings: Settings = SIX) -> Selection:
    """Select, and store a briefing as a build would."""
    found = select(store, Audience(), settings, date, LATER)
    briefing = Briefing(date=date, audience="default", window=found.window)
    store.save_briefing(briefing, briefing, found.last_seq, found.articles)
    return found


def test_a_day_is_not_its_midnight(store: Store) -> None:
    """With a cut-off of 06:00 the day before is in the window too, and is not late."""
    add(store, "yesterday", JUNE[1])
    add(store, "today", JUNE[2])
    add(store, "older", JUNE[0])
    found = build(store, JUNE[2])
    assert set(found.articles) == {"yesterday", "today"}
    assert found.late == frozenset()


def test_a_day_belongs_to_the_first_edition_that_has_it(store: Store) -> None:
    """What came in after Tuesday's edition is in Wednesday's, once, and not late."""
    add(store, "early", JUNE[1])
    build(store, JUNE[1])
    add(store, "after", JUNE[1])
    found = build(store, JUNE[2])
    assert (found.articles, found.late) == (("after",), frozenset())
    add(store, "next", JUNE[3])
    assert build(store, JUNE[3]).articles == ("next",)


def test_an_undated_article_is_in_the_edition_it_was_read_for(store: Store) -> None:
    """Whatever day is assumed, today or long past, and again when the command is given again."""
    add(store, "file", JUNE[0], by="changed", edition=JUNE[4])
    add(store, "reading", JUNE[4], by="read", edition=JUNE[4])
    first = build(store, JUNE[4])
    assert set(first.articles) == {"file", "reading"}
    Arrivals(store).note([Article(id="file", text="About file.", dated_by="read")], JUNE[5])
    assert build(store, JUNE[4]).articles == first.articles
    with pytest.raises(NothingToBriefError):
        select(store, Audience(), SIX, JUNE[5], LATER)


def test_read_for_no_edition_it_counts_when_it_was_read(store: Store) -> None:
    """`ingest` alone: the window that the moment of reading falls into."""
    add(store, "ingested", JUNE[3], by="read")
    assert build(store, JUNE[4]).articles == ("ingested",)


def test_a_real_date_replaces_an_assumed_one() -> None:
    """And an assumed one never takes the place of a real one, however early it is."""
    assumed = Article(id="a", text="x", published=JUNE[0], dated_by="changed")
    real = Article(id="a", text="x", published=JUNE[3], dated_by="feed")
    for first, second in ((assumed, real), (real, assumed)):
        merged = merge_origins(first, second)
        assert (merged.published, merged.dated_by, merged.undated) == (JUNE[3], "feed", False)
