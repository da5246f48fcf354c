"""Direct quotations: what stands between quotation marks of any style, without the marks.

A mark is told to open or to close by its shape, by what is open, and by the space round it. A
quotation that is still open at the end of its paragraph ends there: news opens every paragraph
of a long quotation anew and closes only the last. Marks of another style inside a quotation, single
ones too, belong to it. Single marks are quotation marks only in a text that has no others, as some
British papers write; an apostrophe is told from them by the letters round it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefer.models import Quotation, Sentence

_MARK = re.compile(r"[\"“”„‟«»‹›「」『』＂]|``|''")
# What can open a quotation, and the marks that may close it.
_CLOSED_BY: dict[str, tuple[str, ...]] = {
    '"': ('"', "”", "''"),
    "＂": ("＂",),
    "``": ("''", '"'),
    "“": ("”", '"'),
    "‟": ("”", '"'),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«", "»"),
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
    "”": ("”",),
}
_NESTING = frozenset("«「『‹")
_OPENING_ONLY = frozenset("“„‟«‹「『")
_BEFORE = frozenset(
    "([{-–—/:;,'‘’¿¡،"
)  # besides white space, what may stand before an opening mark


def find_quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """Return the direct quotations of `text`, in order, with the sentences each touches."""
    starts = [sentence.start for sentence in sentences]
    ends = [sentence.end for sentence in sentences]
    found: list[Quotation] = []
    pairs = _pairs if _MARK.search(text) else _single_pairs
    for first, last in _paragraphs(sentences):
        for raw_start, raw_end in pairs(text, first, last):
            start, end = _stripped(text, raw_start, raw_end)
            if start < end:
                begins, stops = bisect_right(ends, start), bisect_left(starts, end)
                numbers = tuple(sentence.number for sentence in sentences[begins:stops])
                found.append(Quotation(len(found) + 1, start, end, numbers))
    return tuple(found)


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the offsets at which each paragraph starts and ends."""
    start = 0
    for index, sentence in enumerate(sentences):
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        if following is None or following.paragraph != sentence.paragraph:
            yield sentences[start].start, sentence.end
            start = index + 1


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def _pairs(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of what is quoted between `first` and `last`, without the marks."""
    opened, since, depth = "", first, 0
    for match in _MARK.finditer(text, first, last):
        mark, (start, end) = match.group(), match.span()
        if not opened:
            if _can_open(text, mark, start, end, first, last):
                opened, since, depth = mark, end, 0
        elif (mark in _NESTING and mark == opened) or (mark == "“" and opened == '"'):
            depth += 1
        elif mark in _CLOSED_BY[opened]:
            if depth and mark != '"':
                depth -= 1
            elif mark == '"' and _must_open(text, start, end, since, last):
                yield since, start  # the quotation before was never closed
                since = end
            else:
                yield since, start
                opened = ""
        elif mark == opened and mark in _OPENING_ONLY:
            yield since, start
            since = end
    if opened:
        yield since, last


def _can_open(text: str, mark: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether `mark`, with nothing open, opens a quotation."""
    if mark not in _CLOSED_BY or end >= last:
        return False
    if mark in _OPENING_ONLY or mark == "``":
        return True
    before = text[start - 1] if start > first else " "
    if mark in "»›”" and text[end].isspace():
        return False
    return before.isspace() or before in _BEFORE or (mark in '"＂' and not before.isalnum())


def _must_open(text: str, start: int, end: int, since: int, last: int) -> bool:
    """Whether a straight mark inside a quotation can't close it: " (space before, word after)."""
    return start - since > 1 and text[start - 1].isspace() and end < last and text[end].isalnum()


# --- single marks ---------------------------------------------------------------------------

_SINGLE_OPEN = re.compile(r"(?<![^\s(\[–—-])[‘'](?=[^\W\d_])")
_SINGLE_CLOSE = re.compile(r"(?<=\S)[’'](?![^\W_])")
_SINGLE_CLOSE_SURE = re.compile(r"(?<=[,.!?…])[’'](?![^\W_])")
_LONGEST_UNSURE = 60  # characters: a short quotation may close after a letter ('murderer')


def _single_pairs(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield what is quoted between single marks; `text` has no double ones.

    A quotation closes at the first mark after a comma or a stop ("'Our ministers' view is clear,'
    he said"); a short one may close after a letter.
    """
    openings = [match.end() for match in _SINGLE_OPEN.finditer(text, first, last)]
    for start, following in pairwise([*openings, last]):
        closing = _SINGLE_CLOSE_SURE.search(text, start, following)
        if closing is None:
            closing = _SINGLE_CLOSE.search(text, start, min(following, start + _LONGEST_UNSURE))
        if closing:
            yield start, closing.start()
