"""Finding the sentences of an article that bear out a claim best."""

from typing import Final

from briefer.grounding.reading import Reading
from briefer.grounding.sources import Source
from briefer.text.countries import find_countries

_MOST: Final = 3  # sentences
_WORTH: Final = 0.12  # share of the claim that a further sentence must add
_TOGETHER: Final = 0.3  # worth of two neighbouring words that are neighbours there too


def best_sentences(source: Source, claim: Reading) -> tuple[int, ...]:
    """Return up to three sentence numbers, ascending; the article's first if nothing matches.

    Greedy: the sentence that holds most of the claim's content, weighted by how telling each
    word is in the article, then those that add what is still missing.
    """
    wanted = _wanted(source, claim)
    total = sum(weight for weight, _ in wanted) or 1.0
    chosen: list[int] = []
    left = list(wanted)
    while len(chosen) < _MOST and left:
        gains: dict[int, float] = {}
        for weight, sentences in left:
            for number in sentences:
                gains[number] = gains.get(number, 0.0) + weight
        if not gains:
            break
        best = min(gains, key=lambda n: (-_closeness(gains[n], n, chosen), n))
        if chosen and gains[best] < _WORTH * total:
            break
        chosen.append(best)
        left = [item for item in left if best not in item[1]]
    return tuple(sorted(chosen)) or tuple(sorted(source.first))[:1]


def _closeness(gain: float, number: int, chosen: list[int]) -> float:
    """Prefer a neighbour of what is chosen already."""
    return gain * (1.15 if any(abs(number - c) == 1 for c in chosen) else 1.0)


def _wanted(source: Source, claim: Reading) -> list[tuple[float, frozenset[int]]]:
    found = []
    sentence = source.reading.sentence
    before: list[int] = []
    countries = _countries(source, claim)
    for i, name in enumerate(claim.key):
        if not claim.content[i]:
            continue
        at = source.reading.index.get(name) or countries.get(i)
        if at:
            spots = set(at)
            together = frozenset(
                sentence[p] for p in before for step in (1, 2, 3) if p + step in spots
            )
            if together:
                found.append((_TOGETHER, together))
            telling = 1.5 if claim.cap[i] or name[0].isdigit() else 1.0
            found.append((telling * source.weight.get(name, 1.0), frozenset(sentence[p] for p in at)))
        else:
            found.append((1.0, frozenset()))
        before = at or []
    return found


def _countries(source: Source, claim: Reading) -> dict[int, list[int]]:
    """Return claim token -> source tokens that name the same country ("Norwegian": Norway)."""
    found: dict[int, list[int]] = {}
    if not any(claim.cap):
        return found
    for start, end, code in find_countries(claim.text, claim.language):
        spots = [at for at, other in source.countries.items() if other == code]
        for i in range(len(claim)):
            if claim.start[i] < end and start < claim.end[i]:
                found[i] = spots
    return found
