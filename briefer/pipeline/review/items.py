"""The items of a draft in the order of the page, those that are not printed at their place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from briefer.editions.decisions import Decisions, moved
from briefer.editions.items import Item, items_of, point_id, story_id
from briefer.models import Briefing, alike
from briefer.pipeline.review.drafts import DraftItem


def listed(built: Briefing, printed: Briefing, decisions: Decisions) -> tuple[DraftItem, ...]:
    """Return every item of a draft: as built, as printed, and what was decided on it."""
    told = told_items(built, printed)
    shifted = {move.item for move in decisions.moves}
    drafted = [
        DraftItem(
            item=_as_printed(item, decisions, told=item.id in told),
            original=item.text,
            edited=decisions.edit_of(item.id) is not None,
            moved=item.id in shifted,
            gone=_gone(item, decisions),
        )
        for item in _in_order(items_of(built), decisions)
    ]
    return tuple(_echoing(drafted))


def told_items(built: Briefing, printed: Briefing) -> frozenset[str]:
    """Return the ids of the key points that title or summary tell, as `printed` has them."""
    now = {story.id: story.told() for story in printed.stories}
    return frozenset(
        point_id(point)
        for story in built.stories
        for point in story.key_points
        if point.id in now.get(story.id, ())
    )


def positions(built: Briefing, decisions: Decisions, item: Item) -> list[str]:
    """Return the ids of the list an item can be moved within, in the order of the page."""
    return [
        other.id for other in _in_order(items_of(built), decisions) if other.group == item.group
    ]


def _gone(item: Item, decisions: Decisions) -> Literal["", "dropped", "story"]:
    if item.id in decisions.dropped:
        return "dropped"
    return "story" if decisions.gone(item.id, item.story) else ""


def _as_printed(item: Item, decisions: Decisions, *, told: bool) -> Item:
    edit = decisions.edit_of(item.id)
    update: dict[str, object] = {"told": told}
    if edit is not None:
        update |= {"text": edit.text, "evidence": edit.evidence, "check": edit.check}
    return item.model_copy(update=update)


def _in_order(items: Sequence[Item], decisions: Decisions) -> Iterator[Item]:
    """Yield items list by list, each in the order decided; a story brings its own along."""
    lists: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        lists[item.group or f"{item.story if item.kind == 'conflict' else ''}.{item.kind}"].append(
            item
        )
    for name in list(lists):
        by_id = {item.id: item for item in lists[name]}
        lists[name] = [by_id[i] for i in moved(tuple(by_id), decisions.moves)]
    inside = {item.id for item in lists["stories"]}
    for name, members in lists.items():
        if name.partition(".")[0] in inside:
            continue
        for item in members:
            yield item
            if item.kind == "story":
                for part in ("summary", "key_points", "conflict"):
                    yield from lists.get(f"{item.id}.{part}", ())


def _echoing(items: Sequence[DraftItem]) -> Iterator[DraftItem]:
    """Yield the items with the ids of others that are printed and say the same, or did."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for one in items:
        if not one.gone and not one.item.told:
            said[alike(one.item.text)].append(one.item.id)
    for one in items:
        echoes = tuple(i for i in said[alike(one.item.text)] if i != one.item.id)
        old = said.get(alike(one.original), []) if one.edited and not one.gone else []
        former = tuple(i for i in old if i != one.item.id)
        found = {"echoes": echoes, "former": former}
        yield one.model_copy(update=found) if echoes or former else one


__all__ = ["listed", "positions", "story_id", "told_items"]
