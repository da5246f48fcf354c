"""A rise must not become a fall, nor more become less."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final, NamedTuple

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.grammar import is_passive
from briefer.grounding.lexicon import english
from briefer.grounding.wordlists import word_set

CODES: Final = {"comparison_turned": "the source says the opposite"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "direction"
_STOP: Final = word_set("stop stops stopped cease ceases ceased quit end ends ended")
_UP_DOWN: Final = {"up": "down", "down": "up"}
_BESIDE: Final = 6  # tokens
_MOST: Final = word_set(
    "most biggest largest greatest highest best strongest fastest steepest sharpest longest hardest "
    "toughest deepest widest broadest richest busiest heaviest farthest furthest foremost"
)
_LEAST: Final = word_set(
    "least smallest lowest fewest slimmest thinnest weakest slowest narrowest shortest easiest "
    "lightest poorest slightest tiniest closest tightest"
)
_WORST: Final = word_set("worst gravest direst bleakest darkest deadliest bloodiest grimmest")
_LEADS: Final = word_set("lead leads leading led ahead outpaces outpaced outpacing above")
_TRAILS: Final = word_set("trail trails trailing trailed behind lags lagged lagging below")
_RACE: Final = _LEADS | _TRAILS
_NO_SUPERLATIVES: Final = word_set(
    "request protest interest forest arrest harvest contest conquest modest honest invest suggest "
    "digest latest"
)


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each word whose opposite stands in the passage in its place."""
    if case.reading.language != "en":
        return
    yield from _extremes(case)
    yield from _turned(case)
    yield from _stopped(case)
    yield from _overtaken(case)
    opposites = english().opposites
    for i in case.content:
        if i and case.reading.low[i - 1] == "no":
            continue  # "no fewer than two"
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
            if any(_same_end(case.reading.low[i], passage.low[at]) for at in theirs):
                continue
            yield Fault(
                "comparison_turned",
                f"the source has “{passage.low[theirs[0]]}”",
                case.reading.words(i, i),
            )


def _same_end(one: str, other: str) -> bool:
    """Tell whether two superlatives can tell of one end of a scale: "biggest", "largest"."""
    return any(one in ends and other in ends for ends in (_MOST, _LEAST, _WORST))


def _superlative(low: str) -> bool:
    return low in ("worst", "best", "least", "most") or (
        low.endswith("est") and len(low) > 5 and low not in _NO_SUPERLATIVES
    )


def _told_of_it(case: Case, i: int, rivals: list[int]) -> bool:
    """Tell whether one of the first two words after `i` that the passage has is near a rival there.

    Of a passive ("would be forbidden") it is the first word before.
    """
    clause = case.reading.clause
    ahead = (j for j in case.content if i < j <= i + 5 and clause[j] == clause[i])
    if is_passive(case.reading.low, i):
        ahead = (j for j in reversed(case.content) if i - 5 <= j < i and clause[j] == clause[i])
    told = islice((case.hits[j].at for j in ahead if case.hits[j].at), 2)
    spots = [at for places in told for at in places]
    return not spots or any(abs(at - rival) <= _BESIDE for at in spots for rival in rivals)


def _turned(case: Case) -> Iterator[Fault]:
    """Yield a fault for "up from 14" where the source has "down from 14"."""
    if _UP_DOWN.keys().isdisjoint(case.reading.low):
        return
    for i, low in enumerate(case.reading.low[:-1]):
        following = case.reading.low[i + 1]
        other = _UP_DOWN.get(low)
        if not other or following not in ("from", "by", "on"):
            continue
        pairs = set(pairwise(case.passage.low))
        if (other, following) in pairs and (low, following) not in pairs:
            yield Fault(
                "comparison_turned", f"the source has “{other}”", case.reading.words(i, i + 1)
            )
            return


def _stopped(case: Case) -> Iterator[Fault]:
    """Yield a fault for "stop paying" where the source has the paying and no end of it."""
    reading, passage = case.reading, case.passage
    if _STOP.isdisjoint(reading.low):
        return
    for i, low in enumerate(reading.low[:-1]):
        if low not in _STOP or case.hits[i].at or reading.negated[i]:
            continue
        spots = case.hits[i + 1].at if reading.low[i + 1].endswith("ing") else ()
        if spots and not any(passage.negated[at] for at in spots):
            yield Fault("comparison_turned", CODES["comparison_turned"], reading.words(i, i + 1))
            return


def _overtaken(case: Case) -> Iterator[Fault]:
    """Yield a fault for "A ahead of B" where the source has "B leads A", or "A trails B"."""
    reading, passage = case.reading, case.passage
    if _RACE.isdisjoint(reading.low):
        return
    mine = _race(reading.low, reading.cap, 0, len(reading))
    if mine is None:
        return
    left, right = case.hits[mine.left].at, case.hits[mine.right].at
    for first, last in passage.spans:
        its = _race(passage.low, passage.cap, first, last)
        if its is None:
            continue
        straight = its.left in left and its.right in right
        crossed = its.left in right and its.right in left
        if (straight and mine.ahead != its.ahead) or (crossed and mine.ahead == its.ahead):
            words = reading.words(mine.left, mine.right)
            yield Fault("comparison_turned", CODES["comparison_turned"], words)
            return


class _Race(NamedTuple):
    """Two names (tokens) and whether the left one is ahead."""

    left: int
    right: int
    ahead: bool


def _race(low: list[str], cap: list[bool], first: int, last: int) -> _Race | None:
    """Return who is told to be ahead of whom, if it is told once."""
    spots = [i for i in range(first, last) if low[i] in _RACE]
    if len(spots) != 1 or "by" in low[spots[0] + 1 : spots[0] + 2]:
        return None
    at = spots[0]
    left = next((i for i in range(at - 1, max(first, at - _BESIDE) - 1, -1) if cap[i]), -1)
    right = next((i for i in range(at + 1, min(last, at + _BESIDE)) if cap[i]), -1)
    return _Race(left, right, low[at] in _LEADS) if left >= 0 and right >= 0 else None


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
    if not _told_of_it(case, i, rivals):
        return False
    if not own:
        return there > 0 and case.hits[i].support == 0
    here = max(len(mine & case.source_near(at)) for at in own)
    return there > here + 1
