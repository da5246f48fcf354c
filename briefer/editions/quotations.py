"""Who is quoted in the day's articles, word for word: whole sentences, ready to be checked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from briefer.editions.homeland import holds_office
from briefer.models import Article, Attribution, Document, Evidence, Quotation, Story
from briefer.text.evidence import evidence

WORDS = 4  # fewer are a catchword, no quotation
SENTENCES = 5  # of one quotation; longer ones are passages


class Spoken(NamedTuple):
    """A quotation as found; it still has to pass its check."""

    text: str
    speaker: str
    quote: str
    evidence: tuple[Evidence, ...]
    outlets: tuple[str, ...]
    story: str
    shorter: "Spoken | None" = None  # the first sentence alone, should the whole fail its check


class _Said(NamedTuple):
    quotation: Quotation
    speaker: str
    named_in: int  # the sentence that names the speaker


def spoken(stories: Iterable[Story], documents: Mapping[str, Document]) -> tuple[Spoken, ...]:
    """Return what is quoted in the articles of `stories`, each quotation once, in story order.

    Quotations of one speaker in sentences that follow one another are one. A text that several
    outlets carry is quoted once, with all of them.
    """
    kept: dict[str, Spoken] = {}
    for story in stories:
        for article_id in story.articles:
            for found in _quoted(documents[article_id], story.id):
                key = " ".join(found.quote.casefold().split())
                first = kept.get(key, found)
                outlets = dict.fromkeys((*first.outlets, *found.outlets))
                kept[key] = first._replace(outlets=tuple(outlets))
    return tuple(kept.values())


def in_order(
    found: Iterable[Spoken], documents: Mapping[str, Document], home: str | None
) -> tuple[Spoken, ...]:
    """Return quotations as the press reads them: one's own ministers first, then by outlet."""
    listed = list(found)
    speakers = {item.speaker for item in listed} if home else set()
    ours = {name for name in speakers if _is_ours(name, documents.values(), home or "")}
    return tuple(
        sorted(listed, key=lambda item: (item.speaker not in ours, item.outlets[0].casefold()))
    )


def _is_ours(speaker: str, documents: Iterable[Document], home: str) -> bool:
    """Whether any article gives a speaker an office of the country `home`."""
    for document in documents:
        numbers = {
            sentence.number
            for name in document.names
            if name.name == speaker
            for sentence in document.sentences
            if sentence.start <= name.start < sentence.end
        }
        language = document.article.language
        if any(holds_office(speaker, document.sentence_text(n), home, language) for n in numbers):
            return True
    return False


def _quoted(document: Document, story: str) -> Iterator[Spoken]:
    for run in _runs(_said(document)):
        whole = _spoken(document, run, story)
        first = _spoken(document, run[:1], story) if len(run) > 1 else None
        if whole is not None:
            yield whole._replace(shorter=first)
        elif first is not None:
            yield first


def _spoken(document: Document, run: Sequence[_Said], story: str) -> Spoken | None:
    """Return the sentences of a run; None if they are too many, or never name the speaker."""
    first = run[0].quotation
    numbers = sorted({n for said in run for n in said.quotation.sentences})
    proof = evidence(document, numbers)
    if len(numbers) > SENTENCES or run[0].named_in not in numbers or len(proof) != 1:
        return None
    return Spoken(
        text=" ".join(proof[0].quote.split()),
        speaker=run[0].speaker,
        quote=document.article.text[first.start : first.end],
        evidence=proof,
        outlets=_outlets(document.article),
        story=story,
    )


def _said(document: Document) -> Iterator[_Said]:
    """Yield the quotations that are long enough and whose speaker is beyond doubt."""
    by_sentence: dict[int, list[Attribution]] = {}
    for found in document.attributions:
        if found.direct:
            by_sentence.setdefault(found.sentence, []).append(found)
    for quotation in document.quotations:
        words = document.article.text[quotation.start : quotation.end].split()
        said = [a for n in quotation.sentences for a in by_sentence.get(n, ())]
        if len(words) >= WORDS and len({a.speaker for a in said}) == 1:
            yield _Said(quotation, said[0].speaker, said[0].speaker_sentence)


def _runs(said: Iterable[_Said]) -> Iterator[list[_Said]]:
    """Yield quotations of one speaker that follow one another without a sentence between."""
    for _, group in groupby(said, key=lambda item: item.speaker):
        run: list[_Said] = []
        for item in group:
            if run and item.quotation.sentences[0] > run[-1].quotation.sentences[-1] + 1:
                yield run
                run = []
            run.append(item)
        yield run


def _outlets(article: Article) -> tuple[str, ...]:
    names = (article.source, *(origin.source for origin in article.origins))
    return tuple(dict.fromkeys(name for name in names if name)) or (article.name,)
