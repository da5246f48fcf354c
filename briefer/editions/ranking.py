"""How much a story matters to an audience, and why: every part of the score is a reason."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from briefer.editions.audiences import Audience
from briefer.models import Story
from briefer.text.words import fold


class _Part(NamedTuple):
    points: float
    reason: str


def rank(stories: Sequence[Story], audience: Audience) -> tuple[Story, ...]:
    """Return `stories` with `importance` in [0,1] and `reasons` set, the most important first.

    Ties are broken by the number of articles, then by id, so that the order is stable.
    """
    scored = [_scored(story, audience) for story in stories]
    return tuple(sorted(scored, key=lambda s: (-s.importance, -len(s.articles), s.id)))


def _scored(story: Story, audience: Audience) -> Story:
    parts = [part for part in _parts(story, audience) if part.points]
    parts.sort(key=lambda part: -part.points)
    points = sum(part.points for part in parts)
    return story.model_copy(
        update={
            "importance": round(1 - math.exp(-points / 3), 4),
            "reasons": tuple(part.reason for part in parts if part.reason),
        }
    )


def _parts(story: Story, audience: Audience) -> list[_Part]:
    return [
        _sources(story),
        _countries(story, audience),
        _mentions(story, audience.topics, 1.0, "topic"),
        _mentions(story, audience.people, 0.8, "about"),
        _outlets(story, audience),
        _quoted(story),
        _figures(story),
        _status(story),
        _weight(story),
    ]


def _sources(story: Story) -> _Part:
    count = story.independent_sources
    noun = "independent source" if count == 1 else "independent sources"
    return _Part(0.9 * math.log2(1 + count), f"{count} {noun}")


def _countries(story: Story, audience: Audience) -> _Part:
    wanted = {code.upper() for code in audience.countries}
    hits = [code for code in story.countries if code in wanted]
    if hits:
        return _Part(0.8 + 0.3 * len(hits), "involves " + " and ".join(hits[:4]))
    if wanted or len(story.countries) < 2:
        return _Part(0, "")
    return _Part(0.3, "involves " + " and ".join(story.countries[:4]))


def _text(story: Story) -> str:
    return fold(" ".join([story.title, *(point.text for point in story.key_points)]))


def _mentions(story: Story, terms: Sequence[str], points: float, label: str) -> _Part:
    if not terms:
        return _Part(0, "")
    text = f" {_text(story)} "
    hits = [term for term in terms if fold(term) in text]
    return _Part(points * min(2, len(hits)), f"{label} {', '.join(hits[:3])}")


def _outlets(story: Story, audience: Audience) -> _Part:
    hits = [outlet for outlet in story.outlets if outlet in audience.outlets]
    return _Part(0.4 * min(2, len(hits)), f"in {', '.join(hits[:3])}")


def _quoted(story: Story) -> _Part:
    speakers = list(dict.fromkeys(p.speaker for p in story.key_points if p.speaker))
    if not speakers:
        return _Part(0, "")
    return _Part(0.3 + 0.1 * min(3, len(speakers)), f"{speakers[0]} speaks")


def _figures(story: Story) -> _Part:
    count = sum(point.kind == "figure" for point in story.key_points)
    return _Part(0.15 * min(2, count), "has figures")


def _status(story: Story) -> _Part:
    points = {"new": 0.3, "developed": 0.5, "unchanged": 0.0}[story.status]
    return _Part(points, {"new": "new today", "developed": "has developed"}.get(story.status, ""))


def _weight(story: Story) -> _Part:
    """The day's volume: many articles and strong key points, without a reason of its own."""
    strongest = max((point.importance for point in story.key_points), default=0)
    return _Part(0.2 * math.log2(1 + len(story.articles)) + 0.3 * strongest, "")
