"""Judged claims of public and hidden sets, read into one form.

A file is known by the keys of its rows: claims drafted under our own prompt beside their evidence
(`text`, `evidence`, `ok`, with NAME_articles.jsonl beside NAME.jsonl), SummEdits (`doc`, `summary`,
`label`; Laban et al. 2023), FaithBench (`source`, `summary`, `worst-label`; Bao et al. 2025) and
QAGS (`article`, `summary_sentences`; Wang, Cho & Lewis 2020).
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from briefer.models import Article, Document
from briefer.text import analyse

_KEPT = ("Consistent", "Benign")  # labels of FaithBench that a check should keep


class Judged(NamedTuple):
    """A claim, the text it is about, whether that bears it out, and which kind of claim it is."""

    article: str
    claim: str
    supported: bool
    kind: str
    cited: tuple[str, ...] = ()  # exact sentences; none: the check looks for them
    published: str | None = None


def read(path: Path, half: str = "all") -> list[Judged]:
    """Return the claims of a file, of all its articles or of one half of them ("odd", "even")."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    found = list(_rows(path, records))
    return [row for row in found if half in ("all", _half(row))]


def _half(row: Judged) -> str:
    """Return the half of an article, by its text's SHA-256."""
    return ("even", "odd")[hashlib.sha256(row.article.encode()).digest()[0] & 1]


def _rows(path: Path, records: list[Mapping[str, Any]]) -> Iterator[Judged]:
    first = records[0]
    if "evidence" in first:
        yield from _desk(path, records)
    elif "summary_sentences" in first:
        yield from _qags(records)
    elif "label" in first:
        for row in records:
            yield Judged(row["doc"], row["summary"], bool(row["label"]), "summary")
    else:
        yield from _faithbench(records)


def _desk(path: Path, records: list[Mapping[str, Any]]) -> Iterator[Judged]:
    beside = path.with_name(f"{path.stem}_articles.jsonl").read_text(encoding="utf-8")
    articles = {row["id"]: row for row in map(json.loads, beside.splitlines())}
    for row in records:
        article = articles[row["doc"]]
        yield Judged(
            article["text"],
            row["text"],
            row["ok"],
            row["form"],
            tuple(row["evidence"]),
            article["published"],
        )


def _qags(records: list[Mapping[str, Any]]) -> Iterator[Judged]:
    for row in records:
        for item in row["summary_sentences"]:
            votes = [r["response"] == "yes" for r in item["responses"]]
            yield Judged(row["article"], item["sentence"], 2 * sum(votes) > len(votes), "summary")


def _faithbench(records: list[Mapping[str, Any]]) -> Iterator[Judged]:
    """Yield the sentences of summaries that are all right, and summaries with unwanted content.

    Which sentence of a bad summary is at fault is not labelled, so that it counts as a whole: its
    least score is its score.
    """
    for row in records:
        label = row["worst-label"]
        if label in _KEPT:
            for sentence in sentences(row["summary"]):
                yield Judged(row["source"], sentence, supported=True, kind="sentence")
        elif label == "Unwanted":
            yield Judged(row["source"], row["summary"], supported=False, kind="whole")


def sentences(text: str) -> list[str]:
    """Return the sentences of a claim."""
    document = analyse(Article(id="claim", text=text.strip(), language="en"))
    return [document.sentence_text(s.number) for s in document.sentences]


def document(row: Judged) -> Document:
    """Return the analysed article of a claim."""
    name = hashlib.sha256(row.article.encode()).hexdigest()[:12]
    published = row.published
    return analyse(
        Article.model_validate(
            {"id": name, "text": row.article, "language": "en", "published": published}
        )
    )


def cited_numbers(found: Document, cited: tuple[str, ...]) -> tuple[int, ...]:
    """Return the numbers of the sentences that are the `cited` ones, or that hold them."""
    wanted = [_plain(sentence) for sentence in cited]
    texts = {s.number: _plain(found.sentence_text(s.number)) for s in found.sentences}
    return tuple(n for n, text in texts.items() if any(text in w or w in text for w in wanted))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
