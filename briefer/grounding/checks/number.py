"""Every number of a claim must stand in the passage: value, unit, and what is counted."""

import re
from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import calendar
from briefer.grounding.passage import Number
from briefer.grounding.wordlists import word_set

CODES: Final = {
    "number_changed": "a number is not in the cited sentences",
    "unit_changed": "the number is there, with another unit or currency",
    "number_misplaced": "the number is there, but of something else",
}
CROSS_LANGUAGE: Final = True
UNCHECKED: Final = ""
_GROUP: Final = re.compile(r"[.,]")
_CLOSE: Final = 0.06  # "about 100" may stand for 94 to 106
_HEDGES: Final = word_set(
    "about around nearly almost approximately roughly some over more under less than least most up "
    "close just"
)
_BASIS_POINTS: Final = 100  # of a percentage point
_AHEAD: Final = 4  # tokens from a number to "percentage point"
_REACH: Final = 6  # tokens between a number and what it counts
_MULTIPLIED: Final = {
    form: value
    for value, forms in (
        (0.5, "halve halved halves halving"),
        (2, "double doubled doubles doubling twofold twice"),
        (3, "triple tripled triples tripling treble trebled threefold thrice"),
        (4, "quadruple quadrupled quadruples quadrupling fourfold"),
        (5, "quintuple quintupled fivefold"),
        (10, "tenfold"),
    )
    for form in forms.split()
}
_UNITS: Final = {
    form: days
    for days, forms in (
        (1 / 24, "hour hours"),
        (1.0, "day days"),
        (7.0, "week weeks"),
        (14.0, "fortnight fortnights"),
        (30.4, "month months"),
        (365.0, "year years"),
        (3652.0, "decade decades"),
        (36525.0, "century centuries"),
    )
    for form in forms.split()
}
_NEARLY: Final = 0.03
_LISTED: Final = 9  # names; a longer list is given, not counted
_PAIR: Final = frozenset(
    {"both", "pair", "two", "couple", "twice", "double", "bilateral", "mutual"}
)


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each number that the passage does not give."""
    dated = [(d.start, d.end) for d in case.dates if d.when is not None]
    for number in case.numbers:
        if any(start < number.mention.end and number.mention.start < end for start, end in dated):
            continue
        if not _idle(case, number):
            yield from _check(case, number)
    yield from _times(case)


def _times(case: Case) -> Iterator[Fault]:
    """Yield a fault for "tripled" where the source has "doubled"."""
    low, there = case.reading.low, case.passage.low
    for i, word in enumerate(low):
        mine = _MULTIPLIED.get(word)
        if not mine:
            continue
        theirs = {_MULTIPLIED[other] for other in there if other in _MULTIPLIED}
        if theirs and mine not in theirs:
            yield Fault("number_changed", CODES["number_changed"], case.reading.words(i, i))
            return


def _idle(case: Case, number: Number) -> bool:
    """Tell whether a number word counts nothing: "one" as a pronoun, "first" in passing."""
    low = case.reading.low[number.first]
    if low in ("one", "first", "second", "once", "un", "une", "ein", "eine", "uno", "una"):
        return True
    return number.mention.value == 2 and not low.isdigit() and bool(_PAIR & set(case.passage.low))


def _check(case: Case, number: Number) -> Iterator[Fault]:
    words = case.reading.words(number.first, number.last - 1)
    same = [n for n in case.passage.numbers if _same_value(case, number, n)]
    if not same:
        if not (_verbatim(case, number) or _lasts(case, number) or _lists(case, number)):
            yield Fault("number_changed", "the cited sentences do not give this number", words)
        return
    if not any(_same_unit(case, number, n) for n in same):
        unit = same[0].mention.unit or "no unit"
        yield Fault("unit_changed", f"in the cited sentences it is a number of {unit}", words)
    elif case.same and _misplaced(case, number, same):
        yield Fault("number_misplaced", "in the cited sentences it counts something else", words)


def _lasts(case: Case, number: Number) -> bool:
    """Tell whether the passage gives this stretch of time in other units: "21 days"."""
    mine = _days(case.reading.low, number)
    theirs = (_days(case.passage.low, other) for other in case.passage.numbers)
    return mine > 0 and any(abs(mine - its) <= _NEARLY * mine for its in theirs if its)


def _days(low: list[str], number: Number) -> float:
    """Return the length of "three weeks" in days; 0 where the number counts no time."""
    unit = next(iter(low[number.last : number.last + 1]), "")
    last = low[number.last - 1] if number.last else ""
    return number.mention.value * (_UNITS.get(unit) or _UNITS.get(last) or 0)


def _lists(case: Case, number: Number) -> bool:
    """Tell whether the claim or the passage lists as many names: "five states", A, B, C, D and E."""
    value = number.mention.value
    if not 2 <= value <= _LISTED or number.mention.unit:
        return False
    mine = sum(run.first > number.first for run in case.names)
    return value in {mine, *(_longest_list(case, sentence) for sentence in case.passage.spans)}


def _longest_list(case: Case, span: tuple[int, int]) -> int:
    """Return how many capitalised names stand in a row, with a comma or "and" between."""
    passage = case.passage
    first, last = span
    most = count = 0
    i = first
    while i < last:
        if passage.cap[i] and (i == first or not passage.cap[i - 1]):
            count += 1
        elif not passage.cap[i] and passage.low[i] not in ("and", "of", "the"):
            most, count = max(most, count), 0
        i += 1
    return max(most, count)


def _points(low: list[str], number: Number) -> float | None:
    """Return a number of percentage or basis points in percentage points."""
    value, unit = number.mention.value, number.mention.unit
    if unit == "bp":
        return value / _BASIS_POINTS
    if unit == "pp" or "percentage" in low[number.last : number.last + _AHEAD]:
        return value  # "a quarter of a percentage point"
    return None


def _same_points(case: Case, claim: Number, source: Number) -> bool:
    mine, its = _points(case.reading.low, claim), _points(case.passage.low, source)
    return mine is not None and its is not None and _equal(mine, its)


def _same_value(case: Case, claim: Number, source: Number) -> bool:
    mine, its = claim.mention, source.mention
    if {mine.unit, its.unit} & {"bp", "pp"} and _same_points(case, claim, source):
        return True
    if (mine.high is None) == (its.high is None):
        if _equal(mine.value, its.value) and _equal(mine.high or 0, its.high or 0):
            return True
    elif mine.high is None and (its.value <= mine.value <= (its.high or 0)):
        return _equal(mine.value, its.value) or _equal(mine.value, its.high or 0)
    hedged = mine.approximate or bool(
        _HEDGES & set(case.reading.low[max(0, claim.first - 3) : claim.first])
    )
    return hedged and abs(mine.value - its.value) <= _CLOSE * abs(its.value)


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))


def _verbatim(case: Case, number: Number) -> bool:
    """Tell whether the passage holds the same token ("A380"), though not as a number."""
    low = case.reading.low
    tokens = range(number.first, number.last)
    if len(tokens) > 1 and all(low[i].isalnum() for i in tokens):
        return case.echoed(number.first, number.last)  # not "12 … billion" of two numbers
    return any(low[i][0].isdigit() for i in tokens) and all(
        case.hits[i].support >= 1 or (low[i][0].isdigit() and _apart(case, low[i])) for i in tokens
    )


def _apart(case: Case, figure: str) -> bool:
    """Tell whether the source has the figure with its groups set apart ("36, 000")."""
    groups = _GROUP.split(figure)
    if len(groups) < 2:
        return False
    for part in case.passage.parts:
        low = part.source.reading.low
        for at in part.source.reading.index.get(groups[0], ()):
            if low[at : at + len(groups)] == groups:
                return True
    return False


def _same_unit(case: Case, claim: Number, source: Number) -> bool:
    mine, its = claim.mention, source.mention
    if _same_points(case, claim, source):
        return True
    if mine.unit == its.unit or (its.unit == "pp" and (mine.noun or "").startswith("point")):
        return True
    if mine.unit is None and _unit_ahead(case, claim) == its.unit:
        return True
    if mine.unit is not None or its.unit == "%":
        return False  # "a 40 share" is no faithful "40%"
    if mine.noun is None:  # "the 4,000 lost" may be dollars named before
        return True
    counted = _counted(case, claim)  # "a 400,000 flat" is the "£400,000 flat"
    return counted is not None and source.last in case.hits[counted].at


def _unit_ahead(case: Case, claim: Number) -> str | None:
    """Return the unit of the next number where the two share it: "from 58 to 55 percent"."""
    ahead = (n for n in case.numbers if n.first > claim.first)
    following = next(ahead, None)
    if following is None or following.first - claim.last > 2:
        return None
    between = case.reading.low[claim.last : following.first]
    return following.mention.unit if between in (["to"], ["and"], ["or"], ["against"]) else None


def _misplaced(case: Case, number: Number, same: list[Number]) -> bool:
    """Tell whether what the claim counts stands beside another number of the passage instead."""
    counted = _counted(case, number)
    if counted is None or case.reading.low[counted] in calendar() or _aged(case, number, same):
        return False
    spots = case.hits[counted].at
    if not spots:
        return False
    values = {n.mention.value for n in same}
    others = [n for n in case.passage.numbers if n.mention.value not in values]
    if _subject_there(case, same, others):
        return False
    return not any(_beside(n, spots, case) for n in same) and any(
        _beside(n, spots, case, 3) for n in others
    )


def _aged(case: Case, number: Number, same: list[Number]) -> bool:
    """Tell whether the claim's "24-year-old" is the source's "Henderson, 24,"."""
    low = case.reading.low[number.last : number.last + 2]
    return low == ["year", "old"] and any(n.mention.noun is None for n in same)


def _subject_there(case: Case, same: list[Number], others: list[Number]) -> bool:
    """Tell whether the claim's first name stands with the number, and not with its rivals."""
    if not case.names:
        return False
    spots = {case.passage.sentence[at] for i in case.names[0].tokens for at in case.hits[i].at}
    return bool(spots & {n.sentence for n in same}) and not spots & {n.sentence for n in others}


def _counted(case: Case, number: Number) -> int | None:
    """Return the claim token that the number counts: the next content word, near by."""
    reading = case.reading
    for i in range(number.last, min(len(reading), number.last + 4)):
        if reading.clause[i] != reading.clause[number.first]:
            return None
        if reading.content[i] and not reading.low[i][0].isdigit():
            return i
    return None


def _beside(number: Number, spots: tuple[int, ...], case: Case, reach: int = _REACH) -> bool:
    sentence = case.passage.sentence
    return any(
        sentence[at] == number.sentence and number.first - 2 <= at < number.last + reach
        for at in spots
    )
