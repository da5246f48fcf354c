"""`store`: how large and old the state file is, a copy of it, and what may leave it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from briefer.errors import UsageError
from briefer.pipeline.progress import Progress
from briefer.settings import Workspace, database_address
from briefer.state import SharedState, StateAt
from briefer.store import Store
from briefer.store.copying import Copied, copy
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


def copy_store(space: Workspace, source: str, target: str) -> Copied:
    """Copy one store into another: each a file, a database's address, or "." for the workspace's own.

    In a database both are the workspace's desk.

    Raises:
        UsageError, StoreError: see `copy`.
    """
    return copy(_named(space, source, old=True), _named(space, target, old=False))


def _named(space: Workspace, name: str, *, old: bool) -> StateAt:
    """Return the store that is meant.

    Raises:
        UsageError: there is no such file, or it is no address of a database.
    """
    if name == ".":
        return space.state
    if "://" in name:
        try:
            url = database_address(name)
            return SharedState(url, space.desk, space.settings.store.password)
        except ValueError as error:
            raise UsageError(f"the address {error}") from error
    path = Path(name)
    if old and not path.is_file():
        raise UsageError(f"{path} is not there")
    return path
