"""Wordings: words and phrases as a language's file lists them, made into regular expressions.

A wording is a phrase in which

- `*` stands for any ending: "condemn*";
- `_` for one word, or with letters beside it for the rest of one: "both _ and", "_ed";
- `#` for one digit: "in 20##";
- `…` for whatever stands between two words, and `…15` for at most 15 characters of it;
- `(a/b)` for either, and `(a)?` for what may be missing: "critici(s/z)ed", "count(ed)?";
- an apostrophe for any apostrophe, and a space for any white space.
"""

import re
from collections.abc import Iterable

_SIGN = re.compile(r" ?…(\d*) ?|[*_#()/?' ]")
_WRITTEN = {
    "*": r"\w*",
    "_": r"[\w-]+",
    "#": r"\d",
    "(": "(?:",
    ")": ")",
    "/": "|",
    "?": "?",
    "'": "['’]",
    " ": r"\s",
}
NEVER = r"(?!)"  # a pattern that matches nothing


def either(wordings: Iterable[str]) -> str:
    """Return a regular expression, without groups, that any of `wordings` matches.

    A longer one is tried before a shorter one. Without wordings it matches nothing.
    """
    ordered = sorted(set(wordings), key=lambda wording: (-len(wording), wording))
    return "|".join(map(_pattern, ordered)) or NEVER


def _pattern(wording: str) -> str:
    pieces, at = [], 0
    for sign in _SIGN.finditer(wording):
        pieces.append(re.escape(wording[at : sign.start()]))
        pieces.append(_WRITTEN.get(sign.group()) or _between(sign, wording))
        at = sign.end()
    return "".join([*pieces, re.escape(wording[at:])])


def _between(sign: re.Match[str], wording: str) -> str:
    """Return the expression for `…`; what ends a wording with it needs no further word."""
    reach = f"{{0,{sign[1]}}}" if sign[1] else "*"
    return rf"\s.{reach}" + (r"\b" if sign.end() < len(wording) else "")
