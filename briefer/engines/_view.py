"""A document's findings by sentence, and the dateline it opens with."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import Final, TypeVar

from briefer.engines._datelines import Dateline, find_dateline
from briefer.engines._phrases import Phrases, phrases
from briefer.lang import every
from briefer.models import Attribution, DateMention, Document, NameMention, Quotation, Sentence
from briefer.text.words import fold, stop_words

_DATELINE_SENTENCES = 10  # a dateline may stand after headings and captions
_LONGEST_NAME = 8  # words
_WORD: Final = re.compile(r"[^\W_]")

_Mention = TypeVar("_Mention", NameMention, DateMention)


class DocumentView:
    """One document, read by sentence number."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.article.text
        self.phrases: Phrases = phrases(document.article.language)
        self._starts = [sentence.start for sentence in document.sentences]
        self._names = self._by_sentence(document.names)
        self._dates = self._by_sentence(document.dates)
        self._quotations: dict[int, list[Quotation]] = {}
        for quotation in document.quotations:
            for number in quotation.sentences:
                self._quotations.setdefault(number, []).append(quotation)
        self._said = _main(document.attributions)
        self._named = self._full_names()
        self._nameable: dict[str, bool] = {}
        self._datelines: dict[int, Dateline | None] = {}
        self._bare: dict[int, bool] = {}

    def sentence(self, number: int) -> Sentence:
        """Return sentence `number`."""
        return self.document.sentences[number - 1]

    def start(self, number: int) -> int:
        """Return where sentence `number` starts, after its dateline."""
        dateline = self.dateline(number)
        return dateline.end if dateline else self.sentence(number).start

    def length(self, number: int) -> int:
        """Return the characters of sentence `number`."""
        sentence = self.document.sentences[number - 1]
        return sentence.end - sentence.start

    def names(self, number: int) -> list[NameMention]:
        """Return the names of a sentence, in order."""
        return self._names.get(number, [])

    def dates(self, number: int) -> list[DateMention]:
        """Return the dates of a sentence, in order."""
        return self._dates.get(number, [])

    def quotations(self, number: int) -> list[Quotation]:
        """Return the quotations that touch a sentence, in order."""
        return self._quotations.get(number, [])

    def said(self, number: int) -> Attribution | None:
        """Return the attribution of a sentence, or that of the quotation it is a part of."""
        own = self._said.get(number)
        if own is not None or not self.bare_quotation(number):
            return own
        for quotation in self.quotations(number):
            for other in quotation.sentences:
                found = self._said.get(other)
                if (
                    found
                    and found.direct
                    and found.start < quotation.end > quotation.start < found.end
                ):
                    return found
        return None

    def bare_quotation(self, number: int) -> bool:
        """Return whether a sentence is nothing but quotation: no word stands outside the marks."""
        if number not in self._bare:
            self._bare[number] = self._is_bare(number)
        return self._bare[number]

    def _is_bare(self, number: int) -> bool:
        quotations = self._quotations.get(number)
        if not quotations:
            return False
        sentence = self.sentence(number)
        at = sentence.start
        for quotation in quotations:
            if _WORD.search(self.text, at, max(at, quotation.start)):
                return False
            at = max(at, quotation.end)
        return _WORD.search(self.text, at, sentence.end) is None

    def quoted(self, offset: int, number: int) -> bool:
        """Return whether a place in a sentence is inside a quotation."""
        return any(q.start <= offset < q.end for q in self.quotations(number))

    def dateline(self, number: int) -> Dateline | None:
        """Return the dateline that a sentence opens with, if it does."""
        if number > _DATELINE_SENTENCES:
            return None
        if number not in self._datelines:
            self._datelines[number] = self._find_dateline(number)
        return self._datelines[number]

    def _find_dateline(self, number: int) -> Dateline | None:
        sentence = self.sentence(number)
        if number > 1 and self.sentence(number - 1).paragraph == sentence.paragraph:
            return None
        language, names = self.document.article.language, self.names(number)
        return find_dateline(self.text, sentence.start, sentence.end, names, language)

    def naming(self, name: str, number: int) -> int | None:
        """Return the sentence, nearest before `number` (else after), that has `name` in full."""
        listed = self._named.get(fold(name), [])
        at = bisect_right(listed, number)
        if at:
            return listed[at - 1]
        return listed[0] if listed else None

    def may_be_named(self, name: str) -> bool:
        """Return whether `name` may be put where a pronoun or no speaker stood.

        It begins with no function word but an article, and one word alone is a proper name only
        if the article nowhere has it in small letters.
        """
        if name not in self._nameable:
            self._nameable[name] = self._is_nameable(name)
        return self._nameable[name]

    def _is_nameable(self, name: str) -> bool:
        parts = name.split()
        if not parts or len(parts) > _LONGEST_NAME:
            return False
        first = parts[0].lower()
        if first in stop_words(self.document.article.language):
            return first in _articles() and len(parts) > 1
        return len(parts) > 1 or not re.search(rf"\b{re.escape(first)}\b", self.text)

    def _full_names(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, mentions in self._names.items():
            for mention in mentions:
                if mention.kind in ("person", "organisation"):
                    full = fold(mention.name)
                    listed = found.setdefault(full, [])
                    surface = self.text[mention.start : mention.end]
                    if (surface == mention.name or full in fold(surface)) and number not in listed[
                        -1:
                    ]:
                        listed.append(number)
        return found

    def _by_sentence(self, mentions: Iterable[_Mention]) -> dict[int, list[_Mention]]:
        found: dict[int, list[_Mention]] = {}
        for mention in mentions:
            found.setdefault(bisect_right(self._starts, mention.start), []).append(mention)
        return found


def _main(attributions: Iterable[Attribution]) -> dict[int, Attribution]:
    """Return each sentence's main attribution: who is quoted, else who says the most of it.

    What a source is said to have said ("the envoy said Baku had backed the plan") is the lesser.
    """
    found: dict[int, Attribution] = {}
    for item in attributions:
        known = found.get(item.sentence)
        if known is None or _share(item) > _share(known):
            found[item.sentence] = item
    return found


def _share(said: Attribution) -> tuple[bool, int]:
    return said.direct, said.end - said.start


@cache
def _articles() -> frozenset[str]:
    return frozenset(every(lambda t: t.determiners.definite + t.determiners.indefinite))
