"""Audiences: who a briefing is for, read from `audiences/NAME.toml`."""

import datetime as dt
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from briefer.models import SECTIONS, Colour, FileFormat, Frozen, Section, TimeZone
from briefer.text.mediatopics import broader, named_subject, subjects
from briefer.text.neighbours import is_country, neighbours
from briefer.text.words import fold

_EXCLUDED = ("outlet", "word", "story")


def cutoff_time(value: str) -> str:
    """Return `value` if it is a time of day HH:MM from 00:00 to 24:00, else raise ValueError."""
    if not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00", value):
        msg = f'{value!r} is no time of day; write "06:00", or "24:00" for midnight'
        raise ValueError(msg)
    return value


def _country(value: str) -> str:
    if not is_country(value.upper()):
        msg = f'{value!r} is no ISO 3166-1 country code, such as "PE"'
        raise ValueError(msg)
    return value.upper()


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
        msg = f'{value!r} is no language code; write "en", "fr" or "pt-BR"'
        raise ValueError(msg)
    return value


def _term(value: str) -> str:
    if not re.search(r"\w", fold(value)):
        msg = f"{value!r} is nothing to look for"
        raise ValueError(msg)
    return value.strip()


def _subject(value: str) -> str:
    """Return a subject's name; an IPTC number or a common word for one is understood too."""
    named = value.strip().casefold().replace(" ", "_")
    if named in subjects():
        return named
    close = get_close_matches(named, subjects(), 1, 0.6)
    meant = close[0] if close else named_subject(value)
    hint = f"did you mean {meant!r}?" if meant else f"there are {', '.join(subjects())}"
    msg = f"{value!r} is no subject; {hint}"
    raise ValueError(msg)


def _exclusion(value: str) -> str:
    """Return `value` if it is a subject, "outlet:NAME" or "word:TERM", else raise ValueError."""
    kind, colon, name = value.partition(":")
    if not colon:
        return _subject(value)
    kind = kind.strip().casefold()
    if kind not in _EXCLUDED:
        close = get_close_matches(kind, _EXCLUDED, 1, 0.5)
        meant = [f"{each}:{name.strip()}" for each in (close or _EXCLUDED)]
        msg = f"{value!r} excludes nothing; did you mean {' or '.join(map(repr, meant))}?"
        raise ValueError(msg)
    return f"{kind}:{_term(name)}"


def _recipient(value: str) -> str:
    """Refuse what can't be an address; the mail stage looks closer before anything is sent."""
    if "@" not in value or any(ord(char) < 32 for char in value):
        msg = f"{value!a} is no mail address; write a@example.org or Name <a@example.org>"
        raise ValueError(msg)
    return value


def _once(values: tuple[Section, ...]) -> tuple[Section, ...]:
    twice = sorted({name for name in values if values.count(name) > 1})
    if twice:
        msg = f"twice in the list: {', '.join(twice)}"
        raise ValueError(msg)
    return values


CutOff = Annotated[str, AfterValidator(cutoff_time)]
Country = Annotated[str, AfterValidator(_country)]  # ISO 3166-1 alpha-2
Language = Annotated[str, AfterValidator(_language)]  # BCP 47
Term = Annotated[str, AfterValidator(_term)]
Recipient = Annotated[str, AfterValidator(_recipient)]
Sections = Annotated[tuple[Section, ...], AfterValidator(_once)]
Weight = Annotated[float, Field(ge=0, le=10)]  # 1 is as usual, 0 counts for nothing
Subject = Annotated[str, AfterValidator(_subject)]
Exclusion = Annotated[str, AfterValidator(_exclusion)]

# How a foreign ministry weighs what a story is about; what is not named here counts as 1.
MINISTRY: Mapping[str, float] = {
    "diplomacy": 1.4,
    "conflict": 1.3,
    "election": 1.2,
    "politics": 1.1,
    "disaster": 1.1,
    "science": 0.7,
    "education": 0.7,
    "weather": 0.6,
    "arts": 0.4,
    "human_interest": 0.4,
    "lifestyle": 0.3,
    "sport": 0.3,
}


class Limits(Frozen):
    """How long an edition may be."""

    stories: int = Field(default=12, ge=1, le=500)
    key_points: int = Field(default=8, ge=1, le=200)  # of each story
    bottom_line: int = Field(default=5, ge=1, le=10)
    changes: int = Field(default=15, ge=0, le=500)
    new_points: int = Field(default=1, ge=0, le=50)  # of each story, among the changes
    calendar: int = Field(default=40, ge=0, le=500)
    opinion: int = Field(default=6, ge=0, le=500)
    quotations: int = Field(default=40, ge=0, le=500)
    tone: int = Field(default=20, ge=0, le=500)  # statements shown; all are counted


class Weights(Frozen):
    """How much each reason counts for a story's place: 1 is as usual, 0 nothing.

    `each` multiplies one country, topic, person or outlet of the audience's own lists. Subjects
    that `subjects` does not name count as they do for a foreign ministry.
    """

    sources: Weight = 1.0  # independent sources
    countries: Weight = 1.0
    neighbours: Weight = 1.0
    topics: Weight = 1.0
    people: Weight = 1.0
    outlets: Weight = 1.0
    quoted: Weight = 1.0  # somebody speaks, the more so an office-holder
    figures: Weight = 1.0
    lives: Weight = 1.0  # lost, by their number
    status: Weight = 1.0  # new today, or has developed
    volume: Weight = 1.0  # how much is written
    language: Weight = 1.0  # taken off where nothing of it is in the reader's language
    home: Weight = 1.0  # one's own country, its nationals, its ministers' words
    subjects: Mapping[Subject, Weight] = {}  # multiplies all reasons of a story of that subject
    each: Mapping[str, Weight] = {}

    def of_subject(self, subject: str | None) -> float:
        """Return what a story of a subject counts: its own weight, else the broader one's."""
        names = (subject, broader(subject)) if subject else ()
        tables = (self.subjects, MINISTRY)
        return next((table[n] for table in tables for n in names if n in table), 1.0)


class Theme(Frozen):
    """Colours (CSS hex) and an optional logo file of an edition."""

    accent: Colour = "#1d3d6f"
    logo: str | None = None


class Audience(Frozen):
    """One audience file. What is not set falls back to `briefer.toml` or these defaults."""

    name: str = "default"
    title: str = "Morning briefing"
    recipients: tuple[Recipient, ...] = ()
    language: Language = "en"
    timezone: TimeZone | None = None
    cutoff: CutOff | None = None
    countries: tuple[Country, ...] = ()
    neighbours: bool = False  # count the neighbours of `countries` too, for less
    scope: Literal["all", "first", "only"] = "all"  # stories that involve these, first or only
    home: Country | None = None  # one's own country, which counts more; `tone` is about it
    topics: tuple[Term, ...] = ()
    people: tuple[Term, ...] = ()
    outlets: tuple[Term, ...] = ()
    weights: Weights = Weights()
    exclude: tuple[Exclusion, ...] = ()  # subjects, outlet:, word:, story:: not told at all
    sections: Sections = SECTIONS
    limits: Limits = Limits()
    template: str = "default"
    evidence: Literal["marked", "inline"] = "marked"  # inline: under each sentence, every point
    theme: Theme = Theme()
    marking: str | None = None  # handling marking, such as "INTERNAL"
    public: bool = False  # no internal notes, and nothing from an article without a public address
    formats: tuple[FileFormat, ...] = ("md", "html", "txt", "json")
    attach: tuple[FileFormat, ...] = ()  # goes with the mail
    approval: bool = False
    reviewers: tuple[Recipient, ...] = ()  # told that a draft waits; default: the operator

    @property
    def nearby(self) -> frozenset[str]:
        """The neighbours of `countries`, where the audience wants them."""
        return neighbours(self.countries) if self.neighbours else frozenset()

    @field_validator("neighbours", "scope")
    @classmethod
    def _about_countries(cls, value: bool | str, info: ValidationInfo) -> bool | str:
        if value not in {False, "all"} and not info.data.get("countries"):
            raise ValueError("needs countries, set beside it")
        return value

    @field_validator("weights")
    @classmethod
    def _of_own_lists(cls, value: Weights, info: ValidationInfo) -> Weights:
        lists = ("countries", "topics", "people", "outlets")
        known = {fold(term) for name in lists for term in info.data.get(name, ())}
        strange = [name for name in value.each if fold(name) not in known]
        if strange:
            raise ValueError(f"each: in no list of this audience: {', '.join(strange)}")
        return value

    @field_validator("sections")
    @classmethod
    def _tone_of_home(cls, value: tuple[Section, ...], info: ValidationInfo) -> tuple[Section, ...]:
        if "tone" in value and info.data.get("home") is None:
            raise ValueError('tone needs home = "XX", the country it is about')
        return value


def window_of(
    date: dt.date,
    cutoff: str,
    timezone: dt.tzinfo,
) -> tuple[dt.datetime, dt.datetime]:
    """Return the half-open 24 hours (by the clock on the wall) that end at `date`'s cut-off."""
    hours, minutes = (int(part) for part in cutoff.split(":"))
    day = date + dt.timedelta(days=1) if hours == 24 else date
    at = dt.time(0 if hours == 24 else hours, minutes)
    end = dt.datetime.combine(day, at, tzinfo=timezone)
    start = dt.datetime.combine(day - dt.timedelta(days=1), at, tzinfo=timezone)
    return start, end
