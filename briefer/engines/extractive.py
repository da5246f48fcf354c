"""The built-in engine: picks an article's own sentences. No model, no key, no network.

Deterministic: the same article gives the same key points, byte for byte. A sentence's worth is
its place in the article (news puts the news first), how much of the article's vocabulary it
carries (SumBasic: Nenkova & Vanderwende 2005), and what it shares with the headline; redundancy
is removed greedily (maximal marginal relevance: Carbonell & Goldstein 1998).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefer.engines.base import key_point_id, strongest_points
from briefer.models import (
    Attribution,
    Composed,
    Composition,
    Document,
    Extraction,
    KeyPoint,
    Kind,
    Story,
    When,
)
from briefer.text.evidence import evidence
from briefer.text.words import content_stems

VERSION = "extractive-1"

_DATELINE = re.compile(
    r"^(?:[A-ZÀ-ÞА-ЯЁ][\w.'’\-]*[ ,/]{1,3}){1,6}(?:[^—–\n]{0,40}?\([^()\n]{2,40}\)\s?[—–-]{1,2}\s|[^—–\n(]{0,25}?[—–]\s)"
)
_PRONOUN = re.compile(r"^(?:He|She|They|Il|Elle|Он|Она)\b(?!['’])")
_NO_NEWS = re.compile(r"\?[\"”»]?$|^(?:I|We|You|My|Our)\b")
_SPACE = re.compile(r"\s+")
_REACTION = re.compile(
    r"^(?:condemn|welcom|den[iy]|reject|dismiss|prais|criticis|criticiz|protest|hail|denounc|deplor|"
    r"accus|salu|осуди|приветств|отверг)"
)


class _Scored(NamedTuple):
    number: int
    stems: frozenset[str]
    score: float


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

    def bottom_line(self, stories: Sequence[Story], limit: int) -> Sequence[Composed]:
        """Return the strongest key point of each of the first `limit` stories."""
        return strongest_points(stories, limit)


def key_points(document: Document) -> tuple[KeyPoint, ...]:
    """Return the article's key points, the most important first."""
    chosen = _select(_score(document), _wanted(len(document.sentences)))
    top = max((item.score for item in chosen), default=1) or 1
    return tuple(_key_point(document, item, item.score / top) for item in chosen)


def _wanted(sentences: int) -> int:
    """How many key points an article of so many sentences is worth: 3, more for long ones."""
    return max(3, min(10, 2 + sentences // 5))


def _score(document: Document) -> list[_Scored]:
    """Return every sentence that may stand in a briefing, with its worth."""
    language = document.article.language
    text = document.article.text
    stems = [content_stems(text[s.start : s.end], language) for s in document.sentences]
    frequency = Counter(stem for sentence in stems for stem in set(sentence))
    title = frozenset(content_stems(document.article.title or "", language))
    most = max(frequency.values(), default=1)
    scored = []
    for sentence, words in zip(document.sentences, stems, strict=True):
        unique = frozenset(words)
        if len(unique) < 4 or _NO_NEWS.search(text[sentence.start : sentence.end]):
            continue
        central = sum(frequency[word] - 1 for word in sorted(unique)) / (most * len(unique) ** 0.7)
        headline = len(unique & title) / (len(title) or 1)
        place = 1 / (1 + 0.25 * (sentence.number - 1))
        brevity = min(1.0, len(unique) / 8)
        scored.append(
            _Scored(sentence.number, unique, (place + 0.6 * central + 0.3 * headline) * brevity)
        )
    return scored


def _select(scored: list[_Scored], count: int) -> list[_Scored]:
    """Pick `count` sentences greedily, passing over what only repeats."""
    chosen: list[_Scored] = []
    for item in sorted(scored, key=lambda s: (-s.score, s.number)):
        if len(chosen) == count:
            break
        if all(_overlap(item.stems, other.stems) < 0.6 for other in chosen):
            chosen.append(item)
    return chosen


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b))


def _key_point(document: Document, item: _Scored, importance: float) -> KeyPoint:
    number = item.number
    said = next((a for a in document.attributions if a.sentence == number), None)
    text, sentences = _standalone(document, number, said)
    proof = evidence(document, sentences)
    when = _when(document, number)
    sentence = document.sentences[number - 1]
    names = [n for n in document.names if sentence.start <= n.start < sentence.end]
    actors = dict.fromkeys(n.name for n in names if n.kind in ("person", "organisation"))
    countries = dict.fromkeys(n.country for n in names if n.country)
    quote = None
    if said and said.direct:
        quote = document.article.text[said.start : said.end]
    return KeyPoint(
        id=key_point_id(text, proof),
        kind=_kind(document, number, said, when),
        text=text,
        speaker=said.speaker if said else None,
        quote=quote,
        actors=tuple(actors),
        countries=tuple(code for code in countries if code),
        place=next((n.name for n in names if n.kind == "place"), None),
        when=when,
        importance=round(min(1.0, max(0.0, importance)), 4),
        evidence=proof,
    )


def _standalone(document: Document, number: int, said: Attribution | None) -> tuple[str, list[int]]:
    """Return the sentence as it can stand alone, and the sentences that it then rests on."""
    text = _SPACE.sub(" ", document.sentence_text(number)).strip()
    if number <= 2:
        text = _DATELINE.sub("", text)
    if said is None or said.speaker_sentence == number:
        return text, [number]
    sentences = [said.speaker_sentence, number]
    if _PRONOUN.match(text):
        return _PRONOUN.sub(said.speaker, text, count=1), sentences
    if said.direct and said.speaker.casefold() not in text.casefold():
        return f"{said.speaker}: {_quoted(text)}", sentences
    return text, [number]


def _quoted(text: str) -> str:
    """Return a sentence from inside a quotation with its marks closed on both sides."""
    bare = text.strip('"“”„«»')
    return f"“{bare}”"


def _when(document: Document, number: int) -> When | None:
    sentence = document.sentences[number - 1]
    for mention in document.dates:
        if sentence.start <= mention.start < sentence.end and mention.when:
            return mention.when
    return None


def _kind(document: Document, number: int, said: Attribution | None, when: When | None) -> Kind:
    published = document.article.published
    if said is not None:
        return "reaction" if _REACTION.match(said.cue.casefold()) else "statement"
    if when and published and when.date > published and when.precision in ("day", "minute"):
        return "event"
    if when and published and (published - when.date).days > 45:
        return "background"
    if _has_figure(document, number):
        return "figure"
    return "action"


def _has_figure(document: Document, number: int) -> bool:
    text = document.sentence_text(number)
    return bool(
        re.search(r"\d[\d.,]*\s?(?:%|per ?cent|million|billion|тыс|млн|млрд)|[$€£]\s?\d", text)
    )
