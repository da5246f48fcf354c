"""Days that are counted from an article's own, by their names: "tomorrow" is "on Thursday".

A sentence is printed on another page and another day than its article, where "tomorrow" is a lie.
What is "today" may be these years: only after a verb of saying is it the article's day.
"""

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from briefer.lang import language
from briefer.models import Article
from briefer.text._speech_words import saying

_MARKS = re.compile('["“”„«»]')
_POSSESSIVE = re.compile(r"['’]s\b")


class _Words(NamedTuple):
    """The words of a language that count days, and what is needed to name the day."""

    counted: re.Pattern[str]
    steps: dict[str, tuple[int, str]]  # days from the article's own, and the part of the day
    names: tuple[str, ...]
    on: str
    before: re.Pattern[str]


def by_weekday(text: str, article: Article) -> str:
    """Return a sentence of an article with its days by name, but for what somebody is quoted with.

    Where the article's day or the language's words for it are not known, it stays as it is.
    """
    words = _words(article.language)
    if words is None or article.undated or article.published is None:
        return text
    found = words.counted.search(text)
    while found is not None:
        end = found.end()
        if _counts(text, found, words):
            named = _named(text, found, article.published, words)
            text, end = text[: found.start()] + named + text[end:], found.start() + len(named)
        found = words.counted.search(text, end)
    return text


def _counts(text: str, found: re.Match[str], words: _Words) -> bool:
    """Tell whether a word is the writer's for a day."""
    if len(_MARKS.findall(text[: found.start()])) % 2:
        return False  # somebody is quoted
    if words.steps[found.group().casefold()] != (0, ""):
        return True
    before = text[: found.start()].rpartition(" ")[0].rpartition(" ")[2]
    return found.group().islower() and before.casefold() in saying()


def _named(text: str, found: re.Match[str], day: dt.date, words: _Words) -> str:
    step, part = words.steps[found.group().casefold()]
    name = words.names[(day + dt.timedelta(days=step)).weekday()] + part
    led = words.before.search(text, 0, found.start()) is not None
    if led or _POSSESSIVE.match(text, found.end()):
        return name
    told = f"{words.on} {name}".strip()
    return told[:1].upper() + told[1:] if found.start() == 0 else told


@cache
def _words(code: str) -> _Words | None:
    tables = language(code)
    if not tables.weekdays.counted:
        return None
    steps = {}
    for word, meaning in tables.weekdays.counted.items():
        step, _, part = meaning.partition(" ")
        steps[word] = (int(step), f" {part}" if part else "")
    ordered = sorted(steps, key=len, reverse=True)
    names = sorted(tables.dates.days.items(), key=lambda item: item[1])
    leads = "|".join(map(re.escape, tables.weekdays.leads))
    return _Words(
        re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])", re.IGNORECASE),
        steps,
        tuple(name.capitalize() if tables.dates.capitalised else name for name, _ in names),
        tables.weekdays.on,
        re.compile(rf"\b(?:{leads})\s\Z", re.IGNORECASE),
    )
