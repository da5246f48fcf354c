"""Every date of a claim must be one of the passage's, after both are resolved."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import calendar
from briefer.grounding.wordlists import word_set
from briefer.models import DateMention, When

CODES: Final = {"date_changed": "a date is not the cited sentences'"}
CROSS_LANGUAGE: Final = True
UNCHECKED: Final = ""
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_RELATIVE: Final = word_set("earlier later before after previously previous following")
_LOOSE: Final = _RELATIVE | {
    "night",
    "morning",
    "evening",
    "afternoon",
    "late",
    "early",
    "last",
    "next",
    "this",
}
_DAYS: Final = {"minute": 1, "day": 1, "week": 7, "month": 31, "season": 92, "quarter": 92}


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each date of the claim that no date of the passage bears out."""
    for mention in case.dates:
        words = case.reading.text[mention.start : mention.end]
        if not _borne_out(case, mention):
            yield Fault("date_changed", f"the cited sentences have {_given(case)}", words)
    if case.claim.when and not _recorded(case, case.claim.when):
        yield Fault(
            "date_changed",
            f"recorded as {case.claim.when.date}; the cited sentences have {_given(case)}",
            case.claim.when.words,
        )


def _given(case: Case) -> str:
    dates = [m.when.date.isoformat() for m in case.passage.dates if m.when]
    return ", ".join(dict.fromkeys(dates)) or "no date"


def _borne_out(case: Case, mention: DateMention) -> bool:
    if mention.when is None or _verbatim(case, mention) or _told(case, mention):
        return _words_there(case, mention)
    words = _words(case.reading.text[mention.start : mention.end])
    return any(
        m.when and (_within(m.when, mention.when) or _same_words(words, m.when, mention.when))
        for m in case.passage.dates
    )


def _words(text: str) -> str:
    return " ".join(text.lower().split()).removeprefix("on ").removeprefix("in ")


def _same_words(words: str, source: When, claim: When) -> bool:
    """Tell whether both say it alike, or leave out the year that each was given by its tense."""
    if words == _words(source.words):
        return True
    if _YEAR.search(words) or _YEAR.search(source.words):
        return False
    alike = source.date.replace(year=2000) == claim.date.replace(year=2000)
    return alike and source.precision == claim.precision and source.precision in ("day", "month")


def _told(case: Case, mention: DateMention) -> bool:
    """Tell whether the date counts from another one in the story ("four years earlier")."""
    words = case.reading.text[mention.start : mention.end].lower().split()
    return any(word in _RELATIVE for word in words)


def _verbatim(case: Case, mention: DateMention) -> bool:
    """Tell whether the passage has the same words, so that both would resolve alike."""
    if any(m.when for m in case.passage.dates) and mention.when is not None:
        return False
    return _words_there(case, mention)


def _words_there(case: Case, mention: DateMention) -> bool:
    reading = case.reading
    words = [
        i
        for i in range(len(reading))
        if mention.start <= reading.start[i] < mention.end and reading.content[i]
    ]
    mine = {_short(reading.low[i]) for i in words} - _LOOSE
    if all(case.hits[i].support > 0 for i in words if _short(reading.low[i]) in mine):
        return True
    return any(mine <= there for there in _written(case))


def _short(low: str) -> str:
    """Return a word of a date as it is compared: months and days by three letters."""
    return low[:3] if low in calendar() else low.lstrip("0")


def _written(case: Case) -> Iterator[set[str]]:
    """Yield the words around each month or day that the passage names."""
    low = case.passage.low
    for at, word in enumerate(low):
        if word in calendar():
            yield {_short(other) for other in low[max(0, at - 2) : at + 3]}


def _within(source: When, claim: When) -> bool:
    """Tell whether the source's period lies in the claim's: a claim may be vaguer, not finer."""
    first, last = _period(source)
    start, end = _period(claim)
    if claim.end is not None and source.end is not None:
        return (start, end) == (first, last)  # a range is given by both its ends
    if source.end is not None and claim.precision == "year":
        return claim.date.year in (first.year, last.year)  # "since 2001": "from 2001 to 2014"
    return start <= first and last <= end


def _period(when: When) -> tuple[dt.date, dt.date]:
    if when.end is not None:
        return when.date, when.end
    if when.precision == "month":
        following = (when.date.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        return when.date, following - dt.timedelta(days=1)
    if when.precision == "year":
        return when.date, when.date.replace(month=12, day=31)
    return when.date, when.date + dt.timedelta(days=_DAYS[when.precision] - 1)


def _recorded(case: Case, when: When) -> bool:
    dated = [m.when for m in case.passage.dates if m.when]
    if not dated:
        return case.anchor is None or when.date == case.anchor or not when.words
    return any(_within(other, when) or _within(when, other) for other in dated)
