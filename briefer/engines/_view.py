"""A document's findings by sentence, and the dateline it opens with."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple, TypeVar

from briefer.engines._phrases import Phrases, phrases
from briefer.models import Attribution, DateMention, Document, NameMention, Quotation, Sentence
from briefer.text.words import fold

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω"
_DASH = r"[-‐-―]{1,2}"
_CITY = rf"[{_UPPER}][{_UPPER}.'’\-]+(?:[ /][{_UPPER}.'’\-]+){{0,3}}"  # GENEVA, NEW YORK
_TOWN = rf"[{_UPPER}][\w.'’\-]+(?:[ /][{_UPPER}][\w.'’\-]+){{0,3}}"  # Geneva, New York
_AGENCY = r"[(/][^()/\n]{2,40}[)/]"
_MORE = r"(?:[,.]? ?[^()/\n—–\"“«:;]{1,30}?)?"  # a second place, a date
_DATELINES: Final = (
    # GENEVA, June 1 (Agency) - ; Genève, 1er juin (AFP) – ; МОСКВА, 1 июня. /ТАСС/.
    re.compile(rf"(?P<place>{_TOWN}){_MORE}[,.]? ?{_AGENCY}(?:\s?(?:{_DASH}|[:.])\s*|\s+)"),
    # القاهرة (رويترز) -
    re.compile(rf"(?P<place>[^\W\d_]+(?: [^\W\d_]+){{0,2}}) {_AGENCY}\s?{_DASH}\s+"),
    # GENEVA, June 1 - ; BERLIN — ; KYIV:
    re.compile(rf"(?P<place>{_CITY})(?:,{_MORE})?\s?(?:{_DASH}\s|:\s)\s*"),
    # Geneva — The ; Paris, 1er juin –
    re.compile(
        rf"(?P<place>{_TOWN})(?:, [^\W\d_]*\.? ?\d{{1,2}}[^\n—–-]{{0,20}}?)?\s[—–-]\s(?=[{_UPPER}\"“«])"
    ),
    # (Agency) - ; (CNN)
    re.compile(rf"(?P<place>)\([{_UPPER}][^()\n]{{1,30}}\)\s?(?:{_DASH}\s*|(?=[{_UPPER}\"“]))"),
)
_DATELINE_SENTENCES = 3  # a dateline may stand after a heading or two
_LONGEST_DATELINE = 90  # characters
_QUOTED = 0.9  # share of a sentence's letters inside quotation marks that makes it a bare quotation

_Mention = TypeVar("_Mention", NameMention, DateMention)


class Dateline(NamedTuple):
    """Where it ends in the article's text, and its place as written ("" for none)."""

    end: int
    place: str


class View:
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
        self._said = {item.sentence: item for item in document.attributions}
        self._named = self._full_names()

    def sentence(self, number: int) -> Sentence:
        """Return sentence `number`."""
        return self.document.sentences[number - 1]

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
        """Return whether a sentence is nothing but quotation."""
        sentence = self.sentence(number)
        inside = sum(
            min(q.end, sentence.end) - max(q.start, sentence.start) for q in self.quotations(number)
        )
        if not inside:
            return False
        return inside >= _QUOTED * len(self.text[sentence.start : sentence.end].strip('"“”„«» .,'))

    def quoted(self, offset: int, number: int) -> bool:
        """Return whether a place in a sentence is inside a quotation."""
        return any(q.start <= offset < q.end for q in self.quotations(number))

    def dateline(self, number: int) -> Dateline | None:
        """Return the dateline that a sentence opens with, if it does."""
        if number > _DATELINE_SENTENCES:
            return None
        sentence = self.sentence(number)
        if number > 1 and self.sentence(number - 1).paragraph == sentence.paragraph:
            return None
        end = min(sentence.end, sentence.start + _LONGEST_DATELINE)
        for pattern in _DATELINES:
            found = pattern.match(self.text, sentence.start, end)
            if found and found.end() < sentence.end:
                return Dateline(found.end(), found["place"])
        return None

    def naming(self, name: str, number: int) -> int | None:
        """Return the sentence, nearest before `number` (else after), that has `name` in full."""
        listed = self._named.get(fold(name), [])
        at = bisect_right(listed, number)
        if at:
            return listed[at - 1]
        return listed[0] if listed else None

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
