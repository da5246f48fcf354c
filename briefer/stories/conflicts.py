"""Conflicts: outlets that disagree about the same fact, side by side, never averaged.

Two key points of different independent sources conflict when their context is the same and one
part that both give differs: a number of the same things, the date, the place, who said it, or
whether it happened. A later report with a new figure is a development and no conflict, so only
reports of the same day or the next are compared, and of each outlet only its latest.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Literal, NamedTuple

from briefer.models import Article, Conflict, ConflictSide, KeyPoint, When
from briefer.stories.facts import Fact, same_speaker
from briefer.stories.lexicon import opposites
from briefer.stories.measures import (
    Measure,
    compatible,
    frame,
    jaccard,
    likeness,
    same_measure,
)
from briefer.text.countries import country_code
from briefer.text.words import content_stems, fold, words

ConflictKind = Literal["number", "date", "place", "attribution", "outcome"]

_SAME_EVENT = 0.5  # Jaccard of stems from which two key points are about one event
_DATE_FRAME = 4  # content words on either side of a date that tell what it dates
_SHARED = 3  # stems around two dates that make them the dates of one event
_SAME_DAYS = 1  # days between two reports that still compete
_MOST_PAIRS = 200_000  # of points compared in one story


class Claimed(NamedTuple):
    """A key point with what it takes to compare it."""

    point: KeyPoint
    fact: Fact
    article: Article
    source: str


class _Version(NamedTuple):
    """One side's version: `key` tells versions apart, `words` are shown."""

    key: str
    words: str


class _Clash(NamedTuple):
    kind: ConflictKind
    subject: str
    left: _Version
    right: _Version


_Check = Callable[[Claimed, Claimed], _Clash | None]
_Node = tuple[ConflictKind, str, int]  # kind, key of the version, number of the claim


def find_conflicts(
    claims: Sequence[Claimed], earlier: Sequence[Claimed] = ()
) -> tuple[Conflict, ...]:
    """Return the conflicts among the key points of one story, in the order of its claims.

    Claims of `earlier` reports are compared with these, and not with one another.
    """
    return _Finder(claims, earlier).conflicts()


class _Finder:
    """Compares the claims of one story pair by pair, with a view of the whole articles."""

    def __init__(self, claims: Sequence[Claimed], earlier: Sequence[Claimed]) -> None:
        self._claims = (*claims, *earlier)
        self._today = len(claims)
        self._words: dict[_Node, tuple[str, str]] = {}  # subject, words
        self._linked: dict[_Node, list[_Node]] = defaultdict(list)
        self._measures: dict[str, list[Measure]] = defaultdict(list)  # by article id
        for claim in self._claims:
            self._measures[claim.article.id] += claim.fact.measures

    def conflicts(self) -> tuple[Conflict, ...]:
        pairs = combinations(range(len(self._claims)), 2)
        for i, j in islice(pairs, _MOST_PAIRS):
            if i >= self._today:
                break
            left, right = self._claims[i], self._claims[j]
            if not _compete(left, right):
                continue
            for clash in self._clashes(left, right):
                self._take(clash, i, j)
        return tuple(
            _conflict(found, self._words, self._claims) for found in _components(self._linked)
        )

    def _take(self, clash: _Clash, i: int, j: int) -> None:
        left: _Node = (clash.kind, clash.left.key, i)
        right: _Node = (clash.kind, clash.right.key, j)
        self._words.setdefault(left, (clash.subject, clash.left.words))
        self._words.setdefault(right, (clash.subject, clash.right.words))
        self._linked[left].append(right)
        self._linked[right].append(left)

    def _clashes(self, left: Claimed, right: Claimed) -> Iterator[_Clash]:
        for check in (self._number, *_CHECKS):
            clash = check(left, right)
            if clash is not None and not any(
                self._superseded(claim, check) for claim in (left, right)
            ):
                yield clash

    def _superseded(self, claim: Claimed, check: _Check) -> bool:
        """Return whether the same source has said something else since."""
        return any(
            other.source == claim.source
            and _later(other.article, claim.article)
            and check(claim, other) is not None
            for other in self._claims
        )

    def _number(self, left: Claimed, right: Claimed) -> _Clash | None:
        for one in left.fact.measures:
            for other in right.fact.measures:
                if not same_measure(one, other) or compatible(one, other):
                    continue
                if self._partner(one, right) is other and self._partner(other, left) is one:
                    subject = _counted(left, one.things & other.things)
                    return _Clash("number", subject, _figure(one), _figure(other))
        return None

    def _partner(self, measure: Measure, claim: Claimed) -> Measure | None:
        """Return the figure of the claim's whole article that counts the same as `measure`.

        One that agrees comes first, then the one with the most words around it in common.
        """
        alike = [m for m in self._measures[claim.article.id] if same_measure(measure, m)]
        return max(
            alike,
            key=lambda m: (
                compatible(measure, m),
                len(m.things & measure.things),
                likeness(measure, m),
            ),
            default=None,
        )


def _components(linked: Mapping[_Node, Sequence[_Node]]) -> Iterator[list[_Node]]:
    """Yield the sets of versions that contradict one another, directly or through others."""
    seen: set[_Node] = set()
    for start in linked:
        if start in seen:
            continue
        seen.add(start)
        found = [start]
        for node in found:
            fresh = [other for other in dict.fromkeys(linked[node]) if other not in seen]
            seen.update(fresh)
            found += fresh
        yield sorted(found, key=lambda node: node[2])


def _conflict(
    found: Sequence[_Node], words: Mapping[_Node, tuple[str, str]], claims: Sequence[Claimed]
) -> Conflict:
    versions: dict[str, list[_Node]] = defaultdict(list)
    for node in found:
        versions[node[1]].append(node)
    return Conflict(
        kind=found[0][0],
        subject=words[found[0]][0],
        sides=tuple(
            _side(words[nodes[0]][1], [claims[i] for _, _, i in nodes])
            for nodes in versions.values()
        ),
    )


def _side(value: str, claims: Sequence[Claimed]) -> ConflictSide:
    outlets = dict.fromkeys(claim.article.source for claim in claims)
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
    return not (first and second and abs((first - second).days) > _SAME_DAYS)


def _later(article: Article, other: Article) -> bool:
    if article.published_at and other.published_at:
        return article.published_at > other.published_at
    if article.published and other.published:
        return article.published > other.published
    return False


# --- the parts that may differ --------------------------------------------------------------


def _counted(claim: Claimed, stems: frozenset[str]) -> str:
    """Return the word of the claim that names what is counted; its wording where none does."""
    language = claim.article.language
    listed = words(claim.point.text)
    named = (word for word in listed if stems.intersection(content_stems(word, language)))
    return next(named, _subject(claim, claim))


def _figure(measure: Measure) -> _Version:
    return _Version(f"{measure.value:g}-{measure.high:g} {measure.unit}", measure.words)


def _date(left: Claimed, right: Claimed) -> _Clash | None:
    one, other = left.point.when, right.point.when
    if one is None or other is None or not (one.precision == other.precision == "day"):
        return None
    if one.date <= (other.end or other.date) and other.date <= (one.end or one.date):
        return None
    if left.fact.negative != right.fact.negative or not _same_occasion(left, one, right, other):
        return None
    return _Clash("date", _subject(left, right), _day(one.date), _day(other.date))


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


def _day(date: dt.date) -> _Version:
    return _Version(date.isoformat(), date.isoformat())


def _place(left: Claimed, right: Claimed) -> _Clash | None:
    one, other = left.point.place, right.point.place
    if not one or not other or jaccard(left.fact.stems, right.fact.stems) < _SAME_EVENT:
        return None
    first, second = fold(one), fold(other)
    if first in second or second in first:
        return None
    if (country_code(one) is None) != (country_code(other) is None):
        return None  # a city and a country: one may lie in the other
    return _Clash("place", _subject(left, right), _Version(first, one), _Version(second, other))


def _attribution(left: Claimed, right: Claimed) -> _Clash | None:
    if not left.fact.speaker or not right.fact.speaker or same_speaker(left.fact, right.fact):
        return None
    if not left.fact.quote or left.fact.quote != right.fact.quote:
        return None
    return _Clash(
        "attribution",
        left.point.quote or "",
        _speaker(left),
        _speaker(right),
    )


def _speaker(claim: Claimed) -> _Version:
    return _Version(" ".join(sorted(claim.fact.speaker)), claim.point.speaker or "")


def _outcome(left: Claimed, right: Claimed) -> _Clash | None:
    one, other = left.fact, right.fact
    if one.modal != other.modal or not same_speaker(one, other):
        return None
    if min(jaccard(one.stems, other.stems), jaccard(one.plain, other.plain)) < _SAME_EVENT:
        return None
    if one.negative == other.negative and not opposites(one.stems, other.stems):
        return None
    return _Clash("outcome", _subject(left, right), _wording(left), _wording(right))


def _wording(claim: Claimed) -> _Version:
    return _Version(f"{claim.fact.negative} {fold(claim.point.text)}", claim.point.text)


def _subject(left: Claimed, right: Claimed) -> str:
    """Return the shorter wording: what the two are about."""
    return min((left.point.text, right.point.text), key=lambda text: (len(text), text))


_CHECKS: tuple[_Check, ...] = (_date, _place, _attribution, _outcome)
