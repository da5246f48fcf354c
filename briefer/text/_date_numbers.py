"""Dates in digits: ISO 8601, day/month/year, and bare years."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from briefer import lang
from briefer.text import _date_sums as sums
from briefer.text._date_found import Context, Found
from briefer.text._date_sums import Period
from briefer.text._date_words import either

_NUMERIC = re.compile(
    r"\d(?<![\w.,/-]\d)\d{0,3}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,4}(?!(?!T\d\d)[\w/-]|[.,]\d)"
)
_YEAR = re.compile(
    r"[12]\d\d\d(?<![\w.,/$€£¥#+-]\d{4})(?![\w%°]|[.,]\d|-[^\W\d])(?:\s?[-–—/]\s?(?P<to>\d\d(?:\d\d)?)(?![\w,.]*\d|[-/])|(?![-–/]\d))",
)
_DECADE = re.compile(r"(?:1[5-9]|20)\d0(?<![\w.,-]\d{4})['’]?s(?!\w)")


@cache
def _quantity() -> re.Pattern[str]:
    """Return what stands before a number that is a quantity, in any language."""
    words = either(lang.every(lambda each: each.dates.quantities))
    return re.compile(rf"(?:{words}|[$€£¥])\s?\Z", re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    """Return what stands after a number that counts it, in any language."""
    return re.compile(rf"\s(?:{either(lang.every(lambda each: each.dates.counted))})(?!\w)")


@cache
def _months() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the American and the British way to write a day, in words."""
    names = "|".join(
        month.capitalize() for month in lang.language("en").dates.months if month != "may"
    )
    return re.compile(rf"(?:{names})\s\d{{1,2}}(?!\d)"), re.compile(rf"\d\s(?:{names})")


def find_numeric(context: Context) -> Iterator[Found]:
    """Yield dates such as 2021-06-16, 16/06/2021 (day first, unless the text is American)."""
    american: bool | None = None
    for match in _NUMERIC.finditer(context.text):
        parts = [int(part) for part in match.group().split(match["mark"])]
        if match.group()[4:5] == match["mark"]:
            date = sums.day(*parts) if 1500 <= parts[0] < 2200 else None
        else:
            american = _american(context) if american is None else american
            date = _day_first(match, parts, context.anchor, american=american)
        if date is not None:
            yield Found(
                match.start(), match.end(), Period(date), "date", year=True, month=date.month
            )


def _day_first(
    match: re.Match[str], parts: list[int], anchor: dt.date | None, *, american: bool
) -> dt.date | None:
    first, second, year = parts
    if len(match.group().rpartition(match["mark"])[2]) == 2:
        if match["mark"] != "/" or anchor is None:
            return None
        year += anchor.year // 100 * 100
        if abs(year - anchor.year) > 20:
            return None
    if not 1500 <= year < 2200:
        return None
    day, month = (second, first) if (american and first <= 12) or second > 12 else (first, second)
    return sums.day(year, month, day)


def _american(context: Context) -> bool:
    """Whether the text writes months first: in digits beyond doubt, else in words."""
    if context.words.language != "en":
        return False
    for match in _NUMERIC.finditer(context.text):
        first, second, *_ = match.group().split(match["mark"])
        if len(first) < 4 and max(int(first), int(second)) > 12:
            return int(second) > 12
    month_first, day_first = _months()
    return len(month_first.findall(context.text)) > len(day_first.findall(context.text))


def find_years(context: Context) -> Iterator[Found]:
    """Yield bare years, ranges of years, and decades: "in 2019", "2018-2020", "the 1990s"."""
    text = context.text
    for match in _YEAR.finditer(text):
        if not _is_year(context, match):
            continue
        year = int(match.group()[:4])
        part = context.words.part.search(text, max(0, match.start() - 32), match.start())
        start = part.start() if part else match.start()
        if match["to"] is None:
            yield Found(start, match.end(), Period(dt.date(year, 1, 1), "year"), "year", year=True)
            continue
        period = _until(year, match["to"])
        if period is not None:
            yield Found(start, match.end(), period, "year", year=True)
    for match in _DECADE.finditer(text):
        year = int(match.group()[:4])
        last = dt.date(year + 9, 12, 31)
        yield Found(
            match.start(),
            match.end(),
            Period(dt.date(year, 1, 1), "year", last),
            "decade",
            year=True,
        )


def _until(year: int, written: str) -> Period | None:
    """Return the years "2018-2020" or "2018-20", or the month "2021-06"."""
    last = int(written) if len(written) == 4 else year // 100 * 100 + int(written)
    if year < last <= year + 60:
        return Period(dt.date(year, 1, 1), "year", dt.date(last, 12, 31))
    month = sums.day(year, int(written), 1) if len(written) == 2 else None
    return Period(month, "month") if month else None


def _is_year(context: Context, match: re.Match[str]) -> bool:
    """Tell a year from a count, a price or the number of a flight."""
    text, start, end = context.text, match.start(), match.start() + 4
    year = int(text[start:end])
    if not 1500 <= year < 2200 or _counted().match(text, end):
        return False
    if context.words.year_lead.search(text, max(0, start - 10), start):
        return not _quantity().search(text, max(0, start - 16), start)
    this_year = context.anchor.year if context.anchor else 2025
    if not 1900 < year <= this_year + 30 or year % 100 == 0:
        return False
    return not _quantity().search(text, max(0, start - 16), start)
