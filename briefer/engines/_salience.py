"""Which sentences carry the news: maximum coverage of concepts, the lead first.

A concept is a content word's stem, or two of them side by side (the "bigrams" of Gillick & Favre
2009, "A scalable global model for summarization"). Its weight is the share of units (an
article's sentences, or the articles of a set) that use it, so that what is said again and again,
or by every outlet, weighs most. A sentence is worth the weight of the concepts that nothing
chosen yet covers, for its length, its place in the article (Lead bias: Kedzie et al. 2018) and
its soundness out of context. The greedy choice is within 1 - 1/e of the best cover (Nemhauser et
al. 1978); it is made lazily (Minoux 1978), so that time is near linear in the text.
"""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

Concept = str | tuple[str, str]


class Tuning(NamedTuple):
    """The few parameters; set by cross-validation on news summaries, and flat around here."""

    steepness: float  # how fast worth falls with a sentence's place
    scaling: float  # the longer the article, the slower: by its number of sentences to this power
    agreement: float  # power of a concept's share of units
    pairs: float  # weight of a pair of words against a single word
    repeated: float  # what of its weight a concept keeps once it is covered
    density: float  # power of the length that a sentence's worth is divided by
    headline: float  # weight of a concept's share of headlines


ARTICLE = Tuning(14.0, 0.8, 0.85, 0.7, 0.1, 0.9, 0.05)
SET = Tuning(0.15, 0.0, 2.0, 0.35, 0.08, 0.7, 2.5)

_IDEAL = 22  # words in a sentence
_SHORT, _LONG = 0.3, 0.4  # how much it costs to be shorter or longer than that
_NEW = 0.2  # share of its weight that a sentence must add to what is chosen
_LONGEST = 60  # words; a longer sentence is poor reading


class Candidate(NamedTuple):
    """A sentence that may stand in a briefing."""

    unit: int  # the sentence, or the article of the set, whose concepts count once
    place: int  # in its article, from 0
    length: int  # sentences in its article
    words: int
    stems: tuple[str, ...]  # in order
    soundness: float = 1.0  # in (0,1]: how well it reads out of context


class Choice(NamedTuple):
    """A chosen candidate (its place in the sequence given) and its worth when it was chosen."""

    number: int
    worth: float


def choose(
    candidates: Sequence[Candidate],
    count: int,
    headlines: Iterable[frozenset[str]] = (),
    tuning: Tuning = ARTICLE,
) -> list[Choice]:
    """Return up to `count` choices, the best first; worth never rises from one to the next."""
    weights = _weights(candidates, list(headlines), tuning)
    concepts = [_concepts(item.stems) for item in candidates]
    priors = [_prior(item, tuning) for item in candidates]
    covered: set[Concept] = set()
    chosen: list[Choice] = []
    heap = [
        (-prior * sum(map(weights.__getitem__, own)), number, 0)
        for number, (prior, own) in enumerate(zip(priors, concepts, strict=True))
        if prior > 0
    ]
    heapq.heapify(heap)
    while heap and len(chosen) < count:
        worth, number, seen = heapq.heappop(heap)
        if _says_nothing_new(concepts[number], weights, covered):
            continue
        if seen == len(chosen):
            chosen.append(Choice(number, -worth))
            covered.update(concepts[number])
        else:
            fresh = _gain(concepts[number], weights, covered, tuning.repeated)
            heapq.heappush(heap, (-priors[number] * fresh, number, len(chosen)))
    return chosen


def _concepts(stems: Sequence[str]) -> list[Concept]:
    """Return each concept once, in order, so that sums come out the same every time."""
    return list(dict.fromkeys([*stems, *pairwise(stems)]))


def _says_nothing_new(
    concepts: Sequence[Concept], weights: Mapping[Concept, float], covered: set[Concept]
) -> bool:
    """Return whether what is chosen covers nearly all the weight of `concepts` already."""
    fresh = sum(weights[concept] for concept in concepts if concept not in covered)
    return bool(covered) and fresh < _NEW * sum(map(weights.__getitem__, concepts))


def _gain(
    concepts: Sequence[Concept],
    weights: Mapping[Concept, float],
    covered: set[Concept],
    repeated: float,
) -> float:
    return sum(weights[concept] * (repeated if concept in covered else 1.0) for concept in concepts)


def _weights(
    candidates: Sequence[Candidate], headlines: Sequence[frozenset[str]], tuning: Tuning
) -> dict[Concept, float]:
    units: dict[Concept, int] = {}
    for own in _by_unit(candidates):
        for concept in own:
            units[concept] = units.get(concept, 0) + 1
    total = len({item.unit for item in candidates}) or 1
    told = Counter(stem for headline in headlines for stem in sorted(headline))
    share = [(count / total) ** tuning.agreement for count in range(total + 1)]
    pairs = [value * tuning.pairs for value in share]
    weights: dict[Concept, float] = {
        concept: (pairs if isinstance(concept, tuple) else share)[count]
        for concept, count in units.items()
    }
    for stem, count in told.items():
        if stem in weights:
            weights[stem] += tuning.headline * count / len(headlines)
    return weights


def _by_unit(candidates: Sequence[Candidate]) -> Iterable[set[Concept]]:
    """Return the concepts of each unit."""
    units: dict[int, set[Concept]] = {}
    for item in candidates:
        units.setdefault(item.unit, set()).update(item.stems, pairwise(item.stems))
    return units.values()


def _prior(item: Candidate, tuning: Tuning) -> float:
    lead = 1 / (1 + tuning.steepness * item.place / math.pow(item.length, tuning.scaling))
    off = math.log(max(1, item.words) / _IDEAL)
    brevity: float = math.exp(-(_SHORT if off < 0 else _LONG) * off * off)
    if item.words > _LONGEST:
        brevity /= 2
    return item.soundness * lead * brevity / math.pow(max(3, item.words), tuning.density)
