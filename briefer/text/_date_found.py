"""A date expression as it is found, and the text it is found in."""

import datetime as dt
import re
from typing import NamedTuple

from briefer.text._calendar import Vocabulary
from briefer.text._date_sums import Period
from briefer.text._date_words import (
    called,
    contrasts,
    future,
    leads,
    meant,
    past,
    perfect,
    scheduled,
    since,
    that,
    until,
)

_CLAUSE = 120  # characters looked at before an expression for the tense of its clause
_OPENING = 40  # characters of a clause that may come before an expression that opens it
_LEAD = 28  # characters before a date that may lead to it
_MARKED = 8  # characters before a line's first word: an item's mark
_LINE = re.compile(r"(?:\A|\n)[^\S\n]*(?:[-•*–—·]\s*)?\Z")
_BREAK = re.compile(r"(?<!\b[ap]\.m)(?<!\b[ap])[.!?;:]\s|\n|[“”\"«»]|,\s")
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
        """Return "future", "past" or "" by the verb nearest before, or after if it opens.

        The present of what is scheduled speaks of the future too (Comrie, Tense, 1985, 2.2).
        """
        return "future" if self.scheduled(start, end) else self._shown(start, end)

    def tense_of_weekday(self, start: int, end: int) -> str:
        """Return the tense of a day of the week; without a year or a month more speaks for it.

        A day that something was set for ("called a strike for Monday") is ahead. One from or up to
        which something holds ("from Monday") and one that labels a line ("Friday: …") are where the
        clause tells of nothing past.
        """
        if self.set_for(start, end):
            return "future"
        tense = self.tense(start, end)
        if not tense and (self._led(start) or self._labels(start, end)):
            return "" if self.told(start, end) else "future"
        return tense

    def set_for(self, start: int, end: int) -> bool:
        """Tell whether something was set for a day: "for Monday", not "for Monday's"."""
        found = called().search(self.text, max(0, start - _LEAD), start)
        return found is not None and self.text[end : end + 1] not in {"'", "’"}

    def _led(self, start: int) -> bool:
        """Tell whether what stands right before a date leads to a day ahead: "from", "ab"."""
        return leads().search(self.text, max(0, start - _LEAD), start) is not None

    def _labels(self, start: int, end: int) -> bool:
        """Tell whether a date is the label of its line: "Friday: the court rules"."""
        if self.text[end : end + 1] != ":":
            return False
        return _LINE.search(self.text, max(0, start - _MARKED), start) is not None

    def scheduled(self, start: int, end: int) -> bool:
        """Tell whether a date's clause has a verb in the present of what is scheduled."""
        verbs, told = scheduled(self.words.language), perfect(self.words.language)
        if verbs is None:
            return False
        begin, stop = self._clause(start, end)
        if told is not None and told.search(self.text, begin, stop):
            return False
        opens = _OPENS.match(self.text, begin, start) is not None
        return bool(
            verbs.search(self.text, begin, start) or (opens and verbs.search(self.text, end, stop))
        )

    def told(self, start: int, end: int) -> bool:
        """Tell whether a date's clause speaks of what has happened."""
        past_verbs = perfect(self.words.language)
        if past_verbs is None or self._shown(start, end) == "future":
            return False
        begin, stop = self._clause(start, end)
        reported = list(that(self.words.language).finditer(self.text, begin, start))
        return (
            past_verbs.search(self.text, reported[-1].end() if reported else begin, stop)
            is not None
        )

    def overtaken(self, start: int, end: int) -> bool:
        """Tell whether a plan is told as past, and what came after it: "was due on Friday, but left"."""
        gone = past(self.words.language)
        if gone is None or not meant().search(self.text, max(0, start - _CLAUSE), start):
            return False
        stop = _STOP.search(self.text, end)
        rest = self.text[end : stop.start() if stop else len(self.text)]
        return contrasts().search(rest) is not None and gone.search(rest) is not None

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """Return where the clause round a date begins and stops."""
        begin = max(0, start - _CLAUSE)
        breaks = list(_BREAK.finditer(self.text, begin, start))
        after = end + (self.text[end : end + 1] == ":")  # a label: "Friday: the court rules"
        stop = _BREAK.search(self.text, after, end + _CLAUSE)
        limit = min(len(self.text), end + _CLAUSE)
        return (breaks[-1].end() if breaks else begin), stop.start() if stop else limit

    def _shown(self, start: int, end: int) -> str:
        """Return the tense that a verb of the future or of the past shows, or ""."""
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
