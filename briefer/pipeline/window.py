"""Which articles a briefing covers: the window between two cut-offs, and what came in late."""

import datetime as dt
from collections import Counter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.editions.audiences import Audience, window_of
from briefer.errors import NothingToBriefError, UsageError
from briefer.models import Window
from briefer.settings import Settings
from briefer.store import Store
from briefer.store.database import Earlier

LATE = dt.timedelta(hours=48)


class Selection(NamedTuple):
    """The articles of one briefing, by moment; `late` ones are among `articles`.

    `known` is the store's timeline (moment, article id, seq) up to the window's end.
    """

    window: Window
    articles: tuple[str, ...]
    late: frozenset[str]
    last_seq: int
    known: tuple[tuple[dt.datetime, str, int], ...]


def timezone_of(audience: Audience, settings: Settings) -> ZoneInfo:
    """Return the audience's time zone, else the workspace's."""
    return ZoneInfo(audience.timezone or settings.timezone)


def date_of(words: str, zone: dt.tzinfo, now: dt.datetime) -> dt.date:
    """Return the date that "today", "yesterday" or YYYY-MM-DD means in `zone` at `now`.

    Raises:
        UsageError: it is none of these.
    """
    today = now.astimezone(zone).date()
    if words == "today":
        return today
    if words == "yesterday":
        return today - dt.timedelta(days=1)
    try:
        return dt.date.fromisoformat(words)
    except ValueError as error:
        msg = f"{words!r} is no date: write today, yesterday or YYYY-MM-DD"
        raise UsageError(msg) from error


def select(
    store: Store, audience: Audience, settings: Settings, date: dt.date, now: dt.datetime
) -> Selection:
    """Return what the briefing of `date` reads.

    Raises:
        NothingToBriefError: no article falls into the window; the message gives dates that have.
    """
    zone = timezone_of(audience, settings)
    earlier = store.earlier_briefing(audience.name, date)
    window = _window(date, audience.cutoff or settings.cutoff, zone, now, earlier)
    timeline = store.timeline(zone)
    inside = [i for at, i, _ in timeline if window.start <= at < window.end]
    late = [
        i
        for at, i, seq in timeline
        if earlier
        and window.start - LATE <= at < window.start
        and seq > earlier.last_seq
        and i not in earlier.articles
    ]
    if not inside and not late:
        raise NothingToBriefError(_nothing(date, window, [at for at, _, _ in timeline], zone))
    return Selection(
        window=window,
        articles=(*late, *inside),
        late=frozenset(late),
        last_seq=max(seq for _, _, seq in timeline),
        known=tuple(entry for entry in timeline if entry[0] < window.end),
    )


def _window(
    date: dt.date, cutoff: str, zone: ZoneInfo, now: dt.datetime, earlier: Earlier | None
) -> Window:
    start, end = window_of(date, cutoff, zone)
    if earlier and earlier.window_end < end:
        start = earlier.window_end.astimezone(zone)
    if date == now.astimezone(zone).date() and start < now < end:
        end = now.astimezone(zone)
    return Window(start=start, end=end)


def _nothing(date: dt.date, window: Window, moments: list[dt.datetime], zone: ZoneInfo) -> str:
    span = f"{window.start:%Y-%m-%d %H:%M} to {window.end:%Y-%m-%d %H:%M %Z}"
    message = f"no article for {date} ({span})"
    if not moments:
        return f"{message}; nothing has been read yet: name sources, or run `briefer ingest SOURCE`"
    days = Counter(at.astimezone(zone).date() for at in moments)
    nearest = sorted(sorted(days, key=lambda day: abs(day - date))[:10])
    listed = ", ".join(f"{day} ({days[day]})" for day in nearest)
    return f"{message}; dates with articles: {listed}"
