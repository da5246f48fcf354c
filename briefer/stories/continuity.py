"""Continuity: what is new, what moved and what was corrected since the last briefing.

A key point is old when an earlier briefing of the audience printed the same fact, wherever it
stood, or when an article that went into one said it; so old news served again is recognised as
old, under another story too. A new key point that repeats an old one in all but a figure, or
turns it round, is a move: old -> new.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from briefer.models import Briefing, Change, Document, KeyPoint, Story, StoryStatus
from briefer.stories.facts import (
    Fact,
    fact_in,
    fact_of,
    figures_known,
    same_fact,
    same_speaker,
    told_by,
)
from briefer.stories.lexicon import opposites
from briefer.stories.measures import compatible, jaccard, likeness, same_measure

_SAME_MATTER = 0.5  # Jaccard of stems from which the opposite counts as a move
_SAME_COUNT = 0.3  # Jaccard of the words around two figures of the same thing
_SHARED = 3  # stems that the two must share at least
_NEAREST = 30  # earlier facts looked at per key point
_UNION = 8  # of these, those whose figures are taken together
_CORRECTION = re.compile(
    r"\b(?:corrects?|corrected|correction|erratum|retract(?:s|ed|ion)?|clarification|"
    r"an earlier (?:version|report)|korrigiert|berichtigung|rectificatif|corrección|"
    r"исправлен\w*)\b",
    re.IGNORECASE,
)

Background = Mapping[str, Sequence[Document]]


class _Told(NamedTuple):
    """Something said before: printed in a briefing, or in an article that went into one."""

    text: str
    fact: Fact
    story: str
    printed: bool


class _Memory:
    """What was said before, found by its stems."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._told: list[_Told] = []
        self._index: dict[str, list[int]] = defaultdict(list)

    def print(self, stories: Iterable[Story], languages: Mapping[str, str]) -> None:
        """Take in the key points of earlier briefings."""
        for story in stories:
            for point in story.key_points:
                if point.id not in self._ids:
                    self._ids.add(point.id)
                    fact = fact_of(point, _language(point, languages))
                    self._take(_Told(point.text, fact, story.id, printed=True))

    def read(self, background: Background) -> None:
        """Take in what earlier articles of the stories say, sentence by sentence."""
        for story, documents in background.items():
            for document in documents:
                speakers = {a.sentence: a.speaker for a in document.attributions}
                for sentence in document.sentences:
                    text = document.sentence_text(sentence.number)
                    speaker = speakers.get(sentence.number)
                    fact = fact_in(text, speaker, document.article.language)
                    self._take(_Told(text, fact, story, printed=False))

    def _take(self, told: _Told) -> None:
        for stem in told.fact.stems:
            self._index[stem].append(len(self._told))
        self._told.append(told)

    def near(self, fact: Fact, story: str | None = None) -> list[_Told]:
        """Return what shares most words with `fact`: what was printed first, of equals."""
        shared = Counter(
            number
            for stem in fact.stems
            for number in self._index.get(stem, ())
            if story is None or self._told[number].story == story
        )
        best = sorted(
            shared.items(), key=lambda item: (-item[1], not self._told[item[0]].printed, item[0])
        )
        return [self._told[number] for number, _ in best[:_NEAREST]]

    def knows(self, story: str, point: KeyPoint, fact: Fact) -> bool:
        """Return whether this was said before."""
        if point.id in self._ids:
            return True
        near = self.near(fact)
        if any(same_fact(fact, told.fact) or told_by(fact, told.fact) for told in near):
            return True
        known = [told.fact for told in near if told.story == story]
        return figures_known(fact, known[:_UNION])


def compare(
    previous: Briefing | None,
    stories: Sequence[Story],
    earlier: Sequence[Briefing] = (),
    languages: Mapping[str, str] | None = None,
    background: Background | None = None,
) -> tuple[tuple[Story, ...], tuple[Change, ...]]:
    """Return `stories` with their status against the audience's last briefing, and the changes.

    Without a previous briefing every story is new, and there are no changes to list.

    Args:
        previous: the audience's last briefing.
        stories: today's, in the order in which changes are to be listed.
        earlier: older briefings of the audience, whose facts aren't news any more either.
        languages: of articles, by id, where known; English is assumed of the others.
        background: by story id, the articles that went into earlier briefings: what they say is
            no news, printed or not.
    """
    if previous is None:
        return tuple(_with_status(story, "new") for story in stories), ()
    known = languages or {}
    past = [story for briefing in (previous, *earlier) for story in briefing.stories]
    memory = _Memory()
    memory.print(past, known)
    memory.read(background or {})
    before = {story.id for story in past} | set(background or {})
    compared = [_compared(story, before, memory, known) for story in stories]
    return (
        tuple(story for story, _ in compared),
        tuple(change for _, changes in compared for change in changes),
    )


def _compared(
    story: Story, before: set[str], memory: _Memory, languages: Mapping[str, str]
) -> tuple[Story, list[Change]]:
    facts = [(point, fact_of(point, _language(point, languages))) for point in story.key_points]
    fresh = [(point, fact) for point, fact in facts if not memory.knows(story.id, point, fact)]
    if story.id not in before and (fresh or not facts):
        change = Change(
            story=story.id,
            kind="new_story",
            text=story.title,
            evidence=facts[0][0].evidence if facts else (),
        )
        return _with_status(story, "new"), [change]
    status: StoryStatus = "developed" if fresh else "unchanged"
    changes = [_change(story, point, fact, memory) for point, fact in fresh]
    return _with_status(story, status), changes


def _change(story: Story, point: KeyPoint, fact: Fact, memory: _Memory) -> Change:
    near = memory.near(fact, story.id)
    kind: Literal["corrected", "moved", "new_point"]
    if any(_CORRECTION.search(item.quote) for item in point.evidence):
        kind, old = "corrected", next((told for told in near if _corrected(told.fact, fact)), None)
    else:
        old = next((told for told in near if _moved(told.fact, fact)), None)
        kind = "moved" if old else "new_point"
    return Change(
        story=story.id,
        kind=kind,
        text=point.text,
        before=old.text if old else None,
        key_point=point.id,
        evidence=point.evidence,
    )


def _moved(old: Fact, new: Fact) -> bool:
    """Return whether `new` repeats `old` in all but a figure, or turns it round."""
    if old.speaker and new.speaker and not same_speaker(old, new):
        return False
    return _recounted(old, new) or _turned(old, new)


def _recounted(old: Fact, new: Fact) -> bool:
    """Return whether a figure of `new` is another than the one of `old` that counts the same."""
    for measure in new.measures:
        alike = [one for one in old.measures if same_measure(one, measure)]
        if any(compatible(one, measure) for one in alike):
            continue
        if any(likeness(one, measure) >= _SAME_COUNT for one in alike):
            return True
    return False


def _turned(old: Fact, new: Fact) -> bool:
    if len(old.stems & new.stems) < _SHARED:
        return False
    if min(jaccard(old.stems, new.stems), jaccard(old.plain, new.plain)) < _SAME_MATTER:
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
