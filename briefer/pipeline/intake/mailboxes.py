"""Mailboxes, and what other packages add: their batches, each committed before the next."""

import threading
from collections.abc import Iterator
from typing import NamedTuple

from briefer.errors import SourceError
from briefer.ingest import registry
from briefer.ingest.raw import Batch, Desk
from briefer.models import Article, Failure
from briefer.pipeline.intake.round import Round, SourceRun


class Step(NamedTuple):
    """A batch of a scheme's source, or how it ended; `kept` is set when it is committed."""

    run: SourceRun
    batch: Batch | None
    kept: threading.Event
    reason: str = ""


def steps(round_: Round, run: SourceRun, scheme: registry.Scheme) -> Iterator[Step]:
    """Return a scheme's batches, each after the one before is committed, then how it ended.

    What is known of the source is looked up at once; the batches may be taken in any thread.
    """
    desk = Desk(
        round_.now,
        round_.book.state(run.key),
        round_.book.done(run.key),
        round_.policy.timeout,
        round_.policy.user_agent,
    )
    return _steps(run, scheme, desk)


def take_step(round_: Round, step: Step) -> None:
    """Commit a batch with its keys and state, or log how the source ended."""
    run, batch = step.run, step.batch
    if batch is None:
        if step.reason:
            round_.failed(run, step.reason)
        elif not run.look:
            round_.log(run, "unchanged")
        return
    articles = [item for item in batch.items if isinstance(item, Article)]
    failures = [item for item in batch.items if isinstance(item, Failure)]
    run.failures.extend(failures)
    with round_.store.transaction():
        new = round_.keep(run, articles)
        round_.book.finish(run.key, batch.keys, round_.now)
        if batch.state is not None:
            round_.book.save_state(run.key, batch.state)
        round_.book.set_failures(run.key, run.failures)
        if not run.look:
            round_.log(run, "unchanged")
        round_.add_to_look(run, articles, new, failures)
    round_.tally.add(run.root, articles, failures, new)
    if not batch.items:
        round_.tally.found(run.root)
    step.kept.set()


def _steps(run: SourceRun, scheme: registry.Scheme, desk: Desk) -> Iterator[Step]:
    """Yield a scheme's batches, each after the one before is committed, then how it ended."""
    reason = ""
    try:
        for batch in scheme.look()(run.source, desk):
            kept = threading.Event()
            yield Step(run, batch, kept)
            kept.wait()
    except SourceError as error:
        reason = str(error)
    except Exception as error:  # noqa: BLE001 - other packages' code raises anything
        reason = f"the {scheme.name} reader failed: {type(error).__name__}: {str(error)[:200]}"
    yield Step(run, None, threading.Event(), reason)
