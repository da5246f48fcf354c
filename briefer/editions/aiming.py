"""Whether a word of support, or of criticism or penalty, is aimed at a country.

A word counts only where it is clear whom it means, by the order of the words alone:

- the country is the first one named after the word, at most eight words on, in the same clause,
  and neither acts ("by Austria") nor is the scene ("in Austria"); or
- the country goes before a passive: "Austria was criticised";
- nothing denies the word in the three words before it; and
- the speaker is not the country itself ("Austria condemned ... Austrian").

What is not clear counts as neither: a count that is too low can be read on, a wrong one can't be
trusted. The words are those of the language's file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from briefer.lang import Stances
from briefer.lang import language as tables_of
from briefer.models import Stance
from briefer.text.countries import find_countries
from briefer.text.wordings import either
from briefer.text.words import fold

REACH = 8  # words between the word and the country it is aimed at
DENIED = 3  # words before the word in which a denial counts
PASSIVE = 4  # words between a country and the participle of a passive

_TOKEN = re.compile(r"[^\W\d_]+|[.;:!?«»“”„\"()]|n['’]t\b")
_CLAUSE = frozenset('.;:!?«»“”„"()')


class Aim(NamedTuple):
    """A word found in a sentence, and what it says of the country it is aimed at."""

    stance: Stance
    word: str


class _Token(NamedTuple):
    text: str  # folded
    start: int
    end: int


class _Lists(NamedTuple):
    aimed: re.Pattern[str]
    nouns: re.Pattern[str]
    passive: re.Pattern[str]


class _Language(NamedTuple):
    stances: tuple[tuple[Stance, _Lists], ...]
    auxiliaries: frozenset[str]
    agents: frozenset[str]
    places: frozenset[str]
    denials: frozenset[str]


def mentions(text: str, language: str, country: str) -> bool:
    """Return whether `text` names the country, its people, capital or government."""
    return any(code == country for _, _, code in find_countries(text, language))


def aims(text: str, language: str, country: str) -> tuple[Aim, ...]:
    """Return the words in `text` (one sentence or a few) that are aimed at `country`, in order."""
    lists = _language(language.partition("-")[0])
    if lists is None:
        return ()
    named = find_countries(text, language)
    if not any(code == country for _, _, code in named):
        return ()
    return tuple(_Sentence(text, lists, named, country).aims())


class _Sentence:
    def __init__(
        self, text: str, lists: _Language, named: Sequence[tuple[int, int, str]], country: str
    ) -> None:
        self._text = text
        self._lists = lists
        self._named = named
        self._country = country
        self._tokens = [
            _Token(fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)
        ]

    def aims(self) -> Iterator[Aim]:
        for at, token in enumerate(self._tokens):
            for stance, lists in self._lists.stances:
                active = lists.aimed.fullmatch(token.text) or lists.nouns.fullmatch(token.text)
                passive = lists.passive.fullmatch(token.text) and self._suffers(at)
                if (passive or (active and self._meets(at))) and not self._denied(at):
                    yield Aim(stance, self._text[token.start : token.end])
                    break

    def _clause(self, tokens: Sequence[_Token]) -> list[_Token]:
        """Return the tokens up to the first mark that ends a clause."""
        ends = (i for i, token in enumerate(tokens) if token.text in _CLAUSE)
        return list(tokens[: next(ends, len(tokens))])

    def _meets(self, at: int) -> bool:
        """Whether the first country named after the word is ours, and is what the word means."""
        word = self._tokens[at]
        if self._speaks(at):
            return False
        after = self._clause(self._tokens[at + 1 :])
        end = after[-1].end if after else word.end
        first = next((m for m in self._named if word.end <= m[0] < end), None)
        if first is None or first[2] != self._country:
            return False
        between = [token.text for token in after if token.end <= first[0]]
        if len(between) > REACH or not self._lists.agents.isdisjoint(between):
            return False
        return self._lists.places.isdisjoint(between[-2:])

    def _speaks(self, at: int) -> bool:
        """Whether the country itself is the last one named before the word, in its clause."""
        before = self._clause(self._tokens[:at][::-1])
        start = before[-1].start if before else self._tokens[at].start
        named = [m for m in self._named if start <= m[0] < self._tokens[at].start]
        return bool(named) and named[-1][2] == self._country

    def _suffers(self, at: int) -> bool:
        """Whether the country goes just before a passive of the word: "Austria was praised"."""
        word = self._tokens[at]
        before = [m for m in self._named if m[1] <= word.start]
        if not before or before[-1][2] != self._country:
            return False
        between = [t.text for t in self._tokens[:at] if t.start >= before[-1][1]]
        close = len(between) <= PASSIVE and _CLAUSE.isdisjoint(between)
        return close and not self._lists.auxiliaries.isdisjoint(between)

    def _denied(self, at: int) -> bool:
        before = self._clause(self._tokens[max(0, at - DENIED) : at][::-1])
        return any(token.text in self._lists.denials for token in before)


@cache
def _language(code: str) -> _Language | None:
    """Return the words of a language; None for one without."""
    tables = tables_of(code)
    tone, passives = tables.tone, tables.passives
    if not tone.critical.nouns and not tone.supportive.nouns:
        return None
    return _Language(
        stances=(("critical", _lists(tone.critical)), ("supportive", _lists(tone.supportive))),
        auxiliaries=_folded(passives.auxiliaries + passives.nonfinite),
        agents=_folded(tone.agents),
        places=_folded(tone.places),
        denials=_folded(tone.denials),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _lists(stances: Stances) -> _Lists:
    return _Lists(*(_pattern(words) for words in (stances.aimed, stances.nouns, stances.passive)))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(either(map(fold, words)))
