"""How closely a claim follows its passage: the best chain of its content words through it.

Each content word of the claim takes one of its places in the passage; a chain is worth the sum
of its links, and the best one is found by dynamic programming (Viterbi 1967). A link is 1 where
two neighbours in the claim are neighbours in the passage, and less the more the claim left out
between them, turned round, or took from another sentence. Of how few verbatim pieces the claim is
made tells the same of all its words, the small ones too (after the extractive fragments of Grusky,
Naaman & Artzi 2018).
"""

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from briefer.grounding.case import Case
    from briefer.grounding.sources import SourceText

_PLACES: Final = 8  # of one word that are tried
_STARTS: Final = 32  # of one pair of words that are tried
_SKIPPED: Final = (0.95, 0.75, 0.6, 0.5)  # by content words left out between the two
_FAR, _TURNED, _TURNED_FAR, _SAME = 0.4, 0.6, 0.45, 0.5
_NEXT_SENTENCE, _OTHER_SENTENCE, _IMPLIED = 0.15, 0.05, 0.3


class Links(NamedTuple):
    """The links of the best chain: their mean worth and the least, both in [0,1]."""

    mean: float
    weakest: float


# Place of the word in the passage (-1: none), support of the claim's word there, worth of the best
# chain so far, least link of that chain. Plain tuples: most of a check's time goes into them.
_State = tuple[int, float, float, float]


def best_chain(case: "Case") -> Links:
    """Return the links of the claim's best chain; 1 and 1 for a single word."""
    tokens = case.content
    if len(tokens) < 2:
        return Links(1.0, 1.0)
    passed = case.passage.passed
    first = case.hits[tokens[0]]
    states: list[_State] = [
        (place, first.support, 0.0, 1.0) for place in first.at[:_PLACES] or (-1,)
    ]
    for pair in pairwise(tokens):
        hit = case.hits[pair[1]]
        places = hit.at[:_PLACES] or (-1,)
        states = [_step(case, states, pair, (place, hit.support, passed)) for place in places]
    _, _, total, weakest = max(states, key=itemgetter(2))
    return Links(total / (len(tokens) - 1), weakest)


def _step(
    case: "Case",
    states: list[_State],
    tokens: tuple[int, int],
    here: tuple[int, float, list[int]],
) -> _State:
    """Return the best state that ends with the second of `tokens` at the place of `here`."""
    place, support, passed = here
    best_total, least = -1.0, 1.0
    for other, other_support, total, weakest in states:
        if place < 0 or other < 0:
            worth = _IMPLIED if (support if place < 0 else other_support) else 0.0
        else:
            worth = _link(case, (other, place), tokens, passed) * min(support, other_support)
        if total + worth > best_total:
            best_total, least = total + worth, min(weakest, worth)
    return place, support, best_total, least


def _link(
    case: "Case", places: tuple[int, int], tokens: tuple[int, int], passed: list[int]
) -> float:
    a, b = places
    passage = case.passage
    skipped = passed[b] - passed[a + 1] if b > a else -1
    if not skipped and passage.low[a + 1 : b] == case.reading.low[tokens[0] + 1 : tokens[1]]:
        return 1.0  # word for word, even over a sentence end
    distance = abs(passage.sentence[a] - passage.sentence[b])
    if distance:
        return _NEXT_SENTENCE if distance == 1 else _OTHER_SENTENCE
    if b > a:
        return _SKIPPED[skipped] if skipped < len(_SKIPPED) else _FAR
    if a == b:
        return _SAME
    return _TURNED if passed[a] == passed[b + 1] else _TURNED_FAR


def pieces(case: "Case") -> int:
    """Return into how few pieces the claim can be cut that a source has word for word.

    Taken from the left, each as long as it can be; a word that no source has is one too.
    """
    low = case.reading.low
    sources = [part.source for part in case.passage.parts]
    count = at = 0
    while at < len(low):
        at += max((_longest(low, at, source) for source in sources), default=1)
        count += 1
    return count


def _longest(low: list[str], at: int, source: "SourceText") -> int:
    """Return how many words from `at` on the source has in a row, at least 1."""
    if at + 1 >= len(low):
        return 1
    most = 1
    theirs = source.reading.low
    for start in source.pairs.get((low[at], low[at + 1]), ())[:_STARTS]:
        size = 2
        while low[at + size : at + size + 1] and (
            theirs[start + size : start + size + 1] == low[at + size : at + size + 1]
        ):
            size += 1
        most = max(most, size)
    return most
