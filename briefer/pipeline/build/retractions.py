"""What an audience was told and no longer stands: withdrawn articles, sentences taken out.

Each is a change of the next briefing. Its text names the article and says why; what the audience
was told stands beside it, with the date of the briefing that printed it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefer.grounding import Verified
from briefer.lang import language as tables_of
from briefer.models import Article, Briefing, Change, Check, Document, KeyPoint, Problem, Story
from briefer.pipeline.build.past import Past, rests_on
from briefer.pipeline.build.window import Selection
from briefer.store import Store
from briefer.store.editions import claims_on
from briefer.store.withdrawals import Withdrawal, Withdrawals
from briefer.stories.facts import fact_in, fact_of, same_fact, told_by

CLAIMS = 3  # of one article, that are quoted


def retracted(
    store: Store, past: Past, selection: Selection, documents: Mapping[str, Document], language: str
) -> list[Change]:
    """Return what the audience was told and has to be told again, or no more."""
    if not past.editions:
        return []
    printed = (
        [edition.printed() for edition in past.editions] if _any(store, past, selection) else []
    )
    return [
        *_withdrawn(store, past, selection, printed),
        *_restored(store, past, selection, printed),
        *_dropped(selection, printed, documents, _changed(language)),
    ]


def _changed(language: str) -> str:
    """Return why a claim is gone where nobody withdrew the article, in a reader's language."""
    return tables_of(language).briefing.changed or tables_of("en").briefing.changed


def last_withdrawal(store: Store) -> int:
    """Return the number of the last withdrawal or restoration, 0 where there is none."""
    return max((word.id for word in Withdrawals(store).all()), default=0)


def _any(store: Store, past: Past, selection: Selection) -> bool:
    """Return whether anything may have to be said: editions are read back only then."""
    return bool(selection.gone.newer) or last_withdrawal(store) > past.withdrawals_known


# --- withdrawn and restored -----------------------------------------------------------------


def _withdrawn(
    store: Store, past: Past, selection: Selection, printed: Sequence[Briefing]
) -> Iterator[Change]:
    """Yield the withdrawals since the last edition, of what the audience was told."""
    for word in _since(store, past, selection):
        (article,) = store.articles([word.article]).values()
        gone = article.id in selection.gone.whole
        claims = _claims(printed, article.id, selection.gone.whole) if gone else ()
        yield Change(
            story=_story(store, article.id),
            kind="withdrawn",
            text=f"{named(article, word.location)}: {word.why}",
            before=_told(claims),
        )


def _since(store: Store, past: Past, selection: Selection) -> list[Withdrawal]:
    """Return the withdrawals that hold now and did not at the last edition, one an article."""
    book = Withdrawals(store)
    before = {(w.article, w.location) for w in book.holding(past.withdrawals_known)}
    fresh = [w for w in book.holding() if (w.article, w.location) not in before]
    return [w for w in {w.article: w for w in fresh}.values() if w.article in selection.read]


def _restored(
    store: Store, past: Past, selection: Selection, printed: Sequence[Briefing]
) -> Iterator[Change]:
    """Yield the claims that stand again: an audience was told of a withdrawal since undone."""
    book = Withdrawals(store)
    now = {(w.article, w.location) for w in book.holding()}
    before = book.holding(past.withdrawals_known)
    back = [w for w in before if (w.article, w.location) not in now and w.article in selection.read]
    told = {w.article: w for w in back if w.article not in selection.gone.articles}
    for article in store.articles(told).values():
        word = told[article.id]
        for item in _items(printed, article.id)[:CLAIMS]:
            yield Change(
                story=_story(store, article.id),
                kind="corrected",
                text=item.text,
                before=f"{named(article, word.location)}: {word.why}",
                evidence=item.evidence,
            )


def _items(printed: Iterable[Briefing], article: str) -> list[KeyPoint]:
    """Return the printed key points that rest on an article alone, each once."""
    points = [p for briefing in printed for story in briefing.stories for p in story.key_points]
    return list({p.text: p for p in points if rests_on(p.evidence) == {article}}.values())


def _claims(
    printed: Iterable[Briefing], article: str, gone: frozenset[str]
) -> list[tuple[dt.date, str]]:
    """Return (date of the briefing, claim) of what rested on an article, and stands no more."""
    found: dict[str, dt.date] = {}
    for briefing in printed:
        for text in claims_on(briefing, article, besides=gone):
            found.setdefault(text, briefing.date)
    return [(date, text) for text, date in found.items()]


def _told(claims: Sequence[tuple[dt.date, str]]) -> str | None:
    if not claims:
        return None
    dates = dict.fromkeys(date for date, _ in claims[:CLAIMS])
    more = f" (+{len(claims) - CLAIMS})" if len(claims) > CLAIMS else ""
    told = (
        f"{date.isoformat()}: " + " / ".join(t for d, t in claims[:CLAIMS] if d == date)
        for date in dates
    )
    return "; ".join(told) + more


def named(article: Article, location: str = "") -> str:
    """Return an article as a reader knows it: “headline” (outlet, date)."""
    origin = next((o for o in article.origins if o.location == location), None)
    title = (origin and origin.title) or article.title
    outlet = (origin and origin.source) or article.source
    day = article.published.isoformat() if article.published else ""
    where = ", ".join(part for part in (outlet or "", day) if part)
    if title:
        return f"“{title}” ({where})" if where else f"“{title}”"
    return where or article.id


# --- changed texts --------------------------------------------------------------------------


def _dropped(
    selection: Selection,
    printed: Sequence[Briefing],
    documents: Mapping[str, Document],
    changed: str,
) -> Iterator[Change]:
    """Yield the printed claims of older versions that today's version does not make any more."""
    today = set(selection.articles)
    for old, new in selection.gone.newer.items():
        if old not in selection.read or new not in today or documents[old].article.stub:
            continue
        document = documents[new]
        text = f"{named(document.article)}: {changed}"
        kept = [p for p in _items(printed, old) if not _still_said(p, document)]
        for point in kept[:CLAIMS]:
            date = next(b.date for b in printed if _has(b, point))
            yield Change(
                story=next(s.id for b in printed for s in b.stories if point in s.key_points),
                kind="withdrawn",
                text=text,
                before=f"{date.isoformat()}: {point.text}",
                key_point=point.id,
            )


def _has(briefing: Briefing, point: KeyPoint) -> bool:
    return any(point in story.key_points for story in briefing.stories)


def _still_said(point: KeyPoint, document: Document) -> bool:
    """Return whether a version of the article still says what a key point says."""
    text = " ".join(document.article.text.split())
    if all(" ".join(item.quote.split()) in text for item in point.evidence):
        return True
    language = document.article.language
    fact = fact_of(point, language)
    speakers = {a.sentence: a.speaker for a in document.attributions}
    facts = (
        fact_in(document.sentence_text(s.number), speakers.get(s.number), language)
        for s in document.sentences
    )
    return any(same_fact(fact, other) or told_by(fact, other) for other in facts)


def without_corrected(retractions: Iterable[Change], changes: Iterable[Change]) -> list[Change]:
    """Leave out what a correction among `changes` shows as its old version already."""
    shown = {change.before for change in changes if change.kind in {"corrected", "moved"}}
    return [c for c in retractions if (c.before or "").partition(": ")[2] not in shown]


def _story(store: Store, article: str) -> str:
    return store.story_of([article]).get(article, ("", None))[0]


def came_late(
    changes: Iterable[Change], stories: Iterable[Story], late: frozenset[str]
) -> Iterator[Change]:
    """Yield `changes`; what only articles say that came in late is marked as such."""
    members = {story.id: frozenset(story.articles) for story in stories}
    for change in changes:
        sources = rests_on(change.evidence)
        if change.kind == "new_story":
            sources = members.get(change.story, sources)
        new = change.kind in {"new_story", "new_point"}
        marked = new and bool(sources) and sources <= late
        yield change.model_copy(update={"kind": "late"}) if marked else change


def few_late(changes: Iterable[Change], limit: int) -> list[Change]:
    """Return `changes` with the first `limit` late points of each story (one at least)."""
    seen: Counter[str] = Counter()
    kept = []
    for change in changes:
        seen[change.story] += change.kind == "late"
        if change.kind != "late" or seen[change.story] <= max(limit, 1):
            kept.append(change)
    return kept


def without_withdrawn(
    store: Store, results: Iterable[Verified]
) -> tuple[tuple[Verified, ...], tuple[str, ...]]:
    """Return the results of a proof as they stand now, and the withdrawn articles behind them.

    A claim that rests on withdrawn articles alone is not supported any more.
    """
    whole = Withdrawals(store).gone().whole
    why = {w.article: w.why for w in Withdrawals(store).holding()}
    listed = tuple(results)
    used = sorted({i for result in listed for i in rests_on(result.evidence)} & whole)
    told = {i: f"{named(a)}: {why.get(i, '')}" for i, a in store.articles(used).items()}
    return tuple(_proved(result, told) for result in listed), tuple(told.values())


def _proved(result: Verified, told: Mapping[str, str]) -> Verified:
    sources = rests_on(result.evidence)
    if not sources or not sources <= told.keys():
        return result
    problem = Problem(code="withdrawn", explanation="what it rests on was withdrawn")
    check = Check(status="rejected", score=0, problems=(problem,))
    return result.model_copy(update={"check": check})
