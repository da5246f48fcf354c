"""A rise must not become a fall, nor more become less."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.lexicon import english
from briefer.grounding.wordlists import word_set

CODES: Final = {"comparison_turned": "the source says the opposite"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "direction"
_NO_SUPERLATIVES: Final = word_set(
    "request protest interest forest arrest harvest contest conquest modest honest invest suggest "
    "digest latest"
)


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each word whose opposite stands in the passage in its place."""
    if case.reading.language != "en":
        return
    yield from _extremes(case)
    opposites = english().opposites
    for i in case.content:
        turned = opposites.get(case.reading.key[i])
        if not turned:
            continue
        against = [name for name in turned if name in case.passage.index]
        if against and _replaces(case, i, sorted(against)):
            yield Fault(
                "comparison_turned",
                f"the source has “{_word(case, against)}”",
                case.reading.words(i, i),
            )
            return


def _extremes(case: Case) -> Iterator[Fault]:
    """Yield a fault for a superlative that stands where the source has another."""
    passage = case.passage
    mine = [i for i in case.content if _superlative(case.reading.low[i])]
    mine = [i for i in mine if not case.hits[i].support]
    if not mine:
        return
    theirs = [at for at in range(len(passage)) if _superlative(passage.low[at])]
    rank = set(case.content)
    for i in mine:
        beside = {p for j in (i + 1, i + 2, i - 1) if j in rank for p in case.hits[j].at}
        if any(0 < abs(p - at) <= 3 for p in beside for at in theirs):
            yield Fault(
                "comparison_turned",
                f"the source has “{passage.low[theirs[0]]}”",
                case.reading.words(i, i),
            )


def _superlative(low: str) -> bool:
    return low in ("worst", "best", "least", "most") or (
        low.endswith("est") and len(low) > 5 and low not in _NO_SUPERLATIVES
    )


def _word(case: Case, against: list[str]) -> str:
    return case.passage.low[case.passage.index[min(against)][0]]


def _replaces(case: Case, i: int, against: list[str]) -> bool:
    """Tell whether the claim puts the word where the source has its opposite.

    It does if the source lacks the word; if it has both, the neighbours decide.
    """
    reading, passage = case.reading, case.passage
    if reading.negated[i] or any(name in reading.index for name in against):
        return False
    mine = case.near(i)
    rivals = [at for name in against for at in passage.index[name]]
    if all(passage.negated[at] for at in rivals):
        return False
    there = max(len(mine & case.source_near(at)) for at in rivals)
    if not mine:  # ", was convicted": the clause is the word alone
        places = {passage.sentence[p] for p in case.near(i, 12, clause=False)}
        there = int(any(passage.sentence[at] in places for at in rivals))
    own = case.hits[i].at
    if not own:
        return there > 0 and case.hits[i].support == 0
    here = max(len(mine & case.source_near(at)) for at in own)
    return there > here + 1
