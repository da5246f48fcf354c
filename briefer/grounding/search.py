"""Finding the sentences of an article that bear out a claim best."""

from typing import Final

from briefer.grounding.lexicon import NOTHING, english, light
from briefer.grounding.likeness import skeleton
from briefer.grounding.reading import Reading
from briefer.grounding.sources import SourceText
from briefer.text.numbers import find_numbers

_MOST: Final = 5  # sentences
_NEIGHBOUR: Final = 1.15  # a neighbour of what is chosen already is preferred
_WORTH: Final = 0.12  # share of the claim that a further sentence must add


def best_sentences(source: SourceText, claim: Reading) -> tuple[int, ...]:
    """Return up to five sentence numbers, ascending; the article's first if nothing matches.

    Greedy: the sentence that holds most of the claim's content, weighted by how telling each
    word is in the article, then those that add what is still missing.
    """
    wanted = _wanted(source, claim)
    total = sum(weight for weight, _ in wanted) or 1.0
    chosen: list[int] = []
    left = list(wanted)
    while len(chosen) < _MOST and left:
        gains = _gains(left)
        if not gains:
            break
        near = {n for c in chosen for n in (c - 1, c + 1)}
        best = min(gains, key=lambda n: (-gains[n] * (_NEIGHBOUR if n in near else 1.0), n))
        if chosen and gains[best] < _WORTH * total:
            break
        chosen.append(best)
        left = [item for item in left if best not in item[1]]
    return tuple(sorted(chosen)) or tuple(sorted(source.first))[:1]


def _gains(wanted: list[tuple[float, frozenset[int]]]) -> dict[int, float]:
    """Return, by sentence number, how much of what is wanted each sentence holds, if any."""
    gains: dict[int, float] = {}
    for weight, sentences in wanted:
        for number in sentences:
            gains[number] = gains.get(number, 0.0) + weight
    return gains


def _wanted(source: SourceText, claim: Reading) -> list[tuple[float, frozenset[int]]]:
    found: list[tuple[float, frozenset[int]]] = []
    abroad = claim.language != source.language
    countries = _countries(source, claim)
    if abroad:
        found += _figures(source, claim)
    for i, name in enumerate(claim.key):
        if not claim.content[i]:
            continue
        telling = 1.5 if claim.cap[i] or name[0].isdigit() else 1.0
        if sentences := source.sentences_with(name):
            found.append((telling * source.weight[name], sentences))
            continue
        at = countries.get(i)
        if not at and not abroad and not light(claim.low[i]):
            at = _synonyms(source, name)
        if not at and abroad and (claim.cap[i] or not name.isascii()):
            at = source.skeletons.get(skeleton(claim.low[i]))
        found.append((telling, source.sentences_of(at)) if at else (1.0, frozenset()))
    return found


def _synonyms(source: SourceText, name: str) -> list[int]:
    """Return where the source has a word of the same concept: "discovered" for "found"."""
    if source.language != "en":
        return []
    concepts = english().relations.get(name, NOTHING).own
    return [at for concept in sorted(concepts) for at in source.concepts.get(concept, ())]


def _figures(source: SourceText, claim: Reading) -> list[tuple[float, frozenset[int]]]:
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


def _countries(source: SourceText, claim: Reading) -> dict[int, list[int]]:
    """Return claim token -> source tokens that name the same country ("Norwegian": Norway)."""
    found: dict[int, list[int]] = {}
    for start, end, code in claim.countries():
        spots = [at for at, other in source.countries.items() if other == code]
        found.update(dict.fromkeys(claim.tokens_in(start, end), spots))
    return found
