"""What a briefing does not show and why, and its counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from briefer.ingest import speaks_against
from briefer.models import (
    Article,
    ArticleKind,
    Assumed,
    Doubt,
    Extraction,
    Failure,
    Gaps,
    KeyPoint,
    KindCount,
    Rejected,
    Story,
    Stubbed,
    Usage,
)

# In a reader's order; opinion and live blogs are listed for themselves.
_TOLD_KINDS: tuple[ArticleKind, ...] = (
    "press_release",
    "interview",
    "correction",
    "update",
    "reprint",
)
SOURCE_WORDS: Final = "source_words"  # how grounding marks the source's own telling


class Drafts(NamedTuple):
    """The window's articles and what came of each."""

    articles: Mapping[str, Article]
    extractions: Mapping[str, Extraction]

    def accepted(self) -> dict[str, tuple[KeyPoint, ...]]:
        """Return the key points that passed, by article."""
        return {i: extraction.passed for i, extraction in self.extractions.items()}

    def rejected(self) -> tuple[Rejected, ...]:
        """Return the key points that failed, each with its check."""
        return tuple(
            Rejected(text=p.text, stage="extract", check=p.check, evidence=p.evidence)
            for extraction in self.extractions.values()
            for p in extraction.rejected
            if p.check is not None
        )

    def proposed(self) -> int:
        """Return how many key points the engines proposed."""
        told = (p for e in self.extractions.values() for p in e.key_points)
        return sum(not _instead(point) for point in told)


def _instead(point: KeyPoint) -> bool:
    """Tell whether a point is the source's own telling, in place of a refused one."""
    problems = point.check.problems if point.check else ()
    return any(problem.code == SOURCE_WORDS for problem in problems)


def gaps(
    drafts: Drafts,
    engine: str,
    failures: Sequence[Failure],
    left_out: Sequence[Story],
    rejected: Sequence[Rejected],
) -> Gaps:
    """Return what was read and is not shown, with reasons."""
    articles = drafts.articles.values()
    accepted = drafts.accepted()
    return Gaps(
        read=len(drafts.articles),
        failed=tuple(failures),
        duplicates=tuple(
            tuple(origin.location for origin in article.origins)
            for article in articles
            if len(article.origins) > 1
        ),
        without_points=tuple(a.id for a in articles if not accepted.get(a.id)),
        undated=tuple(a.id for a in articles if a.undated),
        assumed=tuple(filter(None, map(_assumed, articles))),
        doubts=tuple(filter(None, map(_doubt, articles))),
        kinds=tuple(_kinds(articles)),
        not_shown=tuple(story.title for story in left_out),
        fallback=tuple(i for i, e in drafts.extractions.items() if e.engine != engine),
        rejected=tuple(rejected),
    )


def _doubt(article: Article) -> Doubt | None:
    """Return the date of an article that something speaks against."""
    if article.published is None or not article.doubt:
        return None
    by, other = speaks_against(article.doubt) or (None, None)
    return Doubt(
        article_id=article.id,
        name=article.title or article.name,
        date=article.published,
        against=article.doubt,
        by=by,
        other=other,
    )


def _kinds(articles: Iterable[Article]) -> Iterator[KindCount]:
    """Yield how many articles are of each kind that is told as news and is no plain report."""
    counted = Counter(article.kind for article in articles)
    for kind in _TOLD_KINDS:
        if counted[kind]:
            yield KindCount(kind=kind, count=counted[kind])


def _assumed(article: Article) -> Assumed | None:
    """Return the date that an undated article was taken to have."""
    if article.published is None or article.dated_by not in {"changed", "read"}:
        return None
    name = article.title or article.name
    return Assumed(article_id=article.id, name=name, date=article.published, by=article.dated_by)


def stubbed(
    stubs: Iterable[tuple[str, str]], articles: Mapping[str, Article]
) -> tuple[Stubbed, ...]:
    """Return the stubs, (article id, why) each, as the gaps list them."""
    return tuple(
        Stubbed(
            article_id=i,
            reason=why,
            title=articles[i].title or articles[i].name,
            outlet=articles[i].source,
        )
        for i, why in stubs
        if i in articles
    )


def total(usages: Iterable[Usage]) -> Usage:
    """Return the sum of `usages`."""
    listed = list(usages)
    return Usage(
        calls=sum(u.calls for u in listed),
        prompt_tokens=sum(u.prompt_tokens for u in listed),
        cached_tokens=sum(u.cached_tokens for u in listed),
        completion_tokens=sum(u.completion_tokens for u in listed),
    )
