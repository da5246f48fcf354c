"""Numbers in digits and words, with their unit, what they count and how roughly they are meant.

A pattern finds where a number may begin; from there a small parser reads forward. Every number is
reported, those inside dates too.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefer.models import NumberMention
from briefer.text._number_nouns import counts_one, is_approximate, noun_after
from briefer.text._number_units import short_scale, unit_after, unit_before
from briefer.text._number_words import Entry, Lexicon, lexicon

_THIN = "\u00a0\u202f\u2009"  # spaces that group digits without doubt
_DIGITS = re.compile(
    rf"\d{{1,3}}(?:(?:,\d{{2}})+,\d{{3}}(?!\d)|([,.٬'’{_THIN}])\d{{3}}(?:\1\d{{3}})*(?!\d))(?:[.,٫]\d{{1,6}}(?![\d.]))?"
    r"|\d{1,3}(?: \d{3}){2,6}(?!\d)(?:[.,]\d{1,6})?"
    r"|\d{1,30}(?:[.,٫]\d{1,15}(?![\d]))?",
)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d{1,6})?")  # where a plain space groups
_DATED = re.compile(  # the parts of dates, times and addresses are numbers each
    r"\d{1,4}(?:[-/.]\d{1,2}){2,3}(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d)|\d{1,2}(?::\d{2}){1,2}(?!\d)"
    r"|\d{1,3}(?:\.\d{1,3}){3}(?!\d)",
)
_PART = re.compile(r"\d{1,30}")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b|(?:er|re|ère|e|ème|nd|nde)s?\b(?!['’])|[ºª°]\b|\.[ºª]")
_RUSSIAN_SUFFIX = re.compile(r"-?(?:й|го|му|ый|ой|ая|я|ю|ую|е|ое|ые|х|ых|м|ми)\b")
_DECADE = re.compile(r"['’]?s\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=ят)[^\W\d_]+)?(?:-[^\W\d_]+){0,3}")
_JOIN = re.compile(r"[ \u00a0-]")
_RANGE = re.compile(r" ?[-–—‑] ?| (?:to|till|until|à|bis|a|до|إلى|الى|tot) ")
_BETWEEN = re.compile(r" (?:and|et|und|y|e|и|و|i|en) ?")
_BETWEEN_BEFORE = re.compile(r"\b(?:between|entre|zwischen|tra|fra|между|بين|tussen|między|між)\s*\Z", re.IGNORECASE)
_SPACE_GROUPS = frozenset("fr ru uk pl cs sk sv no nb da fi bg be hu et lv lt".split())
_COMMA_GROUPS = frozenset("en zh ja ko he th hi ar fa ur und".split())
_LONE_ARTICLES = frozenset("fr de es it pt nl tr".split())  # where "one" is the article "a"
_MINUS = re.compile(r"(?:^|[\s(\[])[-−]\Z|(?:^|[\s(])(?:minus|moins|минус|menos) \Z", re.IGNORECASE)
_HALF_AFTER = re.compile(r" and an? (half|quarter|third)\b(?! (?:of|hour|year|month|day|century))")
_OF_FRACTION = re.compile(r" (?:of|de|d['’]|del|der|des|di|do)\b|-")
_HALF_NEXT = re.compile(r" (?:of|the|a|an|its|their|his|her|all|million|billion|that|those|these)\b|-(?:million|billion)")


class _Value(NamedTuple):
    """What was read: value, where it ends, and how it was written."""

    value: float
    end: int
    ordinal: bool = False
    rough: bool = False
    digits: bool = True
    scale: float = 1.0  # the last scale word that multiplied it
    unit: str | None = None


class _Found(NamedTuple):
    """A mention and where reading goes on."""

    mention: NumberMention
    end: int


def find_numbers(text: str, language: str = "en") -> tuple[NumberMention, ...]:
    """Return the numbers of `text`, in order; none overlaps another.

    Number words are those of `language` (of English where none are listed); digits, percent,
    currencies and measures are understood in any.
    """
    return tuple(_Reader(text, language).mentions())


class _Reader:
    """Reads the numbers of one text."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._lexicon: Lexicon = lexicon(language)

    def mentions(self) -> Iterator[NumberMention]:
        at = 0
        search = self._lexicon.pattern.search
        while match := search(self._text, at):
            dated = _DATED.match(self._text, match.start()) if match["digits"] else None
            if dated:
                for part in _PART.finditer(dated.group()):
                    start = dated.start() + part.start()
                    yield NumberMention(start, dated.start() + part.end(), float(part.group()))
                at = dated.end()
                continue
            found = self._mention(match, at)
            if found is None:
                at = match.end()
            else:
                yield found.mention
                at = found.end

    def _mention(self, match: re.Match[str], floor: int) -> _Found | None:
        """Read the number that begins at `match`; nothing before `floor` belongs to it."""
        text, start = self._text, match.start()
        if match["digits"] and self._in_name(start):
            return None
        money = unit_before(text, start) if match["digits"] else None
        if match["word"]:
            start = match.start("word")
        value = self._value(start, money=money is not None)
        if value is None:
            return None
        if match["word"] and not match["before"]:
            start = self._with_article(start, value, floor)
        begin = max(money[0], floor) if money else start
        unit = money[1] if money else None
        before = text[max(floor, begin - 34) : begin]
        minus = _MINUS.search(before) if match["digits"] else None
        if minus:
            sign = len(minus.group().lstrip())
            begin, value = begin - sign, value._replace(value=-value.value)
            before = before[: len(before) - sign]
        if not value.digits and value.value == 1 and not value.ordinal and not self._is_one(start, value):
            return None
        return self._complete(begin, before, value, unit)

    def _complete(self, begin: int, before: str, value: _Value, unit: str | None) -> _Found:
        """Add the unit, the upper end of a range, the noun and the roughness."""
        end, high = value.end, None
        unit = value.unit or unit
        after = None if value.unit else unit_after(self._text, end)
        if after and not (value.ordinal and after[1] != "%") and not (unit and after[1] == unit):
            if unit is None or after[1] == unit:
                end, unit = after
        elif after and unit == after[1]:
            end = after[0]
        upper = None if value.ordinal or value.rough else self._upper(before, value, end, unit)
        if upper:
            value, high, end, unit = upper
        noun = None
        if unit is None:
            noun = noun_after(self._text, end, self._language, single=value.value == 1 and high is None)
        rough = value.rough or is_approximate(before, self._language)
        mention = NumberMention(begin, end, value.value, high, unit, noun, value.ordinal, rough)
        return _Found(mention, end)

    def _upper(
        self, before: str, value: _Value, end: int, unit: str | None,
    ) -> tuple[_Value, float, int, str | None] | None:
        """Read the upper end of a range ("10-12", "between five and seven"), if there is one."""
        text = self._text
        joint = _RANGE.match(text, end)
        if joint is None and _BETWEEN_BEFORE.search(before):
            joint = _BETWEEN.match(text, end)
        if joint is None:
            return None
        at = joint.end()
        sign = re.compile(r"(?:US|A|C)?[$€£¥₽]").match(text, at)
        money = unit_before(text, sign.end()) if sign else None
        if sign:
            at = sign.end()
        if not self._may_begin(at):
            return None
        upper = self._value(at, money=money is not None or (unit is not None and unit.isalpha() and len(unit) == 3))
        if upper is None or upper.ordinal or upper.rough:
            return None
        after = unit_after(text, upper.end)
        upper_unit = (after[1] if after else None) or (money[1] if money else None)
        stop = after[0] if after else upper.end
        low, high = self._aligned(value, upper)
        if high <= low.value or (unit and upper_unit and unit != upper_unit):
            return None
        return low, high, stop, unit or upper_unit

    def _aligned(self, low: _Value, upper: _Value) -> tuple[_Value, float]:
        """Return both ends with the scale or the century that is written at one only."""
        high = upper.value
        if upper.scale > 1 and low.scale == 1 and low.value < high / upper.scale:
            return low._replace(value=low.value * upper.scale), high
        if 1000 <= low.value <= 2999 and high < 100 and upper.digits and high > low.value % 100:
            return low, low.value - low.value % 100 + high
        return low, high

    # --- values -----------------------------------------------------------------------------

    def _may_begin(self, at: int) -> bool:
        match = self._lexicon.pattern.match(self._text, at)
        if match is not None:
            return True
        return self._text[at : at + 1].isdigit()

    def _value(self, at: int, *, money: bool = False) -> _Value | None:
        char = self._text[at : at + 1]
        if char in _FRACTIONS and char:
            return _Value(_FRACTIONS[char], at + 1)
        if char.isdigit():
            return self._from_digits(at, money=money)
        return self._from_words(at)

    def _from_digits(self, at: int, *, money: bool) -> _Value | None:
        text = self._text
        match = None
        if self._language in _SPACE_GROUPS:
            match = _SPACED.match(text, at)
        match = match or _DIGITS.match(text, at)
        if match is None:
            return None
        value, end = self._amount(match.group()), match.end()
        if text[end : end + 1] in _FRACTIONS and end < len(text):
            return self._scaled(_Value(value + _FRACTIONS[text[end]], end + 1), money=money)
        suffix = _SUFFIX.match(text, end)
        if suffix is None and self._language in {"ru", "uk", "bg"}:
            suffix = _RUSSIAN_SUFFIX.match(text, end)
        if suffix and value == int(value):
            return _Value(value, suffix.end(), ordinal=True)
        decade = _DECADE.match(text, end)
        if decade:
            return _Value(value, decade.end())
        return self._scaled(_Value(value, end), money=money)

    def _amount(self, raw: str) -> float:
        """Return the value of digits with separators, by the language's convention."""
        plain = re.sub(rf"[ '’٬{_THIN}]", "", raw).replace("٫", ".")
        marks = [char for char in plain if char in ",."]
        if not marks:
            return float(plain)
        last = marks[-1]
        tail = len(plain) - plain.rindex(last) - 1
        grouped = marks.count(last) > 1 or (
            len(set(marks)) == 1
            and tail == 3
            and (last == ",") == (self._language in _COMMA_GROUPS)
            and plain.index(last) <= 3
            and not plain.startswith("0")
        )
        if grouped:
            return float(plain.replace(",", "").replace(".", ""))
        other = "." if last == "," else ","
        return float(plain.replace(other, "").replace(last, "."))

    def _scaled(self, value: _Value, *, money: bool) -> _Value:
        """Multiply by scales written after: "1.2 million", "5bn", "300 тыс."."""
        text = self._text
        while True:
            short = short_scale(text, value.end, money=money)
            if short is None and not money:
                short = self._bare_million(value)
            if short:
                value = value._replace(value=value.value * short[1], end=short[0], scale=value.scale * short[1])
                continue
            word = _WORD.match(text, value.end + 1) if _JOIN.match(text, value.end) else None
            entry = self._lexicon.entry(word.group()) if word else None
            if word is None or entry is None or entry.kind not in {"scale", "hundred", "dozen"}:
                return value
            if entry.kind == "dozen" and value.value != int(value.value):
                return value
            value = value._replace(
                value=value.value * entry.value, end=word.end(), scale=value.scale * entry.value,
            )

    def _bare_million(self, value: _Value) -> tuple[int, float] | None:
        """Read the "m" of "5m people", which is no length."""
        at = value.end
        if self._text[at : at + 1] != "m" or self._text[at + 1 : at + 2] != " ":
            return None
        noun = re.compile(r" (?:\w+ )?(?:people|doses|voters|tonnes|tons|barrels|jobs|children|users|customers|"
                          r"workers|refugees|migrants|euros|dollars|pounds|viewers|households|homes|inhabitants)\b")
        return (at + 1, 1e6) if noun.match(self._text, at + 1) else None

    # --- words ------------------------------------------------------------------------------

    def _from_words(self, at: int) -> _Value | None:
        """Read a number in words from `at`."""
        reading = _Words(self._text, self._lexicon, at, arabic=self._language == "ar")
        return reading.read()

    def _with_article(self, start: int, value: _Value, floor: int) -> int:
        """Return where the article of "a million" or "half a dozen" begins, or `start`."""
        before = self._text[max(floor, start - 8) : start]
        found = re.compile(r"(?:^|(?<=\W))([^\W\d_]+)[ -]\Z").search(before)
        entry = self._lexicon.entry(_first_word(self._text, start))
        if found and entry and entry.kind in {"hundred", "scale", "dozen", "fraction", "half"}:
            if found[1].lower() in self._lexicon.articles:
                return start - len(found.group())
        return start

    def _is_one(self, start: int, value: _Value) -> bool:
        """Whether a lone word for one counts something."""
        text = self._text
        if unit_after(text, value.end):
            return self._language not in _LONE_ARTICLES
        if self._language in _LONE_ARTICLES:
            return False
        if self._language in {"ru", "uk", "pl"}:
            return not re.compile(r" (?:из|із|з|z|ze)\b").match(text, value.end)
        if self._language == "ar":
            return True
        before = text[max(0, start - 24) : start]
        if text[start].isupper() and re.search(r"[A-Z]\w+ \Z", before):
            return False  # "Air Force One"
        return counts_one(before, text[value.end : value.end + 40])

    def _in_name(self, start: int) -> bool:
        """Whether digits are part of a name: "F-16", "Covid-19", but not "mid-2021"."""
        text = self._text
        if start < 2 or text[start - 1] not in "-‑–" or not text[start - 2].isalpha():
            return False
        word = text[max(0, start - 24) : start - 1].split()[-1]
        return not word.lstrip("(\"“'«")[:1].islower()


def _first_word(text: str, at: int) -> str:
    match = re.compile(r"[^\W\d_]+").match(text, at)
    return match.group() if match else ""
