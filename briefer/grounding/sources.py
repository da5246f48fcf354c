"""A source article as the checks see it: read once, its features kept for every claim."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import Final

from briefer.grounding.cues import PRONOUNS
from briefer.grounding.lexicon import NOTHING, english, key
from briefer.grounding.likeness import skeleton
from briefer.grounding.quoting import find_quoted
from briefer.grounding.reading import Reading
from briefer.grounding.speakers import ClaimSpeaker, voices
from briefer.grounding.wordlists import word_set
from briefer.models import Attribution, DateMention, Document, NameMention, NumberMention
from briefer.text.countries import find_countries
from briefer.text.folding import folded
from briefer.text.numbers import find_numbers
from briefer.text.words import fold

_ANY: Final = frozenset({"person", "organisation", "place", "other"})
_PERSONS: Final = frozenset({"person"})
_PERSONAL: Final = word_set(
    "he she his her hers him i my me il elle lui er ihm ihn él ella он она ему ей"
)
_LOOK_BACK: Final = 2  # sentences in which a pronoun's name may stand
_LOOK_FAR: Final = 8  # sentences in which the name of "the company" may stand
_BODIES: Final = frozenset({"organisation"})
BODY_WORDS: Final = word_set(
    "bloc group company union agency alliance ministry organisation organization firm bank party "
    "operator airline broadcaster regulator institute association coalition"
)
# "the minister", "the two presidents": they point back, as pronouns do.
_POINTERS: Final = word_set(
    "minister president ambassador official leader country group company bloc ministry spokesman "
    "spokeswoman chancellor premier senator secretary general king queen pope candidate diplomat "
    "envoy party government agency court bank union side city region organisation organization "
    "man woman"
)


class SourceText:
    """One document's features, each computed when first asked for, then kept."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.article.language
        starts = [sentence.start for sentence in document.sentences]
        self.reading = Reading(folded(document.article.text), self.language, starts)
        self._voices: dict[int, list[ClaimSpeaker]] = {}
        self._sentences: dict[str, frozenset[int]] = {}
        self._keys: dict[str, list[str]] = {}
        self._number_tokens()

    def _number_tokens(self) -> None:
        """Give every token its sentence number."""
        reading = self.reading
        sentences = self.document.sentences
        at = 0
        self.first: dict[int, int] = {}  # sentence -> its first token
        self.last: dict[int, int] = {}  # sentence -> one past its last token
        for i, start in enumerate(reading.start):
            while at + 1 < len(sentences) and start >= sentences[at + 1].start:
                at += 1
            number = sentences[at].number if sentences else 0
            reading.sentence[i] = number
            self.first.setdefault(number, i)
            self.last[number] = i + 1

    def sentences_of(self, tokens: Iterable[int]) -> frozenset[int]:
        """Return the numbers of the sentences that `tokens` stand in."""
        sentence = self.reading.sentence
        return frozenset([sentence[at] for at in tokens])

    def sentences_with(self, name: str) -> frozenset[int]:
        """Return the numbers of the sentences with the lemma key `name`."""
        found = self._sentences.get(name)
        if found is None:
            found = self.sentences_of(self.reading.index.get(name, ()))
            if found:
                self._sentences[name] = found
        return found

    @cached_property
    def weight(self) -> dict[str, float]:
        """Return lemma key -> how telling it is here: 1 for a rare word, less for a common one."""
        count = len(self.document.sentences) or 1
        spread = Counter(
            k for k, _ in set(zip(self.reading.key, self.reading.sentence, strict=True))
        )
        top = math.log(1 + count)
        return {k: 0.4 + 0.6 * math.log(1 + count / n) / top for k, n in spread.items()}

    @cached_property
    def concepts(self) -> dict[str, list[int]]:
        """Return concept -> the tokens that name it (English only)."""
        found: dict[str, list[int]] = {}
        relations = english().relations
        for name, spots in self.reading.index.items():
            for concept in relations.get(name, NOTHING).own:
                found.setdefault(concept, []).extend(spots)
        return found

    @cached_property
    def pairs(self) -> dict[tuple[str, str], list[int]]:
        """Return two words side by side -> where the first stands."""
        found: dict[tuple[str, str], list[int]] = {}
        for at, pair in enumerate(pairwise(self.reading.low)):
            found.setdefault(pair, []).append(at)
        return found

    @cached_property
    def countries(self) -> dict[int, str]:
        """Return token -> code of the country that it (or the name it is in) means."""
        found: dict[int, str] = {}
        for start, end, code in find_countries(self.document.article.text, self.language):
            for i in range(self.token_at(start), self.token_at(max(start, end - 1)) + 1):
                found[i] = code
        return found

    def countries_beside(self, name: str) -> set[str]:
        """Return the countries that are named in sentences with `name`, or by its office."""
        numbers = {self.reading.sentence[at] for at in self.reading.index.get(name, ())}
        found = {
            code for at, code in self.countries.items() if self.reading.sentence[at] in numbers
        }
        mentions = (mention for number in numbers for mention in self.names.get(number, ()))
        return found | {
            mention.country
            for mention in mentions
            if mention.country and name in self.keys_of(mention.name)
        }

    @cached_property
    def topic(self) -> str | None:
        """Return the country that the article's opening names and that it names most."""
        opening = {code for at, code in self.countries.items() if self.reading.sentence[at] <= 1}
        counts = Counter(self.countries.values()).most_common(1)
        return counts[0][0] if counts and counts[0][0] in opening else None

    @cached_property
    def skeletons(self) -> dict[str, list[int]]:
        """Return the consonants of each name's words -> its tokens (for other alphabets)."""
        reading = self.reading
        cased = any(reading.cap)
        found: dict[str, list[int]] = {}
        for i, low in enumerate(reading.low):
            if reading.content[i] and (reading.cap[i] or not cased):
                found.setdefault(skeleton(low), []).append(i)
        return found

    @cached_property
    def folded(self) -> str:
        """Return the article's text with case, accents and typography evened out."""
        return fold(self.document.article.text)

    @cached_property
    def numbers(self) -> dict[int, list[NumberMention]]:
        """Return sentence number -> the numbers in it; offsets are the article's."""
        found: dict[int, list[NumberMention]] = {}
        mentions = find_numbers(self.document.article.text, self.language)
        for mention in mentions:
            found.setdefault(self.sentence_at(mention.start), []).append(mention)
        return found

    @cached_property
    def names(self) -> dict[int, list[NameMention]]:
        """Return sentence number -> the names in it."""
        found: dict[int, list[NameMention]] = {}
        for mention in self.document.names:
            found.setdefault(self.sentence_at(mention.start), []).append(mention)
        return found

    @cached_property
    def dates(self) -> dict[int, list[DateMention]]:
        """Return sentence number -> the dates in it."""
        found: dict[int, list[DateMention]] = {}
        for mention in self.document.dates:
            found.setdefault(self.sentence_at(mention.start), []).append(mention)
        return found

    @cached_property
    def attributions(self) -> dict[int, list[Attribution]]:
        """Return sentence number -> who says what in it."""
        found: dict[int, list[Attribution]] = {}
        for item in self.document.attributions:
            found.setdefault(item.sentence, []).append(item)
        return found

    def around(self, at: int, width: int) -> list[str]:
        """Return the words of the sentence of token `at`, as far as `width` on each side."""
        number = self.reading.sentence[at]
        first, last = self.first[number], self.last[number]
        return self.reading.low[max(first, at - width) : min(last, at + width + 1)]

    def cues(self, kind: str, number: int) -> list[tuple[int, int]]:
        """Return the half-open token ranges of one kind of cue in a sentence."""
        return self._cues.get((kind, number), [])

    @cached_property
    def _cues(self) -> dict[tuple[str, int], list[tuple[int, int]]]:
        found: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for kind, ranges in self.reading.cues.items():
            for first, last in ranges:
                found.setdefault((kind, self.reading.sentence[first]), []).append((first, last))
        return found

    def voices(self, number: int) -> list[ClaimSpeaker]:
        """Return the attributions of one sentence as the claims' are read; tokens count from 0."""
        if number not in self._voices:
            self._voices[number] = voices(
                Reading(folded(self.document.sentence_text(number)), self.language)
            )
        return self._voices[number]

    def speaker(self, number: int, voice: ClaimSpeaker) -> str:
        """Return a voice's speaker; a pronoun is replaced by the last person named before."""
        first = self.first[number]
        words = self.reading.words(first + voice.first, first + voice.last - 1)
        if words.lower() not in PRONOUNS.get(self.language, frozenset()):
            return words
        for before in range(number - 1, max(0, number - 1 - _LOOK_BACK), -1):
            people = [m.name for m in self.names.get(before, ()) if m.kind == "person"]
            if people:
                return people[0]
        return words

    @cached_property
    def name_keys(self) -> list[frozenset[str]]:
        """Return, for each named person or body, the keys of its name, role and country."""
        found: dict[str, frozenset[str]] = {}
        for mention in self.document.names:
            keys = frozenset(self.keys_of(f"{mention.name} {mention.role or ''}"))
            found[mention.name] = found.get(mention.name, frozenset()) | keys
        return list(found.values())

    @cached_property
    def known_names(self) -> list[str]:
        """Return the full form of each name, once."""
        return list(dict.fromkeys(mention.name for mention in self.document.names))

    @cached_property
    def quoted(self) -> list[bool]:
        """Return, for each token, whether it stands in a direct quotation."""
        flags = [False] * len(self.reading)
        spans = [(q.start, q.end) for q in self.document.quotations]
        spans += [(q.start, q.end) for q in find_quoted(self.reading)]
        for start, end in spans:
            for i in range(self.token_at(start), self.token_at(max(start, end - 1)) + 1):
                if i < len(flags):
                    flags[i] = True
        return flags

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset` (the nearest before, else 1)."""
        low, high = 0, len(self.document.sentences)
        while high - low > 1:
            middle = (low + high) // 2
            if self.document.sentences[middle].start <= offset:
                low = middle
            else:
                high = middle
        return self.document.sentences[low].number if self.document.sentences else 0

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that ends after `offset`."""
        low, high = 0, len(self.reading)
        while low < high:
            middle = (low + high) // 2
            if self.reading.end[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def implied(self) -> dict[int, frozenset[str]]:
        """Return sentence number -> keys that it implies: full names, roles, pronouns' names."""
        return {s.number: self._implied(s.number) for s in self.document.sentences}

    def _implied(self, number: int) -> frozenset[str]:
        keys: set[str] = set()
        for mention in self.names.get(number, ()):
            keys.update(self.keys_of(f"{mention.name} {mention.role or ''}"))
        for item in self.attributions.get(number, ()):
            keys.update(self.keys_of(item.speaker))
        kinds = self._points_back(number)
        if kinds:
            for before in range(max(1, number - _LOOK_BACK), number):
                keys.update(k for mention in self._meant(before, kinds) for k in mention)
        if self._points_to_body(number):
            for before in range(max(1, number - _LOOK_FAR), number):
                keys.update(k for mention in self._meant(before, _BODIES) for k in mention)
        return frozenset(keys)

    def _meant(self, number: int, kinds: frozenset[str]) -> list[list[str]]:
        """Return the keys of each name of a sentence that a later word may mean."""
        return [
            self.keys_of(f"{mention.name} {mention.role or ''} {self._written[mention.name]}")
            for mention in self.names.get(number, ())
            if mention.kind in kinds and not self._located(mention)
        ]

    @cached_property
    def _written(self) -> dict[str, str]:
        """Return name -> all the ways in which the article writes it ("ECOWAS")."""
        text = self.document.article.text
        found: dict[str, dict[str, None]] = {}
        for mention in self.document.names:
            found.setdefault(mention.name, {})[text[mention.start : mention.end]] = None
        return {name: " ".join(forms) for name, forms in found.items()}

    def _points_to_body(self, number: int) -> bool:
        """Tell whether the sentence has "the bloc" or "the company", named a while ago."""
        low, cap = self.reading.low, self.reading.cap
        inside = range(self.first.get(number, 0), self.last.get(number, 0) - 1)
        return any(low[i] == "the" and low[i + 1] in BODY_WORDS and not cap[i + 1] for i in inside)

    def _located(self, mention: NameMention) -> bool:
        """Tell whether the name only says where ("in Oslo"): no pronoun means it."""
        at = self.token_at(mention.start)
        return at > 0 and self.reading.low[at - 1] in ("in", "at", "near", "outside", "from")

    def keys_of(self, text: str) -> list[str]:
        """Return the lemma keys of a text's words."""
        found = self._keys.get(text)
        if found is None:
            words = text.lower().split()
            found = self._keys[text] = [key(word.strip(".,'’"), self.language) for word in words]
        return found

    def _points_back(self, number: int) -> frozenset[str]:
        """Return the kinds of name that a pronoun (or "the minister") of the sentence may mean."""
        pronouns = PRONOUNS.get(self.language, frozenset())
        low = self.reading.low
        first, last = self.first.get(number, 0), self.last.get(number, 0)
        found: frozenset[str] = frozenset()
        for i in range(first, last):
            if low[i] in pronouns:
                found |= _PERSONS if low[i] in _PERSONAL else _ANY
            if low[i] == "the" and i < first + 3:
                ahead = range(i + 1, min(last, i + 4))
                if any(
                    low[j].removesuffix("s") in _POINTERS and not self.reading.cap[j] for j in ahead
                ):
                    found |= _ANY
        return found
