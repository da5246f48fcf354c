"""Quarters, halves of years and seasons."""

import datetime as dt
import re

from briefer.text import _date_sums as sums
from briefer.text._calendar import DateEntry
from briefer.text._date_found import Context, Found
from briefer.text._date_sums import Period

_YEAR = r"(?:1[5-9]|20|21)\d\d"
_WHICH = {"last": -1, "this": 0, "the": 0, "next": 1}
_NTH = re.compile(
    r"(?<!\w)(?:the\s)?(?P<n>first|second|third|fourth|1st|2nd|3rd|4th|final)\s\Z", re.IGNORECASE
)
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_OF_YEAR = re.compile(
    rf"(?:\sof)?\s(?:(?P<year>{_YEAR})(?!\d)|(?P<which>last|this|next|the)\syear)"
)
_SEASON_YEAR = re.compile(
    rf"\s(?:(?:of|de|عام)\s)?(?P<year>{_YEAR})(?:[-–/]\d{{2,4}})?(?!\d)(?:\sгода)?"
)
_SEASON_LEAD = re.compile(r"(?<!\w)(?:[Ii]n(?:\sthe)?|[Ii]m|[Ee]n|[Aa]u|[Ll]ate|[Ee]arly)\s\Z")


def quarter(context: Context, start: int, end: int, entry: DateEntry) -> Found | None:
    """A quarter: "the second quarter of 2021", "Q2"."""
    before = _NTH.search(context.text, max(0, start - 14), start)
    number = entry.value or (_nth(before["n"]) if before else 0)
    if not number:
        return None
    first = start if entry.value or not before else before.start("n")
    return _of_year(context, (first, end), 3 * number - 2, 3, needs_year=False)


def half(context: Context, start: int, end: int, _: DateEntry) -> Found | None:
    """Half a year: "the first half of 2021". Its precision is the quarter it begins with."""
    before = _NTH.search(context.text, max(0, start - 14), start)
    number = _nth(before["n"]) if before else 0
    if before is None or number > 2:
        return None
    return _of_year(context, (before.start("n"), end), 6 * number - 5, 6, needs_year=True)


def _nth(word: str) -> int:
    word = word.casefold()
    return _NTHS.get(word) or int(word[0])


def _of_year(
    context: Context, span: tuple[int, int], month_number: int, months: int, *, needs_year: bool
) -> Found | None:
    after = _OF_YEAR.match(context.text, span[1])
    if after is None and needs_year:
        return None
    found = Found(span[0], after.end() if after else span[1], None, "quarter")
    if after and after["year"]:
        year = int(after["year"])
    elif context.anchor is None:
        return found
    else:
        year = context.anchor.year + (_WHICH[after["which"]] if after else 0)
    date = sums.day(year, month_number, 1)
    if date is None:
        return None
    end = sums.months_from(date, months) if months > 3 else None
    return found._replace(
        period=Period(date, "quarter", end - dt.timedelta(days=1) if end else None)
    )


def season(context: Context, start: int, end: int, entry: DateEntry) -> Found | None:
    """A season with its year, or after "in": "summer 2021", "летом"."""
    text = context.text
    part = context.words.part.search(text, max(0, start - 32), start)
    first = part.start() if part else start
    after = _SEASON_YEAR.match(text, end)
    if after:
        date = sums.day(int(after["year"]), entry.value, 1)
        return Found(
            first, after.end(), Period(date, "season") if date else None, "season", year=True
        )
    adverb = context.words.language == "ru" and entry.phrase.endswith(("м", "й", "ю"))
    if not (adverb or _SEASON_LEAD.search(text, max(0, start - 10), start)):
        return None
    if context.anchor is None:
        return Found(first, end, None, "season")
    tense = context.tense(first, end)
    month_start = sums.nearest_month(context.anchor, entry.value, tense, "")
    if month_start is None:
        return None
    return Found(first, end, Period(month_start, "season"), "season")
