"""Whether a word of the claim may stand in the place of a word of the source.

A sameness holds in general: one lemma, one derivation, one value, a synonym, a wider term, a
spelling, a country and its people, a form of a name. Likeness of letters is none.
"""

from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.cues import calendar
from briefer.grounding.lexicon import NOTHING, english, key
from briefer.grounding.likeness import one_name
from briefer.grounding.offices import HEADS, same_office

_DENYING: Final = ("un", "in", "im", "dis", "non")
_STEM: Final = 5  # letters that words of one family share at least
_SHARE: Final = 0.7  # of the longer word's letters
_SHORT: Final = 3  # letters of a day's or month's short form


def same_word(case: Case, i: int, at: int) -> bool:
    """Tell whether claim token `i` may stand for passage token `at`."""
    reading, passage = case.reading, case.passage
    mine, its = reading.key[i], passage.key[at]
    if mine == its or reading.low[i] == passage.low[at]:
        return True
    if case.countries.get(i) and at in passage.countries.get(case.countries[i], ()):
        return True
    if reading.cap[i] and passage.cap[at]:
        return _same_name(case, i, at)
    if reading.low[i] in HEADS and passage.low[at] in HEADS:
        return same_office(mine, its)
    if _prefixed(case, i, at):
        return True
    return not opposed(mine, its) and (related(mine, its) or akin(mine, its))


def _prefixed(case: Case, i: int, at: int) -> bool:
    """Tell whether it is the source's word with "re-", or with "un-" where the source denies it."""
    mine, its = case.reading.low[i], case.passage.key[at]
    if mine.startswith("re") and key(mine.removeprefix("re")) == its:
        return True
    denied = case.passage.negated[at] or "without" in case.passage.low[max(0, at - 2) : at]
    bare = (key(mine.removeprefix(p)) for p in _DENYING if mine.startswith(p))
    return denied and any(b == its or akin(b, its) for b in bare)


def _same_name(case: Case, i: int, at: int) -> bool:
    """Tell whether two capitalised words are one name, or parts of one that the source knows."""
    mine, its = case.reading.low[i], case.passage.low[at]
    if mine in calendar() and its in calendar():
        return mine[:_SHORT] == its[:_SHORT]
    if one_name(mine, its):
        return True
    word, other = case.reading.key[i], case.passage.key[at]
    return any(word in names and other in names for names in case.passage.name_keys)


def opposed(mine: str, its: str) -> bool:
    """Tell whether two lemma keys are opposites."""
    return its in english().opposites.get(mine, ())


def related(mine: str, its: str) -> bool:
    """Tell whether two lemma keys name one concept, or the first a wider one than the second."""
    relations = english().relations
    own = relations.get(mine, NOTHING).own
    other = relations.get(its, NOTHING)
    return bool(own and (own & other.own or own & other.wider))


def akin(mine: str, its: str) -> bool:
    """Tell whether two lemma keys are of one family: "nutrition", "nutrient"."""
    shared = 0
    for a, b in zip(mine, its, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _STEM and shared >= _SHARE * max(len(mine), len(its))
