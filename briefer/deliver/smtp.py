"""Hands messages to a mail server: one session for many recipients, one message for each.

The ledger is told of a message right before the dot that ends it, after which the server may
deliver it, and again right after the server's answer. What fails before the dot is safe to try
again. What breaks between dot and answer SMTP can't decide (RFC 1047): it is left as `unsure`.
"""

import logging
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Protocol

import stamina

from briefer.deliver.session import (
    DroppedError,
    Parcel,
    Server,
    Session,
    SmtpReply,
    UnreachableError,
    UnsureError,
    open_session,
)

MAX_BARREN = 3  # sessions in a row that took no message: the rest waits for the next round

Outcome = Literal["sent", "queued", "refused", "failed", "unsure"]

# What stamina logs of a retry the listener is told in plain words.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class Pace(NamedTuple):
    """How often what a server puts off (4xx, or no connection) is tried, and how long to wait."""

    attempts: int = 4
    first_wait: float = 15.0  # seconds, doubled each time
    longest_wait: float = 240.0
    jitter: float = 5.0


class Ledger(Protocol):
    """Where it is written down, for good, what became of each message."""

    def claim(self, parcel: int) -> None:
        """Mark as `sending`, on disk when this returns."""
        ...

    def settle(self, parcel: int, outcome: Outcome, words: str) -> None:
        """Mark as what became of it, with the server's words."""
        ...


class Listener(Protocol):
    """Told how far the sending is."""

    def advance(self, count: int = 1) -> None:
        """Say that `count` messages are settled."""
        ...

    def note(self, message: str) -> None:
        """Say something the user should read."""
        ...


class DeferredError(Exception):
    """Some messages have to wait."""


def deliver(
    parcels: Iterable[Parcel], server: Server, ledger: Ledger, pace: Pace, listener: Listener
) -> None:
    """Send each parcel once.

    What a server puts off is tried again after a wait, in a later session; what is still put off
    after the last attempt is settled as `failed`.

    Raises:
        MailError: the server can't be used as configured (login, encryption, sender, size); what
            was not sent stays queued.
    """
    courier = Courier(server, ledger, listener)
    waiting = tuple(parcels)
    rounds = stamina.retry_context(
        on=DeferredError,
        attempts=pace.attempts,
        timeout=None,
        wait_initial=pace.first_wait,
        wait_max=pace.longest_wait,
        wait_jitter=pace.jitter,
    )
    try:
        for attempt in rounds:
            with attempt:
                waiting = courier.round(waiting)
                wait = attempt.next_wait if attempt.num < pace.attempts else None
                courier.insist(waiting, wait)
    except DeferredError:
        for parcel in waiting:
            courier.settle(parcel, "failed", courier.reasons[parcel.id])


class Courier:
    """Carries parcels to one server, session after session."""

    def __init__(self, server: Server, ledger: Ledger, listener: Listener) -> None:
        self.reasons: dict[int, str] = {}  # why a parcel waits
        self._server = server
        self._ledger = ledger
        self._listener = listener

    def round(self, parcels: Sequence[Parcel]) -> tuple[Parcel, ...]:
        """Try each parcel once; return those that have to wait.

        A session that breaks is followed by another, which goes on where it broke.
        """
        left = deque(parcels)
        waiting: list[Parcel] = []
        barren = 0
        while left and barren < MAX_BARREN:
            try:
                with open_session(self._server) as session:
                    self._work_off(session, left, waiting)
            except DroppedError as error:
                barren = 0 if error.taken else barren + 1
                if isinstance(error, UnreachableError):
                    self._put_off(left, str(error))
                    break
                if isinstance(error, UnsureError):
                    self.settle(left.popleft(), "unsure", str(error))
                elif not error.taken:
                    waiting.append(left.popleft())
                    self._put_off(waiting[-1:], str(error))
        self._put_off(left, "the server hung up on others again and again")
        return (*waiting, *left)

    def insist(self, waiting: Sequence[Parcel], wait: float | None) -> None:
        """Say how long what waits has to wait.

        Raises:
            DeferredError: something waits.
        """
        if not waiting:
            return
        if wait is not None:
            reason = self.reasons[waiting[0].id]
            self._listener.note(
                f"{len(waiting)} messages are put off ({reason}): trying again in {wait:.0f} s"
            )
        raise DeferredError

    def settle(self, parcel: Parcel, outcome: Outcome, words: str) -> None:
        """Write down what became of a parcel."""
        self._ledger.settle(parcel.id, outcome, words)
        self._listener.advance()

    def _work_off(self, session: Session, left: deque[Parcel], waiting: list[Parcel]) -> None:
        """Send what is `left`; a parcel leaves it as soon as the server has answered."""
        while left:
            parcel = left[0]
            reply = session.send(parcel, lambda: self._ledger.claim(left[0].id))
            left.popleft()
            if reply.temporary:
                self._ledger.settle(parcel.id, "queued", reply.words)
                self._put_off([parcel], reply.words)
                waiting.append(parcel)
            else:
                self.settle(parcel, "sent" if reply.positive else "refused", reply.words)

    def _put_off(self, parcels: Iterable[Parcel], words: str) -> None:
        for parcel in parcels:
            self.reasons.setdefault(parcel.id, words)


__all__ = [
    "Courier",
    "Ledger",
    "Listener",
    "Outcome",
    "Pace",
    "Parcel",
    "Server",
    "SmtpReply",
    "deliver",
]
