"""What is said where SQLite fails on the state file: what it is, and what to do.

Never to move the file away: it holds who was mailed, and a new one would have them mailed again.
The codes are SQLite's own (https://www.sqlite.org/rescode.html), the primary ones.
"""

import errno
import os
import sqlite3
from pathlib import Path

from briefer.errors import StoreError

FULL, READ_ONLY, IO, BUSY, LOCKED = 13, 8, 10, 5, 6
CORRUPT, NO_DATABASE, CANT_OPEN, PERMISSION = 11, 26, 14, 3
READ_ONLY_DISK = -2  # no code of SQLite's: the disk itself, not the rights on it
LITTLE = 64 * 1024  # bytes: SQLite grows what it shares between processes by half of that
_WAIT = "another program holds it: wait for that to end, then run this again"
_DAMAGED = (
    "is damaged: keep it, for it holds who was mailed; take the last copy (`briefer store backup` "
    "makes them), or `sqlite3 {name} .recover | sqlite3 NEW`, and put that in its place"
)
_NO_WRITING = "can't be written to: give yourself the right to write the file and its folder"
_WORDS = {
    FULL: "can't grow, the disk is full: make room, then run this again",
    READ_ONLY: _NO_WRITING,
    PERMISSION: _NO_WRITING,
    READ_ONLY_DISK: "can't be written to: its disk is mounted to be read only; mount it to be written",
    IO: (
        "can't be read or written, the disk fails or lets no file grow so large: look at the disk, "
        "and at the limits set for this user"
    ),
    BUSY: f"is locked: {_WAIT}",
    LOCKED: f"is locked: {_WAIT}",
    CORRUPT: _DAMAGED,
    NO_DATABASE: _DAMAGED,
    CANT_OPEN: "can't be opened: look whether its folder is there, and may be written to",
}
_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY_DISK,
    errno.EFBIG: IO,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: IO,
    errno.ENOENT: CANT_OPEN,
    errno.ENOTDIR: CANT_OPEN,
}


def failed(path: Path, error: BaseException) -> StoreError:
    """Return what is said where SQLite, or the system, failed on a state file."""
    words = _WORDS.get(_looked_at(path, _code(error)), "failed").format(name=path.name)
    return StoreError(f"{path}: the state file {words}; what was committed is kept ({error})")


def _looked_at(path: Path, code: int) -> int:
    """Return what the disk itself shows: SQLite calls a full one failing where it shares memory."""
    if code not in {IO, CANT_OPEN, READ_ONLY} or not hasattr(os, "statvfs"):
        return code
    try:
        disk = os.statvfs(path if path.exists() else path.parent)
    except OSError:
        return code
    if disk.f_flag & os.ST_RDONLY:
        return READ_ONLY_DISK
    return FULL if disk.f_bavail * disk.f_frsize < LITTLE and code != READ_ONLY else code


def _code(error: BaseException) -> int:
    """Return SQLite's primary code of an error; what it has none for is not known (-1)."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, -1)
    return -1


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether another process was at the file just then."""
    return _code(error) in {BUSY, LOCKED}
