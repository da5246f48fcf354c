"""The value of a number, from digits or words, with the scales after it."""

import re
from functools import cache

from briefer.lang import language
from briefer.text._number_phrases import Phrase, Value, joins, word_at
from briefer.text._number_units import short_scale
from briefer.text._number_words import Lexicon

_THIN = "\u00a0\u202f\u2009"  # spaces that group digits without doubt
_DIGITS = re.compile(
    rf"\d{{1,3}}(?:(?:,\d{{2}}){{1,4}},\d{{3}}(?!\d)|([,.٬'’{_THIN}])\d{{3}}(?:\1\d{{3}}){{0,6}}(?!\d))"
    r"(?:[.,٫]\d{1,6}(?![\d.]))?"
    r"|\d{1,3}(?: \d{3}){2,6}(?!\d)(?:[.,]\d{1,6})?"
    r"|\d{1,30}(?:[.,٫]\d{1,15}(?!\d))?",
)
_SPACED = re.compile(r"\d{1,3}(?: \d{3}){1,6}(?!\d)(?:[.,]\d{1,6})?")  # where a plain space groups
_GROUPING = re.compile(rf"[ '’٬{_THIN}]")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_SUFFIX = re.compile(r"(?:st|nd|rd|th|(?:er|re|ère|ème|e|nd|nde)s?)\b(?!['’])|\.?[ºª]")
_SLAVIC_SUFFIX = re.compile(r"-?(?:й|го|му|ый|ой|ая|я|ю|ую|е|ое|ые|х|ых|м|ми|ій|ої)\b")
_DECADE = re.compile(r"['’]?s\b")
_SPACE_GROUPS = frozenset("fr ru uk pl cs sk sv no nb da fi bg be hu et lv lt".split())
_COMMA_GROUPS = frozenset("en zh ja ko he th hi ar fa ur und".split())


@cache
def _million() -> re.Pattern[str]:
    """Return a short "million" before what is counted so ("5m people"); elsewhere it is metres."""
    counted = "|".join(language("en").numbers.millions)
    return re.compile(rf"m (?:\w{{1,20}} )?(?:{counted})\b")


class ValueReader:
    """Reads single values from a text in one language."""

    def __init__(self, text: str, language: str, lexicon: Lexicon) -> None:
        self._text = text
        self._language = language
        self._lexicon = lexicon

    def read(self, at: int, *, money: bool = False) -> Value | None:
        """Return the value that begins at `at`, or None. `money`: a currency stands before it."""
        char = self._text[at : at + 1]
        if char.isdigit():
            return self._digits(at, money=money)
        if char in _FRACTIONS and char:
            return Value(_FRACTIONS[char], at + 1)
        return Phrase(self._text, self._language, self._lexicon, at).read()

    def _digits(self, at: int, *, money: bool) -> Value | None:
        text = self._text
        match = _SPACED.match(text, at) if self._language in _SPACE_GROUPS else None
        match = match or _DIGITS.match(text, at)
        if match is None:
            return None
        value, end = self._amount(match.group()), match.end()
        following = text[end : end + 1]
        if following and following in _FRACTIONS:
            return self._scaled(Value(value + _FRACTIONS[following], end + 1), money=money)
        if following.isalpha() or following in ("-", ".", "º", "ª", "'", "’"):
            suffixed = self._suffixed(value, end)
            if suffixed:
                return suffixed
        return self._scaled(Value(value, end), money=money)

    def _suffixed(self, value: float, end: int) -> Value | None:
        """Read "16th", "2-й", "1er" or "1990s"."""
        suffix = _SUFFIX.match(self._text, end)
        if suffix is None and self._language in {"ru", "uk", "bg", "be"}:
            suffix = _SLAVIC_SUFFIX.match(self._text, end)
        if suffix and value == int(value):
            return Value(value, suffix.end(), ordinal=True)
        decade = _DECADE.match(self._text, end)
        return Value(value, decade.end()) if decade else None

    def _amount(self, raw: str) -> float:
        """Return the value of digits with separators, by the language's convention."""
        plain = _GROUPING.sub("", raw).replace("٫", ".")
        commas, stops = plain.count(","), plain.count(".")
        if not commas and not stops:
            return float(plain)
        last = "," if plain.rfind(",") > plain.rfind(".") else "."
        tail = len(plain) - plain.rindex(last) - 1
        lone = commas + stops == 1 and len(plain) == len(raw)
        groups = last == "," if self._language in _COMMA_GROUPS else last == "."
        if max(commas, stops) > 1 and not (commas and stops):
            return float(plain.replace(last, ""))
        if lone and tail == 3 and groups and not plain.startswith("0"):
            return float(plain.replace(last, ""))
        other = "." if last == "," else ","
        return float(plain.replace(other, "").replace(last, "."))

    def _scaled(self, value: Value, *, money: bool) -> Value:
        """Multiply by the scales written after: "1.2 million", "5bn", "300 тыс."."""
        for _ in range(3):
            short = short_scale(self._text, value.end, money=money)
            if short is None and _million().match(self._text, value.end):
                short = value.end + 1, 1e6
            if short:
                value = value.times(short[1], short[0])
                continue
            at = value.end + joins(self._text, value.end)  # "$5million" is written too
            word = word_at(self._text, at)
            entry = self._lexicon.entry(word) if word else None
            if entry is None or entry.kind not in {"scale", "hundred", "dozen"}:
                break
            value = value.times(entry.value, at + len(word))
        return value
