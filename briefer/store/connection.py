"""The state file itself: opened and brought up to date, statements run, errors given a name.

The books of the store (articles, editions, withdrawals, outbox and the rest) are given a
`Database` and know nothing of connections.
"""

import logging
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from briefer import __version__
from briefer.controls import one_line
from briefer.errors import StoreError
from briefer.store.damage import failed, is_busy
from briefer.store.migrations import MIGRATIONS

LOG = logging.getLogger("briefer.store")
# Bytes that are no text are read all the same: they spoil their row, and no query.
TEXT = partial(str, encoding="utf-8", errors="replace")
WAIT = 30.0  # seconds for another process to be done
SQLITE_VERSION = sqlite3.sqlite_version

M = TypeVar("M", bound=BaseModel)


class Database:
    """An open state file with the schema of this version; its owner closes it.

    Raises:
        StoreError: the file can't be opened, or was written by a newer briefer.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside: dict[str, str] = {}  # what can't be read in it, and why
        opened: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            private(path)
            self._connection = opened = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
            opened.text_factory = TEXT
            self._write_ahead()
            self.execute("PRAGMA synchronous=NORMAL")
            self._migrate()
        except (sqlite3.Error, OSError) as error:
            _close(opened)
            raise failed(path, error) from error
        except StoreError:
            _close(opened)
            raise

    def _write_ahead(self) -> None:
        """Switch to a write-ahead log; of two processes that do so at once SQLite lets one fail."""
        end = time.monotonic() + WAIT
        while True:
            try:
                self.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > end:
                    raise
                time.sleep(0.05)
            else:
                return

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def execute(self, sql: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Run one statement; outside of a transaction it is committed at once."""
        return self._connection.execute(sql, tuple(values))

    def one(self, sql: str, values: Iterable[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row, None where there is none."""
        row: tuple[Any, ...] | None = self.execute(sql, values).fetchone()
        return row

    def executemany(self, sql: str, rows: Iterable[Iterable[Any]]) -> sqlite3.Cursor:
        """Run one statement for each row of values."""
        return self._connection.executemany(sql, map(tuple, rows))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is committed together, or not at all."""
        if self._connection.in_transaction:
            yield
            return
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK")
            raise
        self.execute("COMMIT")

    def copy_to(self, other: sqlite3.Connection) -> None:
        """Copy the file as it is at this moment into another, while others go on writing."""
        self._connection.backup(other)

    def parsed(self, model: type[M], body: str | bytes, what: str) -> M | None:
        """Return a row's content; one that can't be read is set aside: None, and it is named."""
        try:
            return model.model_validate_json(body)
        except ValueError as error:  # pydantic's are
            self.note_damage(what, error)
            return None

    def note_damage(self, what: str, error: BaseException) -> None:
        """Note what can't be read, and tell of it once; the rest goes on without it."""
        if what in self.set_aside:
            return
        lines = [*str(error).splitlines(), type(error).__name__]
        self.set_aside[what] = f"can't be read in the state file: {one_line(lines[0])[:200]}"
        LOG.warning("%s", one_line(f"{self.path}: {what} {self.set_aside[what]}; it is left out"))

    @property
    def total_changes(self) -> int:
        """How many rows were written since the file was opened."""
        return self._connection.total_changes

    def _migrate(self) -> None:
        (version,) = self.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            msg = (
                f"{self.path} was written by a newer briefer ({self._writer()}, schema {version}; "
                f"this is {__version__}, schema {len(MIGRATIONS)}): upgrade briefer"
            )
            raise StoreError(msg)
        if version < len(MIGRATIONS):
            self._bring_up(version)

    def _writer(self) -> str:
        """Return the version of briefer that brought the file to its schema, where it says so."""
        try:
            row = self.execute("SELECT value FROM about WHERE name='version'").fetchone()
        except sqlite3.OperationalError:
            row = None
        return str(row[0]) if row else "its version is not known"

    def _bring_up(self, version: int) -> None:
        if version:
            self._keep(version)
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            with self.transaction():
                (version,) = self.execute("PRAGMA user_version").fetchone()
                if version >= number:  # another process took this step meanwhile
                    continue
                for statement in _statements(script):
                    self.execute(statement)
                self.execute(f"PRAGMA user_version={number}")
        with self.transaction():
            self.execute(
                "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
            )
            self.execute("INSERT OR REPLACE INTO about VALUES ('version', ?)", (__version__,))

    def _keep(self, version: int) -> None:
        """Keep a copy of the file as an older briefer wrote it, before it is brought up to date."""
        kept = self.path.with_name(f"{self.path.name}.schema-{version}")
        if kept.exists():
            return
        working = kept.with_name(f"{kept.name}.part-{os.getpid()}")
        private(working)
        with closing(sqlite3.connect(working)) as copy:
            self._connection.backup(copy)
        working.replace(kept)


def of_body(field: str) -> str:
    """Return the SQL of a field of a row's JSON; NULL where that is none, which spoils no query."""
    return f"iif(json_valid(body), json_extract(body, '$.{field}'), NULL)"


def private(path: Path) -> None:
    """Make a file, if there is none, that owner and group may read at most (and the umask allows).

    The files that SQLite puts beside it get the same permissions.

    Raises:
        OSError: it can't be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640))


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script, so that they can run in one transaction."""
    pending = ""
    for part in script.split(";"):
        pending += f"{part};"
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a StoreError that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise failed(path, error) from error
