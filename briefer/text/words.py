"""Words: tokens of any script, stop words, stems, and text folded for comparing.

Stems are Snowball's (https://snowballstem.org, Porter 2001) through PyStemmer.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

import Stemmer

from briefer import lang

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f\u064b-\u0655\u0670\u0591-\u05c7"  # accents, Arabic and Hebrew points
# A word, with inner apostrophes ("don't", "aujourd'hui"), or an acronym with its dots ("U.S.").
# Accents, vowel signs of Indic scripts and points are marks, not letters, and stay inside.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05bd\u064b-\u0655\u0900-\u0dff"
    r"\u0e31-\u0e4e]|['’ʼ](?=[^\W_]))*",
)
_PLAIN = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")  # the same, for ASCII
# What French and Italian elide is a word of its own: "l'homme", "dell'Unione"; not "don't".
_ELISION = re.compile(
    r"(?i:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|all|dall|sull|un)(?=['’][^\W\d_]{2})",
)
_CJK_RUN = re.compile(f"[{_CJK}]+")
_TO_DIVIDE = re.compile(f"['’{_CJK}]")

_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "nb": "norwegian",
    "nn": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_STEMS_KEPT = 100_000  # a language
_LONGEST_STEMMED = 60  # characters; a longer "word" is no word


def spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the word tokens of `text`, in order, parallel to `words`.

    A run of Chinese or Japanese characters gives overlapping pairs of characters.
    """
    found = [match.span() for match in _pattern(text).finditer(text)]
    if not _TO_DIVIDE.search(text):
        return found
    return [
        (start + first, start + last)
        for start, end in found
        for first, last in _divided(text[start:end])
    ]


def words(text: str) -> list[str]:
    """Return the word tokens of `text`, lower-cased, without the dots of acronyms ("us", "un")."""
    return [_plain(token) for token in _tokens(text)]


def _tokens(text: str) -> list[str]:
    found = _pattern(text).findall(text)
    if not _TO_DIVIDE.search(text):
        return found
    return [token[first:last] for token in found for first, last in _divided(token)]


def _pattern(text: str) -> re.Pattern[str]:
    return _PLAIN if text.isascii() else _WORD


def _plain(token: str) -> str:
    return token.replace(".", "").lower() if "." in token else token.lower()


def _divided(token: str) -> list[tuple[int, int]]:
    """Return the parts of `token`: an elided word apart, and CJK in pairs of characters."""
    if token.isascii() and "'" not in token:
        return [(0, len(token))]
    elided = _ELISION.match(token)
    if elided:
        return [elided.span(), (elided.end() + 1, len(token))]
    parts: list[tuple[int, int]] = []
    at = 0
    for run in _CJK_RUN.finditer(token):
        if run.start() > at:
            parts.append((at, run.start()))
        parts += [(i, j + 1) for i, j in pairwise(range(*run.span()))] or [run.span()]
        at = run.end()
    return [*parts, (at, len(token))] if at < len(token) else parts


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the function words of `language` (ISO 639-1), lower case; none if unknown."""
    listed = lang.language(language).words.stop
    return frozenset(listed) | frozenset(word.replace("'", "’") for word in listed)


def stem(word: str, language: str = "en") -> str:
    """Return the stem of a lower-case `word`; the word itself where the language has no stemmer."""
    return _stemmer(language)(word)


def content_stems(text: str, language: str = "en") -> list[str]:
    """Return the stems of `text` in order, without function words.

    An acronym that looks like a function word ("US", "WHO", "AU") is kept, unless all of the
    text is in capitals.
    """
    stop, stem_of = stop_words(language), _stemmer(language)
    shouted = text.isupper()
    kept: list[str] = []
    for token in _tokens(text):
        lower = _plain(token)
        if lower not in stop or (len(lower) > 1 and not shouted and token.isupper()):
            kept.append(stem_of(lower))
    return kept


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """Return what stems a word; it keeps the words of its language, used over and over."""
    name = _SNOWBALL.get(language)
    stemmer = Stemmer.Stemmer(name, 0) if name else None

    @lru_cache(maxsize=_STEMS_KEPT)
    def stemmed(word: str) -> str:
        if len(word) > _LONGEST_STEMMED:
            return word
        plain = word.replace("’", "'")
        return stemmer.stemWord(plain) if stemmer else plain

    return stemmed


# --- folding --------------------------------------------------------------------------------

_QUOTES = dict.fromkeys("‘’‚‛ʼʹ′`´", "'") | dict.fromkeys("“”„‟«»‹›″〝〞「」『』", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
_OTHERS = {"ð": "d", "þ": "th", "ŧ": "t", "\u0640": "", "ى": "ي", "ی": "ي", "ک": "ك", "\u00ad": ""}
_INVISIBLE = dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2069\ufeff", "")
_FOLDED = str.maketrans(_QUOTES | _DASHES | _LETTERS | _OTHERS | _INVISIBLE)
_ACCENTS = re.compile(f"[{_MARKS}]+")


def fold(text: str) -> str:
    """Return `text` for comparing: one form of letters, quotes and dashes, no case, no accents.

    NFKC, case folding, accents and vowel points stripped, typographic quotation marks, dashes
    and invisible characters made plain. Length may change. `fold(fold(x)) == fold(x)`.
    """
    if text.isascii():
        return text.lower()
    for _ in range(4):  # twice is nearly always enough to reach what no longer changes
        before, text = text, _fold_once(text)
        if text == before or text.isascii():
            return text.lower()
    return text


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    return unicodedata.normalize("NFC", bare).translate(_FOLDED)
