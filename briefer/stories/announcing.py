"""Words with which a text announces what is still to come: tenses, and kinds of appointment.

A date in the future is no appointment by itself ("the attacks of September 11"). What stands
near it must speak of the future, or name something that is held, due or decided on a day.
"""

import re
from functools import cache
from typing import NamedTuple

from briefer.lang import every
from briefer.lang import language as tables_of
from briefer.text.dates import tense
from briefer.text.wordings import either
from briefer.text.words import fold, spans

_LEAD = 28  # characters before a date that may lead to it
_NEAR = 14  # words on either side of a date in which it is announced

# "BRUSSELS, May 31 (Agency) - ": what stands before the news, its date included.
_DATELINE = re.compile(r"[^\W\d_][^\n(]{0,60}(?:\([^()\n]{1,40}\))?\s[-–—]{1,2}\s")


class Announcement(NamedTuple):
    """How a text announces what it gives a date for."""

    future: bool  # in the future tense
    kinds: frozenset[str]  # of appointment


def dateline(text: str) -> int:
    """Return the length of the dateline that `text` opens with; 0 without one."""
    found = _DATELINE.match(text)
    if found is None:
        return 0
    place = re.split(r"[,(]|\s[-–—]", found.group(), maxsplit=1)[0]
    return found.end() if place.isupper() or "(" in found.group() else 0


def announcement(
    text: str, start: int, end: int, language: str, *, day: bool = False
) -> Announcement | None:
    """Return how `text` announces the event of the date at `start` to `end`; None if it doesn't.

    `day`: the date is a day that lies ahead of the text, so that it needs no word of the future
    unless its clause tells what has happened. In a language without lists every date counts as
    announced.
    """
    if not _future(language):
        return Announcement(future=True, kinds=frozenset())
    patterns = _patterns()
    if patterns.doubtful.search(fold(text)):
        return None
    near = fold(_near(text, start, end))
    listed = frozenset(near.split())
    future = not _future(language).isdisjoint(listed) or patterns.due.search(near) is not None
    kinds = frozenset(kind for word in listed if (kind := _kinds().get(word)))
    shown = tense(text, start, end, language)
    if shown.overtaken:
        return None
    led = patterns.lead.search(text, max(0, start - _LEAD), start) is not None
    future = future or shown.scheduled or led
    known = kinds and not patterns.past.search(near)
    if not (future or known or (day and not shown.told)):
        return None
    return Announcement(future, kinds)


def _near(text: str, start: int, end: int) -> str:
    """Return the words around a date, as a line with single spaces."""
    tokens = spans(text)
    before = [text[s:e] for s, e in tokens if e <= start][-_NEAR:]
    after = [text[s:e] for s, e in tokens if s >= end][:_NEAR]
    return " ".join([*before, *after])


class _Patterns(NamedTuple):
    """What makes it an announcement, and what no announcement; for folded texts of any language."""

    due: re.Pattern[str]
    doubtful: re.Pattern[str]
    past: re.Pattern[str]
    lead: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    due = either(every(lambda t: t.announcing.due + t.announcing.until))
    openings = either(every(lambda tables: tables.announcing.doubtful_openings))
    doubtful = either(every(lambda tables: tables.announcing.doubtful))
    past = either(every(lambda tables: tables.announcing.past))
    leads = either(every(lambda tables: tables.announcing.leads))
    return _Patterns(
        re.compile(rf"\b(?:{due})"),
        re.compile(rf"^(?:{openings})\b|\b(?:{doubtful})\b"),
        re.compile(rf"\b(?:{past})\b"),
        re.compile(rf"(?<!\w)(?:{leads})\s\Z", re.IGNORECASE),
    )


@cache
def _future(language: str) -> frozenset[str]:
    return frozenset(map(fold, tables_of(language).announcing.future))


@cache
def _kinds() -> dict[str, str]:
    listed = every(lambda tables: tables.announcing.kinds.items())
    return {fold(word): kind for kind, words in listed for word in words}
