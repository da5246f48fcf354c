"""When two key points say the same thing, and when they can't both be right.

A fact is a key point taken apart: stems of its content words, figures with what they count, names,
polarity, whether it is done or only possible, and who says it. Two key points are the same fact
when their words agree and none of the parts that change the meaning differs; the comparison is
deliberately strict, as a wrong merger would print a claim that one of its sources does not make.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from briefer.models import KeyPoint, NumberMention
from briefer.stories.keys import name_keys
from briefer.stories.lexicon import (
    concepts,
    is_modal,
    is_negative,
    is_reporting,
    opposites,
    speaks,
)
from briefer.stories.measures import Measure, figures, jaccard, measure_of, same_measure
from briefer.text.words import content_stems, fold, stop_words, words

SAME_WORDS = 0.5  # Jaccard of content stems from which two wordings may be the same fact
COVERED = 0.7  # share of the shorter wording's stems that the other must have
LEAST = 3  # stems: fewer say too little to be recognised
HALF = 0.5  # the same, where the figures agree as well
THIRD = 0.3  # the same, where several telling figures agree
COVERED_BACK = 0.55  # share of the longer one's

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_APPOSITION = re.compile(r",[^,.;:\"“”]{1,200}(?=[,.;])")
_LEADING = re.compile(r"[^\W\d_][\w’'.-]* ")


class Fact(NamedTuple):
    """What a key point claims, ready to be compared."""

    stems: frozenset[str]  # of content words, without figures and who says it
    measures: tuple[Measure, ...]
    names: frozenset[str]  # keys of capitalised words
    plain: frozenset[str]  # stems of the other words
    negative: bool
    modal: bool
    speaker: frozenset[str]  # keys of the speaker's name; empty where nobody speaks
    quote: str
    concepts: frozenset[str]


def fact_of(point: KeyPoint, language: str = "en") -> Fact:
    """Return `point` taken apart; `language` is that of its text."""
    return _fact(point.text, point.speaker or "", fold(point.quote or ""), language)


def fact_in(text: str, speaker: str | None = None, language: str = "en") -> Fact:
    """Return a sentence taken apart."""
    return _fact(text, speaker or "", "", language)


@lru_cache(maxsize=16_384)
def _fact(text: str, speaker: str, quote: str, language: str) -> Fact:
    claim = _unattributed(text, speaker)
    numbers = figures(claim, language)
    plain = _without(claim, numbers)
    tokens = words(fold(plain))
    said_by = frozenset(name_keys(speaker))
    stems = frozenset(s for s in content_stems(plain, language) if not is_reporting(s))
    return Fact(
        stems=stems,
        measures=tuple(measure_of(claim, number, language) for number in numbers),
        names=names_in(claim, language) - said_by,
        plain=stems & frozenset(_lower(claim, language)),
        negative=is_negative(tokens),
        modal=is_modal(plain),
        speaker=said_by,
        quote=quote,
        concepts=concepts(stems),
    )


def _unattributed(text: str, speaker: str) -> str:
    """Return `text` without "said NAME, OFFICE": who says it is compared by itself."""
    surname = next(iter(speaker.split()[::-1]), "")
    place = text.rfind(surname) if len(surname) > 1 else -1
    if place < 0 or not speaks(text, place, place + len(surname)):
        return text
    start = _start_of_name(text, place)
    apposition = _APPOSITION.match(text, place + len(surname))
    end = apposition.end() if apposition else place + len(surname)
    return text[:start] + " " + text[end:]


def _start_of_name(text: str, place: int) -> int:
    """Return where the capitalised words that lead up to a surname begin: titles, given names."""
    for before in reversed(list(_LEADING.finditer(text, max(0, place - 80), place))):
        if before.end() != place or not before.group()[0].isupper():
            break
        place = before.start()
    return place


def names_in(text: str, language: str) -> frozenset[str]:
    """Return keys of capitalised words; of the first word too, unless it is a function word.

    A script without capitals gives none.
    """
    stop = stop_words(language)
    return frozenset(
        key
        for word in _WORD.findall(text)
        if word[0].isupper() and word.lower() not in stop
        for key in name_keys(word) or (word.lower(),)
    )


def _lower(text: str, language: str) -> list[str]:
    """Return the stems of the words without a capital."""
    return content_stems(
        " ".join(word for word in _WORD.findall(text) if not word[0].isupper()), language
    )


def _without(text: str, numbers: Sequence[NumberMention]) -> str:
    kept, end = [], 0
    for number in numbers:
        if number.start >= end:
            kept.append(text[end : number.start])
            end = number.end
    return " ".join([*kept, text[end:]])


# --- comparing ------------------------------------------------------------------------------


def covered(kept: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of `kept` that `other` has; 1 where `kept` is empty."""
    return len(kept & other) / len(kept) if kept else 1.0


def same_numbers(left: Fact, right: Fact) -> bool:
    """Return whether both give the same values of the same units."""
    return _values(left) == _values(right)


def _values(fact: Fact) -> frozenset[tuple[float, float, str | None]]:
    return frozenset((m.value, m.high, m.unit) for m in fact.measures)


def same_speaker(left: Fact, right: Fact) -> bool:
    """Return whether the same person speaks in both, or nobody in either."""
    if not left.speaker or not right.speaker:
        return left.speaker == right.speaker
    small, large = sorted((left.speaker, right.speaker), key=len)
    return small <= large


def same_fact(left: Fact, right: Fact) -> bool:
    """Return whether two key points state the same fact, so that each supports the other."""
    return (
        same_numbers(left, right)
        and left.negative == right.negative
        and left.modal == right.modal
        and same_speaker(left, right)
        and not opposites(left.stems, right.stems)
        and _same_names(left, right)
        and _same_words(left, right)
    )


def _same_names(left: Fact, right: Fact) -> bool:
    small, large = sorted((left.names, right.names), key=len)
    return covered(small, large) >= 0.75 and len(large - small) <= max(1, len(small) // 2)


def _same_words(left: Fact, right: Fact) -> bool:
    small, large = sorted((left.stems, right.stems), key=len)
    return (
        jaccard(small, large) >= SAME_WORDS
        and covered(small, large) >= COVERED
        and covered(large, small) >= COVERED_BACK
    )


def told_by(new: Fact, old: Fact) -> bool:
    """Return whether `old` says all that `new` says, and perhaps more.

    Where all figures of `new` are in `old`, of the same things, half of the words are enough.
    """
    counted = bool(new.measures) and all(
        any(_equal(one, other) and _same_count(one, other) for other in old.measures)
        for one in new.measures
    )
    return (
        _values(new) <= _values(old)
        and new.negative == old.negative
        and new.modal == old.modal
        and (not new.speaker or same_speaker(new, old))
        and not opposites(new.stems, old.stems)
        and covered(new.names, old.names) >= COVERED
        and (counted or len(new.stems) >= LEAST)
        and covered(new.stems, old.stems) >= (HALF if counted else COVERED)
    )


def _equal(left: Measure, right: Measure) -> bool:
    return (left.value, left.high, left.unit) == (right.value, right.high, right.unit)


def _same_count(left: Measure, right: Measure) -> bool:
    """Return whether two equal figures count the same: a telling one hardly by chance."""
    return same_measure(left, right) or (_telling(left) and bool(left.frame & right.frame))


def _telling(measure: Measure) -> bool:
    """Return whether few figures are like this one: 2.1, 441,000; not 3, 40 or 2021."""
    value = measure.value
    if value != int(value):
        return True
    return value >= 13 and not 1900 <= value <= 2100 and (value % 10 != 0 or value >= 1_000)


def figures_known(new: Fact, known: Sequence[Fact]) -> bool:
    """Return whether earlier facts give every figure of `new`, two at least, and its words.

    Of figures that are hardly the same by chance, a third of the words are enough.
    """
    values = frozenset(value for fact in known for value in _values(fact))
    if len(new.measures) < 2 or not _values(new) <= values:
        return False
    stems = frozenset(stem for fact in known for stem in fact.stems)
    telling = sum(map(_telling, new.measures)) > 1
    return covered(new.stems, stems) >= (THIRD if telling else COVERED)
