"""From faults to a verdict: running the checks, and the `Check` that comes of them."""

from collections.abc import Iterator, Sequence
from typing import Final

from briefer.grounding.alignment import is_copy
from briefer.grounding.case import Case
from briefer.grounding.checks import registry
from briefer.grounding.claims import Fault
from briefer.models import Check, Status

# Checks that read grammar to see who did what, and when: a copy keeps what its sentence says.
_GUESSING: Final = frozenset({"exchanged", "merged", "order", "roles", "speaker", "title"})
_BESIDE: Final = ("quotation", "speaker")  # checks that look at more than the text


def run(case: Case) -> tuple[list[Fault], tuple[str, ...]]:
    """Run every check that can be run; name what the others would have looked at."""
    faults: list[Fault] = []
    unchecked: list[str] = []
    if case.verbatim:
        return _recorded(case), ()
    copied = is_copy(case)
    for item in registry():
        if copied and item.name in _GUESSING:
            continue
        if case.same or item.cross_language:
            for fault in item.run(case):
                if fault.severity == "unchecked":
                    unchecked.append(fault.explanation)
                else:
                    faults.append(fault)
        elif item.unchecked:
            unchecked.append(item.unchecked)
    return faults, tuple(dict.fromkeys(unchecked))


def _recorded(case: Case) -> list[Fault]:
    """Return the faults of what was recorded beside a text that is the source's own."""
    recorded = {case.claim.quote, case.claim.speaker} - {None}
    if not recorded:
        return []
    found = (f for item in registry() if item.name in _BESIDE for f in item.run(case))
    return [fault for fault in found if fault.words in recorded and fault.severity == "fatal"]


def weak(case: Case) -> Fault:
    """Return the fault of a claim that no single check refuses, but that scores too low."""
    words = " ".join(_missing(case)) or case.reading.text
    return Fault("content_unsupported", "too little of this is in the cited sentences", words)


def _missing(case: Case) -> Iterator[str]:
    for i in case.content:
        if case.hits[i].support == 0:
            yield case.reading.low[i]


def made(
    status: Status, value: float, faults: Sequence[Fault], unchecked: tuple[str, ...]
) -> Check:
    """Return the verdict with what was found."""
    problems = tuple(fault.problem() for fault in faults)
    return Check(status=status, score=value, problems=problems, unchecked=unchecked)


def refused(fault: Fault) -> Check:
    """Return the verdict on a claim that could not even be held against its source."""
    return Check(status="rejected", score=0.0, problems=(fault.problem(),))
