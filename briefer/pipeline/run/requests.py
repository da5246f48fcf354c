"""What `ingest` and `build` do, free of the command line."""

import datetime as dt
from collections.abc import Sequence
from contextlib import nullcontext
from typing import BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from briefer.editions.audiences import Audience
from briefer.errors import BrieferError, UsageError
from briefer.ingest import Source
from briefer.ingest.source import has_password
from briefer.llm.budget import Estimate
from briefer.models import Edition
from briefer.pipeline.build.edition import BuildJob, build
from briefer.pipeline.build.engines import Models, estimate, models_for
from briefer.pipeline.build.selection import date_of, select, timezone_of
from briefer.pipeline.intake.sources import Intake, policy_of, take_in
from briefer.pipeline.output.files import write_files
from briefer.pipeline.output.publication import Publication, publish
from briefer.pipeline.progress import Progress
from briefer.pipeline.review.approval import drafted, held
from briefer.settings import Workspace, load_audience
from briefer.store import Store


class BuildRequest(NamedTuple):
    """What `build` is asked for. `formats` None: each audience's own."""

    sources: tuple[str, ...]
    date: str
    audiences: tuple[str, ...]
    formats: tuple[str, ...] | None
    batch: bool = False  # for an estimate: the key points by batch, at half the price


class Assignment(NamedTuple):
    """One audience's edition of a day, to be made from what the store holds."""

    store: Store
    space: Workspace
    audience: Audience
    date: dt.date


class BuildResult(NamedTuple):
    """What `build` made, and the sources named that gave nothing but failures.

    `failed`: the audiences whose edition could not be made, and why.
    """

    editions: tuple[Publication, ...]
    barren: tuple[str, ...]
    failed: tuple[tuple[str, BrieferError], ...] = ()

    @property
    def exit_code(self) -> int:
        """The process's: 0 if every edition is there in every format, else what went wrong first."""
        if self.failed:
            return self.failed[0][1].exit_code
        if self.barren:
            return 4
        return 2 if any(edition.missing for edition in self.editions) else 0


def ingest_sources(
    space: Workspace,
    sources: Sequence[str],
    now: dt.datetime,
    progress: Progress,
    stdin: BinaryIO,
) -> Intake:
    """Read `sources`, else the workspace's own, into the store.

    Raises:
        UsageError: there are neither.
    """
    if not sources and not space.settings.sources:
        msg = "no source: name one, or set sources in briefer.toml"
        raise UsageError(msg)
    with Store(space.state) as store:
        return take_in_all(store, space, sources, now, progress, stdin)


def take_in_all(  # noqa: PLR0913 - what to read, into what, and how
    store: Store,
    space: Workspace,
    sources: Sequence[str],
    now: dt.datetime,
    progress: Progress,
    stdin: BinaryIO,
    *,
    day: dt.date | None = None,
) -> Intake:
    """Read `sources`, else the workspace's own, into an open store.

    A time that an article gives without an offset is the workspace's. `day` is the date of the
    edition that it is read for.
    """
    now = now.astimezone(ZoneInfo(space.settings.timezone))
    policy = policy_of(space.settings.fetch)
    if not sources:
        own = space.settings.sources
        return take_in(store, own, now, progress, base=space.root, policy=policy, day=day)
    named = [_named(space, words) for words in sources]
    return take_in(store, named, now, progress, stdin=stdin, policy=policy, day=day)


def _named(space: Workspace, words: str) -> str | Source:
    """Return the source that the command line names: one of the workspace's, or a new one.

    Raises:
        UsageError: it is an address with a password in it.
    """
    if has_password(words):
        raise UsageError("an address with a password in it is not read: take the password out")
    own = (
        s
        for s in space.settings.sources
        if words == s.name or (words == s.location and "://" in words)
    )
    return next(own, words)


def build_briefings(
    space: Workspace, request: BuildRequest, now: dt.datetime, progress: Progress, stdin: BinaryIO
) -> BuildResult:
    """Read the sources, then build and write a briefing for each audience.

    What goes wrong for one audience keeps no other from its briefing.

    Raises:
        NothingToBriefError: there is no article in the window of any.
        ConfigError, UsageError, EngineError: see each.
    """
    audiences = [load_audience(space, name) for name in request.audiences]
    zones = [timezone_of(audience, space.settings) for audience in audiences]
    dates = [date_of(request.date, zone, now) for zone in zones]
    with Store(space.state) as store:
        intake = take_in_all(store, space, request.sources, now, progress, stdin, day=dates[0])
        for line in intake.told:
            progress.note(line)
        editions: list[Publication] = []
        failed: list[tuple[str, BrieferError]] = []
        with models_for(space, store) as models:  # one limit of cost, for all audiences
            for audience, date in zip(audiences, dates, strict=True):
                formats = request.formats or audience.formats
                what = Assignment(store, space, audience, date)
                try:
                    editions.append(build_edition(what, formats, now, progress, models))
                except BrieferError as error:
                    failed.append((audience.name, error))
    if failed and not editions:
        raise failed[0][1]
    return BuildResult(tuple(editions), intake.barren, tuple(failed))


def build_edition(
    what: Assignment,
    formats: Sequence[str],
    now: dt.datetime,
    progress: Progress,
    models: Models | None = None,
) -> Publication:
    """Build and write one audience's briefing of a day from what the store holds.

    One that waits for approval is written as a draft, with what was decided on it; one that is
    approved is left as it is, and a note says so.

    Raises:
        NothingToBriefError, UsageError, EngineError: see `build` and `publish`.
    """
    store, space, audience, date = what
    kept = held(store, Edition(audience.name, date))
    if kept is not None:
        progress.note(
            f"the {audience.name} briefing of {date} is approved and stays as it is; `briefer "
            f"review reopen --date {date} --audience {audience.name}` lets it be built again"
        )
        files = {name: data for name, data in kept.files.items() if name in formats}
        return Publication(kept.briefing, write_files(space, kept.briefing, files))
    here = now.astimezone(timezone_of(audience, space.settings))
    if date > here.date():
        progress.note(
            f"{date} has not come yet (it is {here:%Y-%m-%d %H:%M %Z}): the edition has what is "
            "dated up to its cut-off and was read so far"
        )
    with nullcontext(models) if models else models_for(space, store) as asked:
        engine, panel = asked.engine(audience), asked.panel(audience)
        briefing = build(
            BuildJob(store, space.settings, engine, audience, date, now, progress, panel)
        )
    briefing = drafted(store, space, audience, briefing, now)
    return publish(briefing, audience, space, formats, progress)


def estimate_build(
    space: Workspace, request: BuildRequest, now: dt.datetime, progress: Progress, stdin: BinaryIO
) -> Estimate:
    """Return what the model would be asked for the request's briefings; nothing is sent.

    The key points are counted, which all audiences of one language share; the sentences
    composed from them are few beside them.

    Raises:
        NothingToBriefError: there is no article in the window.
    """
    audience = load_audience(space, request.audiences[0])
    date = date_of(request.date, timezone_of(audience, space.settings), now)
    with Store(space.state) as store:
        take_in_all(store, space, request.sources, now, progress, stdin, day=date)
        selection = select(store, audience, space.settings, date, now)
        return estimate(space, audience, store, selection.articles, batch=request.batch)
