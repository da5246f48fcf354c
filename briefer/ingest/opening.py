"""Files are opened so that nobody waits: regular ones, and a pipe only where it was asked for."""

import datetime as dt
import os
import select
import stat
from pathlib import Path
from typing import NamedTuple

from briefer.errors import SourceError

PATIENCE = 10.0  # seconds without a byte from a pipe
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class Contents(NamedTuple):
    """What a file holds, up to a limit, and when it was changed (None: in no year that there is)."""

    data: bytes
    changed: dt.datetime | None


def contents(path: Path, limit: int, *, asked_for: bool) -> Contents:
    """Return at most `limit` bytes of a regular file, or of a pipe that was asked for by name.

    Raises:
        OSError: it can't be opened or read.
        SourceError: it is neither, or the pipe's other end is silent.
    """
    _regular(path.stat(), asked_for=asked_for)
    handle = os.open(path, os.O_RDONLY | _NO_WAIT | _BINARY)
    try:
        state = os.fstat(handle)
        if _regular(state, asked_for=asked_for):
            with os.fdopen(os.dup(handle), "rb") as stream:
                return Contents(stream.read(limit), moment(state.st_mtime))
        return Contents(_drained(handle, limit), moment(state.st_mtime))
    finally:
        os.close(handle)


def _regular(state: os.stat_result, *, asked_for: bool) -> bool:
    """Return whether it is a regular file; False: a pipe that may be read.

    Raises:
        SourceError: it is neither.
    """
    kind = stat.S_IFMT(state.st_mode)
    if kind == stat.S_IFREG:
        return True
    if kind == stat.S_IFIFO and asked_for:
        return False
    raise SourceError(f"{_KINDS.get(kind, 'something else')}, no regular file: it is not read")


def _drained(handle: int, limit: int) -> bytes:
    """Return what comes out of a pipe until its other end is closed.

    Raises:
        SourceError: nothing comes for too long.
    """
    data = b""
    while len(data) < limit:
        if not select.select([handle], [], [], PATIENCE)[0]:
            raise SourceError(f"a pipe that says nothing for {PATIENCE:.0f} s: it is given up")
        part = os.read(handle, min(limit - len(data), 1 << 20))
        if not part:
            break
        data += part
    return data


def moment(seconds: float) -> dt.datetime | None:
    """Return a file's time of change; None for one that no calendar has."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def outside(path: Path, folder: str) -> bool:
    """Return whether what a path names lies elsewhere than below the folder of that real path.

    What is not there lies nowhere: to open it fails, and that is told.
    """
    real = os.path.realpath(path)
    inside = real == folder or real.startswith(folder.rstrip(os.sep) + os.sep)
    return not inside and Path(real).exists()
