"""Indexes what has changed, for the reading room: a batch at a time, resumable at any point.

Triggers note what has changed (`steps/search.py`). A batch is committed together with the
removal of its notes: after a crash the next batch takes up where the last one ended.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from pydantic import ValidationError

from briefer.models import (
    Article,
    Briefing,
    ClaimKind,
    Evidence,
    Frozen,
    PrintedClaim,
    Section,
    Story,
)
from briefer.state import StateAt
from briefer.store.database import opened
from briefer.store.moments import day_of
from briefer.text.searching import indexed

BATCH = 200  # articles committed together
ARTICLE_BITS = 24  # below the day in an article's number
CLAIM_BITS = 16  # below the day in a claim's number

# Of equal sentences the first of these is kept: what says least about where it stands comes last.
_SECTIONS: tuple[Section, ...] = (
    "stories",
    "bottom_line",
    "calendar",
    "changes",
    "quotations",
    "tone",
)
_IN_STORY: tuple[ClaimKind, ...] = ("point", "summary", "title")


class CitedArticle(Frozen):
    """An article that a claim rests on, and the sentences of it."""

    article: str  # id
    sentences: tuple[int, ...]
    outlet: str = ""


class IndexedClaim(Frozen):
    """A sentence that briefings of one day printed, once for all of them."""

    text: str
    kind: ClaimKind
    speaker: str = ""
    status: str = ""  # of its check
    language: str = "und"
    story: str = ""  # id
    audiences: tuple[str, ...] = ()
    cited: tuple[CitedArticle, ...] = ()


class OnShelf(Frozen):
    """A briefing as the shelf shows it."""

    title: str
    language: str = "en"
    lines: tuple[str, ...] = ()  # its bottom line
    stories: int = 0
    articles: int = 0
    approval: str = "none"


class StoryClaim(Frozen):
    """A claim of a story's, as the story's page shows it. `before`: what a change replaced."""

    text: str
    kind: str
    speaker: str = ""
    status: str = ""
    before: str = ""
    cited: tuple[CitedArticle, ...] = ()


class DisputeSide(Frozen):
    """One side of a contested fact."""

    value: str
    outlets: tuple[str, ...]
    cited: tuple[CitedArticle, ...] = ()


class Dispute(Frozen):
    """A fact that is reported differently."""

    kind: str
    subject: str
    sides: tuple[DisputeSide, ...]


class StoryDay(Frozen):
    """A story as one briefing told it."""

    title: str
    status: str
    language: str = "en"
    importance: float = 0.0
    articles: tuple[str, ...] = ()  # ids
    outlets: tuple[str, ...] = ()
    independent: int = 1
    countries: tuple[str, ...] = ()
    points: tuple[StoryClaim, ...] = ()
    changes: tuple[StoryClaim, ...] = ()
    disputes: tuple[Dispute, ...] = ()


class Facets(NamedTuple):
    """What an article or a claim can be narrowed down by."""

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()  # whom a claim was told to

    def words(self) -> str:
        """Return the facets as words of the index, which no text can hold by chance."""
        named = [outlet_word(name) for name in self.outlets if name]
        named += [f"xl{code.lower()}" for code in self.languages]
        named += [f"xc{code.lower()}" for code in self.countries]
        return " ".join([*named, *(f"xa{_digest(name)}" for name in self.audiences)])


def outlet_word(name: str) -> str:
    """Return the word that stands for an outlet in the index."""
    return f"xo{_digest(name)}"


def _digest(name: str) -> str:
    known = name.strip().casefold().encode("utf-8", "replace")
    return hashlib.blake2b(known, digest_size=8).hexdigest()


def article_doc(day: dt.date, seq: int) -> int:
    """Return an article's number: later days are higher."""
    return day.toordinal() << ARTICLE_BITS | seq & ((1 << ARTICLE_BITS) - 1)


def claim_doc(day: dt.date, number: int) -> int:
    """Return a claim's number: later days are higher."""
    return day.toordinal() << CLAIM_BITS | number


class Indexer:
    """Brings the index of a state file up to date. One at a time is enough; two do no harm."""

    def __init__(self, state: StateAt) -> None:
        self._db = opened(state, shared=True)

    def close(self) -> None:
        """Close the state."""
        self._db.close()

    def catch_up(self) -> int:
        """Index everything that has changed; return how much that was."""
        total = 0
        while done := self.step():
            total += done
        return total

    def step(self) -> int:
        """Index one day's briefings or one batch of articles; return how many. 0: up to date.

        Raises:
            StoreError: the file can't be read or written.
        """
        with self._failures_named():
            return self._step()

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            said = self._db.failure(error)
            if said is None:
                raise
            raise said from error

    def _step(self) -> int:
        if self._db.execute("SELECT 1 FROM search_pending LIMIT 1").fetchone() is None:
            return 0
        with self._db.pooled("index"):
            done = self._batch()
            self._db.execute("UPDATE search_state SET generation=generation+1")
        self._db.tidy(("search_article_words", "search_claim_words"))
        return done

    def _batch(self) -> int:
        """Index a batch; its notes go first, so that what changes meanwhile is noted again."""
        row = self._db.execute("SELECT max(day) FROM search_pending WHERE day<>''").fetchone()
        if row[0]:
            self._db.execute("DELETE FROM search_pending WHERE day=?", row)
            if day_of(row[0]) is not None:  # else there is no page to find it on
                self._day(row[0])
            return 1
        rows = self._db.execute(
            "SELECT seq FROM search_pending WHERE day='' ORDER BY seq DESC LIMIT ?", (BATCH,)
        ).fetchall()
        self._db.executemany("DELETE FROM search_pending WHERE day='' AND seq=?", rows)
        for (seq,) in rows:
            self._article(seq)
        return len(rows)

    # --- articles ---

    def _article(self, seq: int) -> None:
        self._forget_article(seq)
        row = self._db.execute("SELECT body, fetched FROM articles WHERE seq=?", (seq,)).fetchone()
        if row is None:
            return
        try:
            article = Article.model_validate_json(row[0])
            day = _day_of(article, row[1])
        except ValueError:  # pydantic's are
            return  # it is not found; `briefer articles` names it
        doc = article_doc(day, seq)
        outlets = dict.fromkeys([article.source or "", *(o.source or "" for o in article.origins)])
        countries = self._countries(article.id)
        self._db.execute(
            "INSERT INTO search_articles VALUES (?,?,?,?,?,?,?)",
            (
                doc,
                seq,
                article.id,
                day.isoformat(),
                (article.source or "").strip(),
                article.language,
                article.title or "",
            ),
        )
        self._db.executemany(
            "INSERT INTO search_countries VALUES (?,?)", [(country, doc) for country in countries]
        )
        facets = Facets(tuple(outlets), (article.language,), countries)
        texts = {"title": indexed(article.title or ""), "text": indexed(article.text)}
        self._db.index_words("search_article_words", doc, {**texts, "facets": facets.words()})

    def _forget_article(self, seq: int) -> None:
        row = self._db.execute("SELECT doc FROM search_articles WHERE seq=?", (seq,)).fetchone()
        if row is None:
            return
        self._db.execute("DELETE FROM search_article_words WHERE rowid=?", row)
        self._db.execute("DELETE FROM search_countries WHERE doc=?", row)
        self._db.execute("DELETE FROM search_articles WHERE doc=?", row)

    def _countries(self, article_id: str) -> tuple[str, ...]:
        rows = self._db.execute("SELECT body FROM extractions WHERE article=?", (article_id,))
        found = {country for (body,) in rows for country in _countries_of(body)}
        return tuple(sorted(found))

    # --- briefings ---

    def _day(self, day: str) -> None:
        self._forget_day(day)
        briefings = list(self._briefings(day))
        for briefing in briefings:
            self._shelve(briefing)
            for story in briefing.stories:
                self._story(briefing, story)
        date = dt.date.fromisoformat(day)
        for number, (claim, facets) in enumerate(claims_of(briefings)):
            doc = claim_doc(date, number)
            self._db.execute(
                "INSERT INTO search_claims VALUES (?,?,?)", (doc, day, claim.model_dump_json())
            )
            texts = {"text": indexed(f"{claim.text} {claim.speaker}"), "facets": facets.words()}
            self._db.index_words("search_claim_words", doc, texts)
            self._db.executemany(
                "INSERT INTO search_citations VALUES (?,?) ON CONFLICT DO NOTHING",
                [(cited.article, doc) for cited in claim.cited],
            )

    def _briefings(self, day: str) -> Iterator[Briefing]:
        """Yield the day's briefings; one of another version of briefer's is left out."""
        for (body,) in self._db.execute(
            "SELECT body FROM briefings WHERE date=? ORDER BY audience", (day,)
        ).fetchall():
            try:
                yield Briefing.model_validate_json(body)
            except ValidationError:
                continue  # the shelf can't show it: its page says why

    def _forget_day(self, day: str) -> None:
        low = claim_doc(dt.date.fromisoformat(day), 0)
        span = (low, low + (1 << CLAIM_BITS))
        self._db.execute("DELETE FROM search_claim_words WHERE rowid>=? AND rowid<?", span)
        self._db.execute("DELETE FROM search_citations WHERE doc>=? AND doc<?", span)
        self._db.execute("DELETE FROM search_claims WHERE doc>=? AND doc<?", span)
        self._db.execute("DELETE FROM story_days WHERE date=?", (day,))
        self._db.execute("DELETE FROM shelf WHERE date=?", (day,))

    def _shelve(self, briefing: Briefing) -> None:
        shown = OnShelf(
            title=briefing.title,
            language=briefing.language,
            lines=tuple(line.text for line in briefing.bottom_line[:3]),
            stories=len(briefing.stories),
            articles=briefing.stats.articles,
            approval=briefing.approval,
        )
        self._db.execute(
            "INSERT INTO shelf VALUES (?,?,?)",
            (briefing.date.isoformat(), briefing.audience, shown.model_dump_json()),
        )

    def _story(self, briefing: Briefing, story: Story) -> None:
        told = story_day(briefing, story).model_dump_json(exclude_defaults=True)
        row = (story.id, briefing.date.isoformat(), briefing.audience, told)
        self._db.replace("story_days", [row])


def index(state: StateAt) -> int:
    """Bring the index of a state up to date; return how much was indexed."""
    with closing(Indexer(state)) as indexer:
        return indexer.catch_up()


def _countries_of(body: str) -> Iterator[str]:
    """Yield the countries of an extraction's key points; none of one that can't be read."""
    try:
        points = json.loads(body)["key_points"]
        yield from (str(country) for point in points for country in point["countries"])
    except (ValueError, TypeError, KeyError):
        return


def _day_of(article: Article, fetched: str) -> dt.date:
    if article.published:
        return article.published
    if article.published_at:
        return article.published_at.date()
    return dt.datetime.fromisoformat(fetched).date()


# --- what a briefing says ---


def cited_of(evidence: Iterable[Evidence], outlets: dict[str, str]) -> tuple[CitedArticle, ...]:
    """Return the evidence by article, in the order in which it is cited."""
    sentences: dict[str, list[int]] = {}
    for item in evidence:
        sentences.setdefault(item.article_id, []).extend(item.sentences)
    return tuple(
        CitedArticle(
            article=article,
            sentences=tuple(dict.fromkeys(numbers)),
            outlet=outlets.get(article, ""),
        )
        for article, numbers in sentences.items()
    )


def outlets_of(briefing: Briefing) -> dict[str, str]:
    """Return the outlet of each of the briefing's sources, by article id."""
    return {source.article_id: source.outlet or "" for source in briefing.sources}


def story_day(briefing: Briefing, story: Story) -> StoryDay:
    """Return what the story's page shows of this briefing."""
    outlets = outlets_of(briefing)
    points = [
        StoryClaim(
            text=point.text,
            kind=point.kind,
            speaker=point.speaker or "",
            status=point.check.status if point.check else "",
            cited=cited_of(point.evidence, outlets),
        )
        for point in story.key_points
    ]
    changes = [
        StoryClaim(
            text=change.text,
            kind=change.kind,
            before=change.before or "",
            cited=cited_of(change.evidence, outlets),
        )
        for change in briefing.changes
        if change.story == story.id
    ]
    return StoryDay(
        title=story.title,
        status=story.status,
        language=briefing.language,
        importance=story.importance,
        articles=story.articles,
        outlets=story.outlets,
        independent=story.independent_sources,
        countries=story.countries,
        points=tuple(points),
        changes=tuple(changes),
        disputes=disputes_of(story, outlets),
    )


def disputes_of(story: Story, outlets: dict[str, str]) -> tuple[Dispute, ...]:
    """Return what is reported differently of a story; `outlets` are by article id."""
    return tuple(
        Dispute(
            kind=conflict.kind,
            subject=conflict.subject,
            sides=tuple(
                DisputeSide(
                    value=side.value,
                    outlets=side.outlets,
                    cited=cited_of(side.evidence, outlets),
                )
                for side in conflict.sides
            ),
        )
        for conflict in story.conflicts
    )


def claims_of(briefings: Iterable[Briefing]) -> list[tuple[IndexedClaim, Facets]]:
    """Return each sentence that the briefings of one day print, once, with its facets."""
    found: dict[str, tuple[IndexedClaim, Facets]] = {}
    for briefing in briefings:
        indexing = _Indexing(briefing)
        for claim in _ordered(briefing):
            if claim.text not in found:
                found[claim.text] = indexing.of(claim)
                continue
            known, facets = found[claim.text]
            if briefing.audience not in known.audiences:
                told = (*known.audiences, briefing.audience)
                known = known.model_copy(update={"audiences": told})
                found[claim.text] = (known, facets._replace(audiences=told))
    return list(found.values())


class _Indexing:
    """A briefing whose claims are indexed, with what its sources and stories add to them."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._outlets = outlets_of(briefing)
        self._languages = {source.article_id: source.language for source in briefing.sources}
        self._countries = {story.id: story.countries for story in briefing.stories}

    def of(self, claim: PrintedClaim) -> tuple[IndexedClaim, Facets]:
        """Return a claim as the index keeps it, and its facets."""
        cited = cited_of(claim.evidence, self._outlets)
        language = self._language(claim)
        indexed_claim = IndexedClaim(
            text=claim.text,
            kind="change" if claim.kind == "notice" else claim.kind,
            speaker=claim.speaker or "",
            status=claim.check.status if claim.check else "",
            language=language,
            story=claim.story or "",
            audiences=(self._briefing.audience,),
            cited=cited,
        )
        outlets = tuple(dict.fromkeys(item.outlet for item in cited))
        countries = self._countries.get(claim.story or "", ())
        return indexed_claim, Facets(outlets, (language,), countries, indexed_claim.audiences)

    def _language(self, claim: PrintedClaim) -> str:
        """Return the source's language for its own words, else the briefing's."""
        for item in claim.evidence:
            if claim.text in item.quote:
                return self._languages.get(item.article_id, self._briefing.language)
        return self._briefing.language


def _ordered(briefing: Briefing) -> Iterator[PrintedClaim]:
    """Yield every printed sentence, and the notices."""
    claims = (claim for claim in briefing.claims() if claim.kind != "side")

    def key(claim: PrintedClaim) -> tuple[int, int, int]:
        inside = _IN_STORY.index(claim.kind) if claim.kind in _IN_STORY else 0
        return _SECTIONS.index(claim.place.section), claim.place.story or 0, inside

    yield from sorted(claims, key=key)
