"""The words before and after an English verb: its helpers, and what is left of them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

MARKS = "\"“”„«»'‘’()[]"
PRONOUNS = frozenset({"he", "she", "they", "it"})
_TOKEN = re.compile(r"\S+")
_REACH = 240  # characters before a verb that may hold its subject
BE = frozenset(
    "is was are were be been being 's ’s isn't isn’t wasn't wasn’t aren't weren't 're ’re".split()
)
HAVE = frozenset("has have had 've ’ve hasn't haven't hadn't hasn’t haven’t hadn’t".split())
_MODAL = frozenset(
    "will would could may might should can must shall 'll ’ll 'd ’d won't won’t wouldn't couldn't can't can’t cannot".split(),
)
_DO = frozenset("did does do didn't doesn't don't didn’t doesn’t don’t".split())
_NOT = frozenset("not never n't nor".split())
_ADVERBS = frozenset(
    """
    also then later again now just once only still even already first both all often always soon
    further meanwhile earlier instead therefore thus since long ever too perhaps rather
    monday tuesday wednesday thursday friday saturday sunday today yesterday separately simply
    went on and so
    """.split(),
)
_SPANS = frozenset("week month year morning afternoon evening night summer spring fall".split())
_NOT_ADVERBS = frozenset(
    "family ally reply early italy july emily sally kelly billy molly rally anomaly assembly supply".split()
)
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
    for kind, listed in (
        ("be", BE),
        ("have", HAVE),
        ("modal", _MODAL),
        ("do", _DO),
        ("not", _NOT),
    ):
        if low in listed:
            return kind
    if low == "to":
        return "to"
    if low in _ADVERBS and low not in {"and", "so"}:
        return ""
    return "" if low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS else None


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
