"""A story through the days, as the reading room shows it: what each day told anew."""

import datetime as dt
from collections import Counter
from typing import NamedTuple

from briefer.pipeline.room.archive import MissingError, Room
from briefer.store.archive import (
    Listed,
)
from briefer.store.search import DisputeSide, StoryClaim
from briefer.text import fold

LISTED = 60  # articles, the latest


class DayBar(NamedTuple):
    """A day of the chart. `share` is its height in percent of the tallest."""

    date: dt.date
    articles: int
    share: float


class DayTold(NamedTuple):
    """What a briefing told anew of a story. `same` counts the points it repeated."""

    date: dt.date
    audience: str
    title: str
    retitled: bool
    status: str
    independent: int
    outlets: tuple[str, ...]
    fresh: tuple[StoryClaim, ...]
    changes: tuple[StoryClaim, ...]
    disputes: tuple["DisputeView", ...]
    same: int


class DisputeView(NamedTuple):
    """A fact that is reported differently."""

    kind: str
    subject: str
    sides: tuple[DisputeSide, ...]


class DayRead(NamedTuple):
    """A day's articles, by outlet."""

    date: dt.date
    articles: tuple[Listed, ...]


class StoryPage(NamedTuple):
    """A story through the days, the latest first. `listed` are its latest articles by day."""

    id: str
    title: str
    audience: str
    audiences: tuple[str, ...]
    days: tuple[DayTold, ...]
    bars: tuple[DayBar, ...]
    articles: tuple[Listed, ...]
    listed: tuple[DayRead, ...]
    outlets: tuple[tuple[str, int], ...]
    countries: tuple[str, ...]
    points: int


def story(room: Room, story_id: str, audience: str = "") -> StoryPage:
    """Return a story as one audience was told it; by default the one that was told most.

    Raises:
        MissingError: there is no such story.
    """
    rows = room.archive.story(story_id)
    articles = room.archive.story_articles(story_id)
    if not rows and not articles:
        raise MissingError("there is no such story")
    counts = Counter(who for _, who, _ in rows)
    audiences = room.in_order(counts)
    if audience not in audiences:
        audience = max(audiences, key=counts.__getitem__, default="")
    told: list[DayTold] = []
    said: set[str] = set()
    known = ""
    countries: dict[str, None] = {}
    for date, who, day in rows:
        if who != audience:
            continue
        fresh = tuple(point for point in day.points if point.text not in said)
        moved = {change.text for change in day.changes}
        said |= {point.text for point in day.points}
        countries |= dict.fromkeys(day.countries)
        told.append(
            DayTold(
                date=dt.date.fromisoformat(date),
                audience=who,
                title=day.title,
                retitled=day.title != known,
                status=day.status,
                independent=day.independent,
                outlets=day.outlets,
                fresh=tuple(point for point in fresh if point.text not in moved),
                changes=tuple(c for c in day.changes if c.kind != "new_story"),
                disputes=tuple(DisputeView(d.kind, d.subject, d.sides) for d in day.disputes),
                same=len(day.points) - len(fresh),
            )
        )
        known = day.title
    title = known or next((item.title for item in articles if item.title), "Untitled")
    return StoryPage(
        id=story_id,
        title=title,
        audience=audience,
        audiences=audiences,
        days=tuple(reversed(told)),
        bars=_bars(articles),
        articles=tuple(articles),
        listed=_by_day(articles[:LISTED]),
        outlets=tuple(Counter(a.outlet for a in articles if a.outlet).most_common(30)),
        countries=tuple(countries),
        points=len(said),
    )


def _by_day(articles: list[Listed]) -> tuple[DayRead, ...]:
    """Return articles by day, the latest first, those of a day by outlet."""
    days: dict[str, list[Listed]] = {}
    for article in articles:
        days.setdefault(article.day, []).append(article)
    return tuple(
        DayRead(
            dt.date.fromisoformat(day),
            tuple(sorted(days[day], key=lambda one: (not one.outlet, fold(one.outlet), one.id))),
        )
        for day in sorted(days, reverse=True)
    )


def _bars(articles: list[Listed], most: int = 60) -> tuple[DayBar, ...]:
    """Return the articles a day, every day from the first to the last, the last `most` of them."""
    counts = Counter(dt.date.fromisoformat(article.day) for article in articles)
    if not counts:
        return ()
    last = max(counts)
    first = max(min(counts), last - dt.timedelta(days=most - 1))
    tallest = max(counts.values())
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(DayBar(day, counts[day], round(100 * counts[day] / tallest, 1)) for day in days)
