"""What reviewers decided on a briefing, and the briefing as it is printed after that.

Decisions name items by id. Those on items that a briefing does not have are left alone: when a
briefing is built again, each decision holds for what is still there.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeVar, cast

from briefer.editions.composing import cited, counted
from briefer.editions.items import (
    calendar_id,
    change_id,
    conflict_id,
    line_id,
    point_id,
    quotation_id,
    story_id,
    tone_id,
)
from briefer.editions.makeup import Excluded, MakeUp
from briefer.models import (
    Briefing,
    CalendarItem,
    Change,
    Check,
    Evidence,
    Frozen,
    KeyPoint,
    Line,
    Note,
    Section,
    Story,
)

T = TypeVar("T", bound=Frozen)


class Edit(Frozen):
    """A sentence written by hand, as it passed its check."""

    item: str
    text: str
    evidence: tuple[Evidence, ...]
    check: Check
    quote: str | None = None  # of a key point, where the sentence still holds it
    point: KeyPoint | None = None  # of a key point: another sentence of the source in its place


class Move(Frozen):
    """An item that goes right before or right after another of its list."""

    item: str
    anchor: str
    side: Literal["before", "after"]


class Noted(Frozen):
    """An analyst's note, who wrote it and when. `story` is the id of the story's item."""

    id: str
    text: str
    story: str | None = None
    by: str
    at: dt.datetime


class Decisions(Frozen):
    """Everything decided on one edition. Moves and acts of make-up are done in their order.

    The make-up (stories merged, split, points moved over, articles excluded) comes first: all
    other decisions are on the items of the briefing as it is made up (`makeup.made_up`).
    """

    dropped: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()
    notes: tuple[Noted, ...] = ()
    makeup: tuple[MakeUp, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    def edit_of(self, item: str) -> Edit | None:
        """Return the edit of an item, if it has one."""
        return next((edit for edit in self.edits if edit.item == item), None)

    def gone(self, item: str, story: str | None = None) -> bool:
        """Whether an item, or the story it belongs to, was dropped."""
        return item in self.dropped or (story is not None and story in self.dropped)


def decided(
    built: Briefing, decisions: Decisions, sections: Sequence[Section] = (), *, notes: bool = True
) -> Briefing:
    """Return the briefing as it is printed: without what was dropped, in the order decided.

    Sources are numbered afresh in the order of `sections`, and counts are those of what is
    printed. `notes` false leaves out the analyst's notes and how much was dropped.
    """
    edition = _Edition(built, decisions)
    stories = edition.stories()
    known = {story.id for story in stories}
    tone = built.tone
    if tone is not None:
        kept = edition.kept(tone.items, tone_id, lambda item: item.story)
        tone = tone.model_copy(update={"items": tuple(kept)})
    printed = built.model_copy(
        update={
            "bottom_line": edition.bottom_line(),
            "changes": edition.changes(),
            "stories": stories,
            "calendar": edition.calendar(),
            "contested": tuple(c for story in stories for c in story.conflicts),
            "quotations": tuple(
                edition.kept(built.quotations, quotation_id, lambda item: item.story)
            ),
            "tone": tone,
            "notes": tuple(edition.notes(known)) if notes else (),
        }
    )
    counted = _counted(_renumbered(printed, built, sections), built)
    if decisions.dropped and notes:
        return counted
    stats = counted.stats.model_copy(update={"claims_dropped": 0})
    return counted.model_copy(update={"stats": stats})


class _Edition:
    """One briefing and the decisions on it."""

    def __init__(self, built: Briefing, decisions: Decisions) -> None:
        self._built = built
        self._decisions = decisions

    def kept(
        self, values: Iterable[T], name: Callable[[T], str], owner: Callable[[T], str | None]
    ) -> list[T]:
        """Return the values that are not dropped, nor their stories, in the order decided."""
        found: dict[str, T] = {}
        for value in values:
            story = owner(value)
            if not self._decisions.gone(name(value), story_id(story) if story else None):
                found.setdefault(name(value), value)
        order = moved(tuple(found), self._decisions.moves)
        return [found[item] for item in order]

    def bottom_line(self) -> tuple[Line, ...]:
        """Return the lines that are printed."""
        lines = self.kept(
            self._built.bottom_line, lambda x: line_id("bottom_line", x), lambda x: x.story
        )
        return tuple(self._edited(line, line_id("bottom_line", line)) for line in lines)

    def changes(self) -> tuple[Change, ...]:
        """Return the changes that are printed."""
        changes = self.kept(self._built.changes, change_id, lambda x: x.story)
        return tuple(self._edited(change, change_id(change)) for change in changes)

    def calendar(self) -> tuple[CalendarItem, ...]:
        """Return the dated events that are printed."""
        items = self.kept(self._built.calendar, calendar_id, lambda x: x.story)
        return tuple(self._edited(item, calendar_id(item)) for item in items)

    def stories(self) -> tuple[Story, ...]:
        """Return the stories that are printed."""
        stories = self.kept(self._built.stories, lambda x: story_id(x.id), lambda _: None)
        return tuple(self._story(story) for story in stories)

    def notes(self, known: Iterable[str]) -> Iterator[Note]:
        """Yield the notes that stand with something that is printed."""
        own = {story_id(story): story for story in known}
        for noted in self._decisions.notes:
            if noted.story is None or noted.story in own:
                story = own[noted.story] if noted.story else None
                yield Note(id=noted.id, text=noted.text, story=story)

    def _story(self, story: Story) -> Story:
        summary = self.kept(story.summary, lambda x: line_id("summary", x), lambda _: None)
        points = self.kept(story.key_points, point_id, lambda _: None)
        conflicts = self.kept(story.conflicts, conflict_id, lambda _: None)
        update: dict[str, object] = {
            "summary": tuple(self._edited(line, line_id("summary", line)) for line in summary),
            "key_points": tuple(self._edited(p, point_id(p)) for p in points),
            "conflicts": tuple(conflicts),
        }
        edit = self._decisions.edit_of(story_id(story.id))
        if edit is not None:
            update |= {
                "title": edit.text,
                "title_article": None,
                "title_evidence": edit.evidence,
                "title_edited": True,
            }
        return story.model_copy(update=update)

    def _edited(self, value: T, item: str) -> T:
        """Return a value with the text written by hand, if there is one."""
        edit = self._decisions.edit_of(item)
        if edit is None:
            return value
        if edit.point is not None and isinstance(value, KeyPoint):
            own = {"id": value.id, "importance": value.importance, "edited": True}
            return cast("T", edit.point.model_copy(update=own))
        fields = type(value).model_fields
        update: dict[str, object] = {"text": edit.text, "evidence": edit.evidence, "edited": True}
        update |= {"check": edit.check} if "check" in fields else {}
        update |= {"quote": edit.quote} if "quote" in fields else {}
        return value.model_copy(update=update)


def moved(order: Sequence[str], moves: Iterable[Move]) -> list[str]:
    """Return ids in the order that the moves give; those that name others are passed over."""
    ids = list(order)
    for move in moves:
        if move.item in ids and move.anchor in ids and move.item != move.anchor:
            ids.remove(move.item)
            ids.insert(ids.index(move.anchor) + (move.side == "after"), move.item)
    return ids


def _renumbered(printed: Briefing, built: Briefing, sections: Sequence[Section]) -> Briefing:
    """Return the briefing with the sources that it still cites, in the order it cites them."""
    sources = {source.article_id: source for source in built.sources}
    order = dict.fromkeys(cited(printed, sections))
    known = [article for article in order if article in sources]
    renumbered = tuple(
        sources[article].model_copy(update={"number": number})
        for number, article in enumerate(known, start=1)
    )
    return printed.model_copy(update={"sources": renumbered})


def _counted(printed: Briefing, built: Briefing) -> Briefing:
    (before, mended_before), (after, mended_after) = (
        counted(built.claims()),
        counted(printed.claims()),
    )
    stats = built.stats
    counts = {
        "claims_printed": max(0, stats.claims_printed + after - before),
        "claims_repaired": max(0, stats.claims_repaired + mended_after - mended_before),
        "claims_edited": sum(claim.edited for claim in printed.claims()),
        "claims_dropped": before - after,
    }
    return printed.model_copy(update={"stats": stats.model_copy(update=counts)})
