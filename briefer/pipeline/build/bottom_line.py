"""The bottom line: what matters most of the day, each event once, with today's figures.

Whoever wrote the sentences, these rules hold: no two of them tell one event, none has a toll that
a later report has overtaken or rests on opinion alone, none speaks as a live page or a letter does,
and none is in a language that the reader can't read where others are not. What falls out is
replaced by the main facts of the stories that come next.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from briefer.models import Article, KeyPoint, Line, Story, rests_on
from briefer.stories.contents import Anchors, anchors_in, stems_in
from briefer.stories.facts import covered
from briefer.stories.telling import greets
from briefer.stories.tolls import Stand
from briefer.text.claim_language import Reader, same_language

SAME = 0.6  # of a sentence's words, that another line has on the same event
_VOICES = frozenset({"opinion", "liveblog"})  # what only such pages say is no bottom line


class _Printed(NamedTuple):
    line: Line
    stems: frozenset[str]
    anchors: Anchors


def selected(
    proposed: Sequence[Line],
    stories: Sequence[Story],
    articles: Mapping[str, Article],
    reader: Reader,
    limit: int,
) -> tuple[Line, ...]:
    """Return at most `limit` lines: those proposed that may stand, then the next stories' main facts.

    Args:
        proposed: checked sentences, the best first.
        stories: those of the edition, in their order, the main fact first in each.
        articles: by id.
        reader: who reads it.
        limit: how many there may be.
    """
    code = reader.language.partition("-")[0]
    known = {story.id: story for story in stories}
    chosen: list[_Printed] = []
    for line in (*_proposed(proposed, known), *_leads(stories, reader)):
        story = known.get(line.story or "")
        fits = len(chosen) < limit and _may_stand(line, story, articles, reader)
        told = _Printed(line, stems_in(line.text, code), anchors_in(line.text, code))
        if fits and not any(_is_same(told, other) for other in chosen):
            chosen.append(told)
    if not chosen:
        return tuple(proposed[:limit])
    return tuple(each.line for each in chosen)


def _proposed(lines: Sequence[Line], stories: Mapping[str, Story]) -> Iterator[Line]:
    """Yield the lines, each followed by the main fact of its story, should it not stand itself."""
    for line in lines:
        yield line
        story = stories.get(line.story or "")
        if story is not None and story.key_points:
            yield _line(story.key_points[0], story)


def _leads(stories: Sequence[Story], reader: Reader) -> Iterator[Line]:
    for story in stories:
        points = reader.own(story.key_points)
        if points:
            yield _line(points[0], story)


def _line(point: KeyPoint, story: Story) -> Line:
    if point.check is None:
        raise ValueError(f"key point {point.id} was not checked")
    return Line(
        text=point.text,
        key_points=(point.id,),
        evidence=point.evidence,
        check=point.check,
        story=story.id,
    )


def _may_stand(
    line: Line, story: Story | None, articles: Mapping[str, Article], reader: Reader
) -> bool:
    if greets(line.text):
        return False
    cited = [articles[i] for i in rests_on(line.evidence) if i in articles]
    if cited and all(article.kind in _VOICES for article in cited):
        return False
    if not same_language(reader.tongue(line.text, line.evidence), reader.language):
        return False
    if story is None:
        return True
    own = [articles[i] for i in story.articles if i in articles]
    return not Stand(own).outdated(line.text, reader.language.partition("-")[0])


def _is_same(one: _Printed, other: _Printed) -> bool:
    """Whether two lines tell one event: of one story, or in the same words with no other day."""
    if one.line.story is not None and one.line.story == other.line.story:
        return True
    alike = max(covered(one.stems, other.stems), covered(other.stems, one.stems))
    apart = one.anchors.values ^ other.anchors.values
    return alike >= SAME and not (apart and one.anchors.values and other.anchors.values)
