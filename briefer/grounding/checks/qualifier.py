"""Qualifiers travel with what they qualify: quantity, denial, modality, evidence, time, standing.

Where a claim copies a sentence, a qualifier that stands right before a copied word in the source
stands there in the claim, in that meaning; and the claim puts none there that the source lacks.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from briefer.grounding.alignment import Alteration, Overlay, overlays
from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import calendar
from briefer.lang import language

CODES: Final = {
    "qualifier_added": "the source says it without this qualification",
    "qualifier_dropped": "the source qualifies this",
}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "qualifiers"
_NEARNESS: Final = 0.6  # of the words around a change that are copied
_REACH: Final = 4  # tokens from a qualifier to what it qualifies
_KINDS: Final = ("quantity", "polarity", "modality", "evidence", "time", "standing")
_CLAUSE: Final = 6  # tokens in which a denial may stand in another place
_LONGEST: Final = 5  # words of a phrase
# A rough figure may be told roughly in another word, and an exact one be called rough.
_LOOSE: Final = frozenset({"about", "nearly"})
_SCALES: Final = frozenset({"over", "under", "above", "below", "some", "about", "around"})


class _Meaning(NamedTuple):
    kind: str
    meaning: str


class _Found(NamedTuple):
    """A qualifier and the half-open range of tokens that it takes."""

    what: _Meaning
    first: int
    last: int


@cache
def _phrases() -> dict[tuple[str, ...], _Meaning]:
    tables = language("en").qualifiers
    return {
        tuple(phrase.split()): _Meaning(kind, meaning)
        for kind in _KINDS
        for meaning, phrases in getattr(tables, kind).items()
        for phrase in phrases
    }


@cache
def _openers() -> frozenset[str]:
    return frozenset(words[0] for words in _phrases())


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for the first qualifier that was dropped, added or exchanged."""
    if case.reading.language != "en":
        return
    for overlay in overlays(case):
        for change in overlay.changes:
            fault = _changed(case, overlay, change)
            if fault:
                yield fault
                return


def _changed(case: Case, overlay: Overlay, change: Alteration) -> Fault | None:
    mine = _within(case.reading.low, case.reading.cap, change.first, change.last)
    its = _within(case.passage.low, case.passage.cap, change.low, change.high)
    if not (mine or its) or (change.before < 1 and change.after <= 1):
        return None
    if overlay.nearness(case, change) < _NEARNESS or _paraphrased(case, change):
        return None
    for found in its:
        if _is_lost(case, change, found, {f.what for f in mine}) and _kept(
            case, overlay, found.last
        ):
            words = " ".join(case.passage.low[found.first : found.last + 1])
            return Fault("qualifier_dropped", f"the source has “{words}”", _words_at(case, change))
    for found in mine:
        if _is_new(case, change, found, {f.what for f in its}) and _known(
            case, overlay, found.last
        ):
            words = case.reading.words(found.first, found.last - 1)
            return Fault("qualifier_added", CODES["qualifier_added"], words)
    return None


def _is_lost(case: Case, change: Alteration, found: _Found, said: set[_Meaning]) -> bool:
    """Tell whether the claim, which says `said` in this place, lacks a qualifier of the source."""
    what = found.what
    loose = what.kind == "quantity" and any(w.meaning in _LOOSE for w in (what, *said))
    if what in said or (loose and said):
        return False
    if what.meaning == "only" and _counts(case.passage.low, found.last):
        return False  # "only 3.8 percent": the figure is the same
    return not (_excused(case, change, what, said) or _elsewhere(case, found))


def _is_new(case: Case, change: Alteration, found: _Found, known: set[_Meaning]) -> bool:
    """Tell whether the source, which says `known` there, lacks a qualifier of the claim."""
    what = found.what
    if what in known or what.meaning in _LOOSE or what.kind == "evidence":
        return False  # it says less
    return not (_excused(case, change, what, known) or _anywhere(case, found))


def _within(low: Sequence[str], cap: Sequence[bool], first: int, last: int) -> list[_Found]:
    """Return the qualifiers that reach into tokens `first` to before `last`; May is a month."""
    found = []
    i = max(0, first - 1)
    while i < min(last, len(low)):
        month = cap[i] and low[i] in calendar()
        match = _at(low, i) if low[i] in _openers() and not month else None
        if match and match.last > first:
            found.append(match)
        i = match.last if match else i + 1
    return found


def _at(low: Sequence[str], i: int) -> _Found | None:
    """Return the longest qualifier that begins at token `i`."""
    for size in range(_LONGEST, 0, -1):
        words = tuple(low[i : i + size])
        what = _phrases().get(words) if len(words) == size else None
        if what is None:
            continue
        if size == 1 and words[0] == "any" and low[i + 1 : i + 2] != ["of"]:
            return None  # "denied any part"
        if size == 1 and words[0] in _SCALES and not _counts(low, i + 1):
            return None
        return _Found(what, i, i + size)
    return None


def _counts(low: Sequence[str], i: int) -> bool:
    """Tell whether a number stands at token `i`, in digits or in words."""
    if i >= len(low) or not (low[i][0].isdigit() or low[i] in _number_words()):
        return False
    return i + 1 >= len(low) or low[i + 1] not in language("en").dates.units  # "over three months"


@cache
def _number_words() -> frozenset[str]:
    numbers = language("en").numbers
    others = (word for words in numbers.others.values() for word in words)
    return frozenset((*numbers.units, *numbers.tens, *others))


def _paraphrased(case: Case, change: Alteration) -> bool:
    """Tell whether the change has words of the claim's own, which may say the same together."""
    return any(
        case.reading.content[i] and not case.hits[i].support
        for i in range(change.first, change.last)
        if case.reading.low[i] not in _openers()
    )


def _kept(case: Case, overlay: Overlay, after: int) -> bool:
    """Tell whether the claim has what stands at passage token `after`, or right behind it."""
    linked = {p for _, p in overlay.links}
    _, end = case.passage.spans[overlay.sentence]
    reach = range(after, min(end, after + _REACH))
    return next((p for p in reach if case.passage.content[p]), None) in linked


def _known(case: Case, overlay: Overlay, after: int) -> bool:
    """Tell whether the source has what stands at claim token `after`, and no other overlay does."""
    reach = range(after, min(len(case.reading), after + _REACH))
    linked = {i for i, _ in overlay.links}
    elsewhere = {i for other in overlays(case) if other is not overlay for i, _ in other.links}
    following = next((i for i in reach if case.reading.content[i]), None)
    return following in linked and following not in elsewhere


def _excused(case: Case, change: Alteration, what: _Meaning, others: set[_Meaning]) -> bool:
    """Tell whether claim and source may say the same although one has a qualifier here.

    It may stand nearby in both; "since May" and "in May" are told apart as dates; what is open in
    both ("is to", "should") is looked at as modality.
    """
    if _beside(case, change, what):
        return True
    if what.kind == "time":
        return not any(other.kind == what.kind for other in others)
    if what.kind == "modality":
        return _cued(case, change, "unrealised") == (True, True)
    if what.kind == "evidence":
        cues = case.reading.cues.get("alleged", ())
        return any(not case.hits[first].at for first, _ in cues)
    return _denied(case, change, what, others)


def _denied(case: Case, change: Alteration, what: _Meaning, others: set[_Meaning]) -> bool:
    """Tell whether claim and source deny it both, in another place: "expects no talks".

    "None came to harm" is told by its own check, beside "all were unharmed".
    """
    if what.meaning == "all":
        return any(other.kind == "polarity" for other in others)
    if what.kind != "polarity":
        return False
    if any(other.meaning == "all" for other in others):
        return True
    return _cued(case, change, "negation") == (True, True)


def _cued(case: Case, change: Alteration, kind: str) -> tuple[bool, bool]:
    """Tell whether a cue of one kind stands near the change, in the claim and in the passage."""
    mine = range(max(0, change.first - _CLAUSE), min(len(case.reading), change.last + _CLAUSE))
    its = range(max(0, change.low - _CLAUSE), min(len(case.passage), change.high + _CLAUSE))
    cues, theirs = case.reading.cues.get(kind, ()), case.passage.cues(kind)
    return any(first in mine for first, _ in cues), any(first in its for first, _ in theirs)


def _beside(case: Case, change: Alteration, what: _Meaning) -> bool:
    """Tell whether claim and source have a qualifier both, near the change."""
    mine = _within(
        case.reading.low, case.reading.cap, change.first - _CLAUSE, change.last + _CLAUSE
    )
    its = _within(case.passage.low, case.passage.cap, change.low - _CLAUSE, change.high + _CLAUSE)
    return what in {f.what for f in mine} and what in {f.what for f in its}


def _elsewhere(case: Case, found: _Found) -> bool:
    """Tell whether the claim has the words of a qualifier in another place."""
    places = range(found.first, found.last)
    return any(p in hit.at for hit in case.hits for p in places if case.passage.content[p])


def _anywhere(case: Case, found: _Found) -> bool:
    """Tell whether the passage has the claim's qualifier before the same word, wherever."""
    if found.last >= len(case.reading):
        return False
    places = case.passage.index.get(case.reading.key[found.last], ())
    low, cap = case.passage.low, case.passage.cap
    return any(f.what == found.what for at in places for f in _within(low, cap, at - 1, at))


def _words_at(case: Case, change: Alteration) -> str:
    first = max(0, min(change.first, len(case.reading) - 1))
    last = min(len(case.reading) - 1, max(change.last, first))
    return case.reading.words(first, last)
