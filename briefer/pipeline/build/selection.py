"""Which articles a briefing covers: the window between two cut-offs, and what came in late."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.editions.audiences import Audience, window_of
from briefer.errors import NothingToBriefError, UsageError
from briefer.models import Window
from briefer.pipeline.build.membership import Membership
from briefer.pipeline.build.versions import note_versions
from briefer.settings import Settings
from briefer.store import Store
from briefer.store.arrivals import Arrivals
from briefer.store.database import Dated, Earlier
from briefer.store.editions import Editions
from briefer.store.sources import Sources
from briefer.store.withdrawals import STANDING, Gone, Withdrawals
from briefer.text.zones import country_of_zone

LATE = dt.timedelta(hours=48)
FIRST, LAST = dt.date(1800, 1, 1), dt.date(2999, 12, 31)  # days that editions are made of
TEASER = "teaser"  # the one kind of stub that says something true


class Selection(NamedTuple):
    """The articles of one briefing, by moment; `late` ones are among `articles`.

    `known` is the store's timeline up to the window's end. `read` are
    the articles that earlier briefings of the audience have read, `gone` what is briefed no more.
    What is no whole article is neither briefed nor placed; a teaser is both, and is cited as one.
    """

    window: Window
    articles: tuple[str, ...]
    late: frozenset[str]
    last_seq: int
    known: tuple[Dated, ...]
    read: frozenset[str] = frozenset()
    gone: Gone = STANDING
    stubs: tuple[tuple[str, str], ...] = ()  # (article id, why) of the window's that are none


def timezone_of(audience: Audience, settings: Settings) -> ZoneInfo:
    """Return the audience's time zone, else the workspace's."""
    return ZoneInfo(audience.timezone or settings.timezone)


def at_home(audience: Audience, settings: Settings) -> Audience:
    """Return the audience with its own country; by default the one that its desk's clock is of.

    An audience that names the countries that matter to it is given no other.
    """
    if audience.home or audience.countries:
        return audience
    home = country_of_zone(audience.timezone or settings.timezone)
    return audience.model_copy(update={"home": home})


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
        date = dt.date.fromisoformat(words)
    except ValueError as error:
        msg = f"{words!r} is no date: write today, yesterday or YYYY-MM-DD"
        raise UsageError(msg) from error
    if not FIRST <= date <= LAST:
        msg = f"{words!r} is no day of news: write one from {FIRST.year} to {LAST.year}"
        raise UsageError(msg)
    return date


def select(
    store: Store, audience: Audience, settings: Settings, date: dt.date, now: dt.datetime
) -> Selection:
    """Return what the briefing of `date` reads; what was withdrawn or replaced is left out.

    Raises:
        NothingToBriefError: no article falls into the window; the message gives dates that have.
    """
    zone = timezone_of(audience, settings)
    earlier = Editions(store).earlier(audience.name, date)
    window = _window(date, audience.cutoff or settings.cutoff, zone, now, earlier)
    note_versions(store)
    gone = Withdrawals(store).gone()
    everything = store.timeline(zone)
    standing = [entry for entry in everything if entry.article not in gone.articles]
    stubs = {i: why for i, why in Sources(store).stubs().items() if why != TEASER}
    timeline = [entry for entry in standing if entry.article not in stubs]
    told = earlier.articles if earlier else frozenset()
    edition = Membership(date, window, Arrivals(store).hourless(), told)
    inside = _sound(store, (entry.article for entry in timeline if edition.has(entry)))
    if not inside and earlier is None and date == now.astimezone(zone).date():
        edition = edition.until(now)  # a new desk that begins after its cut-off: the day so far
        window = edition.window
        inside = _sound(store, (entry.article for entry in timeline if edition.has(entry)))
    taken = frozenset(inside)
    others = [entry for entry in timeline if entry.article not in taken]
    late = _sound(store, _late(others, window, earlier, gone)) if earlier else []
    if not inside and not late:
        moments = [entry.at for entry in timeline]
        raise NothingToBriefError(_nothing(date, window, moments, now.astimezone(zone)))
    return Selection(
        window=window,
        articles=(*late, *inside),
        late=frozenset(late),
        last_seq=max(seq for _, _, seq in everything),
        known=_known(timeline, window, taken),
        read=told,
        gone=gone,
        stubs=tuple(
            (entry.article, stubs[entry.article])
            for entry in standing
            if entry.article in stubs and edition.has(entry)
        ),
    )


def _sound(store: Store, articles: Iterable[str]) -> list[str]:
    """Return the articles that can be read, without those whose row is damaged."""
    return [article for article in articles if store.article(article) is not None]


def _known(timeline: Iterable[Dated], window: Window, inside: frozenset[str]) -> tuple[Dated, ...]:
    """Return the timeline up to the window's end, and what belongs to the edition all the same."""
    return tuple(entry for entry in timeline if entry.at < window.end or entry.article in inside)


def _late(timeline: Iterable[Dated], window: Window, earlier: Earlier, gone: Gone) -> list[str]:
    """Return what was published before the window and came in after the last briefing.

    A new version of an article that the audience was briefed on is not too old at any age.
    """
    revised = {new for old, new in gone.newer.items() if old in earlier.articles}
    return [
        i
        for at, i, seq in timeline
        if at < window.start
        and (at >= window.start - LATE or i in revised)
        and seq > earlier.last_seq
        and i not in earlier.articles
    ]


def _window(
    date: dt.date, cutoff: str, zone: ZoneInfo, now: dt.datetime, earlier: Earlier | None
) -> Window:
    start, end = window_of(date, cutoff, zone)
    if earlier and earlier.window_end < end:
        start = earlier.window_end.astimezone(zone)
    if date == now.astimezone(zone).date() and start < now < end:
        end = now.astimezone(zone)
    return Window(start=start, end=end)


def _nothing(date: dt.date, window: Window, moments: list[dt.datetime], now: dt.datetime) -> str:
    """Return why there is nothing to brief; `now` by the desk's own clock."""
    span = f"{window.start:%Y-%m-%d %H:%M} to {window.end:%Y-%m-%d %H:%M %Z}"
    message = f"no article for {date} ({span})"
    if date > now.date():
        message += f"; that day has not come yet: it is {now:%Y-%m-%d %H:%M %Z}"
    if not moments:
        return f"{message}; nothing has been read yet: name sources, or run `briefer ingest SOURCE`"
    days = Counter(at.astimezone(now.tzinfo).date() for at in moments)
    nearest = sorted(sorted(days, key=lambda day: abs(day - date))[:10])
    listed = ", ".join(f"{day} ({days[day]})" for day in nearest)
    return f"{message}; dates with articles: {listed}"
