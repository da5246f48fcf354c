"""The words before and after an English verb: its helpers, and what is left of them."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefer.lang import language

MARKS = "\"“”„«»'‘’()[]"
PRONOUNS = frozenset({"he", "she", "they", "it"})
_TOKEN = re.compile(r"\S+")
_REACH = 240  # characters before a verb that may hold its subject


class SmallWords(NamedTuple):
    """The small words of an English clause (`Clauses` of `briefer.lang` says what each is)."""

    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    determiners: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    modals: frozenset[str]
    do: frozenset[str]
    negations: frozenset[str]
    helpers: frozenset[str]
    adverbs: frozenset[str]
    no_adverbs: frozenset[str]
    past: frozenset[str]
    no_subjects: frozenset[str]
    before_subjects: frozenset[str]
    plurals: frozenset[str]


@cache
def small_words() -> SmallWords:
    """Return the small words of an English clause."""
    clauses = language("en").clauses
    return SmallWords(*(frozenset(getattr(clauses, name)) for name in SmallWords._fields))


_SPANS = frozenset("week month year morning afternoon evening night summer spring fall".split())
_STRIPPED = MARKS + ".,;:"


class Word(NamedTuple):
    """A word before or after a verb, as it stands between spaces."""

    start: int
    end: int
    text: str
    low: str  # in lower case, without marks


def word_of(start: int, end: int, text: str) -> Word:
    """Return a word with its form for looking up."""
    return Word(start, end, text, _low(text))


@lru_cache(maxsize=50_000)
def _low(text: str) -> str:
    return text.strip(_STRIPPED).casefold()


def words_before(text: str, low: int, high: int) -> list[Word]:
    """Return the words between `low` and `high`; of a long stretch only the last ones."""
    low = max(low, high - _REACH)
    return [word_of(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, low, high)]


def without_helpers(words: Sequence[Word]) -> tuple[list[Word], frozenset[str]]:
    """Return `words` less the auxiliaries and adverbs at their end, and which there were."""
    kept = list(words)
    helpers: set[str] = set()
    while kept:
        low = kept[-1].text.casefold().strip(MARKS)
        kind = _helper(low)
        if kind is None and len(kept) > 1 and low in _SPANS and kept[-2].low in {"this", "last"}:
            kept.pop()
            kind = ""
        if (
            kind == "to"
            and len(kept) > 1
            and kept[-2].low in {"continues", "continued", "continue"}
        ):
            kept.pop()
            kind = ""
        if kind is None:
            break
        if kind:
            helpers.add(kind)
        kept.pop()
    if kept:
        kept[-1], more = _contracted(kept[-1])
        helpers |= more
    return kept, frozenset(helpers)


def _helper(low: str) -> str | None:
    """Return the kind of a helper, "" for an adverb, None for any other word."""
    words = small_words()
    for kind, listed in (
        ("be", words.be),
        ("have", words.have),
        ("modal", words.modals),
        ("do", words.do),
        ("not", words.negations),
    ):
        if low in listed:
            return kind
    if low == "to":
        return "to"
    if low in words.adverbs and low not in {"and", "so"}:
        return ""
    return "" if low.endswith("ly") and len(low) > 4 and low not in words.no_adverbs else None


def _contracted(word: Word) -> tuple[Word, set[str]]:
    """Split "He's" and "they've"."""
    if "'" not in word.text and "’" not in word.text:
        return word, set()
    for ending, kind in (("'s", "be"), ("'ve", "have"), ("'re", "be"), ("'d", "have")):
        for mark in ("'", "’"):
            tail = ending.replace("'", mark)
            bare = word.text[: -len(tail)]
            if word.text.endswith(tail) and bare.casefold().strip(MARKS) in PRONOUNS:
                return word_of(word.start, word.end - len(tail), bare), {kind}
    return word, set()
