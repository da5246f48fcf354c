"""A word that is broken at the end of a line becomes one again, and a compound keeps its hyphen.

Which of the two a hyphen is, the text itself says best: a word that stands elsewhere in it whole,
or with its hyphen, is written so. Otherwise the words that make compounds decide, and what is left
was broken.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from briefer.lang import every

SIGNS = "-\u2010\u00ad\u00ac"  # hyphen-minus, hyphen, soft hyphen, and what old fonts have for it
_ALWAYS = "\u00ad\u00ac"  # these stand for nothing but a break
_LAST = re.compile(rf"([^\s/]*[^\W_])[{SIGNS}]$")
_FIRST = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
_ACRONYM = 5  # letters
_LONG = 5  # letters: shorter ones are syllables of other words


class _Compounds(NamedTuple):
    whole: frozenset[str]
    firsts: frozenset[str]
    lasts: frozenset[str]
    suspended: frozenset[str]


class Joiner:
    """Joins lines, by the words of the text that they are from."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._known: Counter[str] | None = None

    def join(self, lines: Iterable[str]) -> str:
        """Return lines as one, with spaces between them, and broken words whole."""
        parts: list[str] = []
        for line in lines:
            if parts:
                between = self.between(parts[-1], line)
                if between is None:
                    parts[-1], between = parts[-1][:-1], ""
                parts.append(between)
            parts.append(line)
        return "".join(parts)

    def between(self, line: str, following: str) -> str | None:
        """Return what stands between two lines; None where the first one's hyphen goes."""
        if _CJK.match(line[-1:]) and _CJK.match(following):
            return ""
        last = _LAST.search(line[-80:]) if line[-1:] in SIGNS else None
        first = _FIRST.match(following)
        if not last or not first:
            return " "
        if line[-1] in _ALWAYS:
            return None
        if first[0].lower() in _compounds().suspended:
            return " "
        compound = self._is_compound(last[1].lstrip("\"'“„«(["), first[0])
        return "" if compound else None

    def _is_compound(self, last: str, first: str) -> bool:
        if last[-1].isdigit() or not first[0].isalpha():
            return True
        if first[0].isupper():
            return not (
                last.isupper() and first.isupper() and len(last) + len(first) > 2 * _ACRONYM
            )
        named = last[0].isupper()  # "Saudi-led", but not "label-led"
        known = self._words()
        whole, parted = known[(last + first).lower()], known[f"{last}-{first}".lower()]
        if whole != parted:
            return parted > whole
        if "-" in last or (last.isupper() and 1 < len(last) <= _ACRONYM):
            return True
        compounds, last, first = _compounds(), last.lower(), first.lower()
        if f"{last}-{first}" in compounds.whole or last in compounds.firsts:
            return True
        return first in compounds.lasts and (len(first) > 3 or named)

    def _words(self) -> Counter[str]:
        """Return how often each word stands in the text, in lower case."""
        if self._known is None:
            found = (w for text in self._texts for w in _WORDS.findall(text))
            self._known = Counter(word.lower().replace("\u2010", "-") for word in found)
        return self._known


@cache
def _compounds() -> _Compounds:
    tens = every(lambda each: each.numbers.tens)  # "twenty-five", "vingt-deux"
    words = (form for word in tens for form in word.split("|") if len(form) >= _LONG)
    return _Compounds(
        whole=frozenset(every(lambda each: each.hyphens.compounds)),
        firsts=frozenset((*every(lambda each: each.hyphens.firsts), *words)),
        lasts=frozenset(every(lambda each: each.hyphens.lasts)),
        suspended=frozenset(every(lambda each: each.hyphens.suspended)),
    )
