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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from sys import intern
from typing import NamedTuple

from briefer.lang import language as tables_of
from briefer.lang import languages
from briefer.stories.signatures import Signature
from briefer.text.words import stem

_PRIOR_DOCUMENTS = 20
_PRIOR_RARE = 0.01  # share of documents a term not yet seen is thought to be in
_PRIOR_COMMON = 0.25  # the same for the words below
_LEAST_WEIGHT = 0.05
_COUNTRIES = 3  # of an article that count
_NAMED = 2  # words of names that an article has to have before it can be told by them
_FEW = (
    0.34  # share of the names that two events of one kind may have in common: a court, a ministry
)
_FORM = 0.4  # share of the headline's other words that two headlines of one form have in common
_PROMINENT = 0.15  # weight in a unit vector from which an article is about a term


class Vector(NamedTuple):
    """A signature, weighted: unit vectors over its terms and over what carries across languages.

    `title` holds the headline's terms with weights that add up to 1, `own` the words of names that
    are no country's, `heading` those among them and the countries that the headline has, `form` the headline's other stems.
    """

    language: str
    terms: Mapping[str, float]
    carried: Mapping[str, float]
    title: Mapping[str, float]
    dates: frozenset[dt.date]
    own: frozenset[str] = frozenset()
    heading: frozenset[str] = frozenset()
    form: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
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
        frozenset(signature.own),
        frozenset(signature.heading),
        frozenset(_form(signature)),
        frozenset(signature.countries[:_COUNTRIES]),
        signature.published,
    )


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return the dot product of two unit vectors."""
    return math.fsum(left[term] * right[term] for term in left.keys() & right.keys())


def twins(left: Vector, right: Vector) -> bool:
    """Return whether two articles are of two events of one kind, however alike their words are.

    Either they name people and towns, none of them in common, and are of different countries; or
    their headlines are of one form and name different ones: a bus falls into a ravine in one
    country, and a bus in another.
    """
    shared = len(left.own & right.own)
    named = min(len(left.own), len(right.own))
    abroad = left.countries and right.countries and left.countries.isdisjoint(right.countries)
    if abroad and not shared and named >= _NAMED:
        return True
    headed = left.heading and right.heading and left.heading.isdisjoint(right.heading)
    return bool(headed) and shared <= _FEW * max(named, 1) and _one_form(left, right)


def _one_form(left: Vector, right: Vector) -> bool:
    """Return whether two headlines say the same of whatever they name."""
    longer = max(len(left.form), len(right.form))
    return bool(left.form and right.form) and len(left.form & right.form) >= _FORM * longer


def _form(signature: Signature) -> Iterator[str]:
    """Yield the stems of a headline that are none of a name's."""
    for term in signature.title_terms:
        if not any(word.startswith(term) for word in signature.own):
            yield term


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
