"""What `ingest` and `build` do, free of the command line."""

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from briefer.errors import UsageError
from briefer.llm.budget import Estimate
from briefer.pipeline.building import Job, build
from briefer.pipeline.engines import engine_for, estimate
from briefer.pipeline.intake import Intake, take_in
from briefer.pipeline.progress import Progress
from briefer.pipeline.publishing import Edition, publish
from briefer.pipeline.window import date_of, select, timezone_of
from briefer.settings import Workspace, load_audience
from briefer.store import Store


class Request(NamedTuple):
    """What `build` is asked for. `formats` None: each audience's own."""

    sources: tuple[str, ...]
    date: str
    audiences: tuple[str, ...]
    formats: tuple[str, ...] | None


class Result(NamedTuple):
    """What `build` made, and the sources named that gave nothing but failures."""

    editions: tuple[Edition, ...]
    barren: tuple[str, ...]


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


def take_in_all(
    store: Store,
    space: Workspace,
    sources: Sequence[str],
    now: dt.datetime,
    progress: Progress,
    stdin: BinaryIO,
) -> Intake:
    """Read `sources`, else the workspace's own, into an open store.

    A time that an article gives without an offset is the workspace's.
    """
    now = now.astimezone(ZoneInfo(space.settings.timezone))
    if sources:
        return take_in(store, sources, now, progress, stdin=stdin)
    return take_in(store, space.settings.sources, now, progress, base=space.root)


def build_briefings(
    space: Workspace, request: Request, now: dt.datetime, progress: Progress, stdin: BinaryIO
) -> Result:
    """Read the sources, then build and write a briefing for each audience.

    Raises:
        NothingToBriefError: there is no article in the window.
        ConfigError, UsageError, EngineError: see each.
    """
    audiences = [load_audience(space, name) for name in request.audiences]
    zones = [timezone_of(audience, space.settings) for audience in audiences]
    dates = [date_of(request.date, zone, now) for zone in zones]
    with Store(space.state) as store:
        intake = take_in_all(store, space, request.sources, now, progress, stdin)
        editions = []
        for audience, date in zip(audiences, dates, strict=True):
            with engine_for(space, audience, store) as engine:
                briefing = build(Job(store, space.settings, engine, audience, date, now, progress))
            formats = request.formats or audience.formats
            editions.append(publish(briefing, audience, space, formats, progress))
    return Result(tuple(editions), intake.barren)


def estimate_build(
    space: Workspace, request: Request, now: dt.datetime, progress: Progress, stdin: BinaryIO
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
        take_in_all(store, space, request.sources, now, progress, stdin)
        selection = select(store, audience, space.settings, date, now)
        return estimate(space, audience, store, selection.articles)
