"""What an audience was told, without what rests on withdrawn articles alone."""

from collections.abc import Iterable

from briefer.models import Briefing, CalendarItem, KeyPoint, rests_on


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
