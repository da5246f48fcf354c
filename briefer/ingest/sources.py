"""Sources as the user names them: files, folders, globs, standard input, addresses."""

import datetime as dt
import errno
import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from briefer.ingest import registry
from briefer.ingest.decode import is_binary
from briefer.ingest.raw import Item, Raw
from briefer.models import Failure

STDIN = "-"
_STDIN_LIMIT = 200_000_000  # bytes
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,20})://")
_MAGIC = re.compile(r"[*?\[]")


class _File(NamedTuple):
    """A file to read: where it is, what to call it, and whether a folder was given."""

    path: Path
    location: str
    asked_for: bool  # by its own name: then it is never passed over


def read(
    sources: Iterable[str],
    now: dt.datetime,
    *,
    base: Path | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Yield the articles of all sources, and a failure for each source or item that has none.

    Args:
        sources: paths of files and folders, globs (`**` too), addresses, or "-" for `stdin`.
        now: the moment of reading, aware; its time zone is that of times without an offset.
        base: the folder that relative paths start from; the working directory by default.
        stdin: what "-" reads; the process's own by default.

    Folders are read in the order of their names, without hidden files; a file that several
    sources name is read once. Nothing is raised: what can't be read is a `Failure`.
    """
    seen: set[str] = set()
    for source in sources:
        if source == STDIN:
            yield from _read_stdin(stdin or sys.stdin.buffer, now)
        elif found := _URL.match(source):
            yield from _read_url(source, found[1], now)
        else:
            for item in _files(source, base or Path()):
                yield from _read_new(item, now, seen) if isinstance(item, _File) else (item,)


def _read_new(file: _File, now: dt.datetime, seen: set[str]) -> Iterator[Item]:
    real = os.path.realpath(file.path)
    if real not in seen:
        seen.add(real)
        yield from _read_file(file, now)


def _read_file(file: _File, now: dt.datetime) -> Iterator[Item]:
    name = file.path.name
    if not file.asked_for and registry.is_beside(name):
        return
    kind = registry.by_name(name)
    if kind is None and not registry.needs_sniffing(name):
        reason = f'unknown kind "{registry.extension_of(name)}"; read are {registry.extensions()}'
        yield Failure(location=file.location, reason=reason)
        return
    limit = kind.limit if kind else max(kind.limit for kind in registry.KINDS)
    try:
        with file.path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        yield Failure(location=file.location, reason=_why(error))
        return
    yield from _read_bytes(Raw(file.location, data, now), kind)


def _read_stdin(stream: BinaryIO, now: dt.datetime) -> Iterator[Item]:
    try:
        data = stream.read(_STDIN_LIMIT + 1)
    except OSError as error:
        yield Failure(location=STDIN, reason=_why(error))
        return
    yield from _read_bytes(Raw(STDIN, data, now), None)


def _read_bytes(raw: Raw, kind: registry.Kind | None) -> Iterator[Item]:
    if not raw.data.strip():
        yield Failure(location=raw.location, reason="no text: an empty file")
        return
    if is_binary(raw.data):
        yield Failure(location=raw.location, reason="binary, not text")
        return
    kind = kind or registry.sniff(raw.data)
    if len(raw.data) > kind.limit:
        size = f"{kind.limit // 1_000_000} MB"
        yield Failure(
            location=raw.location, reason=f"larger than {size}, the limit for {kind.name}; split it"
        )
        return
    yield from _guarded(raw, kind)


def _guarded(raw: Raw, kind: registry.Kind) -> Iterator[Item]:
    """Yield what the reader yields; whatever it raises becomes a failure."""
    try:
        yield from kind.reader()(raw)
    except Exception as error:  # noqa: BLE001 - parsers of others' formats raise anything
        reason = f"the {kind.name} reader failed: {type(error).__name__}: {str(error)[:200]}"
        yield Failure(location=raw.location, reason=reason)


def _read_url(source: str, scheme: str, now: dt.datetime) -> Iterator[Item]:
    reader = registry.url_reader(scheme)
    if reader is None:
        reason = "URLs are not read yet; save the page or feed to a file"
        yield Failure(location=source, reason=reason)
        return
    yield from reader(source, now)


# --- files, folders, globs ---------------------------------------------------------------------


def _files(source: str, base: Path) -> Iterator[_File | Failure]:
    if "\0" in source:
        yield Failure(location=source, reason="can't be read: no path holds a NUL character")
        return
    try:
        path = base / source
        if path.is_dir():
            yield from _folder(path, source)
        elif path.exists() or not _MAGIC.search(source):
            yield _File(path, source, asked_for=True)
        else:
            yield from _matching(source, base)
    except (OSError, ValueError, re.error) as error:
        yield Failure(location=source, reason=_why(error))


def _matching(pattern: str, base: Path) -> Iterator[_File | Failure]:
    found = sorted(glob.glob(pattern, root_dir=base, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        yield Failure(location=pattern, reason="no file matches")
    for name in found:
        path = base / name
        if path.is_dir():
            yield from _folder(path, name)
        else:
            yield _File(path, name, asked_for=False)


def _folder(folder: Path, shown: str) -> Iterator[_File | Failure]:
    """Yield the files below `folder`, no pipes or sockets; links to folders are not followed.

    A link to nowhere is yielded: opening it fails, and the failure is reported.
    """
    failures: list[Failure] = []
    prefix = Path(shown)
    for root, folders, names in os.walk(folder, onerror=lambda e: failures.append(_walked(e))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(root).relative_to(folder)
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and (path.is_file() or not path.exists()):
                yield _File(path, (prefix / below / name).as_posix(), asked_for=False)
    yield from failures


def _walked(error: OSError) -> Failure:
    return Failure(location=str(error.filename), reason=_why(error))


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return "no permission to read it"
    detail = error.strerror if isinstance(error, OSError) else None
    return f"can't be read: {detail or error}"
