"""The state: units of work are in it whole, or not at all."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from briefer.errors import StoreError
from briefer.models import Article, Briefing, Extraction, Failure, Origin, Usage, Window
from briefer.state import StateAt
from briefer.store import Store
from briefer.store.archive import Archive
from briefer.store.database import Placed
from briefer.store.editions import Editions
from briefer.store.migrations import MIGRATIONS
from briefer.store.search import Indexer
from tests import make

NOW = dt.datetime(2021, 6, 1, 7, tzinfo=dt.UTC)


@pytest.fixture
def store(state: StateAt) -> Iterator[Store]:
    """Return an empty store, of each kind."""
    with Store(state) as opened:
        yield opened


def article(name: str, day: int = 1, **fields: object) -> Article:
    """Return an article published on that day of June."""
    published = dt.date(2021, 6, day)
    return make.article(name, f"Text of {name}.", **{"published": published, **fields})


def newest(_: Article, new: Article) -> Article:
    """Merge by taking the newer."""
    return new


def save(store: Store, *articles: Article, location: str = "a.txt") -> int:
    """Store articles of one location."""
    return store.save_input(location, articles, (), newest, NOW)


def test_a_second_article_of_the_same_id_is_merged(store: Store) -> None:
    """The same text from two places is one article that knows both."""

    def both(old: Article, new: Article) -> Article:
        return old.model_copy(update={"origins": old.origins + new.origins})

    first = article("x", origins=(Origin(location="a.txt"),))
    second = article("x", origins=(Origin(location="b.txt"),))
    assert store.save_input("a.txt", [first], (), both, NOW) == 1
    assert store.save_input("b.txt", [second], (), both, NOW) == 0
    stored = store.article("x")
    assert stored is not None
    assert [origin.location for origin in stored.origins] == ["a.txt", "b.txt"]
    assert store.article_count() == 1


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    """An error in the middle of a unit of work undoes the whole unit."""

    def save_two_and_fail() -> None:
        with store.transaction():
            save(store, article("x"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save_two_and_fail()
    assert store.article_count() == 0


def test_the_timeline_is_ordered_and_undated_articles_count_when_they_were_read(
    store: Store,
) -> None:
    """A day without a time is its start; an undated article stands where it was read."""
    at = dt.datetime(2021, 6, 1, 3, tzinfo=dt.UTC)
    save(
        store,
        article("undated", published=None),
        article("timed", published_at=at),
        article("day"),
    )
    assert [(moment, i) for moment, i, _ in store.timeline(dt.UTC)] == [
        (dt.datetime(2021, 6, 1, tzinfo=dt.UTC), "day"),
        (at, "timed"),
        (NOW, "undated"),
    ]


def test_failures_are_those_of_the_last_look(store: Store) -> None:
    """A file that was mended is no longer among the failures."""
    failure = Failure(location="a.txt", reason="broken")
    store.save_input("a.txt", (), [failure], newest, NOW)
    assert store.failures() == (failure,)
    save(store, article("x"), location="a.txt")
    assert store.failures() == ()


def test_extractions_are_kept_by_fingerprint(store: Store) -> None:
    """Another engine's or another version's extraction is another unit of work."""
    store.save_extraction("one", Extraction(article_id="x", engine="one"))
    assert store.extracted("one") == {"x"}
    assert store.extracted("two") == frozenset()
    assert store.extraction("two", "x") is None


def test_placements_come_back_in_their_order(store: Store) -> None:
    """The index is built again in the order in which it was built."""
    for name in ("b", "a", "c"):
        store.save_signature(name, "{}")
        store.save_placement(Placed(name, "s1", None, NOW))
    assert [placed.article for placed, _ in store.placements(NOW)] == ["b", "a", "c"]
    assert list(store.placements(NOW + dt.timedelta(days=1))) == []
    assert store.story_of(["a", "zzz"]) == {"a": ("s1", None)}


def test_the_earlier_briefing_is_the_last_one_before_that_date(store: Store) -> None:
    """A briefing knows what the audience has read, and not what comes later."""
    for day in (1, 2, 3):
        window = Window(start=NOW, end=NOW + dt.timedelta(days=day))
        briefing = Briefing(date=dt.date(2021, 6, day), audience="default", window=window)
        store.save_briefing(briefing, briefing, last_seq=day, articles=[f"a{day}"])
    earlier = Editions(store).earlier("default", dt.date(2021, 6, 3))
    assert earlier is not None
    assert earlier.last_seq == 2
    assert earlier.window_end == NOW + dt.timedelta(days=2)
    assert earlier.articles == {"a1", "a2"}
    assert Editions(store).earlier("default", dt.date(2021, 6, 1)) is None
    assert Editions(store).earlier("minister", dt.date(2021, 6, 3)) is None


def test_calls_are_cached(store: Store) -> None:
    """A reply that was paid for comes back."""
    assert store.get("k") is None
    store.put("k", "reply", Usage(calls=1))
    assert store.get("k") == "reply"


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    """A file from a later version is left alone, and the message says what to do."""
    path = tmp_path / "state.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    with pytest.raises(StoreError, match="newer briefer"):
        Store(path)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_opens_a_file_closes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """No connection stays open: neither after use, nor to a file that is refused."""
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(path: Path, **options: Any) -> sqlite3.Connection:
        opened.append(connect(path, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    path = tmp_path / "state.db"
    path.write_bytes(content)
    for kind in (Store, Indexer, Archive):
        with suppress(StoreError, sqlite3.Error), closing(kind(path)) as one:
            if isinstance(one, Archive):
                one.generation()
    assert opened
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A damaged state file is named, and not overwritten."""
    path = tmp_path / "state.db"
    path.write_text("no database at all, but long enough to be looked at" * 40)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"state\.db"):
        Store(path)
    assert path.read_bytes() == before
