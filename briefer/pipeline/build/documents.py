"""Documents by article id: as they were analysed once, else analysed when they are asked for."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Protocol

from briefer.models import Article, Document
from briefer.text import analyse, analysis_version, unpacked


class Analyses(Protocol):
    """Where what was found in articles is kept, under the version of what found it: a store."""

    def analysis(self, article_id: str, version: str) -> bytes | None:
        """Return what was found in an article's text, packed."""
        ...


def analysed(article: Article, analyses: Analyses) -> Document:
    """Return `article` as a document; it is analysed only where that was not kept."""
    kept = analyses.analysis(article.id, analysis_version())
    found = unpacked(article, kept) if kept is not None else None
    return found or analyse(article)


class Documents(Mapping[str, Document]):
    """`articles` (by id) as documents; the last `size` used are kept in memory (45 kB each)."""

    def __init__(
        self, articles: Mapping[str, Article], analyses: Analyses, size: int = 256
    ) -> None:
        self._articles = articles
        self._analyses = analyses
        self._found = lru_cache(size)(self._find)

    def _find(self, article_id: str) -> Document:
        return analysed(self._articles[article_id], self._analyses)

    def __getitem__(self, article_id: str) -> Document:
        return self._found(article_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)
