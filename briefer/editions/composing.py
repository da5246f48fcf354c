"""Assembles one audience's briefing from checked parts; nothing here writes a sentence."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from briefer.editions.audiences import Audience, Limits
from briefer.models import (
    SECTIONS,
    Article,
    Briefing,
    CalendarItem,
    Change,
    Frozen,
    Gaps,
    Line,
    NumberedSource,
    OpinionPiece,
    PrintedClaim,
    Quoted,
    Section,
    Stats,
    Story,
    Tone,
    Window,
    printed_claims,
)
from briefer.text.claim_language import Reader

_OPENING = 9  # words of a text that stand for its headline
FOREIGN = 0.5  # of its importance, a key point that the reader can't read has


class Parts(Frozen):
    """What the stages before made for one briefing: checked, and ranked for the audience."""

    window: Window
    stories: tuple[Story, ...]
    changes: tuple[Change, ...] = ()
    bottom_line: tuple[Line, ...] = ()
    calendar: tuple[CalendarItem, ...] = ()
    quotations: tuple[Quoted, ...] = ()
    tone: Tone | None = None
    opinions: tuple[OpinionPiece, ...] = ()
    gaps: Gaps = Gaps()
    stats: Stats = Stats()


def within_limits(
    ranked: Sequence[Story], audience: Audience, reader: Reader | None = None
) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """Return (shown, left out): as many stories as the audience wants, each cut to its length.

    Of key points about as important, those that the `reader` can read are kept.
    """
    limits = audience.limits
    shown = (_shortened(story, limits.key_points, reader) for story in ranked[: limits.stories])
    return tuple(shown), tuple(ranked[limits.stories :])


def telling(
    changes: Sequence[Change],
    shown: Sequence[Story],
    lines: Sequence[Line],
    limits: Limits,
    reader: Reader | None = None,
) -> tuple[Change, ...]:
    """Return the changes worth a line: what moved or was corrected, and the first new points.

    They come in the order of the stories; those of stories that are not shown are left out, and
    so are new points that the bottom line tells already. Of new points, those that the `reader`
    can read are told first.
    """
    told = {point for line in lines for point in line.key_points}
    kept: list[Change] = []
    for story in shown:
        own = [change for change in changes if change.story == story.id]
        new = [change for change in own if change.kind == "new_point"]
        fresh = [change for change in new if change.key_point not in told]
        fresh.sort(key=lambda change: reader is not None and not reader.understands(change))
        extra = [change for change in new if change not in fresh[: limits.new_points]]
        kept += [change for change in own if change not in extra]
    return tuple(kept[: limits.changes])


def _shortened(story: Story, count: int, reader: Reader | None) -> Story:
    """Keep the `count` most important key points, in their order."""
    if len(story.key_points) <= count:
        return story
    worth = [
        p.importance * (1 if reader is None or reader.reads(p) else FOREIGN)
        for p in story.key_points
    ]
    best = sorted(range(len(worth)), key=lambda i: -worth[i])
    kept = sorted(best[:count])
    return story.model_copy(update={"key_points": tuple(story.key_points[i] for i in kept)})


def assemble(
    date: dt.date, audience: Audience, parts: Parts, articles: Mapping[str, Article]
) -> Briefing:
    """Return the briefing: the parts, and its sources numbered in the order they are cited."""
    conflicts = tuple(conflict for story in parts.stories for conflict in story.conflicts)
    return Briefing(
        date=date,
        audience=audience.name,
        title=audience.title,
        language=audience.language,
        window=parts.window,
        bottom_line=parts.bottom_line,
        stories=parts.stories,
        changes=parts.changes,
        calendar=parts.calendar,
        contested=conflicts,
        quotations=parts.quotations,
        tone=parts.tone,
        opinions=parts.opinions,
        gaps=parts.gaps,
        sources=numbered(cited(parts, audience.sections), articles),
        stats=parts.stats,
    )


def cited(parts: Parts | Briefing, sections: Sequence[Section] = ()) -> Iterable[str]:
    """Yield article ids in the order in which a reader of `sections` meets them."""
    met: defaultdict[Section, list[str]] = defaultdict(list)
    for (section, story), claims in groupby(printed_claims(parts), key=lambda c: c.place[::2]):
        met[section] += (item.article_id for claim in claims for item in claim.evidence)
        met[section] += parts.stories[story].articles if story is not None else ()
    met["opinion"] += (piece.article_id for piece in parts.opinions)
    for section in dict.fromkeys((*sections, *SECTIONS, "quotations", "tone")):
        yield from met[section]
    for rejected in parts.gaps.rejected:
        yield from (item.article_id for item in rejected.evidence)
    yield from (*parts.gaps.without_points, *parts.gaps.undated, *parts.gaps.fallback)


def counted(claims: Iterable[PrintedClaim]) -> tuple[int, int]:
    """Return how many sentences are among `claims`, and how many of them the check mended."""
    checks = [claim.check for claim in claims if claim.sentence]
    return len(checks), sum(check is not None and check.status == "repaired" for check in checks)


def numbered(ids: Iterable[str], articles: Mapping[str, Article]) -> tuple[NumberedSource, ...]:
    """Return the sources behind `ids`, numbered from 1, each once."""
    known = [i for i in dict.fromkeys(ids) if i in articles]
    return tuple(_source(number, articles[i]) for number, i in enumerate(known, start=1))


def opening(article: Article) -> str:
    """Return the first words of an article, which stand for its headline where it has none."""
    words = article.text[:200].split()
    kept = " ".join(words[:_OPENING])
    return f"{kept} …" if len(words) > _OPENING else kept


def _source(number: int, article: Article) -> NumberedSource:
    others = dict.fromkeys(origin.source for origin in article.origins)
    return NumberedSource(
        number=number,
        article_id=article.id,
        title=article.title or (article.name if article.source else opening(article)),
        outlet=article.source or article.name,
        published=None if article.undated else article.published,
        url=article.url,
        language=article.language,
        also_in=tuple(name for name in others if name and name != article.source),
        teaser=article.stub == "teaser",
    )
