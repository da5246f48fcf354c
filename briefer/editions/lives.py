"""How many lives a story tells are lost: what makes an accident news for a minister.

The number just before or after a word of death in a headline or a key point counts ("47 dead", "killing
four people", "the toll rose to 47"); it need not be right to the last, only of the right size.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

from briefer.lang import language as tables_of
from briefer.models import Evidence, NumberMention, Story
from briefer.text.claim_language import UNKNOWN, Reader
from briefer.text.numbers import find_numbers
from briefer.text.wordings import either

LOOKED = 2  # key points of a story that are looked at: what is news stands first
BEFORE, AFTER = 34, 90  # characters between the number and the word
MOST = 200_000  # more are no dead of an event
POINTS, HIGHEST = 0.5, 1.25  # for each power of ten, and in all
_YEARS = range(1900, 2101)
_RUN_ON = frozenset({"zh", "ja", "th"})
_DOZENS = 12  # "dozens", "hundreds": no count
_STOP = re.compile(r"[,;:.、，。،؛]")


def worth(deaths: int) -> float:
    """Return the points that so many dead give: half for ten, one for a hundred, never much more.

    Beyond some hundreds it is a war's or an epidemic's count, and no event of the day's.
    """
    return min(HIGHEST, POINTS * math.log10(1 + deaths))


def lost(story: Story, reader: Reader | None) -> int:
    """Return the most lives that a story says were lost, 0 where it tells of none."""
    news = [point for point in story.key_points if point.kind != "background"][:LOOKED]
    texts = [(story.title, _tongue(story.title, (), reader))]
    texts += [(point.text, _tongue(point.text, point.evidence, reader)) for point in news]
    return max((deaths_in(text, language) for text, language in texts), default=0)


def deaths_in(text: str, language: str) -> int:
    """Return the largest number of dead that a sentence gives, 0 for none."""
    code = language.partition("-")[0]
    words = [match.span() for match in _words(code).finditer(text)] if text else []
    if not words:
        return 0
    numbers = [number for number in find_numbers(text, code) if _counts(number, text, code)]
    said = (_said(text, at, numbers) for at in words)
    return max((int(number.value) for number in said if number), default=0)


def _counts(number: NumberMention, text: str, language: str) -> bool:
    """Whether a number can be of persons: whole, of no unit, no year, no "dozens"."""
    whole = number.value == int(number.value) and 0 < number.value <= MOST
    if not whole or number.unit or number.ordinal or int(number.value) in _YEARS:
        return False
    written = text[number.start : number.end]
    if number.approximate and not any(map(str.isdigit, written)) and number.value >= _DOZENS:
        return False
    return number.noun not in tables_of(language).dates.units


def _said(text: str, at: tuple[int, int], numbers: Sequence[NumberMention]) -> NumberMention | None:
    """Return the number that belongs to a word of death: just before it, else after it."""
    start, end = at
    before = [n for n in numbers if n.end <= start and _open(text[n.end : start], BEFORE)]
    after = [n for n in numbers if n.start >= end and _open(text[end : n.start], AFTER)]
    return next(iter(before[-1:] + after[:1]), None)


def _open(between: str, limit: int) -> bool:
    return len(between) <= limit and not _STOP.search(between)


def _tongue(text: str, proof: Iterable[Evidence], reader: Reader | None) -> str:
    found = reader.tongue(text, proof) if reader else UNKNOWN
    return "en" if found == UNKNOWN else found


@cache
def _words(language: str) -> re.Pattern[str]:
    words = either(tables_of(language).subjects.deaths)
    return re.compile(words if language in _RUN_ON else rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
