"""One claim beside the passage it cites: what is the same, what is near, what is missing."""

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from briefer.grounding.claims import Claim
from briefer.grounding.lexicon import NOTHING, english, light
from briefer.grounding.names import Run, name_runs
from briefer.grounding.passage import Number, Passage
from briefer.grounding.quoting import Quoted, find_quoted
from briefer.grounding.reading import Reading
from briefer.grounding.speakers import Voice, voices
from briefer.models import DateMention
from briefer.text.dates import find_dates
from briefer.text.numbers import find_numbers

# How far a source word of each relation supports a claim word.
EXACT, IMPLIED, SYNONYM = 1.0, 0.9, 0.85
_DATE_WORDS: Final = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight week "
    "month year spring summer autumn winter fall quarter weekend day jan feb mar apr jun jul aug "
    "sep sept oct nov dec".split()
)


class Hit(NamedTuple):
    """Where a claim token is found in the passage (token indices), and how well."""

    support: float
    at: tuple[int, ...]


_MISS: Final = Hit(0.0, ())


class Case:
    """A claim and its passage. `same` tells whether both are in one language."""

    def __init__(
        self, claim: Claim, reading: Reading, passage: Passage, anchor: dt.date | None = None
    ) -> None:
        self.claim = claim
        self.reading = reading
        self.passage = passage
        self.anchor = anchor
        self.same = reading.language == passage.language
        self.hits = [self._hit(i) for i in range(len(reading))]

    def _hit(self, i: int) -> Hit:
        name = self.reading.key[i]
        found = self.passage.index.get(name)
        if found:
            return Hit(EXACT, tuple(found))
        if name in self.passage.implied:
            return Hit(IMPLIED, ())
        if not self.same or not self.reading.content[i]:
            return _MISS
        near = tuple(sorted(self._synonyms(name)))
        return Hit(SYNONYM, near) if near else _MISS

    def _synonyms(self, name: str) -> set[int]:
        found: set[int] = set()
        if self.reading.language != "en":
            return found
        concepts = self.passage.concepts
        for concept in english().relations.get(name, NOTHING).own:
            for other in concepts.get(concept, ()):
                found.update(self.passage.index[other])
        return found

    @cached_property
    def content(self) -> list[int]:
        """Return the claim's content tokens (indices)."""
        return [i for i, flag in enumerate(self.reading.content) if flag]

    @cached_property
    def sentence_votes(self) -> list[float]:
        """Return, for each passage sentence, how much of the claim's content it holds."""
        votes = [0.0] * len(self.passage.spans)
        for i in self.content:
            hit = self.hits[i]
            for sentence in {self.passage.sentence[at] for at in hit.at}:
                votes[sentence] += hit.support
        return votes

    @cached_property
    def best_sentence(self) -> int:
        """Return the passage sentence that holds most of the claim (the first of equals)."""
        votes = self.sentence_votes
        return max(range(len(votes)), key=lambda s: (votes[s], -s)) if votes else 0

    @cached_property
    def names(self) -> list[Run]:
        """Return the proper names of the claim."""
        return name_runs(self.reading, self.passage)

    @cached_property
    def quoted(self) -> list[Quoted]:
        """Return the claim's direct quotations."""
        return find_quoted(self.reading)

    @cached_property
    def voices(self) -> list[Voice]:
        """Return who says what in the claim."""
        return voices(self.reading)

    @cached_property
    def numbers(self) -> list[Number]:
        """Return the claim's numbers, with their tokens."""
        reading = self.reading
        found = []
        for mention in find_numbers(reading.text, reading.language):
            tokens = [
                i
                for i in range(len(reading))
                if reading.start[i] < mention.end and mention.start < reading.end[i]
            ]
            if tokens:
                found.append(Number(mention, tokens[0], tokens[-1] + 1, 0))
        return found

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Return the claim's dates, resolved against the article's."""
        reading = self.reading
        if reading.language == "en" and not self._has_date_word():
            return ()
        return find_dates(reading.text, self.anchor, reading.language)

    def _has_date_word(self) -> bool:
        return any(
            low in _DATE_WORDS or low.removesuffix("s") in _DATE_WORDS or len(low) == 4
            and low.isdigit()
            or low.count("-") == 2
            for low in self.reading.low
        )

    def weigh(self, i: int) -> float:
        """Return how much claim token `i` counts: names and figures most, light words least."""
        low = self.reading.low[i]
        if light(low):
            return 0.3
        return 1.3 if self.reading.cap[i] or low[0].isdigit() else 1.0

    def near(self, at: int, width: int = 5) -> set[str]:
        """Return keys of content tokens of the claim within `width` of token `at`."""
        return _near(self.reading, at, width)

    def source_near(self, at: int, width: int = 7) -> set[str]:
        """Return keys of content tokens of the passage within `width` of `at`, in its sentence."""
        passage = self.passage
        low, high = passage.spans[passage.sentence[at]]
        window = range(max(low, at - width), min(high, at + width + 1))
        return {passage.key[i] for i in window if passage.content[i] and i != at}

    def aligned(self, first: int, last: int) -> Iterator[int]:
        """Yield the passage positions of the claim's tokens from `first` to before `last`."""
        for i in range(first, last):
            yield from self.hits[i].at


def _near(reading: Reading, at: int, width: int) -> set[str]:
    window = range(max(0, at - width), min(len(reading), at + width + 1))
    return {reading.key[i] for i in window if reading.content[i] and i != at}
