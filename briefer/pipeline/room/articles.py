"""An article as the reading room shows it: its sentences, and the claims that rest on them."""

from typing import NamedTuple

from briefer.models import Article
from briefer.pipeline.room.archive import MissingError, Room
from briefer.store.archive import (
    ClaimHit,
)
from briefer.text.language import detect
from briefer.text.searching import Fragment, Query, hits, marked, parse
from briefer.text.sentences import split


class SentenceView(NamedTuple):
    """A sentence of an article. `asked` was linked to; `cited` supports a printed claim."""

    number: int
    pieces: tuple[Fragment, ...]
    asked: bool
    cited: bool


class ArticlePage(NamedTuple):
    """An article, its sentences by paragraph, and the claims that rest on it."""

    article: Article
    note: str  # what kind of outlet it is
    paragraphs: tuple[tuple[SentenceView, ...], ...]
    claims: tuple[ClaimHit, ...]
    story: str
    asked: tuple[int, ...]
    withdrawn: str | None


def article(room: Room, article_id: str, asked: str = "", query: str = "") -> ArticlePage:
    """Return an article; `asked` are numbers of sentences ("3,4"), `query` is what was sought.

    Raises:
        MissingError: there is no such article.
    """
    found = room.archive.article(article_id)
    if found is None:
        raise MissingError("there is no such article")
    claims = tuple(room.archive.resting_on(article_id))
    cited = {
        number
        for claim in claims
        for item in claim.claim.cited
        if item.article == article_id
        for number in item.sentences
    }
    numbers = _numbers(asked)
    note = room.outlets.note(found.source) if found.source else None
    return ArticlePage(
        article=found,
        note=f"{note.ownership}, {note.country}" if note else "",
        paragraphs=_paragraphs(found, numbers, frozenset(cited), parse(query)),
        claims=claims,
        story=room.archive.story_of(article_id),
        asked=numbers,
        withdrawn=room.archive.withdrawn(article_id),
    )


def _numbers(text: str) -> tuple[int, ...]:
    parts = text[:200].split(",")
    return tuple(
        dict.fromkeys(int(p) for p in parts if p.isascii() and p.isdecimal() and len(p) < 6)
    )


def _paragraphs(
    found: Article, asked: tuple[int, ...], cited: frozenset[int], query: Query
) -> tuple[tuple[SentenceView, ...], ...]:
    language = found.language if found.language != "und" else detect(found.text)
    pattern = hits(query)
    paragraphs: dict[int, list[SentenceView]] = {}
    for sentence in split(found.text, language):
        pieces = marked(found.text[sentence.start : sentence.end], pattern)
        number = sentence.number
        view = SentenceView(number, pieces, number in asked, number in cited)
        paragraphs.setdefault(sentence.paragraph, []).append(view)
    return tuple(tuple(sentences) for sentences in paragraphs.values())
