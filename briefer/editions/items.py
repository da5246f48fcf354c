"""A briefing as a list of things a reviewer can point at, each with an id that lasts.

An id is a letter for the kind and eight hexadecimal digits. It comes from what the item says and
rests on, a story's from the story's own id: a rebuilt briefing gives the same item the same id, and
a sentence that a reviewer puts into another story keeps its own.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal

from briefer.models import (
    Briefing,
    CalendarItem,
    Change,
    Check,
    ClaimKind,
    Conflict,
    Evidence,
    Frozen,
    KeyPoint,
    Kind,
    Line,
    Printed,
    PrintedClaim,
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
_KINDS: dict[ClaimKind, ItemKind] = {
    "bottom_line": "bottom_line",
    "change": "change",
    "notice": "change",
    "title": "story",
    "summary": "summary",
    "point": "key_point",
    "side": "conflict",
    "calendar": "calendar",
    "quotation": "quotation",
    "tone": "tone",
}
_GROUPS: dict[ClaimKind, str] = {
    "bottom_line": "bottom_line",
    "change": "changes",
    "notice": "changes",
    "title": "stories",
    "summary": "{story}.summary",
    "point": "{story}.key_points",
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
    return id_of(kind, line.text, evidence=line.evidence)


def point_id(point: KeyPoint) -> str:
    """Return the id of a key point."""
    return id_of("key_point", point.text, evidence=point.evidence)


def conflict_id(conflict: Conflict) -> str:
    """Return the id of a contested fact; it is the same in its story and in the list of all."""
    sides = (f"{side.key_point} {side.value}" for side in conflict.sides)
    return id_of("conflict", conflict.kind, conflict.subject, *sides)


def change_id(change: Change) -> str:
    """Return the id of a change."""
    parts = (change.kind, change.text, change.before or "")
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


def _items(briefing: Briefing) -> Iterator[Item]:
    own = {story.id: story_id(story.id) for story in briefing.stories}
    told = {story.id: story.told() for story in briefing.stories}
    for claim in briefing.claims():
        story = own.get(claim.story or "")
        item = Item(
            id=_id(claim),
            kind=_KINDS[claim.kind],
            text=claim.text,
            evidence=claim.evidence,
            check=claim.check,
            story=None if claim.kind == "title" else story,
            group=_GROUPS.get(claim.kind, "").format(story=story),
            speaker=claim.speaker,
        )
        yield item.model_copy(update=_more(claim.source, told.get(claim.story or "", frozenset())))


def _id(claim: PrintedClaim) -> str:
    match claim.source:
        case Line() as line:
            own = line_id("summary" if claim.kind == "summary" else "bottom_line", line)
        case KeyPoint() as point:
            own = point_id(point)
        case Story() as story:
            own = story_id(story.id)
        case Change() as change:
            own = change_id(change)
        case CalendarItem() as item:
            own = calendar_id(item)
        case Conflict() as conflict:
            own = conflict_id(conflict)
        case Quoted() as quoted:
            own = quotation_id(quoted)
        case ToneItem() as toned:
            own = tone_id(toned)
    return own


def _more(source: Printed, told: frozenset[str]) -> dict[str, object]:
    """Return what only items of its kind have. A contested fact is one item, all sides of it."""
    match source:
        case KeyPoint():
            return {"point_kind": source.kind, "told": source.id in told}
        case Change():
            return {"before": source.before}
        case CalendarItem():
            return {"date": source.date.isoformat()}
        case Conflict():
            sides = (f"{side.value} ({', '.join(side.outlets)})" for side in source.sides)
            proof = tuple(item for side in source.sides for item in side.evidence)
            return {"text": f"{source.subject}: {' | '.join(sides)}", "evidence": proof}
        case _:
            return {}
