"""Who speaks in a claim: the speaker's words, and the words that are his."""

import re
from functools import cache
from typing import Final, NamedTuple

from briefer.grounding.grammar import is_verb, verbs_of
from briefer.grounding.reading import Reading
from briefer.grounding.wordlists import word_set
from briefer.lang import every

_AUXILIARY: Final = word_set("has have had is was were are been also later then a ont avait hat")
# Nobody writes ‘"C," called X’.
_NEVER_BEFORE: Final = word_set(
    "called described describes praised criticised criticized condemned welcomed urged told asked"
)
_NO_SUBJECT: Final = word_set("a an the to of his her its their this that")
_PREPOSITIONS: Final = word_set("on in at by for from with under over after before during to")
_CLOSING: Final = re.compile(r"[\"”»]\s|''\s")  # a quotation ended before the token
_BE: Final = frozenset({"be", "is", "are", "was", "were", "been", "being"})
_CLAUSAL: Final = word_set(
    "is are was were will would has have had may might could can should did does do"
)
_SPEAKER_LENGTH: Final = 14  # tokens; a longer subject is no speaker


class Voice(NamedTuple):
    """A speaker of the claim. Token ranges are half-open; the content may be empty."""

    first: int
    last: int
    cue: tuple[int, int]
    content: tuple[int, int]


@cache
def _front() -> frozenset[str]:
    """Return what stands before a speaker, "according to", in any language."""
    return frozenset(phrase.lower() for phrase in every(lambda each: each.speech.according))


def voices(reading: Reading) -> list[Voice]:
    """Return the claim's attributions, left to right."""
    found = [_colon(reading)] if ":" in reading.text else []
    for cue in reading.reporting:
        if " ".join(reading.low[cue[0] : cue[1]]) in _front():
            found.append(_according(reading, cue))
        else:
            found.append(_verb(reading, cue))
    return [voice for voice in found if voice is not None]


def _colon(reading: Reading) -> Voice | None:
    """Read `Speaker: "…"`."""
    for i in range(1, min(len(reading), _SPEAKER_LENGTH)):
        if ":" in reading.gap[i]:
            return Voice(0, i, (i, i), (i, len(reading)))
        if any(mark in reading.gap[i] for mark in ".;"):
            return None
    return None


def _according(reading: Reading, cue: tuple[int, int]) -> Voice | None:
    """Read `according to X, C` and `C, according to X`."""
    last = _phrase_end(reading, cue[1])
    if last == cue[1]:
        return None
    content = (last, len(reading)) if cue[0] < len(reading) - last else (0, cue[0])
    return Voice(cue[1], last, cue, content)


def _phrase_end(reading: Reading, first: int) -> int:
    """Return where a noun phrase that starts at `first` ends: at the next mark or clause."""
    i = first
    while i < len(reading) and i - first < _SPEAKER_LENGTH:
        if i > first and (
            reading.gap[i].strip(" .'’-") or reading.clause[i] != reading.clause[first]
        ):
            break
        i += 1
    return i


def _verb(reading: Reading, cue: tuple[int, int]) -> Voice | None:
    """Read `X said C`, `C, X said` and `"C", said X`."""
    if cue[0] == 0 or (reading.low[cue[0] - 1] in _BE and reading.low[cue[0]] != "quoted"):
        return None  # "was told", "is said to"
    if cue[0] > 1 and reading.low[cue[0] - 2] in _BE and not reading.content[cue[0] - 1]:
        return None  # "is now expected"
    first = _phrase_start(reading, cue[0])
    last = cue[0]
    if reading.low[last - 1] in _NO_SUBJECT or _is_clause(reading, first, last):
        return None  # "has risen to an estimated 3,241 kg", "to bar carriers and urged others"
    while last > first and reading.low[last - 1] in _AUXILIARY:
        last -= 1
    after = (cue[1], len(reading))
    if first == last:
        return _after_comma(reading, cue)
    if first == 0 or after[1] - after[0] > first:
        return Voice(first, last, cue, after)
    return Voice(first, last, cue, (0, first))


def _is_clause(reading: Reading, first: int, last: int) -> bool:
    """Tell whether what stands before a verb of saying is no noun phrase but most of a clause."""
    return reading.low[first] in _PREPOSITIONS and any(
        reading.low[i] == "to" or i in verbs_of(reading) for i in range(first, last)
    )


def _after_comma(reading: Reading, cue: tuple[int, int]) -> Voice | None:
    """Read `X, the minister, said C` and `"C," said X`, where a mark stands before the verb."""
    last = _phrase_end(reading, cue[1])
    if _apposed(reading, cue, last):
        first = next((i for i in range(cue[0], 0, -1) if _CLOSING.search(reading.gap[i])), 0)
        return Voice(first, cue[0], cue, (cue[1], len(reading))) if first < cue[0] else None
    return Voice(cue[1], last, cue, (0, cue[0])) if last > cue[1] else None


def _apposed(reading: Reading, cue: tuple[int, int], last: int) -> bool:
    """Tell `X, the minister, said C` from `"C," said X`: a clause follows, or a colon."""
    if cue[0] > _SPEAKER_LENGTH or cue[1] >= len(reading):
        return False
    if reading.low[cue[0]] in _NEVER_BEFORE:
        return True
    if any(mark in reading.gap[cue[1]] for mark in ':"“«') or reading.low[cue[1]] == "that":
        return True
    return any(
        low in _CLAUSAL or (i > cue[1] and is_verb(reading, i))
        for i, low in enumerate(reading.low[cue[1] : last], start=cue[1])
    )


def _phrase_start(reading: Reading, last: int) -> int:
    """Return where the subject before token `last` starts: after the mark or clause before it."""
    i = last
    while i > 0 and last - i < _SPEAKER_LENGTH:
        if i < last and reading.gap[i].strip(" .'’-"):
            break
        if i < last and reading.clause[i - 1] != reading.clause[i]:
            break
        if i == last and reading.gap[i].strip(" .'’-"):
            break
        i -= 1
    return i
