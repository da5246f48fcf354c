"""Keys that carry a name across languages and scripts.

"Лавров", "Lawrow", "Lavrov" and "لافروف" are one man. A key is the skeleton of consonants that
survives the usual romanisations: vowels go, letters that romanisations swap become one class,
doubles collapse. Transliteration to ASCII is anyascii's (https://github.com/anyascii/anyascii).
A key is good for finding the same name, never for showing it.
"""

import re
from functools import lru_cache

from anyascii import anyascii

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_DIGRAPHS = (
    (re.compile(r"tsch|dsch|sch|dzh|zh|ch|sh|sz|ts|dj|tj"), "s"),
    (re.compile(r"kh|gh|ck|ks|x|q"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<=[aeiouy])j\b"), ""),
)
_CLASSES = str.maketrans(
    {"v": "f", "w": "f", "z": "s", "j": "s", "g": "k", "c": "k", "p": "b", "d": "t"}
)
_SILENT = re.compile(r"[aeiouyh]")
_DOUBLES = re.compile(r"(.)\1+")
_INSTRUMENTAL = re.compile(r"(?<=[а-яё]{4})[оеыи]м\b")
_NOT_LETTERS = re.compile(r"[^a-z0-9 ]")
MIN_KEY = 3  # letters: a shorter skeleton fits too many names


@lru_cache(maxsize=65_536)
def ascii_fold(name: str) -> str:
    """Return `name` in lower-case ASCII letters, digits and single spaces."""
    return " ".join(_NOT_LETTERS.sub("", anyascii(name).lower()).split())


@lru_cache(maxsize=65_536)
def name_key(word: str) -> str:
    """Return the consonant skeleton of one word of a name, in any script.

    Where the skeleton is too short ("Ozola", "Liis"), the word itself in ASCII letters stands for
    it; "" where that is short too.
    """
    ascii_word = plain = ascii_fold(word)
    if _ARABIC.search(word):  # waw and ya inside a word stand for vowels
        ascii_word = ascii_word[:1] + re.sub(r"[wy]", "", ascii_word[1:])
    for pattern, letter in _DIGRAPHS:
        ascii_word = pattern.sub(letter, ascii_word)
    skeleton = _DOUBLES.sub(r"\1", _SILENT.sub("", ascii_word).translate(_CLASSES))
    if len(skeleton) >= MIN_KEY:
        return skeleton
    return plain if len(plain) > MIN_KEY and " " not in plain else ""


def name_keys(name: str) -> tuple[str, ...]:
    """Return the keys of the words of `name` that have one, in order, each once.

    A Slavic instrumental ("Лавровым") has two: with and without its ending.
    """
    forms = [form for word in name.split() for form in (word, _INSTRUMENTAL.sub("", word))]
    return tuple(dict.fromkeys(key for key in map(name_key, forms) if key))
