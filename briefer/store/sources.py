"""What is known of each source: how to ask it politely, what it brought, and how it went."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from briefer.models import Article, Failure
from briefer.store.database import Store
from briefer.store.moments import day_of, moment_or_none, utc_or_none

Outcome = Literal["new", "unchanged", "failed", "waiting"]
State = Literal["waiting", "done", "failed"]
Merge = Callable[[Article, Article], Article]

_ROBOTS_AGE = dt.timedelta(hours=24)  # RFC 9309, 2.4


class KnownAddress(NamedTuple):
    """What is known of an address that was asked before."""

    etag: str | None = None
    modified: str | None = None
    validated: str | None = None  # the address that gave these two
    digest: str | None = None
    not_before: dt.datetime | None = None
    failures: int = 0
    moved: str | None = None
    at: dt.datetime | None = None  # of the last request


class Look(NamedTuple):
    """One look at a source, as the log keeps it."""

    source: str
    at: dt.datetime
    outcome: Outcome
    status: int = 0
    seconds: float = 0.0
    bytes: int = 0
    listed: int = 0
    articles: int = 0
    new: int = 0
    stubs: int = 0
    failures: int = 0
    reason: str = ""


class SourceItem(NamedTuple):
    """One page or message that a source listed."""

    key: str
    source: str
    state: State
    mark: str = ""
    link: str = ""
    attempts: int = 0
    not_before: dt.datetime | None = None
    reason: str = ""
    article: str | None = None


class Arrival(NamedTuple):
    """An article of a source: when it was first seen there, its day, why it is a stub if it is."""

    at: dt.datetime
    day: dt.date | None
    stub: str | None


class KnownSource(NamedTuple):
    """A source that was read at least once."""

    key: str
    name: str | None
    kind: str | None
    state: str | None
    first: dt.datetime


class Sources:
    """The part of the store that is about sources. Each method that writes commits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.database

    # --- sources ---

    def meet(self, key: str, name: str | None, kind: str | None, now: dt.datetime) -> None:
        """Remember that a source exists; a name or kind that is given replaces the older."""
        self._db.execute(
            "INSERT INTO source_known (key, name, kind, first) VALUES (?,?,?,?) "
            "ON CONFLICT (key) DO UPDATE SET name=coalesce(excluded.name, source_known.name), "
            "kind=coalesce(excluded.kind, source_known.kind)",
            (key, name, kind, utc_or_none(now)),
        )

    def all(self) -> list[KnownSource]:
        """Return every source that was ever read, by key."""
        rows = self._db.execute(f"{_ROWS} ORDER BY key")
        return list(self._db.sound(rows, _row, "a source"))

    def source(self, key: str) -> KnownSource | None:
        """Return what is known of one source."""
        row = self._db.execute(f"{_ROWS} WHERE key=?", (key,)).fetchone()
        return next(self._db.sound([row] if row else [], _row, "a source"), None)

    def forget(self, key: str) -> None:
        """Forget a source's failures and waiting pages: it is read no more."""
        with self._store.transaction():
            self._db.execute("DELETE FROM inputs WHERE location=?", (key,))
            self._db.execute("DELETE FROM source_items WHERE source=? AND state='waiting'", (key,))
            self._db.execute("DELETE FROM source_fetches WHERE url=?", (key,))

    def state(self, key: str) -> str | None:
        """Return the text that a scheme's last batch left."""
        row = self._db.execute("SELECT state FROM source_known WHERE key=?", (key,)).fetchone()
        return row[0] if row else None

    def save_state(self, key: str, state: str) -> None:
        """Keep a scheme's text for its next look."""
        self._db.execute("UPDATE source_known SET state=? WHERE key=?", (state, key))

    # --- looks ---

    def log(self, look: Look) -> int:
        """Add a look to the log; return its number."""
        (number,) = self._db.execute(
            "INSERT INTO source_looks (source, at, outcome, status, seconds, bytes, listed, articles, "
            "new, stubs, failures, reason) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) RETURNING id",
            (look.source, utc_or_none(look.at), *look[2:]),
        ).fetchone()
        return int(number)

    def add_to_look(
        self, number: int, *, articles: int, new: int, stubs: int, failures: int
    ) -> None:
        """Count what a look's pages brought, as they come in."""
        self._db.execute(
            "UPDATE source_looks SET articles=articles+?, new=new+?, stubs=stubs+?, "
            "failures=failures+?, outcome=CASE WHEN ?>0 AND outcome='unchanged' THEN 'new' "
            "ELSE outcome END WHERE id=?",
            (articles, new, stubs, failures, new, number),
        )

    def looks(self, source: str, since: dt.datetime | None = None) -> Iterator[Look]:
        """Yield the looks at a source, the oldest first."""
        for row in self._db.execute(
            "SELECT source, at, outcome, status, seconds, bytes, listed, articles, new, stubs, "
            "failures, reason FROM source_looks WHERE source=? AND at>=? ORDER BY id",
            (source, utc_or_none(since) or ""),
        ):
            yield from self._db.sound([row], _look, "a look at a source")

    def moments(self, source: str) -> Iterator[tuple[dt.datetime, str]]:
        """Yield (when it was first seen there, article id) of all that a source brought."""
        rows = self._db.execute(
            "SELECT at, article FROM source_articles WHERE source=? ORDER BY at, article", (source,)
        )
        yield from self._db.sound(rows, _seen, "when a source brought an article")

    def count(self, source: str) -> int:
        """Return how many articles a source brought in all."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM source_articles WHERE source=?", (source,)
        ).fetchone()
        return int(count)

    def brought(self, source: str, since: dt.datetime) -> list[Arrival]:
        """Return what a source brought since then, in the order in which it was seen there."""
        rows = self._db.execute(
            f"SELECT at, day, {self._db.field('stub')} FROM source_articles "  # noqa: S608 - our own words
            "JOIN articles ON id=article WHERE source=? AND at>=? ORDER BY at, article",
            (source, utc_or_none(since)),
        )
        return list(self._db.sound(rows, _arrival, "when a source brought an article"))

    def stubs(self) -> dict[str, str]:
        """Return why an article is no whole one, by the ids of all that are not."""
        rows = self._db.execute(
            f"SELECT id, coalesce({self._db.field('stub')}, 'opinion') FROM articles WHERE "  # noqa: S608 - our own words
            f"{self._db.field('stub')} IS NOT NULL OR {self._db.field('kind')}='opinion'"
        )
        return dict(rows.fetchall())

    # --- articles ---

    def keep(
        self,
        source: str,
        articles: Sequence[Article],
        merge: Merge,
        now: dt.datetime,
    ) -> int:
        """Store what a source brought; return how many of the articles are new."""
        with self._db.pooled():
            new = sum(self._store.save_article(article, merge, now) for article in articles)
            self._db.executemany(
                "INSERT INTO source_articles VALUES (?,?,?) ON CONFLICT DO NOTHING",
                [(source, article.id, utc_or_none(now)) for article in articles],
            )
        return new

    def has(self, source: str, article: str, now: dt.datetime) -> None:
        """Note that a source lists an article that is stored already."""
        self._db.execute(
            "INSERT INTO source_articles VALUES (?,?,?) ON CONFLICT DO NOTHING",
            (source, article, utc_or_none(now)),
        )

    def set_failures(self, location: str, failures: Sequence[Failure]) -> None:
        """Replace what could not be read at a location."""
        self._store.save_failures(location, failures)

    # --- addresses ---

    def known(self, url: str) -> KnownAddress:
        """Return what is known of an address; nothing where it was never asked."""
        row = self._db.execute(
            "SELECT etag, modified, validated, digest, not_before, failures, moved, at "
            "FROM source_fetches WHERE url=?",
            (url,),
        ).fetchone()
        if row is None:
            return KnownAddress()
        etag, modified, validated, digest, not_before, failures, moved, at = row
        return KnownAddress(
            etag,
            modified,
            validated,
            digest,
            moment_or_none(not_before),
            failures,
            moved,
            moment_or_none(at),
        )

    def learn(self, url: str, known: KnownAddress) -> None:
        """Replace what is known of an address."""
        row = (
            url,
            *known[:4],
            utc_or_none(known.not_before),
            known.failures,
            known.moved,
            utc_or_none(known.at),
        )
        self._db.replace("source_fetches", [row])

    # --- items ---

    def item(self, key: str) -> SourceItem | None:
        """Return what is known of one item."""
        row = self._db.execute(f"{_ITEMS} WHERE key=?", (key,)).fetchone()
        return _item(row) if row else None

    def waiting(self, source: str) -> list[SourceItem]:
        """Return the items of a source that are still to be read, the newest listed first."""
        rows = self._db.execute(
            f"{_ITEMS} WHERE source=? AND state='waiting' ORDER BY at DESC, key", (source,)
        )
        return [_item(row) for row in rows]

    def done(self, source: str) -> frozenset[str]:
        """Return the keys of the source's items that are finished."""
        rows = self._db.execute(
            "SELECT key FROM source_items WHERE source=? AND state<>'waiting'", (source,)
        )
        return frozenset(key for (key,) in rows)

    def save_item(self, item: SourceItem, now: dt.datetime) -> None:
        """Store an item's state; the source that listed it first stays."""
        self._db.execute(
            "INSERT INTO source_items (key, source, state, mark, link, attempts, not_before, "
            "reason, article, at) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET "
            "state=excluded.state, mark=excluded.mark, link=excluded.link, "
            "attempts=excluded.attempts, not_before=excluded.not_before, reason=excluded.reason, "
            "article=coalesce(excluded.article, source_items.article), at=excluded.at",
            (*item[:6], utc_or_none(item.not_before), item.reason, item.article, utc_or_none(now)),
        )

    def finish(self, source: str, keys: Iterable[str], now: dt.datetime) -> None:
        """Mark a scheme's items as done."""
        for key in keys:
            self.save_item(SourceItem(key, source, "done"), now)

    # --- robots.txt, files ---

    def robots(self, now: dt.datetime) -> dict[str, str]:
        """Return the texts of robots.txt that are fresh enough to be used, by origin."""
        rows = self._db.execute(
            "SELECT origin, text FROM source_robots WHERE at>? AND at<=?",
            (utc_or_none(now - _ROBOTS_AGE), utc_or_none(now)),
        )
        return dict(rows.fetchall())

    def save_robots(self, origin: str, text: str, now: dt.datetime) -> None:
        """Keep a robots.txt."""
        self._db.replace("source_robots", [(origin, text, utc_or_none(now))])

    def file_mark(self, path: str) -> str | None:
        """Return the state in which a file was read last, without failures."""
        row = self._db.execute("SELECT mark FROM source_files WHERE path=?", (path,)).fetchone()
        return row[0] if row else None

    def save_file(self, path: str, mark: str | None) -> None:
        """Remember the state in which a file was read; None: read it again next time."""
        if mark is None:
            self._db.execute("DELETE FROM source_files WHERE path=?", (path,))
        else:
            self._db.replace("source_files", [(path, mark)])


def _look(source: str, at: str, *rest: Any) -> Look:
    return Look(source, dt.datetime.fromisoformat(at), *rest)


def _seen(at: str, article: str) -> tuple[dt.datetime, str]:
    return dt.datetime.fromisoformat(at), article


def _arrival(at: str, day: str | None, stub: str | None) -> Arrival:
    return Arrival(dt.datetime.fromisoformat(at), day_of(day), stub)


_ROWS = "SELECT key, name, kind, state, first FROM source_known"
_ITEMS = (
    "SELECT key, source, state, mark, link, attempts, not_before, reason, article FROM source_items"
)


def _row(
    key: str, name: str | None, kind: str | None, state: str | None, first: str
) -> KnownSource:
    return KnownSource(key, name, kind, state, dt.datetime.fromisoformat(first))


def _item(row: tuple[str, str, State, str, str, int, str | None, str, str | None]) -> SourceItem:
    return SourceItem(*row[:6], moment_or_none(row[6]), row[7], row[8])
