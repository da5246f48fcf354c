"""What the parts of an attribution are: a text made ready, a speaker, and what is said."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from briefer.models import NameMention, Quotation, Sentence

_REACH = 1500  # characters of a sentence on each side of a cue
MOST = 40  # cues looked at in one sentence


class Speaker(NamedTuple):
    """The words that stand for whoever speaks.

    "same" has no words of its own: it is the subject of the clause before ("…, adding that").
    """

    start: int
    end: int
    kind: Literal["name", "words", "pronoun", "same"]
    name: NameMention | None = None
    joint: NameMention | None = None  # of "A and B said"


class Piece(NamedTuple):
    """A stretch of what is said; `direct` if it is a quotation and nothing else."""

    start: int
    end: int
    direct: bool


class Said(NamedTuple):
    """One attribution inside a sentence. With `colon`, what is said follows in other sentences."""

    speaker: Speaker
    cue_start: int
    cue_end: int
    pieces: tuple[Piece, ...]
    colon: bool = False

    @property
    def start(self) -> int:
        """Where the clause with the speaker and the cue begins."""
        if self.speaker.kind == "same":
            return self.cue_start
        return min(self.cue_start, self.speaker.start)

    @property
    def end(self) -> int:
        """Where the clause with the speaker and the cue ends."""
        return max(self.cue_end, self.speaker.end)


class Span(NamedTuple):
    """The part of a sentence that is looked at: all of it, unless it is longer than any should be."""

    start: int
    end: int


def around(sentence: Sentence, at: int) -> Span:
    """Return `sentence`, cut to a bounded stretch round `at`."""
    return Span(max(sentence.start, at - _REACH), min(sentence.end, at + _REACH))


class Material:
    """A text with its sentences, quotations and names, for quick looking up."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        quotations: Sequence[Quotation],
        names: Sequence[NameMention],
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.quotations = quotations
        self.names = names
        self._starts = [name.start for name in names]
        self._by_end = {name.end: name for name in names}
        self._quote_starts = [quotation.start for quotation in quotations]
        self._sentence_starts = [sentence.start for sentence in sentences]

    def name_ending(self, end: int) -> NameMention | None:
        """Return the name that ends exactly at `end`."""
        return self._by_end.get(end)

    def names_in(self, start: int, end: int) -> Sequence[NameMention]:
        """Return the names that begin between `start` and `end`."""
        return self.names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def quoted(self, offset: int) -> bool:
        """Whether `offset` lies inside a quotation."""
        at = bisect_right(self._quote_starts, offset) - 1
        return at >= 0 and offset < self.quotations[at].end

    def quotes_in(self, start: int, end: int) -> list[Quotation]:
        """Return the quotations that touch the stretch from `start` to `end`."""
        at = max(0, bisect_right(self._quote_starts, start) - 1)
        found = []
        while at < len(self.quotations) and self.quotations[at].start < end:
            if self.quotations[at].end > start:
                found.append(self.quotations[at])
            at += 1
        return found

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset`."""
        return max(1, bisect_right(self._sentence_starts, offset))
