"""Superscripts: an exponent is kept, an ordinal's ending is written out, a note's mark is dropped.

Set on the line, the mark of a note becomes part of the number before it: "1,200" with note 3 is
not 12,003 people.
"""

import re

_TO_RAISED = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_FROM_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_EXPONENT = re.compile(r"[+\u2212-]?\d{1,2}")
# Symbols of the International System of Units (BIPM, 9th edition), and the foot, inch, mile, yard.
_UNIT = re.compile(
    r"(?<![^\W\d_])(?:[kcdmµhM]?m|ft|in|mi|yd|s|км|м|см|мм)$|[×·x*]\s?10$|\b(?:CO|NO|SO|H|O)$"
)
_ORDINAL = re.compile(r"[^\W\d_]{1,4}\.?")
_POWER = re.compile(r"(?<![\d.,])10$")  # of a million or a billion, which no text's notes count
_POWERS = frozenset({"6", "9", "12"})
_SIGN = r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4}|\*{1,3}|[†‡§¶#]{1,3})[\])]?"
_MARK = re.compile(rf"{_SIGN}(?:[\s,;–-]{{1,3}}{_SIGN}){{0,8}}[,;]?")
_NOTES = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,–-][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}){0,4}")
_NOTED = re.compile(r"(?:\d|[^\W\d_]{3}|[.,;:!?”»\"')\]])$")
_BEFORE = 24  # characters that are looked at


def on_line(before: str, raised: str, after: str = "", *, linked: bool = False) -> str:
    """Return what a superscript becomes between the text `before` and `after` it.

    `linked` says that it points at a note.
    """
    before, text = before[-_BEFORE:], raised.strip()
    if not text or linked:
        return ""
    number = before[-1:].isdigit()
    if _EXPONENT.fullmatch(text):
        if after.lstrip()[:1] in {"/", "⁄"}:  # a fraction: 1½ set as raised 1 and lowered 2
            return f" {text}" if number else text
        power = text in _POWERS and _POWER.search(before)
        return text.translate(_TO_RAISED) if power or _UNIT.search(before) else ""
    if number and _ORDINAL.fullmatch(text):
        digits = re.search(r"[\d.,]+$", before)
        long = digits is not None and len(digits[0]) > 2
        return "" if long and len(text) == 1 else raised
    note = _MARK.fullmatch(text) and not text.isalpha()
    return "" if note else raised


def without_marks(text: str) -> str:
    """Return `text` without the marks of notes that are written as superior figures ("1,200³")."""
    return _NOTES.sub(_kept, text)


def _kept(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - _BEFORE) : found.start()]
    if not _NOTED.search(before):
        return found[0]
    return on_line(before, found[0].translate(_FROM_RAISED), found.string[found.end() :][:2])
