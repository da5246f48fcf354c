"""The outbox's vocabulary: printings of editions, recipients, and what became of a message."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from briefer.models import Briefing, Edition
from briefer.store.moments import LONG_AGO, moment_or_none

Status = Literal["queued", "sending", "sent", "failed", "refused", "unsure", "dropped"]

STATUSES: tuple[Status, ...] = (
    "queued",
    "sending",
    "sent",
    "failed",
    "refused",
    "unsure",
    "dropped",
)


class Printing(NamedTuple):
    """An edition as it says one thing: built again with other words it is another printing."""

    edition: Edition
    digest: str  # of what it says

    def __str__(self) -> str:
        """Return a key that it has for good: its recipients' Message-IDs are made of it."""
        return f"{self.edition.audience}/{self.edition.date}/{self.digest}"


class Addressed(NamedTuple):
    """A recipient and the header lines that are theirs alone."""

    recipient: str
    address: str
    head: bytes


class Mailed(NamedTuple):
    """What all recipients of an edition share: the sender's address, and the message."""

    sender: str
    subject: str
    body: bytes


class OutboxRow(NamedTuple):
    """One recipient of one edition."""

    id: int
    audience: str
    date: dt.date
    recipient: str
    status: Status
    attempts: int
    error: str
    updated: dt.datetime

    def as_json(self) -> dict[str, Any]:
        """Return what `outbox list --json` prints."""
        return {
            **self._asdict(),
            "date": self.date.isoformat(),
            "updated": self.updated.isoformat(),
        }


class Waiting(NamedTuple):
    """A message that is still to be sent, as it goes over the wire."""

    id: int
    sender: str
    address: str
    head: bytes
    body: bytes


def printing_of(briefing: Briefing) -> Printing:
    """Return which printing of which edition a briefing is."""
    return Printing(briefing.edition, digest_of(briefing))


def digest_of(briefing: Briefing) -> str:
    """Return a digest of what a reader sees: a rebuilt briefing that says the same has the same."""
    content = briefing.model_dump_json(exclude={"stats": {"usage", "tokens"}})
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def row_of(values: Sequence[Any]) -> OutboxRow:
    """Return a row of the database as an `OutboxRow`."""
    number, audience, date, recipient, status, attempts, error, updated = values
    return OutboxRow(
        id=number,
        audience=audience,
        date=dt.date.fromisoformat(date),
        recipient=recipient,
        status=status,
        attempts=attempts,
        error=error,
        updated=moment_or_none(updated) or LONG_AGO,
    )
