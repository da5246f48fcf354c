"""A sentence cut to its beginning, at a boundary between clauses.

What is cut off is what came after: when, how, in which circumstances. A beginning says less than
the sentence; whether it still says the same is for the check to decide. What it can't be is a
fragment, half a quotation, or a claim without its condition or its "but"; such cuts are not
offered. English only: the boundaries and verbs are its own.
"""

import re
from collections.abc import Iterator
from functools import cache

from briefer.lang import language
from briefer.text._date_words import either
from briefer.text._finite_verbs import finite, helpers

MOST = 1_500  # characters of a sentence: what is longer is none
FEWEST = 5  # words of a beginning
_BOUNDARY = re.compile(
    r"(?:,(?=\s)|;|\s[–—](?=\s))\s*|\s(?=(?:after|before|while|because|amid|following|despite)\s)"
)
_AND = re.compile(r"\s(?=and\s(?P<verb>\w+))")
_MEASURE = re.compile(r"\b(?:minute|hour|day|week|month|year|time)s?$")  # "two days" after
_JOINED = re.compile(r"(?:^|\s)(?:and|or)\s")
_OPENED = re.compile(
    r"(?:after|before|because|amid|following|despite|as|including|\w{3,}ing|(?:\w+\s){1,4}(?:after|before))\b"
)
_RELATIVE = re.compile(r"\b(?:that|who|which|whose|whom|where|when)\b")
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))
_SUBJECT = 10  # words in which a subject and its "that" stand
_WORD = re.compile(r"[\w'’-]+")


@cache
def _binding() -> re.Pattern[str]:
    """Return what may not be cut off: it turns or bounds what stands before, or its verb asks for it."""
    words = either(language("en").clauses.binding)
    return re.compile(rf"\W*(?:and |or )?(?:{words})\b", re.IGNORECASE)


@cache
def _setting() -> re.Pattern[str]:
    """Return how a clause begins that says when or where."""
    return re.compile(rf"(?:{'|'.join(language('en').clauses.adverbials)})\b")


def beginnings(sentence: str, longest: int) -> tuple[str, ...]:
    """Return the beginnings of an English sentence that may stand alone, the longest first.

    None is longer than `longest` characters, nor the sentence itself.
    """
    if len(sentence) > MOST:
        return ()
    bare = sentence.strip().rstrip(".")
    found = [
        bare[:end].rstrip(" ,;")
        for end, rest in _cuts(bare)
        if end <= longest and _is_free(bare[rest:])
    ]
    offered = (cut for cut in reversed(found) if _balanced(cut) and _stands_alone(cut))
    return tuple(dict.fromkeys(offered))


def without_relative(sentence: str) -> str:
    """Return an English sentence without the relative clause that its subject has; "" where it has none.

    "Two groups that had turned the south into a battlefield agreed to stop": the clause ends where
    a second verb follows that no helper stands before.
    """
    words = sentence[:MOST].split(" ")
    at = next((i for i, word in enumerate(words[:_SUBJECT]) if _RELATIVE.fullmatch(word)), 0)
    if at < 2 or words[at - 1].endswith(","):
        return ""
    verbs = [
        i
        for i, word in enumerate(words[at + 1 :], start=at + 1)
        if _is_verb(word) and words[i - 1].casefold() not in _bound_to_verbs()
    ]
    if len(verbs) < 2 or "," in " ".join(words[at : verbs[1]]):
        return ""
    return " ".join([*words[:at], *words[verbs[1] :]])


@cache
def _bound_to_verbs() -> frozenset[str]:
    """Return words after which a verb is no clause's own: helpers, "to", "and"."""
    return helpers() | frozenset(language("en").headlines.beside_verbs)


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a beginning ends, and where what is cut off begins."""
    ends = [(boundary.start(), boundary.end()) for boundary in _BOUNDARY.finditer(text)]
    ends += [(and_.start(), and_.end()) for and_ in _AND.finditer(text) if _is_verb(and_["verb"])]
    yield from sorted(ends)


def _is_free(rest: str) -> bool:
    """Return whether no part of `rest` binds what stands before it, or goes on with its list."""
    parts = [rest, *(rest[boundary.end() :] for boundary in _BOUNDARY.finditer(rest))]
    if any(_binding().match(part) for part in parts):
        return False
    joined = _JOINED.search(rest)
    if joined is None or _OPENED.match(rest):
        return True
    return (
        _clause_follows(rest) if joined.start() == 0 else _has_verb(f". {rest[: joined.start()]}")
    )


def _clause_follows(rest: str) -> bool:
    """Return whether "and", at the start of what is cut off, opens a predicate or a clause."""
    after = re.split(r"[,;]\s", rest.partition(" ")[2], maxsplit=1)[0]
    first, _, others = after.partition(" ")
    if _is_verb(first):  # "and warned them", not "and wounded were taken to hospital"
        return not any(word in helpers() for word in _RELATIVE.split(others)[0].split())
    return _has_verb(after)


def _balanced(text: str) -> bool:
    pairs = all(text.count(left) == text.count(right) for left, right in _PAIRS)
    return pairs and text.count('"') % 2 == 0


def _stands_alone(text: str) -> bool:
    """Return whether a beginning has a subject and its verb."""
    if len(text.split()) < FEWEST:
        return False
    first, *others = _BOUNDARY.split(text)
    if others and _MEASURE.search(others[-1]):
        return False
    if _setting().match(first):
        return any(_has_verb(part) for part in others)
    return _has_verb(first) or any(part.split(" ")[0] in helpers() for part in others)


def _has_verb(part: str) -> bool:
    """Return whether a verb stands in the clause itself, not only in a relative clause of it."""
    words = _WORD.findall(part)
    verbs = sum(map(_is_verb, words[1:]))
    return verbs > len(_RELATIVE.findall(part))


def _is_verb(word: str) -> bool:
    low = word.casefold()
    return low in finite() or (low.endswith("ed") and len(low) > 4)
