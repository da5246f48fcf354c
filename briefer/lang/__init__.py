"""What the program knows about languages: word lists, one file a language, and nothing else.

`CODE.toml` beside this module holds what belongs to the language with that ISO 639-1 code;
`xx.toml` holds what belongs to none. Lists are literal strings (`'''...'''`), which are read fast:
words between white space, phrases and `word=value` entries between bars or one a line. What is
built from words (patterns, inflected forms) is built where it is used.
"""

import tomllib
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from briefer.lang._confusables import confusables
from briefer.lang._editions import Stances
from briefer.lang._fields import LanguageFileError, Table
from briefer.lang._names import Names
from briefer.lang._newsroom import NewsroomTables
from briefer.lang._numbers import NumberWords, Units
from briefer.lang._openings import Openings
from briefer.lang._speech import Speech
from briefer.lang._text import TextTables

__all__ = [
    "NO_LANGUAGE",
    "Language",
    "LanguageFileError",
    "Names",
    "NumberWords",
    "Openings",
    "Speech",
    "Stances",
    "Table",
    "Units",
    "confusables",
    "every",
    "language",
    "languages",
]

NO_LANGUAGE = "xx"
_FOLDER = Path(__file__).parent
_Item = TypeVar("_Item", bound=Hashable)


class Language(TextTables, NewsroomTables):
    """The tables of one language; a table that its file lacks is empty."""


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, in order, without `NO_LANGUAGE`."""
    codes = {path.stem for path in _FOLDER.glob("*.toml")}
    return tuple(sorted(codes - {NO_LANGUAGE}))


def language(code: str) -> Language:
    """Return what is known about a language (ISO 639-1); nothing about one without a file.

    The file is read when it is first asked for.

    Raises:
        LanguageFileError: the file holds what the program does not know.
    """
    return _read(code) if code == NO_LANGUAGE or code in languages() else _read("")


def every(words: Callable[[Language], Iterable[_Item]]) -> tuple[_Item, ...]:
    """Return what `words` gives of any language, each once, in the order of the languages.

    For text whose language is not known, or not to be relied on. It reads every file.
    """
    codes = (NO_LANGUAGE, *languages())
    return tuple(dict.fromkeys(word for code in codes for word in words(language(code))))


@cache
def _read(code: str) -> Language:
    if not code:
        return Language()
    written = (_FOLDER / f"{code}.toml").read_text("utf-8")
    return Language(tomllib.loads(written), f"{code}.toml: ")
