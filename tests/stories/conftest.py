"""Builders of small articles, documents and key points, with exact offsets."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest

from briefer.models import (
    DateMention,
    Document,
    Evidence,
    KeyPoint,
    NameMention,
    Sentence,
    When,
)
from briefer.text.evidence import evidence
from tests import make

_SENTENCE = re.compile(r"[^\s][^.!?\n]*[.!?]?[”\"]?")
_NAME = re.compile(r"(?<=[\w,] )[A-ZА-ЯЁ][\w-]+(?: [A-ZА-ЯЁ][\w-]+)*")


def _names(text: str) -> Iterator[NameMention]:
    for found in _NAME.finditer(text):
        yield NameMention(found.start(), found.end(), "other", found.group())


class Desk:
    """Makes articles of a day and key points that rest on their sentences."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}

    def text_of(self, article_id: str) -> str:
        """Return the text of an article made here."""
        return self.documents[article_id].article.text

    def document(
        self,
        article_id: str,
        text: str,
        *,
        title: str | None = None,
        source: str | None = "Example Times",
        published: str | None = "2021-06-01",
        language: str = "en",
    ) -> Document:
        """Return a document whose sentences end at . ! or ?"""
        day = dt.date.fromisoformat(published) if published else None
        fields = {"title": title, "source": source, "published": day, "language": language}
        article = make.article(article_id, text, **fields)
        sentences = tuple(
            Sentence(number=i, start=found.start(), end=found.end())
            for i, found in enumerate(_SENTENCE.finditer(text), start=1)
        )
        made = Document(article, sentences, names=tuple(_names(text)))
        self.documents[article_id] = made
        return made

    def dated(self, article_id: str, words: str, when: str) -> Document:
        """Return a document made before, with the date that `words` in it stand for."""
        document = self.documents[article_id]
        start = document.article.text.index(words)
        found = DateMention(
            start, start + len(words), When(date=dt.date.fromisoformat(when), words=words)
        )
        made = document._replace(dates=(*document.dates, found))
        self.documents[article_id] = made
        return made

    def evidence(self, article_id: str, *numbers: int) -> tuple[Evidence, ...]:
        """Return evidence in sentences of an article made before."""
        return evidence(self.documents[article_id], numbers)


@pytest.fixture
def desk() -> Desk:
    """Return an empty desk."""
    return Desk()


PointMaker = Callable[..., KeyPoint]


@pytest.fixture
def point(desk: Desk) -> PointMaker:
    """Return a maker of key points: `point("a1", 2)` is sentence 2 of article a1 word for word."""

    def made(article_id: str, number: int, text: str | None = None, **fields: object) -> KeyPoint:
        given = {"id": f"k-{article_id}-{number}"} | ({"text": text} if text else {})
        return make.drafted(desk.documents[article_id], number, **given, **fields)

    return made
