"""What may happen, is planned or is alleged must not become what happened."""

from collections.abc import Iterator, Sequence
from typing import Final

from briefer.grounding.case import EXACT, Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import VIEWS
from briefer.grounding.grammar import is_infinitive, verbs_of
from briefer.grounding.lexicon import key
from briefer.grounding.passage import Passage
from briefer.grounding.reading import Reading
from briefer.grounding.wordlists import word_set
from briefer.lang import language

CODES: Final = {
    "modality_hardened": "the source has this as a plan, a possibility or a demand",
    "allegation_hardened": "the source has this as an allegation",
}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "modality"
_PROVING: Final = word_set(
    "prove proves proved proven confirm confirms confirmed certainly definitely"
)
_GUESSING: Final = word_set(
    "suggest suggests suggested suggesting alleges alleged probably perhaps"
)
_DONE: Final = word_set("held took gave served staged hosted conducted")
_NOT_YET: Final = (["to"], ["due"], ["expected"], ["likely"], ["set"])
_DECISION: Final = 8  # tokens from a court to the verb that it agrees to
_IS: Final = frozenset({"is", "are", "was", "were"})
_OPEN: Final = ("unrealised", "alleged")
# Outcomes that nobody may read out of a mere call, plan or talk.
_NONE: Final = (["no"], ["none"], ["nothing"], ["neither"])
_HEDGES: Final = word_set(
    "probably possibly likely perhaps presumably potentially apparently reportedly supposedly"
)
_WEAKER: Final = word_set("could may might would")
_GUESSED: Final = _HEDGES | word_set(
    "may might could would if unconfirmed believed thought seems seemed appears appeared suspects"
)
_PERFECT: Final = (["has"], ["have"], ["had"])
_TALK: Final = frozenset(
    key(word)
    for word in word_set(
        "announce unveil outline back support reject oppose welcome criticise discuss consider "
        "propose urge face outlined fear weigh debate study call set draw table put raise"
    )
)
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
    cues = {i for kind in _OPEN for cue in reading.cues.get(kind, ()) for i in range(*cue)}
    verbs = verbs_of(reading)
    is_open = bool(case.passage.cues("unrealised") or case.passage.cues("alleged"))
    for i in case.content:
        if (
            i not in verbs
            or not (is_open or reading.key[i] in _OUTCOMES)
            or case.in_quotation(i)
            or reading.unrealised[i]
            or reading.alleged[i]
            or (i and reading.cap[i])
        ):
            continue
        if (i in cues or i in case.reported) and reading.key[i] not in _OUTCOMES:
            continue
        if reading.low[i + 1 : i + 2] in _NONE or _in_relative(reading, i):
            continue  # "gave no timetable", "a package that provides checks"
        if is_infinitive(reading, i) or _reduced(case, i):
            continue
        code = _left_open(case, i) if _verbal(case, i) else _invented(case, i)
        if code:
            yield Fault(code, CODES[code], reading.words(i, i))
            return
    yield from _bare(case)
    yield from _sure(case)
    yield from _planned(case)
    yield from _settled(case)
    yield from _certain(case)
    yield from _being(case)
    yield from _held(case)


def _in_relative(reading: Reading, i: int) -> bool:
    """Tell whether the verb describes, in the present, what stands before: "that provides"."""
    return i > 0 and reading.low[i].endswith("s") and reading.low[i - 1] in ("that", "which", "who")


def _reduced(case: Case, i: int) -> bool:
    """Tell whether the verb is a participle after a comma (", followed by …"), told by no one."""
    low, gap = case.reading.low, case.reading.gap
    return i > 0 and "," in gap[i] and i + 1 < len(low) and low[i + 1] == "by"


def _verbal(case: Case, i: int) -> bool:
    """Tell whether the passage has the verb, other than in a name, as "had" or in "as agreed"."""
    passage = case.passage
    return any(
        passage.content[at] and not passage.cap[at] and passage.low[at - 1 : at] != ["as"]
        for at in case.hits[i].at
    )


def _left_open(case: Case, i: int) -> str:
    passage = case.passage
    spots = _meant(case, i)
    if not spots or _decided(case, spots) or _told_plainly(case, i):
        return ""
    if all(passage.unrealised[at] for at in spots):
        return "modality_hardened"
    if all(passage.alleged[at] or passage.unrealised[at] for at in spots) and not _attributed(case):
        return "allegation_hardened"
    return ""


def _told_plainly(case: Case, i: int) -> bool:
    """Tell whether the passage has the very form of the verb, told as done."""
    passage = case.passage
    return any(
        passage.low[at] == case.reading.low[i]
        and not (passage.unrealised[at] or passage.alleged[at])
        for at in case.hits[i].at
    )


def _decided(case: Case, spots: Sequence[int]) -> bool:
    """Tell whether a court "agreed to" it: what a court decides to do is done by that."""
    deciding = frozenset(language("en").qualifiers.deciding)
    for at in spots:
        before = case.passage.low[max(0, at - _DECISION) : at]
        if before[-1:] != ["to"] or before[-2:-1] not in (["agreed"], ["decided"], ["ruled"]):
            return False
        if deciding.isdisjoint(before):
            return False
    return True


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
    if case.reading.cues.get("alleged") or not VIEWS.isdisjoint(case.reading.low):
        return True
    return any(
        case.reading.low[v.cue[0]] not in _FACTIVE for v in case.voices if v.cue[0] < v.cue[1]
    )


def _invented(case: Case, i: int) -> str:
    """Tell whether an outcome stands in the claim where the source has only talk of one."""
    if case.reading.key[i] not in _OUTCOMES or (case.hits[i].support and _verbal(case, i)):
        return ""
    near = [at for at in case.near(i, 8, clause=False) if case.passage.content[at]]
    if any(case.passage.unrealised[at] for at in near) or _sought(case, i):
        return "modality_hardened"
    return ""


def _sought(case: Case, i: int) -> bool:
    """Tell whether what the verb is told of is only aimed at: "met to prepare a case"."""
    low, clause = case.passage.low, case.reading.clause
    ahead = (j for j in case.content if i < j <= i + 4 and clause[j] == clause[i])
    spots = next((case.spots(j) for j in ahead if case.hits[j].at), ())
    return bool(spots) and all(
        any(low[n] == "to" and case.passage.content[n + 1] for n in range(max(0, at - 4), at - 1))
        for at in spots
    )


def _certain(case: Case) -> Iterator[Fault]:
    """Yield a fault for "proves" where the source has "suggests", or "may"."""
    passage = case.passage
    if _PROVING.isdisjoint(case.reading.low):
        return
    for i, low in enumerate(case.reading.low):
        if low not in _PROVING or case.hits[i].support >= EXACT or case.reading.unrealised[i]:
            continue
        if passage.cues("unrealised") or not _GUESSING.isdisjoint(passage.low):
            yield Fault("modality_hardened", CODES["modality_hardened"], case.reading.words(i, i))
            return


def _being(case: Case) -> Iterator[Fault]:
    """Yield a fault for "is" where the source has "would be", of the same thing."""
    reading, passage = case.reading, case.passage
    if _IS.isdisjoint(reading.low) or not passage.cues("unrealised"):
        return
    if any(first == last for first, last in (voice.cue for voice in case.voices)):
        return
    for i, low in enumerate(reading.low):
        following = reading.low[i + 1 : i + 2]
        if (
            low not in _IS
            or following in _NOT_YET
            or reading.unrealised[i]
            or reading.alleged[i]
            or reading.negated[i]
        ):
            continue
        j = next((j for j in case.content if i < j <= i + 3), -1)
        spots = case.spots(j) if j >= 0 else ()
        if spots and all(_to_be(passage, at) for at in spots):
            yield Fault("modality_hardened", CODES["modality_hardened"], reading.words(i, j))
            return


def _sure(case: Case) -> Iterator[Fault]:
    """Yield a fault where the source's "probably" before a word is gone from the claim."""
    reading, passage = case.reading, case.passage
    if _HEDGES.isdisjoint(passage.low):
        return
    hedged = {
        at
        for p, low in enumerate(passage.low)
        if low in _HEDGES
        for at in range(p + 1, min(len(passage), p + 3))
        if not any(passage.content[p + 1 : at])
    }
    if not hedged or _attributed_guess(case):
        return
    for i in case.content:
        spots = case.spots(i)
        if spots and hedged.issuperset(spots) and not case.in_quotation(i):
            yield Fault("modality_hardened", CODES["modality_hardened"], reading.words(i, i))
            return


def _settled(case: Case) -> Iterator[Fault]:
    """Yield a fault for "will reverse" where the source has "could reverse"."""
    reading, passage = case.reading, case.passage
    if "will" not in reading.low or _WEAKER.isdisjoint(passage.low):
        return
    for at, low in enumerate(reading.low):
        i = next((i for i in case.content if at < i <= at + 3), -1) if low == "will" else -1
        spots = case.spots(i) if i >= 0 and case.hits[i].support >= EXACT else ()
        before = [passage.low[max(0, spot - 4) : spot] for spot in spots]
        if before and all(not _WEAKER.isdisjoint(b) and "will" not in b for b in before):
            yield Fault("modality_hardened", CODES["modality_hardened"], reading.words(at, i))
            return


def _attributed_guess(case: Case) -> bool:
    """Tell whether the claim is itself a guess, or leaves it to a modal verb."""
    return bool(case.reading.cues.get("alleged")) or not _GUESSED.isdisjoint(case.reading.low)


def _planned(case: Case) -> Iterator[Fault]:
    """Yield a fault for "has brought charges" where the source has "plans to press charges"."""
    reading, passage = case.reading, case.passage
    if reading.cues.get("unrealised") or not passage.cues("unrealised"):
        return
    for i in verbs_of(reading):
        if case.hits[i].support or i in case.reported or reading.negated[i] or case.in_quotation(i):
            continue
        if reading.low[i - 1 : i] not in _PERFECT or reading.key[i] in _TALK:
            continue
        j = next((j for j in case.content if i < j <= i + 4), -1)
        spots = case.spots(j) if j >= 0 and not reading.cap[j] else ()
        if spots and all(passage.unrealised[at] for at in spots):
            yield Fault("modality_hardened", CODES["modality_hardened"], reading.words(i, j))
            return


def _held(case: Case) -> Iterator[Fault]:
    """Yield a fault for "held a meeting" or "served as" where the source has "will meet"."""
    reading, passage = case.reading, case.passage
    if _DONE.isdisjoint(reading.low) or not passage.cues("unrealised"):
        return
    for i, low in enumerate(reading.low):
        if (
            low not in _DONE
            or case.hits[i].at
            or reading.unrealised[i]
            or is_infinitive(reading, i)
        ):
            continue
        j = next((j for j in case.content if i < j <= i + 5 and case.hits[j].at), -1)
        spots = case.spots(j) if j >= 0 else ()
        if spots and all(passage.unrealised[at] for at in spots):
            yield Fault("modality_hardened", CODES["modality_hardened"], reading.words(i, j))
            return


def _to_be(passage: Passage, at: int) -> bool:
    """Tell whether "would be" (or "will", "may" …) stands right before token `at`."""
    return any(
        passage.low[n] == "be" and passage.unrealised[n] and not any(passage.content[n + 1 : at])
        for n in range(max(0, at - 4), at)
    )


def _bare(case: Case) -> Iterator[Fault]:
    """Yield a fault where the source's "alleged" before a word is gone from the claim."""
    qualified = _qualified(case)
    if not qualified or _attributed(case):
        return
    for i in case.content:
        spots = case.hits[i].at
        if spots and qualified.issuperset(spots):
            yield Fault(
                "allegation_hardened", CODES["allegation_hardened"], case.reading.words(i, i)
            )
            return


def _qualified(case: Case) -> set[int]:
    """Return the tokens that are the first content word after a cue ("suspected of spying")."""
    content = case.passage.content
    return {
        at
        for _, last in case.passage.cues("alleged")
        for at in range(last, last + 3)
        if not any(content[last:at])
    }
