"""What the books of the store run their statements on: an open SQLite file, or PostgreSQL.

The books (articles, editions, withdrawals, outbox and the rest) are given a `Database` and write
SQL that both understand: `?` for a value, ON CONFLICT, RETURNING. What the two say differently is
a method here, and has its own words in `sqlite` and `postgres`.
"""

import json
import logging
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from briefer.controls import one_line
from briefer.errors import StoreError
from briefer.state import StateAt
from briefer.text.searching import Query

ARTICLE_ID = re.compile(r'"(a[0-9a-f]{16})"')
LOG = logging.getLogger("briefer.store")
WAIT = 30.0  # seconds for another process to be done

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")


class Rows(Protocol):
    """What a statement gave: rows, or how many rows it changed."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        ...

    def fetchone(self) -> Any:
        """Return the next row, None where there is none."""
        ...

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Matching(NamedTuple):
    """How one asks an index of words: a condition and a score in SQL, with their values."""

    where: str
    values: tuple[Any, ...]
    score: str  # lower is better
    score_values: tuple[Any, ...]


class Database(ABC):
    """An open state, with the schema of this version; its owner closes it."""

    kind: ClassVar[str]
    total_changes: int

    def __init__(self, state: StateAt) -> None:
        self.state = state
        self.set_aside: dict[str, str] = {}  # what can't be read in it, and why

    # --- statements ---

    @abstractmethod
    def close(self) -> None:
        """Close it."""

    @abstractmethod
    def execute(self, sql: str, values: Iterable[Any] = ()) -> Rows:
        """Run one statement; outside of a transaction it is committed at once."""

    @abstractmethod
    def executemany(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        """Run one statement for each row of values."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is committed together, or not at all.

        Of one desk only one process is inside at a time.
        """

    @abstractmethod
    def pooled(self, what: str = "pool") -> AbstractContextManager[None]:
        """Be in a transaction, and the only one to write several rows of `what` desks share."""

    @abstractmethod
    def replace(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert whole rows; one that has the key of a new one makes way for it."""

    def one(self, sql: str, values: Iterable[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row, None where there is none."""
        row: tuple[Any, ...] | None = self.execute(sql, values).fetchone()
        return row

    @abstractmethod
    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, a part of them in memory at a time."""

    @abstractmethod
    def turn(self, doing: str, *, of_all: bool = False) -> AbstractContextManager[None]:
        """Wait until no other process of this desk (or `of_all` desks) does the same; keep them off.

        A file does not: there who comes second finds out, and does it again.
        """

    # --- what each says in its own way ---

    @abstractmethod
    def field(self, name: str, column: str = "body", *, sure: bool = False) -> str:
        """Return the SQL of a field of a row's JSON; NULL where that is none, which spoils no query.

        `sure`: it was read before, so that a server need not take care.
        """

    @abstractmethod
    def index_words(self, table: str, doc: int, texts: Mapping[str, str]) -> None:
        """Put a document's folded texts, by column, into an index of words."""

    @abstractmethod
    def matching(self, table: str, query: Query, facets: Sequence[str]) -> Matching | None:
        """Return how the documents are asked for that match; None where nothing is asked."""

    @abstractmethod
    def tidy(self, tables: Sequence[str]) -> None:
        """Tidy indexes of words a little, after a batch."""

    @abstractmethod
    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns, of those that every kind of store has."""

    @abstractmethod
    def length(self, column: str) -> str:
        """Return the SQL of how long a column's value is."""

    @abstractmethod
    def size(self) -> int:
        """Return the bytes that all of it takes."""

    @abstractmethod
    def give_back(self) -> None:
        """Give the space of what left back to the disk.

        Raises:
            StoreError: that can't be done now.
        """

    @abstractmethod
    def note_resting(self, *texts: str) -> None:
        """Note which articles a desk's texts name, where other desks can't see them."""

    # --- sending ---

    @abstractmethod
    def boot(self) -> tuple[str, int]:
        """Return in what time nothing committed is lost, and how many messages to make ready at once."""

    @abstractmethod
    def forced(self) -> AbstractContextManager[None]:
        """What is committed inside is on disk, power cut or not."""

    @abstractmethod
    def only_one(self, doing: str) -> AbstractContextManager[None]:
        """Keep every other process of this desk from `doing` the same; ends with the process.

        Raises:
            BusyError: another process does it.
        """

    # --- failures and damage ---

    @abstractmethod
    def failure(self, error: BaseException) -> StoreError | None:
        """Return what to say of an error that the database raised; None where it is another's."""

    def parsed(self, model: type[M], body: str | bytes, what: str) -> M | None:
        """Return a row's content; one that can't be read is set aside: None, and it is named."""
        try:
            return model.model_validate_json(body)
        except ValueError as error:  # pydantic's are
            self.note_damage(what, error)
            return None

    def sound(
        self, rows: Iterable[Sequence[Any]], make: Callable[..., R], what: str
    ) -> Iterator[R]:
        """Yield what `make` makes of each row; one that can't be read is set aside, and named."""
        for row in rows:
            try:
                made = make(*row)
            except (ValueError, TypeError, RecursionError) as error:
                self.note_damage(f"{what} ({str(row[0])[:80]})", error)
                continue
            yield made

    def needed(self, make: Callable[[], R], what: str) -> R:
        """Return what `make` makes of a row that nothing can go on without.

        Raises:
            StoreError: it can't be read.
        """
        try:
            return make()
        except (ValueError, TypeError) as error:
            raise StoreError(
                f"{what} can't be read in {self.state}: take the last copy (`briefer store backup`), "
                "or build the edition again"
            ) from error

    def ids(self, text: str, what: str) -> list[str]:
        """Return a list of ids that was stored as JSON; none, and it is named, where it is none."""
        try:
            found = json.loads(text)
            return [str(one) for one in found]
        except (ValueError, TypeError, RecursionError) as error:
            self.note_damage(what, error)
            return []

    def note_damage(self, what: str, error: BaseException) -> None:
        """Note what can't be read, and tell of it once; the rest goes on without it."""
        if what in self.set_aside:
            return
        lines = [*str(error).splitlines(), type(error).__name__]
        self.set_aside[what] = f"can't be read in the state file: {one_line(lines[0])[:200]}"
        LOG.warning("%s", one_line(f"{self.state}: {what} {self.set_aside[what]}; it is left out"))
