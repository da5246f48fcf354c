"""What every part of an intake from the web and from mailboxes shares: the store, the log."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from briefer.ingest import Source, merge_origins, registry
from briefer.ingest.fetch import Answer, Policy
from briefer.ingest.fetch.packing import unpack_gzip
from briefer.ingest.raw import Raw
from briefer.models import Article, Failure
from briefer.pipeline.intake.tally import Tally
from briefer.store import Store
from briefer.store.arrivals import Arrivals
from briefer.store.sources import Look, Outcome, Sources

_BACKOFF = dt.timedelta(minutes=5)  # doubled with each failure
_MAX_BACKOFF = dt.timedelta(hours=24)
_LONGEST_WAIT = dt.timedelta(days=7)  # what a Retry-After is cut to


class SourceRun(NamedTuple):
    """A source under way: who named it, how deep it was listed, its place in the log."""

    source: Source
    root: str  # the source as the user named it
    depth: int
    failures: list[Failure]
    look: list[int]  # number in the log, once it has one

    @property
    def key(self) -> str:
        """What the store knows the source by."""
        return self.source.location


class AnswerTally(NamedTuple):
    """What an answer held, for the log."""

    listed: int = 0
    articles: Sequence[Article] = ()
    new: int = 0


class Round:
    """One intake: where things go, when and for which edition it is, how the web is asked."""

    def __init__(
        self,
        store: Store,
        now: dt.datetime,
        tally: Tally,
        policy: Policy,
        day: dt.date | None = None,
    ) -> None:
        self.store = store
        self.day = day
        self.book = Sources(store)
        self.now = now
        self.tally = tally
        self.policy = policy

    def keep(self, run: SourceRun, articles: Sequence[Article]) -> int:
        """Store what a source brought; return how many are new."""
        return self.take(run.key, articles)

    def take(self, source: str, articles: Sequence[Article]) -> int:
        """Store what a source, by its key, brought; return how many are new."""
        with self.store.transaction():
            Arrivals(self.store).note(articles, self.day)
            return self.book.keep(source, articles, merge_origins, self.now)

    def add_to_look(
        self, run: SourceRun, articles: Sequence[Article], new: int, failures: Sequence[Failure]
    ) -> None:
        """Count what came after a source's own answer."""
        if run.look:
            self.book.add_to_look(
                run.look[0],
                articles=len(articles),
                new=new,
                stubs=sum(article.stub is not None for article in articles),
                failures=len(failures),
            )

    def typed(self, raw: Raw, answer: Answer) -> tuple[Raw, registry.Kind | None]:
        """Return the bytes, unpacked where they are a .gz file, and what they are."""
        data = raw.data
        if data.startswith(b"\x1f\x8b"):
            data = unpack_gzip(data, self.policy.max_bytes)
        kind = registry.by_code(raw.source.kind) if raw.source and raw.source.kind else None
        kind = kind or registry.by_magic(data) or registry.by_media(answer.media)
        return raw._replace(data=data), kind or (registry.sniff(data) if data.strip() else None)

    def failed(self, run: SourceRun, reason: str, answer: Answer | None = None) -> None:
        """Log and count that a source could not be read, and why."""
        failure = Failure(location=run.key, reason=reason)
        run.failures.append(failure)
        with self.store.transaction():
            self.book.set_failures(run.key, run.failures)
            self.log(run, "failed", answer, reason=reason)
        self.tally.add(run.root, [], [failure], 0)

    def log(
        self,
        run: SourceRun,
        outcome: Outcome,
        answer: Answer | None = None,
        *,
        brought: AnswerTally | None = None,
        reason: str = "",
    ) -> None:
        """Add a look at a source to the log."""
        listed, articles, new = brought or AnswerTally()
        number = self.book.log(
            Look(
                run.key,
                self.now,
                outcome,
                status=answer.status if answer else 0,
                seconds=round(answer.seconds, 3) if answer else 0.0,
                bytes=answer.size if answer else 0,
                listed=listed,
                articles=len(articles),
                new=new,
                stubs=sum(article.stub is not None for article in articles),
                failures=len(run.failures),
                reason=reason,
            )
        )
        run.look.append(number)


def backoff(failures: int) -> dt.timedelta:
    """Return how long a host is left alone after so many failures in a row."""
    return min(_BACKOFF * (1 << min(failures - 1, 20)), _MAX_BACKOFF)


def wait_until(moment: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """Return a moment before which nothing is to be asked, None where that is over.

    One further ahead than anything is ever put off was written down by a clock that was ahead.
    """
    if moment is None or not now < moment <= now + _LONGEST_WAIT:
        return None
    return moment
