"""How many articles told a story in each of an audience's briefings."""

import datetime as dt
from collections.abc import Sequence

from briefer.models import Briefing, DayCount, Story


def with_days(
    stories: Sequence[Story], date: dt.date, earlier: Sequence[Briefing]
) -> tuple[Story, ...]:
    """Return the stories of the briefing of `date`, each with its days.

    A story's days begin with the first of `earlier` that told it; a briefing in between that did
    not counts 0, a day without a briefing is no day.
    """
    told = [(day.date, {story.id: len(story.articles) for story in day.stories}) for day in earlier]
    told.sort(key=lambda item: item[0])
    return tuple(_counted(story, date, told) for story in stories)


def _counted(story: Story, date: dt.date, told: Sequence[tuple[dt.date, dict[str, int]]]) -> Story:
    counts = [(day, articles.get(story.id, 0)) for day, articles in told]
    while counts and counts[0][1] == 0:
        counts.pop(0)
    counts.append((date, len(story.articles)))
    days = tuple(DayCount(date=day, articles=articles) for day, articles in counts)
    return story.model_copy(update={"days": days})
