"""How a language's data are written in its file, and what they are read into."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Table(BaseModel):
    """A table of a language's file: frozen, and a key that it doesn't know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


# Words between white space.
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
# Words whose endings may be listed: "sag+te,t" stands for "sagte sagt".
Forms = Annotated[tuple[str, ...], BeforeValidator(_forms)]
# Phrases of several words, between bars ("in the|out of") or one a line.
Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]
# "word=value" entries, written like phrases. A word stands once.
Pairs = Annotated[dict[str, str], BeforeValidator(_pairs)]
Numbers = Annotated[dict[str, int], BeforeValidator(_numbers)]
# A regular expression of a few words and their endings, which may be broken into lines anywhere.
Expression = Annotated[str, BeforeValidator(_expression)]
