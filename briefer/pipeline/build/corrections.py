"""Corrections: a figure that an outlet takes back, and the one it puts in its place.

A desk says what it corrects in a note above the text: "(Corrects paragraph 2 to say 250 monitors,
not 520)". What rests on the old figure in that outlet's earlier version is refused, and the
correction is a change of its own that shows both.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from briefer import lang
from briefer.models import Article, Change, Check, Document, Evidence, Extraction, KeyPoint, Problem
from briefer.text.datelines import read_dateline
from briefer.text.evidence import evidence
from briefer.text.numbers import find_numbers
from briefer.text.words import content_stems, fold

_DAYS = dt.timedelta(days=3)  # between a version and its correction
_SHARED = 3  # words that the old and the new sentence have in common
_NOTES = 3  # asides in which the note is looked for


class Correction(NamedTuple):
    """An article that corrects a figure of an earlier one."""

    article: Article
    old: float
    new: float


def corrections(articles: Iterable[Article]) -> list[Correction]:
    """Return the corrections of a figure among `articles`."""
    found = []
    for article in articles:
        if article.kind == "correction":
            notes = [a.text for a in article.asides if a.kind == "boilerplate"][:_NOTES]
            figures = next(filter(None, (figures_of(n, article.language) for n in notes)), None)
            if figures:
                found.append(Correction(article, *figures))
    return found


def figures_of(note: str, language: str) -> tuple[float, float] | None:
    """Return the old and the new figure of a desk's note, or None where it corrects no figure."""
    instead = _instead().search(note)
    if instead is None:
        return None
    numbers = [number for number in find_numbers(note, language) if not number.ordinal]
    before = [number.value for number in numbers if number.end <= instead.start()]
    after = [number.value for number in numbers if number.start >= instead.end()]
    return (after[0], before[-1]) if before and after and before[-1] != after[0] else None


def without_corrected_figures(
    extractions: Mapping[str, Extraction], articles: Mapping[str, Article]
) -> dict[str, Extraction]:
    """Return the extractions; points that rest on a figure that was corrected since are refused."""
    kept = dict(extractions)
    for correction in corrections(articles.values()):
        for article in articles.values():
            if article.id in kept and _is_earlier(article, correction):
                kept[article.id] = _refused(kept[article.id], article, correction)
    return kept


def told_corrections(
    articles: Mapping[str, Article], documents: Mapping[str, Document], stories: Mapping[str, str]
) -> Iterator[Change]:
    """Yield each correction as a change: the new sentence, and the old one before it.

    `stories` gives the story of each article.
    """
    for correction in corrections(articles.values()):
        new = _sentence(documents[correction.article.id], correction.new)
        versions = (a for a in articles.values() if _is_earlier(a, correction))
        said = (_sentence(documents[a.id], correction.old) for a in versions)
        old = next((item for item in said if item and new and _alike(item, new)), None)
        if new and old and correction.article.id in stories:
            yield Change(
                story=stories[correction.article.id],
                kind="corrected",
                text=" ".join(new.quote.split()),
                before=" ".join(old.quote.split()),
                evidence=(new,),
            )


@cache
def _instead() -> re.Pattern[str]:
    words = sorted(lang.every(lambda each: each.genres.instead), key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _is_earlier(article: Article, correction: Correction) -> bool:
    """Whether an article can be a version of what is corrected: the same desk's, not later."""
    own = correction.article
    if article.id == own.id or article.kind == "correction" or not (_desks(article) & _desks(own)):
        return False
    if article.published_at and own.published_at and article.published_at > own.published_at:
        return False
    if article.published is None or own.published is None:
        return True
    return dt.timedelta() <= own.published - article.published <= _DAYS


def _desks(article: Article) -> set[str]:
    """Return the outlet and the agency that an article comes from."""
    line = read_dateline(article.text, article.language)
    names = (article.source, line.agency if line else None)
    return {fold(name) for name in names if name}


def _refused(extraction: Extraction, article: Article, correction: Correction) -> Extraction:
    points = tuple(_judged(point, article, correction) for point in extraction.key_points)
    return extraction.model_copy(update={"key_points": points})


def _judged(point: KeyPoint, article: Article, correction: Correction) -> KeyPoint:
    for item in point.evidence:
        if not _says(item.quote, correction.old, article.language):
            continue
        sentences = (s for s in correction.article.text.split("\n") if s)
        if any(
            _says(s, correction.new, correction.article.language) and _share(item.quote, s, article)
            for s in sentences
        ):
            return point.model_copy(update={"check": _check(correction)})
    return point


def _check(correction: Correction) -> Check:
    words = f"{correction.old:g}"
    explanation = f"the outlet has corrected {words} to {correction.new:g}"
    problem = Problem(code="corrected", explanation=explanation, words=words)
    return Check(status="rejected", score=0, problems=(problem,))


def _says(text: str, figure: float, language: str) -> bool:
    return any(number.value == figure for number in find_numbers(text, language))


def _share(left: str, right: str, article: Article) -> bool:
    language = article.language
    return len(set(content_stems(left, language)) & set(content_stems(right, language))) >= _SHARED


def _sentence(document: Document, figure: float) -> Evidence | None:
    language = document.article.language
    for sentence in document.sentences:
        if _says(document.sentence_text(sentence.number), figure, language):
            return evidence(document, [sentence.number])[0]
    return None


def _alike(left: Evidence, right: Evidence) -> bool:
    words = set(left.quote.casefold().split()) & set(right.quote.casefold().split())
    return len(words) >= _SHARED


def corrected_in(text: str, article: Article, correction: Correction) -> bool:
    """Return whether a text of an article's gives the figure that a later version took back."""
    return _is_earlier(article, correction) and _says(text, correction.old, article.language)
