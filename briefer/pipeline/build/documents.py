"""Documents by article id, analysed when they are asked for."""

from collections.abc import Iterator, Mapping
from operator import attrgetter

from cachetools import LRUCache, cachedmethod

from briefer.models import Document
from briefer.store import Store
from briefer.text import analyse


class Documents(Mapping[str, Document]):
    """The store's articles as analysed documents; the last `size` used are kept in memory."""

    def __init__(self, store: Store, size: int = 256) -> None:
        self._store = store
        self._kept: LRUCache[str, Document] = LRUCache(size)

    @cachedmethod(attrgetter("_kept"), key=lambda _, article_id: article_id)
    def __getitem__(self, article_id: str) -> Document:
        article = self._store.article(article_id)
        if article is None:
            raise KeyError(article_id)
        return analyse(article)

    def __iter__(self) -> Iterator[str]:
        return self._store.article_ids()

    def __len__(self) -> int:
        return self._store.article_count()
