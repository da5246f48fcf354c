"""Sources as the user names them: files, folders, globs, standard input, addresses."""

import datetime as dt
import errno
import glob
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO, NamedTuple

from briefer.errors import SourceError
from briefer.ingest import registry
from briefer.ingest.decode import is_binary
from briefer.ingest.opening import contents, outside
from briefer.ingest.raw import Found, Item, Link, Raw
from briefer.ingest.source import Source
from briefer.models import Failure

STDIN = "-"
_STDIN_LIMIT = 200_000_000  # bytes
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,20})://")
_MAGIC = re.compile(r"[*?\[]")
_LEADS_OUT = "a link that leads out of its folder: it is not followed; name what it leads to"
_ELSEWHERE = "addresses are read by `briefer ingest` and `briefer build`, not here"


class File(NamedTuple):
    """A file to read: where it is, what to call it, and whether it was asked for by name.

    One asked for is never passed over.
    """

    path: Path
    location: str
    asked_for: bool


class InputFile(NamedTuple):
    """What one file (or standard input, or nothing that could be opened) held.

    `path` is the real path of a file that was read, and `mark` its state then.
    """

    location: str
    found: Iterator[Found]
    path: str | None = None
    mark: str = ""


Unchanged = Callable[[str, str], bool]  # (real path, mark) -> whether it was read like this


def scheme(location: str) -> str | None:
    """Return the scheme of an address in lower case; None for a path."""
    found = _URL.match(location)
    return found[1].lower() if found else None


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
    sources name is read once. Nothing is raised: what can't be read is a `Failure`. Nothing is
    fetched: an address is a `Failure` here.
    """
    seen: set[str] = set()
    for location in sources:
        if scheme(location):
            yield Failure(location=location, reason=_ELSEWHERE)
            continue
        source = Source.model_construct(location=location)
        for piece in pieces(source, now, base=base, stdin=stdin, seen=seen):
            for item in piece.found:
                yield from _offline(item, piece.location)


def _offline(item: Found, location: str) -> Iterator[Item]:
    if isinstance(item, Link):
        yield item.teaser or Failure(location=item.url or location, reason=_ELSEWHERE)
    elif isinstance(item, Source):
        yield Failure(location=item.location, reason=_ELSEWHERE)
    else:
        yield item


def pieces(  # noqa: PLR0913 - what to read, and what is known of it
    source: Source,
    now: dt.datetime,
    *,
    base: Path | None = None,
    stdin: BinaryIO | None = None,
    seen: set[str] | None = None,
    unchanged: Unchanged | None = None,
    day: dt.date | None = None,
) -> Iterator[InputFile]:
    """Yield what each file of a source that is no address holds; see `read`.

    `day` is that of the edition it is read for. `seen` are real paths that are not read again; `unchanged` says which files of a folder or
    glob need not be.
    """
    seen = set() if seen is None else seen
    if source.location == STDIN:
        yield InputFile(STDIN, _read_stdin(stdin or sys.stdin.buffer, now, source, day))
        return
    for item in _files(source.location, base or Path()):
        if isinstance(item, Failure):
            yield InputFile(item.location, iter((item,)))
            continue
        real = os.path.realpath(item.path)
        if real not in seen:
            seen.add(real)
            mark = _mark(item.path)
            if item.asked_for or not mark or unchanged is None or not unchanged(real, mark):
                yield InputFile(item.location, _read_file(item, now, source, day), real, mark)


def _mark(path: Path) -> str:
    """Return what changes when a file does: its size and the time of its last change."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ino}"


def _read_file(
    file: File, now: dt.datetime, source: Source, day: dt.date | None
) -> Iterator[Found]:
    name = file.path.name
    if not file.asked_for and registry.is_beside(name):
        return
    kind, problem = _kind_of(source, name)
    if problem:
        yield Failure(location=file.location, reason=problem)
        return
    limit = kind.limit if kind else max(kind.limit for kind in registry.KINDS)
    try:
        data, changed = contents(file.path, limit + 1, asked_for=file.asked_for)
    except (OSError, SourceError) as error:
        yield Failure(location=file.location, reason=_why(error))
        return
    raw = Raw(file.location, data, now, source, changed=changed, day=day)
    yield from read_bytes(raw, kind)


def _kind_of(source: Source, name: str) -> tuple[registry.Kind | None, str]:
    """Return the kind of a file (None: its content must tell), or why there is none."""
    if source.kind:
        kind = registry.by_code(source.kind)
        return kind, "" if kind else unknown_kind(source.kind)
    kind = registry.by_name(name)
    if kind is None and not registry.needs_sniffing(name):
        unknown = registry.extension_of(name)
        return None, f'unknown kind "{unknown}"; read are {registry.extensions()}'
    return kind, ""


def unknown_kind(code: str) -> str:
    """Say that there is no such kind, and which there are."""
    return f'there is no kind "{code}"; there are: {registry.codes()}'


def _read_stdin(
    stream: BinaryIO, now: dt.datetime, source: Source, day: dt.date | None
) -> Iterator[Found]:
    try:
        data = stream.read(_STDIN_LIMIT + 1)
    except OSError as error:
        yield Failure(location=STDIN, reason=_why(error))
        return
    yield from read_bytes(Raw(STDIN, data, now, source, day=day), None)


def read_bytes(raw: Raw, kind: registry.Kind | None) -> Iterator[Found]:
    """Yield what the bytes of `raw` hold; `kind` None: they tell themselves."""
    if not raw.data.strip():
        yield Failure(location=raw.location, reason="no text: an empty file")
        return
    if kind is None or not kind.magic:
        binary = registry.by_magic(raw.data)
        if binary is None and is_binary(raw.data):
            yield Failure(location=raw.location, reason="binary, not text")
            return
        kind = kind or binary or registry.sniff(raw.data)
    if len(raw.data) > kind.limit:
        size = f"{kind.limit // 1_000_000} MB"
        yield Failure(
            location=raw.location, reason=f"larger than {size}, the limit for {kind.name}; split it"
        )
        return
    yield from _guarded(raw, kind)


def _guarded(raw: Raw, kind: registry.Kind) -> Iterator[Found]:
    """Yield what the reader yields; whatever it raises becomes a failure."""
    try:
        yield from kind.reader()(raw)
    except Exception as error:  # noqa: BLE001 - parsers of others' formats raise anything
        reason = f"the {kind.name} reader failed: {type(error).__name__}: {str(error)[:200]}"
        yield Failure(location=raw.location, reason=reason)


# --- files, folders, globs ---------------------------------------------------------------------


def _files(source: str, base: Path) -> Iterator[File | Failure]:
    if "\0" in source:
        yield Failure(location=source, reason="can't be read: no path holds a NUL character")
        return
    try:
        path = base / source
        if path.is_dir():
            yield from _folder(path, source)
        elif path.exists() or not _MAGIC.search(source):
            yield File(path, source, asked_for=True)
        else:
            yield from _matching(source, base)
    except (OSError, ValueError, re.error) as error:
        yield Failure(location=source, reason=_why(error))


def _matching(pattern: str, base: Path) -> Iterator[File | Failure]:
    found = sorted(glob.glob(pattern, root_dir=base, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        yield Failure(location=pattern, reason="no file matches")
    parts = takewhile(lambda part: not _MAGIC.search(part), Path(pattern).parts)
    top = os.path.realpath(base.joinpath(*parts))
    for name in found:
        path = base / name
        if outside(path, top):
            yield Failure(location=name, reason=_LEADS_OUT)
        elif path.is_dir():
            yield from _folder(path, name)
        else:
            yield File(path, name, asked_for=False)


def _folder(folder: Path, shown: str) -> Iterator[File | Failure]:
    """Yield the files below `folder`; links to folders are not followed, nor links out of it.

    A link to nowhere, a pipe or a device is yielded: opening it fails, and the failure is reported.
    """
    failures: list[Failure] = []
    top = os.path.realpath(folder)
    prefix = Path(shown)
    for root, folders, names in os.walk(folder, onerror=lambda e: failures.append(_walked(e))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(root).relative_to(folder)
        for name in sorted(names):
            path = Path(root, name)
            location = (prefix / below / name).as_posix()
            if name.startswith("."):
                continue
            if path.is_symlink() and outside(path, top):
                failures.append(Failure(location=location, reason=_LEADS_OUT))
            else:
                yield File(path, location, asked_for=False)
    yield from failures


def _walked(error: OSError) -> Failure:
    return Failure(location=str(error.filename), reason=_why(error))


def _why(error: Exception) -> str:
    if isinstance(error, SourceError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return "no permission to read it"
    detail = error.strerror if isinstance(error, OSError) else None
    return f"can't be read: {detail or error}"
