"""Which editions are due at a moment: pure, so that a year can be walked in a second.

An audience gets one edition a day, dated D, at the moment D's window ends: its cut-off by the
clock on the wall in its own time zone. A time that the clock skips in spring is the moment an
hour later by the new time (02:30 becomes 03:30); one that it shows twice in autumn is the first.
A moment that passed while the machine was off is made up once, with the latest edition: it begins
where the audience's last one ended, so that nothing is left out.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.editions.audiences import window_of
from briefer.models import Edition

GRACE = dt.timedelta(hours=1)  # an audience seen first so soon after its cut-off gets that edition
DAY = dt.timedelta(days=1)


class Plan(NamedTuple):
    """When an audience gets its edition: its cut-off ("06:00") and its time zone."""

    audience: str
    cutoff: str
    zone: ZoneInfo


class Morning(NamedTuple):
    """What is known of an audience's editions: since when it is served, and the last one made."""

    since: dt.datetime
    done: dt.date | None = None


class Due(NamedTuple):
    """An edition and the moment it is due."""

    edition: Edition
    at: dt.datetime  # UTC

    @property
    def audience(self) -> str:
        """Whose it is."""
        return self.edition.audience

    @property
    def date(self) -> dt.date:
        """Its date."""
        return self.edition.date


def moment(plan: Plan, date: dt.date) -> dt.datetime:
    """Return when the edition of `date` is due, in UTC."""
    return window_of(date, plan.cutoff, plan.zone)[1].astimezone(dt.UTC)


def latest(plan: Plan, now: dt.datetime) -> Due:
    """Return the last edition that was due at `now` or before."""
    date = now.astimezone(plan.zone).date() + DAY
    while moment(plan, date) > now:
        date -= DAY
    return Due(Edition(plan.audience, date), moment(plan, date))


def coming(plan: Plan, now: dt.datetime) -> Iterator[Due]:
    """Yield the editions due after `now`, in order, without end."""
    date = latest(plan, now).date
    while True:
        date += DAY
        yield Due(Edition(plan.audience, date), moment(plan, date))


def due(
    plans: Iterable[Plan], mornings: Mapping[str, Morning], now: dt.datetime
) -> tuple[Due, ...]:
    """Return the editions to be made at `now`, in the order in which they fell due.

    An audience not seen before is due only if its cut-off was within the last hour. What a clock
    that was ahead has left behind (served since a moment, or made for a day, that is to come) says
    nothing of today.
    """
    found = []
    for plan in plans:
        last = latest(plan, now)
        known = mornings.get(plan.audience, Morning(now - GRACE))
        since = known.since if known.since <= now else now - GRACE
        made = known.done is not None and known.done >= last.date
        if last.at > since and (not made or from_the_future(plan, known, now)):
            found.append(last)
    return tuple(sorted(found, key=lambda one: (one.at, one.audience)))


def from_the_future(plan: Plan, known: Morning, now: dt.datetime) -> bool:
    """Return whether the last edition made is of a day that has not begun where its readers are."""
    return known.done is not None and known.done > now.astimezone(plan.zone).date()


def upcoming(
    plans: Sequence[Plan],
    now: dt.datetime,
    count: int,
    made: Mapping[str, dt.date] | None = None,
) -> tuple[Due, ...]:
    """Return the next `count` editions of all audiences, in the order of time.

    `made`: the last edition of each audience that was made already, perhaps before its hour.
    """
    found: list[Due] = []
    for plan in plans:
        last = (made or {}).get(plan.audience, dt.date.min)
        if last > now.astimezone(plan.zone).date():
            last = dt.date.min  # made by a clock that was ahead
        following = (one for one in coming(plan, now) if one.date > last)
        found += [next(following) for _ in range(count)]
    return tuple(sorted(found, key=lambda one: (one.at, one.audience))[:count])


def skipped(plan: Plan, now: dt.datetime, years: int = 3) -> bool:
    """Return whether the clock on the wall skips the cut-off some day in the next years."""
    start = now.astimezone(plan.zone).date()
    for number in range(366 * years):
        date = start + number * DAY
        end = window_of(date, plan.cutoff, plan.zone)[1]
        there = end.astimezone(dt.UTC).astimezone(plan.zone)
        if there.replace(tzinfo=None) != end.replace(tzinfo=None):
            return True
    return False
