"""When two spellings can be one name: transliterations, endings, a capital for its country."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from rapidfuzz.fuzz import ratio

from briefer.grounding.wordlists import word_set
from briefer.text.countries import country_code
from briefer.text.words import fold

# Cyrillic (Russian, Ukrainian) to Latin, as English-language papers do.
_CYRILLIC: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i",
        "ї": "yi", "є": "ye", "ґ": "g",
    }
)  # fmt: skip
_ARABIC: Final = str.maketrans(
    {
        "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h",
        "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s",
        "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l",
        "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "y", "ى": "a", "ة": "a", "ء": "", "ئ": "y",
        "ؤ": "w",
    }
)  # fmt: skip
_NO_CITIES: Final = word_set(
    "us usa uk uae eu america american americans britain british briton britons england english "
    "scotland scottish wales welsh dutch holland swiss french france filipino emirati burmese "
    "ivorian persian greek spanish irish saudi danish dane danes korean koreans macedonian timorese "
    "turkish turk turks south african"
)
_SHORTEST: Final = 4  # letters of a name that may be spelled in another way
_DIGRAPHS: Final = (
    ("dzh", "j"), ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("dj", "j"), ("gh", "g"),
    ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("tz", "z"), ("x", "ks"),
)  # fmt: skip
_HARD_C: Final = re.compile(r"c(?![eih])")
_VARIANTS: Final = str.maketrans({"q": "k", "w": "v", "y": "i"})
_DOUBLE: Final = re.compile(r"(.)\1+")
_SOUND: Final = re.compile(r"[aeiou]+|[^aeiou]")
_VOCAL: Final = frozenset("aeiou")
_VOWELS: Final = ({"o", "u"}, {"e", "a"}, {"e", "i"})
_ENDINGS: Final = frozenset({("i", "v"), ("o", "v")})  # Kharkiv, Kharkov
_SOFT: Final = re.compile(r"[aeiouywjhа-яё]|(.)(?=\1)")
_SWAPS: Final = str.maketrans(
    {"c": "k", "q": "k", "g": "g", "z": "s", "x": "k", "f": "v", "p": "b"}
)


@lru_cache(maxsize=50_000)
def latin(word: str) -> str:
    """Return `word` folded and in Latin letters, as an English-language paper would spell it."""
    folded = fold(word)
    if folded.isascii():
        return folded
    changed = folded.translate(_CYRILLIC).translate(_ARABIC)
    return "".join(c for c in unicodedata.normalize("NFKD", changed) if c.isascii())


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Return what different transliterations of one name share: its hard consonants."""
    text = latin(word)
    return text[:1].translate(_SWAPS) + _SOFT.sub("", text[1:].translate(_SWAPS))


@lru_cache(maxsize=50_000)
def _skeletons(word: str) -> frozenset[str]:
    """Return every skeleton that a name may have: "w" is "v" in German, "b-" a word in Arabic."""
    found = {skeleton(word), skeleton(latin(word).replace("w", "v"))}
    bare = word.removeprefix("ال")
    if "\u0600" <= word[:1] <= "\u06ff" and len(word) > 4 and word[0] in "بفكلو":
        found.add(skeleton(word[1:].removeprefix("ال")))
    return frozenset({*found, skeleton(bare)})


def _one_name(one: str, other: str) -> bool:
    """Tell whether two words can be one name, spelled or inflected in different ways."""
    if one.isascii() == other.isascii() or fold(one).isascii() == fold(other).isascii():
        same = not _skeletons(one).isdisjoint(_skeletons(other))
        return same and _shared(latin(one), latin(other)) >= 0.6
    for mine in _skeletons(one):
        for its in _skeletons(other):
            shorter, longer = sorted((mine, its), key=len)
            # a case ending may follow the name: "Лавровым"
            if len(shorter) > 1 and longer.startswith(shorter) and len(longer) - len(shorter) <= 2:
                return True
    return False


def one_name(one: str, other: str, *, inflected: bool = False) -> bool:
    """Tell whether two words (lower case) are one name, in whatever spelling.

    Within one alphabet the letters must be those of another transliteration (Mohammed, Muhammad;
    Kyiv, Kiev), in the same order and number: likeness is no sameness (Mali, Malawi; Niger,
    Nigeria). Two names of countries are one only where they name one country. `inflected` names, as
    most languages but English have them, may end in different vowels.
    """
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST:
        return False
    code, its = country_code(one), country_code(other)
    if code != its or (code and not (is_capital(one, code) or is_capital(other, code))):
        return code == its
    if inflected or fold(one).isascii() != fold(other).isascii():
        return _one_name(one, other)
    return _spelled_alike(latin(one), latin(other))


@lru_cache(maxsize=50_000)
def _sounds(word: str) -> tuple[str, ...]:
    """Return the consonants and groups of vowels of a name, as transliterations share them."""
    for written, sound in _DIGRAPHS:
        word = word.replace(written, sound)
    word = _HARD_C.sub("k", word).translate(_VARIANTS)
    return tuple(_SOUND.findall(_DOUBLE.sub(r"\1", word)))


def _spelled_alike(one: str, other: str) -> bool:
    mine, its = _sounds(one), _sounds(other)
    if len(mine) != len(its):
        return False
    last = len(mine) - 1
    if mine[:-2] == its[:-2] and {mine[-2:], its[-2:]} <= _ENDINGS:
        return True
    return all(
        a == b or (n < last and _one_vowel(a, b))
        for n, (a, b) in enumerate(zip(mine, its, strict=True))
    )


def _one_vowel(one: str, other: str) -> bool:
    """Tell whether two groups of vowels may write one sound: "o" and "u", "e" and "a" or "i"."""
    return any(
        a == b or {a, b} in _VOWELS for a, b in ((one[0], other[0]), (one[-1], other[-1]))
    ) and _VOCAL.issuperset(one + other)


def _shared(one: str, other: str) -> float:
    return float(ratio(one, other)) / 100


@lru_cache(maxsize=10_000)
def is_capital(words: str, code: str, language: str = "en") -> bool:
    """Tell whether `words` name a city or a government, not the country or its people.

    A demonym opens like its country's name ("Norwegian", "Norway"); the others are listed.
    """
    folded = fold(words).removeprefix("the ").strip()
    if folded.replace(".", "") in _NO_CITIES:
        return False
    try:
        country = fold(Locale(language).territories.get(code, ""))
    except UnknownLocaleError:
        return False
    if any(len(word) >= _SHORTEST and word in folded.split() for word in country.split()):
        return False  # "the Democratic Republic of Congo"
    return folded[:3] != country[:3] and folded != country
