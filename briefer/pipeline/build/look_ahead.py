"""The look-ahead of an edition: each entry says what and where by itself, and passed its check.

An entry that names nobody and no place of its story's title ("Talks resume on Saturday") is told
with the title. One of a story that is not shown has its article's headline for that.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from briefer.engines.extractive import SoundSentences
from briefer.lang import language as tables_of
from briefer.models import CalendarItem, Check, Document, Evidence, Story
from briefer.pipeline.build.dossier import Dossier
from briefer.pipeline.build.writer import Writer
from briefer.stories import carried, names_in, upcoming
from briefer.text import find_countries, find_places
from briefer.text.claim_language import same_language
from briefer.text.evidence import evidence

LONGEST = 300  # characters of an entry with its title
_HEAD = 2  # sentences of an article that its headline rests on
_ENDING = re.compile(r"[.。।]?\Z")

Proof = tuple[Evidence, ...]


def look_ahead(
    dossier: Dossier, writer: Writer, stories: Iterable[Story], shown: Mapping[str, Story]
) -> tuple[CalendarItem, ...]:
    """Return the dated events of `stories` ahead that pass their check.

    `shown` holds the stories that are printed, by id: an entry points to no other.
    """
    return _LookAhead(dossier, writer, shown).entries(tuple(stories))


class _LookAhead:
    """What is needed to find the entries of one edition, and to word them."""

    def __init__(self, dossier: Dossier, writer: Writer, shown: Mapping[str, Story]) -> None:
        self._dossier = dossier
        self._writer = writer
        self._shown = shown
        self._sentences: tuple[str, SoundSentences] | None = None  # of the article last read

    def entries(self, stories: tuple[Story, ...]) -> tuple[CalendarItem, ...]:
        told = [self._writer.documents[i] for story in stories for i in story.articles]
        today = self._dossier.window.end.date()
        language = self._dossier.audience.language
        ahead = upcoming(stories, told, today, language=language, wording=self._wording)
        bases = self._dossier.past.bases
        listed = carried(bases[0].calendar if bases else (), ahead, today)
        fresh = [
            item.model_copy(update={"check": None}) if item not in ahead else item
            for item in listed
        ]
        return tuple(entry for item in fresh if (entry := self._entry(item)) is not None)

    def _wording(self, document: Document, number: int) -> tuple[str, Proof] | None:
        """Return a sentence as it stands alone; an article's sentences come one after another."""
        if self._sentences is None or self._sentences[0] != document.article.id:
            self._sentences = document.article.id, SoundSentences(document)
        return self._sentences[1].told(number)

    def _entry(self, item: CalendarItem) -> CalendarItem | None:
        """Return an entry as it is printed; None where it fails, or says too little."""
        item = item.model_copy(update={"text": self._undated(item)})
        check = self._check(item)
        if check.status == "rejected":
            self._writer.reject(item.text, "calendar", check, item.evidence)
            return None
        story = item.story if item.story in self._shown else None
        passed = item.model_copy(update={"check": check, "story": story})
        language = self._tongue(item.evidence)
        titles = [one for one in self._titles(item, language) if _named(one[0], language)]
        named = _named(item.text, language, opening=False)
        if any(named & _named(title, language) for title, _ in titles):
            return passed
        located = _located(item, language)
        if located and not _points(item.text, language):
            return passed
        explained = next(self._passing(passed, _with_titles(item.text, titles)), None)
        if explained is None and not located:
            explained = next(self._passing(passed, self._under_names(item, language)), None)
        return explained or (None if story is None and not located else passed)

    def _check(self, item: CalendarItem) -> Check:
        """Return the verdict on an entry; a key point of today that is refused here keeps its own.

        A judge may have said yes to it, who is not asked again.
        """
        check = self._writer.supported(item.text, item.evidence)
        told = item.check is not None and item.check.status != "rejected"
        return item.check if item.check and told and check.status == "rejected" else check

    def _passing(
        self, item: CalendarItem, wordings: Iterable[tuple[str, Proof]]
    ) -> Iterator[CalendarItem]:
        """Yield the entry in each wording that passes its check, with what the wording adds."""
        for text, proof in wordings:
            whole = tuple(dict.fromkeys((*item.evidence, *proof)))
            check = self._writer.supported(text, whole)
            if len(text) <= LONGEST and check.status == "supported":
                yield item.model_copy(update={"text": text, "evidence": whole, "check": check})

    def _titles(self, item: CalendarItem, language: str) -> Iterator[tuple[str, Proof]]:
        """Yield what an entry's story and articles are called, in the entry's own language."""
        story = self._shown.get(item.story or "")
        if story is not None and same_language(self._tongue(story.title_evidence), language):
            yield story.title, story.title_evidence
        for document in self._articles(item, language):
            if document.article.title:
                yield document.article.title, _head(document)

    def _under_names(self, item: CalendarItem, language: str) -> Iterator[tuple[str, Proof]]:
        """Yield an entry under the first place, or name, of each article that it rests on."""
        for document in self._articles(item, language):
            for name in _first_named(document):
                yield f"{name}: {item.text}", _head(document)

    def _articles(self, item: CalendarItem, language: str) -> Iterator[Document]:
        """Yield the articles in a language that an entry rests on."""
        for article_id in dict.fromkeys(each.article_id for each in item.evidence):
            document = self._writer.documents.get(article_id)
            if document is not None and same_language(document.article.language, language):
                yield document

    def _tongue(self, proof: Proof) -> str:
        """Return the language of the article that is cited first."""
        document = self._writer.documents.get(proof[0].article_id) if proof else None
        return document.article.language if document else ""

    def _undated(self, item: CalendarItem) -> str:
        """Return an entry's text without a word that counts from its article's day: "tomorrow"."""
        language = self._tongue(item.evidence)
        for words in tables_of(language).dates.relative if language else ():
            found = re.search(rf"(?<=\w),?\s{re.escape(words)}(?!\w)", item.text, re.IGNORECASE)
            if found is not None:
                return item.text[: found.start()] + item.text[found.end() :]
        return item.text


def _located(item: CalendarItem, language: str) -> bool:
    """Tell whether an entry names a place of its own."""
    return bool(item.place) or bool(find_places(item.text, language))


def _points(text: str, language: str) -> bool:
    """Tell whether an entry opens with a thing that is known from elsewhere: "the storm"."""
    return text.partition(" ")[0].casefold() in tables_of(language).determiners.definite


def _with_titles(text: str, titles: Iterable[tuple[str, Proof]]) -> Iterator[tuple[str, Proof]]:
    """Yield an entry with each title: "Talks resume on Saturday (Dockers to strike)."."""
    for title, proof in titles:
        yield _ENDING.sub(f" ({title.rstrip('.')}).", text, count=1), proof


def _head(document: Document) -> Proof:
    """Return the sentences that an article's headline, and its first names, rest on."""
    return evidence(document, range(1, min(_HEAD, len(document.sentences)) + 1))


def _first_named(document: Document) -> Iterator[str]:
    """Yield the place that an article's head names first, and its first name; no dateline's."""
    head = [document.sentence_text(n) for n in range(1, len(document.sentences[:_HEAD]) + 1)]
    places = (t[p.start : p.end] for t in head for p in find_places(t, document.article.language))
    end = document.sentences[len(head) - 1].end if head else 0
    names = (document.article.text[n.start : n.end] for n in document.names if n.end <= end)
    for found in (places, names):
        yield from islice((name for name in found if _proper(name)), 1)


def _proper(name: str) -> bool:
    """Tell whether a name is written as one: no adjective, and no dateline's capitals."""
    return not name.isupper() and not name[:1].islower()


def _named(text: str, language: str, *, opening: bool = True) -> frozenset[str]:
    """Return the names and the countries of a text; its first word is one only if `opening`."""
    countries = (code for _, _, code in find_countries(text, language))
    listed = text if opening else text[:1].lower() + text[1:]
    return frozenset((*names_in(listed, language), *countries))
