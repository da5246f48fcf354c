"""`build --batch`: the key points by the Batch API, at half the price, picked up later."""

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from briefer.editions.audiences import Audience
from briefer.errors import UsageError
from briefer.llm.batch import OpenBatch, collect, submit
from briefer.pipeline.build.engines import model_client, model_engine
from briefer.pipeline.build.extractions import undrafted
from briefer.pipeline.build.selection import date_of, select, timezone_of
from briefer.pipeline.progress import Progress
from briefer.pipeline.run.requests import BuildRequest, take_in_all
from briefer.settings import Workspace, load_audience
from briefer.store import Store


class Batched(NamedTuple):
    """How things stand: calls under way, and those that this run sent."""

    waiting: int
    sent: int

    @property
    def done(self) -> bool:
        """Whether every answer is there, so that the briefing can be built."""
        return not self.waiting and not self.sent


class _Ledger:
    """Remembers batches under way in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open_batches(self) -> tuple[OpenBatch, ...]:
        """Return every batch that was added and not closed."""
        return tuple(OpenBatch(id=i, keys=keys) for i, keys in self._store.batches().items())

    def add_batch(self, batch: OpenBatch) -> None:
        """Remember `batch`."""
        self._store.save_batch(batch.id, batch.keys)

    def close_batch(self, batch_id: str) -> None:
        """Forget a batch whose results are kept."""
        self._store.close_batch(batch_id)


def batch_build(
    space: Workspace, request: BuildRequest, now: dt.datetime, progress: Progress, stdin: BinaryIO
) -> Batched:
    """Pick up what batches have brought, and send as a batch what is still to be asked.

    Where nothing is under way and nothing had to be sent, every answer is in the call cache, and
    an ordinary build asks the model for summaries alone.

    Raises:
        UsageError: the engine is not one that is called over the network.
        NothingToBriefError: there is no article in the window.
        EngineError: the server refused; what was sent before is remembered.
    """
    if space.settings.engine.engine != "openai":
        msg = "--batch needs a model server: --model NAME (and --base-url)"
        raise UsageError(msg)
    audience = load_audience(space, request.audiences[0])
    date = date_of(request.date, timezone_of(audience, space.settings), now)
    with Store(space.state) as store:
        take_in_all(store, space, request.sources, now, progress, stdin, day=date)
        selection = select(store, audience, space.settings, date, now)
        return _batched(space, audience, store, selection.articles, progress)


def _batched(
    space: Workspace, audience: Audience, store: Store, ids: Sequence[str], progress: Progress
) -> Batched:
    ledger = _Ledger(store)
    with model_client(space, store) as client:
        state = collect(client, store, ledger)
        for problem in state.problems:
            progress.note(problem)
        engine = model_engine(client, space, audience)
        submit(client, engine.requests(undrafted(store, engine, ids)), store, ledger)
    under_way = sum(len(batch.keys) for batch in ledger.open_batches())
    return Batched(waiting=state.waiting, sent=under_way - state.waiting)
