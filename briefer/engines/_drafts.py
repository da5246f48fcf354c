"""A model's points turned into draft key points: code fills in all that it can read itself.

Evidence, the quotation's words, dates, actors and countries come from the document, never from
the model; a speaker becomes the full name the article gives.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeVar

from babel import Locale

from briefer.engines._packing import Pack
from briefer.engines._replies import Point
from briefer.engines.base import with_id
from briefer.models import (
    DateMention,
    Document,
    Evidence,
    KeyPoint,
    NameMention,
    Quotation,
    When,
)
from briefer.text.evidence import evidence

Mention = TypeVar("Mention", NameMention, DateMention)

MOST_ACTORS = 8
MOST_COUNTRIES = 6
_ARTICLES = frozenset({"the", "a", "an"})
_SAID = frozenset({"statement", "reaction"})


class PointDraft(NamedTuple):
    """A draft key point and the position of its article."""

    position: int
    key_point: KeyPoint


def draft(pack: Pack, point: Point) -> PointDraft:
    """Return `point` as a draft of the article that most of its sentences belong to."""
    cited = [pack.sentences[number - 1] for number in point.sentences]
    position, _ = Counter(pack.parts[place].position for place, _ in cited).most_common(1)[0]
    part = next(part for part in pack.parts if part.position == position)
    numbers = {number for place, number in cited if pack.parts[place].position == position}
    quotation = _quotation(pack, point, position)
    if quotation is not None:
        numbers.update(quotation.sentences)
    return PointDraft(position, _key_point(part.document, point, numbers, quotation))


def merged(key_points: Iterable[KeyPoint]) -> tuple[KeyPoint, ...]:
    """Return `key_points` without those that say what an earlier one says, most important first.

    Two say the same where their words are the same, in the same order ("A attacked B" is not
    "B attacked A"); then the evidence of both is kept with the first.
    """
    kept: dict[tuple[str, ...], KeyPoint] = {}
    for key_point in sorted(key_points, key=lambda each: -each.importance):
        words = tuple(word for word in _words(key_point.text) if word not in _ARTICLES)
        first = kept.get(words)
        if first is None:
            kept[words] = key_point
        elif extra := [item for item in key_point.evidence if item not in first.evidence]:
            both = first.model_copy(update={"evidence": (*first.evidence, *extra)})
            kept[words] = with_id(both)
    return tuple(kept.values())


def _quotation(pack: Pack, point: Point, position: int) -> Quotation | None:
    if point.quotation is None:
        return None
    place, quotation = pack.quotations[point.quotation - 1]
    return quotation if pack.parts[place].position == position else None


def _key_point(
    document: Document,
    point: Point,
    numbers: Iterable[int],
    quotation: Quotation | None,
) -> KeyPoint:
    found = evidence(document, numbers)
    text = document.article.text
    return with_id(
        KeyPoint(
            id="",
            kind=point.kind,
            text=point.text,
            speaker=_speaker(document, point, found, quotation),
            quote=text[quotation.start : quotation.end] if quotation else None,
            actors=_actors(document, point, found),
            countries=_countries(document, point, found),
            place=_place(point, found),
            when=_when(document, point, found),
            importance=point.importance,
            evidence=found,
        ),
    )


def _inside(mentions: Iterable[Mention], found: tuple[Evidence, ...]) -> Iterator[Mention]:
    for mention in mentions:
        if any(item.start <= mention.start < item.end for item in found):
            yield mention


def _speaker(
    document: Document,
    point: Point,
    found: tuple[Evidence, ...],
    quotation: Quotation | None,
) -> str | None:
    if quotation is not None:
        for attribution in document.attributions:
            if attribution.start < quotation.end and quotation.start < attribution.end:
                return attribution.speaker
    numbers = {number for item in found for number in item.sentences}
    heard = tuple(each.speaker for each in document.attributions if each.sentence in numbers)
    if point.speaker is None:
        return _alone(heard) if point.kind in _SAID else None
    name = _full_name(document, point.speaker)
    if any(_same(name, speaker) for speaker in heard):
        return name
    if not heard and document.article.language != "en" and _named(name, found):
        return name  # who speaks is read best in English
    return _alone(heard) if point.kind in _SAID else None


def _alone(heard: Iterable[str]) -> str | None:
    """Return the only speaker of the cited sentences, or None."""
    speakers = set(heard)
    return speakers.pop() if len(speakers) == 1 else None


def _same(name: str, speaker: str) -> bool:
    """Tell whether all words of one name, or of its surname's form, are in the other."""
    one, other = set(_words(name)) - _ARTICLES, set(_words(speaker)) - _ARTICLES
    return bool(one) and bool(other) and (one <= other or other <= one)


def _named(name: str, found: tuple[Evidence, ...]) -> bool:
    """Tell whether every word of a name stands in the cited sentences."""
    words = {word for item in found for word in _words(item.quote)}
    return set(_words(name)) <= words


def _full_name(document: Document, name: str) -> str:
    asked = set(_words(name))
    for mention in document.names:
        if mention.kind == "person" and asked and asked <= set(_words(mention.name)):
            return mention.name
    return name


def _actors(document: Document, point: Point, found: tuple[Evidence, ...]) -> tuple[str, ...]:
    text = point.text.casefold()
    names = (
        mention.name
        for mention in _inside(document.names, found)
        if mention.kind in {"person", "organisation"}
        and mention.name.rpartition(" ")[2].casefold() in text
    )
    return tuple(dict.fromkeys(names))[:MOST_ACTORS]


def _countries(document: Document, point: Point, found: tuple[Evidence, ...]) -> tuple[str, ...]:
    if given := tuple(code for code in point.countries if code in _known_countries()):
        return given[:MOST_COUNTRIES]
    text = point.text.casefold()
    near = [mention for mention in _inside(document.names, found) if mention.country]
    source = document.article.text
    named = [each for each in near if source[each.start : each.end].casefold() in text]
    codes = (mention.country for mention in named or near if mention.country)
    return tuple(dict.fromkeys(codes))[:MOST_COUNTRIES]


@cache
def _known_countries() -> frozenset[str]:
    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2)


def _place(point: Point, found: tuple[Evidence, ...]) -> str | None:
    if point.place is None:
        return None
    asked = _words(point.place)
    for item in found:
        words = _words(item.quote)
        if any(words[i : i + len(asked)] == asked for i in range(len(words) - len(asked) + 1)):
            return point.place if asked else None
    return None


def _when(document: Document, point: Point, found: tuple[Evidence, ...]) -> When | None:
    """Return the date that the point's words name, or the only one of its sentences."""
    text = f"{point.date_words or ''} {point.text}".casefold()
    dates = [mention for mention in _inside(document.dates, found) if mention.when is not None]
    source = document.article.text
    named = [each for each in dates if source[each.start : each.end].casefold() in text]
    chosen = named or dates
    if named or len(chosen) == 1:
        return chosen[0].when
    return None


def _words(text: str) -> list[str]:
    return [word for raw in text.casefold().split() if (word := raw.strip(".,;:!?\"'()“”«»’‘"))]
