"""What a desk says of its own errors: a note above the text, or below it.

"(Corrects paragraph 2 to say 250 monitors, not 520)", "Correction: An earlier version of this article
said 520". It is no prose: what it takes back must not be told as news.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefer import lang
from briefer.ingest.labels import label_of

HEAD, FOOT = 2, 4  # paragraphs from either end in which such a note stands
CORRECTION = "correction"  # a label that says so
LONGEST = 600  # characters of one
_OPENS = re.compile(r"[\[(（【*_\s]*(?P<word>[^\W\d_][\w'’ -]{1,28}?)\s?(?P<end>[:：.–—)\]】-]|\s)")
_MIN = 1  # paragraphs of prose that are left


class Corrected(NamedTuple):
    """The paragraphs of a text without the notes on its errors, and these."""

    paragraphs: list[str]
    notes: tuple[str, ...]


def without_corrigenda(paragraphs: Sequence[str]) -> Corrected:
    """Return a text's paragraphs without the desk's notes on its errors, and the notes."""
    last = len(paragraphs) - FOOT
    kept: list[str] = []
    notes: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        above = number < HEAD and paragraph[:1] in "([（【"
        below = number >= max(last, _MIN)
        if len(paragraph) <= LONGEST and (above or below) and _is_note(paragraph, above=above):
            notes.append(paragraph)
        else:
            kept.append(paragraph)
    return Corrected(kept, tuple(notes)) if kept else Corrected(list(paragraphs), ())


def _is_note(paragraph: str, *, above: bool) -> bool:
    """Whether a paragraph opens with the label of a correction, or speaks of its own article."""
    if _amended().search(paragraph[:160]):
        return True
    opening = _OPENS.match(paragraph)
    if opening is None or label_of(opening["word"]) != "correction":
        return False
    return above or opening["end"] in ":："


@cache
def _amended() -> re.Pattern[str]:
    phrases = lang.every(lambda each: each.genres.amended)
    words = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
