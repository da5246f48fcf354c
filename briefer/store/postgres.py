"""The store that desks share: a PostgreSQL database, of which a desk sees its own rows.

psycopg is imported only where a workspace says that its store is one (extra `postgres`).
"""

import atexit
import contextlib
import hashlib
import os
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefer import __version__
from briefer.credentials import scrub
from briefer.errors import BusyError, ConfigError, StoreError
from briefer.installation import adding
from briefer.state import SharedState
from briefer.store.connection import ARTICLE_ID, WAIT, Database, Matching, Rows
from briefer.store.postgres_schema import STEPS
from briefer.text.searching import Query, Term, words_in

if TYPE_CHECKING:
    import psycopg

SCHEMA = "briefer"
READY = 25  # messages made ready at once
KEPT = 4  # idle connections kept for the next who opens the same store
TOKENS = 50_000  # words of a text that are indexed; a tsvector holds a megabyte at most
POSITIONS = 16_383  # what a tsvector counts to
GONE = ("57P01", "57P02", "57P03")  # the server ends, ended, begins: nothing was done
# The weight that marks each column in an index of words, and what each counts (D, C, B, A).
_WEIGHTS = {"title": "A", "text": "D", "facets": "C"}
_COUNTS = {
    "search_article_words": ("AD", "{0.25,0,0,1}"),
    "search_claim_words": ("D", "{1,0,0,0}"),
}
_LEXEME = 500  # bytes of the longest word that is indexed


class PostgresDatabase(Database):
    """An open database, as one desk sees it. Threads may share it, one at a time.

    Raises:
        StoreError: it can't be reached, or was written by a newer briefer.
        ConfigError: psycopg is not installed.
    """

    kind = "PostgreSQL"

    def __init__(self, state: SharedState, *, reading: bool = False) -> None:
        super().__init__(state)
        self.shared = state
        self.total_changes = 0
        self._reading = reading
        self._depth = 0  # of transactions begun here
        self._connection = _taken(state, reading=reading) or self._opened()

    def _opened(self) -> "psycopg.Connection[tuple[Any, ...]]":
        connection = connect(self.shared)
        try:
            _brought_up(connection, self.shared)
            if self._reading:
                connection.execute("SET default_transaction_read_only TO on")
        except BaseException as error:
            connection.close()
            if (said := self.failure(error)) is not None:
                raise said from error
            raise
        return connection

    # --- statements ---

    def close(self) -> None:
        """Give the connection back, for the next who opens the same store."""
        _given_back(self.shared, self._connection, reading=self._reading)

    def execute(self, sql: str, values: Iterable[Any] = ()) -> Rows:
        """Run one statement; outside of a transaction it is committed at once.

        Raises:
            StoreError: the database refused it, or can't be reached.
        """
        given = tuple(values)
        try:
            cursor = self._run(sql, given)
        except Exception as error:
            said = self.failure(error)
            if said is None:
                raise
            raise said from error
        if cursor.description is None:
            self.total_changes += max(0, cursor.rowcount)
        return cursor

    def _run(self, sql: str, values: tuple[Any, ...]) -> "psycopg.Cursor[tuple[Any, ...]]":
        """Run a statement; once more where the server went away before it did anything."""
        import psycopg

        words = _translated(sql)
        try:
            return self._connection.execute(words, _sendable(values) or None)
        except psycopg.OperationalError as error:
            harmless = error.sqlstate in GONE or sql.lstrip().upper().startswith("SELECT")
            if self._depth or not self._connection.closed or not harmless:
                raise
            self._reconnect()
            return self._connection.execute(words, _sendable(values) or None)

    def _reconnect(self) -> None:
        """Wait for the server to come back.

        Raises:
            StoreError: it does not.
        """
        end = time.monotonic() + WAIT
        while True:
            try:
                self._connection = self._opened()
            except StoreError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
            else:
                return

    def executemany(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        """Run one statement for each row of values.

        Raises:
            StoreError: the database refused one, or can't be reached.
        """
        given = [_sendable(tuple(row)) for row in rows]
        if not given:
            return
        try:
            with self._connection.cursor() as cursor:
                cursor.executemany(_translated(sql), given)
                self.total_changes += max(0, cursor.rowcount)
        except Exception as error:
            said = self.failure(error)
            if said is None:
                raise
            raise said from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is committed together, or not at all.

        Of one desk only one process is inside at a time, as with a file.
        """
        with self._begun():
            if self._depth == 1:
                self._exclusive(f"desk {self.shared.desk}")
            yield

    @contextmanager
    def pooled(self, what: str = "pool") -> Iterator[None]:
        """Be in a transaction, and the only one to write several rows of `what` desks share.

        Whoever is inside asks for no desk's turn any more: no two wait for one another.
        """
        with self._begun():
            self._exclusive(what)
            yield

    @contextmanager
    def _begun(self) -> Iterator[None]:
        if self._depth:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        self.execute("BEGIN")
        self._depth = 1
        try:
            yield
        except BaseException:
            with suppress(StoreError):
                self.execute("ROLLBACK")
            raise
        else:
            self.execute("COMMIT")
        finally:
            self._depth = 0

    def _exclusive(self, what: str) -> None:
        self.execute(f"SELECT pg_advisory_xact_lock({_number(what)})")

    def replace(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert whole rows; one that has the key of a new one makes way for it."""
        columns, key = _shape(self, table)
        rest = [name for name in columns if name not in key]
        names, marks = ",".join(columns), ",".join("?" * len(columns))
        taken = ",".join(f"{name}=excluded.{name}" for name in rest)
        sql = (
            f"INSERT INTO {table} ({names}) VALUES ({marks}) "  # noqa: S608 - our own names
            f"ON CONFLICT ({','.join(key)}) DO {f'UPDATE SET {taken}' if taken else 'NOTHING'}"
        )
        for row in rows:
            self.execute(sql, row)

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, a part of them in memory at a time."""
        with self._begun(), self._connection.cursor(name="briefer_rows") as cursor:
            cursor.itersize = 500
            cursor.execute(sql)
            yield from cursor

    @contextmanager
    def turn(self, doing: str, *, of_all: bool = False) -> Iterator[None]:
        """Wait until no other process of this desk (or `of_all` desks) does the same; keep them off."""
        number = _number(doing if of_all else f"{doing} {self.shared.desk}")
        with contextlib.closing(connect(self.shared)) as lock:
            try:
                lock.execute("SET lock_timeout TO 0")
                lock.execute("SELECT pg_advisory_lock(%s)", (number,))
            except Exception as error:
                said = self.failure(error)
                if said is None:
                    raise
                raise said from error
            yield

    # --- what PostgreSQL says in its own way ---

    def field(self, name: str, column: str = "body", *, sure: bool = False) -> str:
        """Return the SQL of a field of a row's JSON; NULL where that is none, which spoils no query."""
        return f"({column}::json ->> '{name}')" if sure else f"json_field({column}, '{name}')"

    def index_words(self, table: str, doc: int, texts: Mapping[str, str]) -> None:
        """Put a document's folded texts, by column, into an index of words."""
        self.execute(
            f"INSERT INTO {table} (rowid, words) VALUES (?, ?::tsvector)",  # noqa: S608 - our own names
            (doc, _vector(texts)),
        )

    def matching(self, table: str, query: Query, facets: Sequence[str]) -> Matching | None:
        """Return the tsquery: the reader's words, and one word for each facet."""
        columns, counts = _COUNTS[table]
        wanted = [_asked(term, columns) for term in query.terms]
        words = " & ".join(wanted)
        if wanted and query.excluded:
            words += " & !(" + " | ".join(_asked(term, columns) for term in query.excluded) + ")"
        narrowed = " & ".join(f"'{word}':C" for word in facets)
        match = " & ".join(part for part in (narrowed, words) if part)
        if not match:
            return None
        return Matching(
            "words @@ ?::tsquery",
            (match,),
            "-ts_rank(?::real[], words, ?::tsquery, 1)",
            (counts, words or match),
        )

    def tidy(self, tables: Sequence[str]) -> None:
        """Nothing: the server vacuums by itself."""

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns but the desk's."""
        return list(_shape(self, table)[0])

    def length(self, column: str) -> str:
        """Return the SQL of how long a column's value is."""
        return f"octet_length({column}::text)"

    def size(self) -> int:
        """Return the bytes of the database, indexes and all."""
        (size,) = self.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(size)

    def give_back(self) -> None:
        """Have the server look at what left: it uses the space again.

        Raises:
            StoreError: it can't now.
        """
        self.execute("VACUUM (ANALYZE) articles")

    def note_resting(self, *texts: str) -> None:
        """Note which articles a desk's texts name: no other desk sees them, or may let those go."""
        named = {found for text in texts for found in ARTICLE_ID.findall(text)}
        self.execute(
            "INSERT INTO resting SELECT unnest(?::text[]) ON CONFLICT DO NOTHING", (sorted(named),)
        )

    # --- sending ---

    def boot(self) -> tuple[str, int]:
        """Return the one name there is: what the server has committed no power cut undoes."""
        return "server", READY

    @contextmanager
    def forced(self) -> Iterator[None]:
        """What is committed inside is on disk: so is all that is committed (see `connect`)."""
        yield

    @contextmanager
    def only_one(self, doing: str) -> Iterator[None]:
        """Keep every other process of this desk, on whatever host, from `doing` the same.

        The server lets go of the lock when the connection of its holder ends, or its host is gone.

        Raises:
            BusyError: another process does it.
        """
        lock = connect(self.shared)
        with contextlib.closing(lock):
            number = _number(f"{doing} {self.shared.desk}")
            row = lock.execute("SELECT pg_try_advisory_lock(%s)", (number,)).fetchone()
            if row is None or not row[0]:
                holder = _holder(lock, number)
                msg = f"another briefer is {doing} for {self.state}{holder}: wait for it to end"
                raise BusyError(msg)
            yield

    # --- failures ---

    def failure(self, error: BaseException) -> StoreError | None:
        """Return what to say of an error of the database's; None where it is another's."""
        import psycopg

        if not isinstance(error, psycopg.Error):
            return None
        return _failed(self.shared, error)


def _failed(state: SharedState, error: BaseException) -> StoreError:
    """Return what is said where the database failed."""
    words = " ".join(scrub(str(error)).split())
    return StoreError(f"{state}: the database failed; what was committed is kept ({words})")


@contextmanager
def unreachable(state: SharedState) -> Iterator[None]:
    """Turn what psycopg and procrastinate raise inside into a StoreError.

    Raises:
        ConfigError: one of them is not installed.
        StoreError: the database failed, or can't be reached.
    """
    try:
        import procrastinate
        import psycopg
        from psycopg_pool import PoolTimeout
    except ImportError as error:
        msg = f"workers need procrastinate; this adds it: {adding('postgres')}"
        raise ConfigError(msg) from error
    try:
        yield
    except (psycopg.Error, PoolTimeout, procrastinate.exceptions.ProcrastinateException) as error:
        raise _failed(state, error.__cause__ or error) from error


# --- connections ---

_IDLE: dict[tuple[int, SharedState, bool], list[Any]] = {}
_IDLE_LOCK = threading.Lock()


def connect(state: SharedState) -> "psycopg.Connection[tuple[Any, ...]]":
    """Connect to the database, as the desk. A host that is gone is found to be within a minute.

    Raises:
        ConfigError: psycopg is not installed.
        StoreError: the database can't be reached.
    """
    try:
        import psycopg
    except ImportError as error:
        msg = f"a store in PostgreSQL needs psycopg; this adds it: {adding('postgres')}"
        raise ConfigError(msg) from error
    password = state.password.get_secret_value() if state.password else None
    try:
        connection = psycopg.connect(
            state.url,
            password=password,
            autocommit=True,
            connect_timeout=10,
            keepalives_idle=20,
            keepalives_interval=5,
            keepalives_count=4,
            application_name=f"briefer {os.getpid()}@{os.uname().nodename}"[:63],
        )
    except psycopg.Error as error:
        words = " ".join(scrub(str(error), password).split())
        raise StoreError(f"{state}: the database can't be reached ({words})") from error
    try:
        connection.execute(
            "SELECT set_config('briefer.desk', %s, false), set_config('search_path', %s, false), "
            "set_config('lock_timeout', %s, false), set_config('synchronous_commit', 'on', false), "
            "set_config('client_min_messages', 'warning', false), "
            "(SELECT set_config(name, 'lz4', false) FROM pg_settings "
            "WHERE name='default_toast_compression' AND 'lz4'=ANY(enumvals))",
            (state.desk, SCHEMA, f"{WAIT:.0f}s"),
        )
    except psycopg.Error as error:
        connection.close()
        raise _failed(state, error) from error
    return connection


def _taken(state: SharedState, *, reading: bool) -> Any:
    """Return an idle connection of this process's to the same store; None where there is none."""
    with _IDLE_LOCK:
        idle = _IDLE.get((os.getpid(), state, reading), [])
        while idle:
            connection = idle.pop()
            if not connection.closed and not connection.broken:
                return connection
    return None


def _given_back(state: SharedState, connection: Any, *, reading: bool) -> None:
    """Keep a connection for the next, if it is sound and there are not many; else close it."""
    if not connection.closed:
        sound = connection.info.transaction_status == 0
        with _IDLE_LOCK:
            idle = _IDLE.setdefault((os.getpid(), state, reading), [])
            if sound and len(idle) < KEPT:
                idle.append(connection)
                return
        connection.close()


@atexit.register
def close_idle() -> None:
    """Close the connections that are kept for the next who opens a store."""
    with _IDLE_LOCK:
        for (process, _, _), idle in _IDLE.items():
            while idle and process == os.getpid():
                idle.pop().close()


def _holder(connection: Any, number: int) -> str:
    """Return who holds a lock, in words; "" where that is not known."""
    row = connection.execute(
        "SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid) "
        "WHERE locktype='advisory' AND classid=%s AND objid=%s AND objsubid=1 AND granted",
        ((number >> 32) & 0xFFFFFFFF, number & 0xFFFFFFFF),
    ).fetchone()
    return f" ({row[0]}, since {row[1]:%Y-%m-%d %H:%M:%S %Z})" if row and row[1] else ""


def _number(what: str) -> int:
    """Return the number of an advisory lock, which is the database's."""
    digest = hashlib.blake2b(f"briefer {what}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


# --- the schema ---


def _brought_up(connection: Any, state: SharedState) -> None:
    """Bring the schema up to date; one process at a time.

    Raises:
        StoreError: it was written by a newer briefer.
    """
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        msg = f"{state}: the database is in {encoding}; make one with CREATE DATABASE … ENCODING 'UTF8'"
        raise StoreError(msg)
    version, writer = _version(connection)
    if version == len(STEPS):
        return
    if version < len(STEPS):
        with connection.transaction():
            connection.execute(f"SELECT pg_advisory_xact_lock({_number('schema')})")
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            version, _ = _version(connection)
            for step in STEPS[version:]:
                connection.execute(step)
            connection.execute(
                "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
            )
            connection.execute("DELETE FROM about")
            connection.execute(
                "INSERT INTO about VALUES ('version', %s), ('schema', %s)",
                (__version__, str(len(STEPS))),
            )
        return
    msg = (
        f"{state} was written by a newer briefer ({writer}, schema {version}; this is "
        f"{__version__}, schema {len(STEPS)}): upgrade briefer"
    )
    raise StoreError(msg)


def _version(connection: Any) -> tuple[int, str]:
    """Return the number of the last step that was taken, and the briefer that took it."""
    row = connection.execute(f"SELECT to_regclass('{SCHEMA}.about')").fetchone()
    if row is None or row[0] is None:
        return 0, ""
    about = dict(connection.execute("SELECT name, value FROM about").fetchall())
    return int(about["schema"]), about["version"]


_SHAPES: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}


def _shape(database: PostgresDatabase, table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of a table but the desk's, and those of its key with the desk's."""
    known = _SHAPES.get((database.shared.url, table))
    if known is None:
        columns = database.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid=?::regclass AND attnum>0 "
            "AND NOT attisdropped AND attname<>'desk' ORDER BY attnum",
            (table,),
        ).fetchall()
        key = database.execute(
            "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid=indrelid "
            "AND attnum=ANY(indkey) WHERE indrelid=?::regclass AND indisprimary",
            (table,),
        ).fetchall()
        known = tuple(str(name) for (name,) in columns), tuple(str(name) for (name,) in key)
        _SHAPES[database.shared.url, table] = known
    return known


# --- values and words ---


@lru_cache(maxsize=512)
def _translated(sql: str) -> Any:
    """Return a statement with PostgreSQL's marks for values."""
    return sql.replace("%", "%%").replace("?", "%s") if "?" in sql else sql


def _sendable(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return values that PostgreSQL takes: its text has no character NUL."""
    return tuple(
        value.replace("\x00", "\ufffd") if isinstance(value, str) and "\x00" in value else value
        for value in values
    )


def _vector(texts: Mapping[str, str]) -> str:
    """Return folded texts as a tsvector: each word with its places, marked by its column."""
    places: dict[str, list[str]] = {}
    at, held = 0, Counter[str]()
    for column, text in texts.items():
        weight = _WEIGHTS[column]
        for word in words_in(text)[:TOKENS]:
            at = min(at + 1, POSITIONS)
            held[word] += 1
            if held[word] <= 255 and len(word) <= _LEXEME // 4:
                places.setdefault(word, []).append(f"{at}{weight}")
        at = min(at + 2, POSITIONS)  # no phrase goes over from one column into the next
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def _asked(term: Term, columns: str) -> str:
    """Return a term as a tsquery: words in a row, the last of which may be a beginning."""
    last = len(term.words) - 1
    parts = [
        f"'{word}':{'*' if term.prefix and number == last else ''}{columns}"
        for number, word in enumerate(term.words)
    ]
    return "(" + " <-> ".join(parts) + ")"


__all__ = ["SCHEMA", "PostgresDatabase", "close_idle", "connect", "unreachable"]
