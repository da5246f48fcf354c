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
from briefer.text.dates import find_dates
from briefer.text.numbers import find_numbers
from briefer.text.words import content_stems, fold, stop_words, words

SAME_WORDS = 0.5  # Jaccard of content stems from which two wordings may be the same fact
COVERED = 0.7  # share of the shorter wording's stems that the other must have
COVERED_BACK = 0.55  # share of the longer one's
FRAME = 6  # content words on either side of a mention that tell what it is about
THINGS = 2  # content words after a figure that tell what is counted

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_COUNTED_BEFORE = re.compile(r"([^\W\d_]+) (?:of|von|de|из) $")
_COUNTED_OF = re.compile(r"^[^\W\d_]+ (?:of|von|de|из) (?:the |its |der |la |les )?([^\W\d_]+)")
_ROUGH = 0.25  # relative difference that "about" and "at least" leave open


class Measure(NamedTuple):
    """A figure: its value or range, what it counts, and the stems around it."""

    value: float
    high: float
    unit: str | None
    rough: bool
    things: frozenset[str]
    frame: frozenset[str]
    words: str


class Fact(NamedTuple):
    """What a key point claims, ready to be compared."""

    stems: frozenset[str]  # of content words, without figures and who says it
    measures: tuple[Measure, ...]
    names: frozenset[str]  # keys of capitalised words
    negative: bool
    modal: bool
    speaker: frozenset[str]  # keys of the speaker's name; empty where nobody speaks
    quote: str
    concepts: frozenset[str]


def fact_of(point: KeyPoint, language: str = "en") -> Fact:
    """Return `point` taken apart; `language` is that of its text."""
    return _fact(point.text, point.speaker or "", fold(point.quote or ""), language)


@lru_cache(maxsize=16_384)
def _fact(text: str, speaker: str, quote: str, language: str) -> Fact:
    claim = _unattributed(text, speaker)
    numbers = _figures(claim, language)
    plain = _without(claim, numbers)
    tokens = words(fold(plain))
    said_by = frozenset(name_keys(speaker))
    stems = frozenset(s for s in content_stems(plain, language) if not is_reporting(s))
    return Fact(
        stems=stems,
        measures=tuple(_measure(claim, number, language) for number in numbers),
        names=_names(claim, language) - said_by,
        negative=is_negative(tokens),
        modal=is_modal(fold(plain), tokens),
        speaker=said_by,
        quote=quote,
        concepts=concepts(stems),
    )


def _unattributed(text: str, speaker: str) -> str:
    """Return `text` without "said NAME, OFFICE": who says it is compared by itself."""
    surname = speaker.split()[-1] if speaker.split() else ""
    if not surname or surname not in text or len(surname) < 2:
        return text
    named = re.compile(
        rf"(?:[^\W\d_]\S* ){{0,4}}?{re.escape(surname)}\b(?:,[^,.;:\"“”]*(?=[,.;]))?"
    )
    found = [match for match in named.finditer(text) if speaks(text, *match.span())]
    if not found:
        return text
    start, end = found[-1].span()
    return text[:start] + " " + text[end:]


def _figures(text: str, language: str) -> tuple[NumberMention, ...]:
    """Return the figures of `text`, without those that are part of a date."""
    dated = [(mention.start, mention.end) for mention in find_dates(text, None, language)]
    return tuple(
        number
        for number in find_numbers(text, language)
        if not number.ordinal
        and not any(start < number.end and number.start < end for start, end in dated)
    )


def _measure(text: str, number: NumberMention, language: str) -> Measure:
    return Measure(
        value=number.value,
        high=number.value if number.high is None else number.high,
        unit=number.unit,
        rough=number.approximate,
        things=_things(text, number, language),
        frame=frame(text, (number.start, number.end), language),
        words=_shown(text, number),
    )


def _things(text: str, number: NumberMention, language: str) -> frozenset[str]:
    """Return stems of what is counted: "25 members of the crew", "a crew of 25"."""
    after = text[number.end : number.end + 80].lstrip(" -")
    after = re.split(r"[,.;:()]", after, maxsplit=1)[0]
    before = _COUNTED_BEFORE.search(text[max(0, number.start - 30) : number.start])
    of = _COUNTED_OF.match(after)
    counted = [
        number.noun or "",
        before.group(1) if before else "",
        of.group(1) if of else "",
        *content_stems(after, language)[:THINGS],
    ]
    return frozenset(stem for word in counted for stem in content_stems(word.lower(), language))


def _shown(text: str, number: NumberMention) -> str:
    """Return the figure in the text's words, with the noun where it follows."""
    end = number.end
    if number.noun:
        place = text.lower().find(number.noun, end)
        if 0 <= place - end <= 30:
            end = place + len(number.noun)
    return text[number.start : end]


def frame(text: str, span: tuple[int, int], language: str) -> frozenset[str]:
    """Return the stems of the nearest content words on either side of `span` in `text`."""
    left, right = text[: span[0]], text[span[1] :]
    near = (*content_stems(left, language)[-FRAME:], *content_stems(right, language)[:FRAME])
    return frozenset(stem for stem in near if not stem.isdigit())


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


def _without(text: str, numbers: Sequence[NumberMention]) -> str:
    kept, end = [], 0
    for number in numbers:
        if number.start >= end:
            kept.append(text[end : number.start])
            end = number.end
    return " ".join([*kept, text[end:]])


# --- comparing ------------------------------------------------------------------------------


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of common members, 0 where both are empty."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def covered(kept: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of `kept` that `other` has; 1 where `kept` is empty."""
    return len(kept & other) / len(kept) if kept else 1.0


def compatible(left: Measure, right: Measure) -> bool:
    """Return whether two figures can both be right: ranges that meet, or a rough one nearby."""
    slack = _ROUGH * max(abs(left.high), abs(right.high)) if left.rough or right.rough else 0.0
    return left.value - slack <= right.high and right.value - slack <= left.high


def same_measure(left: Measure, right: Measure) -> bool:
    """Return whether two figures count the same thing on the same occasion, whatever they say.

    They must have the unit in common, what is counted, and one more word around them; figures
    that say only their unit ("$70") need two more words.
    """
    if left.unit != right.unit:
        return False
    things = left.things & right.things
    shared = (left.frame & right.frame) - left.things - right.things
    if things:
        return bool(shared) or len(left.frame | right.frame) <= len(left.things | right.things) + 2
    return left.unit is not None and len(left.frame & right.frame) >= 2


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
