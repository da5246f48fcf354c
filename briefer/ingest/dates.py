"""The date a source gives for an article: ISO 8601, RFC 5322 as people write it, Unix time.

A date that can't be one is refused: before 1990 (the epoch among them, which stands for "no
date" in many systems) and more than a day ahead of the moment of reading.
"""

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from briefer.ingest.timestamps import timestamp, unix_moment

_MAX = 100  # characters: no date is longer, and the parsers should not be tried on more
_DAY_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(.*)$")
_MAIL = re.compile(  # RFC 5322 to the letter, as nearly all feeds have it
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} [0-2]\d:\d\d(?::[0-5]\d)? (?:[+-]\d{4}|GMT|UTC)$"
)
_NO_OFFSET = "-0000"
_UNIX = re.compile(r"\d{9,19}(?:\.\d{1,9})?$")
_FIRST_YEAR = 1990  # news on the web is younger
_AHEAD = dt.timedelta(days=1)  # clocks and time zones that are wrong


class Published(NamedTuple):
    """The calendar day at the outlet, and the moment where a time was given (aware)."""

    day: dt.date | None = None
    moment: dt.datetime | None = None


def parse_published(value: object, now: dt.datetime) -> Published:
    """Return the date that `value` gives; both parts None for what is no possible date.

    The day is the one the source writes, in its own offset. A time without an offset is read
    in the time zone of `now` (the workspace's), but RFC 5322's "-0000" as UTC. A number is a Unix
    time, of which the day is that of the time zone of `now`.
    """
    if isinstance(value, dt.datetime):
        return _bounded(value, now)
    if isinstance(value, dt.date):
        return _bounded_day(value, now)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _unix(value, now)
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > _MAX:
        return Published()
    known = _mail(text, now) if _MAIL.match(text) else _iso(text, now)
    return known or _loose(text, now)


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
    return _bounded(moment.replace(tzinfo=dt.UTC) if text.endswith(_NO_OFFSET) else moment, now)


def _loose(text: str, now: dt.datetime) -> Published:
    found = timestamp(text, now)
    if found is not None:
        return _bounded(found.moment, now) if found.moment else _bounded_day(found.day, now)
    return _unix(text, now) if _UNIX.match(text) else Published()


def _unix(value: float | str, now: dt.datetime) -> Published:
    moment = unix_moment(value, now)
    return _bounded(moment, now) if moment else Published()


def _bounded_day(day: dt.date, now: dt.datetime) -> Published:
    possible = day.year >= _FIRST_YEAR and day <= (now + _AHEAD).date()
    return Published(day) if possible else Published()


def _bounded(moment: dt.datetime, now: dt.datetime) -> Published:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo or dt.UTC)
    if moment.year < _FIRST_YEAR or moment > now + _AHEAD:
        return Published()
    return Published(moment.date(), moment)
