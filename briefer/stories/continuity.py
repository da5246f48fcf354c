"""Continuity: what is new, what moved and what was corrected since the last briefing.

A key point is old when an earlier briefing of the audience printed the same fact, wherever it
stood; so old news served again is recognised as old even under another story. A new key point
that repeats an old one in all but a figure, a date or its polarity is a move: old -> new.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from briefer.models import Briefing, Change, KeyPoint, Story, StoryStatus
from briefer.stories.facts import (
    Fact,
    fact_of,
    jaccard,
    same_fact,
    same_numbers,
    same_speaker,
)
from briefer.stories.lexicon import opposites

_SAME_MATTER = 0.5  # Jaccard of stems from which a differing figure counts as moved
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
    old = next((p for p in memory.near(fact) if _moved(p, story, fact)), None)
    corrects = any(_CORRECTION.search(item.quote) for item in point.evidence)
    if corrects:
        kind = "corrected"
    elif old is not None:
        kind = "moved"
    else:
        kind = "new_point"
    return Change.model_validate(
        {
            "story": story.id,
            "kind": kind,
            "text": point.text,
            "before": old.point.text if old else None,
            "key_point": point.id,
            "evidence": point.evidence,
        }
    )


def _moved(printed: _Printed, story: Story, fact: Fact) -> bool:
    """Return whether `fact` repeats a printed one in all but a figure or its polarity."""
    old = printed.fact
    if printed.story != story.id or not same_speaker(old, fact):
        return False
    if jaccard(old.stems, fact.stems) < _SAME_MATTER:
        return False
    turned = old.negative != fact.negative or opposites(old.stems, fact.stems)
    recounted = bool(old.numbers and fact.numbers) and not same_numbers(old, fact)
    return turned or recounted or old.modal != fact.modal


def _with_status(story: Story, status: StoryStatus) -> Story:
    return story if story.status == status else story.model_copy(update={"status": status})


def _language(point: KeyPoint, languages: Mapping[str, str]) -> str:
    return languages.get(point.evidence[0].article_id, "en") if point.evidence else "en"
