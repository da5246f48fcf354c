"""Many hosts at once, one request at a time to each, and no host waits for another.

The requests wait in a queue for each host. A worker takes the host that may be asked soonest,
makes one request, and puts the host back with the delay that politeness asks for: a worker
never sleeps while another host could be asked. Redirects go back into the queues too, so that
every hop is checked like a first request and waits its turn at its own host.
"""

import datetime as dt
import heapq
import itertools
import queue
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from briefer.errors import SourceError
from briefer.ingest.fetch.addresses import target
from briefer.ingest.fetch.client import Answer, Ask, Fetcher
from briefer.ingest.fetch.robots import Robot, Rules, rules_of

_READY = 64  # answers that may wait to be read: more would only fill memory
_ROBOTS_HOPS = 3
_TRIES = 2  # times that a request is put back when a host asks for a short pause


class Pool:
    """Requests under way. Add some, read `answers`, add more while reading.

    Args:
        client: makes the requests.
        clock: the present moment, aware.
        robots: rules that are known already, by origin; those fetched are in `fetched_rules`.
    """

    def __init__(
        self,
        client: Fetcher,
        clock: Callable[[], dt.datetime],
        robots: Mapping[str, Rules] | None = None,
    ) -> None:
        self._client = client
        self._clock = clock
        self._robots = {origin: Robot(rules) for origin, rules in (robots or {}).items()}
        self.fetched_rules: dict[str, Rules] = {}
        self._waiting: defaultdict[str, deque[Ask]] = defaultdict(deque)
        self._ready: list[tuple[float, int, str]] = []  # heap: when, order, host
        self._order = itertools.count()
        self._scheduled: set[str] = set()  # hosts in the heap or being asked
        self._next: dict[str, float] = {}  # when a host may be asked again (monotonic)
        self._open = 0  # asks and streams without an answer
        self._answers: queue.Queue[Any] = queue.Queue(_READY)
        self._changed = threading.Condition()
        self._closed = False
        self._workers: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def add(self, ask: Ask) -> None:
        """Put a request into its host's queue."""
        with self._changed:
            self._open += 1
            self._enqueue(ask if ask.own else ask._replace(own=ask.url))

    def run(self, steps: Iterator[Any]) -> None:
        """Take `steps` in a thread of their own; `answers` yields each, one ahead at most."""
        with self._changed:
            self._open += 1
        threading.Thread(target=self._run, args=(steps,), daemon=True).start()

    def answers(self) -> Iterator[Any]:
        """Yield answers (and steps) as they come, until nothing is under way.

        A host is not asked again before its last answer is done with: a process that is killed
        has at most one answer of each host that it did not make use of.
        """
        while True:
            with self._changed:
                if not self._open:
                    return
            item, last, host = self._answers.get()
            if item is not None:
                yield item
            with self._changed:
                self._open -= last
                if host is not None:
                    self._release(host)

    # --- below: called with the condition held, or by workers ---

    def _enqueue(self, ask: Ask) -> None:
        try:
            host = target(ask.url).host
        except SourceError:
            host = ""  # the client says what is wrong with it
        self._waiting[host].append(ask)
        self._schedule(host)
        if len(self._workers) < self._client.policy.jobs:
            worker = threading.Thread(target=self._work, daemon=True)
            self._workers.append(worker)
            worker.start()

    def _schedule(self, host: str) -> None:
        if host not in self._scheduled and self._waiting[host]:
            self._scheduled.add(host)
            heapq.heappush(self._ready, (self._next.get(host, 0.0), next(self._order), host))
            self._changed.notify()

    def _work(self) -> None:
        while True:
            taken = self._take()
            if taken is None:
                return
            host, ask = taken
            try:
                answer, delay = self._answer(ask)
            except Exception as error:  # noqa: BLE001 - a worker that died would leave the rest waiting
                answer, delay = _broken(ask, error), 0.0
            self._finish(host, answer, delay)

    def _take(self) -> tuple[str, Ask] | None:
        with self._changed:
            while not self._closed:
                if not self._ready:
                    self._changed.wait()
                    continue
                wait = self._ready[0][0] - time.monotonic()
                if wait <= 0:
                    host = heapq.heappop(self._ready)[2]
                    return host, self._waiting[host].popleft()
                self._changed.wait(wait)
        return None

    def _finish(self, host: str, answer: Answer, delay: float) -> None:
        again = self._again(answer)
        with self._changed:
            pause = self._pause(answer) if again else 0.0
            self._next[host] = time.monotonic() + max(delay, pause)
            if again is not None:
                self._enqueue(again)
                self._release(host)
        if again is None:
            self._answers.put((answer, True, host))

    def _release(self, host: str) -> None:
        self._scheduled.discard(host)
        self._schedule(host)

    def _pause(self, answer: Answer) -> float:
        if answer.retry_at is None:
            return 0.0
        return max(0.0, (answer.retry_at - self._clock()).total_seconds())

    def _again(self, answer: Answer) -> Ask | None:
        """Return the request that follows from an answer: a redirect's, or the same once more."""
        ask = answer.ask
        if answer.location and not answer.reason:
            permanent = ask.permanent and answer.status in {301, 308}
            return ask._replace(url=answer.location, hops=ask.hops + 1, permanent=permanent)
        soon = answer.retry_at and self._pause(answer) <= self._client.policy.patience
        if soon and ask.tries < _TRIES:
            return ask._replace(tries=ask.tries + 1)
        return None

    def _answer(self, ask: Ask) -> tuple[Answer, float]:
        """Make one request; return its answer and the pause that the host is owed."""
        delay = self._client.policy.delay
        if ask.role == "page":
            try:
                where = target(ask.url)
            except SourceError as error:
                return Answer(ask, 0, ask.url, str(error), lasting=True), 0.0
            robot = self._robot(where.origin, ask)
            delay = max(delay, robot.delay)
            refusal = robot.refusal(where.url)
            if refusal:
                lasting = "does not allow" in refusal
                return Answer(ask, 0, where.url, refusal, lasting=lasting), 0.0
        answer = self._client.get(ask, self._clock())
        return _followed(answer, self._client.policy.max_redirects), delay

    def _robot(self, origin: str, ask: Ask) -> Robot:
        if origin not in self._robots:
            rules = self._rules(origin, ask)
            with self._changed:
                self.fetched_rules[origin] = rules
                self._robots[origin] = Robot(rules)
            time.sleep(min(self._client.policy.delay, 1.0))
        return self._robots[origin]

    def _rules(self, origin: str, ask: Ask) -> Rules:
        question = Ask(f"{origin}/robots.txt", allow_private=ask.allow_private, own=ask.own)
        for _ in range(_ROBOTS_HOPS + 1):
            answer = _followed(self._client.get(question, self._clock()), _ROBOTS_HOPS)
            if not answer.location or answer.reason:
                break
            question = question._replace(url=answer.location, hops=question.hops + 1)
        return rules_of(answer)

    def _run(self, steps: Iterator[Any]) -> None:
        try:
            for step in steps:
                self._answers.put((step, False, None))
        finally:
            self._answers.put((None, True, None))


def _followed(answer: Answer, limit: int) -> Answer:
    """Return a redirect with its address made absolute and allowed, or the reason why not."""
    if not answer.location:
        return answer
    ask = answer.ask
    if ask.hops >= limit:
        return answer._replace(reason=f"more than {limit} redirects", location=None)
    try:
        goal = target(answer.location, base=answer.url)
    except SourceError as error:
        return answer._replace(reason=f"redirects to {error}", location=None)
    if answer.url.startswith("https:") and goal.scheme == "http":
        reason = f"redirects from https to http ({goal.url[:200]}), which is not followed"
        return answer._replace(reason=reason, location=None)
    return answer._replace(location=goal.url)


def _broken(ask: Ask, error: Exception) -> Answer:
    return Answer(ask, 0, ask.url, f"could not be asked: {type(error).__name__}: {error}"[:300])
