"""The built-in engine beside sumy's summarisers: ROUGE on data you name, and time.

usage: extractive.py [--summeval FILE] [--neus FILE] [--all]

ROUGE-1/2/Lsum F1 of three sentences (Lin 2004; Google's implementation, with stemming; the
reference divided into sentences). A single article goes through `key_points`; a set of articles
on one event through `select_across`. The time is that of everything between an article's text
and its key points, and of its last part alone (sentences to key points), against sumy's LexRank
on the same sentences in the same run; without data it is taken on made-up articles.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from _articles import rows

from briefer.engines.extractive import key_points, select_across
from briefer.models import Article, Document, KeyPoint
from briefer.text import analyse
from briefer.text.sentences import split
from briefer.text.words import stop_words, words

SENTENCES = 3
PEERS = ("LexRank", "Luhn")
MORE_PEERS = ("TextRank", "Lsa", "SumBasic", "KL")
MODULES = {
    "LexRank": "lex_rank",
    "Luhn": "luhn",
    "TextRank": "text_rank",
    "Lsa": "lsa",
    "SumBasic": "sum_basic",
    "KL": "kl",
}


class Sample(NamedTuple):
    """The articles to be summarised together, and the reference."""

    documents: tuple[Document, ...]
    reference: str


Summary = Callable[[Sequence[Document]], list[str]]


def document(text: str, title: str | None = None, number: int = 0) -> Document:
    """Return `text` with all that the text stage finds."""
    return analyse(Article(id=f"a{number}", text=text, title=title, language="en"))


def sentences(item: Document) -> list[str]:
    """Return the sentences of a document."""
    return [item.sentence_text(sentence.number) for sentence in item.sentences]


# --- systems -------------------------------------------------------------------------------------


def ours(documents: Sequence[Document]) -> list[str]:
    """Return the three most important key points, in the order of the text."""
    points = (
        key_points(documents[0])[:SENTENCES]
        if len(documents) == 1
        else select_across(documents, SENTENCES)
    )
    return [point.text for point in sorted(points, key=_order(documents))]


def _order(documents: Sequence[Document]) -> Callable[[KeyPoint], tuple[int, int]]:
    places = {item.article.id: place for place, item in enumerate(documents)}
    return lambda point: (places[point.evidence[0].article_id], point.evidence[-1].end)


def lead(documents: Sequence[Document]) -> list[str]:
    """Return the first three sentences; of a set, the first of each article."""
    if len(documents) == 1:
        return sentences(documents[0])[:SENTENCES]
    return [sentence for item in documents for sentence in sentences(item)[:1]]


def sumy(name: str) -> Summary:
    """Return one of sumy's summarisers, on our own sentences and words."""
    from importlib import import_module

    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer

    class Tokenizer:
        """sumy's interface over our word splitter."""

        def to_words(self, sentence: str) -> tuple[str, ...]:
            """Return the words of `sentence`."""
            return tuple(words(sentence))

    module = import_module(f"sumy.summarizers.{MODULES[name]}")
    summarizer = getattr(module, f"{name}Summarizer")(Stemmer("english"))
    summarizer.stop_words = stop_words("en")
    tokenizer = Tokenizer()

    def summary(documents: Sequence[Document]) -> list[str]:
        texts = [text for item in documents for text in sentences(item)]
        paragraph = Paragraph([Sentence(text, tokenizer) for text in texts])
        return [str(found) for found in summarizer(ObjectDocumentModel([paragraph]), SENTENCES)]

    return summary


# --- ROUGE ---------------------------------------------------------------------------------------


def rouge(pairs: Iterable[tuple[list[str], str]]) -> str:
    """Return mean ROUGE-1/2/Lsum F1 in percent of (summary, reference) pairs."""
    from rouge_score.rouge_scorer import RougeScorer

    kinds = ("rouge1", "rouge2", "rougeLsum")
    scorer = RougeScorer(list(kinds), use_stemmer=True)
    scores = [scorer.score(_lines(reference), "\n".join(found)) for found, reference in pairs]
    means = (statistics.mean(score[kind].fmeasure for score in scores) for kind in kinds)
    return " / ".join(f"{100 * mean:.1f}" for mean in means)


def _lines(text: str) -> str:
    return "\n".join(text[sentence.start : sentence.end] for sentence in split(text, "en"))


def report(title: str, samples: Sequence[Sample], peers: Sequence[str]) -> None:
    """Print a line a system."""
    print(f"{title}: {len(samples)} samples, three sentences, ROUGE-1/2/Lsum F1")
    several = len(samples[0].documents) > 1
    systems: dict[str, Summary] = {"briefer": ours, "First of each" if several else "Lead-3": lead}
    systems |= {name: sumy(name) for name in peers}
    for name, system in systems.items():
        print(f"  {name:<14}{rouge((system(s.documents), s.reference) for s in samples)}")


# --- data ----------------------------------------------------------------------------------------


def load(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a .jsonl file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def summeval(file: Path) -> list[Sample]:
    """Return each article once, with its first reference."""
    unique = {row["id"]: row for row in load(file)}
    return [Sample((document(row["text"]),), row["references"][0]) for row in unique.values()]


def neus(file: Path) -> list[Sample]:
    """Return each set of outlets' articles, with the roundup; empty articles are left out."""
    samples = []
    for row in load(file):
        told = [source for source in row["sources"] if source["text"].strip()]
        documents = [
            document(source["text"], source["title"], number) for number, source in enumerate(told)
        ]
        samples.append(Sample(tuple(documents), row["target"]["text"]))
    return samples


# --- time ----------------------------------------------------------------------------------------


def speed(texts: Sequence[str]) -> None:
    """Print milliseconds an article beside LexRank's, and the ratios of times."""
    lexrank = sumy("LexRank")
    whole, part, theirs = [], [], []
    for text in texts:
        start = time.perf_counter()
        read = document(text)
        middle = time.perf_counter()
        key_points(read)
        end = time.perf_counter()
        lexrank([read])
        theirs.append(time.perf_counter() - end)
        whole.append(end - start)
        part.append(end - middle)
    for title, times in (("text to key points", whole), ("sentences to key points", part)):
        ratio = sum(times) / sum(theirs)
        print(
            f"speed, {title}: {1000 * statistics.mean(times):.2f} ms an article, "
            f"LexRank {1000 * statistics.mean(theirs):.2f} ms, ratio {ratio:.2f} (aim: at most 1)"
        )


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--summeval", type=Path)
    parser.add_argument("--neus", type=Path)
    parser.add_argument("--all", action="store_true", help="more of sumy's summarisers")
    chosen = parser.parse_args()
    peers = PEERS + (MORE_PEERS if chosen.all else ())
    texts = [row["text"] for row in rows(200)]
    if chosen.summeval:
        samples = summeval(chosen.summeval)
        report("summeval", samples, peers)
        texts = [sample.documents[0].article.text for sample in samples]
    if chosen.neus:
        report("neus", neus(chosen.neus), peers)
    speed(texts)


if __name__ == "__main__":
    main()
