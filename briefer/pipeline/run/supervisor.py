"""Runs the work in a process of its own, so that its death can be told."""

import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple, TextIO

LINES = 20  # of what it said last
LONGEST = 2_000  # characters of a line that are kept


class Ended(NamedTuple):
    """How a process ended: its exit code (minus the signal that killed it), its last lines."""

    code: int
    lines: tuple[str, ...]

    @property
    def died(self) -> bool:
        """Whether it was killed, or crashed before it could report."""
        crashed = any(line.startswith("Traceback (most recent call last)") for line in self.lines)
        return self.code < 0 or (self.code == 1 and crashed)

    @property
    def words(self) -> str:
        """What to tell of its death."""
        how = f"was killed by signal {-self.code}" if self.code < 0 else f"crashed ({self.code})"
        return f"the process of the run {how}; what it had finished is kept, the next run goes on"


def supervised(command: Sequence[str], errors: TextIO | None = None) -> Ended:
    """Run a command to its end; what it says on standard error is passed on, its end kept."""
    out = errors or sys.stderr
    last: deque[str] = deque(maxlen=LINES)
    with subprocess.Popen(  # noqa: S603 - our own program, no shell
        list(command), stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
    ) as process:
        for line in process.stderr or ():
            out.write(line)
            out.flush()
            last.append(line.rstrip("\n")[:LONGEST])
    return Ended(process.returncode, tuple(last))
