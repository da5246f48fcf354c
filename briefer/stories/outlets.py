"""Source notes: what kind of source an outlet is, and which agency an article credits."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError

from briefer.errors import ConfigError
from briefer.models import Article, Frozen
from briefer.resources import bundled
from briefer.text.words import fold

Ownership = Literal["agency", "independent", "state", "public"]

_RANKS = {"agency": 0, "public": 1, "independent": 1, "state": 3}
_UNKNOWN_RANK = 2
_CREDIT_SPAN = 250  # characters at either end of an article in which an agency is credited


class OutletNote(Frozen):
    """An outlet: its country (ISO 3166-1 alpha-2, or "INT") and who owns it.

    `agency` for a news agency that its members or clients pay for; `state` where a government
    runs or controls it; `public` for a public broadcaster with its own statute.
    """

    name: str
    country: str = Field(pattern=r"^([A-Z]{2}|INT)$")
    ownership: Ownership
    agency: bool = False  # a news agency, whoever owns it
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class _File(Frozen):
    outlet: tuple[OutletNote, ...] = ()


class OutletBook:
    """The outlets of one or more files; of two notes on one outlet, the first file's counts."""

    def __init__(self, notes: Iterable[OutletNote]) -> None:
        self.notes = tuple(notes)
        self._notes: dict[str, OutletNote] = {}
        agencies: dict[str, OutletNote] = {}
        for note in self.notes:
            for name in (note.name, *note.aliases, *note.domains):
                self._notes.setdefault(fold(name), note)
            if note.agency or note.ownership == "agency":
                agencies.update((name, note) for name in (note.name, *note.aliases))
        self._agencies = agencies
        self._credit = _credit_pattern(agencies)

    @classmethod
    def read(cls, *paths: Path) -> "OutletBook":
        """Return the book of the given files, the bundled one last.

        Raises:
            ConfigError: a file can't be read, is no TOML, or holds an invalid note.
        """
        files = [*paths, bundled("templates") / "outlets.toml"]
        return cls(note for path in files for note in _read(path))

    @staticmethod
    def bundled() -> "OutletBook":
        """Return the book that ships with the program."""
        return _bundled()

    def note(self, outlet: str | None) -> OutletNote | None:
        """Return the note on an outlet given by name, domain or URL; None for an unknown one."""
        if not outlet:
            return None
        name = fold(outlet).strip()
        if name in self._notes:
            return self._notes[name]
        host = (urlsplit(name).hostname or "") if "//" in name else name
        while "." in host:
            if host in self._notes:
                return self._notes[host]
            host = host.partition(".")[2]
        return None

    def key(self, outlet: str) -> str:
        """Return one name for all the names of an outlet."""
        note = self.note(outlet)
        return note.name if note else fold(outlet).strip().removeprefix("www.")

    def rank(self, outlet: str | None) -> int:
        """Return 0 for the sources to quote first, more for those to quote later."""
        note = self.note(outlet)
        return _RANKS[note.ownership] if note else _UNKNOWN_RANK

    def credited(self, article: Article) -> str | None:
        """Return the agency whose copy `article` says it is, by dateline, byline or sign-off."""
        own = self.note(article.source)
        if own is not None and (own.agency or own.ownership == "agency"):
            return own.name
        if self._credit is None:
            return None
        for part in (article.text[:_CREDIT_SPAN], article.text[-_CREDIT_SPAN:]):
            if found := self._credit.search(part):
                return self._agencies[next(filter(None, found.groups()))].name
        return None


def note(outlet: str | None) -> OutletNote | None:
    """Return the bundled note on an outlet; None for an unknown one."""
    return OutletBook.bundled().note(outlet)


def _credit_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds "(AP)", "/TASS/", and "- AFP" or "Reuters" at the end of a line."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    if not longest_first:
        return None
    either = "|".join(re.escape(name) for name in longest_first)
    return re.compile(
        rf"\(({either})\)|/({either})/|(?:^|[ \t][—–-][ \t]?)({either})[ \t]*$", re.MULTILINE
    )


@cache
def _bundled() -> OutletBook:
    return OutletBook.read()


def _read(path: Path) -> tuple[OutletNote, ...]:
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).outlet
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read ({error}); check the path") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is no valid TOML ({error}); mend that line") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}: {where}: {first['msg']}; mend that entry") from error
