"""How alike two signatures are, and how telling a term is just now.

Within a language: the cosine of TF-IDF vectors of stems, in which the lead, the headline and
names weigh more (Salton and Buckley 1988, with the sublinear term frequency of the signature).
Across languages: the same over what carries (keys of names, numbers, countries).
Document frequencies are counted online over the sliding window, and smoothed with a small prior,
so that the first articles of a new workspace aren't all equally telling.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from sys import intern
from typing import NamedTuple

from briefer.lang import language as tables_of
from briefer.lang import languages
from briefer.stories.signatures import Signature, carried_key
from briefer.text.words import stem

_PRIOR_DOCUMENTS = 20
_PRIOR_RARE = 0.01  # share of documents a term not yet seen is thought to be in
_PRIOR_COMMON = 0.25  # the same for the words below
_LEAST_WEIGHT = 0.05
_FEW = 3  # words of names at the head below which nothing is said by their absence
_SHORT = 150  # words up to which a report's form can outweigh what it reports
_FOREMOST = 8  # marks of a head that another language must have
_NAMES = 2  # that two languages share at least
_DAYS = 3  # between reports in two languages
_STRICTER = 1.5  # times so much must be shared where the figures are others too
_HEAD_FADE = 8  # marks at the head over which their weight halves
_PROMINENT = 0.15  # weight in a unit vector from which an article is about a term


class Vector(NamedTuple):
    """A signature, weighted: unit vectors over its terms and over what carries across languages.

    `title` holds the headline's terms with weights that add up to 1.
    """

    language: str
    terms: Mapping[str, float]
    carried: Mapping[str, float]
    title: Mapping[str, float]
    dates: frozenset[dt.date]
    head: tuple[str, ...] = ()
    mentioned: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    length: int = 0
    day: dt.date | None = None


class Frequencies:
    """In how many articles of the window each term is; terms are counted once an article."""

    def __init__(self) -> None:
        self._documents = 0
        self._counts: Counter[str] = Counter()
        self._common = _common()

    def learn(self, features: Iterable[str]) -> None:
        """Count the features of one more article."""
        self._documents += 1
        self._counts.update(features)

    def forget(self, features: Iterable[str]) -> list[str]:
        """Take out the features of an article that left the window; return those that none has."""
        self._documents -= 1
        gone = []
        for feature in features:
            self._counts[feature] -= 1
            if self._counts[feature] <= 0:
                del self._counts[feature]
                gone.append(feature)
        return gone

    def weight(self, feature: str) -> float:
        """Return the inverse document frequency of `feature`, above 0."""
        share = _PRIOR_COMMON if feature in self._common else _PRIOR_RARE
        total = self._documents + _PRIOR_DOCUMENTS
        seen = self._counts[feature] + share * _PRIOR_DOCUMENTS
        return max(math.log((total + 1) / (seen + 0.5)), _LEAST_WEIGHT)


@cache
def _common() -> frozenset[str]:
    """Return the words of the trade, months and days, which are in any day's news."""
    return frozenset(
        f"{language}:{stem(word, language)}"
        for language in languages()
        for word in _trade(language)
    )


def _trade(language: str) -> tuple[str, ...]:
    tables = tables_of(language)
    return (*tables.claims.common, *tables.dates.months, *tables.dates.days)


def features(signature: Signature) -> tuple[str, ...]:
    """Return what is counted and indexed of `signature`: prefixed, so that kinds don't mix."""
    return (*_terms(signature), *_carried(signature))


def vector(signature: Signature, frequencies: Frequencies) -> Vector:
    """Return `signature` as unit vectors, weighted by today's document frequencies."""
    return Vector(
        signature.language,
        _unit(_terms(signature), frequencies),
        _unit(_carried(signature), frequencies),
        _shares(_title(signature), frequencies),
        frozenset(signature.dates),
        signature.head,
        frozenset(signature.mentioned).union(f"country:{code}" for code in signature.countries),
        frozenset(signature.keys).union(f"country:{code}" for code in signature.countries),
        frozenset(signature.figures),
        signature.length,
        signature.published,
    )


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return the dot product of two unit vectors."""
    return math.fsum(left[term] * right[term] for term in left.keys() & right.keys())


def headline_cover(left: Vector, right: Vector) -> float:
    """Return how much of each headline the other article is about, in [0,1], both ways' mean.

    A headline names the event: an article on the same event gives its words weight, while one on
    a related event shares the background, and has them in passing if at all.
    """
    ways = [
        math.fsum(
            one.title[term] * min(1.0, other.terms[term] / _PROMINENT)
            for term in one.title.keys() & other.terms.keys()
        )
        for one, other in ((left, right), (right, left))
        if one.title
    ]
    return sum(ways) / len(ways) if ways else 0.0


def contradict(left: Vector, right: Vector, cover: float) -> bool:
    """Return whether two articles name other countries, or other places and people.

    Twins (two quakes, two buses) share their wording, and nothing that is named. The places and
    people that an article's head names must be absent from the other, and the other way round: a
    report that only quotes somebody else still says where it happened. Names apart from the other
    words: Kumaran and Allan (2004), "Text classification and named entities for new event
    detection".
    """
    if left.language != right.language:
        return False
    countries = _covers(left, right, country=True)
    if countries is not None and max(countries) == 0:
        return max(_covers(left, right, few=1) or (0.0,)) < 2 * cover
    if max(left.length, right.length) > _SHORT:
        return False
    other_figures = bool(left.figures and right.figures) and left.figures.isdisjoint(right.figures)
    names = _covers(left, right, few=1 if other_figures else _FEW)
    return names is not None and max(names) < (_STRICTER * cover if other_figures else cover)


def one_event(left: Vector, right: Vector, cover: float) -> bool:
    """Return whether the heads of articles in two languages name the same: who, where, how many.

    Two names at least, with a country, a figure or a third name, within a few days. A head is
    looked for among all words of the other that may be names, as not every language's names can
    be told from its nouns.
    """
    if left.day and right.day and abs((left.day - right.day).days) > _DAYS:
        return False
    ways = [_carried_over(left.head, right.keys), _carried_over(right.head, left.keys)]
    names = max(sum(not mark.startswith("country:") for mark in found) for found, _ in ways)
    countries = any(mark.startswith("country:") for found, _ in ways for mark in found)
    figures = len(left.figures & right.figures)
    if names < _NAMES or names + countries + figures <= _NAMES:
        return False
    return min(share for _, share in ways) >= cover


def _carried_over(head: tuple[str, ...], keys: frozenset[str]) -> tuple[list[str], float]:
    """Return the marks of a head that are among the keys of another language, and their share."""
    first = head[:_FOREMOST]
    found = [mark for mark in first if (mark if ":" in mark else carried_key(mark)) in keys]
    return found, len(found) / len(first) if first else 0.0


def _covers(
    left: Vector, right: Vector, *, country: bool = False, few: int = 1
) -> tuple[float, float] | None:
    """Return what share of each one's marks the other has; None where one has too few."""
    ways = []
    for one, other in ((left, right), (right, left)):
        marks = [mark for mark in one.head if mark.startswith("country:") == country]
        if len(marks) < few:
            return None
        weights = [1 / (1 + place / _HEAD_FADE) for place in range(len(marks))]
        found = (w for w, m in zip(weights, marks, strict=True) if m in other.mentioned)
        ways.append(math.fsum(found) / math.fsum(weights))
    return ways[0], ways[1]


def _title(signature: Signature) -> list[str]:
    return [intern(f"{signature.language}:{term}") for term in signature.title_terms]


def _shares(terms: Iterable[str], frequencies: Frequencies) -> dict[str, float]:
    weighted = {term: frequencies.weight(term) for term in terms}
    total = sum(weighted.values()) or 1.0
    return {term: weight / total for term, weight in weighted.items()}


def _terms(signature: Signature) -> dict[str, float]:
    return {intern(f"{signature.language}:{term}"): weight for term, weight in signature.terms}


def _carried(signature: Signature) -> dict[str, float]:
    carried = {
        intern(f"name:{key}"): 1.0 / (1 + rank / 10)
        for rank, key in enumerate(signature.names[:24])
    }
    carried.update((intern(f"number:{number}"), 0.7) for number in signature.numbers)
    carried.update((intern(f"date:{date}"), 0.7) for date in signature.dates)
    carried.update(
        (intern(f"country:{country}"), 0.8 / (1 + rank / 2))
        for rank, country in enumerate(signature.countries[:6])
    )
    return carried


def _unit(weights: Mapping[str, float], frequencies: Frequencies) -> dict[str, float]:
    weighted = {term: weight * frequencies.weight(term) for term, weight in weights.items()}
    norm = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
    return {term: weight / norm for term, weight in weighted.items()}
