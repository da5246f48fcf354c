"""What each line above a text is: a date line, a byline, a source, a label, a note, or words."""

import re
from typing import NamedTuple

from briefer.ingest.headlines import CLOCK, NAME_SMALL, is_name, may_be_masthead
from briefer.ingest.labels import (
    byline_of,
    interviewer_of,
    is_section,
    label_of,
    labelled_byline,
    opening_label,
    source_of,
)
from briefer.text.stamps import Stamp, find_stamps, left_over, may_name_a_day

NOTE = re.compile(r"[(\[（【].{8,400}[)\]）】]\s*$")
ADDRESS = re.compile(r"(?:\w{2,12}\s?:\s)?<?(?P<url>(?:https?://|www\.)[^\s<>]{4,2000})>?$")
_SEPARATED = re.compile(r"^\W*$|[|,;:·•–—―/()-]\s*$")
_APART = re.compile(r"[|,;·•–—―]\s*$|\s-\s*$")
_PAGE = re.compile(r"(?:^|[\s|·•–—-]+)[^\W\d]{1,7}\.?\s\d{1,4}(?:\s[^\W\d]{1,4}\s\d{1,4})?$")
_EDGES = " |·•–—-,"
_STAMP_MAX = 140  # characters of a date line
_BYLINE = 12  # words
_BESIDE = 5  # words of a name beside a date


class HeadLine(NamedTuple):
    """A line of a head: what it is, and what it says."""

    kind: str  # date, byline, source, outlet, label, note, title, address, words
    words: str
    stamps: tuple[Stamp, ...] = ()
    label: str = ""  # that a byline begins with ("Analysis by …"), or that the line opens with


def line_of(line: str, language: str, *, first: bool) -> HeadLine:
    """Return what a line is; `first`: it may be the headline."""
    if NOTE.match(line) or (line.isupper() and CLOCK.search(line) and not label_of(line)):
        return HeadLine("note", line)  # "EMBARGOED UNTIL 18:00"
    if ADDRESS.match(line):
        return HeadLine("address", line)
    stamps = dates_of(line, language)
    if stamps:
        rest = _PAGE.sub("", left_over(line, list(stamps))).strip(_EDGES)
        telling = any(stamp.day.year or stamp.labelled for stamp in stamps)
        if telling and (not rest or _beside(line, rest, stamps)):
            return _beside_date(rest, stamps)
    return _undated(line, first=first)


def dates_of(line: str, language: str) -> tuple[Stamp, ...]:
    """Return the dates that a line states which is short enough for a date line."""
    short = len(line) <= _STAMP_MAX and may_name_a_day(line)
    return tuple(find_stamps(line, language)) if short else ()


def _undated(line: str, *, first: bool) -> HeadLine:
    """Return what a line without a date is."""
    outlet, names = source_of(line), byline_of(line)
    if label_of(line) or is_section(line):
        return HeadLine("label", line)
    labelled = labelled_byline(line)
    if labelled:
        return HeadLine("byline", labelled[1], label=labelled[0])
    asked = interviewer_of(line)
    if asked:
        return HeadLine("byline", asked, label="interview")
    if outlet:
        return HeadLine("source", outlet)
    if names and len(line.split()) <= _BYLINE and not (first and _looks_headline(line)):
        return HeadLine("byline", names)
    return HeadLine("words", line, label=opening_label(line) or "")


def _looks_headline(line: str) -> bool:
    """Whether a line that begins like a byline goes on like a headline."""
    words = line.split()[1:]
    small = [w for w in words if w[0].islower() and w.casefold() not in NAME_SMALL]
    return len(small) > 1


def _beside(line: str, rest: str, stamps: tuple[Stamp, ...]) -> bool:
    """Whether what stands beside a date is a name, a place or a byline, not a headline's words."""
    words = rest.split()
    if len(words) > _BYLINE:
        return False
    if byline_of(rest) or source_of(rest) or label_of(rest) or is_section(rest):
        return True
    before, after = line[: stamps[0].start], line[stamps[-1].end :]
    apart = bool(_SEPARATED.search(before)) and (
        not after.strip() or not after.strip()[0].isalnum()
    )
    if not is_name(rest):  # "Речные вести, 31 мая 2021": few languages have capitals throughout
        marked = _APART.search(before) or (
            not before.strip() and after.strip()[:1] in set("|·•–—-")
        )
        return bool(marked) and len(words) <= _BESIDE and may_be_masthead(rest)
    return apart or len(words) <= 4


def _beside_date(rest: str, stamps: tuple[Stamp, ...]) -> HeadLine:
    if not rest:
        return HeadLine("date", "", stamps)
    outlet, names = source_of(rest), byline_of(rest)
    if outlet:
        return HeadLine("source", outlet, stamps)
    if names:
        return HeadLine("byline", names, stamps)
    if label_of(rest):
        return HeadLine("label", rest, stamps)
    if is_section(rest):
        return HeadLine("date", "", stamps)
    return HeadLine("outlet", rest, stamps)
