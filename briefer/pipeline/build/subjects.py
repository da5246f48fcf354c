"""What the stories are about, and those that the audience does not want told at all.

An article's subject is its source's own (section, tags), else the model's answer, else what its
words say. A story has the subject of most of its articles.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from briefer.editions.exclusions import excluded_by, of_outlets
from briefer.models import Article, Extraction, Story
from briefer.pipeline.build.dossier import Dossier
from briefer.text.mediatopics import subject_of


class Shortlist(NamedTuple):
    """The stories that are left, the dossier without the others' articles, and what was left out."""

    stories: tuple[Story, ...]
    dossier: Dossier
    excluded: dict[
        str, int
    ]  # how many stories (of an outlet: articles), by what the audience names


def without_outlets(dossier: Dossier) -> tuple[Dossier, Counter[str]]:
    """Return the dossier without the articles of outlets that the audience excludes, and counts."""
    unwanted = of_outlets(dossier.audience.exclude, dossier.articles.values())
    return _without(dossier, unwanted.keys()), Counter(unwanted.values())


def wanted(stories: Iterable[Story], dossier: Dossier) -> Shortlist:
    """Return what the audience does not exclude, of stories that know their subject."""
    kept: list[Story] = []
    gone: set[str] = set()
    counted: Counter[str] = Counter()
    for story in stories:
        why = excluded_by(story, dossier.audience.exclude)
        if why is None:
            kept.append(story)
        else:
            counted[why] += 1
            gone.update(story.articles)
    return Shortlist(tuple(kept), _without(dossier, gone), dict(counted))


def left_out(excluded: dict[str, int]) -> str:
    """Return what was excluded, and how much, as a build says it."""
    parts = [f"{what} {n}" for what, n in excluded.items()]
    return f"not told, as its file asks: {', '.join(parts)}"


def with_subjects(stories: Iterable[Story], dossier: Dossier) -> tuple[Story, ...]:
    """Return the stories, each with the subject of most of its articles, the first of equals."""
    return tuple(
        story.model_copy(update={"subject": _subject(story, dossier)}) for story in stories
    )


def _subject(story: Story, dossier: Dossier) -> str | None:
    order = sorted(story.articles, key=lambda i: i != story.title_article)
    told = ((dossier.articles.get(i), dossier.extractions.get(i)) for i in order)
    found = [of_article(article, extraction) for article, extraction in told if article]
    named = Counter(filter(None, found))
    return max(named, key=lambda subject: named[subject], default=None)


def of_article(article: Article, extraction: Extraction | None = None) -> str | None:
    """Return the subject of an article; `extraction` may have a model's answer."""
    return subject_of(article, extraction.subject if extraction else None)


def _without(dossier: Dossier, gone: Iterable[str]) -> Dossier:
    unwanted = set(gone)
    if not unwanted:
        return dossier
    articles = {i: article for i, article in dossier.articles.items() if i not in unwanted}
    drafts = {i: draft for i, draft in dossier.extractions.items() if i not in unwanted}
    return dossier.model_copy(update={"articles": articles, "extractions": drafts})
