"""A search in the reading room: what a reader asks for, and what was found."""

import datetime as dt
from typing import NamedTuple

from briefer.pipeline.room.archive import Room
from briefer.store.archive import (
    PAGE,
    ClaimHit,
    Filters,
    Listed,
    Outlet,
    Search,
)
from briefer.store.search import Facets
from briefer.text.searching import Fragment, Query, hits, marked, parse, snippet

DEEPEST = 10  # pages of the best matches
WIDEST = 400  # characters of a name in a filter


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
    audience: str = ""  # whom a claim was told to: it is claims that are looked for then
    before: str = ""  # where the next page goes on

    def link(self, **changes: str) -> dict[str, str]:
        """Return the form as the parameters of a link, what is set only."""
        default = SearchForm()._asdict()
        fields = {**self._replace(before="")._asdict(), **changes}
        return {name: value for name, value in fields.items() if value != default[name]}


class ResultView(NamedTuple):
    """An article found. `title` and `text` are cut at what was looked for."""

    article: Listed
    title: tuple[Fragment, ...]
    text: tuple[Fragment, ...]


class ClaimView(NamedTuple):
    """A claim found."""

    date: dt.date
    pieces: tuple[Fragment, ...]
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
    audiences: tuple[str, ...]
    indexing: bool


def search(room: Room, form: SearchForm) -> SearchPage:
    """Return what was found; what can't be looked for is said in `problem`."""
    archive = room.archive
    if form.audience.strip():
        form = form._replace(kind="claims")
    query = parse(form.q)
    filters, problem = _filters(form)
    ask = Search(query, filters, _before(form), best=form.sort == "best" and bool(query.terms))
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
        audiences=room.in_order(archive.audiences()),
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


def _following(form: SearchForm, ask: Search, docs: tuple[int, ...]) -> dict[str, str] | None:
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
        (form.audience[:WIDEST],) if form.audience.strip() else (),
    )
    return Filters(bounds[0], bounds[1], facets), problem


def _code(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) <= 3
