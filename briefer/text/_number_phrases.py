"""Numbers in words: a run of number words read as one value."""

import re
from typing import NamedTuple

from briefer.text._number_words import NumberEntry, NumberLexicon

_HYPHENED = re.compile(r"[^\W\d_]{1,40}(?:['’][^\W\d_]{1,20})?(?:-[^\W\d_]{1,40}){0,3}")
_WORD = re.compile(r"[^\W\d_]{1,60}(?:['’](?=[^\W\d_])[^\W\d_]{1,20})?")
_HALF_AFTER = re.compile(r" and an? (half|quarter|third)\b(?! (?:of|hour|year|month|day|century))")
_OF = re.compile(r"(?: of|-of)\b")
_HALF_BEFORE = re.compile(
    r" (?:of|the|an?|its|their|his|her|all|million|billion|that|those|these)\b|-(?:million|billion|dozen|hour)",
)
_MANY_OF = re.compile(r" (?:of|de|di) |[ -]")
_ARTICLE_BEFORE = re.compile(r"\ban?[ -]\Z", re.IGNORECASE)
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}


class Value(NamedTuple):
    """What was read, where it ends, and how it was written.

    `scale` is the product of the scales ("million") it was multiplied by.
    """

    value: float
    end: int
    ordinal: bool = False
    rough: bool = False
    digits: bool = True
    scale: float = 1.0

    def times(self, factor: float, end: int) -> "Value":
        """Return the value multiplied by a scale that ends at `end`."""
        return self._replace(value=self.value * factor, end=end, scale=self.scale * factor)


def word_at(text: str, at: int) -> str:
    """Return the word that begins at `at`, or the empty string."""
    match = _WORD.match(text, at)
    return match.group() if match else ""


def joins(text: str, at: int) -> bool:
    """Whether what stands at `at` can join two number words."""
    return text[at : at + 1] in (" ", "\u00a0", "-")


class Phrase:
    """A run of number words: `group` is below a thousand, `total` what the scales made of it."""

    def __init__(self, text: str, language: str, lexicon: NumberLexicon, at: int) -> None:
        self._text = text
        self._language = language
        self._lexicon = lexicon
        self._start = at
        self._end = at
        self._total = 0.0
        self._group: float | None = None
        self._last: NumberEntry | None = None
        self._lowest = 1e18  # the scale before: the next must be lower
        self._scale = 1.0

    def read(self) -> Value | None:
        """Return the value of the run, or None where the words mean no number."""
        at, joined = self._start, False
        for _ in range(24):  # no number has more words
            word, entry, joined = self._next(at, joined=joined)
            if entry is None:
                if not (word.lower() in self._lexicon.joiners and self._last and not joined):
                    break
                joined = True
            elif entry.kind in {"dozen", "many", "ordinal", "fraction", "half"}:
                final = self._final(entry, at + len(word))
                if final or self._last is None:
                    return final
                break
            elif self._add(entry, joined=joined):
                self._end, self._last, joined = at + len(word), entry, False
                self._add_half()
            else:
                break
            at = max(at + len(word), self._end)
            if not joins(self._text, at):
                break
            at += 1
        if self._last is None:
            return None
        value = self._total + (self._group or 0)
        return Value(value, self._end, digits=False, scale=self._scale)

    def _next(self, at: int, *, joined: bool) -> tuple[str, NumberEntry | None, bool]:
        """Return the longest number word at `at`, what it is, and whether "and" stands before."""
        match = _HYPHENED.match(self._text, at)
        word = match.group() if match else ""
        while "-" in word:
            entry = self._lexicon.entry(word)
            if entry:
                return word, entry, joined
            word = word.rpartition("-")[0]
        word = word_at(self._text, at)
        entry = self._lexicon.entry(word) if word else None
        if entry is None and self._language == "ar" and word.startswith("و") and self._last:
            entry = self._lexicon.entry(word[1:])
            joined = joined or entry is not None
        return word, entry, joined

    def _add(self, entry: NumberEntry, *, joined: bool) -> bool:
        """Add a word to the number; return False where it begins another one."""
        if entry.kind == "hundred":
            return self._add_hundred()
        if entry.kind == "scale":
            return self._add_scale(entry.value)
        if self._group is None:
            if entry.value >= self._lowest:
                return False
            self._group = entry.value
            return True
        if not self._fits(entry, joined=joined):
            return False
        self._group += entry.value
        return True

    def _fits(self, entry: NumberEntry, *, joined: bool) -> bool:
        """Whether a word adds to the one before: "twenty" + "five", "hundred" + "twenty"."""
        last = self._last
        if last is None:
            return False
        if self._language == "ar" and last.kind == "unit" and last.value < 10:
            return entry.value == 10 if not joined else entry.kind == "tens"
        if last.kind == "tens":
            below = 20 if self._language == "fr" and last.value in {60, 80} else 10
            return entry.value < below and (entry.value > 0)
        if last.kind == "hundred" or (last.kind == "whole" and last.value >= 100):
            return entry.value < 100 or entry.value < last.value
        return False

    def _add_hundred(self) -> bool:
        if self._group is None:
            if self._lowest <= 100:
                return False
            self._group = 100
            return True
        if not 0 < self._group < 100:
            return False
        self._group *= 100
        return True

    def _add_scale(self, scale: float) -> bool:
        if scale < self._lowest:
            self._total += scale if self._group is None else self._group * scale
        else:  # "two thousand million"
            self._total = (self._total + (self._group or 0)) * scale
        self._group, self._lowest, self._scale = None, scale, max(self._scale, scale)
        return True

    def _add_half(self) -> None:
        """Read on where "and a half" follows."""
        part = _HALF_AFTER.match(self._text, self._end) if self._language == "en" else None
        if part:
            self._group = (self._group or 0) + _PARTS[part[1]]
            self._end = part.end()

    # --- words that end a number ----------------------------------------------------------------

    def _final(self, entry: NumberEntry, end: int) -> Value | None:
        """Return the number that `entry`, which ends at `end`, completes, or None."""
        so_far = None if self._last is None else self._total + (self._group or 0)
        if entry.kind == "dozen":
            return Value((so_far or 1) * entry.value, end, digits=False)
        if entry.kind == "many":
            return None if so_far else self._many(entry.value, end)
        if entry.kind == "half":
            return None if so_far else self._half(end)
        if entry.kind == "fraction":
            return self._fraction(entry.value, so_far, end)
        return self._ordinal(entry.value, so_far, end)

    def _many(self, value: float, end: int) -> Value:
        """Read "hundreds", "tens of thousands"."""
        joint = _MANY_OF.match(self._text, end)
        if joint:
            word = word_at(self._text, joint.end())
            entry = self._lexicon.entry(word) if word else None
            if entry and entry.kind in {"many", "scale"} and entry.value >= 100:
                return Value(value * entry.value, joint.end() + len(word), rough=True, digits=False)
        return Value(value, end, rough=True, digits=False)

    def _half(self, end: int) -> Value | None:
        """Read "half", "half a million", "half a dozen"."""
        text = self._text
        if self._language != "en":
            return Value(0.5, end, digits=False)
        if not _HALF_BEFORE.match(text, end):
            return None
        article = re.match(r"(?: an?)?[ -]", text[end : end + 4])
        at = end + (article.end() if article else 0)
        word = word_at(text, at)
        entry = self._lexicon.entry(word) if word else None
        if entry and entry.kind in {"scale", "dozen", "hundred"}:
            return Value(0.5 * entry.value, at + len(word), digits=False)
        return Value(0.5, end, digits=False)

    def _fraction(self, divisor: float, so_far: float | None, end: int) -> Value | None:
        """Read "two-thirds", "three quarters", "a quarter"."""
        if so_far is None:
            before = self._text[max(0, self._start - 4) : self._start]
            if self._language != "en" or not _ARTICLE_BEFORE.search(before):
                return None
            so_far = 1
        return Value(so_far / divisor, end, digits=False) if 0 < so_far < 1000 else None

    def _ordinal(self, value: float, so_far: float | None, end: int) -> Value | None:
        """Read "third", "twenty-first", "one third", "a fifth of"."""
        if so_far is None:
            before = self._text[max(0, self._start - 4) : self._start]
            share = self._language == "en" and value > 2 and _OF.match(self._text, end)
            if share and _ARTICLE_BEFORE.search(before):
                return Value(1 / value, end, digits=False)
            return Value(value, end, ordinal=True, digits=False)
        if so_far == 1 and value > 2 and self._language == "en":
            return Value(1 / value, end, digits=False)
        last = self._last.kind if self._last else ""
        if (last == "tens" and value < 10) or (last in {"hundred", "scale"} and value < 100):
            return Value(so_far + value, end, ordinal=True, digits=False)
        return None
