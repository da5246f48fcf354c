"""A person's title or office must be the one the source gives that person."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.lexicon import key
from briefer.grounding.names import Run
from briefer.grounding.offices import HEADS, same_office
from briefer.grounding.wordlists import word_set

CODES: Final = {"title_changed": "the source gives this person another title or office"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "title"
_STANDING: Final = frozenset(
    {"former", "ex", "deputy", "vice", "acting", "interim", "late", "then"}
)
_BEFORE, _AROUND = 5, 10  # tokens
_LINKS: Final = word_set("of the and for to 's a an")


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each title that stands at a name and is not that person's."""
    if case.reading.language != "en":
        return
    for run in case.names:
        phrase = _phrase(case, run)
        heads = [i for i in phrase if case.reading.low[i] in HEADS]
        if heads:
            yield from _compare(case, run, phrase, heads)


def _phrase(case: Case, run: Run) -> list[int]:
    """Return the claim tokens of the title before (or in) a name, or in apposition after it."""
    reading = case.reading
    before: list[int] = []
    for i in range(run.first - 1, max(-1, run.first - 1 - _BEFORE), -1):
        if reading.gap[i + 1].strip(" ,'’-.") or reading.low[i] in ("a", "an", "with", "by"):
            break
        if reading.clause[i] != reading.clause[run.first] and not before:
            break
        opened = before or reading.low[i] in HEADS or reading.low[i] in _STANDING
        if opened or (reading.cap[i] and reading.low[run.first] in HEADS):
            if reading.low[i] == "the" or (not reading.content[i] and reading.low[i] != "of"):
                break
            before.append(i)
        else:
            break
    inside = [i for i in run.tokens if reading.low[i] in HEADS]
    if inside:
        before += list(range(run.first, inside[-1] + 1))
    return sorted(before) or _after(case, run)


def _after(case: Case, run: Run) -> list[int]:
    """Return the title in `Lavrov, Russia's foreign minister, …`."""
    reading = case.reading
    first = run.last + 1
    if first >= len(reading) or reading.gap[first].strip() != ",":
        return []
    found: list[int] = []
    for i in range(first, min(len(reading), first + 7)):
        if i > first and reading.gap[i].strip(" '’-."):
            return found if any(reading.low[j] in HEADS for j in found) else []
        found.append(i)
    return []


def _compare(case: Case, run: Run, phrase: list[int], heads: list[int]) -> Iterator[Fault]:
    reading = case.reading
    person = [i for i in run.tokens if reading.low[i] not in HEADS and i not in phrase]
    if not person:
        return
    spots = case.passage.everywhere(reading.key[person[-1]])
    known = _given(spots)
    words = reading.words(phrase[0], phrase[-1])
    if not any(word in HEADS for word in known):
        if all(case.hits[i].support == 0 for i in heads):
            yield Fault("title_changed", "the source gives no such title", words)
        return
    keys = {key(word) for word in known} | case.passage.implied
    wrong = [
        i
        for i in phrase
        if reading.content[i]
        and not _supported(reading.key[i], keys, near=i in heads)
        and not _country(case, i)
    ]
    if any(i in heads or reading.low[i] not in _STANDING for i in wrong):
        yield Fault("title_changed", "the source gives this person another title", words)
    elif _lost_standing({reading.low[i] for i in phrase}, heads, case):
        yield Fault("title_changed", "the source qualifies the title (former, deputy …)", words)


def _country(case: Case, i: int) -> bool:
    return case.countries.get(i) in case.passage.countries


def _given(spots: list[list[str]]) -> set[str]:
    """Return the words around every mention of the person in the whole article."""
    return {word for around in spots for word in around}


def _supported(name: str, keys: set[str], *, near: bool) -> bool:
    """Tell whether the source has the word; for a head word, a synonym will do (`near`)."""
    if name in keys:
        return True
    if not near:  # "defence" is "defense", but "prime" is no "foreign"
        return len(name) > 4 and any(other[:5] == name[:5] for other in keys)
    return any(same_office(name, other) for other in keys)


def _lost_standing(mine: set[str], heads: list[int], case: Case) -> bool:
    """Tell whether the source always says "former" or "deputy" of the title, the claim never."""
    if mine & _STANDING:
        return False
    passage = case.passage
    for head in heads:
        at = [p for p in case.hits[head].at if case.hits[head].support >= 1]
        if at and all(
            any(word in _STANDING for word in passage.low[max(0, p - 3) : p]) for p in at
        ):
            return True
    return False
