"""The cited sentences, from one article or several, laid side by side as one reading."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from briefer.grounding.lexicon import english, key
from briefer.grounding.reading import tokens
from briefer.grounding.sources import SourceText
from briefer.models import DateMention, NameMention, NumberMention

_MOST: Final = 200  # cues or attributions of one sentence that are looked at
_BESIDE: Final = 9  # tokens on each side of a name that may give its title
_DATELINE: Final = 14  # tokens that a dateline may take


class PassageAttribution(NamedTuple):
    """An attribution, its content as a half-open range of the passage's tokens."""

    speaker: str
    cue: str
    first: int
    last: int
    direct: bool
    sentence: int  # running number of the sentence within the passage


class Number(NamedTuple):
    """A number of the passage and the half-open range of tokens it takes."""

    mention: NumberMention
    first: int
    last: int
    sentence: int


class Part(NamedTuple):
    """Sentences of one source, ascending."""

    source: SourceText
    sentences: tuple[int, ...]


class Passage:
    """Tokens of all cited sentences in order; `sentence` runs from 0 over the passage."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self.language = parts[0].source.language if parts else "en"
        self.key: list[str] = []
        self.low: list[str] = []
        self.cap: list[bool] = []
        self.content: list[bool] = []
        self.clause: list[tuple[int, int]] = []
        self.sentence: list[int] = []
        self.negated: list[bool] = []
        self.unrealised: list[bool] = []
        self.alleged: list[bool] = []
        self._cues: dict[str, list[tuple[int, int]]] = {}
        self.index: dict[str, list[int]] = {}
        self.spans: list[tuple[int, int]] = []  # sentence -> half-open token range
        self.origin: list[tuple[SourceText, int]] = []  # sentence -> where it stands
        self.shift: list[int] = []  # sentence -> passage token minus source token
        for number, part in enumerate(self.parts):
            for sentence in part.sentences:
                self._add(number, part.source, sentence)
        for i, name in enumerate(self.key):
            self.index.setdefault(name, []).append(i)

    def _add(self, part: int, source: SourceText, sentence: int) -> None:
        reading = source.reading
        first, last = source.first.get(sentence, 0), source.last.get(sentence, 0)
        start = len(self.key)
        self.shift.append(start - first)
        self.key += reading.key[first:last]
        self.low += reading.low[first:last]
        self.cap += reading.cap[first:last]
        self.content += reading.content[first:last]
        self.clause += [(part, clause) for clause in reading.clause[first:last]]
        self.sentence += [len(self.spans)] * (last - first)
        self.negated += reading.negated[first:last]
        self.unrealised += reading.unrealised[first:last]
        self.alleged += reading.alleged[first:last]
        self.spans.append((start, len(self.key)))
        self.origin.append((source, sentence))

    def __len__(self) -> int:
        return len(self.key)

    @property
    def texts(self) -> Iterator[str]:
        """Yield the text of each cited sentence."""
        return (source.document.sentence_text(number) for source, number in self.origin)

    @cached_property
    def passed(self) -> list[int]:
        """Return how many content tokens stand before each place."""
        return [0, *accumulate(self.content)]

    @cached_property
    def text(self) -> str:
        """Return the cited sentences as one text."""
        return " ".join(self.texts)

    @cached_property
    def implied(self) -> frozenset[str]:
        """Return keys that the sentences imply without saying them (full names, pronouns)."""
        found: set[str] = set()
        for source, number in self.origin:
            found |= source.implied.get(number, frozenset())
        return frozenset(found)

    @cached_property
    def concepts(self) -> dict[str, list[str]]:
        """Return concept -> keys of the passage that name it, or something narrower."""
        found: dict[str, list[str]] = {}
        if self.language != "en":
            return found
        relations = english().relations
        for name in self.index:
            relation = relations.get(name)
            if relation is not None:
                for concept in relation.own:
                    found.setdefault(concept, []).append(name)
                for concept in relation.wider:
                    found.setdefault(concept, []).append(name)
        return found

    @cached_property
    def compounds(self) -> dict[str, int]:
        """Return two neighbours written as one word ("weblike" for "web-like") -> the first."""
        return {f"{one}{self.low[at + 1]}": at for at, one in enumerate(self.low[:-1])}

    @cached_property
    def numbers(self) -> list[Number]:
        """Return the numbers of the cited sentences."""
        return [
            Number(mention, *self._range(at, mention.start, mention.end), at)
            for at, (source, number) in enumerate(self.origin)
            for mention in source.numbers.get(number, ())[:_MOST]
        ]

    @cached_property
    def names(self) -> list[NameMention]:
        """Return the names of the cited sentences; offsets are their article's."""
        return [m for source, number in self.origin for m in source.names.get(number, ())]

    @cached_property
    def dates(self) -> list[DateMention]:
        """Return the dates of the cited sentences."""
        return [m for source, number in self.origin for m in source.dates.get(number, ())]

    @cached_property
    def said(self) -> list[PassageAttribution]:
        """Return who says what in the cited sentences."""
        found = []
        for at, (source, number) in enumerate(self.origin):
            for item in source.attributions.get(number, ())[:_MOST]:
                first, last = self._range(at, item.start, item.end)
                found.append(
                    PassageAttribution(item.speaker, item.cue, first, last, item.direct, at)
                )
        return found

    @cached_property
    def name_keys(self) -> list[frozenset[str]]:
        """Return, for each name of the sources, the keys of its parts, role and country's names."""
        return [keys for part in self.parts for keys in part.source.name_keys]

    @cached_property
    def full_names(self) -> list[frozenset[str]]:
        """Return, for each name of the sources, the keys of its parts."""
        return [frozenset(self.keys_of(n)) for p in self.parts for n in p.source.known_names]

    @cached_property
    def folded_has_no_marks(self) -> bool:
        """Tell whether the sources mark no quotation at all (some feeds lose the marks)."""
        return not any(any(part.source.quoted) for part in self.parts)

    def cues(self, kind: str) -> list[tuple[int, int]]:
        """Return the half-open token ranges of the passage's cues of one kind."""
        found = self._cues.get(kind)
        if found is None:
            found = self._cues[kind] = [
                (first + shift, last + shift)
                for (source, number), shift in zip(self.origin, self.shift, strict=True)
                for first, last in source.cues(kind, number)[:_MOST]
            ]
        return found

    @cached_property
    def name_words(self) -> list[str]:
        """Return the words of all names said or implied, lower case, each once."""
        cased = any(self.cap)  # Arabic and Chinese have no capitals: any word may be a name
        said = [low for low, cap in zip(self.low, self.cap, strict=True) if cap or not cased]
        return list(dict.fromkeys([*said, *sorted(self.implied)]))

    @cached_property
    def name_runs(self) -> list[tuple[str, ...]]:
        """Return runs of capitalised words (as keys), with the full forms of names."""
        found: list[list[str]] = []
        for i, cap in enumerate(self.cap):
            if not cap:
                continue
            if i and self.cap[i - 1] and found and self.clause[i - 1] == self.clause[i]:
                found[-1].append(self.key[i])
            else:
                found.append([self.key[i]])
        full = [tuple(self.keys_of(m.name)) for m in self.names if " " in m.name]
        return [*map(tuple, found), *full]

    def keys_of(self, text: str) -> list[str]:
        """Return the lemma keys of a text's words."""
        return [key(word, self.language) for word in tokens(text, self.language)]

    def around(self, name: str) -> set[str]:
        """Return the keys just before each place of `name` (a name's other forms stand there)."""
        return {k for at in self.index.get(name, ()) for k in self.key[max(0, at - 4) : at]}

    def everywhere(self, name: str) -> list[list[str]]:
        """Return the words around each mention of `name`, in its sentence, of all sources."""
        return [
            part.source.around(at, _BESIDE)
            for part in self.parts
            for at in part.source.reading.index.get(name, ())
        ]

    @cached_property
    def initials(self) -> frozenset[str]:
        """Return the initials of every name of two words or more."""
        found = set()
        for names in self.name_runs:
            for first in range(len(names)):
                for last in range(first + 2, min(len(names), first + 6) + 1):
                    found.add("".join(word[0] for word in names[first:last] if word))
        return frozenset(found)

    @cached_property
    def countries(self) -> dict[str, tuple[int, ...]]:
        """Return country code -> the tokens that name the country in any way."""
        found: dict[str, list[int]] = {}
        for sentence, (source, _) in enumerate(self.origin):
            first, last = self.spans[sentence]
            for at in range(first, last):
                code = source.countries.get(at - self.shift[sentence])
                if code:
                    found.setdefault(code, []).append(at)
        for mention in self.names:
            if mention.country:
                found.setdefault(mention.country, [])
        return {code: tuple(at) for code, at in found.items()}

    def is_other_country(self, at: int, code: str) -> bool:
        """Tell whether token `at` is part of the name of another country than `code`, or place."""
        source, _ = self.origin[self.sentence[at]]
        token = at - self.shift[self.sentence[at]]
        its = source.countries.get(token)
        if its:  # one word alone is the same name: "Georgia" may be read as two places
            return its != code and its in (source.countries.get(token + n) for n in (-1, 1))
        inside = at > self.spans[self.sentence[at]][0]
        return inside and self.cap[at - 1] and self.clause[at - 1] == self.clause[at]

    @cached_property
    def topics(self) -> frozenset[str]:
        """Return the country that an article is about, where the cited sentences name none."""
        if self.countries:
            return frozenset()
        return frozenset(part.source.topic for part in self.parts if part.source.topic)

    def text_from(self, at: int) -> str:
        """Return the text of the sentence of token `at`, from just before that token on."""
        sentence = self.sentence[at]
        source, number = self.origin[sentence]
        item = source.document.sentences[number - 1]
        reading = source.reading
        token = at - self.shift[sentence]
        start = item.start if at == self.spans[sentence][0] else reading.end[token - 1]
        return reading.text[start : item.end]

    def after_dateline(self, at: int) -> bool:
        """Tell whether token `at` follows the dash that ends a dateline."""
        sentence = self.sentence[at]
        source, _ = self.origin[sentence]
        gap = source.reading.gap[at - self.shift[sentence]]
        return at - self.spans[sentence][0] <= _DATELINE and any(c in gap for c in "—–-")

    def marked(self, at: int) -> bool:
        """Tell whether a mark (a comma, a bracket, the end) stands before token `at`."""
        if at >= len(self) or at in {first for first, _ in self.spans}:
            return True
        source, _ = self.origin[self.sentence[at]]
        return bool(source.reading.gap[at - self.shift[self.sentence[at]]].strip(" -'’"))

    def in_quotation(self, at: int) -> bool:
        """Tell whether token `at` stands in a direct quotation of its source."""
        sentence = self.sentence[at]
        source, _ = self.origin[sentence]
        return source.quoted[at - self.shift[sentence]]

    @cached_property
    def said_by_pronoun(self) -> list[PassageAttribution]:
        """Return attributions whose speaker the text stage could not name ("he said …")."""
        known = {item.sentence for item in self.said}
        found = []
        for at, (source, number) in enumerate(self.origin):
            if at in known or not source.cues("reporting", number):
                continue
            shift = self.spans[at][0]
            for voice in source.voices(number)[:_MOST]:
                first, last = voice.content
                if first < last and voice.first < voice.last:
                    speaker = source.speaker(number, voice)
                    found.append(
                        PassageAttribution(speaker, "said", first + shift, last + shift, False, at)
                    )
        return found

    def _range(self, sentence: int, start: int, end: int) -> tuple[int, int]:
        """Turn article offsets into passage tokens, cut to the sentence."""
        source, _ = self.origin[sentence]
        low, high = self.spans[sentence]
        first = source.token_at(start) + self.shift[sentence]
        last = source.token_at(max(start, end - 1)) + self.shift[sentence] + 1
        return max(low, first), max(low, min(high, last))


def passage(parts: Iterable[tuple[SourceText, Iterable[int]]]) -> Passage:
    """Lay out `parts`; sentence numbers that the source lacks are left out."""
    return Passage(
        [
            Part(source, tuple(n for n in sorted(set(numbers)) if n in source.first))
            for source, numbers in parts
        ]
    )
