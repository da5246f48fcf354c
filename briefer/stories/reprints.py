"""Reprints: the same copy in several outlets, whole, lightly edited, or cut.

Candidates come from locality-sensitive hashing with bands of one row (Broder 1997; Leskovec,
Rajaraman, Ullman, Mining of Massive Datasets, ch. 3): two articles that share a fraction J of
their word 5-grams agree on each of the 48 MinHash values with probability J. Two must agree:
at J = .3 a pair is missed once in a million times, an item cut out of an article eight times as
long (J = .125) once in 75. Every candidate is then confirmed on its text.

The table covers the whole archive, not only the window that clustering remembers: 8 bytes a
value, in sorted runs that are merged as they grow, so 100,000 articles take about 40 MB.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import NamedTuple

from cachetools import LRUCache, cachedmethod

from briefer.models import Frozen
from briefer.stories.signatures import Signature, shingles

TextOf = Callable[[str], str]

_KEPT = 2_048  # texts whose shingles are kept, as hashes: 4 kB each
_VALUE_BITS, _ORDINAL_BITS = 32, 26  # with 6 bits for the position: 64
_FILTER_BITS = 1 << 25  # 4 MB: at 100,000 articles one key in seven is looked up in vain
_MAX_ORDINAL = (1 << _ORDINAL_BITS) - 1


class ReprintConfig(Frozen):
    """When two texts are the same copy. Similarities are of sets of word 5-grams."""

    jaccard: float = 0.28
    containment: float = 0.7  # share of the shorter text found in the longer one
    min_shingles: int = 30  # below that, containment proves nothing
    cut_ratio: float = 0.25  # a cut below this share of the longer text must fit its story too
    agree: int = 2  # MinHash values that make a candidate
    confirm: int = 6  # candidates to read per article
    postings: int = 8  # latest articles to look at per value: a value more common is boilerplate


class Overlap(NamedTuple):
    """How much of two texts is the same: Jaccard, containment of the shorter, ratio of sizes."""

    jaccard: float
    containment: float
    ratio: float


class Reprint(NamedTuple):
    """An earlier article with the same copy. `cut`: a small piece of a much longer text."""

    article_id: str
    overlap: Overlap
    cut: bool


def overlap(left: AbstractSet[Hashable], right: AbstractSet[Hashable]) -> Overlap:
    """Return the overlap of two sets of shingles; all zero where one is empty."""
    if not left or not right:
        return Overlap(0.0, 0.0, 0.0)
    shared = len(left & right)
    small, large = sorted((len(left), len(right)))
    return Overlap(shared / (small + large - shared), shared / small, small / large)


class ReprintIndex:
    """Finds earlier articles with the same copy; articles are added in order of time."""

    def __init__(self, config: ReprintConfig | None = None) -> None:
        self._config = config or ReprintConfig()
        self._ids: list[str] = []
        self._table = _Table()
        self._kept: LRUCache[str, array[int]] = LRUCache(_KEPT)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, signature: Signature) -> None:
        """Make `signature` findable by those that come after it.

        Raises:
            OverflowError: the table is full (67 million articles).
        """
        ordinal = len(self._ids)
        if ordinal > _MAX_ORDINAL:
            raise OverflowError(f"the reprint table is full after {ordinal} articles")
        self._ids.append(signature.article_id)
        self._table.extend(key << _ORDINAL_BITS | ordinal for key in _keys(signature))

    def find(self, signature: Signature, text_of: TextOf) -> Reprint | None:
        """Return the earlier article that `signature`'s text reprints most closely, if any."""
        candidates = self._candidates(signature)
        if not candidates:
            return None
        own = frozenset(self._shingles(signature.article_id, text_of))
        found = [
            reprint
            for other in candidates
            if (reprint := self._confirm(other, own, frozenset(self._shingles(other, text_of))))
        ]
        return max(found, key=lambda reprint: reprint.overlap, default=None)

    @cachedmethod(attrgetter("_kept"), key=lambda _, article_id, _text_of: article_id)
    def _shingles(self, article_id: str, text_of: TextOf) -> "array[int]":
        """Return the hashes of a text's shingles; the latest are kept, as copies come close."""
        return array("q", map(hash, shingles(text_of(article_id))))

    def _candidates(self, signature: Signature) -> list[str]:
        agreed: Counter[int] = Counter()
        for key in _keys(signature):
            agreed.update(self._table.latest(key, self._config.postings))
        best = sorted(agreed.items(), key=lambda item: (-item[1], item[0]))
        near = [ordinal for ordinal, count in best if count >= self._config.agree]
        ids = [self._ids[ordinal] for ordinal in near[: self._config.confirm]]
        return [other for other in ids if other != signature.article_id]

    def _confirm(
        self, other: str, own: AbstractSet[int], theirs: AbstractSet[int]
    ) -> Reprint | None:
        config, found = self._config, overlap(own, theirs)
        if found.jaccard >= config.jaccard:
            return Reprint(other, found, cut=False)
        telling = min(len(own), len(theirs)) >= config.min_shingles
        if telling and found.containment >= config.containment:
            return Reprint(other, found, cut=found.ratio < config.cut_ratio)
        return None


def _keys(signature: Signature) -> Iterator[int]:
    for position, value in enumerate(signature.digest):
        yield position << _VALUE_BITS | value


class _Table:
    """A sorted multiset of 64-bit integers: a buffer, and runs that are merged as they grow."""

    _BUFFER = 4_096
    _LONGEST = 1 << 20  # entries of a run that is merged no further: merging copies both runs

    def __init__(self) -> None:
        self._runs: list[array[int]] = []
        self._buffer: dict[int, list[int]] = {}
        self._buffered = 0
        self._seen = bytearray(_FILTER_BITS // 8)  # a Bloom filter of one hash (Bloom 1970)

    def extend(self, entries: Iterator[int]) -> None:
        for entry in entries:
            bit = _bit(entry >> _ORDINAL_BITS)
            self._seen[bit >> 3] |= 1 << (bit & 7)
            self._buffer.setdefault(entry >> _ORDINAL_BITS, []).append(entry & _MAX_ORDINAL)
            self._buffered += 1
        if self._buffered >= self._BUFFER:
            self._flush()

    def latest(self, key: int, limit: int) -> list[int]:
        """Return the `limit` highest ordinals under `key`."""
        bit = _bit(key)
        if not self._seen[bit >> 3] & 1 << (bit & 7):
            return []  # nearly always: the runs need not be searched
        found = self._buffer.get(key, [])[-limit:]
        for run in reversed(self._runs):
            if len(found) >= limit:
                break
            found = [*_under(run, key, limit - len(found)), *found]
        return found

    def _flush(self) -> None:
        run = array(
            "Q",
            sorted(
                key << _ORDINAL_BITS | ordinal
                for key, ordinals in self._buffer.items()
                for ordinal in ordinals
            ),
        )
        self._buffer, self._buffered = {}, 0
        while self._runs and len(self._runs[-1]) < min(4 * len(run), self._LONGEST):
            run = array("Q", sorted([*self._runs.pop(), *run]))
        self._runs.append(run)


def _bit(key: int) -> int:
    """Return a key's place in the filter (Fibonacci hashing, Knuth, vol. 3, 6.4)."""
    return (key * 0x9E3779B97F4A7C15 >> 20) & (_FILTER_BITS - 1)


def _under(run: "array[int]", key: int, limit: int) -> list[int]:
    start = bisect_left(run, key << _ORDINAL_BITS)
    if start == len(run) or run[start] >> _ORDINAL_BITS != key:
        return []
    end = bisect_left(run, (key + 1) << _ORDINAL_BITS, start)
    return [entry & _MAX_ORDINAL for entry in run[max(start, end - limit) : end]]
