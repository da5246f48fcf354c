"""One run at a time: a lock that the system lets go of when its holder dies."""

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefer.errors import BusyError, StoreError, UsageError
from briefer.state import SharedState, StateAt
from briefer.store import Store


@contextmanager
def locked(state: StateAt, now: dt.datetime) -> Iterator[None]:
    """Keep every other run of this desk away, wherever it runs.

    Raises:
        BusyError: another process holds it; the message says which, since when.
        StoreError: the file can't be written, or the database not be reached.
        UsageError: this system has no such locks.
    """
    if not isinstance(state, SharedState):
        with _file_locked(state, now):
            yield
        return
    with Store(state) as store, store.database.only_one("running"):
        yield


@contextmanager
def _file_locked(state: Path, now: dt.datetime) -> Iterator[None]:
    """Keep every other run of this state file away. See `locked`.

    The lock is one of the system's (flock) on a file beside the state, which says who holds it.
    What a dead process left in that file is no obstacle.
    """
    if sys.platform == "win32":
        raise UsageError("`briefer run` needs a Unix system; run `briefer build --send` instead")
    import fcntl

    path = state.with_name(state.name + ".run")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path} can't be written: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(handle, 200, 0).decode(errors="replace").strip()
            raise BusyError(
                f"another briefer run is at work ({holder or 'just started'}): nothing was done"
            ) from error
        os.ftruncate(handle, 0)
        holder = f"process {os.getpid()} on {os.uname().nodename} since {now:%Y-%m-%d %H:%M:%S %Z}"
        os.pwrite(handle, holder.encode(), 0)
        yield
    finally:
        os.close(handle)
