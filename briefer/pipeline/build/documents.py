"""Documents by article id, analysed when they are asked for."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from briefer.models import Document
from briefer.store import Store
from briefer.text import analyse


class Documents(Mapping[str, Document]):
    """The store's articles as analysed documents; the last `size` used are kept in memory."""

    def __init__(self, store: Store, size: int = 256) -> None:
        self._store = store
        self._size = size
        self._kept: OrderedDict[str, Document] = OrderedDict()

    def __getitem__(self, article_id: str) -> Document:
        if article_id in self._kept:
            self._kept.move_to_end(article_id)
            return self._kept[article_id]
        article = self._store.article(article_id)
        if article is None:
            raise KeyError(article_id)
        document = analyse(article)
        self._kept[article_id] = document
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return document

    def __iter__(self) -> Iterator[str]:
        return self._store.article_ids()

    def __len__(self) -> int:
        return self._store.article_count()
