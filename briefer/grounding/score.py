"""How well a passage bears out a claim, from 0 to 1.

A logistic of four measures with fixed weights. They were set by hand on judged summary sentences
of two kinds, extractive and abstractive, so that one formula and one threshold serve both; each
measure is meaningful by itself, and none looks at particular words.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefer.grounding.case import Case
from briefer.grounding.chain import link_mean
from briefer.grounding.claims import Fault

THRESHOLD: Final = 0.5


class Measures(NamedTuple):
    """What the score is made of; all but `sentences` and `faults` lie in [0,1]."""

    links: float  # how closely the claim follows the passage (see `chain`)
    words: float  # share of all its words that the article holds
    sentences: int  # how many the claim was put together from
    faults: int  # that reject it


_LINKS, _WORDS, _SENTENCES, _FAULTS, _BIAS = 5.0, 5.0, 0.5, 3.0, -5.0


def measure(case: Case, faults: Sequence[Fault]) -> Measures:
    """Measure a claim against its passage."""
    fatal = sum(fault.severity == "fatal" for fault in faults)
    return Measures(link_mean(case), _words(case), len(case.passage.spans), fatal)


def _words(case: Case) -> float:
    known = [part.source.reading.index for part in case.passage.parts]
    keys = case.reading.key
    return sum(any(k in index for index in known) for k in keys) / len(keys) if keys else 0.0


def score(case: Case, faults: Sequence[Fault]) -> float:
    """Return the claim's score; below the threshold if any fault rejects it."""
    found = measure(case, faults)
    if not case.same:
        return _across(case, found)
    logit = (
        _BIAS
        + _LINKS * found.links
        + _WORDS * found.words
        - _SENTENCES * (found.sentences - 1)
        - _FAULTS * min(found.faults, 2)
    )
    value = 1 / (1 + math.exp(-logit))
    return round(min(value, THRESHOLD - 0.01) if found.faults else value, 4)


def _across(case: Case, found: Measures) -> float:
    """Return the score of a claim in another language: by its names, numbers and dates alone."""
    if found.faults:
        return round(THRESHOLD / (1 + found.faults), 4)
    anchors = len(case.names) + len(case.numbers) + len(case.dates)
    return round(1 - 0.5 / (1 + anchors), 4)
