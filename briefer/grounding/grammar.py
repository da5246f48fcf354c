"""Just enough English grammar to tell a verb from a noun and a passive from an active."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from briefer.grounding.cues import TENSED, calendar
from briefer.grounding.lexicon import english, past_forms
from briefer.grounding.reading import Reading
from briefer.grounding.wordlists import word_set

C = TypeVar("C", int, tuple[int, int])

_BE: Final = word_set("be is are was were been being am 's get gets got")
_AUXILIARY: Final = _BE | word_set(
    "has have had having do does did will would can could may might shall should must to not never "
    "also already now later then who which that and but"
)
_HEDGES: Final = word_set("about around nearly almost some over more than up to at least a an the")
# What follows "by" and did nothing: an amount, or a time.
_NO_DOERS: Final = word_set(
    "half third quarter fifth tenth dozen hundreds thousands percentage end year-end year early mid "
    "late next last then now midnight noon"
)
_IZED: Final = re.compile(r"i[sz](?:e|es|ed|ing)$")
_AGENTS: Final = ("er", "ers", "or", "ors")
_PASSIVE: Final = word_set("be is are was were been being")
# Verbs whose past looks like their base.
_SAME: Final = word_set("cut shut hit put set let cost spread beat burst quit split hurt")
# After these a word is a noun or an adjective, whatever its ending.
_NOMINAL: Final = word_set(
    "a an the of in on at for from with by his her its their our my your this that these those no "
    "some any each every between against over under about into as several many more most"
)


def is_verb(reading: Reading, i: int) -> bool:
    """Tell whether token `i` is, as far as form and neighbours show, a finite verb or participle.

    English only; in other languages no token is called a verb.
    """
    return i in verbs_of(reading)


def verbs_of(reading: Reading) -> frozenset[int]:
    """Return the tokens that `is_verb` tells of."""
    if reading.verbs is None:
        reading.verbs = frozenset(_find_verbs(reading) if reading.language == "en" else ())
    return reading.verbs


def _find_verbs(reading: Reading) -> Iterator[int]:
    tables = english()
    verbs, rare = tables.verbs, tables.rare_verbs
    for i, name in enumerate(reading.key):
        if (name in verbs or (name in rare and reading.low[i].endswith("ed"))) and _verb_at(
            reading, i
        ):
            low = reading.low[i]
            if not (name in tables.ized and not _IZED.search(low)) and not _agent(low, name):
                yield i


def _agent(low: str, name: str) -> bool:
    """Tell whether the word is a noun made from its verb: "influencer", not "offer"."""
    return low.endswith(_AGENTS) and not name.endswith(("er", "or"))


def _verb_at(reading: Reading, i: int) -> bool:
    before = reading.low[i - 1] if i else ""
    if before in _NOMINAL and before != "that":
        return False
    if before in _BE:
        return _is_participle(reading.low[i])
    if _describes(reading, i):
        return False
    return before in _AUXILIARY or _finite(reading, i, before)


def _is_participle(low: str) -> bool:
    """Tell whether the form can follow "be": "was called", "is calling", not "is reminiscent"."""
    return low.endswith(("ed", "ing", "en")) or low in past_forms() or low in _SAME


def _finite(reading: Reading, i: int, before: str) -> bool:
    """Tell whether the form is that of a past tense, or of a present after its subject."""
    low = reading.low[i]
    named = i > 0 and reading.cap[i - 1]
    if low in _SAME and i:
        return named or before.endswith("s")
    if low.endswith("ed") or low in past_forms():
        return not (reading.cap[i] and i > 0)
    if not low.endswith("s") or low.endswith("ss") or not i or reading.cap[i]:
        return False
    if reading.key[i] in english().nouns:  # "officials", "cases"
        return named
    return named or before.endswith("s") or reading.content[i - 1]


def _describes(reading: Reading, i: int) -> bool:
    """Tell whether the form stands before its noun: "married couples would be allowed"."""
    if i + 2 >= len(reading) or reading.clause[i + 2] != reading.clause[i]:
        return False
    opens = i == 0 or reading.clause[i - 1] != reading.clause[i] or reading.low[i - 1] == "that"
    return opens and reading.key[i + 1] in english().nouns and reading.low[i + 2] in TENSED


def is_infinitive(reading: Reading, i: int) -> bool:
    """Tell whether token `i` follows "to" or a modal verb, so that it is not told as done."""
    low = reading.low
    if i and low[i - 1] in ("be", "being"):
        return True
    if low[i].endswith("ing") and (not i or low[i - 1] not in _BE):
        return True
    return any(word in ("to", "would", "could") for word in low[max(0, i - 2) : i])


def has_agent(low: Sequence[str], i: int) -> bool:
    """Tell whether the verb at `i` is passive and names its doer: "by", and no measure, follows."""
    if "by" not in low[i + 1 : i + 4]:
        return False
    at = low.index("by", i + 1)
    told = next((word for word in low[at + 1 : at + 6] if word not in _HEDGES), "")
    return not (told[:1].isdigit() or told in _NO_DOERS or told in calendar())


def is_passive(low: Sequence[str], i: int) -> bool:
    """Tell whether the verb at `i` is passive: a form of "be" stands before it."""
    return any(word in _PASSIVE for word in low[max(0, i - 2) : i])


def span_in_clause(clause: Sequence[C], i: int, width: int) -> tuple[int, int]:
    """Return the half-open range of tokens around `i` within its clause, `width` on each side."""
    first = i
    while first > 0 and i - first < width and clause[first - 1] == clause[i]:
        first -= 1
    last = i + 1
    while last < len(clause) and last - i <= width and clause[last] == clause[i]:
        last += 1
    return first, last
