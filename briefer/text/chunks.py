"""Chunks: runs of whole sentences that fit a number of tokens."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from briefer.models import Chunk, Document, Sentence

_FULL_ENOUGH = 0.6  # of the size: then a chunk ends at a paragraph's border instead of later
_WORD_END = re.compile(r"(?<=\S)(?=\s)|(?<=[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef])(?=\S)")

Count = Callable[[str], int]


def chunk(document: Document, size: int, count: Count) -> tuple[Chunk, ...]:
    """Return the sentences of `document` as chunks of at most `size` tokens, in order.

    A chunk ends at a paragraph's border where one leaves it full enough, else after a sentence.
    A sentence that alone is above the size is cut at the borders of words into several chunks
    with `split=True` (within a word where the word itself is too long; a single character is never
    cut, whatever its count). `count` is asked for the text of every chunk, so it need not be
    additive.

    Raises:
        ValueError: `size` is below 1.
    """
    if size < 1:
        raise ValueError(f"a chunk of {size} tokens can hold nothing; give a size of 1 or more")
    return tuple(_Chunker(document, size, count).chunks())


class _Chunker:
    def __init__(self, document: Document, size: int, count: Count) -> None:
        self._text = document.article.text
        self._id = document.article.id
        self._sentences = document.sentences
        self._size = size
        self._count = count
        alone = [count(self._text[s.start : s.end]) for s in self._sentences]
        self._alone = alone
        self._sums = [0, *accumulate(alone)]

    def chunks(self) -> Iterator[Chunk]:
        first = 0
        while first < len(self._sentences):
            if self._alone[first] > self._size:
                yield from self._parts(self._sentences[first])
                first += 1
            else:
                last, tokens = self._run(first)
                yield self._chunk(first, last, tokens)
                first = last + 1

    def _tokens(self, first: int, last: int) -> int:
        return self._count(self._text[self._sentences[first].start : self._sentences[last].end])

    def _chunk(self, first: int, last: int, tokens: int) -> Chunk:
        return Chunk(
            article_id=self._id,
            first=self._sentences[first].number,
            last=self._sentences[last].number,
            start=self._sentences[first].start,
            end=self._sentences[last].end,
            tokens=tokens,
        )

    def _run(self, first: int) -> tuple[int, int]:
        """Return the last sentence of the chunk that begins with `first`, and its tokens."""
        last, tokens = self._longest(first)
        if last + 1 == len(self._sentences) or self._ends_paragraph(last):
            return last, tokens
        border = last - 1
        while border >= first and not self._ends_paragraph(border):
            border -= 1
        if border >= first:
            fewer = self._tokens(first, border)
            if _FULL_ENOUGH * self._size <= fewer <= self._size:
                return border, fewer
        return last, tokens

    def _longest(self, first: int) -> tuple[int, int]:
        """Return the last sentence up to which the text from `first` fits, and its tokens."""
        reach = bisect_right(self._sums, self._sums[first] + self._size) - 2
        last = min(max(reach, first), len(self._sentences) - 1)
        tokens = self._tokens(first, last)
        while tokens > self._size and last > first:
            last -= 1
            tokens = self._tokens(first, last)
        while last + 1 < len(self._sentences):  # counts of sentences may add up to more than one
            more = self._tokens(first, last + 1)
            if more > self._size:
                break
            last, tokens = last + 1, more
        return last, tokens

    def _ends_paragraph(self, index: int) -> bool:
        return self._sentences[index].paragraph != self._sentences[index + 1].paragraph

    def _parts(self, sentence: Sentence) -> Iterator[Chunk]:
        """Yield a sentence above the size in parts."""
        start = sentence.start
        while start < sentence.end:
            end = self._part_end(start, sentence.end)
            yield Chunk(
                article_id=self._id,
                first=sentence.number,
                last=sentence.number,
                start=start,
                end=end,
                tokens=self._count(self._text[start:end]),
                split=True,
            )
            start = end
            while start < sentence.end and self._text[start].isspace():
                start += 1

    def _part_end(self, start: int, limit: int) -> int:
        """Return where the part that begins at `start` ends: the last border that fits.

        It gallops from a guess, so that a part costs the time of its own length only.
        """
        fits, beyond = start + 1, limit + 1  # one character is always taken
        step = max(1, self._size)
        while fits + step < beyond:
            if self._fits(start, fits + step):
                fits += step
                step *= 2
            else:
                beyond = fits + step
        if beyond > limit and self._fits(start, limit):
            return limit
        beyond = min(beyond, limit)
        while beyond - fits > 1:
            middle = (fits + beyond) // 2
            fits, beyond = (middle, beyond) if self._fits(start, middle) else (fits, middle)
        return self._word_border(start, fits)

    def _word_border(self, start: int, fits: int) -> int:
        border = fits
        while border > start and not self._is_border(border):
            border -= 1
        while border > start and self._text[border - 1].isspace():
            border -= 1
        while border > start and not self._fits(start, border):  # a count need not be monotone
            border -= 1
        return border if border > start else max(fits, start + 1)

    def _is_border(self, at: int) -> bool:
        return _WORD_END.match(self._text, at) is not None or self._text[at - 1].isspace()

    def _fits(self, start: int, end: int) -> bool:
        return self._count(self._text[start:end]) <= self._size
