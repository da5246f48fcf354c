"""What is counted ("ten Russian diplomats" -> "diplomats"), and how roughly ("about ten")."""

import re
from functools import cache
from itertools import takewhile
from typing import Literal, NamedTuple

from briefer import lang
from briefer.text.words import stop_words

_AFTER = re.compile(r"[ \u00a0\u202f-](?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)")
_OF_THE = re.compile(r" of(?: (?:the|its|their|his|her|our|my|your|these|those|all)\b)?(?= )")
_ROMANCE_OF = re.compile(r" (?:de |d['’])")
_MOST = 4  # words looked at

Counted = Literal["one", "many", "ordinal"]

_SLAVIC_ADJECTIVE = re.compile(r".{2,}(?:[ыи]х|[ыи]м|[ыи]ми|ого|ому|ой|ая|ую|ое|ые|ие|ый)$")


class _English(NamedTuple):
    """The words that may stand beside an English number."""

    plurals: frozenset[str]
    adjectives: frozenset[str]
    adjective_endings: tuple[str, ...]
    no_nouns: frozenset[str]
    months: frozenset[str]
    not_before_one: frozenset[str]
    not_after_one: frozenset[str]
    one_measures: frozenset[str]


@cache
def _beside() -> _English:
    english = lang.language("en")
    numbers, dates = english.numbers, english.dates
    return _English(
        frozenset(numbers.plurals),
        frozenset(numbers.adjectives),
        numbers.adjective_endings,
        frozenset(numbers.no_nouns),
        frozenset(dates.months) | frozenset(dates.short_months),
        frozenset(numbers.not_before_one),
        frozenset(numbers.not_after_one),
        frozenset(numbers.one_measures),
    )


def noun_after(text: str, at: int, language: str, counted: Counted) -> str | None:
    """Return the lower-case word that a number ending at `at` counts or ranks, or None."""
    if not text[at : at + 1] or text[at] not in " -\u00a0\u202f":
        return None
    if language == "en":
        return _english(text, at, counted)
    of = _ROMANCE_OF.match(text, at) if language in {"fr", "es", "pt"} else None
    stop = stop_words(language)
    words = takewhile(
        lambda word: word.lower() not in stop,
        _words_after(text, of.end() - 1 if of else at)[:3],
    )
    return next((word.lower() for word in words if _stops_at(word, language)), None)


def _stops_at(word: str, language: str) -> bool:
    """Whether a word after a number is its noun, and no adjective or name before that."""
    if language == "de":
        return word[0].isupper()
    if language in {"ru", "uk"}:
        return not _SLAVIC_ADJECTIVE.match(word.lower())
    return not word[0].isupper()


def _english(text: str, at: int, counted: Counted) -> str | None:
    of = None if counted == "ordinal" else _OF_THE.match(text, at)
    stop, beside = stop_words("en"), _beside()
    fallback: str | None = None
    for word in _words_after(text, of.end() if of else at):
        if word in beside.plurals:
            return word
        if word in beside.adjectives or word.endswith(beside.adjective_endings):
            continue
        if word.lower() in stop or word in beside.no_nouns:
            break
        if word[0].isupper():
            continue
        if counted == "one" or (word.endswith("s") and not word.endswith("ss")):
            return word
        fallback = fallback or word
    if fallback is None or fallback.endswith(("ed", "ly")):
        return None
    return fallback if counted == "ordinal" or not fallback.endswith("ing") else None


def _words_after(text: str, at: int) -> list[str]:
    """Return the next few words, up to the first mark of punctuation."""
    words: list[str] = []
    for _ in range(_MOST):
        found = _AFTER.match(text, at)
        if found is None or (len(found["word"]) == 1 and found["word"].isascii()):
            break
        words.append(found["word"])
        at = found.end()
    return words


def is_day(before: str) -> bool:
    """Whether a number after these words is the day of an English date ("Nov. 8")."""
    last = before[-12:].split()
    return bool(last) and last[-1].rstrip(".").lower() in _beside().months and before[-1].isspace()


def counts_one(before: str, after: str) -> bool:
    """Whether the English "one" between two pieces of text is a number, not a pronoun."""
    last = before.rsplit(maxsplit=1)[-1] if before.split() else ""
    if last.lower() in _beside().not_before_one or before.endswith(("-", "'", "’")):
        return False
    found = _AFTER.match(after)
    if found is None:
        return False
    word = found["word"]
    if after.startswith("-"):
        return word in _beside().one_measures  # "one-day", not "one-sided"
    return word.lower() not in _beside().not_after_one and not word.endswith(("'s", "’s"))


def is_approximate(before: str, language: str) -> bool:
    """Whether the words right before a number ("about", "more than") make it a rough one."""
    if not before or not before[-1].isspace():
        return False
    last = before.lower().split()[-3:]
    phrases = _roughly(language)
    while last:
        if " ".join(last) in phrases:
            return True
        last = last[1:]
    return False


@cache
def _roughly(language: str) -> frozenset[str]:
    own = lang.language(language).numbers.approximate
    return frozenset(own or lang.language("en").numbers.approximate)
