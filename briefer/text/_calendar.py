"""The vocabulary of dates of one language, made ready for scanning.

Every expression is found by one trigger: its last word. A text is read word by word, each word is
looked up once, and only at a trigger is anything else tried; so time is linear, and short.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from briefer.text import _date_words as data

WORD = re.compile(r"\w+")
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_UNIT_OF_COUNT = (
    r"\s?(?:%|percent|per\scent|million|billion|people|votes|points|km|miles|others|more)"
)
_NO_COUNT = rf"(?![\d:]|[.,]\d|{_UNIT_OF_COUNT})"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.|-?го|-?е)?"
_RANGE = r"(?:\s?[-–—‑]\s?|\s(?:to|through|until|and|au|et|bis|und|al|y|по|и|إلى|و)\s)"
SUFFIX = {
    "ru": r"(?:\s(?:года|году|годом|гг?\.))?",
    "uk": r"(?:\s(?:року|році|р\.))?",
    "pl": r"(?:\s(?:roku|r\.))?",
}


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
    counts = _numbers(data.COUNTS, language)
    turns = _numbers(data.TURNS, language)
    ordinals = _numbers(data.ORDINALS, language)
    number = rf"(?:\d{{1,3}}|{_either(counts)})"
    suffix = SUFFIX.get(language, "")
    twin = r"(?:\s?[/(]\s?[^\W\d]+\)?)?" if language == "ar" else ""  # حزيران/يونيو
    year = rf"{twin}(?:,?\s(?:(?:of|de|del|do|عام|سنة|لعام)\s)?(?P<year>{_YEAR})(?!\d|[.,]\d|{_UNIT_OF_COUNT}){suffix})?"
    return Vocabulary(
        language=language,
        triggers=_triggers(language),
        counts=counts,
        turns=turns,
        ordinals=ordinals,
        after_month=re.compile(
            rf"\.?\s(?P<day>\d{{1,2}}){_ORDINAL}(?:(?:\s?[-–—‑]\s?|\s(?:to|through|until)\s|\sand\s(?=\d{{1,2}}(?:[,.;)]|\s(?:in|at)\s)))(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\s?[-–—]))?{_NO_COUNT}{year}",
        ),
        before_month=re.compile(
            rf"(?<![\w.,:/$€£%-])(?:(?P<day>\d{{1,2}}){_ORDINAL}{_RANGE})?(?P<last>\d{{1,2}}|{_either(ordinals)}){_ORDINAL}"
            r"(?:\s(?:of|de|شهر|من(?:\sشهر)?)\s|\sd['’]|\s)\Z",
        ),
        year_after=re.compile(rf"\.?{year}"),
        part=re.compile(rf"(?<!\w){data.PARTS.get(language, '(?!)')}\Z"),
        lead=_lead(language),
        year_lead=re.compile(rf"(?<!\w)(?:{data.YEAR_LEADS.get(language, _EN_YEAR_LEAD)})\s?\Z"),
        turn_before=re.compile(rf"(?<!\w)({_either(turns)})\s\Z", re.IGNORECASE),
        turn_after=re.compile(rf"\s({_either(turns)})(?!\w)", re.IGNORECASE),
        agos=tuple(
            (
                re.compile(rf"(?<!\w){ago.before}(?:(?P<n>{number})\s)?\Z", re.IGNORECASE),
                re.compile(ago.after),
                ago.sign,
            )
            for ago in data.AGOS.get(language, ())
        ),
    )


_EN_YEAR_LEAD = (
    r"[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Oo]f|[Ff]rom|[Dd]uring|[Tt]o|[Aa]fter|[Bb]efore|[Mm]id-?|[Ee]arly|[Ll]ate|"
    r"[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|and|or|[Yy]ear|[Bb]etween|[Aa]round"
)


def _lead(language: str) -> re.Pattern[str] | None:
    words = data.LEADS.get(language)
    return re.compile(rf"(?<!\w){words}\Z") if words else None


def _either(words: dict[str, int]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"


def _numbers(table: dict[str, str], language: str) -> dict[str, int]:
    return {w: int(n) for w, n in data.pairs(table[language])} if language in table else {}


@cache
def _cldr() -> dict[str, dict[str, dict[str, int]]]:
    found: Any = json.loads((Path(__file__).parent / "_calendar_words.json").read_bytes())
    return found  # type: ignore[no-any-return]  # the file is ours


def _entries(language: str) -> list[Entry]:
    cldr = _cldr()
    found = [Entry(w, "month", n) for w, n in cldr["months"].get(language, {}).items()]
    found += [Entry(w, "short", n) for w, n in cldr["short"].get(language, {}).items()]
    found += [Entry(w, "day", n) for w, n in cldr["days"].get(language, {}).items()]
    short = {"sept"}
    found += [
        Entry(w, "short" if w in short else "month", n)
        for w, n in _numbers(data.MONTHS, language).items()
    ]
    found += [Entry(w, "day", n) for w, n in _numbers(data.DAYS, language).items()]
    found += [Entry(w, "season", n) for w, n in _numbers(data.SEASONS, language).items()]
    for phrase, meaning in data.relative_phrases(language):
        unit, count = meaning.split(" ")
        found.append(Entry(phrase, "relative", int(count), unit))
    if language in data.UNITS:
        for word, meaning in data.pairs(data.UNITS[language]):
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
    if entry.kind in {"month", "short", "day"} and language in data.CAPITALISED:
        forms = [title] if entry.kind == "short" else [title, phrase.upper()]
    else:
        forms = [phrase, title]
    forms += [f.replace("'", mark) for f in forms for mark in "’ʼ" if "'" in f]
    if language in {"ar", "fa"}:
        forms += [re.sub("[أإآ]", "ا", f) for f in forms]
    return list(dict.fromkeys(forms))
