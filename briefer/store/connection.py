"""The state file itself: opened and brought up to date, statements run, errors given a name.

The books of the store (articles, editions, withdrawals, outbox and the rest) are given a
`Database` and know nothing of connections.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from briefer.errors import StoreError
from briefer.store.migrations import MIGRATIONS

SQLITE_VERSION = sqlite3.sqlite_version


class Database:
    """An open state file with the schema of this version; its owner closes it.

    Raises:
        StoreError: the file can't be opened, or was written by a newer briefer.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        opened: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            private(path)
            self._connection = opened = sqlite3.connect(path, timeout=30, isolation_level=None)
            self.execute("PRAGMA journal_mode=WAL")
            self.execute("PRAGMA synchronous=NORMAL")
            self._migrate()
        except (sqlite3.Error, OSError) as error:
            _close(opened)
            msg = f"{path}: the state file can't be used ({error}); move it away to start afresh"
            raise StoreError(msg) from error
        except StoreError:
            _close(opened)
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def execute(self, sql: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Run one statement; outside of a transaction it is committed at once."""
        return self._connection.execute(sql, tuple(values))

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

    @property
    def total_changes(self) -> int:
        """How many rows were written since the file was opened."""
        return self._connection.total_changes

    def _migrate(self) -> None:
        (version,) = self.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            msg = f"{self.path} was written by a newer briefer (schema {version}): upgrade briefer"
            raise StoreError(msg)
        if 0 < version < len(MIGRATIONS):
            self._keep(version)
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            with self.transaction():
                (version,) = self.execute("PRAGMA user_version").fetchone()
                if version >= number:  # another process took this step meanwhile
                    continue
                for statement in _statements(script):
                    self.execute(statement)
                self.execute(f"PRAGMA user_version={number}")

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


def failed(path: Path, error: BaseException) -> StoreError:
    """Return what is said where SQLite failed on a file."""
    return StoreError(f"{path}: the state file failed ({error}); what was committed is kept")
