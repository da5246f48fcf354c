"""How fast to go, when to rest, when to stop: everything that concerns all requests at once.

`Slots` bounds how many run at a time and follows the server's rate limits; `Rest` holds everyone
back while a server asked for it; `Breaker` ends a run that can't succeed.
"""

import asyncio
import random
import re
from collections import deque
from collections.abc import Mapping
from typing import Protocol

from briefer.llm.config import FIRST_JOBS
from briefer.llm.faults import DOWN, ExchangeFault

MOST_JOBS = 64
FIRST_DELAY = 0.5  # seconds, doubled with each try
LONGEST_DELAY = 30.0
GAP = 0.0015  # seconds between two starts, about the CPU time of a request
TRIPS = 3  # requests in a row that fail for good, with no success between, end a run


class Clock(Protocol):
    """The time in seconds, and a way to let it pass. Tests bring their own."""

    def now(self) -> float:
        """Return a time that never goes back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        ...


class WallClock:
    """The real time."""

    def now(self) -> float:
        """Return the event loop's time."""
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        await asyncio.sleep(seconds)


class Slots:
    """At most `limit` requests at a time; the limit moves with what the server shows.

    With fixed `jobs` it never moves. Else it starts at 8, is halved by each 429, and otherwise
    follows Little's law: requests a minute that the server allows, times how long one takes.
    Starts keep a small gap: requests that start together go through the event loop in step, each
    waiting for all others at every step, and so do their answers and all that follows.
    """

    def __init__(self, jobs: int | None) -> None:
        self.fixed = jobs is not None
        self.limit = float(jobs or FIRST_JOBS)
        self._running = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._next = 0.0

    async def __aenter__(self) -> None:
        while self._running >= int(self.limit):
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                self._wake()
                raise
        self._running += 1
        try:
            await self._apart()
        except asyncio.CancelledError:
            await self.__aexit__()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._running -= 1
        self._wake()

    def succeeded(self, headers: Mapping[str, str], seconds: float, tokens: int) -> None:
        """Learn from an answer that took `seconds` and `tokens`."""
        if self.fixed:
            return
        allowed = [
            limit / 60 * max(seconds, 0.05) / each
            for name, each in (("requests", 1), ("tokens", max(tokens, 1)))
            if (limit := _number(headers.get(f"x-ratelimit-limit-{name}"))) is not None
        ]
        if allowed:
            self.limit = min(max(min(*allowed, MOST_JOBS), 1.0), self.limit + 1)
            self._wake()

    def refused(self) -> None:
        """Learn from a 429."""
        if not self.fixed:
            self.limit = max(1.0, self.limit / 2)

    async def _apart(self) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, self._next)
        self._next = start + GAP
        if start > now:
            await asyncio.sleep(start - now)

    def _wake(self) -> None:
        free = int(self.limit) - self._running
        while free > 0 and self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                free -= 1


class Rest:
    """Holds every request back until the moment a server named in `Retry-After`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until = 0.0

    def ask(self, seconds: float) -> None:
        """Hold everyone back for `seconds` from now, unless a longer rest is on."""
        self._until = max(self._until, self._clock.now() + seconds)

    async def over(self) -> None:
        """Return when no rest is on."""
        while (left := self._until - self._clock.now()) > 0:
            await self._clock.sleep(left)


class Breaker:
    """Decides that a server can't help any request: `open` then says why.

    It opens at once on a refused key, an unknown model, spent credit, or when a request gave up
    because nothing listens; and after three requests in a row that failed for good on what looks
    like a server that is down, with no success between.
    """

    def __init__(self) -> None:
        self.open: ExchangeFault | None = None
        self._row = 0
        self._answered = False

    def succeeded(self) -> None:
        """Note that the server answered."""
        self._row = 0
        self._answered = True

    def failed(self, fault: ExchangeFault) -> None:
        """Note a request that failed for good."""
        if fault.code in DOWN:
            self._row += 1
        else:
            self._row = 0
        # A 403 after good answers is a filter's word on one text, not on the key.
        fatal = fault.fatal and not (fault.status == 403 and self._answered)
        if fatal or fault.refused or self._row >= TRIPS:
            self.open = self.open or fault


def backoff(attempt: int, spread: random.Random) -> float:
    """Return the seconds to wait before try `attempt` + 1: doubling, with "equal jitter".

    Source: M. Brooker, Exponential backoff and jitter, AWS Architecture Blog, 2015.
    """
    delay = min(FIRST_DELAY * 2.0 ** min(attempt, 20), LONGEST_DELAY)
    return delay * (0.5 + spread.random() / 2)


def _number(text: str | None) -> float | None:
    found = re.fullmatch(r"\s*(\d{1,12})\s*", text or "")
    return float(found[1]) if found else None
