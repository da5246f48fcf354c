"""How closely a claim follows its passage: the best chain of its content words through it.

Each content word of the claim takes one of its places in the passage; a chain is worth the sum
of its links, and the best one is found by dynamic programming (Viterbi 1967). A link is 1 where
two neighbours in the claim are neighbours in the passage, and less the more the claim left out
between them, turned round, or took from another sentence.
"""

from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from briefer.grounding.case import Case

_PLACES: Final = 8  # of one word that are tried
_SKIPPED: Final = (0.95, 0.75, 0.6, 0.5)  # by content words left out between the two
_FAR, _TURNED, _TURNED_FAR, _SAME = 0.4, 0.6, 0.45, 0.5
_NEXT_SENTENCE, _OTHER_SENTENCE, _IMPLIED = 0.15, 0.05, 0.3

State = tuple[int, float, float]  # place (-1: none), support of the word there, best sum so far


def link_mean(case: "Case") -> float:
    """Return the mean worth of the links of the best chain, in [0,1]; 1 for a single word."""
    tokens = case.content
    if len(tokens) < 2:
        return 1.0
    passed = [0, *accumulate(case.passage.content)]  # content tokens before each place
    states: list[State] = []
    before = -1
    for token in tokens:
        hit = case.hits[token]
        places = hit.at[:_PLACES] or (-1,)
        states = [
            (place, hit.support, _best(case, states, (before, token), (place, hit.support), passed))
            for place in places
        ]
        before = token
    return max(total for _, _, total in states) / (len(tokens) - 1)


def _best(
    case: "Case",
    states: list[State],
    tokens: tuple[int, int],
    here: tuple[int, float],
    passed: list[int],
) -> float:
    """Return the best sum that ends with the second of `tokens` at the place of `here`."""
    best = 0.0
    place, support = here
    for other, strength, total in states:
        if place < 0 or other < 0:
            worth = _IMPLIED if (support if place < 0 else strength) else 0.0
        else:
            worth = _link(case, other, place, tokens, passed) * min(support, strength)
        best = max(best, total + worth)
    return best


def _link(case: "Case", a: int, b: int, tokens: tuple[int, int], passed: list[int]) -> float:
    passage = case.passage
    if b > a:
        skipped = passed[b] - passed[a + 1]
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
