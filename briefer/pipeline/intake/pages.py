"""The pages behind entries: listed with their source, read one by one, tried again later.

A page is committed with its article. One that can't be had leaves its teaser; if that may change,
it is asked for again at a later intake.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from briefer import ingest
from briefer.errors import SourceError
from briefer.ingest import pages
from briefer.ingest.canonical import canonical, identity
from briefer.ingest.dates import parse_published
from briefer.ingest.fetch import Answer, Ask
from briefer.ingest.raw import Link, Raw
from briefer.models import Article, Failure
from briefer.pipeline.intake.round import Round, SourceRun, backoff, wait_until
from briefer.store.sources import SourceItem

_OLD = dt.timedelta(days=14)  # pages of older entries are not read: no briefing would take them
_ATTEMPTS = 5  # at a page, over several intakes


class PageReader:
    """Pages under way. `add` puts a request into the pool."""

    def __init__(self, round_: Round, add: Callable[[Ask], None]) -> None:
        self._round = round_
        self._add = add
        self._links: dict[str, tuple[SourceRun, SourceItem]] = {}  # under way, by key
        self._asked: dict[str, int] = {}  # by source

    def __contains__(self, key: str) -> bool:
        """Whether a page of that key is under way."""
        return key in self._links

    def resume(self, run: SourceRun) -> None:
        """Ask for the pages that an earlier intake left."""
        for item in self._round.book.waiting(run.key):
            if wait_until(item.not_before, self._round.now) is None:
                self.ask(run, item)

    def note(self, run: SourceRun, link: Link) -> SourceItem | None:
        """Note a page that a source names; return it where it is to be read."""
        key = identity(link.url)
        known = self._round.book.item(key)
        if known is not None and known.source != run.key:
            if known.article:
                self._round.book.has(run.key, known.article, self._round.now)
            return None
        if known is not None and (known.state != "waiting" and known.mark == link.mark):
            return None
        if key in self._links:
            return None
        published = parse_published(link.published, self._round.now)
        old = published.day is not None and published.day < (self._round.now - _OLD).date()
        item = SourceItem(
            key,
            run.key,
            "failed" if old else "waiting",
            link.mark,
            pages.dump(link),
            attempts=known.attempts if known and known.state == "waiting" else 0,
            not_before=known.not_before if known and known.state == "waiting" else None,
            reason="older than 14 days: its page is not read" if old else "",
        )
        if old and link.teaser:
            self._round.keep(run, [link.teaser])
        self._round.book.save_item(item, self._round.now)
        waits = wait_until(item.not_before, self._round.now)
        return None if old or waits else item

    def newest(self, items: Sequence[SourceItem]) -> list[SourceItem]:
        """Return items by the date that their source gives, the latest first."""
        dated = [(self._moment(item), -number, item) for number, item in enumerate(items)]
        return [item for _, _, item in sorted(dated, key=lambda d: d[:2], reverse=True)]

    def _moment(self, item: SourceItem) -> dt.datetime:
        published = parse_published(pages.load(item.link).published, self._round.now)
        if published.moment:
            return published.moment
        day = published.day or dt.date.min
        return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)

    def ask(self, run: SourceRun, item: SourceItem) -> None:
        """Ask for a page, unless the source has had its share of this intake."""
        if item.key in self._links:
            return
        key = run.key
        link = pages.load(item.link)
        self._links[item.key] = (run, item)
        if self._asked.get(key, 0) >= run.source.pages:
            self._round.tally.waiting += 1
            self._keep(run, item, [link.teaser] if link.teaser else [], None)
            return
        self._asked[key] = self._asked.get(key, 0) + 1
        source = run.source
        private, own = source.allow_private, source.location
        self._add(Ask(link.url, "page", allow_private=private, own=own, key=item.key))

    def take(self, answer: Answer) -> None:
        """Commit a page's article, or that it could not be had."""
        run, item = self._links[answer.ask.key]
        link = pages.load(item.link)
        if answer.reason:
            self._failed(run, item, answer)
            return
        raw = Raw(
            canonical(link.url),
            answer.read(),
            self._round.now,
            run.source,
            answer.url,
            answer.charset,
            day=self._round.day,
        )
        raw = raw._replace(source=run.source.model_copy(update={"kind": None}))
        try:
            raw, kind = self._round.typed(raw, answer)
            article = pages.article_of(link, raw, ingest.read_bytes(raw, kind))
        except SourceError as error:
            article = Failure(location=raw.location, reason=str(error))
        if isinstance(article, Failure):
            self._failed(run, item, answer._replace(reason=article.reason, lasting=True))
            return
        done = item._replace(state="done", reason="", article=article.id, not_before=None)
        self._keep(run, done, [article], None)

    def _failed(self, run: SourceRun, item: SourceItem, answer: Answer) -> None:
        """Keep the teaser, and try the page again at a later intake where that may help."""
        link = pages.load(item.link)
        attempts = item.attempts + 1
        given_up = answer.lasting or attempts >= _ATTEMPTS
        later = answer.retry_at or self._round.now + backoff(attempts)
        item = item._replace(
            state="failed" if given_up else "waiting",
            attempts=attempts,
            not_before=None if given_up else later,
            reason=answer.reason,
        )
        failure = Failure(location=link.url, reason=answer.reason)
        self._keep(run, item, [link.teaser] if link.teaser else [], failure)

    def _keep(
        self, run: SourceRun, item: SourceItem, articles: Sequence[Article], failure: Failure | None
    ) -> None:
        key = run.key
        failures = [failure] if failure else []
        run.failures.extend(failures)
        with self._round.store.transaction():
            new = self._round.keep(run, articles)
            self._round.book.save_item(item, self._round.now)
            if failure:
                self._round.book.set_failures(key, run.failures)
            self._round.add_to_look(run, articles, new, failures)
        self._round.tally.add(run.root, articles, failures, new)
