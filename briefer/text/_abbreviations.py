"""What a full stop after a word means, by language: the tables ready for looking up."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from briefer.lang import NO_LANGUAGE, Language, every, language, languages


class Abbreviations(NamedTuple):
    """The abbreviations of one language (`Sentences` of `briefer.lang` says what is what).

    `firm` are abbreviations whatever follows, `special` all of them.
    """

    bound: frozenset[str]
    loose: frozenset[str]
    counted: frozenset[str]
    final: frozenset[str]
    yearly: frozenset[str]
    openers: frozenset[str]
    ordinals: bool
    number_joins: bool
    cardinal_after: frozenset[str]
    firm: frozenset[str]
    special: frozenset[str]


@cache
def abbreviations(code: str) -> Abbreviations:
    """Return the abbreviations of a language: English ones for one without any, all for "und"."""
    own = language(code).sentences
    opening = [each for each in languages() if language(each).sentences.openers]
    use = opening if code == "und" else [code if own.openers or own.bound else "en"]
    yearly = _merged(lambda each: each.sentences.yearly, use)
    openers = use if use[0] in opening else ["en", *use]
    bound = _merged(lambda each: each.sentences.bound, use)
    loose = _merged(lambda each: each.sentences.loose, use) - bound
    final = _merged(lambda each: each.sentences.final, use)
    counted = _merged(lambda each: each.sentences.counted, use) - bound
    return Abbreviations(
        bound=bound,
        loose=loose,
        counted=counted,
        final=final,
        yearly=yearly,
        openers=_merged(lambda each: each.sentences.openers, openers),
        ordinals=own.ordinals,
        number_joins=own.number_joins,
        cardinal_after=frozenset(own.cardinal_after),
        firm=bound | loose,
        special=bound | final | loose | counted | yearly,
    )


class Around(NamedTuple):
    """What stands round a full stop, in any language."""

    bound_pairs: frozenset[str]
    final_pairs: frozenset[str]
    ordinal_after: frozenset[str]
    ordinal_before: frozenset[str]
    numbered: frozenset[str]
    clock: frozenset[str]
    labels: frozenset[str]


@cache
def around() -> Around:
    """Return what tells one full stop from another whatever the language."""
    return Around(
        *(
            frozenset(every(words))
            for words in (
                lambda each: each.sentences.bound_pairs,
                lambda each: each.sentences.final_pairs,
                lambda each: each.sentences.ordinal_after,
                lambda each: each.sentences.ordinal_before,
                lambda each: each.sentences.numbered,
                lambda each: each.sentences.clock,
                lambda each: each.sentences.labels,
            )
        )
    )


def _merged(words: Callable[[Language], Sequence[str]], codes: Sequence[str]) -> frozenset[str]:
    own = [word for code in codes for word in words(language(code))]
    opened = (word[0].upper() + word[1:] for word in own)  # the same at a sentence's start
    return frozenset((*words(language(NO_LANGUAGE)), *own, *opened))
