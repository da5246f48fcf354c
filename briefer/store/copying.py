"""One store into another, of whichever kind, for one desk: all of it, or nothing.

What all desks share is added to what is there already; what a desk owns goes to a desk that has
nothing yet. Numbers are given anew, in the old order; the index of words and the reading room's
shelf are not copied: they are made again from what was.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from briefer.errors import UsageError
from briefer.state import StateAt
from briefer.store.connection import Database
from briefer.store.database import opened

CHUNK = 500  # rows
# What all desks share, but for articles: rows that are there already stay.
_SHARED = (
    "inputs",
    "extractions",
    "analyses",
    "signatures",
    "compositions",
    "calls",
    "arrivals",
    "versions",
    "source_known",
    "source_articles",
    "source_fetches",
    "source_items",
    "source_robots",
    "source_files",
)
# The same, in the order in which it happened: a row has no key but its number.
_LOGS = (("withdrawals", "id"), ("source_looks", "id"))
_OWN = ("placements", "batches", "drafts", "mornings")
_OWN_LOGS = (("trail", "number"), ("runs", "id"))
_TOLD = ("briefings", "editions", "drafts", "mailings", "placements", "approvals")

Change = Callable[[dict[str, Any]], dict[str, Any]]


class Copied(dict[str, int]):
    """How many rows were copied, by table."""


def copy(source: StateAt, target: StateAt) -> Copied:
    """Copy all that one desk sees of `source` into `target`, as its desk.

    Raises:
        UsageError: they are the same, or the target's desk has editions, drafts or mail already.
        StoreError: one can't be read or written; nothing was copied.
    """
    if source == target:
        raise UsageError(f"{source} is the same store")
    with _closing(opened(source)) as old, _closing(opened(target)) as new:
        for table in _TOLD:
            if new.one(f"SELECT 1 FROM {table} LIMIT 1") is not None:  # noqa: S608 - our own names
                raise UsageError(f"{target} has {table} already: copy into a desk that has none")
        copying = _Copying(old, new)
        try:
            with new.transaction(), new.pooled():
                copying.all()
        except Exception as error:
            said = old.failure(error) or new.failure(error)
            if said is None:
                raise
            raise said from error
        return copying.copied


class _closing:  # noqa: N801 - as contextlib's
    """A database that is closed at the end of a block."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Database:
        return self._database

    def __exit__(self, *_: object) -> None:
        self._database.close()


class _Copying:
    """A copy under way."""

    def __init__(self, old: Database, new: Database) -> None:
        self._old, self._new = old, new
        self.copied = Copied()
        self._seqs: list[tuple[int, int]] = []  # of articles, old and new, by the old
        self._heights: list[int] = []  # the highest new number up to each of them

    def all(self) -> None:
        """Copy everything, what others name before those."""
        self._articles()
        for table in _SHARED:
            self._plain(table)
        self._plain("addresses", self._readdressed)
        for table, number in _LOGS:
            self._log(table, number, known=True)
        for table in _OWN:
            self._plain(table)
        self._plain("briefings", self._renumbered)
        for body, base in self._old.stream("SELECT body, base FROM briefings"):
            self._new.note_resting(body, base)
        for table, number in _OWN_LOGS:
            self._log(table, number)
        self._log("editions", "id", change=self._renumbered)
        self._families("mailings", "outbox", "mailing")
        self._families("approvals", "approved_files", "approval")

    # --- numbers ---

    def _articles(self) -> None:
        known = dict(self._new.execute("SELECT id, seq FROM articles").fetchall())
        for row in self._rows("articles", "seq"):
            old = row.pop("seq")
            seq = known.get(row["id"])
            if seq is None:
                seq = self._insert("articles", row, "seq")
            self._seqs.append((old, seq))
            self._heights.append(max(seq, self._heights[-1] if self._heights else 0))
        self.copied["articles"] = len(self._seqs)

    def _renumbered(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return an edition that knows of the same articles by their new numbers."""
        at = bisect_right(self._seqs, (row["last_seq"], float("inf")))
        return {**row, "last_seq": self._heights[at - 1] if at else 0}

    def _readdressed(self, row: dict[str, Any]) -> dict[str, Any]:
        at = bisect_right(self._seqs, (row["seq"], float("inf")))
        found = self._seqs[at - 1] if at else (None, 0)
        return {**row, "seq": found[1] if found[0] == row["seq"] else 0}

    # --- tables ---

    def _plain(self, table: str, change: Change | None = None) -> None:
        """Copy a table whose rows have a key of their own."""
        columns = self._old.columns(table)
        marks = ",".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608 - our own names
        rows = self._rows(table)
        while chunk := list(islice(rows, CHUNK)):
            changed = [change(row) if change else row for row in chunk]
            self._new.executemany(sql, [tuple(row.values()) for row in changed])
            self.copied[table] = self.copied.get(table, 0) + len(chunk)

    def _log(
        self, table: str, number: str, *, known: bool = False, change: Change | None = None
    ) -> None:
        """Copy a table in the order of its numbers; with `known` no row that is there already."""
        there = {tuple(row.values()) for row in self._without(self._new, table, number)}
        for row in self._without(self._old, table, number):
            if not known or tuple(row.values()) not in there:
                self._insert(table, change(row) if change else row)
                self.copied[table] = self.copied.get(table, 0) + 1

    def _families(self, parents: str, children: str, link: str) -> None:
        """Copy a table, and the one whose rows name it by number."""
        numbers: dict[int, int] = {}
        for row in self._rows(parents, "id"):
            old = row.pop("id")
            numbers[old] = self._insert(parents, row, "id")
        of_children = self._old.columns(children)
        for row in self._rows(children, "id" if "id" in of_children else link):
            row.pop("id", None)
            self._insert(children, {**row, link: numbers[row[link]]})
        self.copied[parents] = len(numbers)

    def _insert(self, table: str, row: dict[str, Any], number: str | None = None) -> int:
        """Insert a row; return its new number, where it has one."""
        returning = f" RETURNING {number}" if number else ""
        marks = ",".join("?" * len(row))
        sql = f"INSERT INTO {table} ({','.join(row)}) VALUES ({marks}){returning}"  # noqa: S608 - our own names
        cursor = self._new.execute(sql, tuple(row.values()))
        return int(cursor.fetchone()[0]) if number else 0

    def _rows(self, table: str, order: str | None = None) -> Iterator[dict[str, Any]]:
        return _read(self._old, table, order)

    @staticmethod
    def _without(database: Database, table: str, number: str) -> Iterator[dict[str, Any]]:
        for row in _read(database, table, number):
            row.pop(number)
            yield row


def _read(database: Database, table: str, order: str | None) -> Iterator[dict[str, Any]]:
    columns: Sequence[str] = database.columns(table)
    ordered = f" ORDER BY {order}" if order else ""
    sql = f"SELECT {','.join(columns)} FROM {table}{ordered}"  # noqa: S608 - our own names
    for row in database.stream(sql):
        yield dict(zip(columns, row, strict=True))
