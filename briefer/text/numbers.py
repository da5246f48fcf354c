"""Numbers in digits and words, with their unit, what they count and how roughly they are meant.

A pattern finds where a number may begin; from there a small parser reads forward. Every number is
reported, those inside dates too.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from briefer.lang import every
from briefer.models import NumberMention
from briefer.text._number_nouns import Counted, counts_one, is_approximate, is_day, noun_after
from briefer.text._number_phrases import Value
from briefer.text._number_units import unit_after, unit_before
from briefer.text._number_values import ValueReader
from briefer.text._number_words import lexicon

_DATED = re.compile(  # the parts of dates, times and addresses are numbers each
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|\d{1,2}(?::\d{2}){1,2}(?!\d)"
    r"|(?!\d{1,3}(?:\.\d{3}){3})\d{1,3}(?:\.\d{1,3}){3}(?!\d)|\d{1,2}/\d{1,2}(?!\d)",
)
_PART = re.compile(r"\d{1,4}")
# "at least" has the word too: "al menos 7", "pelo menos 31", "au moins 12"
_MINUS = re.compile(
    r"(?<!or )(?<!al )(?<!lo )(?<!au )(?<!du )\b(?:minus|moins|минус|menos) \Z", re.IGNORECASE
)
_JOINTS = frozenset(" -–—‑")
_SIGN = re.compile(r"(?:US|A|C)?[$€£¥₽]")
_ARTICLE = re.compile(r"(?:^|(?<=\W))(?P<word>[^\W\d_]{1,6})[ -]\Z")
_LETTERS = re.compile(r"[^\W\d_]{1,40}")
_FROM = re.compile(r" (?:из|із|з|z|ze)\b")
_NAME_BEFORE = re.compile(r"[A-Z]\w+ \Z")
_LONE_ARTICLES = frozenset(
    ["fr", "de", "es", "it", "pt", "nl", "tr"]
)  # where "one" is the article "a"
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOOK_BACK = 34  # characters before a number that may say "between", "about", "minus"


class _Range(NamedTuple):
    """A range: the lower value, the upper one, where it ends, and its unit."""

    low: Value
    high: float
    end: int
    unit: str | None


class _Joints(NamedTuple):
    """What stands between the ends of a range, and before it, in any language."""

    to: re.Pattern[str]
    and_: re.Pattern[str]
    between: re.Pattern[str]


@cache
def _joints() -> _Joints:
    to, ands, between = (
        "|".join(sorted(every(words), key=len, reverse=True))
        for words in (
            lambda each: each.ranges.to,
            lambda each: each.ranges.ands,
            lambda each: each.ranges.between,
        )
    )
    return _Joints(
        to=re.compile(rf" ?[-–—‑] ?| (?:{to}) "),
        and_=re.compile(rf" (?:{ands}) ?"),
        between=re.compile(rf"\b(?:{between})\s*\Z", re.IGNORECASE),
    )


def find_numbers(text: str, language: str = "en") -> tuple[NumberMention, ...]:
    """Return the numbers of `text`, in order; none overlaps another.

    Number words are those of `language` (of English where none are listed); digits, percent,
    currencies and measures are understood in any. `value` of a percentage is the number before
    the sign; of a fraction, the fraction; of a vague plural ("dozens"), the least it can mean.
    """
    return tuple(_NumberReader(text, language).mentions())


class _NumberReader:
    """Reads the numbers of one text."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._lexicon = lexicon(language)
        self._values = ValueReader(text, language, self._lexicon)

    def mentions(self) -> Iterator[NumberMention]:
        """Yield the numbers of the text, in order."""
        at = 0
        search = self._lexicon.pattern.search
        while match := search(self._text, at):
            dated = _DATED.match(self._text, match.start("number")) if match["number"] else None
            if dated:
                for part in _PART.finditer(self._text, *dated.span()):
                    yield NumberMention(*part.span(), float(part.group()))
                at = dated.end()
                continue
            mention = self._mention(match, at)
            at = mention.end if mention else match.end()
            if mention:
                yield mention

    def _mention(self, match: re.Match[str], floor: int) -> NumberMention | None:
        """Read the number that begins at `match`; nothing before `floor` belongs to it."""
        text = self._text
        start = match.end("before")
        if match["number"] and self._in_name(start):
            return None
        money = unit_before(text, start, floor) if match["number"] else None
        value = self._values.read(start, money=money is not None)
        if value is None:
            return None
        one = value.value == 1 and not value.digits and not value.ordinal
        if one and not self._is_one(start, value.end):
            return None
        if match["word"] and not match["before"]:
            start = self._with_article(start, floor)
        begin = money[0] if money else start
        before = text[max(floor, begin - _LOOK_BACK) : begin]
        sign = self._minus(begin, floor) if match["number"] else 0
        if sign:
            begin, before = begin - sign, before[: len(before) - sign]
            value = value._replace(value=-value.value)
        return self._complete(begin, before, value, money[1] if money else None)

    def _complete(self, begin: int, before: str, value: Value, unit: str | None) -> NumberMention:
        """Add the unit, the upper end of a range, the noun and the roughness."""
        end, high = value.end, None
        after = None if value.ordinal else unit_after(self._text, end)
        if after and unit in {None, after[1]}:
            end, unit = after
        upper = None if value.ordinal or value.rough else self._upper(before, value, end, unit)
        if upper:
            value, high, end, unit = upper
        noun = None
        if unit is None and not (is_day(before) or _YEAR.fullmatch(self._text, begin, end)):
            noun = noun_after(self._text, end, self._language, _counted(value, high))
        rough = value.rough or is_approximate(before, self._language)
        return NumberMention(begin, end, value.value, high, unit, noun, value.ordinal, rough)

    def _minus(self, begin: int, floor: int) -> int:
        """Return the length of the minus, sign or word, before a number; 0 if there is none."""
        text = self._text
        if begin == floor or text[begin - 1] not in "-− ":
            return 0
        if text[begin - 1] == " ":
            found = _MINUS.search(text[max(floor, begin - 12) : begin])
            return len(found.group()) if found else 0
        return int(begin == 1 or text[begin - 2].isspace() or text[begin - 2] in "([")

    def _upper(self, before: str, value: Value, end: int, unit: str | None) -> _Range | None:
        """Read the upper end of a range ("10-12", "between five and seven"), if there is one."""
        text = self._text
        if text[end : end + 1] not in _JOINTS:
            return None
        joints = _joints()
        joint = joints.to.match(text, end)
        if joint is None and joints.between.search(before):
            joint = joints.and_.match(text, end)
        if joint is None:
            return None
        at = joint.end()
        sign = _SIGN.match(text, at)
        money = unit_before(text, sign.end(), at) if sign else None
        at = sign.end() if sign else at
        if not (text[at : at + 1].isdigit() or self._lexicon.pattern.match(text, at)):
            return None
        upper = self._values.read(at, money=bool(money) or (unit or "").isupper())
        if upper is None or upper.ordinal or upper.rough:
            return None
        after = unit_after(text, upper.end)
        upper_unit = after[1] if after else money[1] if money else None
        low, high = _aligned(value, upper)
        if high <= low.value or (unit and upper_unit and unit != upper_unit):
            return None
        return _Range(low, high, after[0] if after else upper.end, unit or upper_unit)

    def _with_article(self, start: int, floor: int) -> int:
        """Return where the article of "a million" or "a dozen" begins, or `start`."""
        if start == floor or self._text[start - 1] not in " -":
            return start
        entry = self._lexicon.entry(_first_word(self._text, start))
        if entry is None or entry.kind not in {"hundred", "scale", "dozen", "fraction", "ordinal"}:
            return start
        found = _ARTICLE.search(self._text[max(floor, start - 8) : start])
        if found and found["word"].lower() in self._lexicon.articles and entry.kind != "ordinal":
            return start - len(found.group())
        return start

    def _is_one(self, start: int, end: int) -> bool:
        """Whether a lone word for one counts something."""
        text, language = self._text, self._language
        if language in _LONE_ARTICLES:
            return False
        if language in {"ru", "uk", "pl"}:
            return not _FROM.match(text, end)
        if language == "ar" or unit_after(text, end):
            return True
        before = text[max(0, start - 24) : start]
        if text[start].isupper() and _NAME_BEFORE.search(before):
            return False  # "Air Force One"
        return counts_one(before, text[end : end + 40])

    def _in_name(self, start: int) -> bool:
        """Whether digits are part of a name: "F-16", "Covid-19", but not "mid-2021"."""
        text = self._text
        if start < 2 or text[start - 1] not in "-‑–" or not text[start - 2].isalpha():
            return False
        word = text[max(0, start - 24) : start - 1].split()[-1]
        return not word.lstrip("(\"“'«")[:1].islower()


def _counted(value: Value, high: float | None) -> Counted:
    if value.ordinal:
        return "ordinal"
    return "one" if value.value == 1 and high is None else "many"


def _aligned(low: Value, upper: Value) -> tuple[Value, float]:
    """Return both ends of a range, with the scale or the century that only one of them names."""
    high = upper.value
    if upper.scale > 1 and low.scale == 1 and low.value < high / upper.scale:
        return low._replace(value=low.value * upper.scale), high
    if upper.digits and 1000 <= low.value <= 2999 and low.value % 100 < high < 100:
        return low, low.value - low.value % 100 + high
    return low, high


def _first_word(text: str, at: int) -> str:
    found = _LETTERS.match(text, at)
    return found.group() if found else ""
