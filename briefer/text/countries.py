"""Countries by name, demonym or capital, as ISO 3166-1 alpha-2 codes (and "EU").

Names in fifteen languages come from the Unicode CLDR (through babel, when the table was made);
demonyms, capitals and the words that stand for a government ("the Kremlin") are our own.
"""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from briefer.text.words import fold

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*")
_CAPITALISED = re.compile(r"(?:[A-Z]\.){2,}|(?<!\w)[A-ZÀ-ÖØ-ÞĐČŠŽ][^\W\d_]*(?:['’\-][^\W\d_]+)*")
_CAPITALISING = frozenset({"en", "es", "it", "pt", "nl", "pl", "tr", "sv", "da", "no"})
_LONGEST = 6  # words in a country's name
_PLACES_THAT_ARE_NAMES = frozenset(
    {"chad", "jordan", "georgia", "sofia", "israel", "paris", "santiago"}
)
_INTO = frozenset({"in", "of", "from", "to", "with", "against", "for", "near", "leave", "visit"})
_GIVEN = frozenset({"george", "denzel", "kerry", "booker", "michael", "jack"})
_ACRONYMS = {"US": "US", "UK": "GB", "UAE": "AE", "EU": "EU", "USA": "US", "DRC": "CD"}
_ENDING = re.compile("[аяийьеоыу]+$")
_ARABIC_PREFIX = re.compile("^(?:[وف]?[بلك]?ال|[وف]?لل|[وفبلك])")


class _Table(NamedTuple):
    names: dict[str, str]
    first: dict[str, int]  # first word -> words in the longest name that begins so
    stems: dict[str, dict[str, str]]  # of adjectives, by language
    cyrillic: dict[str, str]  # stems of names


@cache
def _table() -> _Table:
    data: dict[str, Any] = json.loads((Path(__file__).parent / "_countries.json").read_bytes())
    names: dict[str, str] = data["names"]
    first: dict[str, int] = {}
    for name in names:
        words = _TOKEN.findall(name)
        if words:
            first[words[0]] = max(first.get(words[0], 0), min(_LONGEST, len(words)))
    stems = {
        language: {fold(stem): code for stem, code in table.items()}
        for language, table in data["stems"].items()
    }
    return _Table(names, first, stems, _cyrillic_stems(names))


def _cyrillic_stems(names: dict[str, str]) -> dict[str, str]:
    """Return the unchanging part of Russian and Ukrainian names: России, Россию, Россией."""
    bare = (
        (_ENDING.sub("", name), code)
        for name, code in names.items()
        if re.fullmatch(r"[а-яёїієґ]{4,}", name)
    )
    return {stem: code for stem, code in bare if len(stem) >= 4}


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)


def country_code(name: str) -> str | None:
    """Return the code of a country named in any of the languages, or None."""
    folded = fold(name).strip().removeprefix("the ")
    found = _table().names.get(folded)
    return found or _table().names.get(folded.removesuffix("'s"))


def find_countries(text: str, language: str = "en") -> list[tuple[int, int, str]]:
    """Return (start, end, code) of each mention of a country in `text`, in order."""
    table = _table()
    pattern = _CAPITALISED if language in _CAPITALISING else _TOKEN
    tokens = [(m.start(), m.end(), m.group()) for m in pattern.finditer(text)]
    found = []
    i = 0
    while i < len(tokens):
        start, end, word = tokens[i]
        used = _named(text, tokens, i, table) if _may_name(word) else None
        if used is not None and _is_place(text, tokens, i, used[0]):
            count, code = used
            found.append((start, tokens[i + count - 1][1], code))
            i += count
            continue
        inflected = _inflected(word, language, table)
        if inflected:
            found.append((start, end, inflected))
        i += 1
    return found


def _may_name(word: str) -> bool:
    """Whether a word can begin a name: a capital, or a script that has none."""
    return word[0].isupper() or not word[0].islower()


def _named(
    text: str, tokens: list[tuple[int, int, str]], i: int, table: _Table
) -> tuple[int, str] | None:
    """Return (words used, code) of the longest name that begins at token `i`."""
    word = tokens[i][2]
    if word in _ACRONYMS:
        return 1, _ACRONYMS[word]
    for first in _variants(word):
        longest = table.first.get(first, 0) or table.first.get(first.removesuffix("'s"), 0)
        for count in range(min(longest, len(tokens) - i), 0, -1):
            name = first + _folded(text[tokens[i][1] : tokens[i + count - 1][1]])
            code = table.names.get(name) or table.names.get(name.removesuffix("'s"))
            if code:
                return count, code
    return None


def _variants(word: str) -> tuple[str, ...]:
    """Return a word, folded; an Arabic one also without what is written together with it."""
    folded = _folded(word)
    if not "\u0600" <= word[0] <= "\u06ff":
        return (folded,)
    bare = _ARABIC_PREFIX.sub("", folded)
    return tuple(dict.fromkeys((folded, bare, f"ال{bare}")))


def _is_place(text: str, tokens: list[tuple[int, int, str]], i: int, count: int) -> bool:
    """Tell Chad from Chad Smith, and Washington from George Washington."""
    word = _folded(tokens[i][2])
    before = _folded(tokens[i - 1][2]) if i else ""
    if word == "washington" and before in _GIVEN:
        return False
    if word not in _PLACES_THAT_ARE_NAMES or count > 1 or i + 1 >= len(tokens) or before in _INTO:
        return True
    gap = text[tokens[i][1] : tokens[i + 1][0]]
    return not (gap == " " and tokens[i + 1][2][0].isupper())


def _inflected(word: str, language: str, table: _Table) -> str | None:
    """Return the code of an adjective or an inflected name, where the language has such."""
    stems = table.stems.get(language)
    if stems is None or len(word) < 4:
        return None
    folded = _folded(word)
    if language == "ar":
        folded = _ARABIC_PREFIX.sub("", folded)
    named = table.cyrillic if language == "ru" and word[0].isupper() else {}
    for cut in range(min(7, len(folded) - 3)):
        stem = folded[: len(folded) - cut]
        if stem in stems:
            return stems[stem]
        if cut <= 3 and stem in named:
            return named[stem]
    return None
