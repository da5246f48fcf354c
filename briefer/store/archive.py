"""Reads the state for the reading room: read-only, a connection a thread, nothing scanned.

Every query is answered from an index and bounded; what sums over the archive (how many articles
an outlet has) is kept until the index has changed.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from briefer.models import Article
from briefer.state import SharedState, StateAt
from briefer.store.connection import Database, R
from briefer.store.database import opened
from briefer.store.search import (
    ARTICLE_BITS,
    CLAIM_BITS,
    Facets,
    IndexedClaim,
    OnShelf,
    StoryDay,
    article_doc,
    claim_doc,
)
from briefer.text.searching import Query

SCANNED = 1000  # matches looked at to find the best: the newest of them
COUNTED = 200  # matches counted; more are "more than"
PAGE = 20
MOMENT = 0.25  # seconds


class Filters(NamedTuple):
    """What a search is narrowed down to; days are inclusive ordinals, 0 for open."""

    first: int = 0
    last: int = 0
    facets: Facets = Facets()


class Search(NamedTuple):
    """A search: `before` is the number of the last document seen, `best` sorts by relevance."""

    query: Query
    filters: Filters = Filters()
    before: int = 0
    best: bool = False


class ResultPage(NamedTuple):
    """A page of document numbers. `more` says whether it goes on.

    `total` stops at `COUNTED` + 1; it is -1 on a later page, which does not count again.
    """

    docs: tuple[int, ...]
    total: int
    more: bool


class Listed(NamedTuple):
    """An article in a list."""

    id: str
    day: str
    outlet: str
    language: str
    title: str


class ArticleHit(NamedTuple):
    """An article that was found, and its text."""

    doc: int
    article: Listed
    text: str


class ClaimHit(NamedTuple):
    """A claim that was found, and the day whose briefings print it."""

    doc: int
    date: str
    claim: IndexedClaim


class Outlet(NamedTuple):
    """An outlet in the archive."""

    name: str
    articles: int
    first: str
    last: str
    languages: tuple[str, ...]


class Shelved(NamedTuple):
    """A briefing on the shelf."""

    date: str
    audience: str
    shown: OnShelf


class Archive:
    """The state, to read. Threads may share it."""

    def __init__(self, state: StateAt) -> None:
        self.state = state
        self._local = threading.local()
        self._opened: list[Database] = []
        self._last: dict[str, tuple[Any, float]] = {}  # values, and until when they are good
        self._kept = lru_cache(maxsize=64)(self._work_out)

    def close(self) -> None:
        """Close every thread's connection."""
        while self._opened:
            self._opened.pop().close()

    def _db(self) -> Database:
        found: Database | None = getattr(self._local, "db", None)
        if found is None:
            found = opened(self.state, reading=True)
            self._opened.append(found)
            self._local.db = found
        return found

    def _rows(self, sql: str, *values: Hashable) -> list[tuple[Any, ...]]:
        return self._db().execute(sql, values).fetchall()

    def _row(self, sql: str, *values: Hashable) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._db().execute(sql, values).fetchone()
        return row

    def generation(self) -> int:
        """Return a number that rises whenever the index has changed."""
        return int(self._lately("SELECT generation FROM search_state") or 0)

    def waiting(self) -> bool:
        """Return whether something is still to be indexed."""
        return self._lately("SELECT 1 FROM search_pending LIMIT 1") is not None

    def _lately(self, sql: str) -> Any:
        """Return a value that a page asks for again and again.

        Over a connection that costs more than the page's own questions: what was found a moment
        ago is good enough there.
        """
        known, until = self._last.get(sql, (None, 0.0))
        now = time.monotonic()
        if now < until:
            return known
        row = self._row(sql)
        found = row[0] if row else None
        if isinstance(self.state, SharedState):
            self._last[sql] = (found, now + MOMENT)
        return found

    def _work_out(self, _generation: int, work: Callable[[], Any]) -> Any:
        return work()

    # --- the shelf ---

    def shelf(self, first: str, last: str, audience: str = "") -> list[Shelved]:
        """Return the briefings from `first` up to `last` (ISO dates), the latest first."""
        rows = self._rows(
            "SELECT date, audience, body FROM shelf WHERE date BETWEEN ? AND ? "
            "AND (?='' OR audience=?) ORDER BY date DESC, audience LIMIT 500",
            first,
            last,
            audience,
            audience,
        )
        return list(
            readable(lambda row: Shelved(row[0], row[1], OnShelf.model_validate_json(row[2])), rows)
        )

    def months(self) -> tuple[tuple[str, int], ...]:
        """Return each month that has briefings ("2026-03"), the latest first, and how many days."""
        return tuple(self._kept(self.generation(), self._months))

    def _months(self) -> list[tuple[str, int]]:
        return self._rows(
            "SELECT substr(date, 1, 7) AS month, count(DISTINCT date) FROM shelf "
            "GROUP BY month ORDER BY month DESC"
        )

    def audiences(self) -> tuple[str, ...]:
        """Return the audiences that have briefings, by name."""
        return tuple(self._kept(self.generation(), self._audiences))

    def _audiences(self) -> list[str]:
        rows = self._rows("SELECT DISTINCT audience FROM shelf ORDER BY audience")
        return [name for (name,) in rows]

    def briefing(self, audience: str, date: str) -> str | None:
        """Return a stored briefing, as JSON."""
        row = self._row("SELECT body FROM briefings WHERE audience=? AND date=?", audience, date)
        return str(row[0]) if row else None

    def beside(self, audience: str, date: str) -> tuple[str, str]:
        """Return the dates of the audience's briefings before and after one, "" for none."""
        before = self._row(
            "SELECT max(date) FROM shelf WHERE audience=? AND date<?", audience, date
        )
        after = self._row("SELECT min(date) FROM shelf WHERE audience=? AND date>?", audience, date)
        return (before or ("",))[0] or "", (after or ("",))[0] or ""

    # --- stories ---

    def story(self, story: str) -> list[tuple[str, str, StoryDay]]:
        """Return (date, audience, day) of each briefing that told a story, oldest first."""
        rows = self._rows(
            "SELECT date, audience, body FROM story_days WHERE story=? "
            "ORDER BY date DESC, audience LIMIT 200",
            story,
        )
        return list(
            readable(lambda r: (r[0], r[1], StoryDay.model_validate_json(r[2])), reversed(rows))
        )

    def story_articles(self, story: str, limit: int = 200) -> list[Listed]:
        """Return the articles placed under a story, the latest first."""
        rows = self._rows(
            "SELECT s.article, s.day, s.outlet, s.language, s.title FROM placements p "
            "JOIN search_articles s USING (article) WHERE p.story=? ORDER BY p.at DESC LIMIT ?",
            story,
            limit,
        )
        return [Listed(*row) for row in rows]

    def running(self, since: str, limit: int = 12) -> list[tuple[str, int, str, str]]:
        """Return (story, days, last date, title) of the stories told most often since a day."""
        rows = self._rows(
            "SELECT story, count(DISTINCT date) AS days, max(date) AS last FROM story_days "
            "WHERE date>=? GROUP BY story HAVING count(DISTINCT date)>1 "
            "ORDER BY days DESC, last DESC, story "
            "LIMIT ?",
            since,
            limit,
        )
        return [(story, days, last, self._title(story, last)) for story, days, last in rows]

    def _title(self, story: str, date: str) -> str:
        row = self._row(
            f"SELECT {self._db().field('title')} FROM story_days WHERE story=? AND date=?",  # noqa: S608 - our own words
            story,
            date,
        )
        return str(row[0]) if row else ""

    def story_of(self, article: str) -> str:
        """Return the id of an article's story, "" where it has none."""
        row = self._row("SELECT story FROM placements WHERE article=?", article)
        return str(row[0]) if row else ""

    # --- articles ---

    def article(self, article: str) -> Article | None:
        """Return an article."""
        row = self._row("SELECT body FROM articles WHERE id=?", article)
        try:
            return Article.model_validate_json(row[0]) if row else None
        except ValueError:  # pydantic's are
            return None  # it is not found; `briefer articles` names it

    def withdrawn(self, article: str) -> str | None:
        """Return why an article was withdrawn, None where it was not."""
        row = self._row(
            "SELECT action, why FROM withdrawals WHERE article=? AND location='' "
            "ORDER BY id DESC LIMIT 1",
            article,
        )
        return str(row[1]) if row and row[0] == "withdraw" else None

    def listed(self, articles: tuple[str, ...]) -> dict[str, Listed]:
        """Return those of some articles that are indexed, by id."""
        marks = _marks(articles)
        rows = self._rows(
            f"SELECT article, day, outlet, language, title FROM search_articles "  # noqa: S608 - marks only
            f"WHERE article IN ({marks})",
            *articles,
        )
        return {row[0]: Listed(*row) for row in rows}

    def resting_on(self, article: str, limit: int = 60) -> list[ClaimHit]:
        """Return the printed claims that rest on an article, the latest first."""
        rows = self._rows(
            "SELECT doc, date, body FROM search_citations JOIN search_claims USING (doc) "
            "WHERE article=? ORDER BY doc DESC LIMIT ?",
            article,
            limit,
        )
        return list(readable(_claim_hit, rows))

    # --- searching ---

    def find_articles(self, ask: Search) -> ResultPage:
        """Return the numbers of the articles asked for."""
        return self._find("search_article_words", ask, ARTICLE_BITS)

    def find_claims(self, ask: Search) -> ResultPage:
        """Return the numbers of the claims asked for."""
        return self._find("search_claim_words", ask, CLAIM_BITS)

    def _find(self, table: str, ask: Search, bits: int) -> ResultPage:
        facets = ask.filters.facets.words().split()
        match = self._db().matching(table, ask.query, facets)
        if match is None:
            return ResultPage((), 0, more=False)
        low = ask.filters.first << bits
        high = (ask.filters.last + 1) << bits if ask.filters.last else 1 << 62
        where = f"{match.where} AND rowid>=? AND rowid<?"  # our own names only
        if ask.best:
            scored = self._rows(
                f"SELECT {match.score}, rowid FROM {table} "  # noqa: S608 - the same
                f"WHERE {where} ORDER BY rowid DESC LIMIT ?",
                *match.score_values,
                *match.values,
                low,
                high,
                SCANNED,
            )
            docs = [doc for _, doc in sorted(scored, key=lambda row: (row[0], -row[1]))]
            total, docs = len(docs), docs[ask.before :]
        else:
            rows = self._rows(
                f"SELECT rowid FROM {table} WHERE {where} ORDER BY rowid DESC LIMIT ?",  # noqa: S608
                *match.values,
                low,
                min(high, ask.before) if ask.before else high,
                PAGE + 1 if ask.before else COUNTED + 1,
            )
            docs = [doc for (doc,) in rows]
            total = -1 if ask.before else len(docs)
        return ResultPage(tuple(docs[:PAGE]), min(total, COUNTED + 1), more=len(docs) > PAGE)

    def hits(self, docs: tuple[int, ...]) -> list[ArticleHit]:
        """Return found articles, in the order given."""
        marks = _marks(docs)
        rows = self._rows(
            "SELECT s.doc, s.article, s.day, s.outlet, s.language, s.title, "  # noqa: S608 - marks
            f"{self._db().field('text', 'a.body', sure=True)} FROM search_articles s JOIN articles a USING (seq) "
            f"WHERE s.doc IN ({marks})",
            *docs,
        )
        found = {row[0]: ArticleHit(row[0], Listed(*row[1:6]), row[6] or "") for row in rows}
        return [found[doc] for doc in docs if doc in found]

    def claim_hits(self, docs: tuple[int, ...]) -> list[ClaimHit]:
        """Return found claims, in the order given."""
        marks = _marks(docs)
        rows = self._rows(
            f"SELECT doc, date, body FROM search_claims WHERE doc IN ({marks})",  # noqa: S608 - marks
            *docs,
        )
        found = {hit.doc: hit for hit in readable(_claim_hit, rows)}
        return [found[doc] for doc in docs if doc in found]

    # --- sums over the archive, kept until it changes ---

    def outlets(self) -> tuple[Outlet, ...]:
        """Return every outlet, the one with the most articles first."""
        return tuple(self._kept(self.generation(), self._outlets))

    def _outlets(self) -> list[Outlet]:
        rows = self._rows(
            "SELECT outlet, language, count(*) AS n, min(day), max(day) FROM search_articles "
            "GROUP BY outlet, language ORDER BY n DESC, language"
        )
        found: dict[str, Outlet] = {}
        for name, language, count, first, last in rows:
            known = found.get(name, Outlet(name, 0, first, last, ()))
            found[name] = Outlet(
                name,
                known.articles + count,
                min(known.first, first),
                max(known.last, last),
                (*known.languages, language),
            )
        return sorted(found.values(), key=lambda one: (-one.articles, one.name))

    def countries(self) -> tuple[str, ...]:
        """Return the countries that articles are about, as ISO 3166-1 alpha-2 codes."""
        return tuple(self._kept(self.generation(), self._countries))

    def _countries(self) -> list[str]:
        rows = self._rows("SELECT DISTINCT country FROM search_countries ORDER BY country")
        return [country for (country,) in rows]

    def failures(self, limit: int = 100) -> list[tuple[str, str]]:
        """Return (location, failures as JSON) of what could not be read when last looked at."""
        return [
            (location, text)
            for location, text in self._rows(
                "SELECT location, failures FROM inputs WHERE failures<>'[]' "
                "ORDER BY location LIMIT ?",
                limit,
            )
        ]


def readable(make: Callable[[tuple[Any, ...]], R], rows: Iterable[tuple[Any, ...]]) -> Iterator[R]:
    """Yield what `make` makes of each row; one that can't be read is left out, as a page can."""
    for row in rows:
        try:
            yield make(row)
        except ValueError:  # pydantic's are
            continue


def _claim_hit(row: tuple[int, str, str]) -> ClaimHit:
    doc, day, body = row
    return ClaimHit(doc, day, IndexedClaim.model_validate_json(body))


def _marks(values: tuple[Hashable, ...]) -> str:
    """Return the marks for a list of values; a list of none holds nothing."""
    return ",".join("?" * len(values)) or "NULL"


__all__ = [
    "PAGE",
    "Archive",
    "ArticleHit",
    "ClaimHit",
    "Filters",
    "Listed",
    "Outlet",
    "ResultPage",
    "Search",
    "Shelved",
    "article_doc",
    "claim_doc",
]
