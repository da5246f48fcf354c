"""The agenda over days: what was announced stays on the calendar until it has passed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from briefer.models import CalendarItem, Story
from briefer.stories.measures import jaccard
from briefer.text.words import content_stems

_SAME = 0.3  # Jaccard of stems: the same event, on the same day


def carried(
    earlier: Iterable[CalendarItem], fresh: Sequence[CalendarItem], today: dt.date
) -> tuple[CalendarItem, ...]:
    """Return `fresh` with the items of an earlier calendar that are still to come, by date.

    An earlier item that `fresh` tells again (the same day, much the same words or the same
    evidence) is left out.
    """
    kept = list(fresh)
    for item in earlier:
        if item.date >= today and not any(_same(item, other) for other in kept):
            kept.append(item)
    return tuple(sorted(kept, key=lambda item: (item.date, item.text)))


def is_agenda(story: Story) -> bool:
    """Tell whether a story is nothing but a list of days to come: "Friday: the council votes"."""
    points = story.key_points
    return bool(points) and all(
        point.when is not None and point.text.startswith(f"{point.when.words}:") for point in points
    )


def _same(left: CalendarItem, right: CalendarItem) -> bool:
    if left.date != right.date:
        return False
    if set(left.evidence) & set(right.evidence):
        return True
    stems = (frozenset(content_stems(item.text)) for item in (left, right))
    return jaccard(*stems) >= _SAME
