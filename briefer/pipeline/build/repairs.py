"""The steps that follow a draft, taken for stored drafts: what is done is not done again.

Each step is stored apart, under the key of the step before it and its own: a step that is
switched on later, or could not be taken for now, needs no new draft.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from briefer.engines.base import FaultyPoints, Mender
from briefer.errors import EngineError
from briefer.models import Extraction
from briefer.pipeline.build.documents import analysed
from briefer.pipeline.build.panel import Panel
from briefer.pipeline.build.steps import (
    Steps,
    heard_points,
    judged_points,
    repaired,
)
from briefer.pipeline.build.told import retold
from briefer.pipeline.progress import Progress
from briefer.store import Store

JUDGED_TOGETHER = 64  # articles whose claims the judges see at a time


def latest(store: Store, keys: Iterable[str], article_id: str) -> Extraction | None:
    """Return the extraction of an article under the first of `keys` that has one."""
    return next((found for key in keys if (found := store.extraction(key, article_id))), None)


def settled(store: Store, keys: Iterable[str], article_id: str) -> Extraction | None:
    """Return the latest extraction of an article; the source tells what was refused for good."""
    found = latest(store, keys, article_id)
    article = store.article(article_id) if found and found.rejected else None
    return retold(found, analysed(article, store)) if found and article else found


def refine(store: Store, steps: Steps, ids: Sequence[str], progress: Progress) -> None:
    """Take every step that is still to be taken for the drafts of `ids`."""
    keys = steps.extractions
    if steps.mender is not None:
        _mend(store, steps.mender, (keys[-2], keys[-1]), ids, progress)
    if steps.panel:
        _judge(store, steps.panel, keys, ids)


def refine_all(
    store: Store, steps: tuple[Steps, Steps], ids: Sequence[str], progress: Progress
) -> None:
    """Refine the engine's drafts, and the built-in engine's where there is none of its own."""
    own, instead = steps
    refine(store, own, ids, progress)
    drafted = store.extracted(own.extractions[-1])
    refine(store, instead, [i for i in ids if i not in drafted], progress)


# --- the second try -------------------------------------------------------------------------


def _mend(
    store: Store,
    mender: Mender,
    keys: tuple[str, str],
    ids: Sequence[str],
    progress: Progress,
) -> None:
    """Have rejected key points put right, one call an article; each result is stored as it comes."""
    after, before = keys
    done = store.extracted(after)
    drafts: dict[str, Extraction] = {}

    def faulty() -> Iterator[FaultyPoints]:
        for article_id in ids:
            draft = None if article_id in done else store.extraction(before, article_id)
            refused = draft.rejected if draft else ()
            article = store.article(article_id) if draft and refused else None
            if draft and article:
                drafts[article_id] = draft
                yield FaultyPoints(analysed(article, store), refused)

    failed: list[str] = []
    try:
        for mended in mender.mend(faulty()):
            draft = drafts.pop(mended.faulty.document.article.id)
            if mended.failed:
                failed.append(mended.failed)
            else:
                store.save_extraction(after, repaired(draft, mended))
    except EngineError as error:
        failed += [str(error)] * len(drafts)
    if failed:
        progress.note(
            f"the rejected claims of {len(failed)} articles could not be sent back: {failed[0]}"
        )


# --- the judges -----------------------------------------------------------------------------


def _judge(store: Store, panel: Panel, keys: tuple[str, ...], ids: Sequence[str]) -> None:
    """Have the judges look at every key point that they hear, many articles at a time."""
    done = store.extracted(keys[0])
    drafts = (latest(store, keys, i) for i in ids if i not in done)
    waiting = (draft for draft in drafts if draft is not None and heard_points(panel, draft))
    while group := list(islice(waiting, JUDGED_TOGETHER)):
        articles = store.articles([draft.article_id for draft in group])
        documents = {i: analysed(article, store) for i, article in articles.items()}
        for judged in judged_points(panel, documents, group):
            store.save_extraction(keys[0], judged)
