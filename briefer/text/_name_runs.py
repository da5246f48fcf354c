"""Runs of capitalised words, and what each of their words may be.

"Russia's Foreign Affairs Minister Sergey Lavrov" is two runs: the possessive ends the first.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from briefer.models import Sentence
from briefer.text._country_words import Mention
from briefer.text._name_cases import is_given
from briefer.text._name_words import given_names, name_words

_CAPITALS = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper())
_TOKEN = re.compile(
    rf"[{_CAPITALS}](?<![\w@#][{_CAPITALS}])"
    rf"(?:(?:\.[{_CAPITALS}])+\.?|\w*(?:['’\-‑]\w+)*(?:(?<=\b[{_CAPITALS}])\.)?)",
)
_BEFORE = re.compile(r"\b(?:al|el|as|ash|an|ad|ar)[-‑]\Z")
_POSSESSIVE = re.compile(r"['’][sS]?\Z")
_OPENERS = frozenset("\"“”„«»‹›'‘’([{-–—•*:;!?…")
_SPACES = frozenset({" ", "\u00a0", "\u202f"})
_LONGEST_GAP = 12  # characters of small words inside one name: " of the ", " van der "


class Token(NamedTuple):
    """One capitalised word. `label` says what it may be, `opens` that it begins a sentence.

    Labels: F a function word or a day, R an office, H an honorific, M a word of an office's name,
    O a word that heads an organisation's name, G a given name, D a known place, people or
    organisation, A a party, a faith or a direction, N any other.
    """

    start: int
    end: int
    text: str  # without a possessive ending
    label: str
    possessive: bool
    opens: bool


Run = tuple[Token, ...]


@cache
def _labels() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return each label with its words; the first that fits is a word's."""
    words = name_words()
    return (
        ("F", words.no_names | words.first_words),
        ("H", words.honorifics),
        ("R", words.offices | words.short_offices),
        ("M", words.office_modifiers),
        ("O", words.bodies),
        ("A", words.affiliations),
        ("G", given_names()),
    )


@lru_cache(maxsize=50_000)
def _label(word: str) -> str:
    folded = word.casefold().rstrip(".").replace("’", "'")
    label = next((label for label, listed in _labels() if folded in listed), None)
    if label is not None:
        return label
    if folded.endswith("s") and folded[:-1] in name_words().offices:
        return "R"  # "Presidents Biden and Putin"
    given = folded.partition("-")[0] in given_names() or is_given(folded)
    return "G" if given else "N"


def tokens(text: str, sentences: Sequence[Sentence], places: Sequence[Mention]) -> list[Token]:
    """Return the capitalised words of `text`, in order."""
    found: list[Token] = []
    starts = iter(sentences)
    sentence = next(starts, None)
    spans = iter(places)
    place = next(spans, None)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        if text[start - 1 : start] in {"-", "‑"} and start > 3:
            before = _BEFORE.search(text, start - 4, start)
            start = before.start() if before else start
        opens = False
        while sentence is not None and sentence.start <= match.start():
            opens = _opens(text, sentence.start, match.start())
            sentence = next(starts, None)
        opens = opens or _after_mark(text, match.start())
        while place is not None and place.end <= start:
            place = next(spans, None)
        possessive = word[-1] in "'’sS" and _POSSESSIVE.search(word)
        if possessive:
            end -= len(word) - possessive.start()
        bare = text[start:end]
        label = "D" if place is not None and place.start < end else _label(bare)
        found.append(Token(start, end, bare, label, bool(possessive), opens))
    return found


def _opens(text: str, start: int, at: int) -> bool:
    return at == start or not any(map(str.isalnum, text[start:at]))


def _after_mark(text: str, at: int) -> bool:
    """Whether a word begins what a quotation mark, a colon or a dash opens."""
    at -= 1
    if at >= 0 and text[at] in _SPACES:
        at -= 1
        return at >= 0 and text[at] in ":–—•*"
    return at >= 0 and text[at] in _OPENERS and text[at] not in "'’-"


def runs(text: str, words: Sequence[Token]) -> Iterator[Run]:
    """Yield the runs of `words` that may be one name, offices included; no function words."""
    run: list[Token] = []
    for token in _with_particles(text, words):
        if run and not _continues(text, run, token):
            yield tuple(run)
            run = []
        if token.label == "F":
            if run:
                yield tuple(run)
                run = []
            continue
        run.append(token)
    if run:
        yield tuple(run)


def _with_particles(text: str, words: Sequence[Token]) -> Iterator[Token]:
    """Yield `words`, with "Le" of "Jean-Yves Le Drian" as part of the name, not as an article."""
    particles = name_words().particles
    for token, following in zip_longest(words, words[1:]):
        if token.label == "F" and not token.opens and token.text.casefold() in particles:
            joined = following is not None and text[token.end : following.start] in _SPACES
            yield token._replace(label="N") if joined else token
        else:
            yield token


def _continues(text: str, run: Sequence[Token], right: Token) -> bool:
    left, words = run[-1], name_words()
    gap = text[left.end : right.start]
    if gap in _SPACES:
        return not left.possessive
    if gap == ". ":
        stopped = words.short_offices | words.honorifics
        return left.label in {"H", "R"} and left.text.casefold() in stopped
    if gap in {" d'", " d’"}:  # "Giscard d'Estaing"
        gap = " de "
    if len(gap) > _LONGEST_GAP or "\n" in gap or gap[:1] not in _SPACES or gap[-1] not in _SPACES:
        return False
    small = gap.split()
    if not small:
        return False
    if all(word.casefold() in words.particles for word in small) and left.label in {"G", "N", "D"}:
        return small[0] not in {"y", "e"} and right.label in {"N", "G", "D", "O"}
    return all(word in words.joiners for word in small) and _joins(run, small, right)


def _joins(run: Sequence[Token], small: list[str], right: Token) -> bool:
    """Whether "of", "for" or "and" goes on with the name of an office or an organisation."""
    if small[0] in {"and", "&", "und", "et", "y", "и"}:
        return run[0].label == "O" and len(run) > 1 and right.label in {"N", "M", "A"}
    if right.label == "G":
        return False
    return run[-1].label in {"O", "R"} or (run[0].label in {"O", "R"} and right.label != "R")
