"""The vocabulary of countries, cities and organisations of one language, ready for scanning.

Names are the Unicode CLDR's; demonyms, capitals and the words that stand for a government ("the
Kremlin") are our own. A text is read word by word; each word is looked up once among the first
words of all names, as written: capitals tell "Turkey" from "turkey".
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from briefer import lang
from briefer.text.words import fold

WORD = re.compile(r"\w+")
_CYRILLIC_CASE = re.compile(
    r"(?:ыми|ими|ами|ями|ого|его|ому|ему|ых|их|ые|ие|ым|им|ая|яя|ую|юю|ый|ий|ой|ей|ою|ею|ом|ем|ів|їв|ов|ев|ах|ях|"
    r"ам|ям|ії|ію|а|я|о|е|и|ы|у|ю|ь|й|і|ї|є)$",
)
_POLISH_CASE = re.compile(
    r"(?:ami|ach|iej|ego|owi|iem|em|om|ów|ja|ji|ję|ją|ii|ia|ię|ią|ie|ą|ę|a|i|y|e|u)$",
)


Kind = Literal["country", "people", "capital", "government", "city", "organisation"]
_KINDS: dict[str, Kind] = {
    "": "country",
    "d": "people",  # a demonym: "Danish", "Danes"
    "c": "capital",
    "g": "government",  # "the Kremlin", "the EU"
}


class Name(NamedTuple):
    """A name's words, folded, what stands between them, and the country it stands for.

    `code` is empty for a city or region of no one country ("the Sahel"), and for an organisation
    the name under which we know it, whatever it is called in the text.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    code: str
    kind: Kind = "country"
    skip: int = 0  # letters of the first word before the name: an Arabic particle
    article: bool = False  # "The" may stand before it, as a part of the name: "The Hague"


class Mention(NamedTuple):
    """A place, a people, a government or an organisation found in a text."""

    start: int
    end: int
    code: str
    kind: Kind
    name: str = ""  # in the nominative, where the text declines it


class PlaceNames(NamedTuple):
    """First words, as written, to the names that begin so, longest first."""

    first: dict[str, tuple[Name, ...]]
    stems: dict[str, tuple[str, str]]  # of names that are declined -> what, and the nominative
    adjectives: dict[str, str]  # stems of adjectives
    nouns: dict[str, str]  # stems of what the people are called


@cache
def all_names() -> dict[str, str]:
    """Return every name in every language, folded, with its code; English goes first."""
    found: dict[str, str] = {}
    for language in ("en", *lang.languages()):
        for name, code in lang.language(language).places.names.items():
            found.setdefault(plain(name), code[:2])
    for language in lang.languages():
        for form, code in lang.language(language).places.forms.items():
            found.setdefault(plain(form), code)
    return found


def plain(name: str) -> str:
    """Return a name as it is compared: folded, without stops, hyphens as spaces."""
    folded = fold(name).replace(".", "").replace("-", " ").replace("'", " ")
    return " ".join(folded.split())


@cache
def names_of(language: str) -> PlaceNames:
    """Return the vocabulary of `language`, with the English names beside its own."""
    places = lang.language(language).places
    own = places.names if language != "en" else {}
    words = {**_others(language), **lang.language("en").places.names, **own}
    for form, code in places.forms.items():
        words.setdefault(form, code + "d")
        words.setdefault(form[0].upper() + form[1:], code + "d")
    first: dict[str, dict[Name, None]] = {}
    for word, name in _spelled(words, language):
        first.setdefault(word, {}).setdefault(name)
    sorted_first = {
        word: tuple(sorted(found, key=lambda n: (-len(n.words), n)))
        for word, found in first.items()
    }
    declined = language in {"ru", "uk", "pl"}
    return PlaceNames(
        sorted_first,
        _stems({**_others(language), **own}, language) if declined else {},
        places.adjective_stems,
        places.noun_stems,
    )


def _others(language: str) -> dict[str, str]:
    """Return cities and organisations as the table writes countries: what, then of which kind."""
    english, own = lang.language("en").places, lang.language(language).places
    organisations = {**english.organisations, **own.organisations}
    cities = {**english.cities, **own.cities}
    found = {name: meaning + "o" for name, meaning in organisations.items()}
    return found | {name: meaning + "p" for name, meaning in cities.items()}


def _spelled(words: dict[str, str], language: str) -> Iterator[tuple[str, Name]]:
    for listed, meaning in words.items():
        written = listed.removeprefix("The ")
        parts = WORD.findall(written)
        gaps = tuple(WORD.split(written)[1:])
        code, kind = code_and_kind(meaning)
        name = Name(tuple(fold(part) for part in parts), gaps, code, kind, 0, written != listed)
        forms = {parts[0]: None, _bare(parts[0]): None}
        if len(written) > 3 and language not in {"zh", "ja"} and parts[0][0].isupper():
            forms |= {form.upper(): None for form in list(forms)}
        for form in forms:
            yield form, name


def _bare(word: str) -> str:
    """Return a word without its accents, its case kept: "Élysée" as "Elysee"."""
    bare = re.sub("[أإآ]", "ا", word) if "\u0600" < word[0] < "\u06ff" else fold(word)
    if word.isupper():
        return bare.upper()
    return bare.capitalize() if word[0].isupper() else bare


def _stems(names: dict[str, str], language: str) -> dict[str, tuple[str, str]]:
    """Return stems with the table's code and kind; a city is written as in `_cities`."""
    undeclined = lang.language("ru").places.undeclined
    return {
        " ".join(stem(word, language) for word in WORD.findall(name)): (written, name)
        for name, written in reversed(names.items())
        if name not in undeclined and not name.isupper()
    }


def stem(word: str, language: str) -> str:
    """Return a Russian, Ukrainian or Polish name without its case ending, folded."""
    folded = fold(word)
    if len(folded) < 4:
        return folded
    pattern = _POLISH_CASE if language == "pl" else _CYRILLIC_CASE
    bare = pattern.sub("", folded)
    while bare != folded and len(bare) > 3 and bare[-1] in "аеиоуыьйюяі":
        bare = bare[:-1]
    return bare if len(bare) >= 3 else folded


def written_names(language: str) -> list[tuple[str, str]]:
    """Return (name, code) of a language as written, longest first."""
    names = {**_others(language), **lang.language(language).places.names}
    return sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))


def code_and_kind(written: str) -> tuple[str, Kind]:
    """Return the country and the kind that the table writes as one: "RUg"."""
    if written.endswith("p"):
        return written[:-1], "city"
    if written.endswith("o"):
        return written[:-1], "organisation"
    return written[:2], _KINDS[written[2:]]
