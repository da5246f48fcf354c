"""What may happen, is planned or is alleged must not become what happened."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.grammar import is_infinitive, is_verb
from briefer.grounding.lexicon import key
from briefer.grounding.wordlists import word_set

CODES: Final = {
    "modality_hardened": "the source has this as a plan, a possibility or a demand",
    "allegation_hardened": "the source has this as an allegation",
}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "modality"
# Outcomes that nobody may read out of a mere call, plan or talk.
_FACTIVE: Final = word_set(
    "prove proved proves show showed shows shown reveal revealed reveals confirm confirmed confirms "
    "find found finds admit admitted admits acknowledged demonstrated established"
)
_OUTCOMES: Final = frozenset(
    key(word)
    for word in word_set(
        "agree accept sign approve decide withdraw join resign pay conclude ratify adopt "
        "complete begin launch deliver release surrender resume impose lift invade win settle resolve "
        "concede comply implement confirm receive secure obtain gain get achieve grant"
    )
)


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for a verb told as done that the source leaves open."""
    reading = case.reading
    for i in case.content:
        if reading.unrealised[i] or reading.alleged[i]:
            continue
        if not is_verb(reading, i) or is_infinitive(reading, i):
            continue
        code = _left_open(case, i) if case.hits[i].at else _invented(case, i)
        if code:
            yield Fault(code, CODES[code], reading.words(i, i))
            return
    yield from _bare(case)


def _left_open(case: Case, i: int) -> str:
    passage = case.passage
    spots = _meant(case, i)
    if not spots:
        return ""
    if all(passage.unrealised[at] for at in spots):
        return "modality_hardened"
    if all(passage.alleged[at] or passage.unrealised[at] for at in spots) and not _attributed(case):
        return "allegation_hardened"
    return ""


def _meant(case: Case, i: int) -> tuple[int, ...]:
    """Return the places of verb `i` that share a neighbour with the claim.

    A synonym without any is chance; the very word is meant all the same.
    """
    near = case.near(i)
    spots = case.spots(i)
    shared = tuple(at for at in spots if near & case.source_near(at))
    return shared or (spots if case.hits[i].support >= 1 else ())


def _attributed(case: Case) -> bool:
    """Tell whether the claim itself leaves it to somebody; what is proved or shown is not."""
    if case.reading.cues.get("alleged"):
        return True
    return any(
        case.reading.low[v.cue[0]] not in _FACTIVE for v in case.voices if v.cue[0] < v.cue[1]
    )


def _invented(case: Case, i: int) -> str:
    """Tell whether an outcome stands in the claim where the source has only talk of one."""
    if case.reading.key[i] not in _OUTCOMES or case.hits[i].support:
        return ""
    return "modality_hardened" if case.passage.cues("unrealised") else ""


def _bare(case: Case) -> Iterator[Fault]:
    """Yield a fault where the source's "alleged" before a word is gone from the claim."""
    if _attributed(case):
        return
    for i in case.content:
        spots = case.hits[i].at
        if spots and all(_qualified(case, at) for at in spots):
            yield Fault(
                "allegation_hardened", CODES["allegation_hardened"], case.reading.words(i, i)
            )
            return


def _qualified(case: Case, at: int) -> bool:
    """Tell whether token `at` is the first content word after a cue ("suspected of spying")."""
    content = case.passage.content
    return any(
        last <= at <= last + 2 and not any(content[last:at])
        for _, last in case.passage.cues("alleged")
    )
