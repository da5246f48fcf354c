"""One's own country in a story: that it is involved, its nationals, what its ministers say.

A ministry reads first what concerns its own: two of its citizens among the dead weigh more than
the accident does, and its own minister's words more than another's.
"""

import re
from collections.abc import Iterator
from functools import cache

from briefer.editions.offices import office_of
from briefer.lang import every
from briefer.models import KeyPoint, Reason, Story
from briefer.text.claim_language import UNKNOWN, Reader
from briefer.text.countries import find_countries, find_peoples
from briefer.text.wordings import either
from briefer.text.words import fold

INVOLVED, NATIONALS, MINISTER = 0.9, 0.9, 0.7  # points
BESIDE = 28  # characters around a people's name in which it is said that persons are meant
_BEFORE = 70  # characters before a speaker's name in which the country stands


def own_country(
    story: Story, home: str | None, weight: float, reader: Reader | None
) -> list[Reason]:
    """Return what speaks for a story because of one's own country; nothing where none is set."""
    if home is None:
        return []
    return [reason for reason in _reasons(story, home, weight, reader) if reason.points]


def _reasons(story: Story, home: str, weight: float, reader: Reader | None) -> Iterator[Reason]:
    if home not in story.countries:  # who speaks of its people or ministers names it
        return
    yield _reason("home", INVOLVED * weight, home)
    texts = ((point.text, _language(point, reader)) for point in story.key_points)
    if any(names_nationals(text, language, home) for text, language in texts):
        yield _reason("nationals", NATIONALS * weight, home)
    for point in story.key_points:
        if point.speaker and _is_own(point, home, _language(point, reader)):
            yield _reason("own_minister", MINISTER * weight, point.speaker)
            return


def _reason(code: str, points: float, name: str) -> Reason:
    return Reason(code=code, points=round(points, 3), n=1, names=(name,))


def _language(point: KeyPoint, reader: Reader | None) -> str:
    found = reader.tongue(point.text, point.evidence) if reader else UNKNOWN
    return "en" if found == UNKNOWN else found


def names_nationals(text: str, language: str, country: str) -> bool:
    """Return whether `text` speaks of persons of that nationality: "two Austrian tourists"."""
    for start, end, code in find_peoples(text, language):
        around = f"{text[max(0, start - BESIDE) : start]} {text[end : end + BESIDE]}"
        if code == country and _persons().search(fold(around)):
            return True
    return False


def _is_own(point: KeyPoint, home: str, language: str) -> bool:
    """Whether a speaker holds an office of the country: it stands with the office, by the name."""
    passage = " ".join([point.text, *(item.quote for item in point.evidence)])
    return holds_office(point.speaker or "", passage, home, language)


def holds_office(speaker: str, passage: str, home: str, language: str) -> bool:
    """Whether `passage` names `speaker` with an office and, before the name, the country `home`."""
    if office_of(speaker, passage) is None:
        return False
    surname = speaker.rsplit(maxsplit=1)[-1]
    for found in re.finditer(re.escape(surname), passage):
        before = re.split(r"[.;:!?]", passage[max(0, found.start() - _BEFORE) : found.start()])[-1]
        named = find_countries(before, language)
        if named and named[-1][2] == home:
            return True
    return False


@cache
def _persons() -> re.Pattern[str]:
    words = every(lambda tables: tables.subjects.nationals)
    return re.compile(rf"(?<!\w)(?:{either(map(fold, words))})(?!\w)")
