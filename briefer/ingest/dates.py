"""The date a source gives for an article: ISO 8601, RFC 2822, or nothing.

A date that can't be one is refused: before 1990 (the epoch among them, which stands for "no
date" in many systems) and more than a day ahead of the moment of reading.
"""

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple

_MAX = 100  # characters: no date is longer, and the parsers should not be tried on more
_DAY_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(.*)$")
_NO_OFFSET = re.compile(r"-0000\s*$")
_FIRST_YEAR = 1990  # news on the web is younger
_AHEAD = dt.timedelta(days=1)  # clocks and time zones that are wrong


class Published(NamedTuple):
    """The calendar day at the outlet, and the moment where a time was given (aware)."""

    day: dt.date | None = None
    moment: dt.datetime | None = None


def parse_published(value: object, now: dt.datetime) -> Published:
    """Return the date that `value` gives; both parts None for what is no possible date.

    The day is the one the source writes, in its own offset. A time without an offset is read
    in the time zone of `now` (the workspace's), but RFC 2822's "-0000" as UTC.
    """
    if isinstance(value, dt.datetime):
        return _bounded(value, now)
    if isinstance(value, dt.date):
        return _bounded_day(value, now)
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > _MAX:
        return Published()
    return _iso(text, now) or _mail(text, now) or Published()


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
    if moment.tzinfo is None and _NO_OFFSET.search(text):
        moment = moment.replace(tzinfo=dt.UTC)
    return _bounded(moment, now)


def _bounded_day(day: dt.date, now: dt.datetime) -> Published:
    possible = day.year >= _FIRST_YEAR and day <= (now + _AHEAD).date()
    return Published(day) if possible else Published()


def _bounded(moment: dt.datetime, now: dt.datetime) -> Published:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo or dt.UTC)
    if moment.year < _FIRST_YEAR or moment > now + _AHEAD:
        return Published()
    return Published(moment.date(), moment)
