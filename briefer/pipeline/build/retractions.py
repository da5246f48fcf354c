"""What an audience was told and no longer stands: withdrawn articles, sentences taken out.

Each is a change of the next briefing. Its text names the article and says why; what the audience
was told stands beside it, with the date of the briefing that printed it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefer.editions.printed import claims_on
from briefer.grounding import Verified
from briefer.models import Article, Briefing, Change, Check, Document, KeyPoint, Problem, Story
from briefer.pipeline.build.dossier import Dossier
from briefer.pipeline.build.past import rests_on
from briefer.stories.facts import fact_in, fact_of, same_fact, told_by

CLAIMS = 3  # of one article, that are quoted
# Why a claim is gone where nobody withdrew the article.
_CHANGED = {
    "en": "the outlet has changed its text",
    "fr": "le média a modifié son texte",
    "de": "das Medium hat seinen Text geändert",
    "es": "el medio ha cambiado su texto",
    "ru": "издание изменило свой текст",
    "ar": "غيّرت الوسيلة نصها",
}


def retracted(dossier: Dossier, documents: Mapping[str, Document]) -> list[Change]:
    """Return what the audience was told and has to be told again, or no more."""
    if not dossier.past.bases:
        return []
    language = dossier.audience.language
    return [
        *_withdrawn(dossier),
        *_restored(dossier),
        *_dropped(dossier, documents, _CHANGED.get(language, _CHANGED["en"])),
    ]


# --- withdrawn and restored -----------------------------------------------------------------


def _withdrawn(dossier: Dossier) -> Iterator[Change]:
    """Yield the withdrawals since the last edition, of what the audience was told."""
    for word in dossier.past.withdrawn:
        article, printed = word.article, dossier.past.printed
        claims = _claims(printed, article.id, dossier.withdrawn) if word.whole else ()
        yield Change(
            story=word.story,
            kind="withdrawn",
            text=f"{named(article, word.location)}: {word.why}",
            before=_told(claims),
        )


def _restored(dossier: Dossier) -> Iterator[Change]:
    """Yield the claims that stand again: an audience was told of a withdrawal since undone."""
    for word in dossier.past.restored:
        for item in _items(dossier.past.printed, word.article.id)[:CLAIMS]:
            yield Change(
                story=word.story,
                kind="corrected",
                text=item.text,
                before=f"{named(word.article, word.location)}: {word.why}",
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


def _dropped(dossier: Dossier, documents: Mapping[str, Document], changed: str) -> Iterator[Change]:
    """Yield the printed claims of older versions that today's version does not make any more."""
    printed = dossier.past.printed
    for old, new in dossier.replaced.items():
        if (
            old not in dossier.past.read
            or new not in dossier.articles
            or documents[old].article.stub
        ):
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


def without_withdrawn(results: Iterable[Verified], told: Mapping[str, str]) -> tuple[Verified, ...]:
    """Return the results of a proof as they stand now.

    A claim that rests on withdrawn articles (`told`: what is said of each) alone is not supported
    any more.
    """
    return tuple(_proved(result, told) for result in results)


def _proved(result: Verified, told: Mapping[str, str]) -> Verified:
    sources = rests_on(result.evidence)
    if not sources or not sources <= told.keys():
        return result
    problem = Problem(code="withdrawn", explanation="what it rests on was withdrawn")
    check = Check(status="rejected", score=0, problems=(problem,))
    return result.model_copy(update={"check": check})
