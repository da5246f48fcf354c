"""The report of a run: what was due, what became of it, who was told."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from zoneinfo import ZoneInfo

from briefer.models import Frozen
from briefer.pipeline.run.due import Due, Plan

NAMED = 8  # recipients by name in a line
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
    recipients: Mapping[str, tuple[str, ...]] = {}  # their addresses, by status
    files: tuple[str, ...] = ()
    told: tuple[str, ...] = ()  # who was told that it waits
    stories: int = 0
    printed: int = 0  # claims
    refused: int = 0  # claims that failed the check
    calls: int = 0  # answers of models that it rests on
    tokens: int = 0  # of these, asked and answered
    cost: float = 0.0  # of these in US dollars, at the table's prices

    @property
    def done(self) -> bool:
        """Whether the edition needs no other try."""
        return self.fate != "failed"


class Ahead(Frozen):
    """An edition that is still to come, or due now."""

    audience: str
    date: dt.date
    at: dt.datetime
    zone: str = "UTC"  # the audience's, in which people are told of it

    def words(self) -> str:
        """Return audience, date and moment, by the clock on its readers' wall."""
        at = self.at.astimezone(ZoneInfo(self.zone))
        return f"{self.audience} of {self.date} at {at:%Y-%m-%d %H:%M} ({self.zone})"


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
        lines += [f"next: {one.words()}" for one in self.ahead]
        return "\n".join(lines)


def ahead(dues: Iterable[Due], plans: Iterable[Plan]) -> tuple[Ahead, ...]:
    """Return due editions as the report has them."""
    zones = {plan.audience: plan.zone.key for plan in plans}
    return tuple(
        Ahead(audience=one.audience, date=one.date, at=one.at, zone=zones.get(one.audience, "UTC"))
        for one in dues
    )


def _some(people: Sequence[str]) -> str:
    """Return addresses, the first of many."""
    more = f" and {len(people) - NAMED} more" if len(people) > NAMED else ""
    return ", ".join(people[:NAMED]) + more


def _line(one: Outcome) -> str:
    people = "; ".join(f"{status}: {_some(who)}" for status, who in one.recipients.items())
    extra = "; ".join(filter(None, (people, one.problem)))
    told = f" (told: {', '.join(one.told)})" if one.told else ""
    date = f" {one.date}" if one.date else ""
    fate = WORDS[one.fate]
    if one.fate == "sent" and not one.recipients.get("sent"):
        fate = "built; NOBODY was sent anything"
    return f"{one.audience}{date}: {fate}" + (f": {extra}" if extra else "") + told
