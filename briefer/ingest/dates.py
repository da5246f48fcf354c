"""The date a source gives for an article: ISO 8601, RFC 2822, Unix time, or a date line's words.

A date that can't be one is refused: before 1990 (the epoch among them, which stands for "no
date" in many systems) and more than a day ahead of the moment of reading.
"""

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from briefer.ingest.timestamps import timestamp, unix_moment
from briefer.text.stamps import Stamp, find_stamps, left_over

_MAX = 160  # characters: no date is longer, and the parsers should not be tried on more
_DAY_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(.*)$")
_MAIL = re.compile(  # RFC 2822 with an offset that leaves no doubt
    r"(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d\d:\d\d(?::\d\d)?\s(?:[+-]\d{4}|GMT|UT|Z)$"
)
_UNIX = re.compile(r"\d{9,19}(?:\.\d{1,9})?$")
_NO_OFFSET = re.compile(r"-0000\s*$")
_FIRST_YEAR = 1990  # news on the web is younger
_AHEAD = dt.timedelta(days=1)  # clocks and time zones that are wrong
_FRESH = 3  # days: what is read now is most often of these
_STALE = 45  # days: older than that, month and day may have changed places


class Published(NamedTuple):
    """The calendar day at the outlet, and the moment where a time was given (aware)."""

    day: dt.date | None = None
    moment: dt.datetime | None = None


def parse_published(value: object, now: dt.datetime, language: str = "") -> Published:
    """Return the date that `value` gives; both parts None for what is no possible date.

    The day is the one the source writes, in its own offset. A time without an offset is read
    in the time zone of `now` (the workspace's), but RFC 2822's "-0000" as UTC. `language`
    decides on days in digits.
    """
    if isinstance(value, dt.datetime):
        return _bounded(value, now)
    if isinstance(value, dt.date):
        return _bounded_day(value, now)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _unix(value, now)
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > _MAX:
        return Published()
    found = _mail(text, now) if _MAIL.match(text) else _iso(text, now)
    return found or _loose(text, now) or _words(text, now, language) or Published()


def stamped(stamp: Stamp, now: dt.datetime, anchor: dt.date | None = None) -> Published:
    """Return the date that a date line gives; its year is the nearest to `anchor` if it has none.

    Where month and day may have changed places, the one that is possible counts, and of two
    possible ones the language's habit, unless it lies far back and the other is of these days.
    """
    day = stamp.day
    if not day.year:
        date = _near(stamp, min(anchor or now.date(), (now + _AHEAD).date()), now)
        return Published(date) if date else Published()
    first, other = day.date(), day.other()
    if other is not None and first is not None:
        turned = other.date()
        if turned is not None and _likelier(turned, first, now):
            stamp = stamp._replace(day=other)
    moment = stamp.moment(now.tzinfo or dt.UTC)
    if moment is not None:
        return _bounded(moment, now)
    date = stamp.day.date()
    return _bounded_day(date, now) if date else Published()


def _near(stamp: Stamp, anchor: dt.date, now: dt.datetime) -> dt.date | None:
    date = stamp.day.near(anchor)
    if date is None or date <= (now + _AHEAD).date():
        return date
    return stamp.day.near(anchor - dt.timedelta(days=183))


def _likelier(turned: dt.date, habit: dt.date, now: dt.datetime) -> bool:
    today = now.date()
    latest = (now + _AHEAD).date()
    if habit > latest:
        return turned <= latest
    return (today - habit).days > _STALE and abs((today - turned).days) <= _FRESH


def _loose(text: str, now: dt.datetime) -> Published | None:
    found = timestamp(text, now)
    if found is not None:
        return _bounded(found.moment, now) if found.moment else _bounded_day(found.day, now)
    return _unix(text, now) if _UNIX.match(text) else None


def _unix(value: float | str, now: dt.datetime) -> Published:
    """Return the moment of a Unix time, in whatever unit it is written."""
    moment = unix_moment(value, now)
    return _bounded(moment, now) if moment else Published()


def _words(text: str, now: dt.datetime, language: str) -> Published | None:
    stamps = [stamp for stamp in find_stamps(text, language) if stamp.day.year]
    if any(char.isdigit() for char in left_over(text, stamps)):
        return None  # something in it was not understood
    first = next((s for s in stamps if not s.updated), None) or next(iter(stamps), None)
    if first is None or (not language and _is_open(first)):
        return None
    return stamped(first, now)


def _is_open(stamp: Stamp) -> bool:
    """Whether month and day may have changed places: only a language's habit can tell."""
    other = stamp.day.other()
    return other is not None and other.date() is not None


def _iso(text: str, now: dt.datetime) -> Published | None:
    loose = _DAY_FIRST.match(text)
    if loose:
        text = f"{loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}"
    timed = _ISO.match(text)
    if timed:
        offset = {"z": "+00:00", "utc": "+00:00", "gmt": "+00:00"}.get(timed[3].lower(), timed[3])
        text = f"{timed[1]}T{timed[2].zfill(5)}{offset}"
    try:
        if len(text) <= 10:
            return _bounded_day(dt.date.fromisoformat(text), now)
        return _bounded(dt.datetime.fromisoformat(text), now)
    except ValueError:
        return None


def _mail(text: str, now: dt.datetime) -> Published | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _bounded(moment.replace(tzinfo=dt.UTC) if _NO_OFFSET.search(text) else moment, now)


def _bounded_day(day: dt.date, now: dt.datetime) -> Published:
    possible = day.year >= _FIRST_YEAR and day <= (now + _AHEAD).date()
    return Published(day) if possible else Published()


def _bounded(moment: dt.datetime, now: dt.datetime) -> Published:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo or dt.UTC)
    if moment.year < _FIRST_YEAR or moment > now + _AHEAD:
        return Published()
    return Published(moment.date(), moment)
