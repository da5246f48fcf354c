"""What the source denies, a claim may not assert, nor the other way round."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.lexicon import english, key
from briefer.grounding.wordlists import word_set

CODES: Final = {
    "negation_dropped": "the source denies this",
    "negation_added": "the source does not deny this",
}
_FAR: Final = 12  # tokens from a word to a denial that may mean it
_UN: Final = ("un", "in", "im", "il", "ir")
# What a source may say where a claim says "no" or "without".
_WITHOUT: Final = word_set(
    "rid lack lacks lacked lacking absence absent scrap scraps scrapped abolish abolished abolishes "
    "avoid avoided avoids prevent prevented prevents devoid eliminate eliminated eliminates omit "
    "omitted omits instead rarely seldom"
)
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "negation"


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault where claim and source differ on whether a thing is so."""
    yield from _added(case)
    yield from _dropped(case)


def _added(case: Case) -> Iterator[Fault]:
    """Compare each negation of the claim with the places its first content words come from."""
    reading = case.reading
    for first, last in reading.cues.get("negation", ()):
        scope = [
            i
            for i in range(last, min(len(reading), last + 8))
            if reading.content[i] and reading.clause[i] == reading.clause[last - 1]
        ]
        known = [i for i in scope if case.hits[i].at]
        denied = [i for i in case.content if last <= i < last + _FAR]
        scope = scope[:2] if set(scope[:2]) & set(known) else known[:2]
        spots = [at for i in scope for at in case.spots(i)]
        if not scope or not spots or _opposed(case, denied) or case.echoed(first, scope[0] + 1):
            continue
        if not any(case.passage.negated[at] or _cue_at(case, at) for at in spots):
            words = reading.words(first, scope[0])
            yield Fault("negation_added", "the source says so without denying it", words)
            return


def _cue_at(case: Case, at: int) -> bool:
    """Tell whether the passage denies something in the same sentence in words of its own."""
    sentence = case.passage.sentence[at]
    return any(
        case.passage.sentence[first] == sentence and abs(first - at) <= _FAR
        for first, _ in case.passage.cues("negation")
    )


def _opposed(case: Case, scope: list[int]) -> bool:
    """Tell whether the source says the opposite of the denied word ("did not accept": refused)."""
    if case.reading.language != "en":
        return False
    opposites = english().opposites
    mine = [case.reading.key[i] for i in scope]
    if any(other in case.passage.index for name in mine for other in opposites.get(name, ())):
        return True
    there = case.passage.index.keys()
    if any(low.startswith(_UN) and low[2:6] == name[:4] for low in there for name in mine):
        return True  # "come to no harm": "unharmed"
    return any(low in _WITHOUT and key(low) not in mine for low in case.passage.low)


def _dropped(case: Case) -> Iterator[Fault]:
    """Compare each negation of the passage with the claim's use of the words it denies."""
    reading, passage = case.reading, case.passage
    reverse: dict[int, list[int]] = {}
    for i in case.content:
        for at in case.hits[i].at:
            reverse.setdefault(at, []).append(i)
    for first, last in passage.cues("negation"):
        denied = [
            at
            for at in range(last, min(len(passage), last + 6))
            if passage.content[at] and passage.clause[at] == passage.clause[last - 1]
        ][:2]
        told = [i for at in denied for i in reverse.get(at, ())]
        if not denied or not reverse.get(denied[0]) or _said_plainly(case, told):
            continue
        if not any(reading.negated[i] or _claims_denial(case, i) for i in told) and not (
            _said_otherwise(case, denied)
        ):
            yield Fault(
                "negation_dropped",
                f"the source says “{' '.join(passage.low[first : denied[-1] + 1])}”",
                reading.words(told[0], told[0]),
            )
            return


def _said_otherwise(case: Case, denied: list[int]) -> bool:
    """Tell whether the claim has the opposite of what is denied ("did not accept": rejected)."""
    if case.reading.language != "en":
        return False
    opposites = english().opposites
    return any(
        other in case.reading.index
        for at in denied
        for other in opposites.get(case.passage.key[at], ())
    )


def _said_plainly(case: Case, told: list[int]) -> bool:
    """Tell whether the passage also says this without denying it."""
    return bool(told) and all(
        any(not case.passage.negated[at] for at in case.hits[i].at) for i in told
    )


def _claims_denial(case: Case, i: int) -> bool:
    """Tell whether the claim denies in words of its own, or by an opposite."""
    reading = case.reading
    if any(abs(first - i) <= 12 for first, _ in reading.cues.get("negation", ())):
        return True
    if reading.language != "en":
        return False
    opposites = english().opposites
    return any(
        reading.key[j] in opposites.get(reading.key[i], ())
        for j in range(max(0, i - 6), min(len(reading), i + 7))
        if reading.content[j] and case.hits[j].support < 1
    )
