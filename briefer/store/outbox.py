"""The outbox: which recipient has been sent which edition, whatever crashed when.

A recipient's row is `queued`, then `sending` from right before the dot that ends the message to
right after the server's answer, then `sent`, `refused` (5xx) or, after the last attempt, `failed`.
A row found as `sending` belongs to a run that died in between: it becomes `unsure` and is never
sent again by itself. `dropped` is a person's word that it is not to be sent.

A process that dies loses nothing it has committed, a machine that loses power may. So before the
first of every 25 messages it is forced to disk that these are about to go, and from which boot
of the machine; what is found in that state after another boot is `unsure` as well.

An edition is an audience's of a date; a printing of it is named by the digest of what it says.
Nobody gets two printings of an edition unless the caller asks for that.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from briefer.errors import StoreError
from briefer.models import Briefing, Edition
from briefer.store.database import Store
from briefer.store.mailings import (
    Addressed,
    Mailed,
    OutboxRow,
    Printing,
    Status,
    Waiting,
    digest_of,
    printing_of,
    row_of,
)
from briefer.store.moments import utc

# Who may have got an edition, or has been refused one by a person: nobody sends them another.
SERVED = ("sending", "sent", "unsure", "dropped")
RETRIED = ("failed", "refused", "unsure", "dropped")  # what a person may queue again


_ROWS = (
    "SELECT o.id, audience, date, recipient, status, attempts, error, updated "
    "FROM outbox o JOIN mailings m ON m.id=o.mailing "
)


class Outbox:
    """The outbox of an open store, at the moment `now`. Rows are changed only inside `locked`."""

    def __init__(self, store: Store, now: dt.datetime) -> None:
        self._now = utc(now)
        self._order: list[int] = []  # what waits, in the order in which it will be claimed
        self._ready: set[int] = set()  # what a power cut would leave unsure
        self._store = store
        self._db = store.database
        self._boot, self._batch = self._db.boot()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other process from sending; what a dead one may have sent is `unsure`.

        Raises:
            BusyError: another process is sending.
        """
        with self._db.only_one("sending"):
            self._recover()
            yield

    def _recover(self) -> None:
        self._db.execute(
            "UPDATE outbox SET status='unsure', boot=NULL, error='the run ended before the server "
            "answered' WHERE status='sending'"
        )
        self._db.execute(
            "UPDATE outbox SET status='unsure', boot=NULL, error='the machine stopped while this "
            "was about to be sent' WHERE boot<>? AND status IN ('queued', 'failed')",
            (self._boot,),
        )

    # --- editions ---

    def briefing(self, edition: Edition) -> Briefing | None:
        """Return the stored briefing of that edition, if there is one."""
        row = self._db.execute(
            "SELECT body FROM briefings WHERE audience=? AND date=?",
            (edition.audience, edition.date.isoformat()),
        ).fetchone()
        what = f"the {edition.audience} briefing of {edition.date}"
        found = self._db.parsed(Briefing, row[0], what) if row else None
        if row and found is None:
            raise StoreError(f"{what} can't be read in {self._store.state}: build it again")
        return found

    def dates(self, audience: str) -> tuple[dt.date, ...]:
        """Return the dates of the audience's stored briefings."""
        rows = self._db.execute(
            "SELECT date FROM briefings WHERE audience=? ORDER BY date", (audience,)
        )
        return tuple(self._db.sound(rows, dt.date.fromisoformat, "the date of an edition"))

    def has_mailing(self, printing: Printing) -> bool:
        """Return whether the printing's message is stored already."""
        return self._mailing(printing) is not None

    def mailed(self, printing: Printing) -> Mailed | None:
        """Return the printing's message, where somebody has, or may have, got it."""
        row = self._db.execute(
            "SELECT sender, subject, body FROM mailings WHERE audience=? AND date=? AND digest=? "  # noqa: S608 - question marks only
            f"AND id IN (SELECT mailing FROM outbox WHERE status IN ({_marks(SERVED)}))",
            (*_key(printing), *SERVED),
        ).fetchone()
        return Mailed(*row) if row else None

    def forget(self, printing: Printing) -> None:
        """Forget the printing's message, where nobody has, or may have, got it."""
        with self._store.transaction():
            mailing = self._mailing(printing)
            if mailing is not None and self.mailed(printing) is None:
                self._db.execute("DELETE FROM outbox WHERE mailing=?", (mailing,))
                self._db.execute("DELETE FROM mailings WHERE id=?", (mailing,))

    def sent_before(self, printing: Printing) -> dt.datetime | None:
        """Return when another printing of that edition was made that somebody has; the latest."""
        row = self._db.execute(
            "SELECT max(created) FROM mailings WHERE audience=? AND date=? AND digest<>? "  # noqa: S608 - question marks only
            f"AND id IN (SELECT mailing FROM outbox WHERE status IN ({_marks(SERVED)}))",
            (*_key(printing), *SERVED),
        ).fetchone()
        found = self._db.sound(
            [row] if row[0] else [], dt.datetime.fromisoformat, "when it was sent"
        )
        return next(found, None)

    def served_otherwise(self, printing: Printing) -> frozenset[str]:
        """Return the recipients who have, or may have, another printing of that edition."""
        rows = self._db.execute(
            f"SELECT recipient FROM outbox o JOIN mailings m ON m.id=o.mailing WHERE audience=? "  # noqa: S608 - question marks only
            f"AND date=? AND digest<>? AND status IN ({_marks(SERVED)})",
            (*_key(printing), *SERVED),
        )
        return frozenset(recipient for (recipient,) in rows)

    def queue(
        self, printing: Printing, mailed: Mailed | None, recipients: Iterable[Addressed]
    ) -> int:
        """Queue the recipients who are not in the printing's list yet; return how many.

        `mailed` is what they share, None where it is stored. What other printings of the edition
        did not get to anyone goes: this one takes its place.
        """
        with self._store.transaction():
            if mailed is not None:
                self._db.execute(
                    "INSERT INTO mailings (audience, date, digest, sender, subject, body, created) "
                    "VALUES (?,?,?,?,?,?,?)",
                    (
                        *_key(printing),
                        *mailed,
                        self._now,
                    ),
                )
            mailing = self._mailing(printing)
            self._db.execute(
                "DELETE FROM outbox WHERE status IN ('queued', 'failed', 'refused') AND mailing IN "
                "(SELECT id FROM mailings WHERE audience=? AND date=? AND id<>?)",
                (*_key(printing)[:2], mailing),
            )
            added = 0
            for one in recipients:
                added += self._db.execute(
                    "INSERT INTO outbox (mailing, recipient, address, head, status, updated) "
                    "VALUES (?,?,?,?,'queued',?) ON CONFLICT DO NOTHING",
                    (mailing, *one, self._now),
                ).rowcount
        return added

    def waiting(self, printing: Printing, recipients: Sequence[str]) -> list[Waiting]:
        """Return what is queued, or failed for now, of the printing and for these recipients."""
        row = self._db.execute(
            "SELECT id, sender, body FROM mailings WHERE audience=? AND date=? AND digest=?",
            _key(printing),
        ).fetchone()
        wanted = frozenset(recipients)
        if row is None:
            return []
        mailing, sender, body = row
        found = self._db.execute(
            "SELECT id, recipient, address, head FROM outbox WHERE mailing=? "
            "AND status IN ('queued', 'failed') ORDER BY id",
            (mailing,),
        ).fetchall()
        waiting = [
            Waiting(number, sender, address, head, body)
            for number, recipient, address, head in found
            if recipient in wanted
        ]
        self._order = [one.id for one in waiting]
        return waiting

    # --- what became of a message ---

    def claim(self, row: int) -> None:
        """Mark a message as `sending`; it is on disk, power cut or not, when this returns.

        Raises:
            StoreError: it is not waiting any more.
        """
        with self._reported():
            if row not in self._ready:
                self._make_ready(row)
            changed = self._db.execute(
                "UPDATE outbox SET status='sending', attempts=attempts+1 "
                "WHERE id=? AND boot IS NOT NULL AND status IN ('queued', 'failed')",
                (row,),
            ).rowcount
        if not changed:
            msg = f"message {row} of the outbox is not waiting any more: run `briefer outbox list`"
            raise StoreError(msg)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Say in plain words that the disk is full or the file busy.

        Raises:
            StoreError: it is.
        """
        try:
            yield
        except Exception as error:
            if self._db.failure(error) is None and not isinstance(error, StoreError):
                raise
            msg = (
                f"{self._store.state}: what became of a message can't be written down ({error}); "
                "what was about to be sent will be listed as unsure"
            )
            raise StoreError(msg) from error

    def _make_ready(self, row: int) -> None:
        """Force to disk that `row`, and what comes after it, may be sent any moment."""
        at = self._order.index(row) if row in self._order else len(self._order)
        batch = {row, *self._order[at : at + self._batch]}
        with self._db.forced(), self._store.transaction():
            self._db.executemany(
                "UPDATE outbox SET boot=? WHERE id=? AND status IN ('queued', 'failed')",
                [(self._boot, one) for one in sorted(batch)],
            )
        self._ready |= batch

    def settle(self, row: int, status: Status, words: str) -> None:
        """Mark a message as what became of it.

        Should a power cut undo this, the row is still about to be sent, and thus becomes unsure.
        """
        self._ready.discard(row)
        with self._reported():
            self._db.execute(
                "UPDATE outbox SET attempts=attempts+CASE WHEN status<>'sending' AND ?<>'failed' "
                "THEN 1 ELSE 0 END, status=?, "
                "error=?, updated=?, boot=NULL WHERE id=?",
                (status, status, "" if status == "sent" else words, self._now, row),
            )

    # --- what a person sees and decides ---

    def rows(
        self, audience: str | None = None, date: dt.date | None = None, status: str | None = None
    ) -> list[OutboxRow]:
        """Return the rows, by edition and in the order in which they were queued."""
        found = self._db.execute(
            _ROWS + "WHERE audience=coalesce(?, audience) AND date=coalesce(?, date) "
            "AND status=coalesce(?, status) ORDER BY date, audience, o.id",
            (audience, date.isoformat() if date else None, status),
        )
        return list(self._db.sound(found, _row, "a recipient's row"))

    def of_printing(self, printing: Printing) -> list[OutboxRow]:
        """Return the printing's rows."""
        found = self._db.execute(
            _ROWS + "WHERE audience=? AND date=? AND digest=? ORDER BY o.id",
            _key(printing),
        )
        return list(self._db.sound(found, _row, "a recipient's row"))

    def retry(self, rows: Sequence[int]) -> int:
        """Queue rows again that were not sent for sure; return how many."""
        return self._decide(rows, "queued", RETRIED)

    def drop(self, rows: Sequence[int]) -> int:
        """Mark rows as not to be sent; return how many."""
        return self._decide(rows, "dropped", ("queued", "failed", "refused", "unsure"))

    def _decide(self, rows: Sequence[int], status: Status, among: Sequence[str]) -> int:
        with self._store.transaction():
            return sum(
                self._db.execute(
                    f"UPDATE outbox SET status=?, updated=? WHERE id=? AND status IN ({_marks(among)})",  # noqa: S608 - question marks only
                    (status, self._now, row, *among),
                ).rowcount
                for row in rows
            )

    def _mailing(self, printing: Printing) -> int | None:
        row = self._db.execute(
            "SELECT id FROM mailings WHERE audience=? AND date=? AND digest=?",
            _key(printing),
        ).fetchone()
        return int(row[0]) if row else None


def _key(printing: Printing) -> tuple[str, str, str]:
    """Return a printing as the tables name it."""
    audience, date = printing.edition
    return audience, date.isoformat(), printing.digest


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" for _ in values)


__all__ = [
    "Addressed",
    "Mailed",
    "Outbox",
    "OutboxRow",
    "Printing",
    "Status",
    "Waiting",
    "digest_of",
    "printing_of",
]


def _row(*values: Any) -> OutboxRow:
    return row_of(values)
