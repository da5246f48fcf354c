"""Words that turn a claim round, and words that mean the same event.

Small closed lists of newswire usage in the languages most often read, from their files; a
language without a list simply has fewer of these signals. Texts of all languages are looked up
in the lists of all. Entries are word beginnings, folded: "expel" and "expuls" are both "expel"
here, whatever their endings.
"""

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from briefer.lang import Language, every
from briefer.text._speech_words import saying
from briefer.text.wordings import either
from briefer.text.words import fold, words


class _Lists(NamedTuple):
    """Words of any language, folded as the texts are that they are looked up in."""

    negations: frozenset[str]
    denials: frozenset[str]
    modals: frozenset[str]
    saying: frozenset[str]
    reporting_stems: frozenset[str]
    due: re.Pattern[str]  # "is set to", "was to"
    no_modals: re.Pattern[str]  # in a text as it stands: "May", the month


@cache
def _lists() -> _Lists:
    due = every(lambda tables: tables.announcing.due + tables.announcing.was_due)
    return _Lists(
        negations=_folded(lambda tables: tables.claims.negations),
        denials=_folded(lambda tables: tables.claims.denials),
        modals=_folded(lambda tables: tables.claims.modals),
        saying=frozenset(map(fold, saying())) | _folded(lambda t: t.speaking.beside),
        reporting_stems=_folded(lambda tables: tables.speaking.stems),
        due=re.compile(rf"\b(?:{either(due)})\b"),
        no_modals=re.compile(rf"\b(?:{either(every(lambda t: t.claims.no_modals))})\b"),
    )


def _folded(pick: Callable[[Language], Iterable[str]]) -> frozenset[str]:
    return frozenset(map(fold, every(pick)))


class _Concepts(NamedTuple):
    """Kinds of event by English stems, and by beginnings in any language."""

    exact: dict[str, str]
    beginnings: dict[str, str]


@cache
def _concepts() -> _Concepts:
    listed = every(lambda tables: tables.claims.concepts.items())
    pairs = [(stem, name) for name, stems in listed for stem in stems]
    return _Concepts(
        {stem: name for stem, name in pairs if stem[-1] != "*"},
        {stem[:-1]: name for stem, name in pairs if stem[-1] == "*"},
    )


@cache
def _opposites() -> dict[str, list[tuple[int, bool]]]:
    """Return stem -> (number of the pair of opposites, whether it is on its right side)."""
    found: dict[str, list[tuple[int, bool]]] = {}
    pairs = every(lambda tables: tables.claims.opposites.items())
    for number, (left, right) in enumerate(pairs):
        for stem in left.split():
            found.setdefault(stem, []).append((number, False))
        for stem in right.split():
            found.setdefault(stem, []).append((number, True))
    return found


def is_negative(tokens: Collection[str]) -> bool:
    """Return whether the words say that something is not so: "did not deny" says that it is."""
    lists = _lists()
    turns = sum(token in lists.denials for token in tokens) + (
        not lists.negations.isdisjoint(tokens)
    )
    return turns % 2 == 1


def is_modal(text: str) -> bool:
    """Return whether a text speaks of what may be or will be, not of what is or was."""
    lists = _lists()
    folded = fold(lists.no_modals.sub(" ", text))
    return not lists.modals.isdisjoint(words(folded)) or lists.due.search(folded) is not None


def speaks(text: str, start: int, end: int) -> bool:
    """Return whether a verb of saying stands beside the name at `start` to `end`."""
    beside = fold(f"{text[max(0, start - 40) : end]} {text[end : end + 40]}")
    return not _lists().saying.isdisjoint(words(beside))


def is_reporting(stem: str) -> bool:
    """Return whether a stem is of a verb that only says that somebody says something."""
    return stem in _lists().reporting_stems


def concepts(stems: Iterable[str]) -> frozenset[str]:
    """Return the kinds of event that the stems report."""
    return frozenset(name for name in map(_concept_of, stems) if name)


@lru_cache(maxsize=16_384)
def _concept_of(stem: str) -> str:
    exact, beginnings = _concepts()
    if stem in exact:
        return exact[stem]
    return next((name for start, name in beginnings.items() if stem.startswith(start)), "")


def opposites(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether one set of stems has a word of which the other has only the opposite."""
    one, other = _turns(left), _turns(right)
    return any(
        (pair, not side) in other and (pair, side) not in other and (pair, not side) not in one
        for pair, side in one
    )


@lru_cache(maxsize=16_384)
def _turns(stems: frozenset[str]) -> frozenset[tuple[int, bool]]:
    """Return which sides of which pairs of opposites the stems are on."""
    return frozenset(turn for stem in stems for turn in _opposites().get(stem, ()))
