"""What briefer itself says on a page, in the reader's language: `_shared/words.toml`."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefer.errors import TemplateError
from briefer.render.dates import DateWriter
from briefer.render.escaping import direction
from briefer.resources import bundled

FILE = Path("_shared") / "words.toml"
MAX_BYTES = 500_000
FALLBACK = "en"
SHOWN = 5  # missing words that are named
ISOLATE = "\u2068{}\u2069"  # first-strong isolate and its end (Unicode Standard Annex 9)

_HOLE = re.compile(r"\{(\w+)\}")

Entry = str | Mapping[str, str]


class Words:
    """Says `key` in one language: all of it, or where it lacks words of a page's, all in English.

    `missing` are the words that it lacks; `language` and `dates` are of what is spoken.
    """

    def __init__(self, language: str, dates: DateWriter, dirs: tuple[Path, ...] = ()) -> None:
        found = [
            (folder, _read(folder / FILE)) for folder in (bundled("templates"), *reversed(dirs))
        ]
        spoken = language.partition("-")[0]
        own = _merged(table for _, table in found)
        self.missing = tuple(sorted(_needed(found) - own.get(spoken, {}).keys()))
        self.language = FALLBACK if self.missing else spoken
        self.dates = DateWriter(FALLBACK, str(dates.zone)) if self.missing else dates
        self._entries = own[self.language]
        self._around = ISOLATE if direction(self.language) == "rtl" else "{}"
        self._plain = {key: e for key, e in self._entries.items() if isinstance(e, str)}

    def say(self, key: str, **values: object) -> str:
        """Return the words for `key` with `{name}` filled in; `n` chooses the plural form.

        Raises:
            TemplateError: there are no such words.
        """
        if not values and key in self._plain:
            return self._plain[key]
        if key not in self._entries:
            raise TemplateError(f"{FILE} has no words for {key!r} in [{self.language}]")
        entry = self._entries[key]
        if not isinstance(entry, str):
            form = self.dates.plural(_whole(values.get("n", 0)))
            entry = entry.get(form) or entry["other"]
        shown = {name: _isolated(value, self._around) for name, value in values.items()}
        return _HOLE.sub(lambda hole: shown.get(hole[1], hole[0]), entry)

    def has(self, key: str) -> bool:
        """Return whether there are words for `key`."""
        return key in self._entries


def lacking(folder: Path, dirs: tuple[Path, ...], languages: Iterable[str]) -> Iterator[str]:
    """Yield what a workspace's own words lack: a page would be in English, or fall back.

    `languages` are those of its audiences, whose editions say the words that it adds.

    Raises:
        TemplateError: a file can't be read.
    """
    own = _read(folder / FILE)
    for language in own:
        missing = Words(language, DateWriter(language, "UTC"), dirs).missing
        if missing:
            yield (
                f"[{language}] lacks {len(missing)} words ({_some(missing)}): "
                "its editions are wholly in English until it has them"
            )
    added = {key for entries in own.values() for key in entries} - _read(
        bundled("templates") / FILE
    )[FALLBACK].keys()
    for language in sorted({code.partition("-")[0] for code in languages}):
        spoken = Words(language, DateWriter(language, "UTC"), dirs)
        silent = [key for key in sorted(added) if not spoken.has(key)]
        if silent:
            yield (
                f"[{spoken.language}] lacks words of your own ({_some(silent)}): what says them "
                "falls back to the built-in template"
            )


def _some(words: Sequence[str]) -> str:
    return ", ".join(words[:SHOWN]) + (" ..." if len(words) > SHOWN else "")


def _merged(tables: Iterable[Mapping[str, Mapping[str, Entry]]]) -> dict[str, dict[str, Entry]]:
    """Return tables laid over one another, by language."""
    found: dict[str, dict[str, Entry]] = {}
    for table in tables:
        for language, entries in table.items():
            found.setdefault(language, {}).update(entries)
    return found


def _needed(found: Iterable[tuple[Path, Mapping[str, Mapping[str, Entry]]]]) -> set[str]:
    """Return the keys that the shipped templates say."""
    ours = bundled("templates")
    shipped = (table for folder, table in found if folder.is_relative_to(ours))
    return {key for table in shipped for key in table[FALLBACK]}


def _isolated(value: object, around: str) -> str:
    """Keep foreign words in a right-to-left sentence from turning what stands beside them."""
    if isinstance(value, str):
        return around.format(value)
    if value is None or isinstance(value, (int, float, dt.date)):
        return str(value)
    raise TemplateError(f"a {type(value).__name__} can't be put into words")


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _read(path: Path) -> dict[str, dict[str, Entry]]:
    """Return the file's tables, or none where there is no such file."""
    if not path.is_file():
        return {}
    return _parse(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _parse(path: Path, _changed: int) -> dict[str, dict[str, Entry]]:
    """Return the tables of `path`; `_changed` makes a changed file another call.

    Raises:
        TemplateError: the file is too long, is no TOML, or holds what is no words.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TemplateError(f"{path}: more than {MAX_BYTES:,} bytes")
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TemplateError(f"{path}: {error}") from error
    for language, entries in table.items():
        if not isinstance(entries, dict):
            raise TemplateError(f"{path}: {language!r} is no table of a language")
        for key, entry in entries.items():
            if not _is_entry(entry):
                raise TemplateError(
                    f'{path}: {language}.{key} is neither a text nor plural forms with "other"'
                )
    return table


def _is_entry(entry: Any) -> bool:
    if isinstance(entry, dict):
        return "other" in entry and all(isinstance(form, str) for form in entry.values())
    return isinstance(entry, str)
