"""One story from its articles: key points merged over outlets, sources counted, a title chosen."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from briefer.models import Article, Conflict, Evidence, KeyPoint, Story
from briefer.stories.conflicts import find_conflicts
from briefer.stories.disagreements import Claimed
from briefer.stories.facts import Fact, covered, fact_of, same_fact, same_numbers, same_speaker
from briefer.stories.keys import name_keys
from briefer.stories.measures import jaccard
from briefer.stories.outlets import OutletBook
from briefer.stories.sources import independent_sources
from briefer.stories.wires import wires
from briefer.text.words import content_stems

_SAME_COPY = 0.7  # Jaccard from which two points of one reprint group are one, edits and all
_TELLING, _LATEST, _NEAREST = 8, 50, 20  # stems, groups a stem, groups compared with a point
_BONUS = 0.05  # importance for each further independent source
_KINDS = ("event", "action", "figure", "statement", "reaction", "background")
_TITLE_LENGTH = 120  # characters, where a first sentence stands in for a headline


class _Point(NamedTuple):
    point: KeyPoint
    fact: Fact
    article: Article
    source: str  # independent source it counts for
    order: tuple[int, int]


class MergeOptions(NamedTuple):
    """How to merge: the reader's language, the book of outlets, who makes ids, what was before.

    `make_id` gives a merged key point its id; without it the kept wording's id stays. `earlier`
    are key points of the story's articles of the days before: they don't become part of the
    story, but one that a new report contradicts is the other side of a conflict.
    """

    language: str = "en"
    outlets: OutletBook | None = None
    make_id: Callable[[KeyPoint], str] | None = None
    earlier: Sequence[tuple[Article, KeyPoint]] = ()


_DEFAULT_OPTIONS = MergeOptions()


def merge_story(
    story_id: str,
    articles: Sequence[Article],
    key_points: Mapping[str, Sequence[KeyPoint]],
    reprints: Sequence[tuple[str, ...]] = (),
    options: MergeOptions = _DEFAULT_OPTIONS,
) -> Story:
    """Return the story that `articles` (at least one) tell together.

    Key points that state the same fact become one, with the evidence of all; rejected ones stay
    out. A reprint's key points go into those of the article it copies. Key points come in order
    of importance, conflicts are listed beside them.

    Args:
        story_id: the id that clustering gave.
        articles: in any order.
        key_points: of each article, by its id.
        reprints: groups of article ids with the same copy, the original first.
        options: language of the title, outlets, ids.

    Raises:
        ValueError: there is no article.
    """
    if not articles:
        raise ValueError(f"story {story_id} has no article to be merged from")
    ordered = sorted(articles, key=_chronology)
    sources = independent_sources(ordered, reprints, options.outlets)
    points = _points(ordered, key_points, sources)
    merged = [_merged(group, options) for group in _groups(points, _copies(reprints))]
    merged.sort(key=_rank)
    headline = _headline(ordered, options.language)
    return Story(
        id=story_id,
        title=_title(headline),
        title_article=headline.id,
        articles=tuple(article.id for article in ordered),
        outlets=_outlets(ordered),
        independent_sources=len(set(sources.values())),
        reprints=tuple(tuple(group) for group in reprints),
        wires=wires(reprints, {a.id: a for a in ordered}, options.outlets),
        key_points=tuple(point for point, _ in merged),
        conflicts=_conflicts(points, options),
        countries=_countries(points),
    )


# --- key points -----------------------------------------------------------------------------


def _points(
    articles: Sequence[Article],
    key_points: Mapping[str, Sequence[KeyPoint]],
    sources: Mapping[str, str],
) -> list[_Point]:
    return [
        _Point(point, fact_of(point, article.language), article, sources[article.id], (i, j))
        for i, article in enumerate(articles)
        for j, point in enumerate(key_points.get(article.id, ()))
        if not point.rejected
    ]


def _copies(reprints: Iterable[Sequence[str]]) -> dict[str, str]:
    return {article_id: group[0] for group in reprints for article_id in group}


class _Group:
    """Points that state one fact: each agrees with every other, or is the same copy."""

    def __init__(self, point: _Point) -> None:
        self.points = [point]
        self._facts = {point.fact: point}  # reprints repeat a wording: each is compared once

    def admits(self, point: _Point, copies: Mapping[str, str]) -> bool:
        if point.fact in self._facts:
            return bool(point.fact.stems)
        return all(
            same_fact(point.fact, fact) or _same_copy(point, other, copies)
            for fact, other in self._facts.items()
        )

    def add(self, point: _Point) -> None:
        self.points.append(point)
        self._facts.setdefault(point.fact, point)


def _groups(points: Sequence[_Point], copies: Mapping[str, str]) -> list[list[_Point]]:
    """Group points that state one fact, in the order of their first."""
    groups: list[_Group] = []
    index: dict[str, list[int]] = defaultdict(list)
    rarity = Counter(stem for point in points for stem in point.fact.stems)
    for point in points:
        telling = sorted(point.fact.stems, key=lambda stem: (rarity[stem], stem))
        near = Counter(number for stem in telling[:_TELLING] for number in index[stem][-_LATEST:])
        likely = sorted(near.items(), key=lambda item: (-item[1], item[0]))[:_NEAREST]
        home = next((n for n, _ in likely if groups[n].admits(point, copies)), None)
        if home is None:
            home = len(groups)
            groups.append(_Group(point))
        else:
            groups[home].add(point)
        for stem in telling:
            if home not in index[stem][-1:]:
                index[stem].append(home)
    return [group.points for group in groups]


def _same_copy(left: _Point, right: _Point, copies: Mapping[str, str]) -> bool:
    """Return whether two points come from the same passage of two reprints, lightly edited."""
    original = copies.get(left.article.id)
    return (
        original is not None
        and original == copies.get(right.article.id)
        and jaccard(left.fact.stems, right.fact.stems) >= _SAME_COPY
        and same_numbers(left.fact, right.fact)
        and same_speaker(left.fact, right.fact)
        and (left.fact.negative, left.fact.modal) == (right.fact.negative, right.fact.modal)
    )


def _merged(group: Sequence[_Point], options: MergeOptions) -> tuple[KeyPoint, tuple[int, int]]:
    kept = min(group, key=lambda item: _preference(item, group, options))
    if len(group) == 1:
        return kept.point, kept.order
    bonus = _BONUS * (len({item.source for item in group}) - 1)
    importance = max(item.point.importance for item in group) + bonus
    merged = kept.point.model_copy(
        update={
            "evidence": _evidence(kept, group),
            "actors": _people(item.point.actors for item in (kept, *group)),
            "countries": _union(item.point.countries for item in (kept, *group)),
            "importance": round(min(1.0, importance), 4),
        }
    )
    if options.make_id is not None:
        merged = merged.model_copy(update={"id": options.make_id(merged)})
    return merged, min(item.order for item in group)


def _preference(
    item: _Point, group: Sequence[_Point], options: MergeOptions
) -> tuple[int, int, float, int, tuple[int, int]]:
    """Order wordings: the reader's language, checked whole, in every other's words, first."""
    repaired = item.point.check is not None and item.point.check.status == "repaired"
    support = sum(covered(item.fact.stems, other.fact.stems) for other in group)
    book = options.outlets or OutletBook.bundled()
    return (
        item.article.language != options.language,
        int(repaired),
        -round(support, 6),
        book.rank(item.article.source),
        item.order,
    )


def _evidence(kept: _Point, group: Sequence[_Point]) -> tuple[Evidence, ...]:
    found: dict[tuple[str, int, int], Evidence] = {}
    for item in (kept, *group):
        for evidence in item.point.evidence:
            found.setdefault((evidence.article_id, evidence.start, evidence.end), evidence)
    return tuple(found.values())


def _union(listed: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in listed for item in items))


def _people(listed: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of all, each in the spelling that comes first."""
    found: dict[tuple[str, ...], str] = {}
    for name in _union(listed):
        found.setdefault(name_keys(name) or (name,), name)
    return tuple(found.values())


def _rank(item: tuple[KeyPoint, tuple[int, int]]) -> tuple[float, int, tuple[int, int]]:
    point, order = item
    return (-point.importance, _KINDS.index(point.kind), order)


def _conflicts(points: Sequence[_Point], options: MergeOptions) -> tuple[Conflict, ...]:
    """Return the conflicts among today's points, and of these with earlier ones."""
    book = options.outlets or OutletBook.bundled()
    own = {point.article.id for point in points}
    today = [Claimed(p.point, p.fact, p.article, p.source) for p in points]
    names = {f"outlet {book.key(p.article.source)}": p.source for p in points if p.article.source}
    past = [
        Claimed(
            point, fact_of(point, article.language), article, _earlier_source(article, names, book)
        )
        for article, point in options.earlier
        if article.id not in own
    ]
    return find_conflicts(today, past, options.language)


def _earlier_source(article: Article, names: Mapping[str, str], book: OutletBook) -> str:
    """Return the source an earlier article counts for: today's, where the outlet is the same."""
    if not article.source:
        return article.id
    outlet = f"outlet {book.key(article.source)}"
    return names.get(outlet, outlet)


# --- the story as a whole -------------------------------------------------------------------


def _chronology(article: Article) -> tuple[bool, str, str, str]:
    day = article.published.isoformat() if article.published else ""
    at = article.published_at.isoformat() if article.published_at else ""
    return (article.published is None, day, at, article.id)


def _outlets(articles: Iterable[Article]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(article.source for article in articles if article.source))


def _countries(points: Iterable[_Point]) -> tuple[str, ...]:
    counted = Counter(code for item in points for code in item.point.countries)
    return tuple(code for code, _ in counted.most_common())


def _headline(articles: Sequence[Article], language: str) -> Article:
    """Return the article with the most central headline, in the reader's language if any is."""
    headed = [article for article in articles if article.title] or list(articles)
    preferred = [article for article in headed if article.language == language] or headed
    stems = {a.id: frozenset(content_stems(_title(a), a.language)) for a in preferred}
    body = Counter(stem for listed in stems.values() for stem in listed)
    return max(preferred, key=lambda a: _centrality(stems[a.id], body))


def _centrality(stems: frozenset[str], body: Counter[str]) -> float:
    """Return how much of what the headlines say `stems` say, for their number."""
    return sum(body[stem] for stem in stems) / (len(stems) + 4)


def _title(article: Article) -> str:
    if article.title:
        return article.title
    line = next((line.strip() for line in article.text.splitlines() if line.strip()), "")
    if len(line) <= _TITLE_LENGTH:
        return line
    return line[:_TITLE_LENGTH].rsplit(" ", 1)[0] + "…"
