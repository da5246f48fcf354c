"""The calendar as an iCalendar file (RFC 5545, through icalendar).

One all-day event for each entry, because articles give days and no hours; a week or a month is
one event that spans it and leaves the reader free. A season, a quarter or a year is no date to
put into a diary: such entries are left out, and said to be. An event keeps its UID as long as its
date and words are the same, so that tomorrow's file updates today's.
"""

import calendar as months
import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from icalendar import Calendar, Event

from briefer.models import CalendarItem
from briefer.render.escaping import clean, safe_url
from briefer.render.rendering import Rendering
from briefer.render.views import Event as Entry
from briefer.render.views import Quote

SUMMARY = 120  # characters: what a diary shows in a cell
MAX_TEXT = 8_000  # characters of a description
LEFT_OUT = {"season", "quarter", "year"}
PRODUCT = "-//briefer//briefer//EN"


class Diary(NamedTuple):
    """An iCalendar file, how many events it holds, and notes on what it does not."""

    data: bytes
    events: int
    notes: tuple[str, ...]


def diary_of(rendering: Rendering) -> Diary:
    """Return the briefing's calendar; the same briefing gives the same bytes."""
    briefing, view = rendering.briefing, rendering.view
    pairs = list(zip(briefing.calendar, view.calendar, strict=True))
    dated = [pair for pair in pairs if pair[0].precision not in LEFT_OUT]
    book = _book(view.page.title, view.page.lang)
    marking = view.page.marking
    taken: set[str] = set()
    for item, entry in dated:
        book.add_component(_event(item, entry, briefing.window.end, marking, _uid(item, taken)))
    loose = [entry.date for item, entry in pairs if item.precision in LEFT_OUT]
    notes = [f"Not in the calendar file, as no day is known: {', '.join(loose)}."] if loose else []
    return Diary(book.to_ical(), len(dated), tuple(notes))


def _book(title: str, language: str) -> "Calendar":
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", title, parameters={"LANGUAGE": language})
    return book


def _event(item: CalendarItem, entry: Entry, stamp: dt.datetime, marking: str, uid: str) -> "Event":
    start, end = span(item.date, item.precision, item.end)
    text = entry.statement.text
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _short(text), parameters=_language(entry.statement.lang))
    event.add("description", _description(entry, marking))
    if entry.place:
        event.add("location", entry.place)
    link = next((quote.source.url for quote in entry.statement.quotes if quote.source.url), None)
    if safe_url(link):
        event.add("url", link)
    event.add("transp", "TRANSPARENT")
    return event


def span(date: dt.date, precision: str, last: dt.date | None = None) -> tuple[dt.date, dt.date]:
    """Return the days from the first up to, not with, the second; `last` is the last of them."""
    if last is not None and last > date:
        return date, _later(last, 1)
    if precision == "month":
        first = date.replace(day=1)
        days = months.monthrange(first.year, first.month)[1]
        return first, _later(first, days)
    return date, _later(date, 7 if precision == "week" else 1)


def _later(date: dt.date, days: int) -> dt.date:
    """Return the date so many days on; the calendar's last day where there is none."""
    return date + dt.timedelta(days=min(days, (dt.date.max - date).days))


def _uid(item: CalendarItem, taken: set[str]) -> str:
    """Return the entry's own id: the same as long as its date and words are."""
    words = " ".join(item.text.casefold().split())
    digest = hashlib.sha256(f"{item.date}\0{item.precision}\0{words}".encode()).hexdigest()[:32]
    uid = f"{digest}@briefer"
    number = 2
    while uid in taken:
        uid, number = f"{digest}-{number}@briefer", number + 1
    taken.add(uid)
    return uid


def _description(entry: Entry, marking: str) -> str:
    lines = [marking] if marking else []
    foreign = f" ({entry.statement.foreign})" if entry.statement.foreign else ""
    lines += [f"{entry.date}: {entry.statement.text}{foreign}", ""]
    lines += _cited(entry.statement.quotes)
    return "\n".join(lines)[:MAX_TEXT]


def _cited(quotes: Sequence[Quote]) -> list[str]:
    lines = []
    for quote in quotes:
        source = quote.source
        named = ", ".join(filter(None, (source.outlet, source.title.text, source.date)))
        lines += [f"“{quote.text}”", named, *([source.url] if source.url else []), ""]
    return lines


def _short(text: str) -> str:
    line = clean(text)
    if len(line) <= SUMMARY:
        return line.removesuffix(".")
    return line[:SUMMARY].rpartition(" ")[0] + "…"


def _language(language: str | None) -> dict[str, Any]:
    return {"LANGUAGE": language} if language and language != "und" else {}
