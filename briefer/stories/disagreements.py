"""The parts of a fact that two reports can give differently: date, place, speaker, outcome."""

import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple

from briefer.models import Article, KeyPoint, When
from briefer.stories.facts import Fact, same_speaker
from briefer.stories.lexicon import opposites
from briefer.stories.measures import frame, jaccard
from briefer.text.countries import country_code
from briefer.text.words import fold

ConflictKind = Literal["number", "date", "place", "attribution", "outcome"]

_SAME_EVENT = 0.5  # Jaccard of stems from which two key points are about one event
_DATE_FRAME = 4  # content words on either side of a date that tell what it dates
_SHARED = 3  # stems around two dates that make them the dates of one event


class Claimed(NamedTuple):
    """A key point with what it takes to compare it; `source` is the independent source."""

    point: KeyPoint
    fact: Fact
    article: Article
    source: str


class Version(NamedTuple):
    """One side's version: `key` tells versions apart, `words` are shown."""

    key: str
    words: str


class Clash(NamedTuple):
    """Two versions of one fact."""

    kind: ConflictKind
    subject: str
    left: Version
    right: Version


def _date(left: Claimed, right: Claimed) -> Clash | None:
    one, other = left.point.when, right.point.when
    if one is None or other is None or not (one.precision == other.precision == "day"):
        return None
    if one.date <= (other.end or other.date) and other.date <= (one.end or one.date):
        return None
    if left.fact.negative != right.fact.negative or not _same_occasion(left, one, right, other):
        return None
    return Clash("date", subject(left, right), _day(one.date), _day(other.date))


def _same_occasion(left: Claimed, one: When, right: Claimed, other: When) -> bool:
    """Return whether the words around the two dates are of the same event, its verb included."""
    near, far = _around(left, one), _around(right, other)
    shared = near & far
    plain = shared & left.fact.plain & right.fact.plain
    return bool(plain) and len(shared) >= max(_SHARED, _SAME_EVENT * min(len(near), len(far)))


def _around(claim: Claimed, when: When) -> frozenset[str]:
    place = claim.point.text.find(when.words) if when.words else -1
    if place < 0:
        return claim.fact.stems
    span = (place, place + len(when.words))
    return frame(claim.point.text, span, claim.article.language, _DATE_FRAME)


def _day(date: dt.date) -> Version:
    return Version(date.isoformat(), date.isoformat())


def _place(left: Claimed, right: Claimed) -> Clash | None:
    one, other = left.point.place, right.point.place
    if not one or not other or jaccard(left.fact.stems, right.fact.stems) < _SAME_EVENT:
        return None
    first, second = fold(one), fold(other)
    if first in second or second in first:
        return None
    if (country_code(one) is None) != (country_code(other) is None):
        return None  # a city and a country: one may lie in the other
    return Clash("place", subject(left, right), Version(first, one), Version(second, other))


def _attribution(left: Claimed, right: Claimed) -> Clash | None:
    if not left.fact.speaker or not right.fact.speaker or same_speaker(left.fact, right.fact):
        return None
    if not left.fact.quote or left.fact.quote != right.fact.quote:
        return None
    return Clash(
        "attribution",
        left.point.quote or "",
        _speaker(left),
        _speaker(right),
    )


def _speaker(claim: Claimed) -> Version:
    return Version(" ".join(sorted(claim.fact.speaker)), claim.point.speaker or "")


def _outcome(left: Claimed, right: Claimed) -> Clash | None:
    one, other = left.fact, right.fact
    if one.modal != other.modal:
        return None
    if one.speaker and other.speaker and not same_speaker(one, other):
        return None  # two who disagree hold two positions; the outlets don't differ
    if min(jaccard(one.stems, other.stems), jaccard(one.plain, other.plain)) < _SAME_EVENT:
        return None
    if one.negative == other.negative and not opposites(one.stems, other.stems):
        return None
    return Clash("outcome", subject(left, right), _wording(left), _wording(right))


def _wording(claim: Claimed) -> Version:
    return Version(f"{claim.fact.negative} {fold(claim.point.text)}", claim.point.text)


def subject(left: Claimed, right: Claimed) -> str:
    """Return the shorter wording: what the two are about."""
    return min((left.point.text, right.point.text), key=lambda text: (len(text), text))


CHECKS: tuple[Callable[[Claimed, Claimed], Clash | None], ...] = (
    _date,
    _place,
    _attribution,
    _outcome,
)
