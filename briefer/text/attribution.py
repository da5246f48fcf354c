"""Who says what: the speaker, the verb and the words of each reported statement.

Inside a sentence by patterns round a reporting verb or phrase; over several sentences by
quotations that go on, by colons, and by a name under a quotation. A pronoun stands for the last
speaker, where only one person can be meant; where more than one can, the sentence is given to
nobody.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefer.models import Attribution, NameMention, Quotation, Sentence
from briefer.text._content import MARKS
from briefer.text._name_words import name_words
from briefer.text._said import English
from briefer.text._said_other import Other
from briefer.text._speakers import (
    SpeakerMemory,
    Voice,
    is_female,
    is_person,
    kind_of,
    unnamed_person,
)
from briefer.text._speech import Material, Said
from briefer.text._verb_words import small_words

_LABEL = re.compile(r"[\"“]?([A-Z][A-Z.'’ \-]{2,30}):\s+(?=\S)")  # of a transcript: "SMITH: …"
_LABEL_LINE = re.compile(rf"^{_LABEL.pattern}", re.MULTILINE)
_SIGNED = re.compile(r"[―—–-]{1,2}\s*")  # before the name under a quotation
_REACH = 400  # characters before a pronoun that may name whom it stands for
_ALL = 0.9  # share of a sentence that is quoted, from which it is nothing but quotation


def find_attributions(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    names: Sequence[NameMention],
    language: str = "en",
) -> tuple[Attribution, ...]:
    """Return the attributions of `text`, in the order of their sentences.

    A sentence has one for each speaker, and one for each part of what a speaker says round the
    cue ('"C," S said, "and C"'). English is read closely; of French, Russian, Ukrainian, Arabic,
    German, Spanish and Italian the usual forms are known, of other languages none.
    """
    material = Material(text, sentences, quotations, names)
    reader = _AttributionReader(material, language)
    for sentence in sentences:
        reader.read(sentence)
    return reader.whole()


class _Pending(NamedTuple):
    """Someone whose words follow, after a colon. `label`: a transcript's, for its paragraph."""

    voice: Voice
    cue: str
    paragraph: int
    label: bool = False


class _AttributionReader:
    """Reads an article sentence by sentence, and remembers who spoke."""

    def __init__(self, material: Material, language: str) -> None:
        self._material = material
        self._finder = English(material) if language == "en" else Other(material, language)
        self._memory = SpeakerMemory()
        self._found: dict[int, list[Attribution]] = {}
        self._pending: _Pending | None = None
        self._by_quotation: dict[int, Attribution] = {}

    def read(self, sentence: Sentence) -> None:
        """Find the attributions of `sentence`."""
        inside = self._material.names_in(sentence.start, sentence.end)
        found, first, rail = self._with_cue(sentence, inside)
        if not found and rail is None:
            found = self._labelled(sentence, inside) or self._without_cue(sentence)
        if not found and rail is None:
            self._signed(sentence, inside)
        if found:
            self._found[sentence.number] = found
            self._remember_quotations(found)
        if first is not None:
            self._memory.spoke(first, inside)
        elif not found:
            self._memory.named(sentence.number, inside, self._subject(sentence, inside))
        self._wait(sentence, first, rail)

    def whole(self) -> tuple[Attribution, ...]:
        """Return all attributions; every sentence of a long quotation gets its speaker."""
        for quotation in self._material.quotations:
            known = self._by_quotation.get(quotation.number)
            if known is not None and len(quotation.sentences) > 1:
                for number in quotation.sentences:
                    if number not in self._found:
                        self._give(number, quotation, known)
        return tuple(item for number in sorted(self._found) for item in self._found[number])

    def _give(self, number: int, quotation: Quotation, known: Attribution) -> None:
        """Give a sentence's part of `quotation` to the speaker of `known`."""
        sentence = self._material.sentences[number - 1]
        start, end = max(sentence.start, quotation.start), min(sentence.end, quotation.end)
        if start < end:
            item = known._replace(sentence=number, start=start, end=end, direct=True)
            self._found[number] = [item]

    # --- one sentence ---------------------------------------------------------------------

    def _with_cue(
        self, sentence: Sentence, inside: Sequence[NameMention]
    ) -> tuple[list[Attribution], Voice | None, _Pending | None]:
        """Return what is said in a sentence, its first speaker, and whose words follow it."""
        found: list[Attribution] = []
        first, rail = None, None
        for said in self._finder.said_in(sentence):
            voice = self._voice(said, sentence, first, inside)
            if voice is None:
                continue
            first = first or voice
            cue = self._material.text[said.cue_start : said.cue_end]
            found += [
                Attribution(sentence.number, voice.name, cue, *piece, voice.sentence)
                for piece in said.pieces
            ]
            if said.colon:
                rail = _Pending(voice, cue, sentence.paragraph)
        return found, first, rail

    def _labelled(self, sentence: Sentence, inside: Sequence[NameMention]) -> list[Attribution]:
        """Return what stands after a name and a colon: "Smith: We agree.", "SMITH: …"."""
        text = self._material.text
        label = _LABEL.match(text, sentence.start, sentence.end)
        if label is not None and self._is_speaker(label.group(1)):
            voice = Voice(label.group(1), sentence.number, "person")
            start = label.end()
            self._pending = _Pending(voice, ":", sentence.paragraph, label=True)
        elif label is None and inside and self._labels(inside[0], sentence):
            start = inside[0].end + 2
            if text[inside[0].end : start] != ": ":
                return []
            voice = Voice(inside[0].name, sentence.number, kind_of(inside[0]))
        else:
            return []
        end = sentence.end
        while end > start and text[end - 1] in " ." + MARKS:
            end -= 1
        while start < end and text[start] in MARKS:
            start += 1
        if start >= end:
            return []
        return [Attribution(sentence.number, voice.name, ":", start, end, True, sentence.number)]

    def _labels(self, name: NameMention, sentence: Sentence) -> bool:
        """Whether a name in the place of a label may be a speaker's: "Smith: …", no "EU: …"."""
        return name.start - sentence.start <= 1 and name.kind == "person"

    def _is_speaker(self, label: str) -> bool:
        """Whether a label in capitals is a speaker's: others are there too, or it is a name's.

        One "FIRST ON FOX: …" makes no transcript.
        """
        words = label.casefold().split()
        if len(_LABEL_LINE.findall(self._material.text)) > 1:
            return True
        surnames = {
            n.name.casefold().split()[-1] for n in self._material.names if n.kind == "person"
        }
        return words[-1] in surnames

    def _without_cue(self, sentence: Sentence) -> list[Attribution]:
        """A sentence of quotation only goes on with the speaker before, or after a colon."""
        pending = self._pending
        if pending is not None and pending.label and pending.paragraph == sentence.paragraph:
            span = (sentence.start, sentence.end)
            return [
                Attribution(
                    sentence.number, pending.voice.name, ":", *span, True, pending.voice.sentence
                )
            ]
        quotes = self._material.quotes_in(sentence.start, sentence.end)
        if not quotes or not self._is_quotation(sentence, quotes):
            return []
        start, end = max(quotes[0].start, sentence.start), min(quotes[-1].end, sentence.end)
        if pending is not None:
            voice = pending.voice
            return [
                Attribution(
                    sentence.number, voice.name, pending.cue, start, end, True, voice.sentence
                )
            ]
        known = self._by_quotation.get(quotes[0].number)
        before = self._found.get(sentence.number - 1)
        if known is None and before:
            same = self._material.sentences[sentence.number - 2].paragraph == sentence.paragraph
            known = before[-1] if before[-1].direct or same else None
        if known is None:
            return []
        return [known._replace(sentence=sentence.number, start=start, end=end, direct=True)]

    def _is_quotation(self, sentence: Sentence, quotes: Sequence[Quotation]) -> bool:
        inside = sum(min(q.end, sentence.end) - max(q.start, sentence.start) for q in quotes)
        text = self._material.text[sentence.start : sentence.end]
        return inside >= _ALL * len(text.strip(" .," + MARKS)) > 0

    def _signed(self, sentence: Sentence, inside: Sequence[NameMention]) -> None:
        """Give the quotation above a line such as "— Jens Dahl" to that person."""
        text = self._material.text
        sign = _SIGNED.match(text, sentence.start, sentence.end)
        if sign is None or len(inside) != 1 or inside[0].start != sign.end():
            return
        if text[inside[0].end : sentence.end].strip(" .,") or not sentence.number > 1:
            return
        above = self._material.sentences[sentence.number - 2]
        quotes = self._material.quotes_in(above.start, above.end)
        if not quotes or above.number in self._found:
            return
        name = inside[0].name
        item = Attribution(above.number, name, sign.group().strip(), 0, 0, True, sentence.number)
        for number in quotes[-1].sentences:
            self._give(number, quotes[-1], item)

    def _remember_quotations(self, found: Sequence[Attribution]) -> None:
        for item in found:
            if item.direct:
                for quotation in self._material.quotes_in(item.start, item.end):
                    self._by_quotation.setdefault(quotation.number, item)

    def _wait(self, sentence: Sentence, first: Voice | None, rail: _Pending | None) -> None:
        """Keep or forget whose words are awaited."""
        if rail is not None:
            self._pending = rail
        elif self._pending is not None and self._pending.label:
            if self._pending.paragraph != sentence.paragraph:
                self._pending = None
        elif first is not None or not self._material.quotes_in(sentence.start, sentence.end):
            self._pending = None

    # --- who ------------------------------------------------------------------------------

    def _voice(
        self, said: Said, sentence: Sentence, first: Voice | None, inside: Sequence[NameMention]
    ) -> Voice | None:
        """Return who speaks, by full name where the article gives one."""
        speaker = said.speaker
        words = self._material.text[speaker.start : speaker.end]
        if speaker.kind == "same":
            return first or self._first_named(said, sentence, inside)
        if speaker.kind == "pronoun":
            return self._meant(said, sentence, words)
        if speaker.name is None:
            return Voice(words, sentence.number, "person" if is_person(words) else "thing")
        if speaker.joint is not None:
            conjunction = self._material.text[speaker.joint.end : speaker.name.start].split()[0]
            name = f"{speaker.joint.name} {conjunction} {speaker.name.name}"
            return Voice(name, sentence.number, "thing")
        return Voice(speaker.name.name, sentence.number, kind_of(speaker.name))

    def _meant(self, said: Said, sentence: Sentence, pronoun: str) -> Voice | None:
        """Return whom the pronoun of a clause of saying stands for."""
        if said.pieces and said.pieces[0].start < said.speaker.start:
            known = self._own_subject(said, sentence, pronoun)
            return known or self._memory.meant(pronoun, sentence.number)
        earlier = self._earlier(sentence, said.speaker.start)
        memory = earlier if earlier.fits(pronoun) else self._memory
        return memory.meant(pronoun, sentence.number)

    def _own_subject(self, said: Said, sentence: Sentence, pronoun: str) -> Voice | None:
        """Return the unnamed person who is the subject of what "he" says: "The judge …, he said".

        The nearest noun phrase in the subject's place comes first (Hobbs, Resolving pronoun
        references, 1978); somebody who was named sentences ago does not.
        """
        piece, low = said.pieces[0], pronoun.casefold()
        known = name_words()
        if piece.direct or low not in known.he | known.she:
            return None
        subject = unnamed_person(self._material.text[piece.start : piece.end])
        if subject is None or is_female(subject) not in {low in known.she, None}:
            return None
        return Voice(subject, sentence.number, "person")

    def _first_named(
        self, said: Said, sentence: Sentence, inside: Sequence[NameMention]
    ) -> Voice | None:
        """Return the subject of a sentence that a participle goes on: "X left, saying that"."""
        for name in inside:
            if name.start < said.cue_start and name.kind in {"person", "organisation"}:
                return Voice(name.name, sentence.number, kind_of(name))
        opening = self._material.text[sentence.start : sentence.end].split(None, 1)
        if opening and opening[0].strip(MARKS).casefold() in {"he", "she"}:
            return self._memory.meant(opening[0].strip(MARKS), sentence.number)
        return None

    def _earlier(self, sentence: Sentence, end: int) -> SpeakerMemory:
        """Return a memory of those named in a sentence before `end`, outside quotations."""
        names = self._material.names_in(max(sentence.start, end - _REACH), end)
        people = [n for n in names if n.kind == "person" and not self._material.quoted(n.start)]
        memory = SpeakerMemory()
        memory.named(sentence.number, people, None)
        return memory

    def _subject(self, sentence: Sentence, inside: Sequence[NameMention]) -> NameMention | None:
        """Return the person with whom a sentence opens."""
        first = next((name for name in inside if name.kind == "person"), None)
        if first is None:
            return None
        lead = self._material.text[sentence.start : first.start].split()
        if first.role and len(lead) <= first.role.count(" ") + 3:
            return first  # "The French minister of defence, Anna Berger"
        if any(word.casefold() in small_words().before_subjects for word in lead):
            return None
        opens = all(word[:1].isupper() or word.casefold() in name_words().offices for word in lead)
        return first if opens else None
