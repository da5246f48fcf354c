"""Dates in running text, resolved against the article's own date by code.

A day and month without a year is the one nearest to the anchor. A bare weekday is the last such
day up to the anchor, or the next one where its clause speaks of the future. `When.date` is the
first day of the period that the precision names ("mid-March" is the month, from its first day,
and keeps its words); `When.end` is the last day of a range.

The words of each language are looked up one by one, so that a text is read once and in time
linear in its length. Month and weekday names are the Unicode CLDR's.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from briefer.lang import every
from briefer.models import DateMention, When
from briefer.text import _date_sums as sums
from briefer.text._calendar import vocabulary
from briefer.text._date_cjk import find_cjk
from briefer.text._date_found import Context, Found, is_person_may
from briefer.text._date_numbers import find_numeric, find_years
from briefer.text._date_periods import half, quarter, season
from briefer.text._date_rules import month, relative, unit, weekday
from briefer.text._date_words import either
from briefer.text._scan import scan

_RULES = {
    "month": month,
    "short": month,
    "day": weekday,
    "relative": relative,
    "unit": unit,
    "quarter": quarter,
    "half": half,
    "season": season,
}
_BETWEEN = re.compile(r"[,،\s(]{1,3}(?:the\s|le\s|el\s|den\s|dem\s|dia\s)?|\s?[-–—]\s?")
_LONGEST_RANGE = 200  # days; of two dates further apart "to" makes no range


class _Joints(NamedTuple):
    """What joins two dates, in any language."""

    to: re.Pattern[str]
    and_: re.Pattern[str]
    between: re.Pattern[str]
    moved: re.Pattern[str]


@cache
def _joints() -> _Joints:
    to = either(every(lambda each: (*each.ranges.to, *each.ranges.to_day)))
    ands = either(every(lambda each: each.ranges.ands))
    between = every(lambda each: each.ranges.between)
    written = either([*between, *(word.capitalize() for word in between)])
    return _Joints(
        to=re.compile(rf"\s?[-–—‑]\s?|\s(?:{to})\s(?:the\s)?"),
        and_=re.compile(rf"\s(?:{ands})\s(?:the\s)?"),
        between=re.compile(rf"(?<!\w)(?:{written})\s\Z"),
        moved=re.compile(
            rf"(?:{either(every(lambda each: each.dates.moved))})\w*\s(?:\S+\s){{0,5}}\Z"
        ),
    )


def find_dates(text: str, anchor: dt.date | None, language: str = "en") -> tuple[DateMention, ...]:
    """Return the date expressions of `text`, in order, resolved against `anchor`.

    Without an anchor only fully explicit dates are resolved; the others have `when=None`, as have
    those that count from a day the sentence does not name ("three days earlier").
    """
    context = Context(text, anchor, vocabulary(language), is_person_may(text))
    found = sorted(_all(context), key=lambda f: (f.start, -f.end))
    apart: list[Found] = []
    for item in found:
        if not apart or item.start >= apart[-1].end:
            apart.append(item)
    merged = _ranges(context, _with_weekdays(context, apart))
    return tuple(DateMention(f.start, f.end, _when(text, f)) for f in merged)


class Tense(NamedTuple):
    """What a date's clause says of its time.

    That it is scheduled for it, that it is over, that it was meant and something else came.
    """

    scheduled: bool
    told: bool
    overtaken: bool


def tense(text: str, start: int, end: int, language: str) -> Tense:
    """Return what the clause of the date at `start` to `end` of `text` says of its time."""
    context = Context(text, None, vocabulary(language))
    told = context.told(start, end) and not context.set_for(start, end)
    scheduled = context.set_for(start, end) or (not told and context.scheduled(start, end))
    return Tense(scheduled, told, context.overtaken(start, end))


def _when(text: str, found: Found) -> When | None:
    if found.period is None:
        return None
    date, precision, end = found.period
    words = text[found.start : found.end]
    return When(date=date, precision=precision, words=words, end=end)


def _all(context: Context) -> Iterator[Found]:
    text = context.text
    get = context.words.triggers.get
    words, starts = scan(text)
    known = [
        (start + len(word), entries)
        for word, start in zip(words, starts, strict=True)
        if (entries := get(word))
    ]
    for end, entries in known:
        for entry in entries:
            start = end - len(entry.phrase)
            if start < 0 or text[start:end] != entry.phrase or not _at_start(context, start):
                continue
            found = _RULES[entry.kind](context, start, end, entry)
            if found is not None:
                yield found
                break
    yield from find_numeric(context)
    yield from find_years(context)
    yield from find_cjk(context)


def _at_start(context: Context, start: int) -> bool:
    """Whether a word begins at `start`; in Arabic script a particle may be written before it."""
    if start == 0 or not (context.text[start - 1].isalnum() or context.text[start - 1] == "_"):
        return True
    return context.words.language in {"ar", "fa"} and context.text[start - 1] in "وفبلك"


def _with_weekdays(context: Context, found: list[Found]) -> list[Found]:
    """Join "Wednesday, June 16": one day, whose weekday settles its year."""
    result: list[Found] = []
    for item in found:
        before = result[-1] if result else None
        if before and _same_day(context.text, before, item):
            day, name = (item, before) if before.kind == "weekday" else (before, item)
            date = _settled(context, day, name)
            result[-1] = day._replace(start=before.start, end=item.end, period=date)
        else:
            result.append(item)
    return result


def _same_day(text: str, before: Found, item: Found) -> bool:
    if not _BETWEEN.fullmatch(text, before.end, item.start):
        return False
    if before.kind == "weekday":
        return item.kind == "date" and text[before.end] not in "-–—"
    return before.kind == "relative" and item.kind == "weekday" and before.end == item.start - 1


def _settled(context: Context, day: Found, name: Found) -> sums.Period | None:
    if context.anchor is None or day.year or day.period is None or day.period.end:
        return day.period
    if day.kind != "date" or day.period.date.weekday() == name.month:
        return day.period
    number = day.period.date.day
    date = sums.day_with_weekday(context.anchor, day.month, number, name.month)
    return sums.Period(date) if date else day.period


def _ranges(context: Context, found: list[Found]) -> list[Found]:
    """Join two dates with "to" or a dash between them into one with an end."""
    result: list[Found] = []
    for item in found:
        joined = _range(context, result[-1], item) if result else None
        if joined is None:
            result.append(item)
        else:
            result[-1] = joined
    return result


def _range(context: Context, first: Found, last: Found) -> Found | None:
    text = context.text
    if first.kind != last.kind or first.kind == "relative":
        return None
    joints = _joints()
    between = joints.and_.fullmatch(text, first.end, last.start) and joints.between.search(
        text, max(0, first.start - 12), first.start
    )
    if not (between or joints.to.fullmatch(text, first.end, last.start)):
        return None
    if joints.moved.search(text, max(0, first.start - 60), first.start):
        return None
    if first.period is None or last.period is None:
        return first._replace(end=last.end, period=None)
    begin, precision, _ = first.period
    if last.year and not first.year and first.kind in {"date", "month"}:
        begin = sums.day(last.period.date.year, begin.month, begin.day) or begin
    end = last.period.end or sums.last_day(last.period.date, last.period.precision)
    if end < begin and first.kind == "weekday":
        end += dt.timedelta(days=7)
    if not begin < end or (precision == "day" and (end - begin).days > _LONGEST_RANGE):
        return None
    return first._replace(end=last.end, period=sums.Period(begin, precision, end))
