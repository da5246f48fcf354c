"""Some must not become all, nor a part the whole, nor "not in decades" become "never"."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.wordlists import word_set

CODES: Final = {"scope_widened": "the source says this of a part, or with an exception"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "scope"
_ALL: Final = word_set("all every each any entire whole everyone everybody everything")
_WHOLLY: Final = word_set(
    "altogether completely entirely fully wholly totally definitively permanently"
)
_PART: Final = word_set(
    "some many most several roughly partly partially part portion half third quarter majority "
    "minority certain few dozens hundreds thousands millions % percent cent"
)
_COUNTS: Final = word_set(
    "two three four five six seven eight nine ten eleven twelve dozen twenty thirty"
)
_DEFINITE: Final = word_set("the its their his her these those both our my")
_HALFWAY: Final = word_set(
    "partially partly temporarily temporary provisionally provisional interim restrict restricts "
    "restricted limit limits limited largely mostly mainly nearly almost some"
)
_EXCEPT: Final = word_set("except excepting excluding apart barring besides other but")
_EVER: Final = frozenset({"never", "ever"})
_PERIODS: Final = word_set("decades years months weeks decade year since")
_NOUN: Final = 4  # tokens from "all" to what it is said of
_BEFORE: Final = 5  # tokens before a noun where a part of it is named


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for the first word that says more than the source does."""
    if case.reading.language != "en":
        return
    for find in (_widened, _excepted, _wholly, _never):
        words = find(case)
        if words:
            yield Fault("scope_widened", CODES["scope_widened"], words)
            return


def _widened(case: Case) -> str:
    """Return "every American" where the source has "millions of Americans", else ""."""
    reading, passage = case.reading, case.passage
    if _ALL.isdisjoint(reading.low):
        return ""
    for i, low in enumerate(reading.low):
        if low not in _ALL or reading.negated[i] or case.in_quotation(i):
            continue
        if not _PART.isdisjoint(reading.low[max(0, i - 2) : i]):
            continue  # "nearly all", "half of all"
        last = min(len(reading), i + 1 + _NOUN)
        j = next((j for j in range(i + 1, last) if reading.content[j]), -1)
        spots = _nearest(case, j) if j >= 0 else ()
        before = [passage.low[max(0, at - _BEFORE) : at] for at in spots]
        of_all = low in ("every", "entire", "whole") or reading.low[i + 1 : i + 2] in (
            ["the"],
            ["of"],
        )
        part = _counted if of_all else _named_part
        if before and all(part(there) and _ALL.isdisjoint(there) for there in before):
            return reading.words(i, j)
    return ""


def _nearest(case: Case, j: int) -> list[int]:
    """Return the places of a word that the same words follow as in the claim, else all."""
    reading, passage = case.reading, case.passage
    alike = {
        at: sum(
            a == b
            for a, b in zip(reading.key[j + 1 : j + 3], passage.key[at + 1 : at + 3], strict=False)
        )
        for at in case.spots(j)
    }
    most = max(alike.values(), default=0)
    return [at for at, count in alike.items() if count == most]


def _named_part(low: list[str]) -> bool:
    return not _PART.isdisjoint(low)


def _counted(low: list[str]) -> bool:
    """Tell whether a part is named or so many are counted: "five states" are not every state."""
    if not _PART.isdisjoint(low):
        return True
    at = next((n for n, word in enumerate(low) if word in _COUNTS or word.isdigit()), -1)
    return at >= 0 and _DEFINITE.isdisjoint(low[:at])


def _excepted(case: Case) -> str:
    """Return the "all" of a claim whose source has "all …, except for one", else ""."""
    reading, passage = case.reading, case.passage
    at = next((i for i, low in enumerate(reading.low) if low in _ALL), -1)
    if at < 0 or not _EXCEPT.isdisjoint(reading.low):
        return ""
    for first, last in passage.spans:
        low = passage.low[first:last]
        if _ALL.isdisjoint(low) or case.in_quotation(at):
            continue
        if any(low[n : n + 2] in (["except", "for"], ["apart", "from"]) for n in range(len(low))):
            return reading.words(at, at)
    return ""


def _wholly(case: Case) -> str:
    """Return "definitively" where the source has "temporarily", else ""."""
    if _WHOLLY.isdisjoint(case.reading.low):
        return ""
    for i, low in enumerate(case.reading.low):
        if low not in _WHOLLY or case.hits[i].support or case.reading.negated[i]:
            continue
        if not _HALFWAY.isdisjoint(case.passage.low) and _HALFWAY.isdisjoint(case.reading.low):
            return case.reading.words(i, i)
    return ""


def _never(case: Case) -> str:
    """Return the "never" of a claim whose source denies something for a time only, else ""."""
    low, there = case.reading.low, case.passage.low
    if _EVER.isdisjoint(low) or not _EVER.isdisjoint(there) or not _PERIODS.isdisjoint(low):
        return ""
    at = next(i for i, word in enumerate(low) if word in _EVER)
    for first, last in case.passage.cues("negation"):
        sentence = case.passage.sentence[first]
        end = case.passage.spans[sentence][1]
        if not _PERIODS.isdisjoint(there[last:end]):
            return case.reading.words(at, at)
    return ""
