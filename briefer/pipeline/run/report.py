"""The report of a run: what was due, what became of it, who was told."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from briefer.models import Frozen
from briefer.pipeline.run.due import Due

Fate = Literal["sent", "waiting", "built", "nothing", "failed"]

WORDS: dict[Fate, str] = {
    "sent": "built and sent",
    "waiting": "built; a person has to approve it",
    "built": "built; it has no recipients",
    "nothing": "nothing to brief",
    "failed": "FAILED",
}


class Outcome(Frozen):
    """What became of one audience's edition.

    `problem` says what is wrong, if anything is; `lines` are the last of a crash; `code` is the
    exit code that this means, 0 where all is well.
    """

    audience: str
    date: dt.date | None = None  # None: it is not even known when it is due
    fate: Fate
    problem: str = ""
    lines: tuple[str, ...] = ()
    code: int = 0
    counts: Mapping[str, int] = {}  # recipients by status
    files: tuple[str, ...] = ()
    told: tuple[str, ...] = ()  # who was told that it waits

    @property
    def done(self) -> bool:
        """Whether the edition needs no other try."""
        return self.fate != "failed"


class Ahead(Frozen):
    """An edition that is still to come, or due now."""

    audience: str
    date: dt.date
    at: dt.datetime


class RunReport(Frozen):
    """What a run did. `problems` are those of no one audience: a source, an earlier run."""

    started: dt.datetime
    ended: dt.datetime
    due: tuple[Ahead, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    read: int = 0  # articles
    new: int = 0
    unread: int = 0  # places that could not be read
    problems: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()  # the last of a process that died
    told: tuple[str, ...] = ()  # the operator, where there was a failure to tell
    untold: str = ""  # why the operator could not be told
    alarm: str = ""  # digest of what the operator was told, or would have been
    ahead: tuple[Ahead, ...] = ()  # the next editions

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The editions that failed, or did not reach everyone."""
        return tuple(one for one in self.outcomes if one.code)

    @property
    def exit_code(self) -> int:
        """The process's: 0 done, 3 nothing to brief, else that of the first failure."""
        if self.failures:
            return self.failures[0].code
        if self.problems:
            return 4
        fates = {one.fate for one in self.outcomes}
        return 3 if fates == {"nothing"} else 0

    def as_json(self) -> dict[str, Any]:
        """Return what `run --json` prints."""
        return {**self.model_dump(mode="json"), "exit_code": self.exit_code}

    def as_text(self) -> str:
        """Return what `run` prints."""
        lines = [] if self.outcomes or self.problems else ["nothing is due"]
        if self.read or self.unread:
            lines.append(
                f"{self.read} articles read, {self.new} new, {self.unread} places not readable"
            )
        lines += [_line(one) for one in self.outcomes]
        lines += [f"  {line}" for one in self.failures for line in one.lines]
        lines += [f"problem: {problem}" for problem in self.problems]
        lines += [f"  {line}" for line in self.lines]
        lines += [f"told: {', '.join(self.told)}"] if self.told else []
        lines += [f"the operator could not be told: {self.untold}"] if self.untold else []
        lines += [f"next: {_when(one)}" for one in self.ahead]
        return "\n".join(lines)


def ahead(one: Due) -> Ahead:
    """Return a due edition as the report has it."""
    return Ahead(audience=one.audience, date=one.date, at=one.at)


def _line(one: Outcome) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in one.counts.items())
    extra = "; ".join(filter(None, (counts, one.problem)))
    told = f" (told: {', '.join(one.told)})" if one.told else ""
    date = f" {one.date}" if one.date else ""
    return f"{one.audience}{date}: {WORDS[one.fate]}" + (f": {extra}" if extra else "") + told


def _when(one: Ahead) -> str:
    return f"{one.audience} of {one.date} at {one.at:%Y-%m-%d %H:%M} UTC"
