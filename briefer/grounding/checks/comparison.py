"""A rise must not become a fall, nor more become less."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.lexicon import english

CODES: Final = {"comparison_turned": "the source says the opposite"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "direction"


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each word whose opposite stands in the passage in its place."""
    if case.reading.language != "en":
        return
    opposites = english().opposites
    for i in case.content:
        turned = opposites.get(case.reading.key[i])
        if not turned:
            continue
        against = [name for name in turned if name in case.passage.index]
        if against and _replaces(case, i, sorted(against)):
            yield Fault(
                "comparison_turned", f"the source has “{_word(case, against)}”",
                case.reading.words(i, i),
            )
            return


def _word(case: Case, against: list[str]) -> str:
    return case.passage.low[case.passage.index[sorted(against)[0]][0]]


def _replaces(case: Case, i: int, against: list[str]) -> bool:
    """Tell whether the claim puts the word where the source has its opposite.

    It does if the source lacks the word; if it has both, the neighbours decide.
    """
    reading, passage = case.reading, case.passage
    if reading.negated[i] or any(name in reading.index for name in against):
        return False
    mine = case.near(i, 4)
    rivals = [at for name in against for at in passage.index[name]]
    if all(passage.negated[at] for at in rivals):
        return False
    there = max(len(mine & case.source_near(at)) for at in rivals)
    own = [at for at in case.hits[i].at]
    if not own:
        return there > 0 and case.hits[i].support == 0
    here = max(len(mine & case.source_near(at)) for at in own)
    return there > here and there > 1 and here == 0
