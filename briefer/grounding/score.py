"""How well a passage bears out a claim, from 0 to 1.

A logistic of a few measures with fixed, round weights. They were set on judged summary sentences
of two kinds, extractive and abstractive, half of them held out in turn, so that one formula and
one threshold serve both; each measure is meaningful by itself, and none looks at particular words.
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from briefer.grounding.case import Case
from briefer.grounding.chain import best_chain, pieces
from briefer.grounding.claims import Fault
from briefer.grounding.cues import TENSED
from briefer.grounding.grammar import verbs_of
from briefer.grounding.lexicon import english, generic, light
from briefer.grounding.wordlists import word_set

THRESHOLD: Final = 0.5
# A claim without a fault is refused all the same where it follows its source less than this.
THIN: Final = 0.35


class ScoreParts(NamedTuple):
    """What the score is made of; every count is cut off where more says no more."""

    links: float  # how closely the claim follows the passage, in [0,1] (see `chain`)
    weakest: float  # the weakest link of that chain, in [0,1]
    pieces: float  # verbatim pieces that it is made of, a word
    words: float  # share of all its words that the article holds
    length: float  # 1 for a whole sentence, less for a stump
    told: bool  # whether it has a verb
    sentences: int  # beyond the first, that it was put together from
    strange: int  # names and figures that the article lacks
    joined: int  # name parts side by side that the article never has together
    repeated: int  # content words used more often than any one cited sentence does
    own: int  # words of its own, neither borne out nor in the article
    faults: int  # that reject it, and that its words alone show
    doubts: int  # that reject it, and that hang on the reading of its grammar


# Links count by their 10th power: what tells is how near to word for word a close claim is,
# while a free paraphrase is neither better nor worse for a link more.
_CLOSE: Final = 10
_LINKS, _WEAKEST, _WORDS, _LENGTH, _TOLD = 1.5, 0.25, 0.5, 1.0, 0.4
_PIECES, _SENTENCES, _STRANGE, _JOINED, _REPEATED, _OWN = 1.0, 0.25, 0.5, 0.75, 0.2, 0.1
_FAULT, _DOUBT = 0.4, 0.1
_SCALE, _MIDDLE = 2.0, 0.2
_KNEE: Final = 0.4  # up to here, a refused claim keeps its value
_WHOLE: Final = 14  # words of a whole sentence
_NEAR: Final = 3  # words between which the parts of a name stand
_GRAMMAR: Final = word_set(
    "modality_hardened roles_swapped comparison_turned speaker_changed title_changed place_changed "
    "person_changed negation_dropped quotation_speaker allegation_hardened word_replaced "
    "name_replaced word_absent qualifier_added qualifier_dropped"
)


def measure(case: Case, faults: Sequence[Fault]) -> ScoreParts:
    """Measure a claim against its passage."""
    links = best_chain(case)
    codes = [fault.code for fault in faults if fault.severity == "fatal"]
    doubts = sum(code in _GRAMMAR for code in codes)
    return ScoreParts(
        links=links.mean,
        weakest=links.weakest,
        pieces=pieces(case) / (len(case.reading) or 1),
        words=_words(case),
        length=min(len(case.reading), _WHOLE) / _WHOLE,
        told=_told(case),
        sentences=min(len(case.passage.spans), 3) - 1,
        strange=min(_strange(case), 2),
        joined=min(_joined(case), 1),
        repeated=min(_repeated(case), 2),
        own=min(_own(case), 3),
        faults=min(len(codes) - doubts, 2),
        doubts=min(doubts, 1),
    )


def _words(case: Case) -> float:
    keys = case.reading.key
    known = set().union(*(part.source.reading.index.keys() & keys for part in case.passage.parts))
    return sum(k in known for k in keys) / len(keys) if keys else 0.0


def _told(case: Case) -> bool:
    reading = case.reading
    if not TENSED.isdisjoint(reading.low):
        return True
    return not verbs_of(reading).isdisjoint(case.content)


def _strange(case: Case) -> int:
    """Count the names and figures that neither the passage bears out nor the article holds.

    Dates are told in many ways, and looked at by a check of their own.
    """
    reading = case.reading
    dated = [(mention.start, mention.end) for mention in case.dates]
    return sum(
        (reading.cap[i] or reading.low[i][0].isdigit())
        and not case.hits[i].support
        and not any(start <= reading.start[i] < end for start, end in dated)
        and not any(reading.key[i] in part.source.reading.index for part in case.passage.parts)
        for i in case.content
    )


def _own(case: Case) -> int:
    """Count the content words, names and figures apart, that no sentence of the article has.

    What says little ("keep", "place") is no count: a paraphrase brings it in freely.
    """
    reading = case.reading
    if reading.language != "en":
        return 0
    return sum(
        not case.hits[i].support
        and not (reading.cap[i] or reading.low[i][0].isdigit() or light(reading.low[i]))
        and reading.key[i] not in generic()
        and not any(reading.key[i] in part.source.reading.index for part in case.passage.parts)
        for i in case.content
    )


def _joined(case: Case) -> int:
    """Count the neighbours that no dictionary knows and that no source has near each other.

    They are parts of names; where a text has no capitals, this alone shows "Alex Tucker" to be
    made of two people.
    """
    reading = case.reading
    if reading.language != "en":
        return 0
    names = [i for i in case.content if _is_name_part(case, i)]
    if len(names) < 2:
        return 0
    return sum(b == a + 1 and not _stand_together(case, a, b) for a, b in pairwise(names))


def _is_name_part(case: Case, i: int) -> bool:
    return case.reading.key[i] not in english().words and case.reading.low[i].isalpha()


def _stand_together(case: Case, a: int, b: int) -> bool:
    """Tell whether a source has both words near each other, or lacks one of them altogether."""
    one, other = case.reading.key[a], case.reading.key[b]
    lacking = True
    for part in case.passage.parts:
        source = part.source.reading
        if one not in source.index or other not in source.index:
            continue
        lacking = False
        if any(other in source.key[max(0, p - _NEAR) : p + _NEAR + 1] for p in source.index[one]):
            return True
    return lacking


def _repeated(case: Case) -> int:
    """Count the uses of a content word beyond those of the cited sentence that has it most."""
    passage = case.passage
    names = [case.reading.key[i] for i in case.content]
    if len(set(names)) == len(names):
        return 0
    more = 0
    for name, count in Counter(names).items():
        if count > 1:
            there = Counter(passage.sentence[at] for at in passage.index.get(name, ()))
            more += count - min(count, max(there.values(), default=1))
    return more


def score(case: Case, faults: Sequence[Fault]) -> float:
    """Return the claim's score; below the threshold if any fault rejects it."""
    found = measure(case, faults)
    refused = found.faults + found.doubts
    if not case.same:
        return _across(case, refused)
    value = 1 / (1 + math.exp(-_SCALE * (_worth(found) - _MIDDLE)))
    return round(_below(value) if refused else value, 4)


def passed(value: float) -> float:
    """Return what a claim without a fault scores: from the threshold up, in the order of values."""
    return round(THRESHOLD + (1 - THRESHOLD) * max(0.0, value - THIN) / (1 - THIN), 4)


def _below(value: float) -> float:
    """Return what a refused claim scores: under the threshold, in the order of the values."""
    if value <= _KNEE:
        return value
    return _KNEE + (THRESHOLD - _KNEE) * 0.98 * (value - _KNEE) / (1 - _KNEE)


def _worth(found: ScoreParts) -> float:
    """Return the weighted sum of the measures."""
    good = (
        _LINKS * found.links**_CLOSE
        + _WEAKEST * found.weakest
        + _WORDS * found.words
        + _LENGTH * found.length
        + _TOLD * found.told
    )
    bad = (
        _PIECES * found.pieces
        + _SENTENCES * found.sentences
        + _STRANGE * found.strange
        + _JOINED * found.joined
        + _REPEATED * found.repeated
        + _OWN * found.own
        + _FAULT * found.faults
        + _DOUBT * found.doubts
    )
    return good - bad


def _across(case: Case, refused: int) -> float:
    """Return the score of a claim in another language: by its names, numbers and dates alone."""
    if refused:
        return round(THRESHOLD / (1 + refused), 4)
    anchors = len(case.names) + len(case.numbers) + len(case.dates)
    return round(1 - 0.5 / (1 + anchors), 4)
