"""Unnamed sources: "two officials familiar with the talks", "insurers in London"."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefer.lang import language
from briefer.text._speech import Speaker
from briefer.text._speech_words import sources
from briefer.text._verb_words import MARKS, Word, small_words


class _Around(NamedTuple):
    """What may stand beside the noun of an unnamed source."""

    after: frozenset[str]
    calendar: frozenset[str]
    finite: frozenset[str]
    participles: frozenset[str]


@cache
def _around() -> _Around:
    english = language("en")
    speech, dates = english.speech, english.dates
    return _Around(
        small_words().prepositions | frozenset(speech.after_sources),
        frozenset(dates.days) | frozenset(dates.months),
        frozenset(speech.source_verbs),
        frozenset(speech.source_participles),
    )


_LONG_PHRASE = 14  # words that may follow the noun of an unnamed source
_FALLBACK = 6  # words an unnamed, unlisted source may have at most


def source(words: Sequence[Word], *, strong: bool) -> Speaker | None:
    """Return an unnamed source: "two officials familiar with the talks"."""
    for at, word in enumerate(words):
        if word.low.removesuffix("'s").removesuffix("’s") != word.low:
            continue
        if word.low in sources() and (at + 1 == len(words) or words[at + 1].low in _around().after):
            if _is_clause(words[at + 1 :]):
                return None
            begin = _phrase_start(words, at)
            return Speaker(words[begin].start, _bare_end(words[-1]), "words")
    if strong and _is_plural_noun(words):
        return Speaker(words[0].start, _bare_end(words[-1]), "words")
    plain = 1 < len(words) <= _FALLBACK and not any(
        w.low in small_words().prepositions for w in words
    )
    if strong and plain and words[0].low in small_words().determiners:
        return Speaker(words[0].start, _bare_end(words[-1]), "words")
    return None


def _is_plural_noun(words: Sequence[Word]) -> bool:
    """Whether `words` are such as "insurers", "insurers in London": people nobody has listed."""
    first = words[0].low
    if (
        len(words) > _FALLBACK
        or not first.endswith("s")
        or first.endswith(("ss", "us", "is", "'s"))
    ):
        return False
    if first in small_words().conjunctions or first in small_words().prepositions or len(first) < 5:
        return False
    rest = words[1:]
    return not rest or (rest[0].low in {"in", "at", "from", "for", "of"} and not _is_clause(rest))


def _is_clause(words: Sequence[Word]) -> bool:
    """Whether what follows a noun is no phrase of its own: it has a verb, or breaks off."""
    if not words:
        return False
    if (
        words[-1].low in small_words().determiners
        or words[-1].low in small_words().prepositions
        or len(words) > _LONG_PHRASE
    ):
        return True
    around = _around()
    return any(
        word.low in small_words().be
        or word.low in small_words().have
        or word.low in around.finite
        or (word.low.endswith("ed") and word.low not in around.after | around.participles)
        for word in words
    )


def _bare_end(word: Word) -> int:
    return word.end - (len(word.text) - len(word.text.rstrip(MARKS + ",.")))


def _phrase_start(words: Sequence[Word], head: int) -> int:
    """Return where the noun phrase of `head` begins."""
    at = head
    while (
        at
        and words[at - 1].low not in small_words().prepositions
        and words[at - 1].low not in small_words().conjunctions
    ):
        at -= 1
        if words[at].low in small_words().determiners:
            break
        if words[at].low in small_words().be or words[at].low in small_words().have:
            at += 1  # "there are economists"
            break
    while at < head and words[at].low in _around().calendar:
        at += 1
    return at
