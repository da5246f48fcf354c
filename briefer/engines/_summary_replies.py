"""Reading summaries: several stories answered in one reply, told apart by what they cite."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from briefer.engines._replies import (
    MAX_ITEMS,
    BadItemError,
    CitedLine,
    Lines,
    cited_line,
    explained,
    items_of,
)
from briefer.llm.structured import ReplyError


def read_summaries(value: Any, sizes: Sequence[int], limits: Sequence[int]) -> tuple[Lines, ...]:
    """Return what a reply to `compose` says of each story, its numbers the story's own.

    `sizes` are the points of each story, `limits` its most lines. Whose a summary is, its
    citations say; a line that cites another story is left out. A summary of its own, not in a
    list, is taken where there is but one story.

    Raises:
        ReplyError: there is no summary of any story.
    """
    alone = len(sizes) == 1 and isinstance(value, dict) and "stories" not in value
    made: dict[int, Lines] = {}
    problem = "no_items"
    for item in [value] if alone else items_of(value, "stories"):
        found, said = _summary(item, sum(sizes))
        problem = next(iter(said), problem)
        owner = _owner(found, sizes)
        if owner is not None and owner not in made:
            made[owner] = _own(found, owner, sizes, limits[owner], said)
    if not made:
        raise ReplyError(explained(problem, f"point numbers run from 1 to {sum(sizes)}"))
    return tuple(made.get(number, Lines(())) for number in range(len(sizes)))


def _summary(item: Any, points: int) -> tuple[Lines, list[str]]:
    """Return title and lines of one summary, its numbers the request's."""
    if not isinstance(item, dict):
        return Lines(()), ["no_object"]
    lines: list[CitedLine] = []
    dropped: list[str] = []
    title = None
    listed = item.get("lines")
    for each in listed[:MAX_ITEMS] if isinstance(listed, list) else ():
        try:
            lines.append(cited_line(each, points))
        except BadItemError as error:
            dropped.append(str(error))
    if item.get("title") is not None:
        try:
            title = cited_line(item["title"], points)
        except BadItemError as error:
            dropped.append(f"title_{error}")
    return Lines(tuple(lines), title), dropped


def _owner(found: Lines, sizes: Sequence[int]) -> int | None:
    """Return the place of the story that most of a summary's citations belong to."""
    cited = [line.points for line in found.lines] or ([found.title.points] if found.title else [])
    counted = Counter(_story(number, sizes) for numbers in cited for number in numbers)
    return counted.most_common(1)[0][0] if counted else None


def _story(number: int, sizes: Sequence[int]) -> int:
    """Return the place of the story that point `number` of a request belongs to."""
    return bisect_left(list(accumulate(sizes)), number)


def _own(found: Lines, owner: int, sizes: Sequence[int], limit: int, dropped: list[str]) -> Lines:
    """Return a summary with its story's own numbers, without what cites another story."""
    before = sum(sizes[:owner])

    def own(line: CitedLine) -> CitedLine:
        return CitedLine(line.text, tuple(number - before for number in line.points))

    ours = [x for x in found.lines if {_story(n, sizes) for n in x.points} == {owner}]
    dropped += ["other_story"] * (len(found.lines) - len(ours))
    dropped += ["more_than_asked"] * max(0, len(ours) - limit)
    title = found.title
    if title is not None and {_story(n, sizes) for n in title.points} != {owner}:
        dropped.append("title_other_story")
        title = None
    return Lines(tuple(map(own, ours[:limit])), own(title) if title else None, tuple(dropped))
