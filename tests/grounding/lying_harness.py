"""Runs the check over true claims of our own and over their corruptions, and counts."""

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from briefer.grounding import Claim, Grounder
from briefer.models import Article, Document
from briefer.text import analyse
from briefer.text.evidence import evidence
from tests.grounding.corrupter import FAULTS, lies, truths

CLAIMS = Path(__file__).with_name("claims.toml")


class Case(NamedTuple):
    """A true claim of the fixture, the article it is about, and its false versions."""

    document: Document
    text: str
    cites: tuple[int, ...]
    lies: tuple[tuple[str, str], ...]  # fault, text


class Missed(NamedTuple):
    """A claim that the check got wrong."""

    fault: str  # "" for a true claim that was rejected
    text: str
    problems: str


class Report(NamedTuple):
    """What the check did: counts per fault, of all and of those caught."""

    true: int
    rejected: int
    made: Counter[str]
    caught: Counter[str]
    missed: tuple[Missed, ...]

    @property
    def caught_share(self) -> float:
        """Return the share of all corrupted claims that were rejected or repaired."""
        return sum(self.caught.values()) / sum(self.made.values())

    def share(self, fault: str) -> float:
        """Return the share caught of one fault."""
        return self.caught[fault] / self.made[fault]


def cases(path: Path = CLAIMS) -> Iterator[Case]:
    """Yield every claim of the fixture file."""
    for record in tomllib.loads(path.read_text(encoding="utf-8"))["article"]:
        published = dt.date.fromisoformat(str(record["published"]))
        text = record["text"].strip()
        document = analyse(Article(id=record["id"], text=text, language="en", published=published))
        claims = record["claim"]
        for claim, truth in zip(claims, truths([c["text"] for c in claims], text), strict=True):
            false = tuple((lie.fault, lie.text) for lie in lies(truth))
            yield Case(document, claim["text"], tuple(claim["cites"]), false)


def run(*, searching: bool = False) -> Report:
    """Check everything; with `searching`, the check has to find the evidence itself."""
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed: list[Missed] = []
    true = rejected = 0
    grounders: dict[str, Grounder] = {}
    for case in cases():
        name = case.document.article.id
        grounder = grounders.setdefault(name, Grounder({name: case.document}))
        proof = () if searching else evidence(case.document, case.cites)
        found = grounder.check(Claim(text=case.text, evidence=proof))
        true += 1
        if found.status == "rejected":
            rejected += 1
            missed.append(Missed("", case.text, ", ".join(p.code for p in found.problems)))
        for fault, text in case.lies:
            # a fusion rests on sentences of two claims, so it is searched for
            found = grounder.check(
                Claim(text=text, evidence=() if fault == "sources merged" else proof)
            )
            made[fault] += 1
            if found.status == "supported":
                missed.append(Missed(fault, text, ""))
            else:
                caught[fault] += 1
    return Report(true, rejected, made, caught, tuple(missed))


def table(report: Report) -> str:
    """Return the report as text: one line a fault, then the true claims."""
    lines = [f"{'fault':24} {'made':>5} {'caught':>7}"]
    lines += [
        f"{fault:24} {report.made[fault]:>5} {report.share(fault):>7.1%}"
        for fault in FAULTS
        if report.made[fault]
    ]
    lines.append(f"{'all':24} {sum(report.made.values()):>5} {report.caught_share:>7.1%}")
    lines.append(f"true claims: {report.true}, wrongly rejected: {report.rejected}")
    return "\n".join(lines)
