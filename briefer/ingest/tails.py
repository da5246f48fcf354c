"""The sentence that publishing programs put under a text in their feeds: "The post … appeared first on …".

In a language that is known it is told by its words; in any by what it is made of, the article's
title and the outlet's name and hardly anything else.
"""

import re
from functools import cache

from briefer.ingest.clean import word_count
from briefer.lang import language

_TAIL_MAX = 600  # characters
_WORDS = 10  # beside title and outlet
_START = r"(?:^|(?<=[.!?…。」»”\"\])]\s))"
_SENTENCE_END = re.compile(r"[.!?…。][\"”»\])]*\s+")


def tail_start(paragraph: str, code: str, title: str | None, outlet: str | None) -> int | None:
    """Return where the feed's own sentence begins in a text's last paragraph, or None.

    `code` is the text's language; sites whose program was not translated say it in English.
    """
    from_end = max(0, len(paragraph) - _TAIL_MAX)
    end = paragraph[from_end:]
    starts = (found.start() for form in _forms(code) if (found := _said(form, end, outlet)))
    start = min(starts, default=None)
    if start is None and title and outlet:
        start = _made_of(end, title, outlet)
    return None if start is None else from_end + start


def _said(form: re.Pattern[str], end: str, outlet: str | None) -> re.Match[str] | None:
    """Return the tail of a form that ends in a name: "appeared first on the list" does not."""
    found = form.search(end)
    if found and found["site"][:1].islower() and not (outlet and outlet in found["site"]):
        return None
    return found


@cache
def _forms(code: str) -> tuple[re.Pattern[str], ...]:
    tails = (*language("en").feeds.tails, *(language(code).feeds.tails if code != "en" else ()))
    return tuple(re.compile(_form(tail), re.IGNORECASE) for tail in tails)


def _form(tail: str) -> str:
    """Return the expression of a tail: names of any length where it has "…"."""
    parts = [re.escape(part.strip()).replace("’", "['’]") for part in tail.split("…")]
    parts = [part.replace(r"\ ", r"\s") for part in parts]
    start = _START if parts[0] else "^"
    gaps = [r".{1,400}?"] * (len(parts) - 2) + [r"\s?(?P<site>.{1,120}?)"]
    return start + "".join(p + g for p, g in zip(parts, [*gaps, ""], strict=True)) + r"\s?[.。]?$"


def _made_of(end: str, title: str, outlet: str) -> int | None:
    """Return the start of a sentence that names title and outlet and is little else, or None."""
    low, name, house = end.casefold(), title.casefold(), outlet.casefold()
    at = low.rfind(name)
    if at < 0 or len(name) < 8 or house in name or house not in low.replace(name, " "):
        return None
    before = [found.end() for found in _SENTENCE_END.finditer(end, 0, at)]
    start = before[-1] if before else 0
    rest = low[start:].replace(name, " ").replace(house, " ")
    return start if word_count(rest, _WORDS + 1) <= _WORDS else None
