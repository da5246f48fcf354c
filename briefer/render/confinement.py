"""What a template of a user's makes, made where it can be ended: in a child process with limits.

The sandbox bounds what a template may ask for; some of what it asks is done in one long step of
Python's, of a style sheet's inliner's or of a parser's, which nothing in the same process can end. So
where a workspace has templates of its own the work is done after a fork (some milliseconds), under
the system's limits of processor time and memory, and a limit by the clock: a child of a process that
has threads may find a lock that nobody opens any more. Where the system has no fork, or none beside
threads (it is sound on Linux alone), the work is done in place, and the sandbox bounds it alone.
"""

import faulthandler
import gc
import os
import pickle
import re
import signal
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, NoReturn, TypeVar

from jinja2 import Environment

from briefer.errors import BrieferError, TemplateError

MAX_SECONDS = 12  # of processor time, for one format; an edition takes less than one
MAX_WAIT = 60.0  # seconds by the clock
MAX_MORE = 1_000_000_000  # bytes of memory beyond what the process has
_AT = re.compile(r'^  File "(?P<file>[^"\n]{1,1000}\.j2)", line (?P<line>\d{1,9}) in', re.MULTILINE)
T = TypeVar("T")


def confined(make: Callable[[], T], dirs: Sequence[Path], found: Environment | None = None) -> T:
    """Return what `make` returns, which templates in `dirs` may take part in.

    `found` is the environment that they are compiled in; it tells the line of one that was ended.

    Raises:
        BrieferError: what `make` raises on purpose.
        TemplateError: it took too much time or memory, or the process came to another end.
    """
    if not _can_fork() or not any(_has_own(folder) for folder in dirs):
        return make()
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as trace:
        child = _forked()
        if child == 0:
            _work(make, answer, trace)
        code = _outcome(child)
        if code:
            trace.seek(0)
            told = trace.read(100_000).decode("utf-8", "replace")
            raise TemplateError(_ended(code, told, found))
        answer.seek(0)
        value, error = pickle.load(answer)  # noqa: S301 - our own child wrote it
    if error is not None:
        raise error
    return value  # type: ignore[no-any-return] # what `make` returned


def _can_fork() -> bool:
    """Return whether this process may be forked, as it is now."""
    if sys.platform == "win32":
        return False
    return sys.platform == "linux" or threading.active_count() == 1


def _forked() -> int:
    """Return 0 in the child, and its number in the parent."""
    if threading.active_count() == 1:
        return os.fork()
    with warnings.catch_warnings():
        # Python warns of forks beside threads; a child that waits for ever is ended by the clock.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _outcome(child: int) -> int:
    """Wait for a child, and end it when its time by the clock is over; return its exit code."""
    end = time.monotonic() + MAX_WAIT
    pause = 0.0005
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        time.sleep(pause)
        pause = min(2 * pause, 0.01)


def _has_own(folder: Path) -> bool:
    """Return whether a folder holds a template."""
    try:
        return _listed(folder, folder.stat().st_mtime_ns)
    except OSError:
        return False


@lru_cache(maxsize=64)
def _listed(folder: Path, _changed: int) -> bool:
    return any(True for _ in folder.rglob("*.j2")) or any(p.is_dir() for p in folder.iterdir())


def _work(make: Callable[[], object], answer: IO[bytes], trace: IO[bytes]) -> NoReturn:
    """Do the work in the child, write what comes of it, and end without a word."""
    code = 1
    with suppress(BaseException):
        gc.disable()  # it is short-lived; a collection would touch, and so copy, every page
        _limited(trace)
        value: object = None
        error: Exception | None = None
        try:
            value = make()
        except BrieferError as raised:
            error = type(raised)(*raised.args) if type(raised) is not BrieferError else raised
        except Exception as raised:  # noqa: BLE001 - told by the parent
            error = TemplateError(f"{type(raised).__name__}: {raised}")
        pickle.dump((value, error), answer, protocol=pickle.HIGHEST_PROTOCOL)
        answer.flush()
        code = 0
    os._exit(code)


def _limited(trace: IO[bytes]) -> None:
    """Have the system end this process at its limits; it says first which line was at work."""
    import resource

    faulthandler.enable(trace)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    faulthandler.register(signal.SIGXCPU, trace, all_threads=False, chain=True)
    _lower(resource.RLIMIT_CORE, 0, 0)
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    seconds = int(used) + MAX_SECONDS
    _lower(resource.RLIMIT_CPU, seconds, seconds + 2)
    with suppress(OSError, ValueError, IndexError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MAX_MORE
        _lower(resource.RLIMIT_AS, most, most)


def _lower(limit: int, soft: int, hard: int) -> None:
    """Lower a limit; one that is lower already stays."""
    import resource

    now_soft, now_hard = resource.getrlimit(limit)
    most = resource.RLIM_INFINITY
    hard = hard if now_hard == most else min(hard, now_hard)
    soft = min(soft, hard) if now_soft == most else min(soft, hard, now_soft)
    resource.setrlimit(limit, (soft, hard))


def _ended(code: int, trace: str, found: Environment | None) -> str:
    """Say what ended the child, and at which line of which template."""
    what = (
        f"the template takes more than {MAX_SECONDS} s"
        if code in {-signal.SIGXCPU, -signal.SIGKILL}
        else "the template takes more memory than there is for it, or breaks what renders it"
    )
    at = _AT.search(trace)
    if at is None:
        return what
    return f"{at['file']}:{_line(at['file'], int(at['line']), found)}: {what}"


def _line(file: str, compiled: int, found: Environment | None) -> int:
    """Return the line of the template that a line of what it was compiled to stands for.

    It was compiled in the child; what has been compiled once is compiled in as short a time again.
    """
    if found is not None and found.loader is not None:
        for name in found.list_templates(filter_func=file.endswith):
            template = found.get_template(name)
            if template.filename == file:
                return int(template.get_corresponding_lineno(compiled))
    return compiled
