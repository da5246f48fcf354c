"""Comparing words, quotations and speakers between a claim and its passage."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefer.grounding.case import Case
from briefer.grounding.cues import TENSED
from briefer.grounding.lexicon import key
from briefer.grounding.offices import HEADS, OFFICE_WORDS
from briefer.grounding.passage import Passage
from briefer.grounding.reading import tokens
from briefer.grounding.wordlists import word_set
from briefer.text._speech_words import sources
from briefer.text.countries import country_code
from briefer.text.words import fold, stop_words

_GAP: Final = re.compile(r"…|\.\.\.|\[[^\]]{0,80}\]|(?<![A-Z])[.!?]\s")
_CAPITAL: Final = re.compile(r"\b[^\W\d_a-zа-яё][^\W\d_]+")
_SPACE: Final = re.compile(r"\s+")
_LONGEST_SOURCE: Final = 14  # words
_NO_OPENERS: Final = word_set("and but or so as if when while now then in at on i i'm it it's")
_NO_SOURCE: Final = word_set(
    "which that who whom whose said says i i'm he she it they we you it's this these those cent "
    "there here than earlier later ago"
)
# Whoever these name, they name no one in particular, or stand for a name.
_VAGUE: Final = word_set("he she they it who")


class Place(NamedTuple):
    """Where a quotation stands in the passage: its text there, and whether it is quoted there."""

    text: str
    sentence: int
    first: int
    last: int  # half-open
    quoted: bool


def locate(passage: Passage, quotation: str) -> Place | None:
    """Find `quotation` word for word; ellipses, brackets and sentence ends may hide a gap."""
    places = []
    start = 0
    for segment in _GAP.split(quotation):
        words = tokens(segment, passage.language)
        if not words:
            continue
        at = _find(passage.low, words, start)
        if at is None:
            return None
        places.append((at, at + len(words)))
        start = at + len(words)
    if not places:
        return None
    first, last = places[0][0], places[-1][1]
    text = _source_text(passage, first, last) if len(places) == 1 else quotation
    return Place(text, passage.sentence[first], first, last, _is_quoted(passage, places))


def _find(low: Sequence[str], words: Sequence[str], start: int) -> int | None:
    for at in range(start, len(low) - len(words) + 1):
        if low[at] == words[0] and list(low[at : at + len(words)]) == list(words):
            return at
    return None


def _source_text(passage: Passage, first: int, last: int) -> str:
    """Return the source's own text from passage token `first` to before `last`."""
    sentence = passage.sentence[first]
    source, _ = passage.origin[sentence]
    shift = passage.shift[sentence]
    reading = source.reading
    end_shift = passage.shift[passage.sentence[last - 1]]
    if end_shift != shift:
        return ""  # spans two runs of sentences
    text = reading.text[reading.start[first - shift] : reading.end[last - 1 - shift]]
    return _SPACE.sub(" ", text)


def _is_quoted(passage: Passage, places: list[tuple[int, int]]) -> bool:
    return all(
        passage.in_quotation(middle) for first, last in places for middle in ((first + last) // 2,)
    )


def same_letters(source: str, claim: str) -> bool:
    """Tell whether two wordings that hold the same words also look the same.

    A capital at the start, and a mark at the end, may differ.
    """
    if not source:
        return True
    one, other = (_SPACE.sub(" ", text).strip(" .,;:!?…") for text in (source, claim))
    return one[:1].lower() + one[1:] == other[:1].lower() + other[1:]


def same_speaker(case: Case, one: str, other: str) -> bool:
    """Tell whether two descriptions of a speaker can mean the same person or body.

    They can if they share a telling word, if one is a pronoun, or if the article ties a word of
    one to a name of the other (a role, a full name).
    """
    if abbreviates_text(one, other) or abbreviates_text(other, one):
        return True
    left, right = _names_in(one, case.reading.language), _names_in(other, case.passage.language)
    if left and right and not left & right:
        return any(_tied(names, left, right) for names in case.passage.name_keys)
    left, right = _telling(one, case.reading.language), _telling(other, case.passage.language)
    if not left or not right or left & right or not _says_who(one, case.reading.language):
        return True
    if any(word in _VAGUE for word in one.lower().split() + other.lower().split()):
        return True
    if fold(one) in fold(other) or fold(other) in fold(one):
        return True
    return any(_tied(names, left, right) for names in case.passage.name_keys)


def is_source(text: str, language: str) -> bool:
    """Tell whether the words can stand before "said" in print: a name, or such as "officials".

    A fragment that a verb was mistaken to have for its subject ("which", "per cent") cannot.
    """
    words = tokens(text, language)
    if not words or len(words) > _LONGEST_SOURCE:
        return False
    if words[0] in _NO_OPENERS or any(word in _NO_SOURCE or word in TENSED for word in words):
        return False
    if language != "en":
        return True
    heads = any(word in sources() or word in HEADS for word in words)
    return heads or any(
        word[0].isupper() and word.lower() not in stop_words(language) for word in text.split()
    )


def _says_who(text: str, language: str) -> bool:
    """Tell whether a description names somebody, or an office: "a new report" does not."""
    return bool(_names_in(text, language)) or any(
        word in HEADS or country_code(word) is not None for word in tokens(text, language)
    )


def abbreviates_text(short: str, full: str) -> bool:
    """Tell whether a word of `short` is the initials of capitalised words of `full`."""
    initials = "".join(word[0] for word in full.split() if word[0].isupper())
    return any(
        len(word) > 1 and word in initials
        for word in (w.replace(".", "") for w in short.split())
        if word.isupper()
    )


def _names_in(text: str, language: str) -> set[str]:
    """Return the keys of the personal names in a speaker's description: capitals, no titles."""
    stops = stop_words(language)
    lowered = (word.lower() for word in _CAPITAL.findall(text) if country_code(word) is None)
    return {key(w, language) for w in lowered if w not in OFFICE_WORDS and w not in stops}


def _tied(names: frozenset[str], left: set[str], right: set[str]) -> bool:
    return bool(names & left) and bool(names & right)


def _telling(text: str, language: str) -> set[str]:
    stops = stop_words(language)
    return {key(word, language) for word in tokens(text, language) if word not in stops}
