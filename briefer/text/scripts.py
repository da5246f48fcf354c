"""Which script a text is in, and which ones a language is written in."""

import unicodedata
from collections import Counter
from functools import cache, lru_cache

from briefer.lang import NO_LANGUAGE, language

LATIN = "LATIN"
_HEAD = 200  # characters whose letters are looked at


@cache
def scripts(code: str) -> tuple[str, ...]:
    """Return the scripts that a language (ISO 639-1) is written in, its usual one first."""
    listed = language(NO_LANGUAGE).scripts.of.get(code)
    return tuple(listed.split()) if listed else (LATIN,)


@cache
def known() -> frozenset[str]:
    """Return the scripts of which it is known who writes them."""
    listed = language(NO_LANGUAGE).scripts.of.values()
    return frozenset(script for names in listed for script in names.split()) | {LATIN}


def script_of(code: str) -> str:
    """Return the script that a language is usually written in, whatever the region: "en-GB"."""
    return scripts(code.partition("-")[0])[0]


def main_script(text: str) -> str:
    """Return the script most letters of the first 200 characters are in, "" where none are.

    Chinese characters and both kinds of kana are one: "CJK".
    """
    head = text[:_HEAD]
    if head.isascii():
        return LATIN if any(map(str.isalpha, head)) else ""
    counts = Counter(_letter(char) for char in head if char.isalpha())
    return max(sorted(counts), key=lambda script: counts[script]) if counts else ""


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    script = unicodedata.name(char, LATIN).partition(" ")[0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA"} else script
