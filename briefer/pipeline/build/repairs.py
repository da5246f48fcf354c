"""What follows a draft: a second try at what failed its check, then the judges.

Each step is stored apart, under the key of the step before it and its own: a step that is
switched on later, or could not be taken for now, needs no new draft.

    draft, checked -> mended by the engine, checked again -> judged
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from briefer.engines.base import Engine, FaultyPoints, Mended, Mender
from briefer.engines.sharing import divided
from briefer.errors import EngineError
from briefer.grounding import CHECKS_VERSION, Grounder, claim_of
from briefer.llm.requests import add_usage
from briefer.models import Check, Document, Extraction, KeyPoint, Problem, Usage
from briefer.pipeline.build.panel import Panel
from briefer.pipeline.progress import Progress
from briefer.store import Store
from briefer.text import analyse

JUDGED_TOGETHER = 64  # articles whose claims the judges see at a time
MARK = "model_repaired"


class Steps(NamedTuple):
    """What is done with the drafts of `engine`, and the keys under which it is stored."""

    engine: Engine
    repair: bool = False
    panel: Panel = Panel()

    @property
    def mender(self) -> Mender | None:
        """The engine, where it is to put right what failed."""
        return self.engine if self.repair and isinstance(self.engine, Mender) else None

    def keys(self, first: str) -> tuple[str, ...]:
        """Return the keys of each step's result, from the last to the `first`."""
        keys = [first]
        if self.mender is not None:
            keys.append(f"{keys[-1]}+{self.mender.mends}")
        if self.panel:
            keys.append(f"{keys[-1]}+{self.panel.fingerprint}")
        return tuple(reversed(keys))

    @property
    def extractions(self) -> tuple[str, ...]:
        """The keys of an article's extractions, the last step's first."""
        return self.keys(f"{self.engine.fingerprint}+{CHECKS_VERSION}")


def latest(store: Store, keys: Iterable[str], article_id: str) -> Extraction | None:
    """Return the extraction of an article under the first of `keys` that has one."""
    return next((found for key in keys if (found := store.extraction(key, article_id))), None)


def refine(store: Store, steps: Steps, ids: Sequence[str], progress: Progress) -> None:
    """Take every step that is still to be taken for the drafts of `ids`."""
    keys = steps.extractions
    if steps.mender is not None:
        _mend(store, steps.mender, (keys[-2], keys[-1]), ids, progress)
    if steps.panel:
        _judge(store, steps.panel, keys, ids)


def refined(steps: Steps, document: Document, draft: Extraction) -> Extraction:
    """Return a checked draft after every step, without a store.

    Raises:
        EngineError: the engine can't go on at all.
    """
    refused = draft.rejected
    if steps.mender is not None and refused:
        for mended in steps.mender.mend([FaultyPoints(document, refused)]):
            draft = repaired(draft, mended)
    documents = {document.article.id: document}
    if steps.panel:
        draft = next(judged_points(steps.panel, documents, [draft]), draft)
    return draft


def refine_all(
    store: Store, steps: tuple[Steps, Steps], ids: Sequence[str], progress: Progress
) -> None:
    """Refine the engine's drafts, and the built-in engine's where there is none of its own."""
    own, instead = steps
    refine(store, own, ids, progress)
    drafted = store.extracted(own.extractions[-1])
    refine(store, instead, [i for i in ids if i not in drafted], progress)


def marked(check: Check, found: str) -> Check:
    """Return the check of a claim that the engine put right after `found` was found."""
    words = Problem(
        code=MARK, explanation="put right by the model after the check found", words=found
    )
    return check.model_copy(update={"status": "repaired", "problems": (*check.problems, words)})


def faults(check: Check | None) -> str:
    """Return in short what a check found: "number_changed (15)"."""
    problems = check.problems if check else ()
    return ", ".join(f"{p.code} ({p.words})" if p.words else p.code for p in problems)


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
                yield FaultyPoints(analyse(article), refused)

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


def repaired(draft: Extraction, mended: Mended[FaultyPoints, KeyPoint]) -> Extraction:
    """Return the draft with those of its rejected points replaced that now pass their check."""
    document = mended.faulty.document
    grounder = Grounder({document.article.id: document})
    known = {point.id for point in draft.key_points}
    better: dict[str, KeyPoint] = {}
    for refused, claim in zip(mended.faulty.points, mended.claims, strict=True):
        if claim is None or claim.id in known:
            continue
        tried = grounder.ground(claim)
        if tried.check is not None and tried.passed:
            check = marked(tried.check, faults(refused.check))
            better[refused.id] = tried.model_copy(
                update={"check": check, "importance": refused.importance}
            )
            known.add(claim.id)
    return draft.model_copy(
        update={
            "key_points": tuple(better.get(point.id, point) for point in draft.key_points),
            "further": plus(draft.further, "repair", mended.usage),
        }
    )


# --- the judges -----------------------------------------------------------------------------


def _judge(store: Store, panel: Panel, keys: tuple[str, ...], ids: Sequence[str]) -> None:
    """Have the judges look at every key point that passed, many articles at a time."""
    done = store.extracted(keys[0])
    drafts = (latest(store, keys, i) for i in ids if i not in done)
    waiting = (draft for draft in drafts if draft is not None and draft.passed)
    while group := list(islice(waiting, JUDGED_TOGETHER)):
        articles = store.articles([draft.article_id for draft in group])
        documents = {i: analyse(article) for i, article in articles.items()}
        for judged in judged_points(panel, documents, group):
            store.save_extraction(keys[0], judged)


def judged_points(
    panel: Panel, documents: dict[str, Document], drafts: Sequence[Extraction]
) -> Iterator[Extraction]:
    """Yield those of `drafts` that every judge had its say on, with what they lowered."""
    asked = [
        (claim_of(point), point.check)
        for draft in drafts
        for point in draft.passed
        if point.check is not None
    ]
    opinions, usage = panel.opinions(documents, asked)
    said = iter(opinions)
    shares = divided(usage, [len(draft.passed) for draft in drafts])
    for draft, share in zip(drafts, shares, strict=True):
        found = {point.id: next(said) for point in draft.passed}
        if not all(opinion.complete for opinion in found.values()):
            continue
        points = tuple(
            p.model_copy(update={"check": found[p.id].check}) if p.id in found else p
            for p in draft.key_points
        )
        further = plus(draft.further, "judge", share)
        yield draft.model_copy(update={"key_points": points, "further": further})


def plus(further: dict[str, Usage], stage: str, usage: Usage) -> dict[str, Usage]:
    """Return `further` with what a stage took added."""
    if usage == Usage():
        return further
    return {**further, stage: add_usage(further.get(stage, Usage()), usage)}


def spent(*items: dict[str, Usage]) -> dict[str, Usage]:
    """Return the sum of usages by stage."""
    total: dict[str, Usage] = {}
    for item in items:
        for stage, usage in item.items():
            total = plus(total, stage, usage)
    return total
