"""What an audience was told and no longer stands: withdrawn articles, sentences taken out.

Each is a change of the next briefing. Its text names the article and says why; what the audience
was told stands beside it, with the date of the briefing that printed it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from briefer.grounding import Verified
from briefer.lang import language as tables_of
from briefer.models import (
    Article,
    Briefing,
    Change,
    Check,
    Document,
    KeyPoint,
    PrintedClaim,
    Problem,
    Story,
    alike,
    flat,
    rests_on,
)
from briefer.pipeline.build.dossier import Dossier
from briefer.stories.facts import fact_in, fact_of, same_fact, told_by

CLAIMS = 3  # of one article, that are quoted


def retracted(dossier: Dossier, documents: Mapping[str, Document]) -> list[Change]:
    """Return what the audience was told and has to be told again, or no more."""
    if not dossier.past.bases:
        return []
    language = dossier.audience.language
    return [
        *_withdrawn(dossier),
        *_restored(dossier),
        *_dropped(dossier, documents, _changed(language)),
    ]


def _changed(language: str) -> str:
    """Return why a claim is gone where nobody withdrew the article, in words of a language."""
    return tables_of(language).briefing.changed or tables_of("en").briefing.changed


# --- withdrawn and restored -----------------------------------------------------------------


def _withdrawn(dossier: Dossier) -> Iterator[Change]:
    """Yield the withdrawals since the last edition, of what the audience was told."""
    for word in dossier.past.withdrawn:
        article, printed = word.article, dossier.past.printed
        claims = _once(_rested(printed, article.id, dossier.withdrawn)) if word.whole else ()
        yield Change(
            story=word.story,
            kind="withdrawn",
            text=f"{named(article, word.location)}: {word.why}",
            before=_earlier(claims),
        )


def _restored(dossier: Dossier) -> Iterator[Change]:
    """Yield the claims that stand again: an audience was told of a withdrawal since undone."""
    for word in dossier.past.restored:
        for _, claim in _alone(dossier.past.printed, word.article.id)[:CLAIMS]:
            yield Change(
                story=word.story,
                kind="corrected",
                text=claim.text,
                before=f"{named(word.article, word.location)}: {word.why}",
                evidence=claim.evidence,
            )


class _Told(NamedTuple):
    """What the audience was told, and by the briefing of which day."""

    date: dt.date
    claim: PrintedClaim


def _alone(printed: Sequence[Briefing], article: str) -> list[_Told]:
    """Return the key points that rest on an article alone; where there are none, what else does."""
    found = [told for told in _rested(printed, article) if told.claim.sentence]
    return _once([told for told in found if told.claim.kind == "point"] or found)


def _rested(
    printed: Iterable[Briefing], article: str, gone: frozenset[str] = frozenset()
) -> Iterator[_Told]:
    """Yield what rested on an article, and on none but those that are gone as well."""
    for briefing in printed:
        for claim in briefing.claims_on(article, besides=gone):
            yield _Told(briefing.date, claim)


def _once(claims: Iterable[_Told]) -> list[_Told]:
    """Return each sentence once, as it was told last."""
    found: dict[str, _Told] = {}
    for told in claims:
        found.setdefault(alike(told.claim.text), told)
    return list(found.values())


def _earlier(claims: Sequence[_Told]) -> str | None:
    if not claims:
        return None
    first = claims[:CLAIMS]
    dates = dict.fromkeys(told.date for told in first)
    more = f" (+{len(claims) - CLAIMS})" if len(claims) > CLAIMS else ""
    days = (
        f"{date.isoformat()}: " + " / ".join(told.claim.text for told in first if told.date == date)
        for date in dates
    )
    return "; ".join(days) + more


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
        lost = (told for told in _alone(printed, old) if not _still_said(told.claim, document))
        for date, claim in islice(lost, CLAIMS):
            yield Change(
                story=claim.story or "",
                kind="withdrawn",
                text=text,
                before=f"{date.isoformat()}: {claim.text}",
                key_point=claim.source.id if isinstance(claim.source, KeyPoint) else None,
            )


def _still_said(claim: PrintedClaim, document: Document) -> bool:
    """Return whether a version of the article still says what a claim says."""
    text = flat(document.article.text)
    if all(flat(item.quote) in text for item in claim.evidence):
        return True
    language = document.article.language
    said = claim.source
    fact = (
        fact_of(said, language)
        if isinstance(said, KeyPoint)
        else fact_in(claim.text, claim.speaker, language)
    )
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
