"""`backfill`: an archive of past days, built day by day; what is built already is not built again."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from briefer.editions.audiences import Audience
from briefer.engines.extractive import Extractive
from briefer.errors import BrieferError, NothingToBriefError, UsageError
from briefer.models import Edition
from briefer.pipeline.build.engines import Models, models_for
from briefer.pipeline.build.extractions import draft_all, study_all
from briefer.pipeline.build.selection import timezone_of
from briefer.pipeline.progress import Progress
from briefer.pipeline.run.requests import Assignment, build_edition, take_in_all
from briefer.settings import Workspace, load_audience
from briefer.store import Store
from briefer.store.outbox import Outbox

AROUND = dt.timedelta(days=3)  # before and after the span: late articles, other time zones

Fate: TypeAlias = Literal["made", "kept", "nothing", "failed"]


class Backfill(NamedTuple):
    """What is to be built: days are inclusive, `formats` None for each audience's own."""

    sources: tuple[str, ...]
    first: dt.date
    last: dt.date
    audiences: tuple[str, ...]
    formats: tuple[str, ...] | None = None

    def days(self) -> Iterator[dt.date]:
        """Yield the days, the first one first: each edition knows those before it."""
        day = self.first
        while day <= self.last:
            yield day
            day += dt.timedelta(days=1)


class DayDone(NamedTuple):
    """What became of an edition of a past day, and why."""

    edition: Edition
    fate: Fate
    stories: int = 0
    error: BrieferError | None = None

    def as_json(self) -> dict[str, object]:
        """Return what `backfill --json` prints."""
        audience, date = self.edition
        told = {"audience": audience, "date": date.isoformat(), "fate": self.fate}
        return {**told, "stories": self.stories, "problem": str(self.error or "")}


def fill(
    space: Workspace,
    wanted: Backfill,
    clock: Callable[[], dt.datetime],
    progress: Progress,
    stdin: BinaryIO,
) -> Iterator[DayDone]:
    """Read the sources, study all articles of the span, then build each day's editions in order.

    Killed at any moment, it goes on where it stopped. Nothing is mailed.

    Raises:
        UsageError: the span is none, or ends in the future.
        ConfigError, StoreError: see each.
    """
    if not wanted.first <= wanted.last:
        raise UsageError(f"--from {wanted.first} comes after --to {wanted.last}")
    if wanted.last > clock().date():
        raise UsageError(f"--to {wanted.last}: that day has not come yet")
    audiences = [load_audience(space, name) for name in wanted.audiences]
    with Store(space.state) as store:
        if wanted.sources or space.settings.sources:
            intake = take_in_all(store, space, wanted.sources, clock(), progress, stdin)
            for line in intake.told:
                progress.note(line)
        with models_for(space, store) as models:
            _study(store, space, wanted, (audiences, models), progress)
            for day in wanted.days():
                for audience in audiences:
                    what = Assignment(store, space, audience, day)
                    formats = wanted.formats or audience.formats
                    yield _edition(what, formats, clock, (progress, models))


def _study(
    store: Store,
    space: Workspace,
    wanted: Backfill,
    made_by: tuple[Sequence[Audience], Models],
    progress: Progress,
) -> None:
    """Have all articles of the span studied at once: workers are kept busy over all days."""
    zone = ZoneInfo(space.settings.timezone)
    first, last = (dt.datetime.combine(d, dt.time(), zone) for d in (wanted.first, wanted.last))
    timeline = store.timeline(zone)
    ids = [one.article for one in timeline if first - AROUND <= one.at < last + AROUND]
    audiences, models = made_by
    if all(isinstance(models.engine(audience), Extractive) for audience in audiences):
        draft_all(store, Extractive(), ids, progress)
    else:
        study_all(store, ids, progress)


def _edition(
    what: Assignment,
    formats: Sequence[str],
    clock: Callable[[], dt.datetime],
    how: tuple[Progress, Models],
) -> DayDone:
    edition = Edition(what.audience.name, what.date)
    known = Outbox(what.store, clock()).briefing(edition)
    if known is not None:
        return DayDone(edition, "kept", len(known.stories))
    progress, models = how
    now = clock().astimezone(timezone_of(what.audience, what.space.settings))
    try:
        made = build_edition(what, formats, now, progress, models)
    except NothingToBriefError:
        return DayDone(edition, "nothing")
    except BrieferError as error:
        return DayDone(edition, "failed", error=error)
    return DayDone(edition, "made", len(made.briefing.stories))
