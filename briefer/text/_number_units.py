"""Units of numbers: percent, currencies (ISO 4217) and measures, before or after the digits."""

import re
from collections.abc import Iterable
from functools import cache

from briefer import lang

_GAP = "[ \u00a0\u202f]?"
_OF = r"(?:(?:de |d['’]|di |of )(?=\w))?"  # "millions d'euros", "millones de dólares"
_NO_UNIT = frozenset(["", *".,;:!?)]\n\"'”’»"])  # right after a number: no unit follows
_SINGLE_LETTERS = frozenset("mbtk")


class _Units:
    """The patterns of the units, compiled once."""

    def __init__(self, table: lang.Units) -> None:
        self.symbols = table.symbols
        self.scales = {scale: float(value) for scale, value in table.scales.items()}
        self.names = list(table.names)
        symbols, codes = _either(self.symbols), "|".join(table.currency_codes)
        named = "|".join(
            f"(?P<u{index}>{'|'.join(patterns)})"
            for index, patterns in enumerate(table.names.values())
        )
        self.named = re.compile(rf"[ \u00a0\u202f-]?{_OF}(?:{named})")
        self.attached = re.compile(
            rf"{_GAP}(?:(?P<percent>[%％٪])|(?P<symbol>{symbols})(?!\d)|(?P<code>{codes})(?!\w))",
        )
        self.before = re.compile(
            rf"(?:(?P<symbol>{symbols}){_GAP}|(?<![^\W_])(?P<code>{codes}){_GAP})\Z",
        )
        latin = _either(scale for scale in self.scales if scale.isascii() or len(scale) > 1)
        cjk = "".join(scale for scale in self.scales if not scale.isascii() and len(scale) == 1)
        self.scale = re.compile(
            rf"{_GAP}(?:(?P<scale>{latin})\.?(?![\w/])|(?P<cjk>[{cjk}]))",
            re.IGNORECASE,
        )
        self.signs = frozenset(sign[-1] for sign in self.symbols) | frozenset(" \u00a0\u202f")

    def currency(self, found: re.Match[str]) -> str:
        """Return the ISO 4217 code of a sign or code."""
        code = self.symbols.get(found["symbol"] or "", found["code"] or "")
        return "CNY" if code == "RMB" else code


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _units() -> _Units:
    return _Units(lang.language(lang.NO_LANGUAGE).units)


def unit_before(text: str, start: int, floor: int) -> tuple[int, str] | None:
    """Return where a currency sign or code that ends at `start` begins, and its ISO code."""
    units = _units()
    if start == floor or not (text[start - 1] in units.signs or text[start - 1].isupper()):
        return None
    found = units.before.search(text[max(floor, start - 5) : start])
    return (start - len(found.group()), units.currency(found)) if found else None


def unit_after(text: str, at: int) -> tuple[int, str] | None:
    """Return where the unit that begins at `at` ends, and its normalised name."""
    if text[at : at + 1] in _NO_UNIT:
        return None
    units = _units()
    found = units.attached.match(text, at)
    if found:
        return found.end(), "%" if found["percent"] else units.currency(found)
    named = units.named.match(text, at)
    if named is None or _inside_word(text, named.end()):
        return None
    return named.end(), units.names[int(str(named.lastgroup)[1:])]


def _inside_word(text: str, at: int) -> bool:
    """Whether a word of a script with spaces goes on at `at` ("mile" of "milestone")."""
    return text[at - 1].isalpha() and text[at : at + 1].isalpha() and ord(text[at]) < 0x2E80


def short_scale(text: str, at: int, *, money: bool) -> tuple[int, float] | None:
    """Return where a scale such as "bn" ends, and its value.

    A single letter is one only next to a currency ("$5m"), but for "k"; elsewhere "m" is metres.
    """
    if text[at : at + 1] in _NO_UNIT:
        return None
    units = _units()
    found = units.scale.match(text, at)
    if found is None:
        return None
    name = (found["scale"] or found["cjk"]).lower()
    if name in _SINGLE_LETTERS:
        if found.group()[0].isspace() or not (money or name == "k"):
            return None
        return found.end() - found.group().endswith("."), units.scales[name]
    return found.end() - _full_stop(text, found), units.scales[name]


def _full_stop(text: str, found: re.Match[str]) -> int:
    """Return 1 if the stop after a scale is the sentence's, not the abbreviation's."""
    if not found.group().endswith("."):
        return 0
    rest = text[found.end() : found.end() + 3].lstrip()
    return int(not rest or not rest[0].islower())
