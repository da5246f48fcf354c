"""What the pages of the reading room show, put together from the archive.

Everything here reads. Each function takes a `Room` and plain arguments from a request, and
returns a view; what is not there is a `MissingError`.
"""

import calendar
import datetime as dt
import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from briefer.errors import BrieferError
from briefer.models import FILE_FORMATS, Article, Briefing
from briefer.settings import Workspace
from briefer.store.archive import (
    PAGE,
    Archive,
    Ask,
    ClaimHit,
    Filters,
    Listed,
    Outlet,
    Shelved,
)
from briefer.store.search import Facets, Told, Version
from briefer.stories import OutletBook
from briefer.text.language import detect
from briefer.text.searching import Piece, Query, hits, marked, parse, snippet
from briefer.text.sentences import split

RUNNING = dt.timedelta(days=14)  # how far back the stories on the front page go
DEEPEST = 10  # pages of the best matches
WIDEST = 400  # characters of a name in a filter
NEWEST = "9999-12-31"


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
    audiences = archive.audiences()
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
    for items in days.values():  # the fullest first, drafts last
        items.sort(key=lambda item: (item.shown.approval == "draft", -item.shown.stories))
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
    others = room.archive.shelf(date, date)
    return BriefingPage(
        briefing=stored,
        before=before,
        after=after,
        files=tuple(name for name in FILE_FORMATS if published(room, date, audience, name)),
        others=tuple(item.audience for item in others if item.audience != audience),
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


# --- a story through the days ---


class Bar(NamedTuple):
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
    fresh: tuple[Told, ...]
    changes: tuple[Told, ...]
    disputes: tuple["DisputeView", ...]
    same: int


class DisputeView(NamedTuple):
    """A fact that is reported differently."""

    kind: str
    subject: str
    sides: tuple[Version, ...]


class StoryPage(NamedTuple):
    """A story through the days, the latest first."""

    id: str
    title: str
    audience: str
    audiences: tuple[str, ...]
    days: tuple[DayTold, ...]
    bars: tuple[Bar, ...]
    articles: tuple[Listed, ...]
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
    audiences = tuple(who for who, _ in sorted(counts.items(), key=lambda i: (-i[1], i[0])))
    if audience not in audiences:
        audience = next(iter(audiences), "")
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
        outlets=tuple(Counter(a.outlet for a in articles if a.outlet).most_common(30)),
        countries=tuple(countries),
        points=len(said),
    )


def _bars(articles: list[Listed], most: int = 60) -> tuple[Bar, ...]:
    """Return the articles a day, every day from the first to the last, the last `most` of them."""
    counts = Counter(dt.date.fromisoformat(article.day) for article in articles)
    if not counts:
        return ()
    last = max(counts)
    first = max(min(counts), last - dt.timedelta(days=most - 1))
    tallest = max(counts.values())
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(Bar(day, counts[day], round(100 * counts[day] / tallest, 1)) for day in days)


# --- an article ---


class SentenceView(NamedTuple):
    """A sentence of an article. `asked` was linked to; `cited` supports a printed claim."""

    number: int
    pieces: tuple[Piece, ...]
    asked: bool
    cited: bool


class ArticlePage(NamedTuple):
    """An article, its sentences by paragraph, and the claims that rest on it."""

    article: Article
    note: str  # what kind of outlet it is
    paragraphs: tuple[tuple[SentenceView, ...], ...]
    claims: tuple[ClaimHit, ...]
    story: str
    asked: tuple[int, ...]
    withdrawn: str | None


def article(room: Room, article_id: str, asked: str = "", query: str = "") -> ArticlePage:
    """Return an article; `asked` are numbers of sentences ("3,4"), `query` is what was sought.

    Raises:
        MissingError: there is no such article.
    """
    found = room.archive.article(article_id)
    if found is None:
        raise MissingError("there is no such article")
    claims = tuple(room.archive.resting_on(article_id))
    cited = {
        number
        for claim in claims
        for item in claim.claim.cited
        if item.article == article_id
        for number in item.sentences
    }
    numbers = _numbers(asked)
    note = room.outlets.note(found.source) if found.source else None
    return ArticlePage(
        article=found,
        note=f"{note.ownership}, {note.country}" if note else "",
        paragraphs=_paragraphs(found, numbers, frozenset(cited), parse(query)),
        claims=claims,
        story=room.archive.story_of(article_id),
        asked=numbers,
        withdrawn=room.archive.withdrawn(article_id),
    )


def _numbers(text: str) -> tuple[int, ...]:
    parts = text[:200].split(",")
    return tuple(
        dict.fromkeys(int(p) for p in parts if p.isascii() and p.isdecimal() and len(p) < 6)
    )


def _paragraphs(
    found: Article, asked: tuple[int, ...], cited: frozenset[int], query: Query
) -> tuple[tuple[SentenceView, ...], ...]:
    language = found.language if found.language != "und" else detect(found.text)
    pattern = hits(query)
    paragraphs: dict[int, list[SentenceView]] = {}
    for sentence in split(found.text, language):
        pieces = marked(found.text[sentence.start : sentence.end], pattern)
        number = sentence.number
        view = SentenceView(number, pieces, number in asked, number in cited)
        paragraphs.setdefault(sentence.paragraph, []).append(view)
    return tuple(tuple(sentences) for sentences in paragraphs.values())


# --- searching ---


class SearchForm(NamedTuple):
    """What a reader asks for, as it was typed."""

    q: str = ""
    kind: str = "articles"  # or "claims"
    sort: str = "new"  # or "best"
    since: str = ""
    until: str = ""
    outlet: str = ""
    language: str = ""
    country: str = ""
    before: str = ""  # where the next page goes on

    def link(self, **changes: str) -> dict[str, str]:
        """Return the form as the parameters of a link, what is set only."""
        default = SearchForm()._asdict()
        fields = {**self._replace(before="")._asdict(), **changes}
        return {name: value for name, value in fields.items() if value != default[name]}


class ResultView(NamedTuple):
    """An article found. `title` and `text` are cut at what was looked for."""

    article: Listed
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


class ClaimView(NamedTuple):
    """A claim found."""

    date: dt.date
    pieces: tuple[Piece, ...]
    hit: ClaimHit


class SearchPage(NamedTuple):
    """The answer to a search. `total` beyond 200 means: more than that; -1: not counted again."""

    form: SearchForm
    asked: bool
    total: int
    articles: tuple[ResultView, ...]
    claims: tuple[ClaimView, ...]
    following: dict[str, str] | None
    problem: str
    outlets: tuple[Outlet, ...]
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    indexing: bool


def search(room: Room, form: SearchForm) -> SearchPage:
    """Return what was found; what can't be looked for is said in `problem`."""
    archive = room.archive
    query = parse(form.q)
    filters, problem = _filters(form)
    ask = Ask(query, filters, _before(form), best=form.sort == "best" and bool(query.terms))
    asked = bool(query.terms) or bool(filters.facets.words())
    if not asked and form.q.strip():
        problem = "Type a word or two to look for: letters or digits."
    if query.shortened:
        problem = problem or "Only the first 12 words were looked for."
    articles: tuple[ResultView, ...] = ()
    claims: tuple[ClaimView, ...] = ()
    found = None
    if asked:
        if form.kind == "claims":
            found = archive.find_claims(ask)
            claims = _claim_views(archive.claim_hits(found.docs), query)
        else:
            found = archive.find_articles(ask)
            articles = tuple(
                ResultView(
                    hit.article,
                    marked(hit.article.title or "Untitled", hits(query)),
                    snippet(hit.text, query),
                )
                for hit in archive.hits(found.docs)
            )
    return SearchPage(
        form=form,
        asked=asked,
        total=found.total if found else 0,
        articles=articles,
        claims=claims,
        following=_following(form, ask, found.docs if found and found.more else ()),
        problem=problem,
        outlets=archive.outlets()[:200],
        languages=_languages(archive.outlets()),
        countries=archive.countries(),
        indexing=archive.waiting(),
    )


def _claim_views(found: list[ClaimHit], query: Query) -> tuple[ClaimView, ...]:
    pattern = hits(query)
    return tuple(
        ClaimView(dt.date.fromisoformat(hit.date), marked(hit.claim.text, pattern), hit)
        for hit in found
    )


def _languages(outlets: tuple[Outlet, ...]) -> tuple[str, ...]:
    return tuple(sorted({code for outlet in outlets for code in outlet.languages}))


def _before(form: SearchForm) -> int:
    """Return where a page goes on: a document's number, or how many were shown."""
    digits = form.before if form.before.isascii() and form.before.isdecimal() else ""
    number = int(digits) if digits and len(digits) < 19 else 0
    return min(number, DEEPEST * PAGE) if form.sort == "best" else number


def _following(form: SearchForm, ask: Ask, docs: tuple[int, ...]) -> dict[str, str] | None:
    if not docs:
        return None
    if ask.best:
        shown = ask.before + PAGE
        return form.link(before=str(shown)) if shown < DEEPEST * PAGE else None
    return form.link(before=str(docs[-1]))


def _filters(form: SearchForm) -> tuple[Filters, str]:
    problem = ""
    bounds = []
    for text in (form.since, form.until):
        try:
            bounds.append(dt.date.fromisoformat(text).toordinal() if text else 0)
        except ValueError:
            bounds.append(0)
            problem = "A date is written YYYY-MM-DD."
    if bounds[1] and bounds[0] > bounds[1]:
        problem = "The first day is after the last: nothing can be found."
    facets = Facets(
        (form.outlet[:WIDEST],) if form.outlet.strip() else (),
        (form.language,) if _code(form.language) else (),
        (form.country,) if _code(form.country) else (),
    )
    return Filters(bounds[0], bounds[1], facets), problem


def _code(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) <= 3


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


def sources(room: Room) -> SourcesPage:
    """Return every outlet, the one with the most articles first."""
    rows = []
    for outlet in room.archive.outlets():
        note = room.outlets.note(outlet.name) if outlet.name else None
        rows.append(SourceRow(outlet, f"{note.ownership}, {note.country}" if note else ""))
    failures = tuple(
        Unread(item.get("location", location), item.get("reason", ""))
        for location, text in room.archive.failures()
        for item in json.loads(text)[:5]
    )
    return SourcesPage(tuple(rows), sum(row.outlet.articles for row in rows), failures)
