"""How well the grounding check tells supported claims from unsupported ones, in one run.

    python bench/trust.py FILE_OR_FOLDER... [--half even|odd]
                                 judged claims, beside lexical baselines; true claims by rule
    python bench/trust.py --lying     caught and wrongly rejected, per fault, of our own claims

What a file may hold is said in `_judged`. "kept" and "caught" are of the check's own verdict without
a second key; the baselines have the one threshold with the best balanced accuracy on that file,
which a check in use cannot choose. Of the articles of judged files, every sentence of prose is also
told as it is, shortened at a clause, and reworded lightly (see `rewordings`): all of these are true.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from _judged import Judged, cited_numbers, document, read, sentences
from rewordings import CUTS, rewordings, whole

from briefer.grounding import Claim, Grounder
from briefer.models import Document
from briefer.text.evidence import evidence
from briefer.text.words import stop_words, words

if TYPE_CHECKING:
    from tests.grounding.lying_harness import Report

Scorer = Callable[[str, str], float]


class Verdict(NamedTuple):
    """What the check says of a claim."""

    score: float
    kept: bool
    reworded: bool = False


class Desk:
    """Checks claims, and reads each article once."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.grounders: dict[str, Grounder] = {}
        self.seconds = 0.0
        self.claims = 0

    def document(self, row: Judged) -> Document:
        """Return a claim's article, read."""
        if row.article not in self.documents:
            found = self.documents[row.article] = document(row)
            self.grounders[row.article] = Grounder({found.article.id: found})
        return self.documents[row.article]

    def verdict(self, row: Judged) -> Verdict:
        """Return the verdict on a claim; on a whole summary, that on its worst sentence."""
        found = self.document(row)
        told = sentences(row.claim) if row.kind == "whole" else [row.claim]
        numbers = cited_numbers(found, row.cited)
        proof = evidence(found, numbers) if numbers else ()
        verdicts = [self._one(row.article, Claim(text=text, evidence=proof)) for text in told]
        return min(verdicts, key=lambda verdict: (verdict.kept, verdict.score))

    def _one(self, article: str, claim: Claim) -> Verdict:
        found = self.grounders[article].examine(claim)
        again = claim.model_copy(update={"text": claim.text + " "})  # its article is read by now
        start = time.process_time()
        self.grounders[article].examine(again)
        self.seconds += time.process_time() - start
        self.claims += 1
        kept = found.check.status != "rejected"
        return Verdict(found.check.score, kept, kept and found.text != claim.text)


def auroc(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the area under the ROC curve: how often a positive outscores a negative."""
    positive = [s for s, t in zip(scores, truth, strict=True) if t]
    negative = [s for s, t in zip(scores, truth, strict=True) if not t]
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative) or 1)


def best_balance(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the best balanced accuracy that any threshold gives."""
    return max(
        balance([s >= threshold for s in scores], truth) for threshold in {*scores, 0.0, 2.0}
    )


def balance(kept: Sequence[bool], truth: Sequence[bool]) -> float:
    """Return the mean of the shares of true claims kept and of false ones refused."""
    return (_share(kept, truth, of=True) + 1 - _share(kept, truth, of=False)) / 2


def _share(kept: Sequence[bool], truth: Sequence[bool], *, of: bool) -> float:
    chosen = [k for k, t in zip(kept, truth, strict=True) if t is of]
    return sum(chosen) / (len(chosen) or 1)


def bigram_precision(article: str, claim: str) -> float:
    """Return the share of a claim's pairs of words that its article holds."""
    have = set(_pairs(words(article)))
    pairs = list(_pairs(words(claim)))
    return sum(pair in have for pair in pairs) / len(pairs) if pairs else 0.0


def _pairs(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    return pairwise(tokens)


def names_and_numbers(article: str, claim: str) -> float:
    """Return the share of a claim's capitalised words and numbers that its article holds."""
    have = set(words(article))
    stops = stop_words("en")
    wanted = [
        word.lower().strip(".,'")
        for word in claim.split()
        if (word[0].isupper() or word[0].isdigit()) and word.lower() not in stops
    ]
    return sum(word in have for word in wanted) / len(wanted) if wanted else 1.0


BASELINES: dict[str, Scorer] = {
    "bigram precision": bigram_precision,
    "names and numbers": names_and_numbers,
}


def judged(paths: Iterable[Path], half: str) -> None:
    """Print the figures of every file, the baselines beside them, and of true claims by rule."""
    desk = Desk()
    print(f"{'':34} {'true kept':>16} {'false caught':>16} {'balanced':>9} {'AUROC':>6}")
    for path in paths:
        rows = read(path, half)
        if rows:
            _print_file(path.stem, rows, desk)
    print(f"\n{desk.claims} claims on one core: {desk.claims / (desk.seconds or 1):.0f} a second")
    by_rule(desk.documents.values())


def _print_file(name: str, rows: Sequence[Judged], desk: Desk) -> None:
    truth = [row.supported for row in rows]
    found = [desk.verdict(row) for row in rows]
    kept = [verdict.kept for verdict in found]
    counts = Counter(zip(truth, kept, strict=True))
    true = f"{counts[True, True]}/{truth.count(True)} {_share(kept, truth, of=True):.3f}"
    false = f"{counts[False, False]}/{truth.count(False)} {1 - _share(kept, truth, of=False):.3f}"
    area = auroc([verdict.score for verdict in found], truth)
    print(f"{name:34} {true:>16} {false:>16} {balance(kept, truth):>9.3f} {area:>6.3f}")
    for kind in sorted({row.kind for row in rows if row.supported}):
        of_kind = [
            k for k, row in zip(kept, rows, strict=True) if row.supported and row.kind == kind
        ]
        if len(of_kind) < truth.count(True):
            share = f"{sum(of_kind)}/{len(of_kind)} {sum(of_kind) / len(of_kind):.3f}"
            print(f"{'  of them ' + kind:34} {share:>16}")
    print(f"{'  put in other words by a repair':34} {sum(v.reworded for v in found):>16}")
    for scorer, score in BASELINES.items():
        scores = [score(row.article, row.claim) for row in rows]
        area, best = auroc(scores, truth), best_balance(scores, truth)
        print(f"{'  ' + scorer:34} {'':>16} {'':>16} {best:>9.3f} {area:>6.3f}")


def by_rule(documents: Iterable[Document]) -> None:
    """Print how many true claims that rules make of source sentences pass."""
    passed: Counter[str] = Counter()
    made: Counter[str] = Counter()
    cuts = {rule.__name__ for rule in CUTS}
    for found in documents:
        grounder = Grounder({found.article.id: found})
        for number, told in ((s.number, found.sentence_text(s.number)) for s in found.sentences):
            if not whole(told.strip()):
                continue
            proof = evidence(found, (number,))
            for rule, text in [("told as it is", told), *rewordings(told.strip())]:
                group = "shortened at a clause" if rule in cuts else rule
                group = group if group != rule or rule == "told as it is" else "reworded lightly"
                check = grounder.check(Claim(text=text, evidence=proof))
                made[group] += 1
                passed[group] += check.status != "rejected"
    for group in sorted(made):
        print(f"{group:34} {passed[group]}/{made[group]} {passed[group] / made[group]:.4f} kept")


def lying() -> None:
    """Print how many corrupted claims are caught, per fault: by the check, and by the pipeline."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.grounding import lying_server
    from tests.grounding.lying_harness import run, table

    for searching in (False, True):
        print("evidence searched for" if searching else "evidence given")
        report = run(searching=searching)
        _show(table(report), report)
    for searching in (False, True):
        print(f"by hand, about the samples, evidence {'searched for' if searching else 'given'}")
        report = lying_server.checked(searching=searching)
        _show(table(report), report)
    with TemporaryDirectory() as folder:
        report = lying_server.run(Path(folder))
    print("a lying model behind a server, through the pipeline")
    _show(table(report), report)


def _show(figures: str, report: "Report") -> None:
    print(figures)
    for missed in report.missed:
        print(f"  {missed.fault or 'TRUE, REJECTED'}: {missed.text} {missed.problems}")
    print()


SETS = ("desk_claims", "summedits_news", "faithbench", "qags_cnndm", "qags_xsum")


def files(given: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of judged claims: those given, and of a folder those of a known name."""
    for path in given:
        if path.is_dir():
            yield from (p for name in SETS if (p := path / f"{name}.jsonl").exists())
        else:
            yield path


def main() -> None:
    """Read the command line and print what it asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="files of judged claims, or a folder")
    parser.add_argument("--half", choices=("all", "even", "odd"), default="all")
    parser.add_argument("--lying", action="store_true", help="corrupt true claims of our own")
    arguments = parser.parse_args()
    if arguments.files:
        judged(files(arguments.files), arguments.half)
    if arguments.lying or not arguments.files:
        lying()


if __name__ == "__main__":
    main()
