"""Independent sources: how many voices stand behind what many outlets print."""

from collections.abc import Iterable, Sequence

from briefer.models import Article
from briefer.stories.outlets import OutletBook


def independent_sources(
    articles: Sequence[Article],
    reprints: Iterable[Sequence[str]],
    outlets: OutletBook | None = None,
) -> dict[str, str]:
    """Return the independent source each article counts for, by article id.

    Articles of one reprint group, of one outlet, or crediting one agency are one source.
    """
    book = outlets or OutletBook.bundled()
    parent: dict[str, str] = {}
    for article in articles:
        _join(parent, article.id, article.id)
        if article.source:
            _join(parent, article.id, f"outlet {book.key(article.source)}")
        if agency := book.credited(article):
            _join(parent, article.id, f"outlet {agency}")
    known = {article.id for article in articles}
    for group in reprints:
        present = [article_id for article_id in group if article_id in known]
        for article_id in present[1:]:
            _join(parent, present[0], article_id)
    return {article.id: _root(parent, article.id) for article in articles}


def _root(parent: dict[str, str], item: str) -> str:
    while parent.setdefault(item, item) != item:
        item = parent[item]
    return item


def _join(parent: dict[str, str], left: str, right: str) -> None:
    first, second = sorted((_root(parent, left), _root(parent, right)))
    parent[second] = first
