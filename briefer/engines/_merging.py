"""Bringing the parts of articles together again: an article is done when its last part is."""

from collections.abc import Sequence
from typing import NamedTuple

from briefer.engines._drafts import PointDraft, merged
from briefer.engines._packing import ArticlePart
from briefer.engines.sharing import divided
from briefer.llm.requests import add_usage
from briefer.models import Document, Extraction, KeyPoint, Usage


class _Open:
    """An article under way."""

    def __init__(self, document: Document, parts: int) -> None:
        self.document = document
        self.waiting = parts
        self.parts = parts
        self.points: list[tuple[int, KeyPoint]] = []  # with the first sentence of their part
        self.usage = Usage()
        self.faults: list[str] = []
        self.subject: str | None = None  # as its first part was answered


class Share(NamedTuple):
    """What one article had of a request: how many parts, and its tokens."""

    parts: int
    tokens: int


class Board:
    """All articles under way. Holds one only from its first part to its last."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._open: dict[int, _Open] = {}
        self._done: list[Extraction] = []

    def begin(self, position: int, document: Document, parts: int) -> None:
        """Note an article of so many parts; one of none is done at once."""
        self._open[position] = _Open(document, parts)
        if parts == 0:
            self._finish(position)

    def split(self, position: int, more: int) -> None:
        """Note that an article has `more` parts than it had."""
        self._open[position].waiting += more
        self._open[position].parts += more

    def take(self, parts: tuple[ArticlePart, ...], drafts: list[PointDraft], usage: Usage) -> None:
        """Note the answer for `parts`; the articles share its usage by their tokens."""
        firsts = {part.position: part.chunk.first for part in reversed(parts)}
        for each in drafts:
            points = self._open[each.position].points
            points.append((firsts[each.position], each.key_point))
        self._settle(parts, usage, None)

    def name(self, parts: tuple[ArticlePart, ...], about: Sequence[str | None]) -> None:
        """Note what a reply says its articles are about: one subject each, in their order.

        A reply of too few or too many says of none which is meant.
        """
        positions = list(dict.fromkeys(part.position for part in parts))
        if len(about) != len(positions):
            return
        for position, subject in zip(positions, about, strict=True):
            article = self._open.get(position)
            if article is not None:
                article.subject = article.subject or subject

    def fail(self, parts: tuple[ArticlePart, ...], reason: str, usage: Usage) -> None:
        """Note that there will be no answer for `parts`."""
        self._settle(parts, usage, reason)

    def spend(self, parts: tuple[ArticlePart, ...], usage: Usage) -> None:
        """Note what a request took that is asked again in smaller pieces."""
        shares = _shares(parts)
        cuts = divided(usage, [share.tokens for share in shares.values()])
        for position, cut in zip(shares, cuts, strict=True):
            article = self._open[position]
            article.usage = add_usage(article.usage, cut)

    def done(self) -> list[Extraction]:
        """Return the articles that are done since the last call."""
        done, self._done = self._done, []
        return done

    def _settle(self, parts: tuple[ArticlePart, ...], usage: Usage, reason: str | None) -> None:
        self.spend(parts, usage)
        for position, share in _shares(parts).items():
            article = self._open[position]
            article.waiting -= share.parts
            if reason is not None:
                article.faults += [reason] * share.parts
            if article.waiting == 0:
                self._finish(position)

    def _finish(self, position: int) -> None:
        article = self._open.pop(position)
        self._done.append(
            Extraction(
                article_id=article.document.article.id,
                engine=self._engine,
                key_points=merged(_in_order(article)),
                subject=article.subject,
                usage=article.usage,
                failed=_reason(article),
            ),
        )


def _in_order(article: _Open) -> list[KeyPoint]:
    """Return the points in the order of the text's parts, whichever was answered first."""
    return [point for _, point in sorted(article.points, key=lambda each: each[0])]


def _reason(article: _Open) -> str | None:
    if not article.faults:
        return None
    first = article.faults[0]
    if article.parts == 1:
        return first
    return f"{len(article.faults)} of {article.parts} parts: {first}"


def _shares(parts: tuple[ArticlePart, ...]) -> dict[int, Share]:
    shares: dict[int, Share] = {}
    for part in parts:
        before = shares.get(part.position, Share(0, 0))
        tokens = before.tokens + part.chunk.tokens
        shares[part.position] = Share(before.parts + 1, tokens)
    return shares
