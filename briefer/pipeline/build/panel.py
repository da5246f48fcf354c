"""The judges' second opinions: on what passed (any no refuses it), and on what is only not shown.

What the checks found to contradict its source the judges are not asked about.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from briefer.grounding import Claim, Grounder, Judge, is_soft
from briefer.llm.requests import add_usage
from briefer.models import Check, Document, Evidence, Problem, Usage

CODE = "judge_refused"  # what grounding calls a judge's no


@runtime_checkable
class Deferred(Protocol):
    """A judge that notes what it is asked, and decides on all of it together."""

    name: str
    problem: str | None

    missed: int  # times that it was asked for an opinion that it did not have

    def why(self, claim: str) -> str:
        """Return what it says against a claim."""
        ...

    def decide(self) -> Usage:
        """Decide on all that was put to it; return what that took."""
        ...

    def forget(self) -> None:
        """Forget all that was put to it, and every verdict."""
        ...


class Opinion(NamedTuple):
    """A claim's check after the judges, and whether each of them had its say."""

    check: Check
    complete: bool
    evidence: tuple[Evidence, ...] = ()  # what a claim that they let pass rests on

    @property
    def against(self) -> tuple[Problem, ...]:
        """What the judges say against the claim."""
        return tuple(problem for problem in self.check.problems if problem.code == CODE)

    @property
    def lifted(self) -> bool:
        """Whether they let pass what the checks had refused."""
        return bool(self.evidence)


def refuse(check: Check, problems: Sequence[Problem], score: float = 0.0) -> Check:
    """Return `check` as judges left it who said no."""
    return check.model_copy(
        update={
            "status": "rejected",
            "score": min(check.score, score),
            "problems": (*check.problems, *problems),
        }
    )


class Panel:
    """All judges of a build; without any, every check stands. `fingerprint` says who they are.

    With `second_only` they are asked about nothing that the checks let pass.
    """

    def __init__(self, judges: Sequence[Judge] = (), *, second_only: bool = False) -> None:
        self._judges = tuple(judges)
        self._second_only = second_only
        self._deferred = [judge for judge in self._judges if isinstance(judge, Deferred)]
        names = [str(getattr(judge, "fingerprint", judge.name)) for judge in self._judges]
        names += ["second"] if second_only else []
        self.fingerprint = hashlib.sha256("\0".join(names).encode()).hexdigest()[:16]
        self.silent = 0  # claims that some judge could say nothing of

    def __bool__(self) -> bool:
        return bool(self._judges)

    def hears(self, check: Check | None) -> bool:
        """Tell whether the judges are asked about a claim with this check."""
        passed = check is not None and check.status != "rejected"
        return is_soft(check) or (passed and not self._second_only)

    def opinions(
        self, documents: Mapping[str, Document], claims: Sequence[tuple[Claim, Check]]
    ) -> tuple[list[Opinion], Usage]:
        """Return what becomes of the check of each claim (see `hears`), in order."""
        grounder = Grounder(documents, self._judges)
        for claim, _ in claims:
            grounder.check(claim)
        usage = Usage()
        for judge in self._deferred:
            usage = add_usage(usage, judge.decide())
        found = [self._opinion(grounder, claim, check) for claim, check in claims]
        self.silent += sum(not opinion.complete for opinion in found)
        for judge in self._deferred:
            judge.forget()
        return found, usage

    def notes(self) -> tuple[str, ...]:
        """Return what a briefing says where a judge could not be asked."""
        if not self.problems or not self.silent:
            return ()
        why = "; ".join(self.problems)
        return (f"{self.silent} claims were not judged a second time ({why})",)

    @property
    def problems(self) -> tuple[str, ...]:
        """What kept judges from giving an opinion."""
        return tuple(f"{judge.name}: {judge.problem}" for judge in self._deferred if judge.problem)

    def _opinion(self, grounder: Grounder, claim: Claim, check: Check) -> Opinion:
        before = [judge.missed for judge in self._deferred]
        found = grounder.examine(claim)
        complete = before == [judge.missed for judge in self._deferred]
        refused = [problem for problem in found.check.problems if problem.code == CODE]
        if not refused:
            if check.status == "rejected" and found.check.status != "rejected":
                return Opinion(found.check, complete, found.evidence)
            return Opinion(check, complete)
        told = [self._told(problem, claim.text) for problem in refused]
        return Opinion(refuse(check, told, found.check.score), complete)

    def _told(self, problem: Problem, claim: str) -> Problem:
        """Return the problem with the judge's own reason, where it gave one."""
        for judge in self._deferred:
            if problem.explanation.startswith(judge.name) and (why := judge.why(claim)):
                return problem.model_copy(update={"explanation": f"{judge.name}: {why}"})
        return problem
