"""Files on disk: each is written whole, or not at all."""

import os
import re
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from briefer.errors import UsageError
from briefer.models import Briefing
from briefer.settings import Workspace

MODE = 0o640  # at most: the umask takes more away
AGED = 3600  # seconds after which a temporary file of an earlier version is nobody's any more
_DRAFT = re.compile(r"\..{1,200}\.(?P<pid>\d{1,9})-[0-9a-f]{8}\.tmp")
_OLD_DRAFT = re.compile(r"\.[\w-]{1,100}\.(?:html|md|txt|json|pdf|docx|ics|eml)\.[a-z0-9_]{8}")


def write_files(
    space: Workspace, briefing: Briefing, contents: Mapping[str, bytes]
) -> dict[str, Path]:
    """Write OUT/DATE/AUDIENCE.FORMAT for each format's content; return where they are.

    Raises:
        UsageError: the folder can't be written to.
    """
    folder = space.settings.out / briefing.date.isoformat()
    folder = folder if folder.is_absolute() else space.root / folder
    sweep(folder.parent)
    files = {name: folder / f"{briefing.audience}.{name}" for name in contents}
    for name, content in contents.items():
        write_whole(files[name], content)
    return files


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a text (as UTF-8) or bytes to `path` through a temporary file beside it.

    The owner's group may read it and nobody else, and fewer where the umask says so.

    Raises:
        UsageError: the folder can't be made or written to.
    """
    draft = path.with_name(f".{path.name[:150]}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        msg = f"{path} can't be written: {error}"
        raise UsageError(msg) from error


@cache
def sweep(folder: Path) -> None:
    """Take away the temporary files that processes which were killed have left below `folder`.

    A process does so once, before it writes there.
    """
    with suppress(OSError):
        for path in folder.rglob(".*"):
            found = _DRAFT.fullmatch(path.name)
            old = _OLD_DRAFT.fullmatch(path.name) and _aged(path)
            if old or (found and not _runs(int(found["pid"]))):
                path.unlink(missing_ok=True)


def _aged(path: Path) -> bool:
    return time.time() - path.lstat().st_mtime > AGED


def _runs(pid: int) -> bool:
    """Return whether there is a process of that number."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
