"""When two figures of two reports cannot both be right.

They count the same at the same moment, and differ by more than rounding leaves open. "58" and
"58.3 percent", "dozens" and 58, a toll and its later stand, tonnes of oil and tonnes of bunker oil
are no contradiction. Between two languages the same things are known by their kind ("tankers" and
"Schiffe" are ships), and the same matter by its names.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from briefer.lang import language
from briefer.stories.disagreements import Claimed
from briefer.stories.facts import names_in
from briefer.stories.measures import (
    Measure,
    compatible,
    figures,
    likeness,
    measure_of,
    same_measure,
)
from briefer.stories.tolls import (
    HEAD,
    Report,
    Toll,
    alike,
    is_added,
    overtaken,
    rising,
    thing,
    tolls_in,
)
from briefer.text.words import content_stems

_RATIO = 0.5  # between two languages, of two figures of the same things: the smaller to the larger
_RATIO_HERE = 0.4  # the same, within a language
_LIKE = 0.15  # of the words around two figures, that are the same
_LEAST = 3  # of a bare figure: one and two are told of parts and of moments
_SHARED = 2  # names that two shares in percent have in common, between two languages
_ROUND = 0.5  # of the last digit that a rounded figure gives


class Count(NamedTuple):
    """A figure, the kind of thing it counts, and the toll it is, if it is one."""

    measure: Measure
    thing: str = ""
    toll: Toll | None = None
    added: bool = False  # "five other defendants", "two more": not all of them


def counts(claim: Claimed) -> tuple[Count, ...]:
    """Return the figures of a claim that may be contested: vague ones ("dozens") can't."""
    known = {(each.measure.value, each.measure.words): each for each in _in_text(claim)}
    listed = (
        known.get((measure.value, measure.words), Count(measure))._replace(measure=measure)
        for measure in claim.fact.measures
    )
    return tuple(each for each in listed if not _is_vague(each.measure))


def _in_text(claim: Claimed) -> tuple[Count, ...]:
    return _counts_in(claim.point.text, claim.article.language)


@lru_cache(maxsize=8_192)
def _counts_in(text: str, code: str) -> tuple[Count, ...]:
    return tuple(_each(text, code))


def _each(text: str, code: str) -> Iterator[Count]:
    tolls = {(toll.value, toll.words): toll for toll in tolls_in(text, code)}
    for number in figures(text, code):
        given = tolls.get((number.value, text[number.start : number.end]))
        added = given is None and is_added(text, number, code)
        yield Count(measure_of(text, number, code), thing(text, number, code), given, added)


def _is_vague(measure: Measure) -> bool:
    return measure.rough and not any(map(str.isdigit, measure.words))


def same_count(left: Claimed, one: Count, right: Claimed, other: Count) -> bool:
    """Return whether two figures of two claims count the same, whatever they say."""
    if one.toll and other.toll:
        return alike(one.toll, other.toll) and _at_head(left) and _at_head(right)
    if left.article.language == right.article.language:
        return one.added == other.added and _same_here(one.measure, other.measure)
    return _same_abroad(left, one, right, other)


def _same_here(one: Measure, other: Measure) -> bool:
    """Whether two figures in one language count the same named things, on like occasions.

    Ages and spans of time, and figures many times apart, are of two matters.
    """
    if not same_measure(one, other) or _narrower(one, other) or one.unit in _spans():
        return False
    if one.unit is None and not (_is_count(one.value) and _is_count(other.value)):
        return False
    named = one.unit is not None or bool(one.counted & other.counted)
    return named and _near(one, other, _RATIO_HERE) and likeness(one, other) >= _LIKE


def _is_count(value: float) -> bool:
    """Whether a bare figure counts enough to be contested: no version, and not one or two."""
    return value == int(value) and value >= _LEAST


def _near(one: Measure, other: Measure, ratio: float) -> bool:
    small, large = sorted((abs(one.value), abs(other.value)))
    return small >= ratio * large


@cache
def _spans() -> frozenset[str | None]:
    """Return the units of time and age."""
    return frozenset(content_stems(" ".join(language("en").measures.idle), "en")) - {"percent"}


def _at_head(claim: Claimed) -> bool:
    """Whether a claim stands at the head of its article, where the toll is that of its event."""
    return min((n for e in claim.point.evidence for n in e.sentences), default=1) <= HEAD


def _narrower(one: Measure, other: Measure) -> bool:
    """Whether one of two amounts is of a narrower thing: oil, and bunker oil."""
    if one.unit is None or one.counted == other.counted:
        return False
    return one.counted < other.counted or other.counted < one.counted


def _same_abroad(left: Claimed, one: Count, right: Claimed, other: Count) -> bool:
    if one.measure.unit != other.measure.unit or not _near(one.measure, other.measure, _RATIO):
        return False
    shared = len(_names(left) & _names(right))
    if one.measure.unit == "%":
        return shared >= _SHARED
    return bool(one.thing) and one.thing == other.thing and shared >= 1


def _names(claim: Claimed) -> frozenset[str]:
    return names_in(claim.point.text, claim.article.language)


def both_right(left: Claimed, one: Count, right: Claimed, other: Count) -> bool:
    """Return whether two figures of the same can both be right: near, rounded, or of two moments."""
    same_day = left.article.published == right.article.published
    if compatible(one.measure, other.measure, strict=same_day) or _rounded(
        one.measure, other.measure
    ):
        return True
    if _is_least(one.measure, other.measure) or _is_least(other.measure, one.measure):
        return True
    if left.fact.modal != right.fact.modal:
        return True  # what was planned, and what came of it
    return _moved_on(left, one, right, other)


def _is_least(least: Measure, other: Measure) -> bool:
    """Whether one figure is the least that there are, and the other no less: "at least five", 7."""
    return least.bound > 0 and other.value >= least.value


def _rounded(one: Measure, other: Measure) -> bool:
    """Whether one figure is the other, rounded: 58 and 58.3; 150,000 and 149,800."""
    return any(
        abs(exact.value - coarse.value) <= _ROUND * _last_digit(coarse.value)
        for exact, coarse in ((one, other), (other, one))
        if _last_digit(exact.value) < _last_digit(coarse.value)
    )


def _last_digit(value: float) -> float:
    """Return what the last digit of a figure is worth: 0.1 of 58.3, 1 of 58, 1,000 of 150,000."""
    if value != int(value):
        return 10.0 ** -len(f"{value:.6f}".rstrip("0").partition(".")[2])
    digits = f"{abs(int(value))}"
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10.0**zeros if zeros > 1 else 1.0


def _moved_on(left: Claimed, one: Count, right: Claimed, other: Count) -> bool:
    """Whether one of two tolls is the later stand of the other."""
    if one.toll is None or other.toll is None:
        return False
    first = Report(one.toll, left.article, rising(left.article))
    second = Report(other.toll, right.article, rising(right.article))
    return overtaken(first, second) or overtaken(second, first)
