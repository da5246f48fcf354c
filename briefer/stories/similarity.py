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
from sys import intern
from typing import NamedTuple

from briefer.stories.signatures import Signature
from briefer.text.words import stem

_PRIOR_DOCUMENTS = 20
_PRIOR_RARE = 0.01  # share of documents a term not yet seen is thought to be in
_PRIOR_COMMON = 0.25  # the same for the words below
_LEAST_WEIGHT = 0.05
_PROMINENT = 0.15  # weight in a unit vector from which an article is about a term

# Words of the trade: in any day's news, about any event.
_COMMON = {
    "en": """according added agency agreement announced asked called came change city close
        comment condition conference continue country day decision described early expected face
        foreign former government group held help hour house important including international
        issue known leader leading left life likely local long made major man member minister
        month morning move national need news night number office official part party past place
        plan point police political power president press prime public question ready released
        report reported reporter result right say sector security senior set showed side
        situation spokesman spokeswoman state statement story support talk team thing think
        thought time today told took tuesday wednesday thursday friday saturday sunday monday
        united version want war way week weekend woman work working world yesterday january
        february march april may june july august september october november december""",
    "de": """angaben bericht bundes demnach erklärte jahr land land leute menschen minister
        mitteilte montag dienstag mittwoch donnerstag freitag samstag sonntag präsident
        regierung sagte sprecher sprecherin staat stadt tag treffen uhr woche zeit januar
        februar märz april mai juni juli august september oktober november dezember""",
    "fr": """annoncé après avant déclaré dernier fait gouvernement heure jour lundi mardi
        mercredi jeudi vendredi samedi dimanche ministre mois mondial nouveau pays politique
        porte-parole premier président selon semaine ville janvier février mars avril mai juin
        juillet août septembre octobre novembre décembre""",
    "es": """agencia anunció año ciudad declaró dijo día gobierno hora lunes martes miércoles
        jueves viernes sábado domingo mes ministro mundo país política portavoz presidente
        primer según semana enero febrero marzo abril mayo junio julio agosto septiembre octubre
        noviembre diciembre""",
    "ru": """агентство время год день заявил заявила министр мир новости отметил подчеркнул
        понедельник вторник среда четверг пятница суббота воскресенье правительство президент
        представитель россии сказал сообщил сообщает словам страна также человек января февраля
        марта апреля мая июня июля августа сентября октября ноября декабря""",
}


class Vector(NamedTuple):
    """A signature, weighted: unit vectors over its terms and over what carries across languages.

    `title` holds the headline's terms with weights that add up to 1.
    """

    language: str
    terms: Mapping[str, float]
    carried: Mapping[str, float]
    title: Mapping[str, float]
    dates: frozenset[dt.date]


class Frequencies:
    """In how many articles of the window each term is; terms are counted once an article."""

    def __init__(self) -> None:
        self._documents = 0
        self._counts: Counter[str] = Counter()
        self._common = {
            f"{language}:{stem(word, language)}"
            for language, listed in _COMMON.items()
            for word in listed.split()
        }

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
