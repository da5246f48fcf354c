"""The state file as a thing to be kept: how large and old it is, its copy, what may leave it."""

import contextlib
import datetime as dt
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from briefer.errors import StoreError
from briefer.store.connection import ARTICLE_ID, Database
from briefer.store.database import Store
from briefer.store.sqlite import SqliteDatabase

BATCH = 500  # articles that leave in one transaction
# What people call the contents, the tables that hold it, and the column that dates the first.
_HOLDINGS = (
    ("articles", ("articles", "arrivals"), "coalesce(moment, day, fetched)"),
    ("key points", ("extractions", "compositions"), None),
    ("analyses", ("analyses",), None),
    ("stories", ("placements", "signatures"), "at"),
    ("editions", ("briefings", "editions"), "date"),
    ("reviews", ("drafts", "trail", "approvals", "approved_files"), "date"),
    ("mail", ("mailings", "outbox"), "date"),
    ("answers of models", ("calls", "batches"), None),
    ("looks at sources", ("source_looks", "source_fetches", "source_items"), "at"),
)
_RESTING = (  # every text in which an edition names the articles that it rests on
    "SELECT body FROM briefings UNION ALL SELECT base FROM briefings UNION ALL "
    "SELECT body FROM editions UNION ALL SELECT base FROM editions UNION ALL "
    "SELECT built FROM drafts UNION ALL SELECT base FROM drafts UNION ALL "
    "SELECT briefing FROM approvals"
)
_WITHDRAWN = "SELECT article FROM withdrawals"
# By other desks too, whose editions none can read.
_NEEDED = "SELECT article FROM withdrawals UNION SELECT article FROM resting"
_OF_AN_ARTICLE = (
    "extractions",
    "analyses",
    "placements",
    "signatures",
    "arrivals",
    "source_articles",
)


class Holding(NamedTuple):
    """A part of the file: rows, characters and bytes of what they hold, days of the oldest and newest."""

    name: str
    rows: int
    size: int
    first: str | None = None
    last: str | None = None


class Upkeep:
    """The upkeep of an open store."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def contents(self) -> tuple[Holding, ...]:
        """Return what the file holds, the largest first."""
        found = [self._content(name, tables, dated) for name, tables, dated in _HOLDINGS]
        return tuple(sorted(found, key=lambda one: -one.size))

    def file_size(self) -> int:
        """Return the bytes that the state takes."""
        return self._db.size()

    def _content(self, name: str, tables: Sequence[str], dated: str | None) -> Holding:
        rows = size = 0
        for table in tables:
            columns = self._db.columns(table)
            length = "+".join(f"coalesce({self._db.length(column)}, 0)" for column in columns)
            sql = f"SELECT count(*), coalesce(sum({length}), 0) FROM {table}"  # noqa: S608 - our own names
            count, held = self._db.execute(sql).fetchone()
            rows += count
            size += held
        first = last = None
        if dated:
            sql = f"SELECT min({dated}), max({dated}) FROM {tables[0]}"  # noqa: S608 - our own names
            first, last = self._db.execute(sql).fetchone()
        return Holding(name, rows, size, first and first[:10], last and last[:10])

    # --- what may leave ---

    def resting(self) -> frozenset[str]:
        """Return the ids of the articles that a stored edition, draft or approval names."""
        texts = self._db.execute(_RESTING)
        found = {each for (text,) in texts for each in ARTICLE_ID.findall(text)}
        withdrawn = self._db.execute(_WITHDRAWN if self._db.kind == "SQLite" else _NEEDED)
        return frozenset(found.union(article for (article,) in withdrawn))

    def prunable(self, before: dt.date) -> tuple[str, ...]:
        """Return the articles from before a day on which nothing rests, the oldest first."""
        kept = self.resting()
        rows = self._db.execute(
            "SELECT id FROM articles WHERE coalesce(moment, day, fetched)<? "
            "ORDER BY coalesce(moment, day, fetched), seq",
            (before.isoformat(),),
        )
        return tuple(article for (article,) in rows if article not in kept)

    def prune(self, articles: Sequence[str], before: dt.date) -> Iterator[int]:
        """Let articles leave, with what was made of them; yield how many have left so far.

        Looks at sources from before that day leave too. Each batch is committed, and an edition
        that came to rest on an article meanwhile keeps it.
        """
        for start in range(0, len(articles), BATCH):
            batch = articles[start : start + BATCH]
            with self._db.pooled():
                kept = self.resting()
                leaving = [(article,) for article in batch if article not in kept]
                for table in _OF_AN_ARTICLE:
                    self._db.executemany(f"DELETE FROM {table} WHERE article=?", leaving)  # noqa: S608 - our own names
                self._db.executemany("DELETE FROM articles WHERE id=?", leaving)
            yield start + len(batch)
        self._db.execute("DELETE FROM source_looks WHERE at<?", (before.isoformat(),))

    def give_back(self) -> None:
        """Give the space of what left back to the disk.

        Raises:
            StoreError: the file is in use by another process, or the disk is full.
        """
        self._db.give_back()


def backup(database: Database, target: Path) -> int:
    """Copy an open state file, others writing on, to `target`; return the copy's bytes.

    SQLite's own online backup: the copy is the file as it was at one moment. It is written beside
    `target` and takes its name when it is whole.

    Raises:
        StoreError: it can't be written, or the state is a server's.
    """
    if not isinstance(database, SqliteDatabase):
        msg = (
            f"{database.state} is kept by a server: back it up with pg_dump, or take a copy into a "
            f"file with `briefer store copy . {target}`"
        )
        raise StoreError(msg)
    working: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        working = Path(name)
        with contextlib.closing(sqlite3.connect(working)) as copy:
            database.copy_to(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        with working.open("rb") as written:
            os.fsync(written.fileno())
        working.replace(target)
    except (sqlite3.Error, OSError) as error:
        if working is not None:
            working.unlink(missing_ok=True)
        msg = f"{target}: the copy could not be written ({error})"
        raise StoreError(msg) from error
    return target.stat().st_size
