"""When two key points say the same thing, and when they can't both be right.

A fact is a key point taken apart: stems of its content words, numbers, names, polarity, whether it
is done or only possible, and who says it. Two key points are the same fact when their words agree
and none of the parts that change the meaning differs; the comparison is deliberately strict, as
a wrong merger would print a claim that one of its sources does not make.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from briefer.models import KeyPoint, NumberMention
from briefer.stories.keys import name_keys
from briefer.stories.lexicon import concepts, is_modal, is_negative, is_reporting, opposites
from briefer.text.numbers import find_numbers
from briefer.text.words import content_stems, fold, stop_words, words

SAME_WORDS = 0.55  # Jaccard of content stems from which two wordings may be the same fact
COVERED = 0.7  # share of the kept wording's stems that every other wording must have
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Fact(NamedTuple):
    """What a key point claims, ready to be compared."""

    stems: frozenset[str]  # of content words, without numbers, reporting verbs and the speaker
    numbers: tuple[NumberMention, ...]
    names: frozenset[str]  # keys of capitalised words
    negative: bool
    modal: bool
    speaker: frozenset[str]  # keys of the speaker's name; empty where nobody speaks
    quote: str
    concepts: frozenset[str]


def fact_of(point: KeyPoint, language: str = "en") -> Fact:
    """Return `point` taken apart; `language` is that of its text."""
    return _fact(point.text, point.speaker or "", fold(point.quote or ""), language)


@lru_cache(maxsize=8_192)
def _fact(text: str, speaker: str, quote: str, language: str) -> Fact:
    numbers = tuple(n for n in find_numbers(text, language) if not n.ordinal)
    tokens = words(fold(_without(text, numbers)))
    said_by = frozenset(name_keys(speaker))
    speaker_stems = set(content_stems(speaker, language))
    stems = frozenset(
        stem
        for stem in content_stems(_without(text, numbers), language)
        if stem not in speaker_stems and not is_reporting(stem)
    )
    return Fact(
        stems=stems,
        numbers=numbers,
        names=_names(text, language) - said_by,
        negative=is_negative(tokens),
        modal=is_modal(tokens),
        speaker=said_by,
        quote=quote,
        concepts=concepts(stems),
    )


def _names(text: str, language: str) -> frozenset[str]:
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


def _without(text: str, numbers: tuple[NumberMention, ...]) -> str:
    kept, end = [], 0
    for number in numbers:
        if number.start >= end:
            kept.append(text[end : number.start])
            end = number.end
    return " ".join([*kept, text[end:]])


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of common members, 0 where both are empty."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def covered(kept: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of `kept` that `other` has; 1 where `kept` is empty."""
    return len(kept & other) / len(kept) if kept else 1.0


def same_numbers(left: Fact, right: Fact) -> bool:
    """Return whether both give the same values of the same units."""
    return _values(left) == _values(right)


def _values(fact: Fact) -> frozenset[tuple[float, float | None, str | None]]:
    return frozenset((n.value, n.high, n.unit) for n in fact.numbers)


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
    shared = jaccard(left.stems, right.stems)
    if shared < SAME_WORDS:
        return False
    return min(covered(left.stems, right.stems), covered(right.stems, left.stems)) >= COVERED
