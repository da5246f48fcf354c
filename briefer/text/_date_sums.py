"""Arithmetic of dates: the nearest day of that name, months and weeks from now, seasons.

Every function takes the anchor (the article's day) and returns the first day of a period, with
its precision, and the last day where the expression gives one.
"""

import calendar
import datetime as dt
from typing import NamedTuple

from briefer.models import Precision

SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_FAR = 100  # days; a bare date further off goes by the tense of its sentence


class Period(NamedTuple):
    """A period of time: its first day, how exact it is, its last day if the text gives it."""

    date: dt.date
    precision: Precision = "day"
    end: dt.date | None = None


def day(year: int, month: int, number: int) -> dt.date | None:
    """Return that day, or None if there is none such."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def nearest_day(anchor: dt.date, month: int, number: int, tense: str) -> dt.date | None:
    """Return the day of that month nearest to `anchor`; a far one goes by the tense."""
    years = range(anchor.year - 4, anchor.year + 5) if (month, number) == (2, 29) else ()
    years = years or range(anchor.year - 1, anchor.year + 2)
    days = [d for d in (day(year, month, number) for year in years) if d]
    found = min(days, key=lambda d: abs(d - anchor), default=None)
    if found is None or abs(found - anchor).days <= _FAR:
        return found
    if tense == "future":
        return min((d for d in days if d >= anchor), default=found)
    if tense == "past":
        return max((d for d in days if d <= anchor), default=found)
    return found


def day_with_weekday(anchor: dt.date, month: int, number: int, weekday: int) -> dt.date | None:
    """Return the day nearest to `anchor` that falls on `weekday`, within three years."""
    days = (day(anchor.year + n, month, number) for n in (0, -1, 1, -2, 2, -3, 3))
    return next((d for d in days if d and d.weekday() == weekday), None)


def nearest_month(anchor: dt.date, month: int, tense: str, turn: str) -> dt.date | None:
    """Return the first day of the month meant by a bare name.

    `turn` is the word before it ("last", "next", "since", "until"). Without one, a sentence in
    the future means the coming month, and one in the past rather a month gone by.
    """
    distance = (month - anchor.month + 6) % 12 - 6  # -6 to 5
    if turn in {"last", "since"}:
        distance = -((anchor.month - month) % 12) or (-12 if turn == "last" else 0)
    elif turn in {"next", "until"} or tense == "future":
        distance = (month - anchor.month) % 12 or (12 if turn == "next" else 0)
    elif tense == "past" and distance > 0 and 1.5 * distance > 12 - distance:
        distance -= 12
    return months_from(anchor, distance)


def months_from(anchor: dt.date, count: int) -> dt.date | None:
    """Return the first day of the month `count` months from that of `anchor`."""
    months = anchor.year * 12 + anchor.month - 1 + count
    return day(months // 12, months % 12 + 1, 1)


def weekday(anchor: dt.date, wanted: int, turn: int | None, tense: str) -> dt.date | None:
    """Return the day of that name: the last one up to `anchor`, or the next in the future tense.

    `turn` is -1 for "last", 1 for "next" (never the anchor itself), 0 for "this", else None.
    """
    back = (anchor.weekday() - wanted) % 7
    if turn == -1:
        back = back or 7
    elif turn == 1:
        back -= 7
    elif turn == 0 and tense != "past":
        back = anchor.weekday() - wanted  # the one of this week
    elif tense == "future" and back:
        back -= 7
    return _plus(anchor, -back)


def weekday_of_week(anchor: dt.date, wanted: int, weeks: int) -> dt.date | None:
    """Return the day of that name in the week `weeks` from now (weeks begin on Monday)."""
    return _plus(anchor, wanted - anchor.weekday() + 7 * weeks)


def weekday_of_month(first: dt.date, wanted: int, count: int) -> dt.date | None:
    """Return the `count`-th day of that name in the month that begins on `first`; -1: the last."""
    days = calendar.monthrange(first.year, first.month)[1]
    named = [n for n in range(1, days + 1) if first.replace(day=n).weekday() == wanted]
    at = count - 1 if count > 0 else count
    return first.replace(day=named[at]) if -len(named) <= at < len(named) else None


def shifted(anchor: dt.date, unit: str, count: int) -> Period | None:
    """Return the period `count` units from that of `anchor`."""
    if unit == "day":
        date = _plus(anchor, count)
        return Period(date) if date else None
    if unit == "week":
        date = _plus(anchor, 7 * count - anchor.weekday())
        return Period(date, "week") if date else None
    if unit == "month":
        date = months_from(anchor, count)
        return Period(date, "month") if date else None
    if unit == "quarter":
        date = months_from(anchor, 3 * count - (anchor.month - 1) % 3)
        return Period(date, "quarter") if date else None
    if unit in SEASON_MONTHS:
        return season(anchor, SEASON_MONTHS[unit], count)
    date = day(anchor.year + count, 1, 1)
    return Period(date, "year") if date else None


def season(anchor: dt.date, month: int, count: int) -> Period | None:
    """Return last (-1), this (0) or next (1) season that begins in `month` (of the north)."""
    starts = [d for n in (-2, -1, 0, 1) if (d := day(anchor.year + n, month, 1))]
    if count < 0:
        ended = [d for d in starts if (over := months_from(d, 3)) and over <= anchor]
        date = max(ended, default=None)
    elif count > 0:
        date = min((d for d in starts if d > anchor), default=None)
    else:
        in_winter = month == 12 and anchor.month <= 4
        date = day(anchor.year - in_winter, month, 1)
    return Period(date, "season") if date else None


def weekend(anchor: dt.date, count: int, tense: str) -> Period | None:
    """Return the Saturday and Sunday meant: the one gone by, unless the tense is future."""
    saturday = _plus(anchor, 5 - anchor.weekday())  # of this week
    if saturday is None:
        return None
    if count == 0 and anchor < saturday and tense != "future":
        count = -1
    start, end = _plus(saturday, 7 * count), _plus(saturday, 7 * count + 1)
    return Period(start, "day", end) if start and end else None


def last_day(date: dt.date, precision: Precision) -> dt.date:
    """Return the last day of the period that begins on `date`."""
    if precision == "week":
        return _plus(date, 6) or dt.date.max
    months = {"month": 1, "quarter": 3, "season": 3, "year": 12}.get(precision)
    if months is None:
        return date
    last = months_from(date, months - 1) or date
    return last.replace(day=calendar.monthrange(last.year, last.month)[1])


def _plus(date: dt.date, days: int) -> dt.date | None:
    try:
        return date + dt.timedelta(days=days)
    except OverflowError:
        return None
