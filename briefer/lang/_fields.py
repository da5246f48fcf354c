"""How a language's data are written in its file, and what they are read into."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, get_args, get_origin

from briefer.errors import BrieferError


class LanguageFileError(BrieferError):
    """A file of a language holds what the program doesn't know, or writes it wrongly."""


class Table:
    """A table of a language's file: frozen; a key that the file lacks has the class's default.

    What a field is read from is said by its type: one of those below, a table of them
    (`dict[str, Words]`), another `Table`, a list of tables (`tuple[Ago, ...]`), or a plain value.
    Plain classes, not models: there are hundreds of fields, and building validators for them takes
    longer than reading the words.
    """

    def __init__(self, written: Mapping[str, Any] | None = None, where: str = "") -> None:
        fields = _fields(type(self))
        for key, value in (written or {}).items():
            if key not in fields:
                msg = f"{where}{key}: no such key in a language's file"
                raise LanguageFileError(msg)
            self.__dict__[key] = _read(fields[key], value, f"{where}{key}")

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a table is shared by all who read it."""
        msg = f"a table of a language is frozen: {name}"
        raise AttributeError(msg)


def _fields(table: type[Table]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in reversed(table.__mro__):
        found |= inspect.get_annotations(each)
    return found


def _read(kind: Any, value: Any, where: str) -> Any:
    """Return `value`, as the file has it, read as its field's type wants it."""
    reader: Callable[[str], object] | None = next(iter(getattr(kind, "__metadata__", ())), None)
    expected = str if reader else kind
    if isinstance(kind, type) and issubclass(kind, Table):
        return kind(value, f"{where}.")
    if get_origin(kind) is dict and isinstance(value, dict):
        of = get_args(kind)[1]
        return {key: _read(of, item, f"{where}.{key}") for key, item in value.items()}
    if get_origin(kind) is tuple and isinstance(value, list):
        of = get_args(kind)[0]
        return tuple(_read(of, item, where) for item in value)
    if type(value) is not expected:
        msg = f"{where}: {value!r} is no {expected}"
        raise LanguageFileError(msg)
    try:
        return reader(value) if reader else value
    except ValueError as error:
        msg = f"{where}: {error}"
        raise LanguageFileError(msg) from error


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


def _forms(written: str) -> tuple[str, ...]:
    """Return the forms that words such as "sag+te,t" stand for."""
    found: list[str] = []
    for word in written.split():
        stem, _, endings = word.partition("+")
        found += [stem + ending for ending in endings.split(",")]
    return tuple(found)


def _phrases(written: str) -> tuple[str, ...]:
    """Return what stands between the bars or on the lines of `written`; a line may be cut."""
    parts = (" ".join(part.split()) for part in written.replace("\n", "|").split("|"))
    return tuple(part for part in parts if part)


def _pairs(written: str) -> dict[str, str]:
    """Return `word=value` entries, between bars or one a line, in their order."""
    pairs = [entry.partition("=") for entry in _phrases(written)]
    if not all(key and equals for key, equals, _ in pairs):
        msg = "an entry has no word or no '='"
        raise ValueError(msg)
    found = {key: value for key, _, value in pairs}
    if len(found) != len(pairs):
        twice = [key for key, _, _ in pairs]
        msg = f"listed twice: {', '.join({key for key in twice if twice.count(key) > 1})}"
        raise ValueError(msg)
    return found


def _numbers(written: str) -> dict[str, int]:
    return {word: int(value) for word, value in _pairs(written).items()}


def _expression(written: str) -> str:
    """Return a regular expression that is written on several lines."""
    return "".join(line.strip("\n") for line in written.splitlines())


def _expressions(written: str) -> tuple[str, ...]:
    return tuple(line for line in map(str.strip, written.splitlines()) if line)


# Words between white space.
Words = Annotated[tuple[str, ...], _words]
# Words whose endings may be listed: "sag+te,t" stands for "sagte sagt".
Forms = Annotated[tuple[str, ...], _forms]
# Phrases of several words, between bars ("in the|out of") or one a line.
Phrases = Annotated[tuple[str, ...], _phrases]
# The same with signs for what varies ("condemn*", "what … is"), which `briefer.text.wordings` reads.
Wordings = Annotated[tuple[str, ...], _phrases]
# "word=value" entries, written like phrases. A word stands once.
Pairs = Annotated[dict[str, str], _pairs]
Numbers = Annotated[dict[str, int], _numbers]
# A regular expression of a few words and their endings, which may be broken into lines anywhere.
Expression = Annotated[str, _expression]
# Such expressions, one a line, of which any may be found.
Expressions = Annotated[tuple[str, ...], _expressions]

# What a table of entries is where the file has none.
NONE: Final[dict[str, Any]] = {}
