"""Dates, places and languages in the reader's language (CLDR, through babel)."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

SEASONS = ("winter", "spring", "summer", "autumn")


class DateWriter:
    """Writes dates for one language and time zone. An unknown language is written as English."""

    def __init__(self, language: str, timezone: str) -> None:
        self.locale = _locale(language)
        self.zone = ZoneInfo(timezone)

    def full(self, date: dt.date) -> str:
        """Return such as "Wednesday, 2 June 2021"."""
        return self._date(date, "full")

    def long(self, date: dt.date) -> str:
        """Return such as "2 June 2021"."""
        return self._date(date, "long")

    def weekday(self, date: dt.date) -> str:
        """Return such as "Wed 2 June"."""
        return self._skeleton(date, "MMMMEd")

    def day(self, date: dt.date) -> str:
        """Return such as "2 June"."""
        return self._skeleton(date, "MMMMd")

    def moment(self, moment: dt.datetime) -> str:
        """Return such as "2 June 2021, 06:00", in the reader's time zone."""
        local = moment.astimezone(self.zone)
        return f"{self.long(local.date())}, {format_time(local, 'HH:mm', locale=self.locale)}"

    def period(self, date: dt.date, precision: str) -> str:
        """Return a date as exactly as it is known; a season is the words file's business."""
        match precision:
            case "month" | "season":
                return self._skeleton(date, "yMMMM")
            case "quarter":
                return self._skeleton(date, "yQQQ")
            case "year":
                return str(date.year)
            case _:
                return self.weekday(date)

    def country(self, code: str) -> str:
        """Return the country's name, or the code where there is none."""
        return str(self.locale.territories.get(code.upper(), code))

    def language(self, code: str) -> str:
        """Return the language's name, or the code where there is none."""
        return str(self.locale.languages.get(code, code))

    def listed(self, names: Sequence[str]) -> str:
        """Return such as "France and Russia"."""
        return format_list(list(names), locale=self.locale) if names else ""

    def decimal(self, number: float) -> str:
        """Return such as "0.97"."""
        return format_decimal(number, "0.00", locale=self.locale)

    def plural(self, number: int) -> str:
        """Return the CLDR plural form of `number`: "one", "few", "many", "other" ..."""
        return str(self.locale.plural_form(number))

    def _date(self, date: dt.date, style: str) -> str:
        return format_date(date, style, locale=self.locale)

    def _skeleton(self, date: dt.date, skeleton: str) -> str:
        return format_skeleton(skeleton, date, locale=self.locale)


@lru_cache(maxsize=32)
def _locale(language: str) -> "Locale":
    try:
        name = "en_GB" if language in {"en", "und"} else language.replace("-", "_")
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def season(date: dt.date) -> str:
    """Return the northern season that `date` begins or falls into."""
    return SEASONS[date.month % 12 // 3]
