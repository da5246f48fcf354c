"""Audiences: who a briefing is for, read from `audiences/NAME.toml`."""

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from briefer.models import SECTIONS, Colour, Frozen, Section, TimeZone


def cutoff_time(value: str) -> str:
    """Return `value` if it is a time of day HH:MM from 00:00 to 24:00, else raise ValueError."""
    if not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00", value):
        msg = f'{value!r} is no time of day; write "06:00", or "24:00" for midnight'
        raise ValueError(msg)
    return value


CutOff = Annotated[str, AfterValidator(cutoff_time)]


class Limits(Frozen):
    """How long an edition may be."""

    stories: int = Field(default=12, ge=1, le=500)
    key_points: int = Field(default=8, ge=1, le=200)  # of each story
    bottom_line: int = Field(default=5, ge=1, le=10)
    changes: int = Field(default=15, ge=0, le=500)
    new_points: int = Field(default=1, ge=0, le=50)  # of each story, among the changes
    calendar: int = Field(default=20, ge=0, le=500)


class Theme(Frozen):
    """Colours (CSS hex) and an optional logo file of an edition."""

    accent: Colour = "#1d3d6f"
    logo: str | None = None


class Audience(Frozen):
    """One audience file. What is not set falls back to `briefer.toml` or these defaults."""

    name: str = "default"
    title: str = "Morning briefing"
    recipients: tuple[str, ...] = ()
    language: str = "en"
    timezone: TimeZone | None = None
    cutoff: CutOff | None = None
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sections: tuple[Section, ...] = SECTIONS
    limits: Limits = Limits()
    template: str = "default"
    theme: Theme = Theme()
    marking: str | None = None  # handling marking, such as "INTERNAL"
    formats: tuple[Literal["md", "html", "txt", "json"], ...] = ("md", "html", "txt", "json")
    approval: bool = False


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
