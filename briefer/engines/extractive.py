"""The built-in engine: picks an article's own sentences. No model, no key, no network.

Deterministic: the same article gives the same key points, byte for byte. How sentences are chosen
is told in `_salience`, how they are made to stand alone in `_standalone`.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefer.engines._bottom_line import best_point
from briefer.engines._kinds import newsworthiness
from briefer.engines._labels import label
from briefer.engines._salience import ARTICLE, SET, Candidate, Choice, choose
from briefer.engines._standalone import SOUND, Telling, tell
from briefer.engines._view import DocumentView
from briefer.engines.base import key_point_id
from briefer.models import Composed, Composition, Document, Evidence, Extraction, KeyPoint, Story
from briefer.text.evidence import evidence
from briefer.text.numbers import find_numbers
from briefer.text.words import content_stems

VERSION = "extractive-11"

_TOP = 0.9  # importance of an article's first key point: outlets that agree may raise it
_ESSAY, _UNTITLED = 0.7, 0.9  # of that: where the lead is far from the headline, or there is none
_ENOUGH = 0.4  # share of a headline's words that a lead usually has
_STEP = 0.0001  # importances of one article differ by at least this
_LEAST = 0.03  # of the first one's worth: what adds less is left out, after the first few
_FIGURE = 0.05  # of the first one's worth: a figure that nothing chosen gives
_FEW, _MANY = 3, 10  # key points of a short item and of a long read
_SHORT_ITEM = 100  # words
_SHORT = 300  # words of an article in which one point more is enough
_VOICES = 2  # office-holders of an article who are quoted beside its best sentences
_FEWEST_STEMS = 4


class Extractive:
    """Key points are the article's own sentences, attributed and freed of their dateline."""

    name = "extractive"
    model: str | None = None
    fingerprint = VERSION

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Yield an extraction a document, in order. Never raises for an article's content."""
        for document in documents:
            yield Extraction(
                article_id=document.article.id,
                engine=self.name,
                key_points=key_points(document),
            )

    def compose(self, story: Story) -> Composition:  # noqa: ARG002 - the protocol's signature
        """Return nothing: this engine writes no sentence of its own."""
        return Composition()

    def bottom_line(self, stories: Sequence[Story], limit: int) -> Composition:
        """Return the most newsworthy key point of each of the first `limit` stories."""
        told = [story for story in stories if story.key_points][:limit]
        best = (best_point(story) for story in told)
        sentences = tuple(Composed(text=point.text, key_points=(point.id,)) for point in best)
        return Composition(sentences=sentences)


class _Told(NamedTuple):
    """A sentence that may become a key point."""

    document: Document
    view: DocumentView
    number: int
    telling: Telling
    candidate: Candidate


def key_points(document: Document) -> tuple[KeyPoint, ...]:
    """Return the article's key points, the most important first.

    A figure is kept: where none of the best sentences gives one, the next best that does is added.
    So is what office-holders say of whom the best sentences quote nothing.
    """
    told = _tellings(document)
    if not told:
        return ()
    count = _wanted(sum(item.candidate.words for item in told))
    title = frozenset(content_stems(document.article.title or "", document.article.language))
    headlines = [title] if title else []
    candidates = [item.candidate for item in told]
    chosen = choose(candidates, count, headlines, ARTICLE)
    if not any(_counts(told[choice.number]) for choice in chosen):
        ranked = choose(candidates, len(told), headlines, ARTICLE)
        chosen += [c for c in ranked[count:] if _counts(told[c.number])][:1]
    if len(chosen) < count:
        chosen += _further_figures(told, chosen)[: count - len(chosen)]
    ranked = choose(candidates, len(told), headlines, ARTICLE)
    words = sum(item.candidate.words for item in told)
    room = count + (_VOICES if words > _SHORT else 1) - len(chosen)
    chosen += _further_voices(told, chosen, ranked)[: max(0, room)]
    return tuple(_made(told, chosen, _TOP * _fidelity(told, chosen, title)))


def _further_voices(
    told: Sequence[_Told], chosen: Sequence[Choice], ranked: Sequence[Choice]
) -> list[Choice]:
    """Return the best quotation of each office-holder whom `chosen` does not quote, else his words."""
    named = {_office_holder(told[choice.number]) for choice in chosen}
    quoted = {_office_holder(told[c.number]) for c in chosen if _is_quoted(told[c.number])}
    taken = {choice.number for choice in chosen}
    further: list[Choice] = []
    for choice in sorted(ranked, key=lambda c: not _is_quoted(told[c.number])):
        item = told[choice.number]
        speaker = _office_holder(item)
        if choice.number in taken or speaker is None:
            continue
        if speaker not in (quoted if _is_quoted(item) else named | quoted):
            quoted.add(speaker)
            further.append(choice)
    return further


def _is_quoted(item: _Told) -> bool:
    """Whether a sentence has words of its speaker's between quotation marks."""
    return any(
        len(item.document.article.text[q.start : q.end].split()) > 1
        for q in item.view.quotations(item.number)
    )


def _office_holder(item: _Told) -> str | None:
    """Return who speaks in a sentence, where the article gives the person's office."""
    said = item.telling.said
    if said is None:
        return None
    named = (n for n in item.document.names if n.kind == "person" and n.name == said.speaker)
    return said.speaker if any(name.role for name in named) else None


def _further_figures(told: Sequence[_Told], chosen: Sequence[Choice]) -> list[Choice]:
    """Return the sentences whose words were all said, and that give a figure which was not.

    "The African Union would send 250 monitors" says nothing new of a text on monitors but how many.
    """
    if not chosen:
        return []
    known = {value for choice in chosen for value in _values(told[choice.number])}
    taken = {choice.number for choice in chosen}
    worth = _FIGURE * chosen[0].worth
    further = []
    for number, item in enumerate(told):
        new = _values(item) - known
        if number not in taken and new and _counts(item) and item.candidate.soundness > 0:
            further.append(Choice(number, worth))
            known |= new
    return further


def _values(item: _Told) -> set[float]:
    found = find_numbers(item.telling.text, item.document.article.language)
    return {n.value for n in found if not n.ordinal}


def in_own_words(document: Document, numbers: Sequence[int], importance: float) -> KeyPoint | None:
    """Return the first of the sentences `numbers` that can stand alone as a key point, or None."""
    view = DocumentView(document)
    for number in numbers:
        item = _told(document, view, number)
        if item.telling.soundness > 0:
            return _key_point(item, importance)
    return None


class SoundSentences:
    """The sentences of a document that can stand alone, as they do."""

    def __init__(self, document: Document) -> None:
        self._view = DocumentView(document)

    def told(self, number: int) -> tuple[str, tuple[Evidence, ...]] | None:
        """Return the text of sentence `number` and what it rests on; None: it leans on others."""
        telling = tell(self._view, number)
        if telling.soundness < SOUND:
            return None
        return telling.text, evidence(self._view.document, telling.sentences)


def _counts(item: _Told) -> bool:
    """Whether a sentence gives a figure: "ten diplomats", not "the two presidents"."""
    found = find_numbers(item.telling.text, item.document.article.language)
    return any((n.unit or (n.noun and n.value >= 3)) and not n.ordinal for n in found)


def _fidelity(told: Sequence[_Told], chosen: Sequence[Choice], title: frozenset[str]) -> float:
    """Return how well an article's first key point tells its headline, from 0.7 to 1.

    News says in its lead what its headline says; an essay or a newsletter comes to it later,
    and its first sentences should not outrank a report's.
    """
    if not chosen or not title:
        return _UNTITLED
    stems = told[chosen[0].number].candidate.stems
    share = len(title.intersection(stems)) / len(title)
    return _ESSAY + (1 - _ESSAY) * min(1.0, share / _ENOUGH)


def select_across(documents: Sequence[Document], count: int) -> tuple[KeyPoint, ...]:
    """Return the `count` key points that tell best what several articles on one event agree on.

    A concept weighs by the share of articles (and of headlines) that have it.
    """
    told = [
        item._replace(candidate=item.candidate._replace(unit=unit))
        for unit, document in enumerate(documents)
        for item in _tellings(document)
    ]
    titles = [
        frozenset(content_stems(document.article.title, document.article.language))
        for document in documents
        if document.article.title
    ]
    chosen = choose([item.candidate for item in told], count, titles, SET)
    return tuple(_made(told, chosen, _TOP))


def _tellings(document: Document) -> list[_Told]:
    """Return what may be told: sound sentences, or all there are if none is sound."""
    view = DocumentView(document)
    told = [_told(document, view, sentence.number) for sentence in document.sentences]
    usable = [item for item in told if item.candidate.soundness > 0]
    sound = [item for item in usable if item.telling.soundness >= SOUND]
    return sound if len(sound) >= _FEW else usable


def _told(document: Document, view: DocumentView, number: int) -> _Told:
    telling = tell(view, number)
    news = newsworthiness(view, number) if telling.soundness else 0.0
    stems = (
        tuple(content_stems(telling.text, document.article.language)) if telling.soundness else ()
    )
    candidate = Candidate(
        unit=number,
        place=number - 1,
        length=len(document.sentences),
        words=telling.text.count(" ") + 1,
        stems=stems,
        soundness=telling.soundness * news if len(stems) >= _FEWEST_STEMS else 0.0,
    )
    return _Told(document, view, number, telling, candidate)


def _wanted(words: int) -> int:
    """Return how many key points so many words are worth: 3 for a brief, 10 for a long read."""
    return min(_MANY, max(_FEW, round(_FEW + 1.4 * math.log2(max(1, words) / _SHORT_ITEM))))


def _made(told: Sequence[_Told], chosen: Sequence[Choice], top: float) -> Iterator[KeyPoint]:
    previous = top + _STEP
    for rank, choice in enumerate(chosen):
        share = choice.worth / chosen[0].worth
        if rank >= _FEW and share < _LEAST:
            break
        previous = round(max(0.0, min(previous - _STEP, top * math.sqrt(share))), 4)
        yield _key_point(told[choice.number], previous)


def _key_point(item: _Told, importance: float) -> KeyPoint:
    telling = item.telling
    proof = evidence(item.document, telling.sentences)
    labels = label(item.view, item.number, telling.said, telling.sentences)
    return KeyPoint(
        id=key_point_id(telling.text, proof),
        text=telling.text,
        importance=importance,
        evidence=proof,
        **labels._asdict(),
    )
