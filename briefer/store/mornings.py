"""Which audience's last edition was made when, and what became of each run."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from briefer.models import Edition
from briefer.store.database import Store
from briefer.store.moments import day_of, utc

KEPT = 1000  # runs
FAR = dt.datetime(9998, 1, 1, tzinfo=dt.UTC)  # a moment to come, which a run sets back
LAST = 100  # runs that are looked through for what was made
_RUN = "id, started, ended, report"


class Ran(NamedTuple):
    """A run. `ended` is None while it is at work, or if it died; `report` is JSON."""

    id: int
    started: dt.datetime
    ended: dt.datetime | None
    report: str


class Mornings:
    """The mornings and runs of an open store. Each method that writes commits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.database

    # --- audiences ---

    def all(self) -> dict[str, tuple[dt.datetime, dt.date | None]]:
        """Return since when each audience is served, and the date of its last edition."""
        rows = self._db.execute("SELECT audience, since, done FROM mornings ORDER BY audience")
        return {
            audience: (self._since(audience, since), self._done(audience, done))
            for audience, since, done in rows
        }

    def _since(self, audience: str, text: str) -> dt.datetime:
        """Return since when an audience is served; what can't be read counts as days to come."""
        try:
            found = dt.datetime.fromisoformat(text)
        except ValueError as error:
            self._db.note_damage(f"since when {audience} is served", error)
            return FAR
        return found if found.tzinfo else found.replace(tzinfo=dt.UTC)

    def _done(self, audience: str, text: str | None) -> dt.date | None:
        """Return the date of its last edition; as of a clock that was ahead where it can't be read."""
        if text is None:
            return None
        found = day_of(text)
        if found is None:
            self._db.note_damage(f"the last edition of {audience}", ValueError(text[:80]))
        return found or FAR.date()

    def meet(self, audience: str, since: dt.datetime) -> None:
        """Note an audience, if it is new: its cut-offs after `since` count."""
        self._db.execute(
            "INSERT INTO mornings VALUES (?,?,NULL) ON CONFLICT DO NOTHING", (audience, utc(since))
        )

    def done(self, edition: Edition, now: dt.datetime) -> None:
        """Note that an edition was made."""
        date = edition.date.isoformat()
        self.meet(edition.audience, now)
        self._db.execute(
            "UPDATE mornings SET done=? WHERE audience=? AND coalesce(done, '')<?",
            (date, edition.audience, date),
        )

    def set_back(self, audience: str, since: dt.datetime, done: dt.date | None) -> None:
        """Note what is known of an audience anew: a clock that was ahead had noted what is to come."""
        self._db.execute(
            "UPDATE mornings SET since=?, done=? WHERE audience=?",
            (utc(since), done.isoformat() if done else None, audience),
        )

    # --- runs ---

    def begin(self, now: dt.datetime) -> int:
        """Note that a run begins; return its number."""
        with self._store.transaction():
            (number,) = self._db.execute(
                "INSERT INTO runs (started) VALUES (?) RETURNING id", (utc(now),)
            ).fetchone()
            self._db.execute(
                "DELETE FROM runs WHERE id<=(SELECT id FROM runs ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (KEPT,),
            )
        return int(number)

    def end(self, number: int, now: dt.datetime, report: str) -> None:
        """Keep a run's report."""
        self._db.execute("UPDATE runs SET ended=?, report=? WHERE id=?", (utc(now), report, number))

    def last(self) -> Ran | None:
        """Return the last run that ended."""
        return self._ran("WHERE ended IS NOT NULL ORDER BY id DESC LIMIT 1")

    def ended(self, before: dt.datetime) -> Iterator[Ran]:
        """Yield the last runs that began before that moment and ended, the latest first."""
        for row in self._db.execute(
            f"SELECT {_RUN} FROM runs WHERE ended IS NOT NULL AND started<? ORDER BY id DESC LIMIT ?",  # noqa: S608 - our own words
            (utc(before), LAST),
        ):
            yield from self._db.sound([row], _ran, "the report of a run")

    def dead(self) -> Ran | None:
        """Return the last run, if it never ended. Ask before `begin`, holding the lock."""
        ran = self._ran("ORDER BY id DESC LIMIT 1")
        return ran if ran is not None and ran.ended is None else None

    def _ran(self, where: str) -> Ran | None:
        row = self._db.execute(f"SELECT {_RUN} FROM runs {where}").fetchone()  # noqa: S608 - our own words
        return next(self._db.sound([row] if row else [], _ran, "the report of a run"), None)


def _ran(number: int, started: str, ended: str | None, report: str) -> Ran:
    return Ran(
        number,
        dt.datetime.fromisoformat(started),
        dt.datetime.fromisoformat(ended) if ended else None,
        report,
    )
