"""Two details of the source must not have changed places.

"Bennett would be first, Lapid would follow" turned into "Lapid would be first, Bennett would
follow" has the same words in nearly the same order; but each detail now goes with what the other
one went with. A claim is at fault only if that holds both ways.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.grammar import has_agent, is_verb
from briefer.grounding.lexicon import english, light
from briefer.grounding.names import common
from briefer.grounding.offices import OFFICE_WORDS

CODES: Final = {"details_exchanged": "two details of the source have changed places"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = ""
_NEAR: Final = 4  # tokens between a detail and what it goes with
_PIVOTS: Final = frozenset({"against", "than", "after", "before"})


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for the first two details that the claim has exchanged."""
    yield from _pairs(case)
    yield from _sides(case)
    yield from _shares(case)


# --- "A does x, B does y" ---------------------------------------------------------------------


def _pairs(case: Case) -> Iterator[Fault]:
    broken = [(a, x) for a, x in _bound(case) if not _goes_with(case, a, x)]
    if len(broken) < 2:
        return
    if _by_whom(case.reading.low, case.reading.key) != _by_whom(case.passage.low, case.passage.key):
        return  # "X was summoned by Y" has the two the other way round, and rightly
    for n, (a, x) in enumerate(broken):
        kind = _detail(case, a)
        for b, y in broken[n + 1 :] if kind else ():
            if x == b or _detail(case, b) != kind:
                continue
            if _goes_with(case, b, x) and _goes_with(case, a, y):
                words = f"{case.reading.words(a, x)} … {case.reading.words(b, y)}"
                yield Fault("details_exchanged", CODES["details_exchanged"], words)
                return


def _by_whom(low: list[str], keys: list[str]) -> set[str]:
    """Return the keys of the words before a "by" that names who did it."""
    return {keys[i] for i in range(len(low) - 1) if low[i + 1] == "by" and has_agent(low, i)}


def _detail(case: Case, i: int) -> str:
    """Return what kind of detail a word is: a name, a figure, a thing; "" for none."""
    reading = case.reading
    if reading.low[i][0].isdigit():
        return "figure"
    if reading.cap[i] and not (i == 0 and common(reading, i)):
        return "name"
    thing = reading.key[i] in english().nouns and not is_verb(reading, i)
    return "thing" if thing and reading.low[i] not in OFFICE_WORDS else ""


def _bound(case: Case) -> Iterator[tuple[int, int]]:
    """Yield each content word that the passage has, and the next one."""
    low = case.reading.low
    known = [i for i in case.content if case.hits[i].support >= 1 and not light(low[i])]
    reading = case.reading
    for a, x in pairwise(known):
        if x - a <= _NEAR and reading.clause[a] == reading.clause[x]:
            yield a, x


def _goes_with(case: Case, a: int, x: int) -> bool:
    """Tell whether the passage has the word of `x` next after the word of `a`."""
    passage = case.passage
    starts = set(case.hits[a].at)
    for at in case.hits[x].at:
        beside = range(at - 1, max(-1, at - 1 - _NEAR), -1)
        before = (p for p in beside if passage.content[p] and not light(passage.low[p]))
        if next(before, -1) in starts and passage.sentence[at] == passage.sentence[at - 1]:
            return True
    return False


# --- "A against B" ----------------------------------------------------------------------------


def _sides(case: Case) -> Iterator[Fault]:
    low, passage = case.reading.low, case.passage
    for pivot in sorted(_PIVOTS.intersection(low, passage.low)):
        if low.count(pivot) > 1 or passage.low.count(pivot) > 1:
            continue
        i, at = low.index(pivot), passage.low.index(pivot)
        first, last = passage.spans[passage.sentence[at]]
        left = [j for j in case.content if j < i]
        right = [j for j in case.content if j > i]
        theirs = [p for p in range(at + 1, last) if passage.content[p]]
        mine = {p for j in left for p in case.hits[j].at}
        if not right or not theirs or not mine.issuperset(theirs):
            continue
        if all(any(first <= p < at for p in case.hits[j].at) for j in right):
            words = case.reading.words(right[0], right[-1])
            yield Fault("details_exchanged", f"the source has the sides of “{pivot}” so", words)
            return


# --- "17 of the 120" --------------------------------------------------------------------------


def _shares(case: Case) -> Iterator[Fault]:
    mine = _parts_of(case.reading.low, [(n.mention.value, n.last) for n in case.numbers])
    if not mine:
        return
    source = [(n.mention.value, n.last) for n in case.passage.numbers]
    for part, whole in _parts_of(case.passage.low, source):
        if (whole, part) in mine and part != whole:
            words = case.reading.text
            yield Fault("details_exchanged", f"the source has {part:g} of {whole:g}", words)
            return


def _parts_of(low: list[str], numbers: list[tuple[float, int]]) -> set[tuple[float, float]]:
    """Return (part, whole) for each "17 of the 120": the next number after "of" is the whole."""
    return {
        (value, other)
        for (value, last), (other, end) in pairwise(numbers)
        if low[last : last + 1] == ["of"] and end - last <= 6
    }
