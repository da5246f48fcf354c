"""A claim in another language than its source must hold something that can be checked."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.likeness import skeleton
from briefer.grounding.reading import UNCASED

CODES: Final = {
    "nothing_checkable": "in another language, and without a name, number or date to be checked",
    "other_language": "in another language than its source: its names, numbers and dates are there",
}
CROSS_LANGUAGE: Final = True
UNCHECKED: Final = ""


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for a claim whose sentence can't be held against its source, by what could."""
    if case.same:
        return
    code = "other_language" if _anchored(case) else "nothing_checkable"
    yield Fault(code, CODES[code], case.reading.text)


def _anchored(case: Case) -> bool:
    """Tell whether anything in the claim reads alike in every language."""
    reading = case.reading
    if case.names or case.numbers or case.dates or case.quoted or reading.countries():
        return True
    if reading.language not in UNCASED:
        return False
    sources = [part.source for part in case.passage.parts]
    return any(
        skeleton(reading.low[i]) in source.skeletons for i in case.content for source in sources
    )
