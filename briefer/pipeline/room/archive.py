"""What the pages of the reading room show, put together from the archive.

The front page, a briefing and the sources are here; `storytelling`, `articles_read` and `seeking`
have a story, an article and a search. Everything reads. Each function takes a `Room` and plain arguments from a request, and
returns a view; what is not there is a `MissingError`.
"""

import calendar
import datetime as dt
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from briefer.errors import BrieferError
from briefer.models import FILE_FORMATS, Briefing
from briefer.settings import Workspace
from briefer.store.archive import (
    Archive,
    Outlet,
    Shelved,
)
from briefer.stories import OutletBook

RUNNING = dt.timedelta(days=14)  # how far back the stories on the front page go


class MissingError(BrieferError):
    """There is no such page."""


class Room:
    """A workspace, open to readers."""

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self.archive = Archive(space.state)
        out = space.settings.out
        self.out = out if out.is_absolute() else space.root / out
        own = space.root / "outlets.toml"
        self.outlets = OutletBook.read(own) if own.is_file() else OutletBook.bundled()

    def in_order(self, audiences: Iterable[str]) -> tuple[str, ...]:
        """Return audiences as the workspace lists them, then the others by name."""
        places = {name: place for place, name in enumerate(self.space.settings.audiences)}
        return tuple(sorted(audiences, key=lambda name: (places.get(name, len(places)), name)))


# --- the front page ---


class ShelfDay(NamedTuple):
    """A day and its briefings."""

    date: dt.date
    briefings: tuple[Shelved, ...]


class Month(NamedTuple):
    """A month in the list of months. `days` have briefings."""

    key: str  # "2026-03"
    first: dt.date
    days: int


class Week(NamedTuple):
    """A row of the calendar; a day of another month is None, one without briefings has none."""

    days: tuple[tuple[dt.date, bool] | None, ...]


class Running(NamedTuple):
    """A story that was told on several days lately."""

    id: str
    title: str
    days: int
    last: dt.date


class Home(NamedTuple):
    """The front page."""

    days: tuple[ShelfDay, ...]
    month: Month | None
    weeks: tuple[Week, ...]
    months: tuple[Month, ...]
    audience: str
    audiences: tuple[str, ...]
    running: tuple[Running, ...]
    indexing: bool


def home(room: Room, month: str = "", audience: str = "") -> Home:
    """Return a month's briefings by day; by default the latest month that has some.

    Raises:
        MissingError: there is no such month or audience.
    """
    archive = room.archive
    months = tuple(_month(key, days) for key, days in archive.months())
    audiences = room.in_order(archive.audiences())
    if audience and audience not in audiences:
        raise MissingError(f"no briefings for {audience}")
    chosen = next((m for m in months if m.key == month), None)
    if month and chosen is None:
        raise MissingError(f"no briefings in {month}")
    chosen = chosen or next(iter(months), None)
    if chosen is None:
        return Home((), None, (), (), audience, audiences, (), archive.waiting())
    length = calendar.monthrange(chosen.first.year, chosen.first.month)[1]
    last = chosen.first.replace(day=length)
    days: dict[str, list[Shelved]] = {}
    for item in archive.shelf(chosen.first.isoformat(), last.isoformat(), audience):
        days.setdefault(item.date, []).append(item)
    for items in days.values():
        items.sort(key=lambda item: audiences.index(item.audience))
    latest = max(days) if days else chosen.first.isoformat()
    since = (dt.date.fromisoformat(latest) - RUNNING).isoformat()
    running = archive.running(since, 8) if chosen == months[0] else []
    return Home(
        days=tuple(ShelfDay(dt.date.fromisoformat(d), tuple(b)) for d, b in days.items()),
        month=chosen,
        weeks=_weeks(chosen.first, frozenset(days)),
        months=months,
        audience=audience,
        audiences=audiences,
        running=tuple(Running(s, t, n, dt.date.fromisoformat(d)) for s, n, d, t in running),
        indexing=archive.waiting(),
    )


def _month(key: str, days: int) -> Month:
    return Month(key, dt.date.fromisoformat(f"{key}-01"), days)


def _weeks(first: dt.date, known: frozenset[str]) -> tuple[Week, ...]:
    rows = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return tuple(
        Week(
            tuple(
                (day, day.isoformat() in known) if day.month == first.month else None for day in row
            )
        )
        for row in rows
    )


# --- a briefing ---


class BriefingPage(NamedTuple):
    """A stored briefing. `files` are the names of its published formats."""

    briefing: Briefing
    before: str
    after: str
    files: tuple[str, ...]
    others: tuple[str, ...]  # audiences that have one of the same day


def briefing(room: Room, date: str, audience: str) -> BriefingPage:
    """Return a briefing as it is stored.

    Raises:
        MissingError: there is none, or this version of briefer can't read it.
    """
    body = room.archive.briefing(audience, _date(date).isoformat())
    if body is None:
        raise MissingError(f"there is no briefing for {audience} of {date}")
    stored = _parsed(body)
    before, after = room.archive.beside(audience, date)
    others = room.in_order(item.audience for item in room.archive.shelf(date, date))
    return BriefingPage(
        briefing=stored,
        before=before,
        after=after,
        files=tuple(name for name in FILE_FORMATS if published(room, date, audience, name)),
        others=tuple(other for other in others if other != audience),
    )


@lru_cache(maxsize=16)
def _parsed(body: str) -> Briefing:
    try:
        return Briefing.model_validate_json(body)
    except ValidationError as error:
        raise MissingError("this briefing was stored by another version of briefer") from error


def published(room: Room, date: str, audience: str, fmt: str) -> Path | None:
    """Return the published file of a briefing, None where there is none.

    Only a plain file that lies in the workspace's own folder for briefings is given out.
    """
    if fmt not in FILE_FORMATS or audience not in room.archive.audiences():
        return None
    folder = room.out.resolve()
    try:
        day = dt.date.fromisoformat(date).isoformat()
        path = (folder / day / f"{audience}.{fmt}").resolve(strict=True)
    except (ValueError, OSError, RuntimeError):
        return None
    return path if path.is_file() and path.is_relative_to(folder) else None


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise MissingError(f"{text!r} is no date") from error


# --- sources ---


class SourceRow(NamedTuple):
    """An outlet in the list of sources."""

    outlet: Outlet
    note: str


class Unread(NamedTuple):
    """What could not be read, and why."""

    location: str
    reason: str


class SourcesPage(NamedTuple):
    """The outlets of the archive, and what could not be read."""

    rows: tuple[SourceRow, ...]
    articles: int
    failures: tuple[Unread, ...]


def _told(failures: str) -> list[dict[str, str]]:
    """Return what could not be read of a location; nothing where even that can't be read."""
    try:
        found = json.loads(failures)
    except ValueError:
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def sources(room: Room) -> SourcesPage:
    """Return every outlet, the one with the most articles first."""
    rows = []
    for outlet in room.archive.outlets():
        note = room.outlets.note(outlet.name) if outlet.name else None
        rows.append(SourceRow(outlet, f"{note.ownership}, {note.country}" if note else ""))
    failures = tuple(
        Unread(item.get("location", location), item.get("reason", ""))
        for location, text in room.archive.failures()
        for item in _told(text)[:5]
    )
    return SourcesPage(tuple(rows), sum(row.outlet.articles for row in rows), failures)
