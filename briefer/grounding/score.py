"""How well a passage bears out a claim, from 0 to 1.

A logistic of a few measures with fixed weights. They were set by hand on judged summary sentences
of two kinds, extractive and abstractive, so that one formula and one threshold serve both; each
measure is meaningful by itself, and none looks at particular words.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefer.grounding.case import Case
from briefer.grounding.chain import best_chain
from briefer.grounding.claims import Fault
from briefer.grounding.wordlists import word_set

THRESHOLD: Final = 0.5


class Measures(NamedTuple):
    """What the score is made of."""

    links: float  # how closely the claim follows the passage, in [0,1] (see `chain`)
    weakest: float  # the weakest link of that chain, in [0,1]
    words: float  # share of all its words that the article holds
    sentences: int  # how many the claim was put together from
    faults: int  # that reject it, and that its words alone show
    doubts: int  # that reject it, and that hang on the reading of its grammar


_LINKS, _WEAKEST, _WORDS, _SENTENCES = 1.0, 0.5, 2.0, 0.2
_FAULT, _DOUBT = 1.0, 0.1
_SCALE, _MIDDLE = 2.0, 1.6
_GRAMMAR: Final = word_set(
    "modality_hardened roles_swapped comparison_turned speaker_changed title_changed place_changed "
    "person_changed negation_dropped quotation_speaker allegation_hardened"
)


def measure(case: Case, faults: Sequence[Fault]) -> Measures:
    """Measure a claim against its passage."""
    links = best_chain(case)
    codes = [fault.code for fault in faults if fault.severity == "fatal"]
    doubts = sum(code in _GRAMMAR for code in codes)
    return Measures(
        links.mean,
        links.weakest,
        _words(case),
        len(case.passage.spans),
        len(codes) - doubts,
        doubts,
    )


def _words(case: Case) -> float:
    known = [part.source.reading.index for part in case.passage.parts]
    keys = case.reading.key
    return sum(any(k in index for index in known) for k in keys) / len(keys) if keys else 0.0


def score(case: Case, faults: Sequence[Fault]) -> float:
    """Return the claim's score; below the threshold if any fault rejects it."""
    found = measure(case, faults)
    refused = found.faults + found.doubts
    if not case.same:
        return _across(case, refused)
    worth = (
        _LINKS * found.links
        + _WEAKEST * found.weakest
        + _WORDS * found.words
        - _SENTENCES * (found.sentences - 1)
        - _FAULT * min(found.faults, 2)
        - _DOUBT * min(found.doubts, 1)
    )
    value = 1 / (1 + math.exp(-_SCALE * (worth - _MIDDLE)))
    return round(0.98 * THRESHOLD * value if refused else value, 4)


def _across(case: Case, refused: int) -> float:
    """Return the score of a claim in another language: by its names, numbers and dates alone."""
    if refused:
        return round(THRESHOLD / (1 + refused), 4)
    anchors = len(case.names) + len(case.numbers) + len(case.dates)
    return round(1 - 0.5 / (1 + anchors), 4)
