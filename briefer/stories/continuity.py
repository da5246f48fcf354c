"""Continuity: what is new, what moved and what was corrected since the last briefing.

A key point is old when an earlier briefing of the audience printed the same fact, wherever it
stood, or when an article that went into one said it; so old news served again is recognised as
old, under another story too. A new key point that repeats an old one in all but a figure, or
turns it round, is a move: old -> new. One from a page that has been changed since, or from a
report that says it corrects another, is a correction.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from briefer.models import Article, Briefing, Change, KeyPoint, Story, StoryStatus
from briefer.stories.facts import Fact, fact_of
from briefer.stories.memory import Background, Memory, Told, language_of
from briefer.stories.moves import corrected_by, moved_from, revised_by, says_it_corrects


class PastContext(NamedTuple):
    """What is known beside the last briefing.

    `earlier` are older briefings of the audience, the latest first, whose facts aren't news any
    more either. `background` are, by story id, the articles that went into earlier briefings:
    what they say is no news, printed or not, where the audience was told of the story. `articles` are today's, by id. `older` gives the
    earlier versions of an article of today's that has replaced them.
    """

    earlier: Sequence[Briefing] = ()
    background: Background = MappingProxyType({})
    articles: Mapping[str, Article] = MappingProxyType({})
    older: Mapping[str, frozenset[str]] = MappingProxyType({})


_NOTHING = PastContext()


class _Comparison(NamedTuple):
    """Today's story against what was said before."""

    memory: Memory
    before: frozenset[str]  # stories of earlier briefings
    languages: Mapping[str, str]
    context: PastContext


def compare(
    previous: Briefing | None, stories: Sequence[Story], context: PastContext = _NOTHING
) -> tuple[tuple[Story, ...], tuple[Change, ...]]:
    """Return `stories` with their status against the audience's last briefing, and the changes.

    Without a previous briefing every story is new, and there are no changes to list.

    Args:
        previous: the audience's last briefing.
        stories: today's, in the order in which changes are to be listed.
        context: what else is known; English is assumed of articles that it does not give.
    """
    if previous is None:
        return tuple(_with_status(story, "new") for story in stories), ()
    past = (previous, *context.earlier)
    languages = {i: article.language for i, article in context.articles.items()}
    told = _told(past, context.background)
    memory = Memory(languages)
    memory.print(past)
    memory.read({story: read for story, read in context.background.items() if story in told})
    comparison = _Comparison(memory, told, languages, context)
    compared = [_compared(story, comparison) for story in stories]
    return (
        tuple(story for story, _ in compared),
        tuple(change for _, changes in compared for change in changes),
    )


def _told(past: Sequence[Briefing], background: Background) -> frozenset[str]:
    """Return the stories that the audience was told of.

    That its articles were read is not enough (an editor may have dropped it), but for articles
    older than the briefings at hand.
    """
    oldest = min(briefing.window.start.date() for briefing in past)
    before = {
        story
        for story, documents in background.items()
        if any((d.article.published or oldest) < oldest for d in documents)
    }
    return frozenset(before | {story.id for briefing in past for story in briefing.stories})


def _compared(story: Story, known: _Comparison) -> tuple[Story, list[Change]]:
    facts = [(p, fact_of(p, language_of(p, known.languages))) for p in story.key_points]
    fresh = [(p, fact) for p, fact in facts if not known.memory.knows(story.id, p, fact)]
    if story.id not in known.before and (fresh or not facts):
        change = Change(
            story=story.id,
            kind="new_story",
            text=story.title,
            evidence=facts[0][0].evidence if facts else (),
        )
        return _with_status(story, "new"), [change]
    status: StoryStatus = "developed" if fresh else "unchanged"
    changes = [_change(story, point, fact, known) for point, fact in fresh]
    return _with_status(story, status), changes


def _change(story: Story, point: KeyPoint, fact: Fact, known: _Comparison) -> Change:
    near = known.memory.near(fact, story.id)
    older = frozenset(
        i for item in point.evidence for i in known.context.older.get(item.article_id, ())
    )
    old: Told | None
    if says_it_corrects(point.evidence):
        kind, old = "corrected", corrected_by(fact, near)
    elif older and (old := revised_by(fact, near, older)):
        kind = "corrected"
    else:
        told = known.memory.of_story(story.id)
        old = moved_from(point, fact, near, told, known.context.articles)
        kind = "moved" if old else "new_point"
    return Change.model_validate(
        {
            "story": story.id,
            "kind": kind,
            "text": point.text,
            "before": old.text if old else None,
            "key_point": point.id,
            "evidence": point.evidence,
        }
    )


def _with_status(story: Story, status: StoryStatus) -> Story:
    return story if story.status == status else story.model_copy(update={"status": status})
