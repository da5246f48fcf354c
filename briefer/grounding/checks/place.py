"""Where something happened must be where the source has it happen."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.names import Run

CODES: Final = {"place_changed": "in the source this happened elsewhere"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "place"
_LOCATIVE: Final = frozenset({"in", "at", "near", "outside", "to", "from"})


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault where the source puts what the claim puts in one place in another."""
    for run in case.names:
        if run.first == 0 or case.reading.low[run.first - 1] not in _LOCATIVE:
            continue
        spots = [at for at in case.hits[run.last].at if case.passage.cap[at]]
        event = _event(case, run)
        if case.reading.low[run.first - 1] == "to" and (
            _is_person(case, run) or case.reading.low[run.first - 2] == "according"
        ):
            continue  # "a cable to Blinken"
        if not spots or not event or case.echoed(max(0, run.first - 2), run.last + 1):
            continue
        rivals = _rivals(case, run)
        if not _beside(case, spots, event) and _beside(case, rivals, event):
            words = case.reading.words(run.first, run.last)
            yield Fault("place_changed", "the source puts this in another place", words)


def _is_person(case: Case, run: Run) -> bool:
    return case.reading.key[run.last] in _people(case)


def _people(case: Case) -> set[str]:
    """Return the keys of the names of the passage's people."""
    people = (m.name for m in case.passage.names if m.kind == "person")
    return {key for name in people for key in case.passage.keys_of(name)}


def _event(case: Case, run: Run) -> list[int]:
    """Return the content words right before the place: what happened there."""
    reading = case.reading
    return [
        i
        for i in range(max(0, run.first - 5), run.first)
        if reading.content[i] and not reading.cap[i] and case.hits[i].at
    ][-2:]


def _rivals(case: Case, run: Run) -> list[int]:
    """Return other places of the passage: capitalised, after a preposition of place."""
    passage = case.passage
    mine = {case.reading.key[i] for i in run.tokens}
    mine |= _people(case)
    return [
        at
        for at in range(1, len(passage))
        if passage.cap[at] and passage.low[at - 1] in _LOCATIVE and passage.key[at] not in mine
    ]


def _beside(case: Case, spots: list[int], event: list[int]) -> bool:
    passage = case.passage
    return any(
        passage.sentence[at] == passage.sentence[spot] and 0 < spot - at <= 5
        for spot in spots
        for i in event
        for at in case.hits[i].at
    )
