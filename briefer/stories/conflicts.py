"""Conflicts: outlets that disagree about the same fact, side by side, never averaged.

Two key points of different independent sources conflict when their context is the same and one
part that both give differs: a number of the same things (see `counts`), the date, the place, who said it, or
whether it happened. A later report with a new figure is a development and no conflict, so only
reports of the same day or the next are compared, and of each outlet only its latest.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefer.models import Article, Conflict, ConflictSide
from briefer.stories.counts import Count, both_right, counts, same_count
from briefer.stories.disagreements import (
    CHECKS,
    Claimed,
    Clash,
    ConflictKind,
    Version,
    subject,
)
from briefer.stories.facts import names_in
from briefer.stories.measures import Measure, likeness
from briefer.text.words import content_stems, words

_SAME_DAYS = 1  # days between two reports that still compete
_SHARED = 2  # stems that two claims on one matter have in common at least
_LATEST = 200  # claims looked at per stem
_NAMED = 2  # names that say of what a contested figure is
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’-]+(?:\s[^\W\d_a-zß-öø-ÿ][\w’-]+)*")

_Check = Callable[[Claimed, Claimed], Clash | None]
_Node = tuple[ConflictKind, str, int]  # kind, key of the version, number of the claim


def find_conflicts(
    claims: Sequence[Claimed], earlier: Sequence[Claimed] = (), language: str = "en"
) -> tuple[Conflict, ...]:
    """Return the conflicts among the key points of one story, in the order of its claims.

    Claims of `earlier` reports are compared with these, and not with one another. What is
    contested is named in the reader's `language`, where one of those who contest it has it.
    """
    return _Finder(claims, earlier, language).conflicts()


class _Finder:
    """Compares the claims of one story pair by pair, with a view of the whole articles."""

    def __init__(
        self, claims: Sequence[Claimed], earlier: Sequence[Claimed], language: str
    ) -> None:
        self._claims = (*earlier, *claims)
        self._language = language
        self._first = len(earlier)
        self._words: dict[_Node, tuple[str, str]] = {}  # subject, words
        self._linked: dict[_Node, list[_Node]] = defaultdict(list)
        self._counts: dict[str, list[tuple[Claimed, Count]]] = defaultdict(list)  # by article id
        self._of_source: dict[str, list[Claimed]] = defaultdict(list)
        for claim in self._claims:
            self._counts[claim.article.id] += ((claim, count) for count in counts(claim))
            self._of_source[claim.source].append(claim)

    def conflicts(self) -> tuple[Conflict, ...]:
        for i, j in self._pairs():
            left, right = self._claims[i], self._claims[j]
            if _compete(left, right):
                for clash in self._clashes(left, right):
                    self._take(clash, i, j)
        return tuple(
            _conflict(found, self._words, self._claims) for found in _components(self._linked)
        )

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Yield pairs that share words, or figures in two languages, one of the two today's."""
        index: dict[str, list[int]] = defaultdict(list)
        for j, claim in enumerate(self._claims):
            if j >= self._first:
                shared = Counter(i for stem in claim.fact.stems for i in index[stem][-_LATEST:])
                least = min(_SHARED, len(claim.fact.stems))
                alike = {i for i in shared if shared[i] >= least}
                yield from ((i, j) for i in sorted(alike | self._abroad(claim, j)))
            for stem in claim.fact.stems:
                index[stem].append(j)

    def _abroad(self, claim: Claimed, before: int) -> set[int]:
        """Return the claims in other languages that give figures too; tolls in any."""
        if not claim.fact.measures:
            return set()
        first = max(0, before - _LATEST)
        return {
            i
            for i, other in enumerate(self._claims[first:before], start=first)
            if other.fact.measures
            and (other.article.language != claim.article.language or _both_tolls(claim, other))
        }

    def _take(self, clash: Clash, i: int, j: int) -> None:
        left: _Node = (clash.kind, clash.left.key, i)
        right: _Node = (clash.kind, clash.right.key, j)
        self._words.setdefault(left, (clash.subject, clash.left.words))
        self._words.setdefault(right, (clash.subject, clash.right.words))
        self._linked[left].append(right)
        self._linked[right].append(left)

    def _clashes(self, left: Claimed, right: Claimed) -> Iterator[Clash]:
        for check in (self._number, *CHECKS):
            clash = check(left, right)
            if clash is not None and not any(
                self._superseded(claim, check) for claim in (left, right)
            ):
                yield clash

    def _superseded(self, claim: Claimed, check: _Check) -> bool:
        """Return whether the same source has said something else since."""
        return any(
            _later(other.article, claim.article) and check(claim, other) is not None
            for other in self._of_source[claim.source]
        )

    def _number(self, left: Claimed, right: Claimed) -> Clash | None:
        for one in counts(left):
            for other in counts(right):
                if not same_count(left, one, right, other) or both_right(left, one, right, other):
                    continue
                if self._partner(left, one, right) == other and (
                    self._partner(right, other, left) == one
                ):
                    subject = self._subject(left, one, right, other)
                    return Clash("number", subject, _figure(one.measure), _figure(other.measure))
        return None

    def _partner(self, claim: Claimed, count: Count, other: Claimed) -> Count | None:
        """Return the figure of the other claim's whole article that counts the same as `count`.

        One that agrees comes first, then the one with the most words around it in common, then
        the nearest.
        """
        alike = [
            (theirs, found)
            for theirs, found in self._counts[other.article.id]
            if same_count(claim, count, theirs, found)
        ]
        best = max(
            alike,
            key=lambda pair: (
                both_right(claim, count, *pair),
                len(pair[1].measure.things & count.measure.things),
                likeness(count.measure, pair[1].measure),
                -abs(pair[1].measure.value - count.measure.value),
            ),
            default=None,
        )
        return best[1] if best else None

    def _subject(self, left: Claimed, one: Count, right: Claimed, other: Count) -> str:
        """Return what is contested: what is counted, and the names that both sides give."""
        sides = ((left, one, right), (right, other, left))
        own = [side for side in sides if side[0].article.language == self._language]
        claim, count, against = (own or list(sides))[0]
        shared = one.measure.things & other.measure.things
        abroad = left.article.language != right.article.language
        stems = count.measure.counted if abroad else shared or count.measure.things
        unit = re.sub(r"[\d.,\s]+", " ", count.measure.words).strip()
        counted = _counted(claim, stems) if stems or not unit else unit
        names = [] if counted == subject(claim, claim) else _shared_names(claim, against)
        return ", ".join([counted, *names])


def _components(linked: Mapping[_Node, Sequence[_Node]]) -> Iterator[list[_Node]]:
    """Yield the sets of versions that contradict one another, directly or through others."""
    seen: set[_Node] = set()
    for start in linked:
        if start in seen:
            continue
        seen.add(start)
        found = [start]
        for node in found:
            fresh = [other for other in dict.fromkeys(linked[node]) if other not in seen]
            seen.update(fresh)
            found += fresh
        yield sorted(found, key=lambda node: node[2])


def _conflict(
    found: Sequence[_Node], words: Mapping[_Node, tuple[str, str]], claims: Sequence[Claimed]
) -> Conflict:
    versions: dict[str, list[_Node]] = defaultdict(list)
    for node in found:
        versions[node[1]].append(node)
    return Conflict(
        kind=found[0][0],
        subject=words[found[0]][0],
        sides=tuple(
            _side(words[nodes[0]][1], [claims[i] for _, _, i in nodes])
            for nodes in versions.values()
        ),
    )


def _side(value: str, claims: Sequence[Claimed]) -> ConflictSide:
    outlets = dict.fromkeys(claim.article.source or claim.article.name for claim in claims)
    evidence = dict.fromkeys(item for claim in claims for item in claim.point.evidence)
    return ConflictSide(
        value=value,
        outlets=tuple(outlets),
        key_point=claims[0].point.id,
        evidence=tuple(evidence),
    )


def _compete(left: Claimed, right: Claimed) -> bool:
    if left.source == right.source or left.article.id == right.article.id:
        return False
    first, second = left.article.published, right.article.published
    return not (first and second and abs((first - second).days) > _SAME_DAYS)


def _later(article: Article, other: Article) -> bool:
    if article.published_at and other.published_at:
        return article.published_at > other.published_at
    if article.published and other.published:
        return article.published > other.published
    return False


def _both_tolls(one: Claimed, other: Claimed) -> bool:
    return all(any(count.toll for count in counts(claim)) for claim in (one, other))


def _shared_names(claim: Claimed, other: Claimed) -> list[str]:
    """Return the first names of a claim that the other has as well, by their sound."""
    code = claim.article.language
    theirs = names_in(other.point.text, other.article.language)
    found = dict.fromkeys(
        name for name in _NAME.findall(claim.point.text) if names_in(name, code) & theirs
    )
    return list(found)[:_NAMED]


def _counted(claim: Claimed, stems: frozenset[str]) -> str:
    """Return the word of the claim that names what is counted; its wording where none does."""
    language = claim.article.language
    listed = words(claim.point.text)
    named = (word for word in listed if stems.intersection(content_stems(word, language)))
    return next(named, subject(claim, claim))


def _figure(measure: Measure) -> Version:
    return Version(f"{measure.value:g}-{measure.high:g} {measure.unit}", measure.words)
