"""Finding the sentences of an article that bear out a claim best."""

from typing import Final

from briefer.grounding.likeness import skeleton
from briefer.grounding.reading import Reading
from briefer.grounding.sources import Source
from briefer.text.countries import find_countries
from briefer.text.numbers import find_numbers

_MOST: Final = 3  # sentences
_WORTH: Final = 0.15  # share of the claim that a further sentence must add


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
    found: list[tuple[float, frozenset[int]]] = []
    sentence = source.reading.sentence
    abroad = claim.language != source.language
    countries = _countries(source, claim)
    if abroad:
        found += _figures(source, claim)
    for i, name in enumerate(claim.key):
        if not claim.content[i]:
            continue
        at = source.reading.index.get(name) or countries.get(i)
        if not at and abroad and (claim.cap[i] or not name.isascii()):
            at = source.skeletons.get(skeleton(claim.low[i]))
        if at:
            telling = 1.5 if claim.cap[i] or name[0].isdigit() else 1.0
            found.append(
                (telling * source.weight.get(name, 1.0), frozenset(sentence[p] for p in at))
            )
        else:
            found.append((1.0, frozenset()))
    return found


def _figures(source: Source, claim: Reading) -> list[tuple[float, frozenset[int]]]:
    """Return the claim's numbers and the sentences with the same values, in any language."""
    return [
        (
            1.0,
            frozenset(
                n
                for n, items in source.numbers.items()
                if mine.value in {item.value for item in items}
            ),
        )
        for mine in find_numbers(claim.text, claim.language)
    ]


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
