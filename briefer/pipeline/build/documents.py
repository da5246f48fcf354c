"""Documents by article id, analysed when they are asked for."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from briefer.models import Article, Document
from briefer.text import analyse


class Documents(Mapping[str, Document]):
    """`articles` (by id) as analysed documents; the last `size` used are kept in memory."""

    def __init__(self, articles: Mapping[str, Article], size: int = 256) -> None:
        self._articles = articles
        self._analysed = lru_cache(size)(self._analyse)

    def _analyse(self, article_id: str) -> Document:
        return analyse(self._articles[article_id])

    def __getitem__(self, article_id: str) -> Document:
        return self._analysed(article_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)
