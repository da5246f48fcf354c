"""Continuity: what is new, what moved and what was corrected since the last briefing.

A key point is old when an earlier briefing of the audience printed the same fact, wherever it
stood; so old news served again is recognised as old even under another story. A new key point
that repeats an old one in all but a figure, a date or its polarity is a move: old -> new.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from briefer.models import Briefing, Change, KeyPoint, Story, StoryStatus
from briefer.stories.facts import (
    Fact,
    compatible,
    fact_of,
    jaccard,
    same_fact,
    same_measure,
    same_speaker,
)
from briefer.stories.lexicon import opposites

_SAME_MATTER = 0.5  # Jaccard of stems from which the opposite counts as a move
_SHARED = 3  # stems that the two must share at least
_CORRECTION = re.compile(
    r"\b(?:corrects?|corrected|correction|erratum|retract(?:s|ed|ion)?|clarification|"
    r"an earlier (?:version|report)|korrigiert|berichtigung|rectificatif|corrección|"
    r"исправлен\w*)\b",
    re.IGNORECASE,
)


class _Printed(NamedTuple):
    point: KeyPoint
    fact: Fact
    story: str


class _Memory:
    """The key points that earlier briefings printed, found by their stems."""

    def __init__(self, stories: Iterable[Story], languages: Mapping[str, str]) -> None:
        self._ids: set[str] = set()
        self._printed: list[_Printed] = []
        self._index: dict[str, list[int]] = defaultdict(list)
        for story in stories:
            for point in story.key_points:
                self._take(_Printed(point, fact_of(point, _language(point, languages)), story.id))

    def _take(self, printed: _Printed) -> None:
        if printed.point.id in self._ids:
            return
        self._ids.add(printed.point.id)
        for stem in printed.fact.stems:
            self._index[stem].append(len(self._printed))
        self._printed.append(printed)

    def near(self, fact: Fact) -> list[_Printed]:
        """Return printed key points that share words with `fact`, most shared first."""
        shared = Counter(number for stem in fact.stems for number in self._index.get(stem, ()))
        best = sorted(shared.items(), key=lambda item: (-item[1], -item[0]))
        return [self._printed[number] for number, _ in best[:30]]

    def knows(self, point: KeyPoint, fact: Fact) -> bool:
        """Return whether an earlier briefing printed this fact."""
        return point.id in self._ids or any(
            same_fact(fact, printed.fact) for printed in self.near(fact)
        )


def compare(
    previous: Briefing | None,
    stories: Sequence[Story],
    earlier: Sequence[Briefing] = (),
    languages: Mapping[str, str] | None = None,
) -> tuple[tuple[Story, ...], tuple[Change, ...]]:
    """Return `stories` with their status against the audience's last briefing, and the changes.

    Without a previous briefing every story is new, and there are no changes to list.

    Args:
        previous: the audience's last briefing.
        stories: today's, in the order in which changes are to be listed.
        earlier: older briefings of the audience, whose facts aren't news any more either.
        languages: of articles, by id, where known; English is assumed of the others.
    """
    if previous is None:
        return tuple(_with_status(story, "new") for story in stories), ()
    known = languages or {}
    past = [story for briefing in (previous, *earlier) for story in briefing.stories]
    memory = _Memory(past, known)
    before = {story.id for story in past}
    compared = [_compared(story, before, memory, known) for story in stories]
    return (
        tuple(story for story, _ in compared),
        tuple(change for _, changes in compared for change in changes),
    )


def _compared(
    story: Story, before: set[str], memory: _Memory, languages: Mapping[str, str]
) -> tuple[Story, list[Change]]:
    fresh = [
        (point, fact)
        for point in story.key_points
        if not memory.knows(point, fact := fact_of(point, _language(point, languages)))
    ]
    if story.id not in before and (fresh or not story.key_points):
        change = Change(
            story=story.id,
            kind="new_story",
            text=story.title,
            evidence=story.key_points[0].evidence if story.key_points else (),
        )
        return _with_status(story, "new"), [change]
    status: StoryStatus = "developed" if fresh else "unchanged"
    changes = [_change(story, point, fact, memory) for point, fact in fresh]
    return _with_status(story, status), changes


def _change(story: Story, point: KeyPoint, fact: Fact, memory: _Memory) -> Change:
    near = [printed for printed in memory.near(fact) if printed.story == story.id]
    kind: Literal["corrected", "moved", "new_point"]
    if any(_CORRECTION.search(item.quote) for item in point.evidence):
        kind, old = "corrected", next((p for p in near if _corrected(p.fact, fact)), None)
    else:
        old = next((p for p in near if _moved(p.fact, fact)), None)
        kind = "moved" if old else "new_point"
    return Change(
        story=story.id,
        kind=kind,
        text=point.text,
        before=old.point.text if old else None,
        key_point=point.id,
        evidence=point.evidence,
    )


def _moved(old: Fact, new: Fact) -> bool:
    """Return whether `new` repeats `old` in all but a figure, or turns it round."""
    if old.speaker and new.speaker and not same_speaker(old, new):
        return False
    return _recounted(old, new) or _turned(old, new)


def _recounted(old: Fact, new: Fact) -> bool:
    return any(
        same_measure(one, other) and not compatible(one, other)
        for one in old.measures
        for other in new.measures
    ) and not opposites(old.stems, new.stems)


def _turned(old: Fact, new: Fact) -> bool:
    if len(old.stems & new.stems) < _SHARED:
        return False
    if jaccard(old.stems, new.stems) < _SAME_MATTER:
        return False
    turned = old.negative != new.negative or opposites(old.stems, new.stems)
    return turned or (old.modal and not new.modal)


def _corrected(old: Fact, new: Fact) -> bool:
    """Return whether `new` takes up the very figure that it corrects, or most of the words."""
    values = {measure.value for measure in old.measures}
    quoted = any(measure.value in values for measure in new.measures)
    return (quoted and bool(old.stems & new.stems)) or _moved(old, new)


def _with_status(story: Story, status: StoryStatus) -> Story:
    return story if story.status == status else story.model_copy(update={"status": status})


def _language(point: KeyPoint, languages: Mapping[str, str]) -> str:
    return languages.get(point.evidence[0].article_id, "en") if point.evidence else "en"
