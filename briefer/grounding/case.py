"""One claim beside the passage it cites: what is the same, what is near, what is missing."""

import datetime as dt
import re
import unicodedata
from functools import cache, cached_property
from typing import Final, NamedTuple

from briefer.grounding.claims import Claim
from briefer.grounding.cues import calendar
from briefer.grounding.grammar import span_in_clause
from briefer.grounding.lexicon import NOTHING, english, generic, light
from briefer.grounding.likeness import is_capital
from briefer.grounding.mentions import abbreviates
from briefer.grounding.names import Run, name_runs
from briefer.grounding.passage import Number, Passage
from briefer.grounding.quoting import ClaimQuotation, find_quoted
from briefer.grounding.reading import Reading
from briefer.grounding.speakers import ClaimSpeaker, voices
from briefer.grounding.wordlists import word_set
from briefer.models import DateMention
from briefer.text.dates import find_dates
from briefer.text.numbers import find_numbers

# How far a source word of each relation supports a claim word.
EXACT, COUNTRY, IMPLIED, SYNONYM, DERIVED = 1.0, 0.95, 0.9, 0.85, 0.6
GENERIC: Final = 0.5  # what a word counts that tells little by itself
_PLACES: Final = 64  # of one word in the passage that are looked at: no sentence has more
_DAYS: Final = word_set(
    "today yesterday tomorrow tonight week month year spring summer autumn winter fall quarter "
    "weekend day"
)


@cache
def _date_words() -> frozenset[str]:
    single = _DAYS | calendar()
    return single | {f"{word}s" for word in single}


_NUMBER_WORDS: Final = word_set(
    "one two three four five six seven eight nine ten eleven twelve hundred hundreds thousand "
    "thousands dozen dozens half quarter third thirds quarters halves both pair couple score zero "
    "million millions billion billions trillion trillions double triple twice first second third "
    "twenty thirty forty fifty sixty seventy eighty ninety fourth fifth sixth seventh eighth ninth "
    "tenth eleventh twelfth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth "
    "ninetieth hundredth thousandth fourths fifths sixths eighths tenths hundredths "
    "several nil once thrice single tens percent per bn m k"
)


_PLACE: Final = 4  # letters of a place's name
_PEOPLE: Final = word_set("n an ian ean ese i ish er ist ism ic")
_COUNTING: Final = re.compile(r"\d|teen|illion", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Hit(NamedTuple):
    """Where a claim token is found in the passage (token indices), and how well."""

    support: float
    at: tuple[int, ...]


_MISS: Final = Hit(0.0, ())


class Case:
    """A claim and its passage. `same` tells whether both are in one language."""

    def __init__(
        self, claim: Claim, reading: Reading, passage: Passage, anchor: dt.date | None = None
    ) -> None:
        self.claim = claim
        self.reading = reading
        self.passage = passage
        self.anchor = anchor
        self.same = reading.language == passage.language
        self.countries = self._countries()
        found = map(passage.index.get, reading.key)
        self.hits = [
            Hit(EXACT, tuple(at[:_PLACES])) if at else self._hit(i) for i, at in enumerate(found)
        ]
        self._part_countries()
        self._find_values()

    def _part_countries(self) -> None:
        """Take back what only shares a word with another country: "Sudan" in "South Sudan"."""
        for i, code in self.countries.items():
            hit = self.hits[i]
            at = tuple(p for p in hit.at if not self.passage.is_other_country(p, code))
            if len(at) < len(hit.at):
                known = code in self.passage.countries
                self.hits[i] = hit._replace(at=at) if at or known else _MISS

    def _countries(self) -> dict[int, str]:
        """Return claim token -> code of the country it means."""
        reading = self.reading
        found = {}
        for start, end, code in reading.countries():
            if is_capital(reading.text[start:end], code, reading.language):
                continue
            found.update(dict.fromkeys(reading.tokens_in(start, end), code))
        return found

    def _hit(self, i: int) -> Hit:
        """Return where claim token `i`, which the passage lacks, is found in other words."""
        name = self.reading.key[i]
        if name in self.passage.implied:
            return Hit(IMPLIED, ())
        if self.reading.cap[i] and abbreviates(self.reading.words(i, i), self.passage):
            return Hit(IMPLIED, ())
        code = self.countries.get(i)
        if code in self.passage.countries:
            return Hit(COUNTRY, self.passage.countries[code][:_PLACES])
        if not self.same or not self.reading.content[i]:
            return _MISS
        return self._reworded(i)

    def _reworded(self, i: int) -> Hit:
        """Return where the passage has claim token `i` in another word, of one sense or family."""
        name, low = self.reading.key[i], self.reading.low[i]
        if low in self.passage.compounds:
            return Hit(EXACT, (self.passage.compounds[low],))
        near = tuple(sorted(self._synonyms(name)))[:_PLACES]
        if near:
            return Hit(SYNONYM, near)
        named = self.reading.cap[i] and self._opens_no_sentence(i)
        kin = (self._people(name) if named else self._derived(name))[:_PLACES]
        return Hit(DERIVED, kin) if kin else _MISS

    def _find_values(self) -> None:
        """Find the numbers that the passage has in other words: "10" for "ten"."""
        for number in self.numbers:
            tokens = range(number.first, number.last)
            if any(self.hits[i].at for i in tokens):
                continue
            value = number.mention.value
            same = tuple(n.first for n in self.passage.numbers if n.mention.value == value)
            if same:
                for i in tokens:
                    self.hits[i] = Hit(EXACT, same[:_PLACES])

    def _opens_no_sentence(self, i: int) -> bool:
        """Tell whether the capital of claim token `i` makes it a name: it opens no sentence."""
        return i > 0 or self.reading.key[i] not in english().words

    def _people(self, name: str) -> tuple[int, ...]:
        """Return the passage's words for a place or its people: "Kashmiri", "Kashmir"."""
        return tuple(
            at
            for other, spots in self.passage.index.items()
            if _is_demonym(*sorted((name, other), key=len))
            for at in spots
        )

    def _derived(self, name: str) -> tuple[int, ...]:
        """Return the passage's words that share most of their letters from the start."""
        size = max(5, round(0.7 * len(name)))
        if len(name) < 5 or name[0].isdigit():
            return ()
        head = name[:size]
        return tuple(
            at
            for other, spots in self.passage.index.items()
            if other.startswith(head) and len(other) <= len(name) + 4
            for at in spots
        )

    def _synonyms(self, name: str) -> set[int]:
        found: set[int] = set()
        if self.reading.language != "en":
            return found
        concepts = self.passage.concepts
        tables = english()
        verb = name in tables.verbs
        for concept in tables.relations.get(name, NOTHING).own:
            for other in concepts.get(concept, ()):
                if verb and other not in tables.verbs and other not in tables.nouns:
                    continue  # "close" is no "around"
                found.update(self.passage.index[other])
        return found

    @cached_property
    def content(self) -> list[int]:
        """Return the claim's content tokens (indices)."""
        return [i for i, flag in enumerate(self.reading.content) if flag]

    @cached_property
    def names(self) -> list[Run]:
        """Return the proper names of the claim."""
        return name_runs(self.reading, self.passage)

    @cached_property
    def quoted(self) -> list[ClaimQuotation]:
        """Return the claim's direct quotations."""
        return find_quoted(self.reading)

    def in_quotation(self, i: int) -> bool:
        """Tell whether claim token `i` stands inside a direct quotation."""
        start = self.reading.start[i]
        return any(quoted.start <= start < quoted.end for quoted in self.quoted)

    @cached_property
    def quotes_only(self) -> bool:
        """Tell whether half of the claim or more is quoted, and the source has every word of it.

        Then the checks of quotation and speaker tell all: “It was serendipity,” Dai said.
        """
        quoted = sum(self.in_quotation(i) for i in range(len(self.reading)))
        known = all(self.hits[i].support >= IMPLIED for i in self.content)
        return known and 2 * quoted >= len(self.reading) > 0

    @cached_property
    def voices(self) -> list[ClaimSpeaker]:
        """Return who says what in the claim."""
        return voices(self.reading)

    @cached_property
    def reported(self) -> frozenset[int]:
        """Return the claim's tokens that are words of saying."""
        return frozenset(i for cue in self.reading.reporting for i in range(*cue))

    @cached_property
    def numbers(self) -> list[Number]:
        """Return the claim's numbers, with their tokens."""
        reading = self.reading
        if reading.language == "en" and not _may_count(reading):
            return []
        found = []
        for mention in find_numbers(reading.text, reading.language):
            tokens = reading.tokens_in(mention.start, mention.end)
            if tokens:
                found.append(Number(mention, tokens[0], tokens[-1] + 1, 0))
        return found

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Return the claim's dates, resolved against the article's."""
        reading = self.reading
        if reading.language == "en" and not self._has_date_word():
            return ()
        return find_dates(reading.text, self.anchor, reading.language)

    def _has_date_word(self) -> bool:
        reading = self.reading
        return not _date_words().isdisjoint(reading.low) or bool(_YEAR.search(reading.text))

    def weigh(self, i: int) -> float:
        """Return how much claim token `i` counts: names and figures most, light words least."""
        return self._weights[i]

    @cached_property
    def _weights(self) -> list[float]:
        reading = self.reading
        plain = generic() if reading.language == "en" else frozenset()
        return [
            0.3
            if light(low)
            else 1.3
            if cap or low[0].isdigit()
            else GENERIC
            if name in plain
            else 1.0
            for low, cap, name in zip(reading.low, reading.cap, reading.key, strict=True)
        ]

    def near(self, at: int, width: int = 6, *, clause: bool = True) -> set[int]:
        """Return where the claim's content words beside token `at`, in its clause, come from."""
        first, last = max(0, at - width), min(len(self.reading), at + width + 1)
        if clause:
            first, last = span_in_clause(self.reading.clause, at, width)
        return {
            p
            for i in range(first, last)
            if i != at and self.reading.content[i]
            for p in self.hits[i].at
        }

    def source_near(self, at: int, width: int = 7) -> set[int]:
        """Return the content tokens of the passage within `width` of `at`, in its clause."""
        first, last = span_in_clause(self.passage.clause, at, width)
        return {p for p in range(first, last) if self.passage.content[p] and p != at}

    def spots(self, i: int) -> tuple[int, ...]:
        """Return where claim token `i` comes from: of its hits, those among the same words.

        Where a word stands in several passage sentences, the one that shares most with the
        claim's clause is meant.
        """
        at = self.hits[i].at
        passage = self.passage
        if len(at) < 2 or len(passage.spans) < 2:
            return at
        votes: dict[int, float] = {passage.sentence[p]: 0.0 for p in at}
        if len(votes) < 2:
            return at
        for j in self.content:
            if j != i and abs(j - i) <= 10:
                for sentence in {passage.sentence[p] for p in self.hits[j].at} & votes.keys():
                    votes[sentence] += self.weigh(j)
        most = max(votes.values())
        return tuple(p for p in at if votes[passage.sentence[p]] >= most)

    def echoed(self, first: int, last: int) -> bool:
        """Tell whether the passage has claim tokens `first` to before `last` in a row."""
        wanted = self.reading.low[first:last]
        size = len(wanted)
        low = self.passage.low
        return any(
            low[at : at + size] == wanted
            for at in self.passage.index.get(self.reading.key[first], ())
        )

    @cached_property
    def verbatim(self) -> bool:
        """Tell whether the claim is a cited sentence, mark for mark (a dateline may be gone)."""
        low = self.reading.low
        for first, last in self.passage.spans:
            start = last - len(low)
            if not low or start < first or self.passage.low[start:last] != low:
                continue
            if (start == first or self.passage.after_dateline(start)) and self._same_marks(start):
                return True
        return False

    def _same_marks(self, start: int) -> bool:
        """Tell whether currency signs and the like agree too: they are no words."""
        source = self.passage.text_from(start)
        return _signs(self.reading.text) == _signs(source)


def _is_demonym(place: str, people: str) -> bool:
    """Tell whether the longer word is the people of the shorter one, by its ending."""
    if len(place) < _PLACE or not people.startswith(place[:-1]):
        return False
    return people.removeprefix(place) in _PEOPLE or people.removeprefix(place[:-1]) in _PEOPLE


def _may_count(reading: Reading) -> bool:
    return bool(_COUNTING.search(reading.text)) or not _NUMBER_WORDS.isdisjoint(reading.low)


def _signs(text: str) -> list[str]:
    return [c for c in text if unicodedata.category(c) in ("Sc", "Sm") or c in "%‰°#"]
