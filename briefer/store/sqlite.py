"""The embedded store: one SQLite file in WAL mode, opened and brought up to date."""

import os
import sqlite3
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from briefer import __version__
from briefer.errors import BusyError, StoreError
from briefer.store.connection import WAIT, Database, Matching
from briefer.store.damage import failed, is_busy
from briefer.store.migrations import MIGRATIONS
from briefer.text.searching import Query

# Bytes that are no text are read all the same: they spoil their row, and no query.
TEXT = partial(str, encoding="utf-8", errors="replace")
SQLITE_VERSION = sqlite3.sqlite_version
BOOT = Path("/proc/sys/kernel/random/boot_id")
BATCH = 25  # messages that a power cut may leave unsure; a forced write takes 5 to 10 ms
TIDY = 64  # pages of an index merged at a time
# The columns of an index of words that are searched, and what each column counts.
_WORDS = {
    "search_article_words": ("title text", "4.0, 1.0, 0.0"),
    "search_claim_words": ("text", "1.0, 0.0"),
}


class SqliteDatabase(Database):
    """An open state file. `shared`: threads may share it, one at a time.

    Raises:
        StoreError: the file can't be opened, or was written by a newer briefer.
    """

    kind = "SQLite"

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        super().__init__(path)
        self.path = path
        opened: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            private(path)
            self._connection = opened = sqlite3.connect(
                path, timeout=WAIT, isolation_level=None, check_same_thread=not shared
            )
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

    # --- statements ---

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def execute(self, sql: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Run one statement; outside of a transaction it is committed at once."""
        return self._connection.execute(sql, tuple(values))

    def executemany(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        """Run one statement for each row of values."""
        self._connection.executemany(sql, map(tuple, rows))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is committed together, or not at all; others wait."""
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

    def pooled(self, what: str = "pool") -> AbstractContextManager[None]:  # noqa: ARG002 - the file is one
        """Be in a transaction: a file has one writer at a time."""
        return self.transaction()

    def replace(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert whole rows; one that has the key of a new one makes way for it."""
        for row in rows:
            marks = ",".join("?" * len(row))
            self.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)  # noqa: S608 - our own names

    @property
    def total_changes(self) -> int:  # type: ignore[override]
        """How many rows were written since the file was opened."""
        return self._connection.total_changes

    def copy_to(self, other: sqlite3.Connection) -> None:
        """Copy the file as it is at this moment into another, while others go on writing."""
        self._connection.backup(other)

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, a part of them in memory at a time."""
        yield from self._connection.execute(sql)

    def turn(self, doing: str, *, of_all: bool = False) -> AbstractContextManager[None]:  # noqa: ARG002 - a database's
        """Wait for nobody: who comes second finds out, and does it again."""
        return nullcontext()

    # --- what SQLite says in its own way ---

    def field(self, name: str, column: str = "body", *, sure: bool = False) -> str:  # noqa: ARG002 - a file may be damaged any time
        """Return the SQL of a field of a row's JSON; NULL where that is none, which spoils no query."""
        return f"iif(json_valid({column}), json_extract({column}, '$.{name}'), NULL)"

    def index_words(self, table: str, doc: int, texts: Mapping[str, str]) -> None:
        """Put a document's folded texts, by column, into an index of words."""
        marks = ",".join("?" * len(texts))
        self.execute(
            f"INSERT INTO {table} (rowid, {','.join(texts)}) VALUES (?,{marks})",  # noqa: S608 - our own names
            (doc, *texts.values()),
        )

    def matching(self, table: str, query: Query, facets: Sequence[str]) -> Matching | None:
        """Return the FTS5 expression: the reader's words, and one word for each facet."""
        columns, weights = _WORDS[table]
        words = query.match(columns)
        narrowed = " AND ".join(f'facets : "{word}"' for word in facets)
        match = f"({narrowed}) AND ({words})" if words and narrowed else words or narrowed
        if not match:
            return None
        return Matching(f"{table} MATCH ?", (match,), f"bm25({table}, {weights})", ())

    def tidy(self, tables: Sequence[str]) -> None:
        """Merge a few pages of indexes of words."""
        for table in tables:
            self.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {TIDY})")  # noqa: S608 - our own names

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        return [column[1] for column in self.execute(f"PRAGMA table_info({table})")]

    def length(self, column: str) -> str:
        """Return the SQL of how long a column's value is."""
        return f"length({column})"

    def size(self) -> int:
        """Return the bytes of the file and of what waits beside it to be written into it."""
        beside = self.path.with_name(f"{self.path.name}-wal")
        return sum(path.stat().st_size for path in (self.path, beside) if path.exists())

    def give_back(self) -> None:
        """Give the space of what left back to the disk.

        Raises:
            StoreError: the file is in use by another process, or the disk is full.
        """
        try:
            self.execute("VACUUM")
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            msg = f"{self.path}: its space could not be given back now ({error})"
            raise StoreError(msg) from error

    def note_resting(self, *texts: str) -> None:
        """Note nothing: a file has one desk, which sees all that rests on an article."""

    # --- sending ---

    def boot(self) -> tuple[str, int]:
        """Return what names this boot of the machine, and how many messages to make ready at once.

        Where the system has no such name every process counts as a boot of its own.
        """
        try:
            return BOOT.read_text(encoding="ascii").strip(), BATCH
        except (OSError, UnicodeDecodeError):
            return uuid.uuid4().hex, 1

    @contextmanager
    def forced(self) -> Iterator[None]:
        """What is committed inside is on disk, power cut or not."""
        self.execute("PRAGMA synchronous=FULL")
        try:
            yield
        finally:
            self.execute("PRAGMA synchronous=NORMAL")

    @contextmanager
    def only_one(self, doing: str) -> Iterator[None]:
        """Keep every other process from `doing` the same.

        The lock is a second SQLite file held open: the system lets go of it when a process dies.

        Raises:
            BusyError: another process does it.
        """
        path = self.path.with_name(f"{self.path.name}.{doing}")
        private(path)
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                msg = f"another briefer is {doing} from {self.path}: wait for it to end"
                raise BusyError(msg) from error
            yield

    # --- failures ---

    def failure(self, error: BaseException) -> StoreError | None:
        """Return what to say of an error of SQLite's; None where it is another's."""
        return failed(self.path, error) if isinstance(error, sqlite3.Error) else None

    # --- the schema ---

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


class ReadOnlyFile(SqliteDatabase):
    """A state file opened to be read, as it is; a thread may close what another has opened.

    Raises:
        StoreError: it can't be read.
    """

    def __init__(self, path: Path) -> None:
        Database.__init__(self, path)
        self.path = path
        address = f"file:{quote(str(path))}?mode=ro"
        opened: sqlite3.Connection | None = None
        try:
            self._connection = opened = sqlite3.connect(
                address, uri=True, timeout=10, isolation_level=None, check_same_thread=False
            )
            self.execute("PRAGMA query_only=1")
            self.execute("PRAGMA cache_size=-3000")
        except sqlite3.Error as error:
            _close(opened)
            msg = f"{path}: the state file can't be read ({error})"
            raise StoreError(msg) from error


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
