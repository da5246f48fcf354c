"""Stored briefings as their readers had them: what was mailed stays, whatever is built again.

A briefing that was mailed and is built again is kept beside the new one. What an audience knows
is the edition that went out; where none did, the one that was built last.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from briefer.models import Briefing, Edition, alike
from briefer.store.database import Earlier, Store
from briefer.store.mailings import digest_of
from briefer.store.outbox import SERVED

_MARKS = ",".join("?" * len(SERVED))
_COLUMNS = "date, window_end, last_seq, articles, body, base"


class KnownEdition(NamedTuple):
    """An edition that an audience has: as printed, and before the limits cut it."""

    body: str
    base: str
    window_end: dt.datetime
    last_seq: int
    articles: frozenset[str]

    def printed(self) -> Briefing:
        """Return what the audience was shown."""
        return Briefing.model_validate_json(self.body)

    def whole(self) -> Briefing:
        """Return the same before the audience's limits cut it."""
        return Briefing.model_validate_json(self.base)


class Used(NamedTuple):
    """A stored edition that cites an article: how many claims rest on it, how many got it."""

    edition: Edition
    claims: int
    mailed: int
    stands: bool  # False: built again since


class Editions:
    """The editions of an open store."""

    def __init__(self, store: Store) -> None:
        self._db = store.database

    def known(self, audience: str, before: dt.date, count: int) -> list[KnownEdition]:
        """Return the last `count` editions that the audience had before a date, latest first."""
        found = (self._edition(audience, date) for date in self._dates(audience, before))
        sound = (one for one in found if self._sound(one, f"{audience} before {before}"))
        return list(islice(sound, count))

    def _sound(self, edition: KnownEdition, what: str) -> bool:
        bodies = (edition.body, edition.base)
        return all(self._db.parsed(Briefing, body, what) is not None for body in bodies)

    def earlier(self, audience: str, before: dt.date) -> Earlier | None:
        """Return where the audience's last edition ended, and all that it has been told of."""
        dates = self._dates(audience, before)
        if not dates:
            return None
        last = self._edition(audience, dates[0])
        again = set(self._built_again(audience))
        read: set[str] = set()
        for date, text in self._db.execute(
            "SELECT date, articles FROM briefings WHERE audience=? AND date<?",
            (audience, before.isoformat()),
        ):
            read |= (
                self._edition(audience, date).articles
                if date in again
                else set(self._db.ids(text, f"what the {audience} briefing of {date} read"))
            )
        return Earlier(last.window_end, last.last_seq, frozenset(read))

    def using(self, article: str) -> Iterator[Used]:
        """Yield the stored editions in which claims rest on an article, by date and audience."""
        rows = self._db.execute(
            "SELECT audience, date, body, 1 FROM briefings WHERE instr(body, ?)>0 UNION ALL "
            "SELECT audience, date, body, 0 FROM editions WHERE instr(body, ?)>0 ORDER BY 2, 1, 4",
            (article, article),
        )
        for audience, date, body, stands in rows:
            briefing = self._db.parsed(Briefing, body, f"{audience} of {date}")
            if briefing is None:
                continue
            claims = len({alike(claim.text) for claim in briefing.claims_on(article)})
            mailed = self._mailed(audience, date).get(digest_of(briefing), 0)
            if claims and (stands or mailed):
                edition = Edition(audience, dt.date.fromisoformat(date))
                yield Used(edition, claims, mailed, stands=bool(stands))

    # --- what went out ---

    def _dates(self, audience: str, before: dt.date) -> list[str]:
        rows = self._db.execute(
            "SELECT date FROM briefings WHERE audience=? AND date<? ORDER BY date DESC",
            (audience, before.isoformat()),
        )
        return [date for (date,) in rows]

    def _built_again(self, audience: str) -> list[str]:
        """Return the dates of which an edition was kept that has been built again since."""
        rows = self._db.execute("SELECT DISTINCT date FROM editions WHERE audience=?", (audience,))
        return [date for (date,) in rows]

    def _edition(self, audience: str, date: str) -> KnownEdition:
        """Return the edition of a date that went out last, else the one that stands."""
        rows = list(
            self._db.execute(
                f"SELECT {_COLUMNS} FROM briefings WHERE audience=? AND date=?",  # noqa: S608
                (audience, date),
            )
        )
        kept = self._db.execute(
            f"SELECT {_COLUMNS} FROM editions WHERE audience=? AND date=? ORDER BY id DESC",  # noqa: S608
            (audience, date),
        ).fetchall()
        if kept:
            sent = self._mailed(audience, date)
            found = ((sent.get(self._digest(row)), row) for row in (*rows, *kept))
            rows = [row for mailed, row in found if mailed] or rows
        _, window_end, last_seq, articles, body, base = rows[0]
        what = f"the {audience} briefing of {date}"
        return KnownEdition(
            body,
            base,
            self._db.needed(lambda: dt.datetime.fromisoformat(window_end), what),
            last_seq,
            frozenset(self._db.ids(articles, f"what {what} read")),
        )

    def _mailed(self, audience: str, date: str) -> dict[str, int]:
        """Return how many recipients have, or may have, each edition of a date, by its digest."""
        rows = self._db.execute(
            "SELECT digest, count(*) FROM mailings m JOIN outbox o ON o.mailing=m.id "  # noqa: S608 - question marks only
            f"WHERE audience=? AND date=? AND status IN ({_MARKS}) AND status<>'dropped' "
            "GROUP BY digest",
            (audience, date, *SERVED),
        )
        return dict(rows.fetchall())

    def _digest(self, row: tuple[str, str, int, str, str, str]) -> str:
        """Return the digest of what a row says, "" where it can't be read."""
        briefing = self._db.parsed(Briefing, row[4], f"an edition of {row[0]}")
        return digest_of(briefing) if briefing else ""
