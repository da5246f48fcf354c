"""How the sources do: when each last gave something, how much, and whether it went quiet.

A source's habit is read off the days on which it had something: the longest of its usual breaks
(the 95th percentile of the days from one to the next, over the last 60). It is silent for longer
than its habit when one and a half times that has passed: a daily source after two days, one that
rests at weekends after five. A source with fewer than five such days has no habit yet.
"""

import datetime as dt
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from briefer.ingest import Source
from briefer.models import Frozen, Silence
from briefer.settings import Workspace
from briefer.store import Store
from briefer.store.sources import Arrival, Look, Sources

SPAN = dt.timedelta(days=28)  # that counts and shares are taken over
_MEMORY = dt.timedelta(days=60)  # that a habit is read off
_BACK = dt.timedelta(days=120)  # that is looked at; what was last new before that is forgotten
_AHEAD = dt.timedelta(days=1)
_ENOUGH = 5  # days with something, before there is a habit


class Health(Frozen):
    """What is known of one source. Days are the workspace's; `usual` is its longest usual break."""

    source: str
    name: str | None
    last_success: dt.datetime | None  # the last look that did not fail
    last_new: dt.date | None  # the last day on which it had something
    articles: int  # in all
    articles_a_day: float  # over the last 28 days, or since it was met
    looks: int  # over the last 28 days
    failures: int  # of these looks
    stubs: float | None  # share of what came in the last 28 days; None: nothing came
    silent_days: int | None
    usual: int | None  # days
    silent: bool  # for longer than its habit
    reason: str | None  # why the last look failed or has to wait

    def as_json(self) -> dict[str, Any]:
        """Return what `sources --json` prints, a line a source."""
        return self.model_dump(mode="json")


def health(
    store: Store, sources: Sequence[Source], zone: dt.tzinfo, now: dt.datetime
) -> list[Health]:
    """Return the health of each source, in their order."""
    book = Sources(store)
    return [_health(book, source, zone, now) for source in sources]


def silences(
    store: Store, sources: Sequence[Source], zone: dt.tzinfo, now: dt.datetime
) -> tuple[Silence, ...]:
    """Return the sources that are silent for longer than their habit, in their order."""
    return tuple(
        Silence(source=h.name or h.source, since=h.last_new, days=h.silent_days, usual=h.usual)
        for h in health(store, sources, zone, now)
        if h.silent and h.last_new and h.silent_days and h.usual
    )


def report(space: Workspace, now: dt.datetime) -> list[Health]:
    """Return the health of the workspace's sources, and of those named on the command line."""
    zone = ZoneInfo(space.settings.timezone)
    with Store(space.state) as store:
        return health(store, _sources(space, store), zone, now)


def _sources(space: Workspace, store: Store) -> list[Source]:
    """Return the workspace's sources, then those that were only named on the command line."""
    own = list(space.settings.sources)
    listed = {source.location for source in own}
    known = [row for row in Sources(store).all() if row.key not in listed]
    return own + [Source(location=row.key, name=row.name) for row in known]


def _health(book: Sources, source: Source, zone: dt.tzinfo, now: dt.datetime) -> Health:
    row = book.source(source.location)
    ahead = now + _AHEAD  # what a clock that was wrong has seen later than that is no habit
    looks = [look for look in book.looks(source.location, now - _BACK) if look.at < ahead]
    asked = [look for look in looks if look.outcome != "waiting"]
    recent = [look for look in asked if look.at > now - SPAN]
    brought = [item for item in book.brought(source.location, now - _BACK) if item.at < ahead]
    fresh = [item for item in brought if item.at > now - SPAN]
    days = _days(brought, zone)
    today = now.astimezone(zone).date()
    quiet = (today - days[-1]).days if days else None
    usual = _usual([day for day in days if day > today - _MEMORY])
    success = _last_success(asked)
    seen = success is not None and days and success.astimezone(zone).date() > days[-1]
    return Health(
        source=source.location,
        name=source.name or (row.name if row else None),
        last_success=success,
        last_new=days[-1] if days else None,
        articles=book.count(source.location),
        articles_a_day=round(len(fresh) / _age(row.first if row else now, now), 1),
        looks=len(recent),
        failures=sum(look.outcome == "failed" for look in recent),
        stubs=round(sum(item.stub is not None for item in fresh) / len(fresh), 2)
        if fresh
        else None,
        silent_days=quiet,
        usual=usual,
        silent=bool(seen and usual and quiet and quiet > 1.5 * usual),
        reason=(looks[-1].reason or None) if looks else None,
    )


def _age(first: dt.datetime, now: dt.datetime) -> float:
    """Return for how many of the last 28 days the source is known, at least one."""
    return max(1.0, min(SPAN, now - first) / dt.timedelta(days=1))


def _last_success(asked: Sequence[Look]) -> dt.datetime | None:
    return next((look.at for look in reversed(asked) if look.outcome != "failed"), None)


def _days(brought: Sequence[Arrival], zone: dt.tzinfo) -> list[dt.date]:
    """Return the days on which the source had something, sorted.

    An article's day is its own; the day on which it was seen where it has none, or gives one
    that lies ahead or far back (an archive read at once tells no habit).
    """
    days = set()
    for item in brought:
        seen = item.at.astimezone(zone).date()
        own = item.day if item.day and seen - _MEMORY <= item.day <= seen else seen
        days.add(own)
    return sorted(days)


def _usual(days: Sequence[dt.date]) -> int | None:
    if len(days) < _ENOUGH:
        return None
    breaks = sorted((after - before).days for before, after in pairwise(days))
    return breaks[math.ceil(0.95 * len(breaks)) - 1]
