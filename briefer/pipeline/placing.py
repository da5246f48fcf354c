"""Articles to stories: each article is placed once, in the order of publication."""

import datetime as dt
from collections.abc import Sequence

from briefer.pipeline.drafting import study_all
from briefer.pipeline.progress import Progress
from briefer.store import Store
from briefer.store.database import Placed
from briefer.stories import Signature, StoryIndex

MEMORY = dt.timedelta(days=45)  # a story that was silent longer is not taken up again


def place_all(
    store: Store, timeline: Sequence[tuple[dt.datetime, str, int]], progress: Progress
) -> None:
    """Place every article of `timeline` (moment, id, seq) that has no place yet.

    Placements are committed one by one: an interrupted run goes on where it stopped, and the
    index built again from what is stored places the rest as it would have.
    """
    placed = store.placed()
    missing = [(at, article_id) for at, article_id, _ in timeline if article_id not in placed]
    if not missing:
        return
    study_all(store, [article_id for _, article_id in missing], progress)
    progress.stage("Stories", len(missing))
    index = _restored(store, missing[0][0])
    for at, article_id in missing:
        signature = _signature(store, article_id)
        place = index.add(signature, lambda other: _text(store, other))
        store.save_placement(Placed(article_id, place.story, place.reprint_of, at, ""))
        progress.advance()


def _restored(store: Store, first: dt.datetime) -> StoryIndex:
    index = StoryIndex()
    index.restore(
        (Signature.model_validate_json(placed.signature), placed.story, placed.reprint_of)
        for placed in store.placements(since=first - MEMORY)
    )
    return index


def _signature(store: Store, article_id: str) -> Signature:
    body = store.signature(article_id)
    if body is None:
        msg = f"article {article_id} was not studied before it was placed"
        raise LookupError(msg)
    return Signature.model_validate_json(body)


def _text(store: Store, article_id: str) -> str:
    article = store.article(article_id)
    return article.text if article else ""
