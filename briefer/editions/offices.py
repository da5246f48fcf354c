"""Which office a speaker holds, as the words beside the name have it.

Only offices that a reader of a briefing would want to know of; the words are those of the
languages that briefings are written in.
"""

import re
from collections.abc import Iterable
from functools import cache

from briefer.lang import every
from briefer.text.wordings import either
from briefer.text.words import fold

REACH = 70  # characters before a name in which its office stands, as in "Foreign Minister"

# The first that is found counts: a foreign minister is a minister too.
OFFICES = (
    "prime_minister",
    "foreign_minister",
    "chancellor",
    "minister",
    "president",
    "secretary_general",
)


@cache
def _offices() -> dict[str, re.Pattern[str]]:
    """Return office -> what finds it in a folded text of any language."""
    return {office: _folded(_held(office)) for office in OFFICES}


def _held(office: str) -> tuple[str, ...]:
    return every(lambda tables: tables.offices.held.get(office, ()))


@cache
def _deputy() -> re.Pattern[str]:
    return _folded(every(lambda tables: tables.offices.deputies))


def _folded(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(map(fold, forms))})(?!\w)")


def office_of(speaker: str, passage: str) -> str | None:
    """Return the office of `speaker` ("foreign_minister"), or None where `passage` names none."""
    name, text = fold(speaker), fold(passage)
    if _own(name):
        return _own(name)
    surname = name.split()[-1] if name.split() else ""
    for found in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text) if surname else ():
        before = re.split(r"[.;:,!?«»“”\"]", text[max(0, found.start() - REACH) : found.start()])
        office = _own(before[-1])
        if office:
            return office
    return None


def _own(text: str) -> str | None:
    for office, words in _offices().items():
        match = words.search(text)
        if match and not _deputy().search(text[: match.start()]):
            return office
    return None
