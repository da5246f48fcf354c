"""`store`: how large and old the state file is, a copy of it, and what may leave it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from briefer.errors import UsageError
from briefer.pipeline.progress import Progress
from briefer.settings import Workspace
from briefer.state import StateAt
from briefer.store import Store
from briefer.store.upkeep import Holding, Upkeep, backup


class Holdings(NamedTuple):
    """What a state file holds."""

    state: StateAt
    size: int  # bytes
    contents: tuple[Holding, ...]


class Pruned(NamedTuple):
    """What leaves, or would: articles, and the bytes of the file before and after."""

    articles: int
    before: int
    after: int


@contextmanager
def _open(space: Workspace) -> Iterator[Store]:
    """Open the workspace's state file.

    Raises:
        UsageError: nothing was ever read here.
    """
    if not space.state.exists():
        msg = f"{space.state}: there is no state file yet; `briefer ingest` or `build` makes one"
        raise UsageError(msg)
    with Store(space.state) as store:
        yield store


def holdings(space: Workspace) -> Holdings:
    """Return what the state file holds, the largest first."""
    with _open(space) as store:
        upkeep = Upkeep(store)
        return Holdings(store.state, upkeep.file_size(), upkeep.contents())


def prune(space: Workspace, before: dt.date, progress: Progress, *, dry: bool) -> Pruned:
    """Let articles from before a day leave on which no edition, draft or approval rests."""
    with _open(space) as store:
        upkeep = Upkeep(store)
        size = upkeep.file_size()
        leaving = upkeep.prunable(before)
        if dry or not leaving:
            return Pruned(len(leaving), size, size)
        progress.stage("pruning", len(leaving))
        done = 0
        for done_now in upkeep.prune(leaving, before):
            progress.advance(done_now - done)
            done = done_now
        upkeep.give_back()
        return Pruned(len(leaving), size, upkeep.file_size())


def back_up(space: Workspace, target: Path, *, force: bool) -> int:
    """Copy the state file while it may be in use; return the copy's bytes.

    Raises:
        UsageError: there is such a file already and `force` is not set, or it is the state file.
    """
    if target.is_dir():
        target /= space.state_file.name
    if target.exists() and space.state_file.exists() and target.samefile(space.state_file):
        msg = f"{target} is the state file itself: name another file"
        raise UsageError(msg)
    if target.exists() and not force:
        msg = f"{target} is there already: name another file, or say --force"
        raise UsageError(msg)
    with _open(space) as store:
        return backup(store.database, target)
