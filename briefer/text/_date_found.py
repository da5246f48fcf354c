"""A date expression as it is found, and the text it is found in."""

import datetime as dt
import re
from typing import NamedTuple

from briefer.text._calendar import Vocabulary
from briefer.text._date_sums import Period
from briefer.text._date_words import future, past, since, until

_CLAUSE = 120  # characters looked at before an expression for the tense of its clause
_OPENING = 40  # characters of a clause that may come before an expression that opens it
_BREAK = re.compile(r"[.!?;:]\s|\n|[“”\"«»]|,\s")
_STOP = re.compile(r"[.!?]\s|\n")
_OPENS = re.compile(r"\s*(?:\w+\W+){0,3}\Z")
_PERSON_MAY = re.compile(r"(?:Theresa|Mrs?\.?|Ms\.?|Minister|PM|Brian|Elaine)\sMay(?!\w)")


class Found(NamedTuple):
    """A date expression: where, what period, which kind of word, and whether it names its year."""

    start: int
    end: int
    period: Period | None
    kind: str
    year: bool = False
    month: int = 0


class Context(NamedTuple):
    """The text being read."""

    text: str
    anchor: dt.date | None
    words: Vocabulary
    person_may: bool = False

    def bound(self, start: int) -> str:
        """Return "since" or "until" if the word before `start` says so, else ""."""
        if start == 0 or self.text[start - 1] not in " \u00a0":
            return ""
        word = self.text[self.text.rfind(" ", max(0, start - 14), start - 1) + 1 : start - 1]
        low = word.casefold()
        return "since" if low in since() else "until" if low in until() else ""

    def tense(self, start: int, end: int) -> str:
        """Return "future", "past" or "" by the verb nearest before, or after if it opens."""
        coming = future(self.words.language)
        if coming is None:
            return ""
        begin = max(0, start - _CLAUSE)
        breaks = list(_BREAK.finditer(self.text, begin, start))
        begin = breaks[-1].end() if breaks else begin
        gone = past(self.words.language)
        found = [(m.end(), "future") for m in coming.finditer(self.text, begin, start)]
        if gone is not None:
            found += [(m.end(), "past") for m in gone.finditer(self.text, begin, start)]
        if not found and self.bound(start) == "until":
            later = gone.search(self.text, end, end + _OPENING) if gone else None
            return "past" if later else "future"
        if found:
            return max(found, key=lambda f: (f[0], f[1] == "future"))[1]
        if start - begin > _OPENING or not _OPENS.match(self.text, begin, start):
            return ""
        stop = _STOP.search(self.text, end, end + _CLAUSE)
        limit = stop.start() if stop else min(len(self.text), end + _CLAUSE)
        ahead = [(m.start(), "future") for m in coming.finditer(self.text, end, limit)]
        if gone is not None:
            ahead += [(m.start(), "past") for m in gone.finditer(self.text, end, limit)]
        return min(ahead)[1] if ahead else ""  # "future" sorts before "past"


def is_person_may(text: str) -> bool:
    """Whether a text speaks of a person called May."""
    return "May" in text and _PERSON_MAY.search(text) is not None
