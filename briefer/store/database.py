"""Everything that is kept between runs: in one SQLite file, or in PostgreSQL.

Each method that writes commits before it returns: a unit of work is either kept or has not
happened. Times are stored as UTC text, so that they sort.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import NamedTuple, Self

from briefer.models import Article, Briefing, Extraction, Failure, Usage
from briefer.state import SharedState, StateAt
from briefer.store.connection import Database
from briefer.store.moments import utc
from briefer.store.postgres import PostgresDatabase
from briefer.store.sqlite import ReadOnlyFile, SqliteDatabase


class Placed(NamedTuple):
    """Where an article stands among the stories."""

    article: str
    story: str
    reprint_of: str | None
    at: dt.datetime


class Dated(NamedTuple):
    """An article on the store's timeline; `seq` counts in the order in which they came in."""

    at: dt.datetime
    article: str
    seq: int


class Earlier(NamedTuple):
    """Where an audience's earlier briefing ended, and how far it had read."""

    window_end: dt.datetime
    last_seq: int
    articles: frozenset[str]


class Store:
    """An open state: a file, or a desk's view of a database. A context manager, or call `close`."""

    def __init__(self, state: StateAt) -> None:
        self._db = opened(state)

    @property
    def state(self) -> StateAt:
        """Where it is."""
        return self._db.state

    @property
    def database(self) -> Database:
        """The open file, for the other books that are kept in it."""
        return self._db

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        self.close()
        said = self._db.failure(error) if error is not None else None
        if said is not None:
            raise said from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def damage(self) -> tuple[Failure, ...]:
        """What could not be read so far and was set aside."""
        name = self.state.name
        found = self._db.set_aside.items()
        return tuple(Failure(location=f"{name}: {what}", reason=why) for what, why in found)

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is committed together, or not at all."""
        return self._db.transaction()

    def pooled(self) -> AbstractContextManager[None]:
        """The same, for several rows of what desks share: nobody else writes such meanwhile."""
        return self._db.pooled()

    # --- inputs and articles ---

    def save_input(
        self,
        location: str,
        articles: Sequence[Article],
        failures: Sequence[Failure],
        merge: Callable[[Article, Article], Article],
        now: dt.datetime,
    ) -> int:
        """Store what one location held; return how many of its articles are new.

        `merge` joins an article with the one of the same id that is stored already.
        """
        with self._db.pooled():
            new = sum(self._save_article(article, merge, now) for article in articles)
            self.save_failures(location, failures)
        return new

    def save_failures(self, location: str, failures: Sequence[Failure]) -> None:
        """Replace what could not be read at a location."""
        dumped = json.dumps([failure.model_dump() for failure in failures], ensure_ascii=False)
        self._db.execute(
            "INSERT INTO inputs VALUES (?,?) "
            "ON CONFLICT (location) DO UPDATE SET failures=excluded.failures",
            (location, dumped),
        )

    def forget_failures(self, locations: Sequence[str]) -> None:
        """Forget what could not be read at some locations."""
        self._db.executemany("DELETE FROM inputs WHERE location=?", [(one,) for one in locations])

    def save_article(
        self, article: Article, merge: Callable[[Article, Article], Article], now: dt.datetime
    ) -> bool:
        """Store an article, merged with the one of the same id; return whether it is new."""
        with self._db.pooled():
            return self._save_article(article, merge, now)

    def _save_article(
        self, article: Article, merge: Callable[[Article, Article], Article], now: dt.datetime
    ) -> bool:
        stored = self.article(article.id)
        if stored is not None:
            article = merge(stored, article)
            if article == stored:
                return False
        moment = utc(article.published_at) if article.published_at else None
        day = article.published.isoformat() if article.published else None
        self._db.execute(
            "INSERT INTO articles (id, moment, day, fetched, body) VALUES (?,?,?,?,?) "
            "ON CONFLICT (id) DO UPDATE SET moment=excluded.moment, day=excluded.day, body=excluded.body",
            (
                article.id,
                moment,
                day,
                utc(article.fetched_at or now),
                article.model_dump_json(),
            ),
        )
        return stored is None

    def failures(self) -> tuple[Failure, ...]:
        """Return what could not be read, of the state each location was last seen in."""
        rows = self._db.execute(
            "SELECT location, failures FROM inputs WHERE failures<>'[]' ORDER BY location"
        )
        found = []
        for location, text in rows:
            try:
                found += [Failure.model_validate(item) for item in json.loads(text)]
            except (ValueError, TypeError) as error:
                self._db.note_damage(f"what was not read of {location}", error)
        return tuple(found)

    def article(self, article_id: str) -> Article | None:
        """Return the article of that id, if it is stored."""
        row = self._db.one("SELECT body FROM articles WHERE id=?", (article_id,))
        return self._db.parsed(Article, row[0], f"article {article_id}") if row else None

    @property
    def library(self) -> Mapping[str, Article]:
        """Every stored article by id, each read when it is asked for."""
        return _Library(self)

    def article_ids(self) -> Iterator[str]:
        """Yield every article's id, in the order in which they came in."""
        for (article,) in self._db.execute("SELECT id FROM articles ORDER BY seq"):
            yield article

    def article_count(self) -> int:
        """Return how many articles are stored."""
        (count,) = self._db.execute("SELECT count(*) FROM articles").fetchone()
        return int(count)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Return the stored articles among `ids`, in the order given."""
        found = ((article_id, self.article(article_id)) for article_id in ids)
        return {article_id: article for article_id, article in found if article is not None}

    def timeline(self, timezone: dt.tzinfo) -> list[Dated]:
        """Return every article's moment and id, by these.

        A day without a time counts as its start in `timezone`; an undated article as the
        moment it was read.
        """
        entries = []
        for seq, article, moment, day, fetched in self._db.execute(
            "SELECT seq, id, moment, day, fetched FROM articles"
        ):
            try:
                entries.append(Dated(_moment(moment, day, fetched, timezone), article, seq))
            except ValueError as error:
                self._db.note_damage(f"the date of article {article}", error)
        return sorted(entries)

    # --- extractions ---

    def extracted(self, fingerprint: str, among: Sequence[str] | None = None) -> frozenset[str]:
        """Return the ids of the articles (`among` some) with an extraction of that fingerprint."""
        return self._having("extractions WHERE fingerprint=?", (fingerprint,), among)

    def _having(
        self, where: str, values: tuple[str, ...], among: Sequence[str] | None
    ) -> frozenset[str]:
        """Return the articles that have a row; `among` a few of them."""
        few = "" if among is None else f" AND article IN ({','.join('?' * len(among)) or 'NULL'})"
        rows = self._db.execute(f"SELECT article FROM {where}{few}", (*values, *(among or ())))  # noqa: S608 - our own words
        return frozenset(article for (article,) in rows)

    def save_extraction(self, fingerprint: str, extraction: Extraction) -> None:
        """Store what an engine made of one article."""
        self._db.replace(
            "extractions", [(extraction.article_id, fingerprint, extraction.model_dump_json())]
        )

    def extraction(self, fingerprint: str, article_id: str) -> Extraction | None:
        """Return what an engine of that fingerprint made of one article."""
        what = f"key points of article {article_id}"
        row = self._db.one(
            "SELECT body FROM extractions WHERE article=? AND fingerprint=?",
            (article_id, fingerprint),
        )
        found = self._db.parsed(Extraction, row[0], what) if row else None
        if row and found is None:  # it is made anew by the next build
            self._db.execute(
                "DELETE FROM extractions WHERE article=? AND fingerprint=?",
                (article_id, fingerprint),
            )
        return found

    def analysed(self, version: str, among: Sequence[str] | None = None) -> frozenset[str]:
        """Return the ids of the articles (`among` some) whose analysis of that version is kept."""
        return self._having("analyses WHERE version=?", (version,), among)

    def save_analysis(self, article_id: str, version: str, body: bytes) -> None:
        """Keep what was found in an article's text, the text stage's own bytes."""
        self._db.replace("analyses", [(article_id, version, body)])

    def analysis(self, article_id: str, version: str) -> bytes | None:
        """Return what was found in an article's text, if it is kept."""
        row = self._db.one(
            "SELECT body FROM analyses WHERE article=? AND version=?", (article_id, version)
        )
        return row[0] if row else None

    # --- stories ---

    def signed(self, among: Sequence[str] | None = None) -> frozenset[str]:
        """Return the ids of the articles (`among` some) that have a signature."""
        return self._having("signatures WHERE body<>?", ("",), among)

    def save_signature(self, article_id: str, body: str) -> None:
        """Store an article's signature, the stage's own JSON."""
        self._db.replace("signatures", [(article_id, body)])

    def signature(self, article_id: str) -> str | None:
        """Return an article's signature, the stage's own JSON."""
        row = self._db.execute(
            "SELECT body FROM signatures WHERE article=?", (article_id,)
        ).fetchone()
        return row[0] if row else None

    def placements(self, since: dt.datetime) -> Iterator[tuple[Placed, str]]:
        """Yield the placements of articles published since then, in the order of placing.

        Beside each stands the article's signature, the stage's own JSON.
        """
        for article, story, reprint_of, at, signature in self._db.execute(
            "SELECT article, story, reprint_of, at, body FROM placements JOIN signatures "
            "USING (article) WHERE at>=? ORDER BY position",
            (utc(since),),
        ):
            made = self._db.sound([(article, story, reprint_of, at)], _placed, "a story's place")
            yield from ((place, signature) for place in made)

    def story_of(self, articles: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """Return (story, reprint of) by article id, for those that have a place."""
        found = {}
        for article in articles:
            row = self._db.execute(
                "SELECT story, reprint_of FROM placements WHERE article=?", (article,)
            ).fetchone()
            if row:
                found[article] = (row[0], row[1])
        return found

    def placed(self) -> frozenset[str]:
        """Return the ids of the articles that have a place among the stories."""
        return frozenset(a for (a,) in self._db.execute("SELECT article FROM placements"))

    def open_placements(self, since: dt.datetime, date: dt.date) -> dict[str, str]:
        """Return the story by article of placements that may still change.

        These are articles published since then that no edition of another date has read.
        """
        day = (since.date() - dt.timedelta(days=2)).isoformat()
        told: set[str] = set()
        for table in ("briefings", "editions"):
            rows = self._db.execute(
                f"SELECT articles FROM {table} WHERE date>=? AND date<>?",  # noqa: S608 - our own names
                (day, date.isoformat()),
            )
            told.update(a for (text,) in rows for a in self._db.ids(text, "what an edition read"))
        placed = self._db.execute(
            "SELECT article, story FROM placements WHERE at>=?", (utc(since),)
        )
        return {article: story for article, story in placed if article not in told}

    def forget_placements(self, articles: Iterable[str]) -> None:
        """Take articles out of their places."""
        self._db.executemany("DELETE FROM placements WHERE article=?", ((a,) for a in articles))

    def save_placement(self, placed: Placed) -> None:
        """Store an article's place, after all that were stored before."""
        self._db.execute(
            "INSERT INTO placements (article, story, reprint_of, at, position) "
            "VALUES (?,?,?,?,(SELECT coalesce(max(position), 0) + 1 FROM placements))",
            (placed.article, placed.story, placed.reprint_of, utc(placed.at)),
        )

    # --- compositions and briefings ---

    def composition(self, key: str) -> str | None:
        """Return the composition stored under `key`, as JSON."""
        row = self._db.execute("SELECT body FROM compositions WHERE key=?", (key,)).fetchone()
        return row[0] if row else None

    def save_composition(self, key: str, body: str) -> None:
        """Store a composition under `key`."""
        self._db.replace("compositions", [(key, body)])

    def earlier_bases(self, audience: str, date: dt.date, count: int) -> list[Briefing]:
        """Return the audience's last `count` briefings before `date`, the latest first.

        Each as it was before the audience's limits cut it.
        """
        rows = self._db.execute(
            "SELECT base, date FROM briefings WHERE audience=? AND date<? ORDER BY date DESC LIMIT ?",
            (audience, date.isoformat(), count),
        )
        found = (self._db.parsed(Briefing, base, f"{audience} of {day}") for base, day in rows)
        return [briefing for briefing in found if briefing is not None]

    def save_briefing(
        self, briefing: Briefing, base: Briefing, last_seq: int, articles: Sequence[str]
    ) -> None:
        """Store a finished briefing; one of the same audience and date is replaced."""
        row = (
            briefing.audience,
            briefing.date.isoformat(),
            utc(briefing.window.end),
            last_seq,
            json.dumps(list(articles)),
            briefing.model_dump_json(),
            base.model_dump_json(),
        )
        with self.transaction():
            self._db.replace("briefings", [row])
            self._db.note_resting(*row[-2:])

    # --- model calls (briefer.llm's CallCache) ---

    def get(self, key: str) -> str | None:
        """Return the model's stored reply to the call of that key."""
        row = self._db.execute("SELECT reply FROM calls WHERE key=?", (key,)).fetchone()
        return row[0] if row else None

    def put(self, key: str, reply: str, usage: Usage) -> None:
        """Store a model's reply: the same call is never paid for twice."""
        self._db.replace("calls", [(key, reply, usage.model_dump_json())])

    # --- batches of model calls ---

    def batches(self) -> dict[str, tuple[str, ...]]:
        """Return the keys of the calls of every batch under way, by the batch's id."""
        rows = self._db.execute("SELECT id, keys FROM batches ORDER BY id")
        return {batch: tuple(self._db.ids(keys, f"the batch {batch}")) for batch, keys in rows}

    def save_batch(self, batch: str, keys: Sequence[str]) -> None:
        """Remember a batch that was sent."""
        self._db.replace("batches", [(batch, json.dumps(list(keys)))])

    def close_batch(self, batch_id: str) -> None:
        """Forget a batch whose results are kept."""
        self._db.execute("DELETE FROM batches WHERE id=?", (batch_id,))


def opened(state: StateAt, *, reading: bool = False, shared: bool = False) -> Database:
    """Open a state. `reading`: as it is, to read only; `shared`: for threads, one at a time.

    Raises:
        StoreError: it can't be opened, or was written by a newer briefer.
        ConfigError: what a database needs is not installed.
    """
    if isinstance(state, SharedState):
        return PostgresDatabase(state, reading=reading)
    return ReadOnlyFile(state) if reading else SqliteDatabase(state, shared=shared)


def _placed(article: str, story: str, reprint_of: str | None, at: str) -> Placed:
    return Placed(article, story, reprint_of, dt.datetime.fromisoformat(at))


def _moment(moment: str | None, day: str | None, fetched: str, timezone: dt.tzinfo) -> dt.datetime:
    if moment:
        return dt.datetime.fromisoformat(moment)
    if day:
        return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), tzinfo=timezone)
    return dt.datetime.fromisoformat(fetched)


class _Library(Mapping[str, Article]):
    """The articles of an open store, by id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, article_id: str) -> Article:
        article = self._store.article(article_id)
        if article is None:
            raise KeyError(article_id)
        return article

    def __iter__(self) -> Iterator[str]:
        return self._store.article_ids()

    def __len__(self) -> int:
        return self._store.article_count()
