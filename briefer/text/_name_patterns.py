"""People in scripts without capitals: the words beside a title in Arabic, Chinese, Japanese."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefer import lang
from briefer.models import NameMention
from briefer.text._country_words import Mention

_ARABIC_WORD = re.compile(r"[^\W\d_]+")


@cache
def _arabic_title() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<role>{lang.language('ar').names.titles})\s")


@cache
def _chinese() -> re.Pattern[str]:
    names = lang.language("zh").names
    verbs = "|".join(names.verbs)
    return re.compile(
        rf"(?P<role>{names.titles})"
        rf"(?P<name>[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff]{{1,6}}?(?=[^\u4e00-\u9fff]|{verbs})|"
        rf"[\u4e00-\u9fff]{{2,4}}?(?={verbs}|[，。、“]))",
    )


@cache
def _japanese() -> re.Pattern[str]:
    titles = lang.language("ja").names.titles
    return re.compile(
        rf"(?P<name>[ァ-ヺー・]{{2,16}}|[\u4e00-\u9fff]{{2,4}}?)(?P<role>{titles})",
    )


def titled_people(text: str, places: Sequence[Mention], language: str) -> Iterator[NameMention]:
    """Yield people named beside a title, in Arabic, Chinese and Japanese texts."""
    if language == "ar":
        yield from _arabic(text, places)
    elif language in {"zh", "ja"}:
        pattern = _chinese() if language == "zh" else _japanese()
        for match in pattern.finditer(text):
            start, end = match.span("name")
            role = match["role"] if match["role"] != "氏" else None
            yield NameMention(start, end, "person", text[start:end], role)


def _arabic(text: str, places: Sequence[Mention]) -> Iterator[NameMention]:
    """Yield the two words after a title and the peoples ("الروسي") that go with it."""
    peoples = {place.start: place.end for place in places}
    for match in _arabic_title().finditer(text):
        at = match.end()
        while at in peoples and text[peoples[at] : peoples[at] + 1] == " ":
            at = peoples[at] + 1
        title = _arabic_title().match(text, at)
        at = title.end() if title else at
        words = _arabic_words(text, at)
        if words:
            start, end = words[0].start(), words[-1].end()
            role = text[match.start() : start].strip()
            yield NameMention(start, end, "person", text[start:end], role)


def _arabic_words(text: str, at: int) -> list[re.Match[str]]:
    """Return up to two words of a name that begin at `at`, and the particles between them."""
    names = lang.language("ar").names
    words: list[re.Match[str]] = []
    whole = 0
    while whole < 2:
        word = _ARABIC_WORD.match(text, at)
        if word is None or word.group() in names.no_names:
            break
        words.append(word)
        whole += word.group() not in names.particles
        at = word.end() + 1
        if text[word.end() : at] != " ":
            break
    return words
