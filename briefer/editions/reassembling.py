"""A stored briefing put together again for an audience file that has changed since.

What needs no engine is done: rank, limits, title, order of sources. What does is named.
"""

from collections.abc import Mapping
from typing import NamedTuple

from briefer.editions.audiences import Audience
from briefer.editions.composing import Parts, assemble, within_limits
from briefer.editions.public import published
from briefer.editions.ranking import rank
from briefer.models import Article, Briefing, Gaps, Story
from briefer.text.claim_language import reader_of

# What an engine, or a look at the articles, decides.
BUILT = ("language", "timezone", "cutoff", "home", "public", "exclude")
RANKING = ("countries", "neighbours", "scope", "topics", "people", "outlets", "weights")
GROWING = ("key_points", "bottom_line", "changes", "new_points", "quotations", "tone", "opinion")


class StoredEdition(NamedTuple):
    """A stored briefing, the same before its limits cut it, and the audience they were for."""

    stored: Briefing
    base: Briefing
    audience: Audience


def reassembled(
    editions: StoredEdition, audience: Audience, articles: Mapping[str, Article]
) -> Briefing:
    """Return the stored briefing as the audience file would have it now.

    A briefing that a person has edited is returned as it is: their word counts.
    """
    stored, base, before = editions
    if edited(stored):
        return stored
    reader = reader_of(stored.language, articles)
    written = {story.id: story for story in stored.stories}
    told = [written.get(story.id, story) for story in base.stories]
    if any(getattr(before, name) != getattr(audience, name) for name in RANKING):
        told = list(rank(told, audience, base.changes, reader))
    else:  # the base has what is out of scope at its end; it is no part of the edition
        beyond = {story.id for story in base.stories} - {
            story.id for story in rank(base.stories, audience)
        }
        told = [story for story in told if story.id not in beyond]
    shown, left_out = within_limits(told, audience, reader)
    parts = _parts(stored, base, audience, shown)
    gaps = stored.gaps.model_copy(update={"not_shown": tuple(story.title for story in left_out)})
    parts = parts.model_copy(update={"gaps": Gaps(read=gaps.read) if audience.public else gaps})
    done = assemble(stored.date, audience, parts, articles)
    done = done.model_copy(
        update={"language": stored.language, "notes": stored.notes, "approval": stored.approval}
    )
    return published(done) if audience.public else done


def _parts(stored: Briefing, base: Briefing, audience: Audience, shown: tuple[Story, ...]) -> Parts:
    limits, ids = audience.limits, {story.id for story in shown}
    lines = [line for line in stored.bottom_line if line.story is None or line.story in ids]
    shown_before = {story.id for story in stored.stories}
    changes = [c for c in stored.changes if c.story in ids or c.story not in shown_before]
    calendar = [
        item if item.story in ids else item.model_copy(update={"story": None})
        for item in base.calendar
    ]
    tone = stored.tone
    return Parts(
        window=stored.window,
        stories=shown,
        bottom_line=tuple(lines[: limits.bottom_line]),
        changes=tuple(changes[: limits.changes]),
        calendar=tuple(calendar[: limits.calendar]),
        quotations=stored.quotations[: limits.quotations],
        tone=tone.model_copy(update={"items": tone.items[: limits.tone]}) if tone else None,
        opinions=stored.opinions[: limits.opinion],
        stats=stored.stats,
    )


def edited(briefing: Briefing) -> bool:
    """Return whether a person has changed the briefing by hand, or decides on it."""
    stats = briefing.stats
    by_hand = stats.claims_edited or stats.claims_dropped or briefing.notes
    return bool(by_hand) or briefing.approval != "none"


def needs_build(before: Audience, now: Audience, stored: Briefing) -> tuple[str, ...]:
    """Return the settings whose change shows only after a build, by their names in the file."""
    names = [name for name in BUILT if getattr(before, name) != getattr(now, name)]
    names += [
        f"limits.{name}"
        for name in GROWING
        if getattr(now.limits, name) > getattr(before.limits, name)
    ]
    empty = {
        "quotations": not stored.quotations,
        "tone": stored.tone is None,
        "opinion": not stored.opinions,
    }
    names += [
        f"sections: {name}"
        for name in now.sections
        if empty.get(name) and name not in before.sections
    ]
    if edited(stored) and (before.limits, before.title) != (now.limits, now.title):
        names.append("limits and title (this briefing was edited by hand)")
    return tuple(names)
