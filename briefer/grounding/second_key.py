"""The second key: what the checks could not show, a judge must say yes to, or it is not printed.

only soft faults + a judge's yes, and no judge's no  ->  supported
anything else                                        ->  as the checks left it
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from briefer.grounding.claims import Fault, Judge
from briefer.grounding.codes import only_soft
from briefer.grounding.score import THRESHOLD
from briefer.models import Check

SECOND_KEY: Final = "second_key"
OWN_HEADLINE: Final = "the outlet's own headline"  # among a check's `unchecked`
_WORDS: Final = frozenset({"content_unsupported", "word_absent", "word_replaced"})
_JOINTS: Final = re.compile(r":\s|\s[-–—]\s")  # of a topic and what is said of it
MOST_SENTENCES: Final = 5  # of the article that a judge is shown


def is_soft(check: Check | None) -> bool:
    """Tell whether a claim was refused for nothing but what its source does not show."""
    if check is None or check.status != "rejected":
        return False
    return only_soft(problem.code for problem in check.problems)


def is_headline(check: Check, title: str, headline: str | None) -> bool:
    """Tell whether a title is an outlet's own headline, and lacks nothing but words in the text.

    A headline says in other words what the report below it says; whoever wrote the one wrote the
    other. What contradicts the report, or names somebody it does not name, is no such title.
    """
    codes = {problem.code for problem in check.problems}
    return check.status == "rejected" and codes <= _WORDS and _bare(title) in _bare(headline or "")


def _bare(text: str) -> str:
    return " ".join(_JOINTS.sub(" ", text.casefold()).rstrip(".").split())


def judged(judges: Iterable[Judge], text: str, source: str, check: Check) -> Check:
    """Return the check of a claim that passed, after the judges: any no rejects it."""
    for judge in judges:
        opinion = judge.judge(text, source)
        if opinion is None:
            continue
        value = min(check.score, scaled(opinion, limit(judge)))
        check = check.model_copy(update={"score": value})
        if opinion < limit(judge):
            return _refused(check, judge, opinion)
    return check


def lifted(judges: Iterable[Judge], text: str, source: str, check: Check) -> Check:
    """Return the check of a soft claim after the judges: one yes and no no lets it pass."""
    said = [
        (judge, opinion) for judge in judges if (opinion := judge.judge(text, source)) is not None
    ]
    for judge, opinion in said:
        if opinion < limit(judge):
            return _refused(check, judge, opinion)
    if not said:
        return check
    judge, opinion = said[0]
    found = ", ".join(dict.fromkeys(problem.code for problem in check.problems))
    fault = Fault(SECOND_KEY, f"{judge.name} finds all of it in the cited sentences", found)
    value = scaled(min(value for _, value in said), limit(judge))
    return check.model_copy(
        update={"status": "supported", "score": value, "problems": (fault.problem(),)}
    )


def widened(cited: Sequence[int], best: Sequence[int]) -> tuple[int, ...]:
    """Return up to five sentence numbers: those cited, then those that bear the claim out best."""
    found = tuple(dict.fromkeys((*cited, *best)))
    return tuple(sorted(found[: max(MOST_SENTENCES, len(cited))]))


def limit(judge: Judge) -> float:
    """Return the opinion under which a judge refuses."""
    return float(getattr(judge, "threshold", THRESHOLD))


def scaled(opinion: float, least: float) -> float:
    """Return a judge's opinion as a score: what its own threshold is becomes ours."""
    opinion = min(max(opinion, 0.0), 1.0)
    if opinion < least:
        return round(THRESHOLD * opinion / least, 4)
    return round(THRESHOLD + (1 - THRESHOLD) * (opinion - least) / ((1 - least) or 1), 4)


def _refused(check: Check, judge: Judge, opinion: float) -> Check:
    fault = Fault("judge_refused", f"{judge.name} gives it {opinion:.2f}", "")
    value = min(check.score, scaled(opinion, limit(judge)))
    problems = (*check.problems, fault.problem())
    return check.model_copy(update={"status": "rejected", "score": value, "problems": problems})
