"""Russian and Ukrainian names in their cases: Лаврова, Лаврову, Лавровым mean Лавров.

Rules of thumb, applied only where the given name shows the case: "Сергея Лаврова" is put into the
nominative because "Сергея" is a form of "Сергей".
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from briefer.lang import language
from briefer.text._name_words import given_names

_SURNAME_CASE = re.compile(r"(?:ого|ому|ым|им|ой|ою|ую|ая|ый|ий|ом|ем|ей|а|я|у|ю|е|ы|и)\Z")
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_MALE = ((r"([сц]к)(?:ого|ому|им|ом)\Z", r"\1ий"), (r"(ов|ев|ёв|ин|ын)(?:а|у|ым|е)\Z", r"\1"),
         (rf"([{_CONSONANTS}])(?:а|у|ом|е)\Z", r"\1"))  # fmt: skip
_FEMALE = ((r"([сц]к)(?:ой|ую)\Z", r"\1ая"), (r"(ов|ев|ёв|ин|ын)(?:ой|у)\Z", r"\1а"))


class _Given(NamedTuple):
    nominative: str
    male: bool


@cache
def _oblique() -> dict[str, _Given]:
    """Return the forms of given names in other cases."""
    found: dict[str, _Given] = {}
    for name in sorted(given_names()):
        if not "а" <= name[0] <= "я":
            continue
        male = name[-1] not in "ая"
        for form in _forms(name):
            if form not in given_names():
                found.setdefault(form, _Given(name, male))
    return found


def _forms(name: str) -> list[str]:
    if name == "павел":
        return ["павла", "павлу", "павлом", "павле"]
    if name.endswith(("ия", "я")):
        return [name[:-1] + ending for ending in ("и", "ю", "ей", "е")]
    if name.endswith("а"):
        return [name[:-1] + ending for ending in ("ы", "и", "у", "ой", "е")]
    if name[-1] in "йь":
        return [name[:-1] + ending for ending in ("я", "ю", "ем", "е", "и")]
    if name[-1] in _CONSONANTS:
        return [name + ending for ending in ("а", "у", "ом", "е")]
    return []


def is_given(word: str) -> bool:
    """Whether a folded word is a form of a known given name."""
    return word in _oblique()


def nominative(name: str) -> str:
    """Return a full name in the nominative, where its given name shows that it is not in it."""
    words = name.split(" ")
    folded = words[0].casefold()
    given = _oblique().get(folded)
    if given is None and folded in language("ru").names.undeclined:
        given = _Given(folded, male=True)
    if given is None or len(words) < 2:
        return name
    rules = _MALE if given.male else _FEMALE
    surname = words[-1]
    for pattern, replacement in rules:
        changed, count = re.subn(pattern, replacement, surname)
        if count:
            surname = changed
            break
    return " ".join([given.nominative.capitalize(), *words[1:-1], surname])


@lru_cache(maxsize=20_000)
def surname_stem(word: str) -> str:
    """Return what the cases of a surname share, folded; words in Latin letters stay."""
    folded = word.casefold().replace("ё", "е")
    if not "\u0400" <= folded[:1] <= "\u04ff" or len(folded) < 4:
        return folded
    bare = _SURNAME_CASE.sub("", folded)
    return bare if len(bare) >= 3 else folded
