"""Short mails to the operator and to reviewers: what failed, what waits."""

import datetime as dt
import hashlib
import html
from collections.abc import Sequence
from typing import NamedTuple

from briefer.deliver.addresses import mailboxes
from briefer.deliver.message import Letter, on_the_wire, own_lines, shared_part, unsubscribe_target
from briefer.deliver.smtp import Outcome, Pace, Parcel, Server, deliver
from briefer.errors import MailError
from briefer.pipeline.mail.dispatch import server_of
from briefer.pipeline.output.letters import sender_of
from briefer.pipeline.progress import Silent
from briefer.settings import Workspace

PATIENCE = Pace(attempts=3, first_wait=5, longest_wait=20, jitter=1)
LONGEST = 20_000  # characters of a text


class Alert(NamedTuple):
    """What somebody is to be told."""

    subject: str
    lines: tuple[str, ...]


class _Slips:
    """A ledger that lasts as long as the sending: an alert is told again by the next run."""

    def __init__(self) -> None:
        self.outcomes: dict[int, tuple[Outcome, str]] = {}

    def claim(self, parcel: int) -> None:
        """Do nothing: nobody is harmed by an alert that comes twice."""

    def settle(self, parcel: int, outcome: Outcome, words: str) -> None:
        """Keep what became of it."""
        self.outcomes[parcel] = outcome, words


def alert(
    space: Workspace,
    to: Sequence[str],
    told: Alert,
    now: dt.datetime,
    how: tuple[Server | None, Pace] = (None, PATIENCE),
) -> None:
    """Mail an alert to each address.

    Raises:
        ConfigError: no sender is set, or an address is none; each is named.
        MailError: somebody did not get it for sure; each is named.
    """
    server, pace = how
    sender = sender_of(space)
    text = "\n".join(told.lines)[:LONGEST] + "\n"
    key = hashlib.sha256(f"{now.isoformat()} {told.subject} {text}".encode()).hexdigest()
    letter = Letter(
        key=key,
        sender=sender,
        date=now,
        subject=told.subject,
        text=text,
        html=f"<pre>{html.escape(text)}</pre>\n",
        unsubscribe=unsubscribe_target(None, sender, "briefer alerts"),
    )
    body = on_the_wire(shared_part(letter))
    boxes = mailboxes(to)
    parcels = [
        Parcel(number, sender.address, box.address, own_lines(letter, box), body)
        for number, box in enumerate(boxes)
    ]
    slips = _Slips()
    deliver(parcels, server or server_of(space), slips, pace, Silent())
    failed = [
        f"{box.address}: {words}"
        for number, box in enumerate(boxes)
        for outcome, words in [slips.outcomes.get(number, ("failed", "not tried"))]
        if outcome != "sent"
    ]
    if failed:
        raise MailError("not told: " + "; ".join(failed))
