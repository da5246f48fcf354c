"""Every content word of a claim that copies a sentence must come from somewhere.

What stands in the place of a word of the source must mean the same (see `sameness`); otherwise the
claim says something else in the source's own overlay. What was put between copied words and is
nowhere in the article is not shown by it. A deed of consequence (a death, a verdict, a vote) must
be told by the cited sentences wherever it stands: no paraphrase brings one in.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

from briefer.grounding.alignment import Alteration, Overlay, overlays
from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import calendar
from briefer.grounding.grammar import is_infinitive, verbs_of
from briefer.grounding.lexicon import english, generic, key, light
from briefer.grounding.offices import HEADS
from briefer.grounding.reading import KEPT
from briefer.grounding.sameness import opposed, related, same_word
from briefer.lang import language

CODES: Final = {
    "word_replaced": "the source has another word in this place",
    "name_replaced": "the source has another name in this place",
    "sources_merged": "one sentence's subject has another sentence's deed",
    "word_absent": "a word of weight is not in the cited sentences",
}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = ""
_WORDS: Final = 3  # content words that one word may stand for, or be put in place of
_COORDINATING: Final = frozenset({"and", "or"})
_ROW: Final = 3  # words that agree before what is joined
_FULL_NAME: Final = 2  # words
_COPIED: Final = 0.55  # of the claim's content words: then it is the sentence, with changes
_ALL_BUT: Final = 0.85  # then it is the sentence, but for a word or two
_NEARNESS: Final = 0.8  # of the words around a change
_AROUND: Final = 0.6  # the same, where the words are opposites or of consequence
_PARTICIPLES: Final = ("ed", "ing")
_DENYING: Final = ("un", "in", "non")
_NEAR: Final = 4  # tokens on each side where a word of the source may have moved to


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for the first word that the source does not license, of each kind."""
    if case.reading.language != "en":
        return
    found = (
        _unlicensed(case, overlay, change)
        for overlay in overlays(case)
        for change in overlay.changes
    )
    fault = next(filter(None, found), None) or _grave(case)
    if fault:
        yield fault


def _unlicensed(case: Case, overlay: Overlay, change: Alteration) -> Fault | None:
    mine = [i for i in range(change.first, change.last) if case.reading.content[i]]
    its = [p for p in range(change.low, change.high) if case.passage.content[p]]
    if len(its) > _WORDS:
        return _other_person(case, change, mine, its)
    if not mine or not change.tight:
        return None
    ends = {case.reading.low[change.first], case.reading.low[change.last - 1]}
    if not its and not ends.isdisjoint(_COORDINATING):
        return _joined(case, mine, change)
    if overlay.nearness(case, change) < _AROUND:
        return None
    return (
        _exchanged(case, overlay, change, mine) if its else _inserted(case, overlay, change, mine)
    )


def _exchanged(case: Case, overlay: Overlay, change: Alteration, mine: list[int]) -> Fault | None:
    """Return the fault of a word that stands for another one of the source."""
    its = [p for p in range(change.low, change.high) if case.passage.content[p]]
    free = [p for p in its if not any(same_word(case, i, p) for i in mine)]
    free = [p for p in free if not (_moved(case, change, p) or _counts(case, p))]
    free = free if any(_is_name(case, i) for i in mine) else _unnamed(case, free)
    own = [i for i in mine if not _idle(case, i)]
    if not free or len(own) > _WORDS:
        return None
    strange = [i for i in own if not case.hits[i].support]
    near = overlay.nearness(case, change) >= _NEARNESS
    for i in own:
        grave = _grievous(case, i, free)
        alone = len(own) == 1 or strange == [i] or _one_for_one(case, strange, free)
        if not (grave or near) or not (alone or grave or _is_name(case, i)):
            continue
        if any(same_word(case, i, p) for p in its) or _told(case, overlay, i):
            continue
        if _replaces(case, overlay, i, free):
            return _replaced(case, i, free[0])
    return None


def _inserted(case: Case, overlay: Overlay, change: Alteration, mine: list[int]) -> Fault | None:
    """Return the fault of a word of weight that was put between copied words."""
    if overlay.share < _COPIED or overlay.nearness(case, change) < _NEARNESS:
        return None
    for i in mine:
        if not _idle(case, i) and not _told(case, overlay, i) and _put_in(case, i):
            return Fault("word_absent", CODES["word_absent"], case.reading.words(i, i))
    return None


def _joined(case: Case, mine: list[int], change: Alteration) -> Fault | None:
    """Return the fault of a detail of elsewhere that is joined to the source's by "and".

    "Fraud and identity theft charges", where the source has "fraud charges" and, in another
    place, "identity theft".
    """
    if (
        (change.first and change.before < _ROW)
        or change.after < _FULL_NAME
        or not all(case.hits[i].at for i in mine)
    ):
        return None
    at = change.low
    if any(abs(p - at) <= 2 * _NEAR for i in mine for p in case.hits[i].at):
        return None
    words = case.reading.words(change.first, change.last - 1)
    return Fault("sources_merged", CODES["sources_merged"], words)


def _other_person(case: Case, change: Alteration, mine: list[int], its: list[int]) -> Fault | None:
    """Return the fault of a name for which the source has another, among other words."""
    if min(change.before, change.after) < 1:
        return None
    named = [i for i in mine if _is_name(case, i)]
    theirs = [p for p in its if case.passage.cap[p]]
    if len(named) < _FULL_NAME or len(theirs) < _FULL_NAME or len(named) < len(mine):
        return None
    known = any(same_word(case, i, p) for i in named for p in its)
    if known or any(_moved(case, change, p) for p in theirs):
        return None
    return _replaced(case, named[0], theirs[0])


def _unnamed(case: Case, places: list[int]) -> list[int]:
    """Return the places without names: a description ("the couple") may stand for one."""
    return [] if any(case.passage.cap[p] for p in places) else places


def _counts(case: Case, at: int) -> bool:
    """Tell whether passage token `at` is light, a figure or part of a date: not exchanged here."""
    low = case.passage.low[at]
    if light(low) or low in calendar() or low[0].isdigit():
        return True
    return any(n.first <= at < n.last for n in case.passage.numbers)


def _is_name(case: Case, i: int) -> bool:
    following = i + 1 if case.reading.cap[i] and case.reading.gap[i + 1 : i + 2] == [" "] else i
    return any(i in run.tokens or following in run.tokens for run in case.names)


def _replaced(case: Case, i: int, at: int) -> Fault:
    named = _is_name(case, i) and case.passage.cap[at]
    code = "name_replaced" if named else "word_replaced"
    explanation = f"the source has “{case.passage.low[at]}” in this place"
    return Fault(code, explanation, case.reading.words(i, i))


def _one_for_one(case: Case, strange: list[int], free: list[int]) -> bool:
    """Tell whether two things stand for two: "pink and green" for "yellow and blue"."""
    return 1 < len(strange) == len(free) and not any(_is_verb(case, i) for i in strange)


def _replaces(case: Case, overlay: Overlay, i: int, free: list[int]) -> bool:
    """Tell whether claim token `i` says something else than what the claim dropped for it.

    Verbs are paraphrased most freely, so that a verb is at fault only where all else is copied, or
    where it or the source's is of consequence.
    """
    if _grievous(case, i, free):
        return True
    compound = len(free) == _FULL_NAME and free[1] == free[0] + 1  # "a cliff top"
    if len(free) > 1 and not (compound or _is_name(case, i)):
        return False
    if case.hits[i].support:  # from elsewhere: "the world had 56 cases" for "Cambodia had"
        near = any(abs(at - free[0]) <= _NEAR for at in case.hits[i].at)
        return bool(case.hits[i].at) and overlay.share >= _COPIED and not near
    if overlay.share < _ALL_BUT and case.reading.key[i] in generic():
        return False
    if not _is_verb(case, i):
        return True
    return overlay.share >= _ALL_BUT


def _grievous(case: Case, i: int, free: list[int]) -> bool:
    """Tell whether one of two words is a deed of consequence, or they are opposites."""
    name = case.reading.key[i]
    others = [case.passage.key[p] for p in free]
    if any(opposed(name, other) for other in others):
        return True
    return not case.hits[i].support and not _grave_keys().isdisjoint({name, *others})


def _put_in(case: Case, i: int) -> bool:
    """Tell whether a word between copied ones is nowhere in the article, and says something."""
    name = case.reading.key[i]
    if case.hits[i].support or case.reading.cap[i] or name in generic():
        return False
    whole = (key(case.reading.low[i].removeprefix(p)) for p in _DENYING)
    return not (_is_verb(case, i) or any(_in_article(case, n) for n in (name, *whole)))


def _is_verb(case: Case, i: int) -> bool:
    reading = case.reading
    if reading.low[i - 1 : i] == ["to"] and reading.low[i].endswith("s"):
        return False  # "the spread to mammals"
    if i in verbs_of(reading):
        return True
    known = reading.key[i] in english().verbs and not reading.cap[i]
    return known and (is_infinitive(reading, i) or reading.low[i].endswith(_PARTICIPLES))


def _in_article(case: Case, name: str) -> bool:
    return any(name in part.source.reading.index for part in case.passage.parts)


def _told(case: Case, overlay: Overlay, i: int) -> bool:
    """Tell whether another cited sentence has claim token `i` among the same words."""
    return any(other.runs_through(i) for other in overlays(case) if other is not overlay)


def _moved(case: Case, change: Alteration, at: int) -> bool:
    """Tell whether the claim has passage token `at` near the change, if not inside it."""
    around = range(max(0, change.first - _NEAR), min(len(case.reading), change.last + _NEAR))
    return any(at in case.hits[i].at for i in around)


def _idle(case: Case, i: int) -> bool:
    """Tell whether other checks look at the word, or it says nothing of its own."""
    low = case.reading.low[i]
    if light(low) or low in KEPT or low in calendar() or low[0].isdigit() or i in case.reported:
        return True
    if low in _qualifying() or low in HEADS or low in language("en").dates.units:
        return True
    if case.reading.key[i] in case.passage.implied:
        return True
    return case.in_quotation(i) or any(n.first <= i < n.last for n in case.numbers)


@cache
def _qualifying() -> frozenset[str]:
    """Return the words that qualify by themselves, which have a check of their own."""
    tables = language("en").qualifiers
    kinds = (tables.quantity, tables.modality, tables.evidence, tables.time)
    phrases = (phrase for kind in kinds for meaning in kind.values() for phrase in meaning)
    return frozenset(phrase for phrase in phrases if " " not in phrase)


# --- deeds of consequence -----------------------------------------------------------------------


@cache
def _grave_keys() -> frozenset[str]:
    return frozenset(key(word) for word in language("en").qualifiers.grave)


def _grave(case: Case) -> Fault | None:
    """Return the fault of a deed of consequence that the cited sentences do not tell."""
    grave = _grave_keys()
    for i in case.content:
        name = case.reading.key[i]
        if name not in grave or not _is_verb(case, i) or _idle(case, i):
            continue
        hit = case.hits[i]
        if name in case.passage.index or any(related(name, k) for k in _keys_at(case, hit.at)):
            continue
        if case.claim.evidence or not _in_article(case, name):
            return Fault("word_absent", CODES["word_absent"], case.reading.words(i, i))
    return None


def _keys_at(case: Case, spots: tuple[int, ...]) -> set[str]:
    return {case.passage.key[p] for p in spots}
