"""The make-up of an edition: which stories there are, and which articles they may rest on.

    built --excluded articles leave--> --stories are merged, split, points moved over--> made up

An act names items by their ids (`items`), which stay what they are wherever a sentence is put.
One whose items a briefing does not have is passed over: after a new build each act holds for what
is still there. Nothing is worded here, and nothing is checked: sentences that lose a part of their
evidence come with the check that they passed without it, or leave.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Literal, TypeVar

from briefer.editions.items import (
    calendar_id,
    change_id,
    id_of,
    line_id,
    point_id,
    quotation_id,
    story_id,
    tone_id,
)
from briefer.models import (
    Briefing,
    Change,
    Check,
    Conflict,
    Evidence,
    Frozen,
    KeyPoint,
    Story,
    rests_on,
)

T = TypeVar("T", bound=Frozen)


class MakeUp(Frozen):
    """One act.

    `merge` the story `items[0]` into the story `into`, `split` the points `items` off into a story
    of their own, or `transfer` them into the story `into`.
    """

    act: Literal["merge", "split", "transfer"]
    items: tuple[str, ...]
    into: str = ""


class Rechecked(Frozen):
    """An item that lost a part of its evidence, with what is left and the check it passed on it."""

    item: str
    evidence: tuple[Evidence, ...]
    check: Check


class Excluded(Frozen):
    """An article (by id) or an outlet ("outlet:NAME") that an edition does not use.

    `articles` are those meant; `kept` the items that other articles bear out as well.
    """

    name: str
    articles: tuple[str, ...]
    kept: tuple[Rechecked, ...] = ()


def made_up(
    built: Briefing, makeup: Iterable[MakeUp], excluded: Iterable[Excluded] = ()
) -> Briefing:
    """Return a briefing without what rests on excluded articles alone, its stories put in order."""
    done = _without(built, tuple(excluded))
    for act in makeup:
        done = _ACTS[act.act](done, act)
    return done


def split_id(items: Iterable[str]) -> str:
    """Return the id of the story that the points `items` make."""
    return "s" + id_of("story", "split", *sorted(items))[1:]


# --- acts -----------------------------------------------------------------------------------


def _merge(built: Briefing, act: MakeUp) -> Briefing:
    stories = {story_id(story.id): story for story in built.stories}
    one, other = stories.get(act.items[0]), stories.get(act.into)
    if one is None or other is None or one is other:
        return built
    known = {point_id(point) for point in other.key_points}
    further = tuple(point for point in one.key_points if point_id(point) not in known)
    common = len(set(one.outlets) & set(other.outlets))
    both = one.independent_sources + other.independent_sources - common
    most = max(one.independent_sources, other.independent_sources)
    merged = other.model_copy(
        update={
            "key_points": (*other.key_points, *further),
            "summary": (*other.summary, *one.summary),
            "conflicts": (*other.conflicts, *one.conflicts),
            "articles": _union(other.articles, one.articles),
            "outlets": _union(other.outlets, one.outlets),
            "countries": _union(other.countries, one.countries),
            "independent_sources": max(most, both),
            "reprints": (*other.reprints, *one.reprints),
            "wires": (*other.wires, *one.wires),
            "importance": max(one.importance, other.importance),
        }
    )
    put = (merged if s.id == other.id else s for s in built.stories if s.id != one.id)
    return _owned(built.model_copy(update={"stories": tuple(put)}), {one.id: other.id})


def _split(built: Briefing, act: MakeUp) -> Briefing:
    home = _home(built, act.items)
    if home is None:
        return built
    taken = _points(home, act.items)
    proof = _union(*(tuple(sorted(rests_on(p.evidence))) for p in taken))
    own = home.model_copy(
        update={
            "id": split_id(act.items),
            "title": taken[0].text,
            "title_article": None,
            "title_evidence": taken[0].evidence,
            "title_edited": False,
            "key_points": taken,
            "summary": (),
            "conflicts": _contests(home, taken, inside=True),
            "articles": proof,
            "outlets": _outlets(built, proof),
            "independent_sources": max(1, len(_outlets(built, proof))),
            "reprints": (),
            "wires": (),
            "countries": _union(*(point.countries for point in taken)),
            "days": (),
        }
    )
    stories: list[Story] = []
    for story in built.stories:
        stories += [_less(story, taken), own] if story.id == home.id else [story]
    return built.model_copy(update={"stories": tuple(stories)})


def _transfer(built: Briefing, act: MakeUp) -> Briefing:
    home = _home(built, act.items)
    target = next((s for s in built.stories if story_id(s.id) == act.into), None)
    if home is None or target is None or home.id == target.id:
        return built
    taken = _points(home, act.items)
    proof = _union(target.articles, *(tuple(sorted(rests_on(p.evidence))) for p in taken))
    outlets = _union(target.outlets, _outlets(built, proof))
    more = target.model_copy(
        update={
            "key_points": (*target.key_points, *taken),
            "conflicts": (*target.conflicts, *_contests(home, taken, inside=True)),
            "articles": proof,
            "outlets": outlets,
            "countries": _union(target.countries, *(point.countries for point in taken)),
            "independent_sources": max(
                target.independent_sources,
                min(len(outlets), target.independent_sources + len(outlets) - len(target.outlets)),
            ),
        }
    )
    put = {home.id: _less(home, taken), target.id: more}
    return built.model_copy(
        update={"stories": tuple(put.get(story.id, story) for story in built.stories)}
    )


_ACTS: Mapping[str, Callable[[Briefing, MakeUp], Briefing]] = {
    "merge": _merge,
    "split": _split,
    "transfer": _transfer,
}


def _home(built: Briefing, items: Collection[str]) -> Story | None:
    """Return the story that has points of `items` and others beside them."""
    for story in built.stories:
        taken = _points(story, items)
        if taken:
            return story if len(taken) < len(story.key_points) else None
    return None


def _points(story: Story, items: Collection[str]) -> tuple[KeyPoint, ...]:
    return tuple(point for point in story.key_points if point_id(point) in items)


def _less(story: Story, taken: tuple[KeyPoint, ...]) -> Story:
    """Return a story without some of its points, and the articles that only these rest on."""
    left = tuple(point for point in story.key_points if point not in taken)
    ours = rests_on(e for point in left for e in point.evidence) | rests_on(story.title_evidence)
    gone = rests_on(e for point in taken for e in point.evidence) - ours
    ids = {point.id for point in taken}
    return story.model_copy(
        update={
            "key_points": left,
            "summary": tuple(x for x in story.summary if not ids.intersection(x.key_points)),
            "conflicts": _contests(story, taken, inside=False),
            "articles": tuple(article for article in story.articles if article not in gone),
        }
    )


def _contests(story: Story, taken: tuple[KeyPoint, ...], *, inside: bool) -> tuple[Conflict, ...]:
    """Return the contested facts all sides of which are among some points, or the others."""
    ids = {point.id for point in taken}
    return tuple(
        conflict
        for conflict in story.conflicts
        if all(side.key_point in ids for side in conflict.sides) == inside
    )


def _owned(built: Briefing, homes: Mapping[str, str]) -> Briefing:
    """Return a briefing in which what belonged to one story belongs to another."""

    def ours(values: Iterable[T]) -> tuple[T, ...]:
        return tuple(
            value.model_copy(update={"story": homes[story]})
            if (story := str(getattr(value, "story", ""))) in homes
            else value
            for value in values
        )

    changes = [c for c in built.changes if not (c.kind == "new_story" and c.story in homes)]
    return built.model_copy(
        update={
            "bottom_line": ours(built.bottom_line),
            "changes": ours(changes),
            "calendar": ours(built.calendar),
            "quotations": ours(built.quotations),
            "tone": built.tone and built.tone.model_copy(update={"items": ours(built.tone.items)}),
        }
    )


def _outlets(built: Briefing, articles: Iterable[str]) -> tuple[str, ...]:
    named = {source.article_id: source.outlet for source in built.sources}
    return _union(tuple(outlet for article in articles if (outlet := named.get(article))))


def _union(*lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in lists for value in values))


# --- articles that are not used -------------------------------------------------------------


class _Rest:
    """What is left of a briefing's items without some articles."""

    def __init__(self, excluded: tuple[Excluded, ...]) -> None:
        self.gone = {article for one in excluded for article in one.articles}
        self._kept = {kept.item: kept for one in excluded for kept in one.kept}

    def items(self, values: Iterable[T], name: Callable[[T], str]) -> Iterator[T]:
        """Yield the values that stand: on all of their evidence, or checked on what is left."""
        for value in values:
            if not rests_on(value.evidence) & self.gone:  # type: ignore[attr-defined] # all have it
                yield value
            elif (kept := self._kept.get(name(value))) is not None:
                update: dict[str, object] = {"evidence": self.proof(kept.evidence)}
                update |= {"check": kept.check} if "check" in type(value).model_fields else {}
                yield value.model_copy(update=update)

    def proof(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return evidence without that of the articles."""
        return tuple(item for item in evidence if item.article_id not in self.gone)

    def story(self, story: Story, built: Briefing) -> Story | None:
        """Return a story as it is without them, None where nothing of it is left."""
        points = tuple(self.items(story.key_points, point_id))
        articles = tuple(article for article in story.articles if article not in self.gone)
        if not points or not articles:
            return None
        if len(articles) == len(story.articles) and points == story.key_points:
            return story
        lost = len(story.articles) - len(articles)
        update: dict[str, object] = {
            "key_points": points,
            "articles": articles,
            "outlets": _outlets(built, articles) or story.outlets,
            "independent_sources": max(1, story.independent_sources - lost),
            "summary": tuple(self.items(story.summary, lambda x: line_id("summary", x))),
            "conflicts": tuple(filter(None, map(self._conflict, story.conflicts))),
        }
        if rests_on(story.title_evidence) & self.gone or story.title_article in self.gone:
            kept = self._kept.get(story_id(story.id))
            update |= {"title_article": None}
            if kept is not None:
                update |= {"title_evidence": self.proof(kept.evidence)}
            else:
                update |= {"title": points[0].text, "title_evidence": points[0].evidence}
        return story.model_copy(update=update)

    def _conflict(self, conflict: Conflict) -> Conflict | None:
        sides = tuple(
            side.model_copy(update={"evidence": proof})
            for side in conflict.sides
            if (proof := self.proof(side.evidence))
        )
        return conflict.model_copy(update={"sides": sides}) if len(sides) > 1 else None


def _without(built: Briefing, excluded: tuple[Excluded, ...]) -> Briefing:
    """Return a briefing without what rests on excluded articles alone."""
    if not excluded:
        return built
    rest = _Rest(excluded)
    stories = tuple(s for story in built.stories if (s := rest.story(story, built)) is not None)
    gone = {story.id for story in built.stories} - {story.id for story in stories}
    titles = {story.id: story for story in stories}

    def standing(values: Iterable[T], name: Callable[[T], str]) -> tuple[T, ...]:
        return tuple(x for x in rest.items(values, name) if getattr(x, "story", None) not in gone)

    def change(one: Change) -> Change:
        """Return the word on a new story under the title that it has now."""
        story = titles.get(one.story)
        if one.kind == "new_story" and one.key_point is None and story is not None:
            update = {"text": story.title, "evidence": story.title_evidence}
            return one.model_copy(update=update)
        return one

    tone = built.tone
    return built.model_copy(
        update={
            "stories": stories,
            "bottom_line": standing(built.bottom_line, lambda x: line_id("bottom_line", x)),
            "changes": standing(map(change, built.changes), change_id),
            "calendar": standing(built.calendar, calendar_id),
            "contested": tuple(c for story in stories for c in story.conflicts),
            "quotations": standing(built.quotations, quotation_id),
            "tone": tone and tone.model_copy(update={"items": standing(tone.items, tone_id)}),
            "opinions": tuple(o for o in built.opinions if o.article_id not in rest.gone),
        }
    )
