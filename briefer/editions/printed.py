"""What an edition prints that rests on an article."""

from collections.abc import Iterator

from briefer.models import Briefing


def claims_on(
    briefing: Briefing, article: str, besides: frozenset[str] | None = None
) -> Iterator[str]:
    """Yield the claims of a briefing that rest on an article, each once, as they are printed.

    With `besides` only those that rest on nothing else but these articles.
    """
    told: set[str] = set()
    for text, cited in _claims(briefing):
        alone = besides is None or cited <= besides | {article}
        if article in cited and alone and text not in told:
            told.add(text)
            yield text


def _claims(briefing: Briefing) -> Iterator[tuple[str, set[str]]]:
    lines = [*briefing.bottom_line, *(line for s in briefing.stories for line in s.summary)]
    points = [point for story in briefing.stories for point in story.key_points]
    told = [(item.text, item.evidence) for item in lines]
    told += [(item.text, item.evidence) for item in points]
    told += [(item.text, item.evidence) for item in briefing.calendar]
    for text, evidence in told:
        yield text, {source.article_id for source in evidence}
    for change in briefing.changes:
        if change.kind not in {"withdrawn", "new_story"}:
            yield change.text, {source.article_id for source in change.evidence}
