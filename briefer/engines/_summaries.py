"""What of stories goes to a model, and what comes back: sentences that cite key points."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefer.engines._replies import CitedLine, Lines
from briefer.llm.lines import STORY, numbered
from briefer.models import Composed, Composition, KeyPoint, Story, Usage

MOST_POINTS = 5  # of one story that go into its summary
MOST_LINES = 5
POINTS_WITHOUT_MODEL = 3  # a story of so few points is its own summary
SPARE_STORIES = 1  # of the bottom line, above the lines asked for, so that there is a choice
MAX_TITLE = 120  # characters


class Numbered(NamedTuple):
    """Lines of a prompt, and the key points that their numbers stand for."""

    lines: tuple[str, ...]
    points: tuple[KeyPoint, ...]


def usable(story: Story) -> list[KeyPoint]:
    """Return the points of `story` that may be printed, most important first."""
    points = [point for point in story.key_points if not point.rejected]
    return sorted(points, key=lambda point: -point.importance)


class Pack(NamedTuple):
    """Stories that share a request: each with its points, numbered through the whole request."""

    stories: tuple[Story, ...]
    points: tuple[tuple[KeyPoint, ...], ...]
    spent: Usage = Usage()  # on a try that failed

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the prompt: a mark above each story, then its points."""
        lines: list[str] = []
        number = 0
        for points in self.points:
            lines.append(STORY)
            for point in points:
                number += 1
                lines.append(numbered(number, point.text))
        return tuple(lines)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many points each story has."""
        return tuple(map(len, self.points))


def for_summary(story: Story) -> tuple[KeyPoint, ...]:
    """Return the points of one story that its summary is made of."""
    return tuple(usable(story)[:MOST_POINTS])


def packed(stories: Iterable[Story], together: int) -> Iterator[Pack]:
    """Yield the stories in packs of at most `together`."""
    group: list[Story] = []
    for story in stories:
        group.append(story)
        if len(group) == together:
            yield pack(group)
            group = []
    if group:
        yield pack(group)


def pack(stories: Iterable[Story], spent: Usage | None = None) -> Pack:
    """Return `stories` as one pack."""
    listed = tuple(stories)
    return Pack(listed, tuple(map(for_summary, listed)), spent or Usage())


def for_bottom_line(stories: Sequence[Story], limit: int) -> Numbered:
    """Return the best point of each of the first stories as numbered lines."""
    lines: list[str] = []
    points: list[KeyPoint] = []
    for story in stories[: limit + SPARE_STORIES]:
        if best := usable(story):
            points.append(best[0])
            lines += [STORY, numbered(len(points), best[0].text)]
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
