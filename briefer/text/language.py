"""The language of a text: its script, its function words, and py3langid where those don't tell.

py3langid (Lui & Baldwin 2012, langid.py) takes most of a second to load, so a text whose letters
or function words are plain is never shown to it.
"""

import re
from functools import cache
from typing import Any

from briefer.text.words import stop_words, words

_SAMPLE = 1500  # characters looked at: more changes no verdict and costs time
_ASCII = re.compile("[\x00-\x7f]+")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(f"[{ranges}]"))
    for name, ranges in (
        ("cyrillic", "\u0400-\u052f"),
        (
            "arabic",
            "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
        ),
        ("han", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"),
        ("ja", "\u3041-\u3096\u30a1-\u30fa"),
        ("ko", "\uac00-\ud7a3\u1100-\u11ff"),
        ("el", "\u0370-\u03ff\u1f00-\u1fff"),
        ("he", "\u05d0-\u05ea"),
        ("devanagari", "\u0904-\u0939"),
        ("bn", "\u0985-\u09b9"),
        ("pa", "\u0a05-\u0a39"),
        ("gu", "\u0a85-\u0ab9"),
        ("ta", "\u0b85-\u0bb9"),
        ("te", "\u0c05-\u0c39"),
        ("kn", "\u0c85-\u0cb9"),
        ("ml", "\u0d05-\u0d39"),
        ("si", "\u0d85-\u0dc6"),
        ("th", "\u0e01-\u0e30"),
        ("lo", "\u0e81-\u0eb0"),
        ("my", "\u1000-\u102a"),
        ("ka", "\u10a0-\u10ff"),
        ("am", "\u1200-\u137f"),
        ("km", "\u1780-\u17b3"),
        ("hy", "\u0531-\u0587"),
    )
)
# Letters that only some of the languages of a script have, most telling first.
_CYRILLIC = (
    ("be", "ў"),
    ("mk", "ѓќѕ"),
    ("sr", "ђћџљњј"),
    ("kk", "әғқұһ"),
    ("uk", "їєґі"),
    ("tg", "ҷӣӯ"),
    ("mn", "өү"),
    ("ru", "ыэё"),
)
_ARABIC = (
    ("ku", "ێۆڕڵ"),
    ("ps", "ټډړښځڅۍې"),
    ("ur", "ٹڈڑںے"),
    ("ug", "ۇۈۋې"),
    ("sd", "ڪٻڄ"),
    ("fa", "پچژگیک"),
)
_ARABIC_ONLY = "ةىكيأإ"
# Languages whose function words are listed, and their letters beyond a to z. A text with many
# other letters, and the rest of the Latin script, is py3langid's.
_LISTED = {
    "en": "",
    "fr": "àâçéèêëîïôùûüÿœæ",
    "de": "äöüß",
    "es": "áéíóúñü",
    "it": "àèéìíîòóù",
    "pt": "ãõáâàéêíóôúç",
    "nl": "éëïóöèü",
    "pl": "ąćęłńóśźż",
    "tr": "çğıöşüâîû",
}
_FEW_LETTERS = 24  # below, py3langid guesses


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or "und".

    "und" stands for a text without letters, and for one too short to tell.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < len(sample) // 8:  # a table, or markup, before the prose
        sample = text[: 4 * _SAMPLE]
    if sample.isascii():
        return _latin(sample)
    beyond = _ASCII.sub("", sample)  # no script but the Latin has a letter in ASCII
    counts = {name: len(pattern.findall(beyond)) for name, pattern in _SCRIPTS}
    counts["latin"] = len(_LATIN.findall(sample))
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return "und"
    return _of_script(script, counts, sample)


def _of_script(script: str, counts: dict[str, int], sample: str) -> str:
    if script == "latin":
        return _latin(sample)
    if script in {"han", "ja"}:
        return "ja" if counts["ja"] * 10 > counts["han"] else "zh"
    if script == "cyrillic":
        return _cyrillic(sample.lower(), counts[script])
    if script == "arabic":
        return _arabic(sample, counts[script])
    if script == "devanagari":
        found = _classified(sample)
        return found if found in {"hi", "mr", "ne"} else "hi"
    return script


def _cyrillic(sample: str, letters: int) -> str:
    """Tell the Cyrillic languages apart by letters, and by py3langid where these don't decide."""
    shares = {code: sum(map(sample.count, chars)) / letters for code, chars in _CYRILLIC}
    told = [code for code, share in shares.items() if share > (0.008 if letters > 200 else 0)]
    if told:
        return "be" if told[0] == "uk" and "ru" in told else told[0]  # "і" beside "ы"
    found = _classified(sample)
    if found in {"bg", "mk", "sr", "uk", "ru", "be", "kk", "ky", "mn"} and letters >= _FEW_LETTERS:
        return found
    return "ru"


def _arabic(sample: str, letters: int) -> str:
    """Tell the languages in Arabic script apart by the letters they added to it."""
    shares = {code: sum(map(sample.count, chars)) / letters for code, chars in _ARABIC}
    arabic = sum(map(sample.count, _ARABIC_ONLY)) / letters
    told = [code for code, share in shares.items() if share > 0.01 and share > arabic / 4]
    return told[0] if told else "ar"


def _latin(sample: str) -> str:
    """Tell a text in Latin letters by its function words if they are plain, else by py3langid."""
    tokens = words(sample[:_SAMPLE])
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return "und"
    scores = sorted(
        ((sum(map(listed.__contains__, tokens)), code) for code, listed in _function_words()),
        reverse=True,
    )
    (best, code), (second, _) = scores[:2]
    plain = best >= max(3, 2 * second, 0.2 * len(tokens))
    if plain and _foreign(sample.lower(), code) <= 0.02 * letters:
        return code
    if letters >= _FEW_LETTERS:
        return _classified(sample)
    return code if best >= max(2, 2 * second) else "und"


def _foreign(sample: str, code: str) -> int:
    """Return how many letters of `sample` the language `code` does not write."""
    if sample.isascii():
        return 0
    own = _LISTED[code]
    odd = {char for char in set(sample) if char > "\u007f" and char.isalpha() and char not in own}
    return sum(map(sample.count, odd))


@cache
def _function_words() -> list[tuple[str, frozenset[str]]]:
    return [(code, stop_words(code)) for code in _LISTED]


def _classified(sample: str) -> str:
    code: str = _identifier().classify(sample)[0]
    return code if len(code) == 2 else "und"


@cache
def _identifier() -> Any:
    from py3langid.langid import (
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE)
