"""What an audience knows already: its last briefings, and the articles that went into them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from briefer.models import Article, Briefing, CalendarItem, Document, KeyPoint, rests_on
from briefer.pipeline.build.window import Selection
from briefer.store import Store
from briefer.store.editions import Editions, Known
from briefer.store.storylines import articles_of
from briefer.store.withdrawals import Gone

MEMORY = 7  # earlier briefings whose facts are no news
PER_STORY = 12  # earlier articles of a story that are read again, the latest
COMPETING = dt.timedelta(days=1)  # reports further apart don't contradict one another


class Past(NamedTuple):
    """The audience's last editions, latest first: as they went out, and without what is gone."""

    editions: tuple[Known, ...]
    bases: tuple[Briefing, ...]
    withdrawals_known: int  # number of the last withdrawal that the last edition knew of


def recall(store: Store, audience: str, date: dt.date, gone: Gone) -> Past:
    """Return what the audience was told before `date`; withdrawn articles' claims are taken out."""
    editions = tuple(Editions(store).known(audience, date, MEMORY))
    bases = [edition.whole() for edition in editions]
    known = bases[0].stats.withdrawals_known if bases else 0
    return Past(editions, tuple(without(base, gone.whole) for base in bases), known)


def without(base: Briefing, whole: frozenset[str]) -> Briefing:
    """Return a briefing without the claims that rest on articles in `whole` alone."""
    if not whole or whole.isdisjoint(source.article_id for source in base.sources):
        return base
    stories = tuple(
        story.model_copy(update={"key_points": _standing(story.key_points, whole)})
        for story in base.stories
    )
    return base.model_copy(
        update={
            "stories": tuple(story for story in stories if story.key_points),
            "calendar": tuple(_dated(base.calendar, whole)),
        }
    )


def _standing(points: Iterable[KeyPoint], whole: frozenset[str]) -> tuple[KeyPoint, ...]:
    return tuple(point for point in points if rests_on(point.evidence) - whole)


def _dated(items: Iterable[CalendarItem], whole: frozenset[str]) -> Iterable[CalendarItem]:
    """Yield the items that another article announces, resting on that one alone."""
    for item in items:
        kept = tuple(source for source in item.evidence if source.article_id not in whole)
        if kept:
            yield item if kept == item.evidence else item.model_copy(update={"evidence": kept})


class Followed(NamedTuple):
    """The stories of today's that go on, and what earlier articles said of each, by story."""

    background: dict[str, list[Document]]
    points: dict[str, list[tuple[Article, KeyPoint]]]  # of the last days only


def follow(
    store: Store,
    selection: Selection,
    stories: Mapping[str, Sequence[Article]],
    documents: Mapping[str, Document],
    fingerprints: Sequence[str],
) -> Followed:
    """Return what was read before of each of `stories` (today's articles by story)."""
    known = (
        selection.read
        - selection.gone.whole
        - {article.id for articles in stories.values() for article in articles}
    )
    background: dict[str, list[Document]] = {}
    points: dict[str, list[tuple[Article, KeyPoint]]] = {}
    for story, articles in stories.items():
        before = [i for i in articles_of(store, story) if i in known][:PER_STORY]
        if not before:
            continue
        background[story] = [documents[i] for i in before]
        days = [article.published for article in articles if article.published]
        first = min(days, default=dt.date.max)
        near = [
            document.article
            for document in background[story]
            if document.article.published
            and first - document.article.published <= COMPETING
            and document.article.id not in selection.gone.articles
        ]
        points[story] = [
            (selection.gone.standing(article), point)
            for article in near
            for point in _points(store, article.id, fingerprints)
        ]
    return Followed(background, points)


def _points(store: Store, article_id: str, fingerprints: Sequence[str]) -> tuple[KeyPoint, ...]:
    """Return what passed its check of the first stored extraction."""
    stored = (store.extraction(key, article_id) for key in fingerprints)
    extraction = next((item for item in stored if item), None)
    return extraction.passed if extraction else ()
