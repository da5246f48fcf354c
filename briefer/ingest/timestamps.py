"""Moments as feeds, mails and exports write them: RFC 5322 and what people make of it.

"Tue, 02 Jun 2026 11:30 PM EST", "Di, 2. Juni 2026 24:00 Uhr MESZ", "Jun 2nd, 2026 at 9am GMT+2",
"20260602T090000Z" or a Unix time. The time of day and its zone are found first and taken out; what
is left has to be one date and words.
"""

import datetime as dt
import re
import zoneinfo
from functools import cache
from typing import NamedTuple

from briefer.lang import NO_LANGUAGE, language, languages

_CLOCK = re.compile(
    r"(?<![\d.:/+-])(?P<h>\d{1,2})(?:(?::|(?<=\d)h)(?P<m>\d{1,2})"
    r"(?:[:.](?P<s>\d{1,2})(?:[.,]\d{1,9})?)?(?!\d)"
    r"|\.(?P<dotted>\d{2})(?![.\d])(?=\s?(?:[ap]\.?m\b|Uhr|[A-Z]{2,5}\b|$))"
    r"|(?=\s?[ap]\.?m\b))(?:\s?(?P<half>[ap])\.?m\b\.?|\s?(?:Uhr|uur)\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s{0,3}[(\[]?(?P<name>[^\W\d_]{1,5}(?![\w/]))?"
    r"(?:(?(name)\s?|)(?P<sign>[+\u2212-])(?P<h>\d{1,2}?)(?::?(?P<m>\d{2}))?(?![\d:/-]))?[)\]]?"
)
_PLACE = re.compile(r"\s{0,3}[(\[]?(?P<place>[A-Z][A-Za-z]{2,12}/[A-Z]\w{2,20})[)\]]?")
_COMMENT = re.compile(r"\([^()]{0,60}\)")
_DIGITS = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)"
    r"(?:[T ]?(?P<time>[0-2]\d[0-5]\d(?:[0-6]\d)?)(?:\.\d{1,9})?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_YMD = re.compile(r"(?<!\d)(\d{4})(?:[-/.]|年\s?)(\d{1,2})(?:[-/.]|月\s?)(\d{1,2})(?!\d)日?T?")
_DMY = re.compile(r"(?<!\d)(\d{1,2})([-/.]\s?)(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_UNIX_UNITS = ((1e8, 1e11, 1), (1e11, 1e14, 1e3), (1e14, 1e17, 1e6), (1e17, 1e20, 1e9))


class Timestamp(NamedTuple):
    """The day that is written, and the moment: naive where no zone is written, None without a time.

    The moment of "24:00" is the beginning of the next day.
    """

    day: dt.date
    moment: dt.datetime | None = None


def timestamp(text: str, now: dt.datetime) -> Timestamp | None:
    """Return the moment that `text` names, or None where it is no single date.

    The abbreviation of a zone is that of the zone of `now` where it has one of that name, else
    what feeds mean by it most. With a zone that nobody knows the moment is left out, so that none
    is wrong by hours.
    """
    try:
        return _digits(text) or _written(text, now)
    except (ValueError, OverflowError):
        return None


def unix_moment(value: float | str, now: dt.datetime) -> dt.datetime | None:
    """Return the moment of a Unix time in s, ms, µs or ns, in the zone of `now`, or None.

    The unit is told by the size: the moment is one between 1973 and 5138.
    """
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    for least, most, units in _UNIX_UNITS:
        if least <= number < most:
            return dt.datetime.fromtimestamp(number / units, tz=now.tzinfo or dt.UTC)
    return None


def _digits(text: str) -> Timestamp | None:
    """Return what "20260602", "20260602T090000Z" and "20260602090000" name (ISO 8601, basic)."""
    found = _DIGITS.fullmatch(text)
    if not found:
        return None
    day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    if not found["time"]:
        return Timestamp(day)
    moment = dt.datetime.fromisoformat(f"{day}T{found['time']}{found['zone'] or ''}")
    return Timestamp(day, moment)


def _written(text: str, now: dt.datetime) -> Timestamp | None:
    clock = _CLOCK.search(text)
    if clock is None:
        day = _day(_COMMENT.sub(" ", text))
        return Timestamp(day) if day else None
    zone = _PLACE.match(text, clock.end()) or _ZONE.match(text, clock.end())
    end = zone.end() if zone and _is_zone(zone) else clock.end()
    day = _day(f"{text[: clock.start()]} | {_COMMENT.sub(' ', text[end:])}")
    hour, minute, second = _time(clock)
    if day is None or hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return None
    if zone is None or not _is_zone(zone):
        return Timestamp(day, _at(day, hour, minute, second))
    naive = _at(day, hour, minute, second)
    info = _zone(zone, naive, now)
    return Timestamp(day, naive.replace(tzinfo=info) if info else None)


def _at(day: dt.date, hour: int, minute: int, second: int) -> dt.datetime:
    span = dt.timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return dt.datetime.combine(day, dt.time()) + span


def _time(clock: re.Match[str]) -> tuple[int, int, int]:
    hour = int(clock["h"])
    half = (clock["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(clock["m"] or clock["dotted"] or 0), int(clock["s"] or 0)


# --- zones ------------------------------------------------------------------------------------


@cache
def _zones() -> dict[str, dt.tzinfo | None]:
    """Return the zones of the abbreviations that are known, in capitals."""
    zones = language(NO_LANGUAGE).clocks.zones.items()
    return {
        name: _at_place(value) if "/" in value else _offset(value[0], value[1:3], value[3:])
        for name, value in zones
    }


def _offset(sign: str, hours: str, minutes: str | None) -> dt.timezone:
    """Raises ValueError for an offset of a day or more."""
    span = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    return dt.timezone(span if sign == "+" else -span)


def _at_place(place: str) -> dt.tzinfo | None:
    try:
        return zoneinfo.ZoneInfo(place)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _is_zone(found: re.Match[str]) -> bool:
    """Whether what follows a time is a zone: an offset, a place, a name known or in capitals."""
    fields = found.groupdict()
    if fields.get("place") or fields.get("sign"):
        return True
    name = fields.get("name") or ""
    if name.casefold() in _months():
        return False
    return name.upper() in _zones() or (len(name) > 1 and name.isupper())


def _zone(found: re.Match[str], naive: dt.datetime, now: dt.datetime) -> dt.tzinfo | None:
    fields = found.groupdict()
    if fields.get("place"):
        return _at_place(fields["place"])
    if fields.get("sign"):
        return _offset(fields["sign"], fields["h"], fields.get("m"))
    name = str(fields["name"]).upper()
    if now.tzinfo and naive.replace(tzinfo=now.tzinfo).tzname() == name:
        return now.tzinfo
    return _zones().get(name)


# --- days -------------------------------------------------------------------------------------


def _day(text: str) -> dt.date | None:
    """Return the one day that `text` names, in the order of its form. Raises ValueError."""
    if found := _YMD.search(text):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DMY.search(text):
        return _numeric(int(found[1]), found[2], int(found[3]), found[4])
    tokens = _TOKEN.findall(text)
    numbers = [token for token in tokens if token.isdecimal()]
    months = [place for place, token in enumerate(tokens) if token.casefold() in _months()]
    if not months or len(numbers) != 2 or len(tokens) > 9:
        return None
    # "mar. 2 juin", "Di, 2 mai": a short name of a weekday may be one of a month, but comes first
    month = _months()[tokens[months[-1]].casefold()]
    first, last = numbers
    if len(first) == 4:
        first, last = last, first
    return dt.date(_year(last), month, int(first))


def _numeric(first: int, joint: str, second: int, year: str) -> dt.date | None:
    """Return the day of "2.6.2026" or "30/11/26"; None where a slash leaves it open."""
    if "/" in joint and first != second and max(first, second) <= 12:
        return None
    day, month = (second, first) if "/" in joint and second > 12 else (first, second)
    return dt.date(_year(year), month, day)


def _year(written: str) -> int:
    """Return the year of two, three or four digits (RFC 5322, section 4.3)."""
    year = int(written)
    if len(written) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(written) == 3 else year


@cache
def _months() -> dict[str, int]:
    """Return the numbers of the names of months, long and short, of every language."""
    found: dict[str, int] = {}
    for code in ("en", *languages()):
        dates = language(code).dates
        for name, number in (dates.months | dates.short_months).items():
            found.setdefault(name.casefold(), number)
    return found
