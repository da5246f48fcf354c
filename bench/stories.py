"""Clustering: quality on labelled events, reprints, and the cost per article as an archive grows.

usage: stories.py [EVENTS.jsonl] [--articles N]

EVENTS.jsonl has a line an article: id, source, date, title, text, event_id. It is printed beside
single-pass TF-IDF with the best threshold for that very file. The growth curve streams N
(default 100,000) made-up articles over 365 days: the same seed, the same articles.
"""

import argparse
import datetime as dt
import json
import math
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from briefer.models import Article, Document, NameMention
from briefer.stories import StoryConfig, StoryIndex, group, signature
from briefer.stories.reprints import overlap
from briefer.stories.signatures import shingles
from briefer.text import analyse
from briefer.text.words import stop_words, words

DAYS = 365
WORDS_PER_ARTICLE = 160
SEEDS = 5
Change = Callable[[Sequence[Document], random.Random], list[Document]]
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu ar en il os un".split()


# --- quality --------------------------------------------------------------------------------


class Score(NamedTuple):
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998)."""

    precision: float
    recall: float
    f1: float


def b_cubed(gold: Sequence[Any], found: Sequence[Any]) -> Score:
    """Score the clusters `found` against `gold`: two labels for each article."""
    count = len(gold)
    both, of_gold, of_found = (
        Counter(labels) for labels in (zip(gold, found, strict=True), gold, found)
    )
    pairs = list(zip(gold, found, strict=True))
    precision = sum(both[pair] / of_found[pair[1]] for pair in pairs) / count
    recall = sum(both[pair] / of_gold[pair[0]] for pair in pairs) / count
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def read(path: Path) -> tuple[list[Document], dict[str, Any]]:
    """Return the documents of a labelled file, and the event of each by article id."""
    documents, events = [], {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = Article(
            id=row["id"],
            text=row["text"],
            title=row["title"],
            source=row["source"],
            published=dt.date.fromisoformat(row["date"]),
        )
        documents.append(analyse(article))
        events[row["id"]] = row["event_id"]
    return documents, events


def single_pass(documents: Sequence[Document]) -> Callable[[float], list[int]]:
    """Return the baseline: threshold -> cluster numbers, by cosine to TF-IDF centroids."""
    ordered = [document.article for document in documents]
    stop = stop_words("en")
    bags = [
        Counter(w for w in words(f"{a.title}\n{a.text}") if w not in stop and len(w) > 1)
        for a in ordered
    ]
    frequency = Counter(word for bag in bags for word in bag)
    vectors = [
        _unit({w: n * math.log(len(bags) / frequency[w]) for w, n in bag.items()}) for bag in bags
    ]

    def run(threshold: float) -> list[int]:
        centroids: list[Counter[str]] = []
        labels = []
        for vector in vectors:
            near = [(_cosine(vector, centroid), -i) for i, centroid in enumerate(centroids)]
            best, place = max(near, default=(0.0, 0))
            if best < threshold:
                place = -len(centroids)
                centroids.append(Counter())
            centroids[-place].update(vector)
            labels.append(-place)
        return labels

    return run


def _unit(vector: dict[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / norm for term, value in vector.items()}


def _cosine(vector: dict[str, float], centroid: Counter[str]) -> float:
    norm = math.sqrt(sum(value * value for value in centroid.values())) or 1.0
    return sum(value * centroid[term] for term, value in vector.items() if term in centroid) / norm


def quality(path: Path) -> None:
    """Print B3 beside the baseline, and the reprint pairs found, missed and wrong."""
    documents, events = read(path)
    documents.sort(key=lambda d: (str(d.article.published), d.article.id))
    gold = [events[d.article.id] for d in documents]
    start = time.process_time()
    stories = group(documents)
    took = time.process_time() - start
    story_of = {article_id: story.id for story in stories for article_id in story.articles}
    ours = b_cubed(gold, [story_of[d.article.id] for d in documents])
    baseline = single_pass(documents)
    tried = [(b_cubed(gold, baseline(t / 100)), t / 100) for t in range(2, 60, 2)]
    best, threshold = max(tried, key=lambda item: item[0].f1)
    print(f"{len(documents)} articles, {len(set(gold))} events, {took:.2f} s")
    _line("briefer, defaults", ours)
    _line(f"single-pass TF-IDF, best threshold {threshold:.2f}", best)
    _reprints(documents, events, stories)
    for name, change in PERTURBED.items():
        scores = [_perturbed(documents, events, change, seed) for seed in range(SEEDS)]
        mean = Score(*(sum(values) / SEEDS for values in zip(*scores, strict=True)))
        _line(f"{name}, mean of {SEEDS}", mean)


def _perturbed(
    documents: Sequence[Document], events: dict[str, Any], change: Change, seed: int
) -> Score:
    """Return the score with the defaults on a changed copy of the set."""
    changed = change(documents, random.Random(seed))  # noqa: S311 - the same seed, the same set
    story_of = {i: story.id for story in group(changed) for i in story.articles}
    ids = [document.article.id for document in changed]
    return b_cubed([events[i] for i in ids], [story_of[i] for i in ids])


def _thinned(documents: Sequence[Document], own: random.Random) -> list[Document]:
    """Leave out three articles in ten."""
    return [document for document in documents if own.random() < 0.7]


def _scattered(documents: Sequence[Document], own: random.Random) -> list[Document]:
    """Date every article on some day of a year, and shuffle the outlets."""
    outlets = [document.article.source for document in documents]
    own.shuffle(outlets)
    first = dt.date(2018, 1, 1)
    return [
        document._replace(
            article=document.article.model_copy(
                update={
                    "published": first + dt.timedelta(days=own.randrange(DAYS)),
                    "source": outlet,
                }
            )
        )
        for document, outlet in zip(documents, outlets, strict=True)
    ]


PERTURBED = {
    "30% of the articles left out": _thinned,
    "dates and outlets at random": _scattered,
}


def _line(name: str, score: Score) -> None:
    print(
        f"  {name:<42} B3 P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}",
    )


def _reprints(documents: Sequence[Document], events: dict[str, Any], stories: Any) -> None:
    sets = {d.article.id: shingles(d.article.text) for d in documents}
    expected = {
        frozenset(pair)
        for pair in combinations(sets, 2)
        if overlap(sets[pair[0]], sets[pair[1]]).jaccard > 0.3
    }
    found = {
        frozenset(pair)
        for story in stories
        for copies in story.reprints
        for pair in combinations(copies, 2)
    }
    wrong = [pair for pair in found if len({events[i] for i in pair}) > 1]
    print(
        f"  reprints: {len(expected & found)} of {len(expected)} pairs with 5-gram Jaccard > .3 "
        f"found, {len(found - expected)} more grouped, {len(wrong)} across events",
    )


# --- growth ---------------------------------------------------------------------------------


class Wire:
    """Made-up news: events of a few days, each with its own names and words, 1 in 10 copied."""

    def __init__(self, articles: int, seed: int = 1) -> None:
        self._per_day = articles / DAYS
        self._seed = seed
        self._vocabulary = [_word(f"word {number}") for number in range(30_000)]
        self._pool = [_word(f"name {number}").title() for number in range(6_000)]

    def documents(self) -> Iterator[Document]:
        """Yield the articles in order of time."""
        made = 0
        for day in range(DAYS):
            for _ in range(round((day + 1) * self._per_day) - made):
                yield self.document(f"{day}.{made}")
                made += 1

    def document(self, article_id: str) -> Document:
        """Return the article with this id; the same id gives the same article."""
        day, _, number = article_id.partition(".")
        own = self._random(article_id)
        event = int(day) * 64 + own.randrange(max(1, round(self._per_day / 4)))
        event -= 64 * min(int(day), int(own.expovariate(0.7)))  # follows up an earlier day's
        copied = own.random() < 0.1
        shared = self._random(f"event {event}")
        names = shared.sample(self._pool, 6)
        special = shared.sample(self._vocabulary[300:], 40)
        text = self._text(self._random(f"copy {event}") if copied else own, names, special)
        dated = dt.date(2021, 1, 1) + dt.timedelta(days=int(day))
        article = Article(
            id=article_id,
            text=text,
            title=" ".join(own.sample(names, 2) + own.sample(special, 3)),
            source=f"Outlet {int(number) % 50}",
            published=dated,
            language="en",
        )
        found = tuple(NameMention(0, 0, "person", name) for name in names)
        return Document(article, (), names=found)

    def _text(self, own: random.Random, names: Sequence[str], special: Sequence[str]) -> str:
        drawn = []
        for _ in range(WORDS_PER_ARTICLE):
            roll = own.random()
            if roll < 0.08:
                drawn.append(own.choice(names))
            elif roll < 0.25:
                drawn.append(own.choice(special))
            else:  # Zipf's law, roughly
                drawn.append(self._vocabulary[int(len(self._vocabulary) ** own.random())])
        return " ".join(drawn)

    def _random(self, key: str) -> random.Random:
        return random.Random(f"{self._seed}/{key}")  # noqa: S311 - made-up articles


def _word(key: str) -> str:
    own = random.Random(key)  # noqa: S311 - made-up words
    return "".join(own.choices(SYLLABLES, k=own.randint(2, 4)))


def growth(count: int) -> None:
    """Stream `count` articles; print the cost per article at several ages of the archive."""
    wire = Wire(count)
    index = StoryIndex(StoryConfig())
    spent: dict[int, float] = defaultdict(float)
    seen, signing = 0, 0.0
    step = max(1, count // 10)
    stories: set[str] = set()

    def text_of(article_id: str) -> str:
        return wire.document(article_id).article.text

    for document in wire.documents():
        start = time.process_time()
        made = signature(document)
        signed = time.process_time()
        stories.add(index.add(made, text_of).story)
        signing += signed - start
        spent[seen // step] += time.process_time() - signed
        seen += 1
        if seen % step == 0:
            print(
                f"  {seen:>7} articles: {1e3 * spent[seen // step - 1] / step:.3f} ms of CPU to place one, "
                f"{len(stories)} stories, {_peak():.0f} MB",
                flush=True,
            )
    print(f"  growth per article: n^{_exponent(spent, step):.3f} (aim: at most n^0.1)")
    print(f"  signatures: {1e3 * signing / seen:.3f} ms each")


def _exponent(spent: dict[int, float], step: int) -> float:
    """Return the slope of log cost over log archive size (least squares), once the window is full.

    The window fills up within the first two steps, which are therefore left out.
    """
    points = [
        (math.log((i + 0.5) * step), math.log(cost)) for i, cost in spent.items() if 2 <= i < 10
    ]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return rise / sum((x - mean_x) ** 2 for x, _ in points)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print quality where a labelled file is given, then the growth curve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=100_000)
    chosen = parser.parse_args()
    if chosen.events:
        quality(chosen.events)
    if chosen.articles:
        print(f"{chosen.articles} made-up articles over {DAYS} days")
        growth(chosen.articles)


if __name__ == "__main__":
    main()
