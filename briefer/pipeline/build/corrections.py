"""Corrections: a figure that an outlet takes back, and the one it puts in its place.

A desk says what it corrects in a note above the text: "(Corrects paragraph 2 to say 250 monitors,
not 520)". What rests on the old figure in that outlet's earlier version is refused, and the
correction is a change of its own that shows both.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from briefer import lang
from briefer.engines._datelines import find_dateline
from briefer.engines.base import key_point_id
from briefer.models import (
    Article,
    Change,
    Check,
    CorrectedFigure,
    Document,
    Evidence,
    Extraction,
    KeyPoint,
    NumberMention,
    Problem,
    Story,
)
from briefer.stories import Placement
from briefer.text.datelines import read_dateline
from briefer.text.evidence import evidence
from briefer.text.numbers import find_numbers
from briefer.text.words import content_stems, fold

_DAYS = dt.timedelta(days=3)  # between a version and its correction
_SHARED = 3  # words that the old and the new sentence have in common
_TELLING = 100  # a figure from which on it means the same thing in another language too
_WEIGHT = 0.9  # of the corrected figure among a story's points
_PAIR = 2
_NOTES = 8  # asides in which the note is looked for
_QUOTED = re.compile(r"[\"“„«»”]([^\"“”„«»]{6,120})[\"”“»«]")

Checking = Callable[[str, tuple[Evidence, ...]], Check]


class Correction(NamedTuple):
    """An article that corrects a figure of an earlier one."""

    article: Article
    old: float
    new: float
    words: CorrectedFigure  # the same as the note has them

    def takes_back(self, text: str, language: str) -> bool:
        """Return whether a text says the old figure, of the same thing, and not the new one."""
        if not _says(text, self.old, language) or _says(text, self.new, language):
            return False
        if language != self.article.language:
            return self.old >= _TELLING  # small figures count all sorts of things
        own = (s for s in self.article.text.split("\n") if _says(s, self.new, language))
        return any(_share(text, sentence, self.article) for sentence in own)


def corrections(articles: Iterable[Article]) -> list[Correction]:
    """Return the corrections of a figure among `articles`; one note may correct several."""
    return [
        Correction(article, *pair)
        for article in articles
        if article.kind == "correction"
        for pair in next(filter(None, (_pairs(n, article) for n in _notes(article))), [])
    ]


def figures_of(note: str, language: str) -> list[tuple[float, float]]:
    """Return the old and the new figure of each that a desk's note corrects."""
    numbers = [number for number in find_numbers(note, language) if not number.ordinal]
    return [(old.value, new.value) for old, new in _corrected(note, numbers)]


def _notes(article: Article) -> list[str]:
    """Return what may say what an article corrects: its asides, then its first paragraph."""
    asides = [a.text for a in article.asides if a.kind == "boilerplate"][:_NOTES]
    return [*asides, *(line for line in article.text.split("\n")[:1] if _earlier().search(line))]


def _pairs(note: str, article: Article) -> list[tuple[float, float, CorrectedFigure]]:
    """Return the old and the new figures of a note, and the words for both."""
    numbers = [number for number in find_numbers(note, article.language) if not number.ordinal]
    return [
        (old.value, new.value, CorrectedFigure(new=_words(new, note), old=_words(old, note)))
        for old, new in _corrected(note, numbers)
    ]


def _corrected(
    note: str, numbers: Sequence[NumberMention]
) -> list[tuple[NumberMention, NumberMention]]:
    """Return the old and the new figure of each that a note corrects.

    Either the new one stands before the old ("250, not 520"), or the old one is what an earlier
    version said ("an earlier version said 520; it is 250").
    """
    found = []
    start = 0
    for instead in _instead().finditer(note):
        before = [n for n in numbers if start <= n.start and n.end <= instead.start()]
        after = [n for n in numbers if n.start >= instead.end()]
        if before and after and not _instead().search(note, instead.end(), after[0].start):
            found.append((after[0], _counterpart(after[0], before)))
            start = after[0].end
    told = found or [pair for pair in (_told_before(note, numbers),) if pair]
    return [(old, new) for old, new in told if old.value != new.value]


def _counterpart(old: NumberMention, before: Sequence[NumberMention]) -> NumberMention:
    """Return the figure that takes the place of `old`, among those before it.

    It counts the same thing; else, of two that count something ("two men of one crew, not
    three"), it is the nearer in size, as a miscount is; else it is the last.
    """
    alike = [n for n in before if n.noun and n.noun == old.noun]
    counting = alike or [n for n in before if n.noun or n.unit]
    if not counting or (before[-1] not in counting and not alike):
        return before[-1]
    return min(reversed(counting), key=lambda number: _distance(number.value, old.value))


def _distance(left: float, right: float) -> float:
    """Return how far apart two figures are by their size, as the logarithm of their ratio."""
    return abs(math.log((abs(left) + 1) / (abs(right) + 1)))


def _told_before(
    note: str, numbers: Sequence[NumberMention]
) -> tuple[NumberMention, NumberMention] | None:
    """Return the figure that an earlier version gave, and the one that stands instead."""
    earlier = _earlier().search(note)
    after = [number for number in numbers if earlier and number.start >= earlier.end()]
    return (after[0], after[1]) if len(after) == _PAIR else None


def _withdrawn(article: Article) -> list[tuple[str, ...]]:
    """Return the stems of each phrase that a note quotes and the corrected text lacks."""
    said = set(content_stems(article.text, article.language))
    quoted = (q for note in _notes(article) for q in _QUOTED.findall(note))
    stems = (tuple(content_stems(phrase, article.language)) for phrase in quoted)
    return [phrase for phrase in stems if len(set(phrase)) > 1 and not said.issuperset(phrase)]


def _words(number: NumberMention, note: str) -> str:
    """Return a figure with what it counts: "250 monitors"."""
    text = note[number.start : number.end]
    noun = number.noun or ""
    counted = note[number.end :].strip()
    return f"{text} {noun}" if noun and counted.casefold().startswith(noun) else text


def without_corrected_figures(
    extractions: Mapping[str, Extraction], articles: Mapping[str, Article]
) -> dict[str, Extraction]:
    """Return the extractions; points that rest on a figure that was corrected since are refused."""
    kept = dict(extractions)
    for correction in corrections(articles.values()):
        for article in articles.values():
            if article.id in kept and _is_earlier(article, correction):
                kept[article.id] = _refused(kept[article.id], article, correction)
    return _without_phrases(kept, articles)


def _without_phrases(
    extractions: Mapping[str, Extraction], articles: Mapping[str, Article]
) -> dict[str, Extraction]:
    """Return the extractions; points with a phrase that their desk has withdrawn are refused."""
    kept = dict(extractions)
    for own in articles.values():
        phrases = _withdrawn(own) if own.kind == "correction" else []
        for article in articles.values() if phrases else ():
            same = article.language == own.language and _precedes(article, own)
            for phrase in phrases if same and article.id in kept else ():
                kept[article.id] = _without_phrase(kept[article.id], phrase, article.language)
    return kept


def _without_phrase(extraction: Extraction, phrase: tuple[str, ...], language: str) -> Extraction:
    explanation = "the outlet has withdrawn these words"
    problem = Problem(code="corrected", explanation=explanation, words=" ".join(phrase))
    check = Check(status="rejected", score=0, problems=(problem,))
    points = tuple(
        p.model_copy(update={"check": check}) if _repeats(p, phrase, language) else p
        for p in extraction.key_points
    )
    return extraction.model_copy(update={"key_points": points})


def _repeats(point: KeyPoint, phrase: tuple[str, ...], language: str) -> bool:
    text = " ".join((point.text, *(item.quote for item in point.evidence)))
    return set(phrase) <= set(content_stems(text, language))


def with_corrected_headlines(
    articles: Mapping[str, Article], places: Mapping[str, Placement]
) -> dict[str, Article]:
    """Return the articles; a headline that has a figure that was corrected since is dropped.

    The desk's own earlier version gets the headline of its correction, which is what it stands
    under now; a report of others of the same story is left without one.
    """
    kept = dict(articles)
    for correction in corrections(articles.values()):
        own = places.get(correction.article.id)
        for i, article in articles.items():
            same = own is not None and i in places and places[i].story == own.story
            earlier = _is_earlier(article, correction)
            headline = article.title or ""
            wrong = _says(headline, correction.old, article.language) and not _says(
                headline, correction.new, article.language
            )
            if wrong and i != correction.article.id and (earlier or same):
                title = correction.article.title if earlier else None
                kept[i] = article.model_copy(update={"title": title})
    return kept


def with_corrected_points(
    stories: Iterable[Story],
    articles: Mapping[str, Article],
    documents: Mapping[str, Document],
    check: Checking,
) -> tuple[tuple[Story, ...], tuple[KeyPoint, ...]]:
    """Return the stories with each corrected figure among their points, and what they lose for it.

    What says the old figure is lost, whoever said it, and so is a conflict about it.
    """
    told: list[Story] = []
    lost: list[KeyPoint] = []
    for story in stories:
        right = story
        own = (articles[i] for i in story.articles if i in articles)
        for correction in corrections(own):
            wrong = [p for p in right.key_points if _is_wrong(p, correction, documents)]
            lost += [p.model_copy(update={"check": _check(correction)}) for p in wrong]
            right = _put_right(right, correction, documents, check)
        told.append(right)
    return tuple(told), tuple(lost)


def _put_right(
    story: Story, correction: Correction, documents: Mapping[str, Document], check: Checking
) -> Story:
    kept = [p for p in story.key_points if not _is_wrong(p, correction, documents)]
    points = {point.id for point in kept}
    language = correction.article.language
    proof = _sentence(documents[correction.article.id], correction.new)
    if proof and not any(_says(point.text, correction.new, language) for point in kept):
        text = _plain(proof, documents)
        verdict = check(text, (proof,))
        if verdict.status != "rejected":
            point = KeyPoint(
                id="",
                kind="figure",
                text=text,
                evidence=(proof,),
                importance=_WEIGHT,
                check=verdict,
            )
            kept.insert(1, point.model_copy(update={"id": key_point_id(text, (proof,))}))
    conflicts = [c for c in story.conflicts if all(side.key_point in points for side in c.sides)]
    if len(kept) == len(story.key_points) and len(conflicts) == len(story.conflicts):
        return story
    return story.model_copy(update={"key_points": tuple(kept), "conflicts": tuple(conflicts)})


def _is_wrong(point: KeyPoint, correction: Correction, documents: Mapping[str, Document]) -> bool:
    proof = point.evidence[0].article_id
    if proof == correction.article.id:
        return False
    return correction.takes_back(point.text, documents[proof].article.language)


def told_corrections(
    articles: Mapping[str, Article], documents: Mapping[str, Document], stories: Mapping[str, str]
) -> Iterator[Change]:
    """Yield each correction as a change: both figures, the new sentence, and the old one.

    `stories` gives the story of each article. The old sentence is missing where no version that
    has it was read.
    """
    for correction in corrections(articles.values()):
        new = _sentence(documents[correction.article.id], correction.new)
        versions = (a for a in articles.values() if _is_earlier(a, correction))
        said = (_sentence(documents[a.id], correction.old) for a in versions)
        old = next((item for item in said if item and new and _alike(item, new)), None)
        if new and correction.article.id in stories:
            yield Change(
                story=stories[correction.article.id],
                kind="corrected",
                text=_plain(new, documents),
                before=_plain(old, documents) if old else None,
                figure=correction.words,
                evidence=(new,),
            )


@cache
def _instead() -> re.Pattern[str]:
    return _any_of(lang.every(lambda each: each.genres.instead))


@cache
def _earlier() -> re.Pattern[str]:
    return _any_of(lang.every(lambda each: each.genres.earlier))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    words = sorted(phrases, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _is_earlier(article: Article, correction: Correction) -> bool:
    """Whether an article can be a version of what is corrected: the same desk's, not later."""
    return _precedes(article, correction.article)


def _precedes(article: Article, own: Article) -> bool:
    """Whether an article can be an earlier version of a correction: the same desk's, not later."""
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
    words = f"{correction.old:,.10g}"
    explanation = f"the outlet has corrected {words} to {correction.new:,.10g}"
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


def _plain(proof: Evidence, documents: Mapping[str, Document]) -> str:
    """Return a sentence on one line, without its dateline."""
    document = documents[proof.article_id]
    line = find_dateline(document.article.text, proof.start, proof.end, document.names)
    return " ".join(proof.quote[line.end - proof.start if line else 0 :].split())


def _alike(left: Evidence, right: Evidence) -> bool:
    words = set(left.quote.casefold().split()) & set(right.quote.casefold().split())
    return len(words) >= _SHARED


def corrected_in(text: str, article: Article, correction: Correction) -> bool:
    """Return whether a text of an article's gives the figure that a later version took back."""
    return _is_earlier(article, correction) and _says(text, correction.old, article.language)
