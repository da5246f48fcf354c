"""Files on disk: each is written whole, or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefer.errors import UsageError
from briefer.models import Briefing
from briefer.settings import Workspace


def write_files(
    space: Workspace, briefing: Briefing, contents: Mapping[str, bytes]
) -> dict[str, Path]:
    """Write OUT/DATE/AUDIENCE.FORMAT for each format's content; return where they are.

    Raises:
        UsageError: the folder can't be written to.
    """
    folder = space.settings.out / briefing.date.isoformat()
    folder = folder if folder.is_absolute() else space.root / folder
    files = {name: folder / f"{briefing.audience}.{name}" for name in contents}
    for name, content in contents.items():
        write_whole(files[name], content)
    return files


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a text (as UTF-8) or bytes to `path` through a temporary file beside it.

    Raises:
        UsageError: the folder can't be made or written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        msg = f"{path} can't be written: {error}"
        raise UsageError(msg) from error
