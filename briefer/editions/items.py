"""A briefing as a list of things a reviewer can point at, each with an id that lasts.

An id is a letter for the kind and eight hexadecimal digits. It comes from what the item says and
rests on, a story's from the story's own id: a rebuilt briefing gives the same item the same id.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal

from briefer.models import (
    Briefing,
    CalendarItem,
    Change,
    Check,
    Conflict,
    Evidence,
    Frozen,
    KeyPoint,
    Kind,
    Line,
    Quoted,
    Story,
    ToneItem,
)

ItemKind = Literal[
    "bottom_line",
    "change",
    "story",
    "summary",
    "key_point",
    "conflict",
    "calendar",
    "quotation",
    "tone",
]

LETTERS: dict[ItemKind, str] = {
    "bottom_line": "b",
    "change": "c",
    "story": "s",
    "summary": "l",
    "key_point": "k",
    "conflict": "x",
    "calendar": "d",
    "quotation": "q",
    "tone": "t",
}
# The others are the sources' own words, put side by side: they stand or go.
EDITABLE: frozenset[ItemKind] = frozenset(
    {"bottom_line", "change", "story", "summary", "key_point", "calendar"}
)


class Item(Frozen):
    """One thing of a briefing that a reviewer can drop, edit or move.

    A story's `text` is its title. `story` is the id of the item of the story it belongs to.
    `group` names the list it can be moved within; "" where order is not a reviewer's to choose.
    `told` is true for a key point that a page does not print on its own, because the title or
    the summary says it already; it is in the JSON all the same.
    """

    id: str
    kind: ItemKind
    text: str
    evidence: tuple[Evidence, ...] = ()
    check: Check | None = None
    story: str | None = None
    group: str = ""
    speaker: str | None = None
    point_kind: Kind | None = None  # of a key point
    date: str = ""  # of a calendar item, ISO
    before: str | None = None  # of a change: what was said before
    told: bool = False


def items_of(briefing: Briefing) -> tuple[Item, ...]:
    """Return everything that can be reviewed, in reading order, each once."""
    found: dict[str, Item] = {}
    for item in _items(briefing):
        found.setdefault(item.id, item)
    return tuple(found.values())


def id_of(kind: ItemKind, *parts: str, evidence: Iterable[Evidence] = ()) -> str:
    """Return the id of an item that says `parts` and rests on `evidence`."""
    proof = (f"{item.article_id} {item.start} {item.end}" for item in evidence)
    digest = hashlib.sha256("\0".join((kind, *parts, *proof)).encode()).hexdigest()
    return LETTERS[kind] + digest[:8]


def story_id(story: str) -> str:
    """Return the id of the item of a story, by the story's own id."""
    return id_of("story", story)


def line_id(kind: Literal["bottom_line", "summary"], line: Line) -> str:
    """Return the id of a composed sentence."""
    return id_of(kind, line.story or "", line.text, evidence=line.evidence)


def point_id(story: Story, point: KeyPoint) -> str:
    """Return the id of a key point."""
    return id_of("key_point", story.id, point.text, evidence=point.evidence)


def conflict_id(conflict: Conflict) -> str:
    """Return the id of a contested fact; it is the same in its story and in the list of all."""
    sides = (f"{side.key_point} {side.value}" for side in conflict.sides)
    return id_of("conflict", conflict.kind, conflict.subject, *sides)


def change_id(change: Change) -> str:
    """Return the id of a change."""
    parts = (change.story, change.kind, change.text, change.before or "")
    return id_of("change", *parts, evidence=change.evidence)


def calendar_id(item: CalendarItem) -> str:
    """Return the id of a calendar item."""
    return id_of("calendar", item.date.isoformat(), item.text, evidence=item.evidence)


def quotation_id(item: Quoted) -> str:
    """Return the id of a quotation."""
    return id_of("quotation", item.speaker, item.text, evidence=item.evidence)


def tone_id(item: ToneItem) -> str:
    """Return the id of a statement counted for the tone."""
    return id_of("tone", item.stance, item.text, evidence=item.evidence)


def told_points(story: Story) -> frozenset[str]:
    """Return the ids of the key points that a page does not print: title or summary tell them."""
    said = {flat(line.text) for line in story.summary} | {flat(story.title)}
    covered = {point for line in story.summary for point in line.key_points}
    return frozenset(
        point.id
        for point in story.key_points
        if flat(point.text) in said
        or (point.id in covered and point.kind not in {"statement", "reaction"})
    )


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def alike(text: str) -> str:
    """Return what two texts have in common that a reader takes for the same sentence."""
    return flat(text).rstrip(".").casefold()


def _items(briefing: Briefing) -> Iterator[Item]:
    own = {story.id: story_id(story.id) for story in briefing.stories}
    for line in briefing.bottom_line:
        yield _line("bottom_line", line, own.get(line.story or ""), "bottom_line")
    for change in briefing.changes:
        yield Item(
            id=change_id(change),
            kind="change",
            text=change.text,
            evidence=change.evidence,
            story=own.get(change.story),
            group="changes",
            before=change.before,
        )
    for story in briefing.stories:
        yield from _of_story(story)
    for item in briefing.calendar:
        yield Item(
            id=calendar_id(item),
            kind="calendar",
            text=item.text,
            evidence=item.evidence,
            check=item.check,
            story=own.get(item.story or ""),
            date=item.date.isoformat(),
        )
    for quoted in briefing.quotations:
        yield Item(
            id=quotation_id(quoted),
            kind="quotation",
            text=quoted.text,
            evidence=quoted.evidence,
            check=quoted.check,
            story=own.get(quoted.story or ""),
            speaker=quoted.speaker,
        )
    for tone in briefing.tone.items if briefing.tone else ():
        yield Item(
            id=tone_id(tone),
            kind="tone",
            text=tone.text,
            evidence=tone.evidence,
            check=tone.check,
            story=own.get(tone.story or ""),
            speaker=tone.speaker,
        )


def _line(
    kind: Literal["bottom_line", "summary"], line: Line, story: str | None, group: str
) -> Item:
    return Item(
        id=line_id(kind, line),
        kind=kind,
        text=line.text,
        evidence=line.evidence,
        check=line.check,
        story=story,
        group=group,
    )


def _of_story(story: Story) -> Iterator[Item]:
    own = story_id(story.id)
    yield Item(
        id=own, kind="story", text=story.title, evidence=story.title_evidence, group="stories"
    )
    for line in story.summary:
        yield _line("summary", line, own, f"{own}.summary")
    told = told_points(story)
    for point in story.key_points:
        yield Item(
            id=point_id(story, point),
            kind="key_point",
            text=point.text,
            evidence=point.evidence,
            check=point.check,
            story=own,
            group=f"{own}.key_points",
            speaker=point.speaker,
            point_kind=point.kind,
            told=point.id in told,
        )
    for conflict in story.conflicts:
        sides = (f"{side.value} ({', '.join(side.outlets)})" for side in conflict.sides)
        yield Item(
            id=conflict_id(conflict),
            kind="conflict",
            text=f"{conflict.subject}: {' | '.join(sides)}",
            evidence=tuple(proof for side in conflict.sides for proof in side.evidence),
            story=own,
        )
