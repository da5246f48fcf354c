"""Articles to stories: each article is placed once, in the order of publication."""

import datetime as dt
from collections.abc import Sequence

from briefer.pipeline.build.extractions import study_all
from briefer.pipeline.progress import Progress
from briefer.store import Store
from briefer.store.database import Dated, Placed
from briefer.stories import Placement, Signature, StoryIndex

MEMORY = dt.timedelta(days=45)  # a story that was silent longer is not taken up again


def place_all(store: Store, timeline: Sequence[Dated], progress: Progress) -> None:
    """Place every article of `timeline` that has no place yet.

    The placements of one call are committed together: they depend on one another, and an
    interrupted call starts again from the same index.
    """
    known = store.placed()
    missing = [(at, article_id) for at, article_id, _ in timeline if article_id not in known]
    if not missing:
        return
    study_all(store, [article_id for _, article_id in missing], progress)
    progress.stage("Stories", len(missing))
    while missing and not _placed(store, missing, progress):
        known = store.placed()  # another process has placed some meanwhile
        missing = [(at, article_id) for at, article_id in missing if article_id not in known]


def _placed(store: Store, missing: Sequence[tuple[dt.datetime, str]], progress: Progress) -> bool:
    """Place articles; False: another process has placed some at the same time, nothing was done."""
    known = store.placed()
    index = StoryIndex()
    index.restore(
        (signature, Placement(story=placed.story, reprint_of=placed.reprint_of))
        for placed, body in store.placements(since=missing[0][0] - MEMORY)
        if (signature := _parsed(store, placed.article, body)) is not None
    )
    studied = [(at, _signature(store, article_id)) for at, article_id in missing]
    sound = [(at, signature) for at, signature in studied if signature is not None]
    places = index.add_all([s for _, s in sound], lambda article_id: _text(store, article_id))
    with store.transaction():
        if store.placed() != known:
            return False
        for (at, signature), place in zip(sound, places, strict=True):
            store.save_placement(Placed(signature.article_id, place.story, place.reprint_of, at))
            progress.advance()
    return True


def _signature(store: Store, article_id: str) -> Signature | None:
    """Return an article's signature; None where it, or the article, can't be read."""
    body = store.signature(article_id)
    return None if body is None else _parsed(store, article_id, body)


def _parsed(store: Store, article_id: str, body: str) -> Signature | None:
    return store.database.parsed(Signature, body, f"what is known of article {article_id}")


def _text(store: Store, article_id: str) -> str:
    article = store.article(article_id)
    return article.text if article else ""
