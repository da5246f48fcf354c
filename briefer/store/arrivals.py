"""What was read for which edition: an article without a date of its own belongs to that one.

And what is known of articles that have no hour: a day alone is no moment, so it can't be told
from the day alone on which side of a cut-off it lies.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from briefer.models import Article
from briefer.store.database import Store
from briefer.store.moments import day_of


class Hourless(NamedTuple):
    """An article without an hour: its day, when it was read, the edition that it was read for.

    `dated` is false where the day is only assumed.
    """

    day: dt.date | None
    read: dt.datetime
    dated: bool
    edition: dt.date | None


class Arrivals:
    """The arrivals of an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store._db  # noqa: SLF001 - the same file and connection, another module

    def note(self, articles: Iterable[Article], edition: dt.date | None) -> None:
        """Note, before they are stored, that undated `articles` are read for an edition.

        One that is stored already keeps its place.
        """
        if edition is None:
            return
        fresh = [a.id for a in articles if a.undated and self._store.article(a.id) is None]
        self._db.executemany(
            "INSERT INTO arrivals VALUES (?,?) ON CONFLICT DO NOTHING",
            [(article, edition.isoformat()) for article in fresh],
        )

    def hourless(self) -> dict[str, Hourless]:
        """Return what is known of each stored article that has no hour, by id."""
        rows = self._db.execute(
            f"SELECT id, day, fetched, coalesce({self._db.field('dated_by')}, ''), edition "  # noqa: S608 - our own words
            "FROM articles LEFT JOIN arrivals ON article=id WHERE moment IS NULL"
        )
        return dict(self._db.sound(rows, _hourless, "when an article came in"))


def _hourless(
    article: str, day: str | None, read: str, by: str, edition: str | None
) -> tuple[str, Hourless]:
    dated = bool(day) and by not in {"changed", "read"}
    return article, Hourless(
        day_of(day),
        dt.datetime.fromisoformat(read),
        dated,
        dt.date.fromisoformat(edition) if edition else None,
    )
