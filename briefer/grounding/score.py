"""How well a passage bears out a claim, from 0 to 1."""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault

THRESHOLD: Final = 0.5


class Features(NamedTuple):
    """What the score is made of; each from 0 to 1, high where the passage bears the claim out."""

    content: float  # weighted share of the content words found, near ones in part
    single: float  # the same, within the one best sentence
    pairs: float  # neighbouring content words of the claim that are neighbours there too
    bigrams: float  # neighbouring words of any kind that are neighbours there too


WEIGHTS: Final = Features(content=3.0, single=2.0, pairs=2.0, bigrams=1.0)
BIAS: Final = -4.0


def features(case: Case) -> Features:
    """Measure a claim against its passage."""
    weights = {i: case.weigh(i) for i in case.content}
    total = sum(weights.values())
    if not total:
        return Features(1.0, 1.0, 1.0, 1.0)
    content = sum(w * case.hits[i].support for i, w in weights.items()) / total
    best = case.best_sentence
    single = (
        sum(w * case.hits[i].support for i, w in weights.items() if _in(case, i, best)) / total
    )
    return Features(content, single, _pairs(case), _bigrams(case))


def _in(case: Case, i: int, sentence: int) -> bool:
    hit = case.hits[i]
    return (not hit.at and hit.support > 0) or any(
        case.passage.sentence[at] == sentence for at in hit.at
    )


def _pairs(case: Case) -> float:
    pairs = list(pairwise(case.content))
    if not pairs:
        return 1.0
    held = 0.0
    for one, other in pairs:
        after = case.hits[other].at
        if any(0 < b - a <= 4 for a in case.hits[one].at for b in after):
            held += 1
        elif any(abs(b - a) <= 6 for a in case.hits[one].at for b in after):
            held += 0.5
    return held / len(pairs)


def _bigrams(case: Case) -> float:
    pairs = list(pairwise(range(len(case.reading))))
    if not pairs:
        return 1.0
    key, low = case.passage.key, case.reading.key
    held = 0
    for one, other in pairs:
        spots = case.passage.index.get(low[one], ())
        held += any(at + 1 < len(key) and key[at + 1] == low[other] for at in spots)
    return held / len(pairs)


def score(case: Case, faults: Iterable[Fault]) -> float:
    """Return the claim's score: its measure, lowered below the threshold by any fatal fault."""
    measured = features(case)
    logit = BIAS + sum(w * f for w, f in zip(WEIGHTS, measured, strict=True))
    fatal = sum(fault.severity == "fatal" for fault in faults)
    value = 1 / (1 + math.exp(-(logit - 1.5 * fatal)))
    if fatal:
        return round(min(value, THRESHOLD - 0.01), 4)
    return round(value, 4)
