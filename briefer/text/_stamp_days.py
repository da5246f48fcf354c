"""Days in digits, by the habit of a language; years of other calendars than the Gregorian."""

import datetime as dt
import re
from typing import NamedTuple

from briefer import lang

_BUDDHIST = 543  # years ahead, as Thailand counts
_LEAP = 2000  # a year that has every day


class Day(NamedTuple):
    """A day of the calendar; `year` 0: not said.

    `swapped` says that month and day may have changed places: nothing in the digits decides.
    """

    year: int
    month: int
    number: int
    swapped: bool = False

    @classmethod
    def of(cls, year: int, month: int, number: int, *, swapped: bool = False) -> "Day | None":
        """Return that day, or None if no calendar has it."""
        try:
            dt.date(year or _LEAP, month, number)
        except ValueError:
            return None
        return cls(year, month, number, swapped)

    def date(self) -> dt.date | None:
        """Return the date, or None where the year is not known."""
        return dt.date(self.year, self.month, self.number) if self.year else None

    def other(self) -> "Day | None":
        """Return the day with month and day the other way round, where both can be meant."""
        return Day(self.year, self.number, self.month) if self.swapped else None

    def near(self, anchor: dt.date, weekday: int | None = None) -> dt.date | None:
        """Return this day in the year nearest to `anchor`, of those that fit the weekday."""
        if self.year:
            return self.date()
        days = [
            dt.date(year, self.month, self.number)
            for year in range(anchor.year - 4, anchor.year + 2)
            if Day.of(year, self.month, self.number)
        ]
        fitting = [day for day in days if day.weekday() == weekday] or days
        return min(fitting, key=lambda day: abs(day - anchor), default=None)


def whole_year(number: int) -> int:
    """Return the year of our calendar that a number of four digits is, or 0."""
    if 2500 <= number < 2600:
        number -= _BUDDHIST
    return number if 1900 <= number < 2100 else 0


def day_in_digits(match: re.Match[str], language: str) -> Day | None:
    """Return the day of a match: year first, eight digits in a row, or by the language's habit."""
    if match["packed"]:
        packed = match["packed"]
        return Day.of(int(packed[:4]), int(packed[4:6]), int(packed[6:]))
    if match["cm"]:
        return Day.of(0, int(match["cm"]), int(match["cd"]))
    if match["y"]:
        return Day.of(whole_year(int(match["y"])), int(match["m"]), int(match["d"]))
    first, second, last = int(match["a"]), int(match["b"]), match["c"]
    year = whole_year(int(last)) if len(last) == 4 else 2000 + int(last)
    if not year:
        return None
    if len(last) == 2 and order_of(language) == "ymd":
        return Day.of(2000 + first, second, int(last))
    if match["mark"] == "/" and order_of(language) == "mdy" and first <= 12:
        first, second = second, first
    both = first <= 12 and second <= 12 and first != second and match["mark"] == "/"
    return Day.of(year, second, first, swapped=both) or Day.of(year, first, second)


def order_of(language: str) -> str:
    """Return how a language, or that of a country ("en-US"), writes a day in digits."""
    if language.casefold() in {"en-us", "en-ph"}:
        return "mdy"
    return lang.language(language[:2].casefold()).datelines.order
