"""The built-in engine beside sumy's summarisers: ROUGE on data you name, and time.

usage: extractive.py [--summeval FILE] [--neus FILE]

ROUGE-1/2/Lsum F1, three sentences (Lin 2004, Google's implementation, with stemming). The time is
that of everything between an article's text and its key points, against sumy's LexRank on the
same articles in the same run; without data it is taken on made-up articles.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from _articles import rows

from briefer.engines.extractive import Extractive
from briefer.models import Article
from briefer.text import analyse

Summary = Callable[[str], list[str]]


def ours(text: str, title: str | None = None) -> list[str]:
    """Return the three most important key points of `text`."""
    document = analyse(Article(id="a", text=text, title=title, language="en"))
    (extraction,) = Extractive().extract([document])
    best = sorted(extraction.key_points, key=lambda p: -p.importance)[:3]
    best.sort(key=lambda p: p.evidence[0].start)
    return [point.text for point in best]


def lead(text: str) -> list[str]:
    """Return the first three sentences."""
    document = analyse(Article(id="a", text=text, language="en"))
    return [document.sentence_text(n + 1) for n in range(min(3, len(document.sentences)))]


def sumy(name: str) -> Summary:
    """Return one of sumy's summarisers, on our own sentences and words."""
    from briefer.text.sentences import split
    from briefer.text.words import stop_words, words
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer

    class Tokenizer:
        """sumy's interface over our word splitter."""

        def to_words(self, sentence: str) -> tuple[str, ...]:
            """Return the words of `sentence`."""
            return tuple(words(sentence))

    kind = {"LexRank": LexRankSummarizer, "Luhn": LuhnSummarizer}[name]
    summarizer = kind(Stemmer("english"))
    summarizer.stop_words = stop_words("en")
    tokenizer = Tokenizer()

    def summary(text: str) -> list[str]:
        sentences = [Sentence(text[s.start : s.end], tokenizer) for s in split(text, "en")]
        document = ObjectDocumentModel([Paragraph(sentences)])
        return [str(sentence) for sentence in summarizer(document, 3)]

    return summary


def rouge(pairs: Iterable[tuple[list[str], str]]) -> str:
    """Return mean ROUGE-1/2/Lsum F1 in percent of (summary, reference) pairs."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)
    scores = [scorer.score(reference, "\n".join(summary)) for summary, reference in pairs]
    means = (
        statistics.mean(s[k].fmeasure for s in scores) for k in ("rouge1", "rouge2", "rougeLsum")
    )
    return " / ".join(f"{100 * mean:.1f}" for mean in means)


def load(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a .jsonl file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def report(title: str, data: Sequence[tuple[str, str]], *, by_outlet: bool = False) -> None:
    """Print a line a system for (text, reference) pairs."""
    print(f"{title}: {len(data)} documents, ROUGE-1/2/Lsum")
    systems: dict[str, Summary] = {
        "briefer": ours,
        "LexRank": sumy("LexRank"),
        "Luhn": sumy("Luhn"),
    }
    systems["First of each" if by_outlet else "Lead-3"] = first_of_each if by_outlet else lead
    for name, system in systems.items():
        print(f"  {name:<14}{rouge((system(text), reference) for text, reference in data)}")


def first_of_each(text: str) -> list[str]:
    """Return the first sentence of each source of a set."""
    return [lead(part)[0] for part in text.split("\f")]


def speed(texts: Sequence[str]) -> None:
    """Print articles a second beside LexRank's, and the ratio of times."""
    lexrank = sumy("LexRank")
    pairs = []
    for i in range(0, len(texts), 20):
        pairs.append((timed(ours, texts[i : i + 20]), timed(lexrank, texts[i : i + 20])))
    ratio = statistics.median(a / b for a, b in pairs)
    mine, theirs = (len(texts) / sum(column) for column in zip(*pairs, strict=True))
    print(
        f"speed: briefer {mine:.0f}/s, LexRank {theirs:.0f}/s, time ratio {ratio:.2f} (aim: at most 1)"
    )


def timed(system: Summary, texts: Sequence[str]) -> float:
    """Return the seconds that `system` takes over `texts`."""
    start = time.perf_counter()
    for text in texts:
        system(text)
    return time.perf_counter() - start


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--summeval", type=Path)
    parser.add_argument("--neus", type=Path)
    chosen = parser.parse_args()
    texts = [row["text"] for row in rows(200)]
    if chosen.summeval:
        unique = {row["id"]: (row["text"], row["references"][0]) for row in load(chosen.summeval)}
        report("summeval", list(unique.values()))
        texts = [text for text, _ in unique.values()]
    if chosen.neus:
        sets = [
            ("\f".join(s["text"] for s in r["sources"]), r["target"]) for r in load(chosen.neus)
        ]
        report("neus", sets, by_outlet=True)
    speed(texts)


if __name__ == "__main__":
    sys.exit(main())
