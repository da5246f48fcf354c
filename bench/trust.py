"""How well the grounding check tells supported claims from unsupported ones.

    python bench/trust.py FILE.jsonl...     AUROC and balanced accuracy beside lexical baselines
    python bench/trust.py --lying           caught and wrongly rejected, per fault

A row of a file holds an `article` and its `summary_sentences`, each a `sentence` with several
`responses` ("yes": supported). A sentence is positive if most responses say yes (the set-up of
QAGS: Wang, Cho & Lewis 2020). One threshold serves all files: the check's own for its status; in
the other rows, the one with the best mean balanced accuracy, for the check and baselines alike.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from briefer.grounding import Claim, Grounder
from briefer.models import Article, Document, Evidence
from briefer.text import analyse
from briefer.text.evidence import evidence
from briefer.text.words import content_stems, stop_words, words

if TYPE_CHECKING:
    from tests.grounding.lying_harness import Report

THRESHOLD = 0.5


class Row(NamedTuple):
    """One summary sentence: its article's number, and whether it is supported."""

    article: int
    sentence: str
    supported: bool


def read(path: Path) -> tuple[list[str], list[Row]]:
    """Return the articles of a file, and its sentences."""
    articles: list[str] = []
    rows: list[Row] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            for item in record["summary_sentences"]:
                votes = [r["response"] == "yes" for r in item["responses"]]
                rows.append(Row(len(articles), item["sentence"], 2 * sum(votes) > len(votes)))
            articles.append(record["article"])
    return articles, rows


def document(text: str, number: int) -> Document:
    """Return the analysed article."""
    return analyse(Article(id=str(number), text=text, language="en"))


def auroc(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the area under the ROC curve: how often a positive outscores a negative."""
    positive = [s for s, t in zip(scores, truth, strict=True) if t]
    negative = [s for s, t in zip(scores, truth, strict=True) if not t]
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def balanced_accuracy(scores: Sequence[float], truth: Sequence[bool], threshold: float) -> float:
    """Return the mean of the shares of positives kept and of negatives refused."""
    positive = [s >= threshold for s, t in zip(scores, truth, strict=True) if t]
    negative = [s < threshold for s, t in zip(scores, truth, strict=True) if not t]
    return (sum(positive) / len(positive) + sum(negative) / len(negative)) / 2


def ngram_precision(size: int) -> Callable[[str, str], float]:
    """Return a scorer: the share of a sentence's n-grams that its article holds."""

    def scorer(article: str, sentence: str) -> float:
        have = set(_ngrams(words(article), size))
        grams = list(_ngrams(words(sentence), size))
        return sum(gram in have for gram in grams) / len(grams) if grams else 0.0

    return scorer


def _ngrams(tokens: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1))


def names_and_numbers(article: str, sentence: str) -> float:
    """Return the share of a sentence's capitalised words and numbers that its article holds."""
    have = set(words(article))
    stops = stop_words("en")
    wanted = [
        word.lower().strip(".,'")
        for word in sentence.split()
        if (word[0].isupper() or word[0].isdigit()) and word.lower() not in stops
    ]
    return sum(word in have for word in wanted) / len(wanted) if wanted else 1.0


def content_precision(article: str, sentence: str) -> float:
    """Return the share of a sentence's content stems that its article holds."""
    have = set(content_stems(article))
    wanted = content_stems(sentence)
    return sum(word in have for word in wanted) / len(wanted) if wanted else 1.0


BASELINES: dict[str, Callable[[str, str], float]] = {
    "bigram precision": ngram_precision(2),
    "unigram precision": ngram_precision(1),
    "content-stem precision": content_precision,
    "names and numbers": names_and_numbers,
}


def best_threshold(scores: dict[str, list[float]], truth: dict[str, list[bool]]) -> float:
    """Return the one threshold with the best mean balanced accuracy over all files."""
    values = sorted({round(s, 3) for found in scores.values() for s in found})

    def mean(threshold: float) -> float:
        return sum(balanced_accuracy(scores[n], truth[n], threshold) for n in scores)

    return max(values, key=mean)


def judged(paths: Sequence[Path]) -> None:
    """Print the figures of every file, and of every way of scoring."""
    table: dict[str, dict[str, list[float]]] = {name: {} for name in ("briefer", *BASELINES)}
    truth: dict[str, list[bool]] = {}
    claims, passed, searching, given, fine = 0, 0, 0.0, 0.0, 0.0
    for path in paths:
        articles, rows = read(path)
        truth[path.stem] = [row.supported for row in rows]
        documents = [document(text, n) for n, text in enumerate(articles)]
        grounders = [Grounder({document.article.id: document}) for document in documents]
        table["briefer"][path.stem] = [
            grounders[row.article].check(Claim(text=row.sentence)).score for row in rows
        ]
        # Again, for the clock: every article has been read by now, and no claim is remembered.
        searching += clocked(grounders, [(r.article, Claim(text=r.sentence + " ")) for r in rows])
        cited = [
            (r.article, Claim(text=r.sentence + "  ", evidence=proof(grounders, documents, r)))
            for r in rows
        ]
        given += clocked(grounders, cited)
        passing = [
            (article, claim.model_copy(update={"text": claim.text + " "}))
            for article, claim in cited
            if grounders[article].check(claim).status != "rejected"
        ]
        passed += len(passing)
        fine += clocked(grounders, passing)
        claims += len(rows)
        for name, scorer in BASELINES.items():
            table[name][path.stem] = [scorer(articles[r.article], r.sentence) for r in rows]
    _print(table, truth)
    print(
        f"\n{claims} claims on one core: {claims / searching:.0f} a second with evidence to be "
        f"searched for, {claims / given:.0f} with evidence given (a refused one is tried on the "
        f"sentences beside it, too), {passed / fine:.0f} of those that pass"
    )


def proof(
    grounders: Sequence[Grounder], documents: Sequence[Document], row: Row
) -> tuple[Evidence, ...]:
    """Return the evidence that the check finds for a sentence."""
    numbers = grounders[row.article].find_evidence(row.sentence, str(row.article))
    return evidence(documents[row.article], numbers)


def clocked(grounders: Sequence[Grounder], claims: Sequence[tuple[int, Claim]]) -> float:
    """Return the CPU seconds of checking so many claims."""
    start = time.process_time()
    for article, claim in claims:
        grounders[article].check(claim)
    return time.process_time() - start


def _print(table: dict[str, dict[str, list[float]]], truth: dict[str, list[bool]]) -> None:
    width = max(len("briefer (status)"), *map(len, table))
    print(f"{'':{width}}  threshold  " + "  ".join(f"{name:>22}" for name in truth))
    print(f"{'':{width}}             " + "  ".join(f"{'AUROC   bal. acc.':>22}" for _ in truth))
    rows = [("briefer (status)", table["briefer"], THRESHOLD)]
    rows += [(name, scores, best_threshold(scores, truth)) for name, scores in table.items()]
    for name, scores, threshold in rows:
        cells = [
            f"{auroc(scores[n], truth[n]):>12.3f}"
            f"{balanced_accuracy(scores[n], truth[n], threshold):>10.3f}"
            for n in truth
        ]
        print(f"{name:{width}}  {threshold:>9.3f}  " + "  ".join(cells))


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


def main() -> None:
    """Read the command line and print what it asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="files of judged summary sentences")
    parser.add_argument("--lying", action="store_true", help="corrupt true claims of our own")
    arguments = parser.parse_args()
    if arguments.files:
        judged(arguments.files)
    if arguments.lying or not arguments.files:
        lying()


if __name__ == "__main__":
    main()
