"""Articles studied by the workers of a shared store, on whatever host, where there are any.

What a worker does is what a build does itself (`extractions.study_batch`), so the results are
the same to the byte. Where no worker shows up, or they go, the build does what is left.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from briefer.models import Failure
from briefer.pipeline.progress import Progress
from briefer.state import SharedState
from briefer.store import Store
from briefer.store.postgres import PostgresDatabase

if TYPE_CHECKING:
    from briefer.store.queue import JobQueue

FROM = 64  # articles; fewer are studied here while a worker would still be asked
BATCH = 16  # articles a job
LOST = "each of three workers that studied it died of it"
PLACE = "article "
LOOK = 0.1  # seconds between two looks at what is left


@contextmanager
def queue_of(store: Store, version: str) -> "Iterator[JobQueue | None]":
    """Open the queue of what studies articles in that version; None where the store is a file."""
    state = store.state
    if not isinstance(state, SharedState):
        yield None
        return
    from briefer.store.queue import JobQueue

    database = PostgresDatabase(state)
    try:
        yield JobQueue(database, version, state.lease)
    finally:
        database.close()


def by_workers(
    store: Store, ids: Sequence[str], version: str, progress: Progress, *, draft: bool
) -> bool:
    """Have workers study `ids`, and wait for them; return whether any were asked.

    What they could not do is left undone: it is not stored.

    Raises:
        StoreError: the database failed.
    """
    with queue_of(store, version) if len(ids) >= FROM else nullcontext() as queue:
        if queue is None or not queue.staffed():
            return False
        from briefer.store.queue import JobBatch

        batches = [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]
        jobs = queue.add(JobBatch(tuple(batch), draft) for batch in batches)
        try:
            _wait(
                queue, jobs, (progress, len(ids)), lambda one: set_aside(store, one, LOST, version)
            )
        finally:
            queue.give_up(jobs)
        return True


def _wait(
    queue: "JobQueue",
    jobs: list[int],
    told_of: tuple[Progress, int],
    lost: Callable[[str], None],
) -> None:
    """Wait until the jobs are done, or nobody does them any more; tell of so many articles."""
    progress, articles = told_of
    told = 0
    busy = time.monotonic()
    looked = busy
    before = (-1, -1)
    while True:
        left = queue.left(jobs)
        done = articles if not any(left) else max(told, articles - BATCH * sum(left))
        progress.advance(done - told)
        told = done
        if not any(left):
            return
        now = time.monotonic()
        if left != before or left[1]:
            busy, before = now, left
        if now - looked > queue.lease / 2:
            looked = now
            jobs += queue.take_over(lost)
        if now - busy > queue.lease and not queue.staffed():
            return
        if now - busy > queue.lease * 4:  # there are workers, of another version
            return
        time.sleep(LOOK)


def set_aside(store: Store, article_id: str, reason: str, version: str) -> None:
    """Note an article that can't be studied among what could not be read: a gap of every edition.

    It is not tried again before there is another `version` of what studies it.
    """
    place = _place_of(article_id)
    failure = Failure(location=place, reason=f"set aside: {reason} [{_mark(version)}]")
    store.save_failures(place, [failure])


def aside(store: Store, version: str) -> frozenset[str]:
    """Return the articles that were set aside by that version."""
    mark = f"[{_mark(version)}]"
    found = (failure for failure in store.failures() if failure.reason.endswith(mark))
    return frozenset(f.location.removeprefix(PLACE) for f in found if f.location.startswith(PLACE))


def taken_back(store: Store, articles: Sequence[str]) -> None:
    """Forget that articles were set aside: they could be studied after all."""
    store.forget_failures([_place_of(article) for article in articles])


def _place_of(article_id: str) -> str:
    """Return where an article that was set aside stands among what could not be read."""
    return f"{PLACE}{article_id}"


def _mark(version: str) -> str:
    return hashlib.blake2b(version.encode(), digest_size=4).hexdigest()
