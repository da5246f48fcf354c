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
_FIGURE = re.compile(r"\d[\d.,]*(?<![.,])")
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
        noted = len(paragraph) <= LONGEST and (above or below) and _is_note(paragraph, above=above)
        if noted and (above or not _is_of_another(paragraph, paragraphs)):
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


def _is_of_another(note: str, paragraphs: Sequence[str]) -> bool:
    """Whether a note corrects another article: none of its figures is in this one's text.

    That is news of this article: nothing else of it tells what was wrong, and what is right.
    """
    figures = frozenset(_FIGURE.findall(note))
    told = (figures.intersection(_FIGURE.findall(each)) for each in paragraphs if each is not note)
    return bool(figures) and not any(told) and not _amended().search(note[:160])


@cache
def _amended() -> re.Pattern[str]:
    phrases = lang.every(lambda each: each.genres.amended)
    words = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
