"""Articles to checked key points: each article's result is committed as it is done."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple, TypeAlias

from briefer.controls import one_line
from briefer.engines.base import Engine
from briefer.engines.extractive import Extractive
from briefer.errors import EngineError
from briefer.grounding import CHECKS_VERSION, Grounder
from briefer.models import Article, Document, Extraction
from briefer.pipeline.build.documents import analysed
from briefer.pipeline.build.workforce import FROM, aside, by_workers, set_aside, taken_back
from briefer.pipeline.progress import Progress, Silent
from briefer.state import SharedState
from briefer.store import Store
from briefer.stories import Signature, signature
from briefer.text import analyse, analysis_version, packed

SOME = 400  # articles that one question is asked of
POOL_FROM = 200  # articles; below it a pool costs more than it saves
BATCH = 16  # articles a task; a batch that is done is committed


def fingerprint(engine: Engine) -> str:
    """Return what decides a checked extraction: the engine's fingerprint and the checks'."""
    return f"{engine.fingerprint}+{CHECKS_VERSION}"


def ground(document: Document, extraction: Extraction) -> Extraction:
    """Return the extraction with every key point checked against its own article."""
    grounder = Grounder({document.article.id: document})
    checked = tuple(grounder.ground(point) for point in extraction.key_points)
    return extraction.model_copy(update={"key_points": checked})


class Studied(NamedTuple):
    """What was made of an article: its analysis, packed, and what else was asked for."""

    article: str
    analysis: bytes = b""
    signature: Signature | None = None
    extraction: Extraction | None = None
    failed: str = ""  # why nothing could be made of it


Work: TypeAlias = Callable[[Sequence[Article]], list[Studied]]


class Study(NamedTuple):
    """What is to be made of each article by code alone: a signature, a built-in draft."""

    sign: frozenset[str]
    draft: frozenset[str]


def study_all(store: Store, ids: Sequence[str], progress: Progress) -> None:
    """See that every article of `ids` has its signature and its analysis stored."""
    signed, analysed_already = store.signed(), store.analysed(analysis_version())
    unsigned = frozenset(i for i in ids if i not in signed)
    missing = [i for i in ids if i in unsigned or i not in analysed_already]
    if missing:
        progress.stage("Studying", len(missing))
        _study(store, missing, Study(sign=unsigned, draft=frozenset()), progress)


def undrafted(store: Store, engine: Engine, ids: Iterable[str]) -> Iterator[Document]:
    """Yield, one at a time, those of `ids` that `engine` has no extraction of, analysed."""
    done = store.extracted(fingerprint(engine))
    for article_id in ids:
        article = store.article(article_id) if article_id not in done else None
        if article is not None:
            yield analysed(article, store)


def draft_all(
    store: Store, engine: Engine, ids: Sequence[str], progress: Progress, *, strict: bool = False
) -> None:
    """See that every article of `ids` has an extraction stored; what is stored is not redone.

    An article whose calls failed for good is drafted by the built-in engine instead, and tried
    again at the next build.

    Raises:
        EngineError: with `strict`, where an article could not be drafted by `engine`.
    """
    done = store.extracted(fingerprint(engine))
    missing = [i for i in ids if i not in done]
    if not isinstance(engine, Extractive):  # whose drafting studies them by the way
        study_all(store, missing, progress)
    progress.stage("Key points", len(ids))
    progress.advance(len(ids) - len(missing))
    if isinstance(engine, Extractive):
        _draft_built_in(store, missing, progress)
        return
    failed = _draft(store, engine, missing, progress)
    if failed and strict:
        msg = f"{len(failed)} articles could not be drafted by {engine.name}: {failed[0][1]}"
        raise EngineError(msg)
    if failed:
        progress.note(
            f"{len(failed)} articles are summarised by the built-in engine: {failed[0][1]}"
        )
        stored = store.extracted(fingerprint(Extractive()))
        _draft_built_in(store, [i for i, _ in failed if i not in stored], progress)


def _draft(
    store: Store, engine: Engine, ids: Sequence[str], progress: Progress
) -> list[tuple[str, str]]:
    """Draft `ids` with `engine`; return (article id, reason) of those that failed."""
    given: dict[str, Document] = {}  # handed to the engine and not yet answered
    unanswered = dict.fromkeys(ids)
    failed: list[tuple[str, str]] = []

    def documents() -> Iterator[Document]:
        for document in undrafted(store, engine, ids):
            given[document.article.id] = document
            yield document

    reason = "the engine gave no answer"
    try:
        for extraction in engine.extract(documents()):
            document = given.pop(extraction.article_id)
            unanswered.pop(extraction.article_id)
            progress.advance()
            if extraction.failed:
                failed.append((extraction.article_id, extraction.failed))
            else:
                store.save_extraction(fingerprint(engine), ground(document, extraction))
    except EngineError as error:
        reason = str(error)
    return failed + [(article_id, reason) for article_id in unanswered]


def _draft_built_in(store: Store, ids: Sequence[str], progress: Progress) -> None:
    signed = store.signed()
    unsigned = frozenset(i for i in ids if i not in signed)
    _study(store, ids, Study(sign=unsigned, draft=frozenset(ids)), progress)


def _study(store: Store, ids: Sequence[str], study: Study, progress: Progress) -> None:
    """Do `study` for the articles of `ids`, batch by batch, each committed as it is done."""
    given_up = aside(store, study_version())
    ids = [one for one in ids if one not in given_up]
    if len(ids) < FROM:
        _study_here(store, ids, study, progress)
        return
    # Desks that begin at once would all do the same: who comes second finds it done.
    with store.database.turn("studying", of_all=True):
        if isinstance(store.state, SharedState):
            ids = _unstudied(store, ids, study, progress)
        if ids and by_workers(store, ids, study_version(), progress, draft=bool(study.draft)):
            ids = _unstudied(store, ids, study, Silent())
        _study_here(store, ids, study, progress)


def _unstudied(store: Store, ids: Sequence[str], study: Study, progress: Progress) -> list[str]:
    """Return the articles that are still to be studied; tell of the others as done."""
    done = _studied(store, ids, draft=bool(study.draft))
    progress.advance(len(done))
    return [one for one in ids if one not in done]


def _study_here(store: Store, ids: Sequence[str], study: Study, progress: Progress) -> None:
    """Do `study` on this machine's processors."""
    for results in _batches(store, ids, study):
        _keep(store, results)
        progress.advance(len(results))


def study_version() -> str:
    """Return what decides the results of a study: workers of another version do no jobs of it."""
    return f"{fingerprint(Extractive())} {analysis_version()}"


def study_few(store: Store, ids: Sequence[str], *, draft: bool) -> None:
    """Do what is not done yet for a few articles, as a worker does; all is committed together."""
    done = _studied(store, ids, draft=draft)
    missing = [one for one in ids if one not in done]
    study = Study(
        sign=frozenset(missing) - store.signed(missing),
        draft=frozenset(missing if draft else ()),
    )
    _keep(store, _study_batch(list(store.articles(missing).values()), study))


def _studied(store: Store, ids: Sequence[str], *, draft: bool) -> frozenset[str]:
    """Return those of `ids` that are signed, analysed and, if asked for, drafted or set aside."""
    found: set[str] = set()
    given_up = aside(store, study_version())
    for at in range(0, len(ids), SOME):
        some = ids[at : at + SOME]
        done = store.signed(some) & store.analysed(analysis_version(), some)
        if draft:
            done &= store.extracted(fingerprint(Extractive()), some)
        found |= done | given_up.intersection(some)
    return frozenset(found)


def _keep(store: Store, results: Sequence[Studied]) -> None:
    """Store what was made of articles, and which of them could not be studied."""
    key, version = fingerprint(Extractive()), analysis_version()
    with store.pooled():
        taken_back(store, [done.article for done in results if not done.failed])
        for done in results:
            if done.failed:
                set_aside(store, done.article, done.failed, study_version())
                continue
            store.save_analysis(done.article, version, done.analysis)
            if done.signature is not None:
                store.save_signature(done.article, done.signature.model_dump_json())
            if done.extraction is not None:
                store.save_extraction(key, done.extraction)


def _batches(store: Store, ids: Sequence[str], study: Study) -> Iterator[list[Studied]]:
    batches = [ids[i : i + BATCH] for i in range(0, len(ids), BATCH)]
    work: Work = partial(_study_batch, study=study)
    workers = min(os.cpu_count() or 1, 8)
    if len(ids) < POOL_FROM or workers < 2:
        for batch in batches:
            yield work(list(store.articles(batch).values()))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        # A few batches at a time, so that memory does not grow with the archive.
        group = workers * 4
        for i in range(0, len(batches), group):
            read = [list(store.articles(batch).values()) for batch in batches[i : i + group]]
            yield from pool.map(work, read)


def _study_batch(articles: Sequence[Article], study: Study) -> list[Studied]:
    """Return what `study` makes of each article."""
    engine = Extractive()
    return [_study_one(article, study, engine) for article in articles]


def _study_one(article: Article, study: Study, engine: Extractive) -> Studied:
    """Return what `study` makes of an article; one that breaks it costs no other its place."""
    try:
        document = analyse(article)
        signed = signature(document) if article.id in study.sign else None
        extraction = None
        if article.id in study.draft:
            (draft,) = engine.extract([document])
            extraction = ground(document, draft)
        return Studied(article.id, packed(document), signed, extraction)
    except Exception as error:  # noqa: BLE001 - whatever an article's text brings about
        return Studied(article.id, failed=one_line(f"{type(error).__name__}: {error}")[:300])
