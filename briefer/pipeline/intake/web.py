"""Sources on the web and in mailboxes, into the store: all at once, each answer kept as it comes.

A source's answer is committed with the list of pages that it names and with what makes the next
request a conditional one; each page is committed with its article. So a kill between any two
commits loses nothing: pages that are still waiting are read at the next look, finished ones are
not asked for again.
"""

import datetime as dt
import hashlib
import json
import time
from collections.abc import Sequence

from briefer import ingest
from briefer.errors import SourceError
from briefer.ingest import Source, registry
from briefer.ingest.fetch import Answer, Ask, Fetcher, Pool
from briefer.ingest.fetch.robots import Rules
from briefer.ingest.raw import Found, Link, Raw
from briefer.ingest.sources import unknown_kind
from briefer.models import Article, Failure
from briefer.pipeline.intake.mailboxes import Step, steps, take_step
from briefer.pipeline.intake.pages import PageReader
from briefer.pipeline.intake.round import AnswerTally, Round, SourceRun, backoff, wait_until
from briefer.store.sources import KnownAddress, Outcome

_DEEPEST = 2  # a list of feeds in a list of feeds


class Web:
    """Reads addresses into the store."""

    def __init__(self, round_: Round) -> None:
        self._round = round_
        self._book = round_.book
        self._now = round_.now
        self._runs: dict[str, SourceRun] = {}
        self._pages = PageReader(round_, self._add)
        self._started = time.monotonic()
        self._pool: Pool | None = None

    def read(self, sources: Sequence[Source]) -> None:
        """Read `sources`, their pages, and the sources that they list."""
        if not sources:
            return
        robots = {o: Rules(text) for o, text in self._book.robots(self._now).items()}
        with Fetcher(self._round.policy) as client, Pool(client, self._clock, robots) as pool:
            self._pool = pool
            # Those that failed last time come last, so that nobody waits for them.
            for source in sorted(sources, key=lambda s: self._book.known(s.location).failures > 0):
                self._begin(source, source.location, 0)
            for result in pool.answers():
                self._take(result)
            with self._round.store.transaction():
                for origin, rules in sorted(pool.fetched_rules.items()):
                    if not rules.reason:
                        self._book.save_robots(origin, rules.text, self._now)

    def _clock(self) -> dt.datetime:
        return self._now + dt.timedelta(seconds=time.monotonic() - self._started)

    # --- beginning ---

    def _begin(self, source: Source, root: str, depth: int) -> None:
        key = source.location
        if key in self._runs or depth > _DEEPEST:
            return
        run = self._runs[key] = SourceRun(source, root, depth, [], [])
        self._book.meet(key, source.name, source.kind, self._now)
        scheme = ingest.scheme(key)
        if scheme not in {"http", "https"}:
            self._begin_scheme(run, scheme or "")
            return
        if source.kind and registry.by_code(source.kind) is None:
            self._round.failed(run, unknown_kind(source.kind))
            return
        known = self._book.known(key)
        wait = self._not_before(source, known)
        if wait is not None:
            reason = f"not asked again before {wait.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
            self._round.log(run, "waiting", reason=reason)
            self._round.tally.waiting += 1
            self._round.tally.progress.note(f"{key}: {reason}")
        else:
            self._add(_ask(source, known, self._kind(source)))
        self._pages.resume(run)

    def _not_before(self, source: Source, known: KnownAddress) -> dt.datetime | None:
        """Return the moment before which a source is not asked, if that is still to come."""
        asked = known.at if known.at and known.at <= self._now else None
        moments = [wait_until(known.not_before, self._now)]
        if source.every and asked:
            moments.append(asked + dt.timedelta(minutes=source.every))
        latest = max(filter(None, moments), default=self._now)
        return latest if latest > self._now else None

    def _kind(self, source: Source) -> str | None:
        """Return the kind that a source is, as set or as it was found to be."""
        if source.kind:
            return source.kind
        return next((row.kind for row in [self._book.source(source.location)] if row), None)

    def _add(self, ask: Ask) -> None:
        assert self._pool is not None  # noqa: S101 - set before anything is asked
        self._pool.add(ask)

    # --- answers ---

    def _take(self, result: Answer | Step) -> None:
        if isinstance(result, Step):
            take_step(self._round, result)
        elif result.ask.key in self._pages:
            self._pages.take(result)
        else:
            self._take_source(self._runs[result.ask.key], result)

    def _take_source(self, run: SourceRun, answer: Answer) -> None:
        known = self._book.known(run.key)
        if answer.reason:
            with self._round.store.transaction():
                self._learn_failure(run.source, known, answer)
                self._round.failed(run, answer.reason, answer)
            return
        data = answer.read()
        digest = hashlib.sha256(data).hexdigest()
        if answer.status == 304 or digest == known.digest:
            self._unchanged(run, known, answer)
            return
        raw = Raw(
            run.key,
            data,
            self._now,
            run.source,
            answer.url,
            charset=answer.charset,
            day=self._round.day,
        )
        try:
            raw, kind = self._round.typed(raw, answer)
        except SourceError as error:
            self._round.failed(run, str(error), answer)
            return
        if kind is not None and kind.name == "HTML" and answer.ask.role != "page":
            # A page, then: robots.txt has its say before it is used.
            self._book.meet(run.key, None, "page", self._now)
            self._add(_ask(run.source, KnownAddress(), "page"))
            return
        self._keep_source(run, answer, digest, list(ingest.read_bytes(raw, kind)), kind)

    def _keep_source(
        self,
        run: SourceRun,
        answer: Answer,
        digest: str,
        found: Sequence[Found],
        kind: registry.Kind | None,
    ) -> None:
        """Commit what a source's answer holds, then ask for the pages it names."""
        key = run.key
        articles = [item for item in found if isinstance(item, Article)]
        failures = [item for item in found if isinstance(item, Failure)]
        links = [item for item in found if isinstance(item, Link)]
        listed = [item for item in found if isinstance(item, Source)]
        run.failures.extend(failures)
        with self._round.store.transaction():
            new = self._round.keep(run, articles)
            items = [item for item in (self._pages.note(run, link) for link in links) if item]
            outlets = [a.source for a in articles] + [link.outlet for link in links]
            name = run.source.name or next(filter(None, outlets), None)
            self._book.meet(key, name, kind.code if kind else None, self._now)
            self._book.save_state(key, json.dumps([s.model_dump() for s in listed]))
            self._learn(run.source, answer, digest)
            self._book.set_failures(key, run.failures)
            outcome: Outcome = "new" if new else "unchanged"
            if failures and not (articles or links or listed):
                outcome = "failed"
            brought = AnswerTally(len(articles) + len(links), articles, new)
            reason = failures[0].reason if outcome == "failed" else ""
            self._round.log(run, outcome, answer, brought=brought, reason=reason)
        self._round.tally.add(run.root, articles, failures, new)
        if links or listed:
            self._round.tally.found(run.root)
        for item in self._pages.newest(items):
            self._pages.ask(run, item)
        for source in listed:
            self._begin(source, run.root, run.depth + 1)

    def _unchanged(self, run: SourceRun, known: KnownAddress, answer: Answer) -> None:
        with self._round.store.transaction():
            kept = known._replace(at=self._now, failures=0, not_before=None)
            if answer.status != 304:
                kept = kept._replace(
                    etag=answer.etag, modified=answer.modified, validated=answer.url
                )
            self._book.learn(run.key, kept)
            self._round.log(run, "unchanged", answer)
        self._round.tally.unchanged_in(run.root)
        for source in self._listed(run):
            self._begin(source, run.root, run.depth + 1)

    def _listed(self, run: SourceRun) -> list[Source]:
        """Return the sources that a list named when it was read last; none where that is damaged."""
        try:
            return [Source(**fields) for fields in json.loads(self._book.state(run.key) or "[]")]
        except (ValueError, TypeError) as error:
            self._round.store.database.note_damage(f"what {run.key} listed", error)
            return []

    # --- schemes: mailboxes, and what other packages add ---

    def _begin_scheme(self, run: SourceRun, name: str) -> None:
        scheme = registry.scheme_of(name)
        if scheme is None:
            self._round.failed(run, f'there is no way to read "{name}://": only http, https, imaps')
            return
        assert self._pool is not None  # noqa: S101 - set before anything is asked
        self._pool.run(steps(self._round, run, scheme))

    # --- what is remembered ---

    def _learn(self, source: Source, answer: Answer, digest: str) -> None:
        self._book.learn(
            source.location,
            KnownAddress(
                etag=answer.etag,
                modified=answer.modified,
                validated=answer.url,
                digest=digest,
                moved=answer.moved,
                at=self._now,
            ),
        )
        if answer.moved:
            self._round.tally.progress.note(
                f"{source.location} has moved to {answer.moved} for good: put that into briefer.toml"
            )

    def _learn_failure(self, source: Source, known: KnownAddress, answer: Answer) -> None:
        failures = known.failures + 1
        again = answer.retry_at
        if again is None and answer.status in {429, 503}:
            again = self._now + backoff(failures)
        self._book.learn(
            source.location, known._replace(not_before=again, failures=failures, at=self._now)
        )


def _ask(source: Source, known: KnownAddress, kind: str | None) -> Ask:
    return Ask(
        source.location,
        "page" if kind in {"page", "HTML", "html"} else "source",
        etag=known.etag,
        modified=known.modified,
        validated=known.validated,
        allow_private=source.allow_private,
        key=source.location,
    )
