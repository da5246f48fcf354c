"""The words of date lines, of every language at once, ready to be looked up one by one.

A date line is read before anybody knows its language for sure, and often is not in the language
of the text. So a word means whatever it means in any language; where two languages differ
("listopad" is October or November), the language of the text decides.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from briefer import lang
from briefer.lang import NO_LANGUAGE, Language

PHRASE = 4  # words of the longest expression
CJK = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FIRST = ("en", "fr", "de", "es", "ru", "ar")  # whose meaning counts where no language is given


class StampWord(NamedTuple):
    """What a word is in a date line (`kind`), what it stands for, and in which language."""

    kind: str
    value: int | str
    language: str


class StampWords(NamedTuple):
    """Every word and phrase of date lines; `unspaced` are those of scripts without spaces."""

    meanings: dict[str, tuple[StampWord, ...]]
    unspaced: re.Pattern[str]

    def get(self, phrase: str, language: str) -> StampWord | None:
        """Return what `phrase` (folded) means, rather in `language` than in another."""
        found = self.meanings.get(phrase)
        if found is None:
            return None
        return next((word for word in found if word.language == language), found[0])


@cache
def stamp_words() -> StampWords:
    """Return the words of every language that has a file; it reads them all."""
    codes = (*_FIRST, *(code for code in lang.languages() if code not in _FIRST), NO_LANGUAGE)
    meanings: dict[str, dict[str, StampWord]] = {}
    for code in codes:
        for phrase, kind, value in _words(lang.language(code)):
            words = meanings.setdefault(fold(phrase), {})
            words.setdefault(code, StampWord(kind, value, code))
    return StampWords(
        {phrase: tuple(words.values()) for phrase, words in meanings.items()},
        _either(phrase for phrase in meanings if CJK.match(phrase)),
    )


def fold(phrase: str) -> str:
    """Return `phrase` as it is looked up: in lower case, without points and accents of Arabic."""
    return phrase.casefold().replace("i\u0307", "i")


def _words(language: Language) -> Iterator[tuple[str, str, int | str]]:
    """Yield (phrase, kind, value); the first meaning of a word in a language counts."""
    table, dates = language.datelines, language.dates
    for months in (dates.months, dates.short_months, table.months):
        yield from ((word, "month", number) for word, number in months.items())
    for days in (dates.days, table.days):
        yield from ((word, "day", number) for word, number in days.items())
    for kind, listed in (
        ("published", table.published),
        ("updated", table.updated),
        ("am", table.morning),
        ("pm", table.afternoon),
        ("year mark", table.year_marks),
        ("month mark", table.month_marks),
        ("month lead", table.month_leads),
        ("day mark", table.day_marks),
        ("hour", table.hours),
        ("filler", table.fillers),
    ):
        yield from ((word, kind, 0) for word in listed)
    yield from ((word, "zone", minutes) for word, minutes in table.zones.items())
    yield from ((word, "zone", name) for word, name in table.zone_names.items())


def _either(phrases: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, ordered)) or "(?!)")
