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
    index = StoryIndex()
    index.restore(
        (
            Signature.model_validate_json(signature),
            Placement(story=placed.story, reprint_of=placed.reprint_of),
        )
        for placed, signature in store.placements(since=missing[0][0] - MEMORY)
    )
    signatures = [_signature(store, article_id) for _, article_id in missing]
    places = index.add_all(signatures, lambda article_id: _text(store, article_id))
    with store.transaction():
        for (at, article_id), place in zip(missing, places, strict=True):
            store.save_placement(Placed(article_id, place.story, place.reprint_of, at))
            progress.advance()


def _signature(store: Store, article_id: str) -> Signature:
    body = store.signature(article_id)
    if body is None:
        msg = f"article {article_id} was not studied before it was placed"
        raise LookupError(msg)
    return Signature.model_validate_json(body)


def _text(store: Store, article_id: str) -> str:
    article = store.article(article_id)
    return article.text if article else ""
