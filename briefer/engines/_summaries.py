"""What of stories goes to a model, and what comes back: sentences that cite key points."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefer.engines._replies import CitedLine, Lines
from briefer.llm.lines import heading, numbered
from briefer.models import Composed, Composition, KeyPoint, Story

MOST_POINTS = 6  # of one story that go into its summary
MOST_LINES = 5
POINTS_WITHOUT_MODEL = 3  # a story of so few points is its own summary
TOLD_BEST = 2  # stories of which the bottom line is given two points, of the others one
SPARE_STORIES = 1  # above the lines asked for, so that there is a choice
MAX_TITLE = 120  # characters


class Numbered(NamedTuple):
    """Lines of a prompt, and the key points that their numbers stand for."""

    lines: tuple[str, ...]
    points: tuple[KeyPoint, ...]


def usable(story: Story) -> list[KeyPoint]:
    """Return the points of `story` that may be printed, most important first."""
    points = [
        point
        for point in story.key_points
        if point.check is None or point.check.status != "rejected"
    ]
    return sorted(points, key=lambda point: -point.importance)


def for_summary(story: Story) -> Numbered:
    """Return the points of one story as numbered lines."""
    points = tuple(usable(story)[:MOST_POINTS])
    lines = tuple(numbered(number, point.text) for number, point in enumerate(points, 1))
    return Numbered(lines, points)


def for_bottom_line(stories: Sequence[Story], limit: int) -> Numbered:
    """Return the best points of the first stories as numbered lines, a heading above each story."""
    lines: list[str] = []
    points: list[KeyPoint] = []
    for place, story in enumerate(stories[: limit + SPARE_STORIES]):
        best = usable(story)[: 2 if place < TOLD_BEST else 1]
        if not best:
            continue
        lines.append(heading([story.title]))
        for point in best:
            points.append(point)
            lines.append(numbered(len(points), point.text))
    return Numbered(tuple(lines), tuple(points))


def lines_for(points: int) -> int:
    """Return how many lines a summary of so many points may have."""
    return min(MOST_LINES, (points + 1) // 2)


def itself(points: Iterable[KeyPoint], limit: int) -> tuple[Composed, ...]:
    """Return points as a summary in their own words: what is said when no model is asked."""
    return tuple(Composed(text=point.text, key_points=(point.id,)) for point in points)[:limit]


def composition(lines: Lines, points: Sequence[KeyPoint]) -> Composition:
    """Return a reply to `compose` with key points in place of numbers."""
    title = lines.title
    short = title is not None and len(title.text) <= MAX_TITLE
    return Composition(
        title=_composed(title, points) if title is not None and short else None,
        sentences=sentences(lines, points),
    )


def sentences(lines: Lines, points: Sequence[KeyPoint]) -> tuple[Composed, ...]:
    """Return composed sentences with key points in place of numbers."""
    return tuple(_composed(line, points) for line in lines.lines)


def _composed(line: CitedLine, points: Sequence[KeyPoint]) -> Composed:
    ids = dict.fromkeys(points[number - 1].id for number in line.points)
    return Composed(text=line.text, key_points=tuple(ids))
