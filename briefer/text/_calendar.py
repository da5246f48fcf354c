"""The vocabulary of dates of one language, made ready for scanning.

Every expression is found by one trigger: its last word. A text is read word by word, each word is
looked up once, and only at a trigger is anything else tried; so time is linear, and short.
"""

import re
from functools import cache
from typing import NamedTuple

from briefer import lang
from briefer.text._date_words import either, relative_phrases

WORD = re.compile(r"\w+")
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_UNIT_OF_COUNT = (
    r"\s?(?:%|percent|per\scent|million|billion|people|votes|points|km|miles|others|more)"
)
_NO_COUNT = rf"(?![\d:]|[.,]\d|{_UNIT_OF_COUNT})"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.|-?го|-?е)?"


class Entry(NamedTuple):
    """One expression: its words, what it is, and what it stands for."""

    phrase: str
    kind: str  # month, short (an abbreviated month), day, relative, unit, season, quarter
    value: int
    unit: str = ""


class Vocabulary(NamedTuple):
    """What a language says about dates. `triggers` maps the last word of an expression to it."""

    language: str
    triggers: dict[str, tuple[Entry, ...]]
    counts: dict[str, int]
    turns: dict[str, int]
    ordinals: dict[str, int]
    after_month: re.Pattern[str]  # day, last, year
    before_month: re.Pattern[str]  # day, last
    year_after: re.Pattern[str]
    part: re.Pattern[str]
    lead: re.Pattern[str] | None
    year_lead: re.Pattern[str]
    turn_before: re.Pattern[str]
    turn_after: re.Pattern[str]
    agos: tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...]


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of `language`; one with no words for a language that has none."""
    words = lang.language(language).dates
    english = lang.language("en").dates
    number = rf"(?:\d{{1,3}}|{either(words.counts)})"
    suffix = words.year_suffix
    twin = r"(?:\s?[/(]\s?[^\W\d]+\)?)?" if language == "ar" else ""  # حزيران/يونيو
    year = rf"{twin}(?:,?\s(?:(?:of|de|del|do|عام|سنة|لعام)\s)?(?P<year>{_YEAR})(?!\d|[.,]\d|{_UNIT_OF_COUNT}){suffix})?"
    return Vocabulary(
        language=language,
        triggers=_triggers(language),
        counts=words.counts,
        turns=words.turns,
        ordinals=words.ordinals,
        after_month=re.compile(
            rf"\.?\s(?P<day>\d{{1,2}}){_ORDINAL}(?:(?:\s?[-–—‑]\s?|\s(?:to|through|until)\s|\sand\s(?=\d{{1,2}}(?:[,.;)]|\s(?:in|at)\s)))(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\s?[-–—]))?{_NO_COUNT}{year}",
        ),
        before_month=re.compile(
            rf"(?<![\w.,:/$€£%-])(?:(?P<day>\d{{1,2}}){_ORDINAL}{_between()})?(?P<last>\d{{1,2}}|{either(words.ordinals)}){_ORDINAL}"
            r"(?:\s(?:of|de|شهر|من(?:\sشهر)?)\s|\sd['’]|\s)\Z",
        ),
        year_after=re.compile(rf"\.?{year}"),
        part=re.compile(rf"(?<!\w){words.parts or '(?!)'}\Z"),
        lead=re.compile(rf"(?<!\w){words.leads}\Z") if words.leads else None,
        year_lead=re.compile(rf"(?<!\w)(?:{words.year_leads or english.year_leads})\s?\Z"),
        turn_before=re.compile(rf"(?<!\w)({either(words.turns)})\s\Z", re.IGNORECASE),
        turn_after=re.compile(rf"\s({either(words.turns)})(?!\w)", re.IGNORECASE),
        agos=tuple(
            (
                re.compile(rf"(?<!\w){ago.before}(?:(?P<n>{number})\s)?\Z", re.IGNORECASE),
                re.compile(ago.after),
                ago.sign,
            )
            for ago in words.agos
        ),
    )


@cache
def _between() -> str:
    """Return what stands between the first and the last day of a range, in any language."""
    words = lang.every(lambda each: (*each.ranges.to, *each.ranges.to_day, *each.ranges.ands))
    return rf"(?:\s?[-–—‑]\s?|\s(?:{either(words)})\s)"


def _entries(language: str) -> list[Entry]:
    dates = lang.language(language).dates
    found = [
        Entry(word, kind, number)
        for kind, listed in (
            ("month", dates.months),
            ("short", dates.short_months),
            ("day", dates.days),
            ("season", dates.seasons),
        )
        for word, number in listed.items()
    ]
    for phrase, meaning in relative_phrases(language):
        unit, count = meaning.split(" ")
        found.append(Entry(phrase, "relative", int(count), unit))
    for word, meaning in dates.units.items():
        unit, _, count = meaning.partition(" ")
        found.append(Entry(word, "unit", int(count or 0), unit))
    if language == "en":
        found += [Entry(f"Q{n}", "quarter", n) for n in range(1, 5)]
        found += [Entry("quarter", "quarter", 0), Entry("half", "half", 0)]
    return found


def _triggers(language: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, dict[str, Entry]] = {}
    for entry in _entries(language):
        for phrase in _spellings(entry, language):
            trigger = WORD.findall(phrase)[-1]
            particles = ("", "و", "ب", "ل", "ف", "ك") if language in {"ar", "fa"} else ("",)
            for word in (particle + trigger for particle in particles):
                found.setdefault(word, {}).setdefault(phrase, entry._replace(phrase=phrase))
    return {
        word: tuple(sorted(entries.values(), key=lambda e: (-len(e.phrase), e.phrase)))
        for word, entries in found.items()
    }


def _spellings(entry: Entry, language: str) -> list[str]:
    """Return `entry` as it may be written: at the start of a sentence, with typographic marks."""
    phrase = entry.phrase
    title = phrase[0].upper() + phrase[1:]
    if entry.kind in {"month", "short", "day"} and lang.language(language).dates.capitalised:
        forms = [title] if entry.kind == "short" else [title, phrase.upper()]
    else:
        forms = [phrase, title]
    forms += [f.replace("'", mark) for f in forms for mark in "’ʼ" if "'" in f]
    if language in {"ar", "fa"}:
        forms += [re.sub("[أإآ]", "ا", f) for f in forms]
    return list(dict.fromkeys(forms))
