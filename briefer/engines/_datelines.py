"""Datelines: "GENEVA, June 1 (Agency) - ", "Paris — ", "МОСКВА, 1 июня. /ТАСС/. "."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefer.models import NameMention
from briefer.text.datelines import read_dateline

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω"
_DASH = r"[-‐-―]{1,2}"
_CITY = rf"[{_UPPER}][{_UPPER}.'’\-]+(?:[ /][{_UPPER}][{_UPPER}.'’\-]*){{0,3}}"  # GENEVA, NEW YORK
_TOWN = rf"[{_UPPER}][\w.'’\-]+(?:[ /][{_UPPER}][\w.'’\-]+){{0,2}}"  # Geneva, New York
_MORE = r"(?:[,.] ?[^()/\n—–\"“«:;]{1,30}?)?"  # a second place, a date
_BEGINS = rf"(?=[{_UPPER}\"“«‘'\d])"
_WITH_AGENCY: Final = (
    # GENEVA, June 1 (Agency) - ; Genève, 1er juin (AFP) – ; Rome (dpa) -
    re.compile(rf"(?P<place>{_TOWN}){_MORE}[,.]? ?\([^()\n]{{2,40}}\)\s?{_DASH}\s*{_BEGINS}"),
    # МОСКВА, 1 июня. /ТАСС/.
    re.compile(rf"(?P<place>{_TOWN}){_MORE}[,.]? ?/[^/\n]{{2,30}}/\s?[.:—–-]?\s*{_BEGINS}"),
    # القاهرة (رويترز) -
    re.compile(
        rf"(?P<place>[^\W\d_A-Za-z]+(?: [^\W\d_]+){{0,2}}) \([^()\n]{{2,30}}\)\s?{_DASH}\s+"
    ),
    # (Agency) - ; (CNN)
    re.compile(rf"(?P<place>)\([{_UPPER}][^()\n]{{1,30}}\)\s?(?:{_DASH}\s*|(?=[{_UPPER}\"“]))"),
)
_DATED: Final = (
    # GENEVA, June 1 - ; Paris, 1er juin –
    re.compile(
        rf"(?P<place>{_TOWN}),\s[^()\n—–\"“«:;]{{0,20}}\d[^()\n—–\"“«:;]{{0,20}}?\s?{_DASH}\s{_BEGINS}"
    ),
)
_BARE_CITY: Final = re.compile(rf"(?P<place>{_CITY})(?:,{_MORE})?\s?{_DASH}\s{_BEGINS}")  # BERLIN —
_BARE_TOWN: Final = re.compile(rf"(?P<place>{_TOWN})\s[—–-]{{1,2}}\s{_BEGINS}")  # Geneva —
_LONGEST = 90  # characters


class Dateline(NamedTuple):
    """Where it ends in the article's text, and its place as written ("" for none)."""

    end: int
    place: str


def find_dateline(
    text: str, start: int, end: int, names: Sequence[NameMention], language: str = ""
) -> Dateline | None:
    """Return the dateline that `text[start:end]` opens with, if it does.

    Without an agency or a date, capitals must not be an organisation's ("NATO - …"), and small
    letters must be a known place's ("Lavrov – Russia's foreign minister – …" opens with none).
    """
    first = next((name for name in names if start <= name.start < start + _LONGEST), None)
    opening = first if first and first.start == start else None
    found = (
        _patterned(text, start, end, opening),
        _written(text, start, end, opening, language),
    )
    return max((line for line in found if line), key=lambda line: line.end, default=None)


def _patterned(text: str, start: int, end: int, opening: NameMention | None) -> Dateline | None:
    """Return the dateline that one of the wires' own patterns finds."""
    last = min(end, start + _LONGEST)
    for pattern in (*_WITH_AGENCY, *_DATED):
        found = pattern.match(text, start, last)
        if found and found.end() < end:
            return Dateline(found.end(), found["place"])
    found = _BARE_CITY.match(text, start, last)
    if found and found.end() < end and (opening is None or opening.kind == "place"):
        return Dateline(found.end(), found["place"])
    found = _BARE_TOWN.match(text, start, last)
    if found and found.end() < end and opening is not None and opening.kind == "place":
        return Dateline(found.end(), found["place"])
    return None


def _written(
    text: str, start: int, end: int, opening: NameMention | None, language: str
) -> Dateline | None:
    """Return the dateline in another everyday form: agency, day, capitals or script tell it."""
    read = read_dateline(text[start : min(end, start + _LONGEST)], language)
    if read is None or start + read.end >= end:
        return None
    colon = text[start : start + read.end].rstrip().endswith((":", "："))
    known = opening is not None and opening.kind == "place"
    capitals = read.place.partition(",")[0].isupper() and (known or opening is None)
    if colon:
        told = known and capitals  # "CAIRO: …", but not "Ukraine: …" in a round-up
    else:
        told = bool(read.agency or read.stamp or capitals or not _cased(read.place))
    return Dateline(start + read.end, read.place) if told else None


def _cased(words: str) -> bool:
    """Whether `words` are of a script that has capitals."""
    return words.upper() != words.lower()
