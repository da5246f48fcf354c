"""How much a story matters to an audience, and why: every part of the score is a reason."""

import math
from collections.abc import Collection, Iterable, Sequence

from briefer.editions.audiences import Audience, Weights
from briefer.editions.homeland import own_country
from briefer.editions.lives import lost, worth
from briefer.editions.offices import office_of
from briefer.editions.terms import Haystack, hits
from briefer.models import Change, KeyPoint, Reason, Story
from briefer.text.claim_language import UNKNOWN, Reader

FEW_LIVES = 2  # lives lost from which they count
QUIET = frozenset({"volume"})  # parts that weigh and are not worth a word
UNREAD = 0.6  # points that a story loses of which the reader can read nothing


def rank(
    stories: Sequence[Story],
    audience: Audience,
    changes: Iterable[Change] = (),
    reader: Reader | None = None,
) -> tuple[Story, ...]:
    """Return `stories` with `importance` in [0,1], `why` and `reasons`, most important first.

    `changes` are against the audience's last briefing: they tell which figures are new. A story
    without a key point that the `reader` can read comes below one that is like it otherwise. An
    audience with a scope has the stories of its own country first, then its neighbours'; with
    the scope "only" the others are left out. Ties are broken by the number of articles, then by
    id, so that the order is stable.
    """
    fresh = {c.key_point for c in changes if c.kind in {"new_point", "moved"} and c.key_point}
    scored = [_scored(story, audience, fresh, reader) for story in stories]
    ordered = sorted(scored, key=lambda s: (-s.importance, -len(s.articles), s.id))
    if audience.scope == "all":
        return tuple(ordered)
    tiers = sorted(ordered, key=lambda story: nearness(story.countries, audience))
    return tuple(s for s in tiers if audience.scope == "first" or involves(s, audience))


def involves(story: Story, audience: Audience) -> bool:
    """Return whether a story involves a country of the audience's, or a neighbour it wants."""
    return nearness(story.countries, audience) < 2


def nearness(countries: Collection[str], audience: Audience) -> int:
    """Return 0 for what involves an audience's own countries, 1 for neighbours, 2 for others."""
    if not set(audience.countries).isdisjoint(countries):
        return 0
    return 2 if audience.nearby.isdisjoint(countries) else 1


def worded(reason: Reason) -> str:
    """Return a reason in English, as `build --explain` prints it."""
    names = list(reason.names)
    several = "" if reason.n == 1 else "s"
    return {
        "sources": f"{reason.n} independent source{several}",
        "countries": f"involves {_and(names)}",
        "neighbours": f"near: involves {_and(names)}",
        "topics": f"topic {', '.join(names)}",
        "people": f"about {', '.join(names)}",
        "outlets": f"in {', '.join(names)}",
        "quoted": f"{names[0]} quoted" if names else "",
        "figures": f"{reason.n} figure{several}",
        "new_figures": f"{reason.n} new figure{several}" if reason.n != 1 else "new figure",
        "new": "new today",
        "developed": "has developed",
        "volume": "volume of coverage",
        "language": f"only in another language ({', '.join(names)})",
    }.get(reason.code) or _judged(reason)


def _judged(reason: Reason) -> str:
    """Return what the subject, the dead or one's own country speak for, else an office."""
    names = ", ".join(reason.names)
    return {
        "subject": f"subject {names.replace('_', ' ')}",
        "lives": f"{reason.n} dead",
        "home": f"own country ({names})",
        "nationals": f"own nationals ({names})",
        "own_minister": f"own minister quoted ({names})",
    }.get(reason.code) or _office(reason)


def _office(reason: Reason) -> str:
    names = f" ({', '.join(reason.names)})" if reason.names else ""
    return f"{reason.code.replace('_', ' ')} quoted{names}"


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _scored(
    story: Story, audience: Audience, fresh: Collection[str], reader: Reader | None
) -> Story:
    every = [
        *_parts(story, audience, fresh, reader),
        _language(story, audience.weights.language, reader),
    ]
    every += own_country(story, audience.home, audience.weights.home, reader)
    every.append(_subject(story, audience.weights, sum(part.points for part in every)))
    parts = [part for part in every if part.points]
    parts.sort(key=lambda part: -part.points)
    points = max(0.0, sum(part.points for part in parts))
    return story.model_copy(
        update={
            "importance": round(1 - math.exp(-points / 3), 4),
            "why": tuple(parts),
            "reasons": tuple(worded(part) for part in parts if part.code not in QUIET),
        }
    )


def _parts(
    story: Story, audience: Audience, fresh: Collection[str], reader: Reader | None
) -> list[Reason]:
    weights = audience.weights
    text = Haystack(story)
    return [
        _part("sources", 0.9 * math.log2(1 + story.independent_sources), weights.sources)
        .model_copy(update={"n": story.independent_sources}),
        _countries(story, audience),
        _neighbours(story, audience),
        _terms("topics", hits(audience.topics, text.words), audience, 1.0),
        _terms("people", hits(audience.people, text.people), audience, 0.8),
        _terms("outlets", hits(audience.outlets, text.outlets), audience, 0.4),
        _quoted(story, weights.quoted),
        _figures(story, weights.figures, fresh),
        _lives(story, weights.lives, reader),
        _status(story, weights.status),
        _volume(story, weights.volume),
    ]  # fmt: skip


def _part(code: str, points: float, weight: float, names: Sequence[str] = ()) -> Reason:
    return Reason(code=code, points=round(points * weight, 3), n=len(names), names=tuple(names))


def _each(audience: Audience, name: str) -> float:
    table = {key.casefold(): weight for key, weight in audience.weights.each.items()}
    return table.get(name.casefold(), 1.0)


def _subject(story: Story, weights: Weights, points: float) -> Reason:
    """What a story is about multiplies all that speaks for it: a final does not outrank a war."""
    if story.subject is None:
        return _part("subject", 0, 0)
    return _part(
        "subject", max(0.0, points), weights.of_subject(story.subject) - 1, [story.subject]
    )


def _countries(story: Story, audience: Audience) -> Reason:
    found = [code for code in story.countries if code in audience.countries]
    if found:
        each = [_each(audience, code) for code in found]
        points = 0.8 * max(each) + 0.3 * sum(each)
        return _part("countries", points, audience.weights.countries, found[:4])
    if audience.countries or len(story.countries) < 2:
        return _part("countries", 0, 0)
    return _part("countries", 0.3, audience.weights.countries, story.countries[:4])


def _neighbours(story: Story, audience: Audience) -> Reason:
    found = [code for code in story.countries if code in audience.nearby]
    points = 0.4 + 0.15 * len(found) if found else 0
    return _part("neighbours", points, audience.weights.neighbours, found[:4])


def _terms(code: str, found: Sequence[str], audience: Audience, points: float) -> Reason:
    """Count the two heaviest of what was found."""
    each = sorted((_each(audience, name) for name in found), reverse=True)
    weight: float = getattr(audience.weights, code)
    return _part(code, points * sum(each[:2]), weight, found[:3])


def _quoted(story: Story, weight: float) -> Reason:
    """Who speaks: an office-holder counts more, and is named by the office."""
    speaking = {point.speaker: point for point in story.key_points if point.speaker}
    if not speaking:
        return _part("quoted", 0, 0)
    points = 0.3 + 0.1 * min(3, len(speaking))
    for speaker, point in speaking.items():
        office = office_of(speaker, _passage(point))
        if office:
            named = office_of(speaker, "") is None  # not "the president"
            return _part(office, points + 0.1, weight, [speaker] if named else [])
    return _part("quoted", points, weight, [next(iter(speaking))])


def _passage(point: KeyPoint) -> str:
    return " ".join([point.text, *(item.quote for item in point.evidence)])


def _figures(story: Story, weight: float, fresh: Collection[str]) -> Reason:
    figures = [point.id for point in story.key_points if point.kind == "figure"]
    new = [i for i in figures if i in fresh or story.status == "new"]
    part = _part("new_figures" if new else "figures", 0.15 * min(2, len(figures)), weight)
    return part.model_copy(update={"n": len(new) or len(figures)})


def _lives(story: Story, weight: float, reader: Reader | None) -> Reason:
    """How many are dead; one alone weighs no more than any news."""
    deaths = lost(story, reader)
    if deaths < FEW_LIVES:
        return _part("lives", 0, 0)
    return _part("lives", worth(deaths), weight).model_copy(update={"n": deaths})


def _status(story: Story, weight: float) -> Reason:
    points = {"new": 0.3, "developed": 0.5, "unchanged": 0.0}[story.status]
    return _part(story.status, points, weight)


def _language(story: Story, weight: float, reader: Reader | None) -> Reason:
    """Nothing of it is in the reader's language: a reason against it."""
    if reader is None or not story.key_points or any(map(reader.reads, story.key_points)):
        return _part("language", 0, 0)
    found = dict.fromkeys(reader.tongue(p.text, p.evidence) for p in story.key_points)
    return _part("language", -UNREAD, weight, [code for code in found if code != UNKNOWN])


def _volume(story: Story, weight: float) -> Reason:
    """Many articles and strong key points."""
    strongest = max((point.importance for point in story.key_points), default=0)
    part = _part("volume", 0.2 * math.log2(1 + len(story.articles)) + 0.3 * strongest, weight)
    return part.model_copy(update={"n": len(story.articles)})
