"""Number words by language: what a word is worth, and how it combines with others."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, NamedTuple, cast

from briefer import lang

Kind = Literal[
    "unit",  # 0 to 19
    "tens",  # 20, 30 ... 90
    "whole",  # another number that is one word, and adds up: "двести"
    "hundred",  # multiplies what stands before it
    "scale",  # multiplies the group before it: "thousand"
    "dozen",  # multiplies, and ends the number
    "many",  # a vague plural: "hundreds"
    "ordinal",  # ends the number
    "fraction",  # divides: "thirds"
    "half",
]
_LONGEST = 60  # characters of a number word; German ones are long


class NumberEntry(NamedTuple):
    """What a number word is, and its value (of a fraction: the divisor)."""

    kind: Kind
    value: float


class NumberLexicon(NamedTuple):
    """The number words of a language; `pattern` finds the place where one may stand."""

    words: dict[str, NumberEntry]
    joiners: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    pattern: re.Pattern[str]
    compounds: re.Pattern[str] | None  # German and Dutch write a number as one word

    def entry(self, word: str) -> NumberEntry | None:
        """Return what `word` is worth, however it is written, or None."""
        lower = word.lower().replace("’", "'")
        found = self.words.get(lower)
        if found or self.compounds is None or len(word) > _LONGEST:
            return found
        return _compound(lower, self.words, self.compounds)


@cache
def lexicon(language: str) -> NumberLexicon:
    """Return the number words of `language`; those of English where none are listed."""
    own = lang.language(language).numbers
    table = own if own.units else lang.language("en").numbers
    words = dict(_entries(table))
    compounds = language in {"de", "nl"}
    return NumberLexicon(
        words=words,
        joiners=frozenset(table.joiners),
        articles=frozenset(table.articles),
        of=frozenset(table.of),
        pattern=_finder(words, compounds=compounds, attached=language == "ar"),
        compounds=_parts(words) if compounds else None,
    )


def _entries(table: lang.NumberWords) -> Iterator[tuple[str, NumberEntry]]:
    """Yield the words of a language with what they are, the most telling last."""
    for value, forms in enumerate(table.ordinals, start=1):
        yield from _forms(forms, "ordinal", value)
    for ten, forms in enumerate(table.tens_ordinals, start=2):
        yield from _forms(forms, "ordinal", 10 * ten)
    for value, forms in enumerate(table.units):
        yield from _forms(forms, "unit", value)
    for ten, forms in enumerate(table.tens, start=2):
        yield from _forms(forms, "tens", 10 * ten)
    for key, listed in table.others.items():
        kind, worth = key.split()
        for forms in listed:
            yield from _forms(forms, cast("Kind", kind), float(worth))


def _forms(forms: str, kind: Kind, value: float) -> Iterator[tuple[str, NumberEntry]]:
    stem, plus, endings = forms.partition("+")
    for form in (stem + end for end in endings.split(",")) if plus else forms.split("|"):
        yield form, NumberEntry(kind, value)


# --- finding --------------------------------------------------------------------------------


def _finder(words: dict[str, NumberEntry], *, compounds: bool, attached: bool) -> re.Pattern[str]:
    """Return a pattern for where a number may begin: a digit, or a number word.

    A look-ahead at the first letter lets the scan pass most positions at once. `compounds` are
    words that only begin with a number word, `attached` ones that "and" or "the" is written to.
    """
    listed = sorted({form for word in words for form in (word, word.capitalize())})
    firsts = "".join(sorted({word[0] for word in listed}))
    prefix, end = ("[وبلف]?(?:ال)?" if attached else ""), r"(?:\w*)" if compounds else r"(?!\w)"
    begin = firsts + ("وبلفا" if attached else "")
    return re.compile(
        rf"(?<![^\W_\u3040-\u9fff\uac00-\ud7af])(?<!\d[.,٬٫])(?=[\d½¼¾⅓⅔{begin}])(?P<before>{prefix})"
        rf"(?:(?P<number>[\d½¼¾⅓⅔])|(?P<word>{_trie(listed)}){end})",
    )


def _trie(words: list[str]) -> str:
    """Return a pattern that matches the longest of `words`, letter by letter."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _node_pattern(root)


def _node_pattern(node: dict[str, Any]) -> str:
    branches = [re.escape(char) + _node_pattern(node[char]) for char in sorted(node) if char]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")


# --- German and Dutch compounds -----------------------------------------------------------------


def _parts(words: dict[str, NumberEntry]) -> re.Pattern[str]:
    """Return a pattern for the parts of a compound: "zwei|hundert|fünf|und|zwanzig"."""
    parts = [word for word, entry in words.items() if entry.kind in {"unit", "tens", "hundred"}]
    scales = [word for word, entry in words.items() if entry == NumberEntry("scale", 1000)]
    ordered = sorted([*parts, *scales, "und", "en", "ën"], key=len, reverse=True)
    return re.compile("|".join(ordered))


def _compound(
    word: str, words: dict[str, NumberEntry], parts: re.Pattern[str]
) -> NumberEntry | None:
    """Return the value of a compound number word such as "zweihundertfünfundzwanzig", or None."""
    total = group = 0.0
    at, seen = 0, 0
    while at < len(word):
        part = parts.match(word, at)
        if part is None:
            return None
        at = part.end()
        seen += 1
        entry = words.get(part.group())
        if entry is None:  # "und"
            continue
        if entry.kind == "hundred":
            group = (group or 1) * 100
        elif entry.kind == "scale":
            total, group = total + (group or 1) * entry.value, 0
        else:
            group += entry.value
    return NumberEntry("whole", total + group) if seen > 1 else None
