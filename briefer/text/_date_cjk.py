"""Dates in Chinese and Japanese, which put no space between words."""

import re
from collections.abc import Iterator
from functools import cache

from briefer.text import _date_sums as sums
from briefer.text._calendar import DateEntry
from briefer.text._date_found import Context, Found
from briefer.text._date_sums import Period

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
             "十一": 11, "十二": 12}  # fmt: skip
_DATE = re.compile(
    r"(?:[\d０-９]{4}(?<!\d{5})年(?:(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:(?P<d>\d{1,2})[日号號])?)?)"
    r"|(?:(?P<bare>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:(?P<day>\d{1,2})[日号號])?(?!間|间))"
    r"|(?<![\d月])(?P<alone>\d{1,2})日(?!間|间|本)",
)


def find_cjk(context: Context) -> Iterator[Found]:
    """Yield dates such as 2021年6月16日, 6月16日, 16日, 周二 and 昨天."""
    text = context.text
    if "月" in text or "年" in text or "日" in text:
        for match in _DATE.finditer(text):
            found = _written(context, match)
            if found is not None:
                yield found
    if context.words.language in {"zh", "ja"}:
        names, entries = _names(context)
        for match in names.finditer(text):
            found = _named(context, match, entries[match.group()])
            if found is not None:
                yield found


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(phrases, key=lambda p: (-len(p), p))))


def _names(context: Context) -> tuple[re.Pattern[str], dict[str, DateEntry]]:
    entries = {
        e.phrase: e
        for found in context.words.triggers.values()
        for e in found
        if e.kind in {"day", "relative"}
    }
    return _pattern(tuple(entries)), entries


def _named(context: Context, match: re.Match[str], entry: DateEntry) -> Found | None:
    kind = "weekday" if entry.kind == "day" else "relative"
    found = Found(match.start(), match.end(), None, kind, month=entry.value)
    if context.anchor is None:
        return found
    if kind == "relative":
        return found._replace(period=sums.shifted(context.anchor, entry.unit, entry.value))
    date = sums.weekday(context.anchor, entry.value, None, "")
    return found._replace(period=Period(date) if date else None)


def _written(context: Context, match: re.Match[str]) -> Found | None:
    span = match.span()
    if match["alone"]:
        return _day_alone(context, span, int(match["alone"]))
    if match["bare"]:
        month = _NUMERALS.get(match["bare"]) or int(match["bare"])
        return _without_year(context, span, month, match["day"])
    month = _NUMERALS.get(match["m"] or "") or int(match["m"] or 1)
    date = sums.day(int(match.group()[:4]), month, int(match["d"] or 1))
    if date is None:
        return None
    if match["d"]:
        return Found(*span, Period(date), "date", year=True, month=month)
    return Found(*span, Period(date, "month" if match["m"] else "year"), "month", year=True)


def _without_year(
    context: Context, span: tuple[int, int], month: int, day: str | None
) -> Found | None:
    if not 1 <= month <= 12:
        return None
    kind = "date" if day else "month"
    found = Found(*span, None, kind, month=month)
    if context.anchor is None:
        return found
    if day:
        date = sums.nearest_day(context.anchor, month, int(day), "")
        return found._replace(period=Period(date)) if date else None
    date = sums.nearest_month(context.anchor, month, "", "")
    return found._replace(period=Period(date, "month")) if date else None


def _day_alone(context: Context, span: tuple[int, int], number: int) -> Found | None:
    """A day of this month, or the nearest one of that number: 16日."""
    if not 1 <= number <= 31:
        return None
    if context.anchor is None:
        return Found(*span, None, "date")
    months = (sums.months_from(context.anchor, n) for n in (-1, 0, 1))
    days = [d for m in months if m and (d := sums.day(m.year, m.month, number))]
    anchor = context.anchor
    date = min(days, key=lambda d: abs(d - anchor), default=None)
    return Found(*span, Period(date), "date", month=date.month) if date else None
