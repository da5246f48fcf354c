"""Clusters: articles on one event become one story, in a single pass over time.

Each article is compared with the few stories of a sliding window that share its most telling
terms (an inverted index, with a bound on what is read per term), so an article costs about the
same however large the archive is, and memory is bounded by the window. It joins the best story
above a threshold, else founds one. Of a day's batch, two articles that are much nearer to one
another than to a story that neither fits well are a story of their own. Nothing placed is ever moved, and no two stories are merged
afterwards: an id that a briefing has printed keeps its meaning.

Same signatures in the same order, same placements. After a restart the index is rebuilt from
stored signatures and their placements, with `StoryIndex.restore`.
"""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from pydantic import Field

from briefer.models import Frozen
from briefer.stories.reprints import ReprintConfig, ReprintIndex, TextOf
from briefer.stories.signatures import Signature
from briefer.stories.similarity import (
    Frequencies,
    Vector,
    cosine,
    features,
    headline_cover,
    twins,
    vector,
)

ONE = dt.timedelta(days=1)
DAY = 4_000  # articles of a day that are looked at together


class StoryConfig(Frozen):
    """Thresholds and bounds of clustering. Similarities are cosines, in [0,1]."""

    threshold: float = Field(default=0.18, gt=0, le=1)
    window_days: int | None = Field(default=45, ge=1)  # None: without end
    nearest: int = 3  # members of a story whose mean similarity counts
    nearest_share: float = 0.7  # the rest: the mean over the members kept
    headline_share: float = 0.5  # weight of the headlines' words beside the cosine's 1
    other_days: float = 0.05  # taken off where two articles speak of different days only
    contrast: float = 0.5  # share of the mean of the next best stories that is taken off
    rivals: int = 5  # next best stories that count for it
    weak: float = 0.27  # below that a story gives way to a pair of the batch that is much nearer
    pair: float = 2.5  # how many times nearer the two must be
    mates: int = 6  # articles of a batch that are compared with one of its own
    cross_shared: int = 4  # names, numbers, dates, countries that two languages must share
    cross_few: float = 0.36  # the same where two names and little else are shared
    cross_short: int = 8  # of what carries: so little an article has that is a short one
    cross_threshold: float = 0.22  # cosine over what carries, between two languages
    cross_sure: float = 0.27  # similarity at least, where a telling figure and two names agree
    cut_threshold: float = 0.3  # a short cut of a long text must be as near as this
    far: float = 0.2  # share of the best article's shared weight below which one is not scored
    members: int = 8  # kept per story for comparison: the first 4 and the latest
    query_terms: int = 40  # most telling terms of an article that are looked up
    postings: int = 60  # latest articles looked at per term
    candidates: int = 20  # stories that are scored
    reprints: ReprintConfig = ReprintConfig()


class Placement(Frozen):
    """Where an article belongs: its story, and the earlier article whose copy it reprints.

    `score` is the similarity that decided: to the story, or the overlap with the reprinted text;
    1 for the article that founds a story.
    """

    story: str
    reprint_of: str | None = None
    score: float = 1.0


# Story, original, score: as a plain tuple, which the garbage collector need not visit again.
_Place = tuple[str, str | None, float]


class _PlacedArticle(NamedTuple):
    day: dt.date
    story: str
    vector: Vector
    features: tuple[str, ...]
    article: str


class DayBatch:
    """The articles of a day that are still to be placed, found by their most telling terms."""

    def __init__(self, config: StoryConfig, vectors: Iterable[tuple[str, Vector]] = ()) -> None:
        self._config = config
        self._vectors = dict(vectors)
        self._postings: dict[str, list[str]] = defaultdict(list)
        for article_id, weighted in self._vectors.items():
            for term, _ in self._telling(weighted):
                self._postings[term].append(article_id)

    def take(self, article_id: str) -> Vector | None:
        """Take an article out; None for one that is not here."""
        return self._vectors.pop(article_id, None)

    def near(self, weighted: Vector) -> list[Vector]:
        """Return the few articles that share most with `weighted`, the nearest first."""
        shared: dict[str, float] = defaultdict(float)
        for term, weight in self._telling(weighted):
            for article_id in self._postings.get(term, ())[-self._config.postings :]:
                shared[article_id] += weight
        waiting = [(-weight, i) for i, weight in shared.items() if i in self._vectors]
        return [self._vectors[i] for _, i in sorted(waiting)[: self._config.mates]]

    def _telling(self, weighted: Vector) -> Iterator[tuple[str, float]]:
        for weights in (weighted.terms, weighted.carried):
            ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
            yield from ordered[: self._config.query_terms]


class StoryIndex:
    """Places articles, one after another, into stories."""

    def __init__(self, config: StoryConfig | None = None) -> None:
        self._config = config or StoryConfig()
        self._reprints = ReprintIndex(self._config.reprints)
        self._placements: dict[str, _Place] = {}
        self._frequencies = Frequencies()
        self._learned: set[str] = set()
        self._entries: dict[int, _PlacedArticle] = {}
        self._postings: dict[str, list[int]] = {}
        self._vectors: dict[str, Vector] = {}  # of the window's articles, by id
        self._days: dict[dt.date, list[int]] = defaultdict(list)
        self._stories: dict[str, list[int]] = defaultdict(list)
        self._batch = DayBatch(self._config)
        self._latest = dt.date.min
        self._serial = 0

    def __len__(self) -> int:
        return len(self._placements)

    def placement(self, article_id: str) -> Placement | None:
        """Return where an article was placed; None for one the index has not seen."""
        if article_id not in self._placements:
            return None
        story, reprint_of, score = self._placements[article_id]
        return Placement(story=story, reprint_of=reprint_of, score=score)

    def add(self, added: Signature, text_of: TextOf) -> Placement:
        """Place an article; one placed before stays where it is.

        `text_of` returns the text of an article by id: of this one and of earlier ones, which
        are asked for only where their copy may be the same.
        """
        if (known := self.placement(added.article_id)) is not None:
            return known
        self._move_to(added.published or self._latest)
        listed = features(added)
        self._learn(added.article_id, listed)
        weighted = self._batch.take(added.article_id) or vector(added, self._frequencies)
        placed = self._place(added, weighted, text_of)
        self._keep(added, placed, weighted, listed)
        self._file(added, placed)
        return placed

    def add_all(self, batch: Sequence[Signature], text_of: TextOf) -> list[Placement]:
        """Place a batch in order of time, knowing how common its terms are from the start."""
        ordered = sorted(batch, key=chronology)
        for added in ordered:
            if added.article_id not in self._placements:
                self._learn(added.article_id, features(added))
        placed: dict[str, Placement] = {}
        for day, of_day in groupby(ordered, key=lambda added: added.published):
            self._move_to(day or self._latest)
            for chunk in _chunks(list(of_day), DAY):
                self._batch = DayBatch(
                    self._config,
                    (
                        (s.article_id, vector(s, self._frequencies))
                        for s in chunk
                        if s.article_id not in self._placements
                    ),
                )
                placed.update({s.article_id: self.add(s, text_of) for s in chunk})
        return [placed[added.article_id] for added in batch]

    def restore(self, stored: Iterable[tuple[Signature, Placement]]) -> None:
        """Take in articles with the placements they were given, in their original order."""
        taken = [pair for pair in stored if pair[0].article_id not in self._placements]
        days = [added.published for added, _ in taken if added.published is not None]
        self._move_to(max(days, default=self._latest))
        for added, _ in taken:
            if self._remembered(added):
                self._learn(added.article_id, features(added))
        for added, placed in taken:
            if self._remembered(added):
                self._keep(added, placed, vector(added, self._frequencies), features(added))
            self._file(added, placed)

    # --- placing ------------------------------------------------------------------------

    def _place(self, added: Signature, weighted: Vector, text_of: TextOf) -> Placement:
        reprint = self._reprints.find(added, text_of)
        if reprint is not None:
            story, original, _ = self._placements[reprint.article_id]
            fits = not self._are_twins(weighted, reprint.article_id) and (
                not reprint.cut or self._score(weighted, story) >= self._config.cut_threshold
            )
            if fits:
                score = max(reprint.overlap.jaccard, reprint.overlap.containment)
                root = original or reprint.article_id
                return Placement(story=story, reprint_of=root, score=round(score, 4))
        best, score = self._best(weighted)
        if (
            best is not None
            and score >= self._config.threshold
            and not (score < self._config.weak and self._has_mate(weighted, best, score))
        ):
            return Placement(story=best, score=round(score, 4))
        return Placement(story=story_id(added.article_id))

    def _are_twins(self, weighted: Vector, other: str) -> bool:
        """Return whether two texts of one form tell of two events: that is no reprint."""
        known = self._vectors.get(other)
        return known is not None and twins(weighted, known)

    def _best(self, weighted: Vector) -> tuple[str | None, float]:
        """Return the nearest story, and how far it stands out from the next ones.

        Where many stories are about the same people and countries, all are near; an article on
        one of these events is nearer to that one than to the rest.
        """
        scored = [(self._score(weighted, story), story) for story in self._candidates(weighted)]
        if not scored:
            return None, 0.0
        scored.sort(key=lambda item: (-item[0], item[1]))
        score, story = scored[0]
        config = self._config
        rivals = sum(other for other, _ in scored[1 : 1 + config.rivals]) / config.rivals
        return story, score - config.contrast * rivals

    def _has_mate(self, weighted: Vector, story: str, score: float) -> bool:
        """Return whether an article that hardly fits `story` is one of two on another event.

        The other is still to be placed, much nearer to it, and fits the story as little.
        """
        config = self._config
        for mate in self._batch.near(weighted):
            near = self._similarity(weighted, mate)
            if near >= config.pair * score and self._score(mate, story) < config.weak:
                return True
        return False

    def _candidates(self, weighted: Vector) -> list[str]:
        shared: dict[int, float] = defaultdict(float)
        for feature, weight in self._query(weighted):
            for serial in islice(reversed(self._postings.get(feature, ())), self._config.postings):
                shared[serial] += weight
        entries = self._entries
        least = max(shared.values(), default=0.0) * self._config.far
        nearest = sorted(
            (-w, serial) for serial, w in shared.items() if w >= least and serial in entries
        )
        stories = dict.fromkeys(entries[serial].story for _, serial in nearest)
        return list(islice(stories, self._config.candidates))

    def _query(self, weighted: Vector) -> list[tuple[str, float]]:
        """Return the most telling features that other articles of the window have as well."""
        limit = self._config.query_terms
        return [
            *self._most_telling(weighted.terms, limit),
            *self._most_telling(weighted.carried, limit // 2),
        ]

    def _most_telling(self, weights: Mapping[str, float], limit: int) -> list[tuple[str, float]]:
        known = [(f, weight) for f, weight in weights.items() if f in self._postings]
        known.sort(key=lambda item: (-item[1], item[0]))
        return known[:limit]

    def _score(self, weighted: Vector, story: str) -> float:
        config = self._config
        near = sorted(
            (
                self._similarity(weighted, self._entries[serial].vector)
                for serial in self._members(story)
            ),
            reverse=True,
        )
        if not near:
            return 0.0
        nearest = near[: config.nearest]
        return config.nearest_share * sum(nearest) / len(nearest) + (
            1 - config.nearest_share
        ) * sum(near) / len(near)

    def _similarity(self, left: Vector, right: Vector) -> float:
        """Return how alike two articles are, on a scale on which `threshold` is the bar."""
        config = self._config
        if left.language != right.language:
            return self._across(left, right)
        if twins(left, right):
            return 0.0
        near = cosine(left.terms, right.terms)
        share = config.headline_share
        apart = left.dates and right.dates and left.dates.isdisjoint(right.dates)
        penalty = config.other_days if apart else 0.0
        return (near + share * headline_cover(left, right)) / (1 + share) - penalty

    def _across(self, left: Vector, right: Vector) -> float:
        """Return how alike two articles are that are in different languages, by what carries.

        Two short ones share little: two names, and nothing else of much weight, on one day.
        """
        config = self._config
        shared = left.carried.keys() & right.carried.keys()
        near = cosine(left.carried, right.carried) * config.threshold
        together = (
            left.day is not None and right.day is not None and abs(left.day - right.day) <= ONE
        )
        if together and _one_deal(shared):
            near = max(near, config.cross_sure)
        if len(shared) >= config.cross_shared:
            near /= config.cross_threshold
            return max(near, config.cross_sure) if _surely(shared) else near
        names = sum(feature.startswith("name:") for feature in shared)
        short = min(len(left.carried), len(right.carried)) <= config.cross_short
        if together and _one_deal(shared):
            return near
        return near / config.cross_few if names >= 2 and short and together else 0.0

    def _members(self, story: str) -> list[int]:
        members = [serial for serial in self._stories.get(story, ()) if serial in self._entries]
        if len(members) > self._config.members:
            members = [*members[:4], *members[4 - self._config.members :]]
        return members

    # --- keeping ------------------------------------------------------------------------

    def _learn(self, article_id: str, listed: tuple[str, ...]) -> None:
        if article_id in self._learned:
            self._learned.discard(article_id)
            return
        self._learned.add(article_id)
        self._frequencies.learn(listed)

    def _keep(
        self, added: Signature, placed: Placement, weighted: Vector, listed: tuple[str, ...]
    ) -> None:
        serial, self._serial = self._serial, self._serial + 1
        day = added.published or self._latest
        entry = _PlacedArticle(day, placed.story, weighted, listed, added.article_id)
        self._entries[serial] = entry
        self._vectors[added.article_id] = weighted
        self._days[day].append(serial)
        self._stories[placed.story].append(serial)
        for feature in listed:
            posted = self._postings.setdefault(feature, [])
            posted.append(serial)
            if len(posted) > 2 * self._config.postings:
                del posted[: self._config.postings]  # never looked at again

    def _file(self, added: Signature, placed: Placement) -> None:
        """Note a placement for good: what is needed to find a reprint of the article later."""
        self._placements[added.article_id] = (placed.story, placed.reprint_of, placed.score)
        self._reprints.add(added)

    def _remembered(self, added: Signature) -> bool:
        return added.published is None or added.published >= self._horizon()

    def _horizon(self) -> dt.date:
        """Return the first day of the window."""
        days = self._config.window_days
        if days is None or self._latest <= dt.date.min + dt.timedelta(days=days):
            return dt.date.min
        return self._latest - dt.timedelta(days=days)

    def _move_to(self, day: dt.date) -> None:
        """Move the window forward to `day`, and let go of what falls out of it."""
        if day <= self._latest:
            return
        self._latest = day
        horizon = self._horizon()
        for past in sorted(known for known in self._days if known < horizon):
            for serial in self._days.pop(past):
                self._drop(serial)

    def _drop(self, serial: int) -> None:
        entry = self._entries.pop(serial)
        self._vectors.pop(entry.article, None)
        for feature in self._frequencies.forget(entry.features):
            self._postings.pop(feature, None)
        members = self._stories[entry.story]
        members.remove(serial)
        if not members:
            del self._stories[entry.story]


def _chunks(listed: Sequence[Signature], size: int) -> Iterator[Sequence[Signature]]:
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def _surely(shared: Collection[str]) -> bool:
    """Return whether what two languages share is hardly shared by chance.

    A telling figure, two names and a country: that much is one event, whatever else there is
    (in a script without capitals many words are taken for names).
    """
    kinds = Counter(feature.partition(":")[0] for feature in shared)
    return bool(kinds["number"]) and kinds["name"] >= 2 and bool(kinds["country"])


def _one_deal(shared: Collection[str]) -> bool:
    """Return whether two countries and an amount of something are shared: 3.2 billion dollars.

    Names of people that one script spells by their meaning meet in no other; these do.
    """
    measured = any(f.startswith("number:") and f.partition(" ")[2] not in {"", "%"} for f in shared)
    return measured and sum(feature.startswith("country:") for feature in shared) >= 2


def story_id(article_id: str) -> str:
    """Return the id of the story that an article founds."""
    return "s" + hashlib.sha256(article_id.encode()).hexdigest()[:12]


def chronology(added: Signature) -> tuple[dt.date, str]:
    """Return the key by which articles are read: their day, then their id; undated ones last."""
    return (added.published or dt.date.max, added.article_id)
