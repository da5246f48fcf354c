"""Conflicts: outlets that disagree about the same fact, side by side, never averaged.

Two key points of different independent sources conflict when their context is the same and one
part that both give differs: a number of the same things, the date, the place, who said it, or
whether it happened. A later report with a new figure is a development and no conflict, so only
reports of the same day or the next are compared, and of each outlet only its latest.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from briefer.models import Article, Conflict, ConflictSide, KeyPoint, NumberMention
from briefer.stories.facts import Fact, jaccard, same_speaker
from briefer.stories.lexicon import opposites
from briefer.text.countries import country_code
from briefer.text.words import fold

ConflictKind = Literal["number", "date", "place", "attribution", "outcome"]

_CONTEXT = 0.3  # Jaccard of stems: the same matter
_SAME_EVENT = 0.5  # the same, where nothing but the context ties the two together
_SAME_DAYS = 1  # days between two reports that still compete
_ROUGH = 0.25  # relative difference that "about" and "at least" leave open
_MOST_PAIRS = 200_000  # of points compared in one story


class Claimed(NamedTuple):
    """A key point with what it takes to compare it."""

    point: KeyPoint
    fact: Fact
    article: Article
    source: str


class _Clash(NamedTuple):
    kind: ConflictKind
    subject: str
    left: str
    right: str


def find_conflicts(claims: Sequence[Claimed]) -> tuple[Conflict, ...]:
    """Return the conflicts among the key points of one story, in the order of its claims."""
    sides: dict[tuple[ConflictKind, str], dict[str, list[Claimed]]] = defaultdict(dict)
    pairs = combinations(claims, 2)
    for _, (left, right) in zip(range(_MOST_PAIRS), pairs, strict=False):
        if not _compete(left, right):
            continue
        for clash in _clashes(left, right):
            versions = sides[clash.kind, clash.subject]
            for value, claim in ((clash.left, left), (clash.right, right)):
                held = versions.setdefault(value, [])
                if claim not in held:
                    held.append(claim)
    return tuple(_conflict(kind, subject, found) for (kind, subject), found in sides.items())


def _conflict(kind: ConflictKind, subject: str, found: dict[str, list[Claimed]]) -> Conflict:
    return Conflict(kind=kind, subject=subject, sides=tuple(_side(v, c) for v, c in found.items()))


def _side(value: str, claims: Sequence[Claimed]) -> ConflictSide:
    outlets = dict.fromkeys(claim.article.source or "" for claim in claims)
    evidence = dict.fromkeys(item for claim in claims for item in claim.point.evidence)
    return ConflictSide(
        value=value,
        outlets=tuple(outlet for outlet in outlets if outlet),
        key_point=claims[0].point.id,
        evidence=tuple(evidence),
    )


def _compete(left: Claimed, right: Claimed) -> bool:
    if left.source == right.source or left.article.id == right.article.id:
        return False
    first, second = left.article.published, right.article.published
    if first and second and abs((first - second).days) > _SAME_DAYS:
        return False
    return jaccard(left.fact.stems, right.fact.stems) >= _CONTEXT


def _clashes(left: Claimed, right: Claimed) -> Iterable[_Clash]:
    for check in _CHECKS:
        clash = check(left, right)
        if clash is not None:
            yield clash


# --- the parts that may differ --------------------------------------------------------------


def _number(left: Claimed, right: Claimed) -> _Clash | None:
    if left.fact.concepts.isdisjoint(right.fact.concepts) and (
        left.fact.concepts or right.fact.concepts
    ):
        return None
    for one in left.fact.numbers:
        for other in right.fact.numbers:
            if _same_measure(one, other) and not _compatible(one, other):
                if _elsewhere(one, right.fact) or _elsewhere(other, left.fact):
                    continue
                return _Clash(
                    "number",
                    one.noun or one.unit or "",
                    _words(left.point.text, one),
                    _words(right.point.text, other),
                )
    return None


def _same_measure(one: NumberMention, other: NumberMention) -> bool:
    if one.unit != other.unit:
        return False
    if one.noun and other.noun:
        return one.noun == other.noun or one.noun.rstrip("s") == other.noun.rstrip("s")
    return one.unit is not None and one.noun == other.noun


def _compatible(one: NumberMention, other: NumberMention) -> bool:
    low, high = one.value, one.high if one.high is not None else one.value
    other_low = other.value
    other_high = other.high if other.high is not None else other.value
    slack = _ROUGH * max(abs(high), abs(other_high)) if one.approximate or other.approximate else 0
    return low - slack <= other_high and other_low - slack <= high


def _elsewhere(number: NumberMention, fact: Fact) -> bool:
    """Return whether the other side gives this very number too, of the same measure."""
    return any(
        _same_measure(number, other) and _compatible(number, other) for other in fact.numbers
    )


def _words(text: str, number: NumberMention) -> str:
    end = number.end
    if number.noun:
        place = text.lower().find(number.noun, end)
        if 0 <= place - end <= 30:
            end = place + len(number.noun)
    return text[number.start : end]


def _date(left: Claimed, right: Claimed) -> _Clash | None:
    one, other = left.point.when, right.point.when
    if one is None or other is None or not (one.precision == other.precision == "day"):
        return None
    if jaccard(left.fact.stems, right.fact.stems) < _SAME_EVENT or _overlap(
        one.date, one.end or one.date, other.date, other.end or other.date
    ):
        return None
    return _Clash("date", _subject(left, right), one.date.isoformat(), other.date.isoformat())


def _overlap(start: dt.date, end: dt.date, other_start: dt.date, other_end: dt.date) -> bool:
    return start <= other_end and other_start <= end


def _place(left: Claimed, right: Claimed) -> _Clash | None:
    one, other = left.point.place, right.point.place
    if not one or not other or jaccard(left.fact.stems, right.fact.stems) < _SAME_EVENT:
        return None
    first, second = fold(one), fold(other)
    if first in second or second in first:
        return None
    if (country_code(one) is None) != (country_code(other) is None):
        return None  # a city and a country: one may lie in the other
    return _Clash("place", _subject(left, right), one, other)


def _attribution(left: Claimed, right: Claimed) -> _Clash | None:
    if not left.fact.speaker or not right.fact.speaker or same_speaker(left.fact, right.fact):
        return None
    if not left.fact.quote or left.fact.quote != right.fact.quote:
        return None
    return _Clash(
        "attribution",
        left.point.quote or "",
        left.point.speaker or "",
        right.point.speaker or "",
    )


def _outcome(left: Claimed, right: Claimed) -> _Clash | None:
    one, other = left.fact, right.fact
    if one.modal != other.modal or jaccard(one.stems, other.stems) < _SAME_EVENT:
        return None
    if one.negative == other.negative and not opposites(one.stems, other.stems):
        return None
    return _Clash("outcome", _subject(left, right), left.point.text, right.point.text)


def _subject(left: Claimed, right: Claimed) -> str:
    """Return the shorter wording: what the two are about."""
    return min((left.point.text, right.point.text), key=lambda text: (len(text), text))


_CHECKS: tuple[Callable[[Claimed, Claimed], _Clash | None], ...] = (
    _number,
    _date,
    _place,
    _attribution,
    _outcome,
)
