"""Keeps the index in step while the reading room is open, in a thread of its own."""

import logging
import threading
from contextlib import closing

from briefer.errors import StoreError
from briefer.state import StateAt
from briefer.store.search import Indexer

EVERY = 2.0  # seconds between two looks
LOG = logging.getLogger("briefer.web")


class Catcher:
    """Indexes what is new, a batch at a time, until it is told to stop."""

    def __init__(self, state: StateAt, every: float = EVERY) -> None:
        self._state = state
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="indexing", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the batch that is under way."""
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                with closing(Indexer(self._state)) as indexer:
                    self._watch(indexer)
            except StoreError as error:
                LOG.warning("indexing: %s; trying again", error)
                self._stop.wait(self._every * 5)

    def _watch(self, indexer: Indexer) -> None:
        while not self._stop.is_set():
            done = indexer.step()
            self._stop.wait(0.005 if done else self._every)  # readers come first
