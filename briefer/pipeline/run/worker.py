"""A worker: does the jobs that builds of all desks leave in a shared store, on whatever host."""

import time
from contextlib import closing

from briefer.errors import StoreError, UsageError
from briefer.pipeline.build.extractions import study_few, study_version
from briefer.pipeline.build.workforce import LOST, set_aside
from briefer.pipeline.progress import Progress
from briefer.settings import Workspace
from briefer.state import SharedState
from briefer.store import Store
from briefer.store.postgres import PostgresDatabase

AGAIN = 2.0  # seconds until the database is tried again


def work(space: Workspace, progress: Progress, *, until_idle: bool = False) -> int:
    """Do jobs until the process is told to end; return how many were done.

    With `until_idle` it ends when there is none left. A database that goes away is waited for.

    Raises:
        UsageError: the store is a file: it has no jobs.
        StoreError: the database can't be reached when the worker begins.
    """
    state = space.state
    if not isinstance(state, SharedState):
        msg = "`briefer worker` does the jobs of a shared store: set [store] url, see docs/scale.md"
        raise UsageError(msg)
    worker = _Worker(state, progress)
    worker.begin()
    while not worker.ended:
        try:
            worker.run(until_idle=until_idle)
        except StoreError as error:
            progress.note(f"{error}; trying again")
            time.sleep(AGAIN)
        else:
            break
    return worker.done


class _Worker:
    """A worker, and what it has done."""

    def __init__(self, state: SharedState, progress: Progress) -> None:
        self.done = 0
        self.ended = False
        self._state, self._progress = state, progress

    def begin(self) -> None:
        """See that the queue is there."""
        from briefer.store.queue import prepared

        with closing(PostgresDatabase(self._state)) as database:
            prepared(database)

    def run(self, *, until_idle: bool) -> None:
        """Do jobs on one connection to the database."""
        from briefer.store.queue import JobQueue

        with closing(PostgresDatabase(self._state)) as database:
            queue = JobQueue(database, study_version(), self._state.lease)
            queue.work(self._study, self._set_aside, until_idle=until_idle)

    def _study(self, articles: tuple[str, ...], *, draft: bool) -> None:
        with Store(self._state) as store:
            study_few(store, articles, draft=draft)
        self.done += 1
        self._progress.advance()

    def _set_aside(self, article: str) -> None:
        with Store(self._state) as store:
            set_aside(store, article, LOST, study_version())
