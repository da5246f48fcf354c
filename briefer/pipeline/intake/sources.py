"""Sources into the store: what each file, answer or mail held is committed before the next.

Files are read one after the other, the web all at once (`fetching`). Killed at any moment, an
intake goes on where it stopped: an article, the state of the item it came from and what is known
of the address are written together or not at all.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from briefer import __version__, ingest
from briefer.ingest import Source
from briefer.ingest.fetch import Policy
from briefer.ingest.opening import moment
from briefer.ingest.raw import Found
from briefer.models import Article, Failure
from briefer.pipeline.intake.round import Round
from briefer.pipeline.intake.tally import Intake, Tally
from briefer.pipeline.intake.web import Web
from briefer.pipeline.progress import Progress
from briefer.settings import FetchSettings
from briefer.store import Store
from briefer.store.sources import Look, Outcome

__all__ = ["Intake", "policy_of", "take_in"]

_SETTLED = dt.timedelta(seconds=2)  # a file changed later might change again within one tick


def policy_of(settings: FetchSettings) -> Policy:
    """Return how the web is asked by the workspace's settings."""
    return Policy(
        jobs=settings.jobs,
        delay=settings.delay,
        timeout=settings.timeout,
        max_bytes=int(settings.max_mb * 1_000_000),
        contact=settings.contact,
    )


def take_in(  # noqa: PLR0913 - what to read, into what, and how
    store: Store,
    sources: Sequence[str | Source],
    now: dt.datetime,
    progress: Progress,
    *,
    base: Path | None = None,
    stdin: BinaryIO | None = None,
    policy: Policy | None = None,
    day: dt.date | None = None,
) -> Intake:
    """Read `sources` into the store; a source that fails is reported, and the rest goes on.

    Args:
        store: where articles go, and where it is known what need not be read again.
        sources: see `ingest.pieces`; addresses too.
        now: the moment of the intake, aware.
        progress: is told.
        base: where relative paths start; the working directory by default.
        stdin: what "-" reads.
        policy: how the web is asked.
        day: the date of the edition that is being built, to which what has no date belongs.
    """
    asked = [Source(location=s) if isinstance(s, str) else s for s in sources]
    tally = Tally(progress)
    progress.stage("Reading", None)
    round_ = Round(store, now, tally, policy or Policy(), day)
    files = _Files(round_, base)
    found = {s.location: files.read(s, stdin) for s in asked if not ingest.scheme(s.location)}
    web = Web(round_)
    web.read([s for source in asked for s in found.get(source.location, [source])])
    return tally.result([source.location for source in asked])


class _Files:
    """Reads files, folders, globs and standard input."""

    def __init__(self, round_: Round, base: Path | None) -> None:
        self._store = round_.store
        self._book = round_.book
        self._now = round_.now
        self._tally = round_.tally
        self._round = round_
        self._base = base
        self._seen: set[str] = set()

    def read(self, source: Source, stdin: BinaryIO | None) -> list[Source]:
        """Read one source; return the sources that its files list (OPML)."""
        listed: list[Source] = []
        counts = [0, 0, 0]  # articles, new, failures
        before = self._tally.unchanged
        self._book.meet(source.location, source.name, source.kind, self._now)
        pieces = ingest.pieces(
            source,
            self._now,
            base=self._base,
            stdin=stdin,
            seen=self._seen,
            unchanged=lambda path, mark: self._unchanged(source, path, mark),
            day=self._round.day,
        )
        for piece in pieces:
            found = list(piece.found)
            listed += [item for item in found if isinstance(item, Source)]
            done = self._keep(source, piece.location, found)
            if piece.path:
                clean = not done[2] and not any(isinstance(item, Source) for item in found)
                mark = self._mark(source, piece.mark) if clean else None
                self._book.save_file(piece.path, mark)
            counts = [total + part for total, part in zip(counts, done, strict=True)]
        self._log(source, counts, unchanged=self._tally.unchanged > before)
        return listed

    def _keep(self, source: Source, location: str, found: Sequence[Found]) -> tuple[int, int, int]:
        articles = [item for item in found if isinstance(item, Article)]
        failures = [item for item in found if isinstance(item, Failure)]
        with self._store.transaction():
            self._store.save_failures(location, failures)
            new = self._round.take(source.location, articles)
        self._tally.add(source.location, articles, failures, new)
        return len(articles), new, len(failures)

    def _unchanged(self, source: Source, path: str, mark: str) -> bool:
        now = self._mark(source, mark)
        same = now is not None and self._book.file_mark(path) == now
        if same:
            self._tally.unchanged_in(source.location)
        return same

    def _mark(self, source: Source, mark: str) -> str | None:
        """Return what must be the same for a file not to be read again; None: always read it."""
        changed = moment(int(mark.split(":")[1]) / 1e9) if mark else None
        if changed is None or changed > self._now - _SETTLED:
            return None
        read_as = (__version__, source.name or "", source.kind or "", str(self._now.tzinfo))
        return "|".join((*read_as, mark))

    def _log(self, source: Source, counts: Sequence[int], *, unchanged: bool) -> None:
        articles, new, failures = counts
        outcome: Outcome = "new" if new else "unchanged"
        if failures and not articles and not unchanged:
            outcome = "failed"
        self._book.log(
            Look(
                source.location,
                self._now,
                outcome,
                listed=articles + failures,
                articles=articles,
                new=new,
                failures=failures,
            )
        )
