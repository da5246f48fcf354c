"""Figures in a text: what they count, on what occasion, and whether two can both be right."""

import re
from functools import cache
from typing import NamedTuple

from briefer.lang import every
from briefer.lang import language as tables_of
from briefer.models import NumberMention
from briefer.stories.lexicon import concepts, opposites
from briefer.text.dates import find_dates
from briefer.text.numbers import find_numbers
from briefer.text.wordings import either
from briefer.text.words import content_stems

FRAME = 6  # content words on either side of a mention that tell what it is about
THINGS = 2  # content words after a figure that tell what is counted

_REACH = 200  # characters on either side within which the content words are looked for
_MOST = 40  # figures of a text
_ROUGH = 0.25  # relative difference that "about" and "at least" leave open


class _Patterns(NamedTuple):
    """What stands round a figure, in any language."""

    counted_before: re.Pattern[str]  # "a crew of "
    counted_of: re.Pattern[str]  # " members of the crew"
    at_least: re.Pattern[str]
    at_most: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    of = either(every(lambda tables: tables.prepositions.of))
    before_noun = either(every(lambda t: t.determiners.definite + t.determiners.possessive))
    least = either(every(lambda tables: tables.measures.at_least))
    most = either(every(lambda tables: tables.measures.at_most))
    return _Patterns(
        re.compile(rf"([^\W\d_]+) (?:{of}) $"),
        re.compile(
            rf"[ -]?(?:[^\W\d_]+ )?(?:{of}) (?:(?:{before_noun}) )?"
            r"([^\W\d_]+(?: [^\W\d_]+)?)"
        ),
        re.compile(rf"\b(?:{least})\W*$", re.IGNORECASE),
        re.compile(rf"\b(?:{most})\W*$", re.IGNORECASE),
    )


@cache
def _idle() -> frozenset[str]:
    """Return the stems of English words that only measure: twelve days are no twelve votes."""
    return frozenset(content_stems(" ".join(tables_of("en").measures.idle), "en"))


class Measure(NamedTuple):
    """A figure: its value or range, what it counts, and the stems around it."""

    value: float
    high: float
    unit: str | None
    rough: bool
    things: frozenset[str]  # `counted`, and the next words
    counted: frozenset[str]  # the noun or the "of ..." that certainly says what is counted
    frame: frozenset[str]
    concepts: frozenset[str]  # of the frame
    words: str
    bound: int = 0  # 1: at least this much ("above 71"), -1: at most


def figures(text: str, language: str) -> tuple[NumberMention, ...]:
    """Return the numbers of `text`, without ordinals and those that are part of a date."""
    dated = [(mention.start, mention.end) for mention in find_dates(text, None, language)]
    counted = [n for n in find_numbers(text, language) if not n.ordinal][: 2 * _MOST]
    plain = [n for n in counted if not any(s < n.end and n.start < e for s, e in dated)]
    return tuple(plain[:_MOST])


def measure_of(text: str, number: NumberMention, language: str) -> Measure:
    """Return a figure of `text` with what it counts and what stands around it."""
    near = frame(text, (number.start, number.end), language)
    counted = _counted(text, number, language)
    return Measure(
        value=number.value,
        high=number.value if number.high is None else number.high,
        unit=number.unit or _idle_unit(number, language),
        rough=number.approximate,
        things=counted | _next(text, number, language),
        counted=counted,
        frame=near,
        concepts=concepts(near),
        words=_shown(text, number),
        bound=_bound(text[max(0, number.start - 30) : number.start]),
    )


def _bound(before: str) -> int:
    """Return whether the words right before a figure make it the least (1) or the most (-1)."""
    if _patterns().at_least.search(before):
        return 1
    return -1 if _patterns().at_most.search(before) else 0


def _idle_unit(number: NumberMention, language: str) -> str | None:
    """Return the noun as a unit where it only measures: twelve days are no twelve votes."""
    stems = content_stems(number.noun or "", language)
    return next((stem for stem in stems if stem in _idle()), None)


def _counted(text: str, number: NumberMention, language: str) -> frozenset[str]:
    """Return stems of what is counted: "25 members of the crew", "a crew of 25", "5 t of oil"."""
    before = _patterns().counted_before.search(text[max(0, number.start - 30) : number.start])
    of = _patterns().counted_of.match(text, number.end, number.end + 80)
    words = [number.noun or "", before.group(1) if before else "", of.group(1) if of else ""]
    stems = {stem for word in words for stem in content_stems(word.lower(), language)}
    return frozenset(stem for stem in stems - _idle() if not stem[0].isdigit())


def _next(text: str, number: NumberMention, language: str) -> frozenset[str]:
    """Return stems of the words that follow a figure in its clause."""
    if _patterns().counted_before.search(text[max(0, number.start - 30) : number.start]):
        return frozenset()
    after = re.split(r"[,.;:()]", text[number.end : number.end + 80], maxsplit=1)[0]
    stems = content_stems(after, language)[:THINGS]
    return frozenset(stem for stem in stems if stem not in _idle() and not stem[0].isdigit())


def _shown(text: str, number: NumberMention) -> str:
    """Return the figure in the text's words, with the noun where it follows."""
    end = number.end
    if number.noun:
        place = text.lower().find(number.noun, end)
        if 0 <= place - end <= 30:
            end = place + len(number.noun)
    return text[number.start : end]


def frame(text: str, span: tuple[int, int], language: str, width: int = FRAME) -> frozenset[str]:
    """Return the stems of the nearest `width` content words on either side of `span` in `text`."""
    left, right = text[max(0, span[0] - _REACH) : span[0]], text[span[1] : span[1] + _REACH]
    near = (*content_stems(left, language)[-width:], *content_stems(right, language)[:width])
    return frozenset(stem for stem in near if not stem[0].isdigit())


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of common members, 0 where both are empty."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def compatible(left: Measure, right: Measure, *, strict: bool = True) -> bool:
    """Return whether two figures can both be right: ranges that meet, or a rough one nearby.

    "Above 71" is near 75 and, if `strict`, not near 70.
    """
    if strict and any(
        (one.bound > 0 and other.high < one.value) or (one.bound < 0 and other.value > one.high)
        for one, other in ((left, right), (right, left))
        if not other.bound
    ):
        return False
    slack = _ROUGH * max(abs(left.high), abs(right.high)) if left.rough or right.rough else 0.0
    return left.value - slack <= right.high and right.value - slack <= left.high


def same_measure(left: Measure, right: Measure) -> bool:
    """Return whether two figures count the same thing on the same occasion, whatever they say.

    They must have the unit in common, what is counted, and one more word around them; figures
    that say only their unit ("$70") need two more words. As many left as arrived, as many dead as
    wounded: these are two facts each.
    """
    if left.unit != right.unit:
        return False
    if left.concepts and right.concepts and left.concepts.isdisjoint(right.concepts):
        return False
    if left.counted and right.counted and left.counted.isdisjoint(right.counted):
        return False
    return _same_occasion(left, right) and not opposites(left.frame, right.frame)


def _same_occasion(left: Measure, right: Measure) -> bool:
    things = left.things & right.things
    if not things:
        return left.unit not in {None, *_idle()} and len(left.frame & right.frame) >= 2
    shared = ((left.frame | left.things) & (right.frame | right.things)) - things
    return bool(shared) or len(left.frame | right.frame) <= len(left.things | right.things) + 2


def likeness(left: Measure, right: Measure) -> float:
    """Return how much of the words around two figures is the same, in [0,1]."""
    return jaccard(left.frame | left.things, right.frame | right.things)
