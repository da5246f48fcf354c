"""What every language's words of dates have in common, ready for scanning."""

import re
from collections.abc import Iterable
from functools import cache

from briefer.lang import every, language
from briefer.text import wordings


@cache
def since() -> frozenset[str]:
    """Return the words right before a date from which something lasts, in any language."""
    return frozenset(every(lambda each: each.dates.since))


@cache
def until() -> frozenset[str]:
    """Return the words right before a date up to which something lasts, in any language."""
    return frozenset(every(lambda each: each.dates.until))


@cache
def future(code: str) -> re.Pattern[str] | None:
    """Return the verbs of a language that speak of the future, or None where none are known."""
    verbs = language(code).dates.future
    return re.compile(verbs) if verbs else None


@cache
def past(code: str) -> re.Pattern[str] | None:
    """Return the verbs of a language that speak of the past, or None where none are known."""
    verbs = language(code).dates.past
    return re.compile(verbs) if verbs else None


@cache
def scheduled(code: str) -> re.Pattern[str] | None:
    """Return the verbs whose present tense speaks of a day to come, or None where none are known."""
    verbs = language(code).dates.scheduled
    return re.compile(verbs) if verbs else None


@cache
def perfect(code: str) -> re.Pattern[str] | None:
    """Return the verbs beside which no present tense speaks of a day to come."""
    dates = language(code).dates
    verbs = "|".join(filter(None, (dates.perfect, dates.past)))
    return re.compile(verbs) if verbs else None


@cache
def leads() -> re.Pattern[str]:
    """Return what finds the words right before a day from or up to which something holds."""
    words = either(every(lambda each: each.announcing.leads))
    return re.compile(rf"(?<!\w)(?:{words})\s\Z", re.IGNORECASE)


@cache
def called() -> re.Pattern[str]:
    """Return what finds the words right before a day that something was set for."""
    words = wordings.either(every(lambda each: each.announcing.called))
    return re.compile(rf"(?<!\w)(?:{words})\s\Z", re.IGNORECASE)


@cache
def meant() -> re.Pattern[str]:
    """Return what finds a plan that is told as past: "was due to"."""
    words = wordings.either(every(lambda each: each.announcing.meant))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def contrasts() -> re.Pattern[str]:
    """Return what opens a clause that is set against the one before: "but"."""
    words = wordings.either(every(lambda each: each.headlines.contrasts))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def that(code: str) -> re.Pattern[str]:
    """Return what finds the word that opens a reported clause: "that", "dass"."""
    return re.compile(rf"(?<!\w)(?:{language(code).speech.that or '(?!)'})")


def relative_phrases(code: str) -> list[tuple[str, str]]:
    """Return (phrase, "unit count") of each relative expression of a language."""
    dates = language(code).dates
    found = list(dates.relative.items())
    for adjective, count in dates.relative_adjectives.items():
        for noun, unit in dates.relative_nouns.items():
            found.append((f"{adjective} {noun}", f"{unit} {count}"))
    return found


def either(words: Iterable[str]) -> str:
    """Return an expression for any of `words`, the longest first; a space is any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered) or "(?!)"
