"""When and where what a sentence tells happens."""

import re
from functools import cache
from typing import Final, NamedTuple

from briefer.engines._view import View
from briefer.lang import every
from briefer.models import Attribution, DateMention, NameMention, When
from briefer.text.wordings import either
from briefer.text.words import stop_words

_NAMED_AFTER: Final = re.compile(r"[^\W\d_a-zа-яё]\w+\s$")  # "NATO 2030"
_NOUN: Final = re.compile(r"\s[a-zà-ÿ]{4,}")
_NEXT_WORD: Final = re.compile(r"\s([^\W\d_]+)")
_HYPHENS = frozenset("-‐‑–")  # "the Moscow-Washington line"; an empty string is no hyphen
_REPORTED = 30  # characters round a verb of saying within which a weekday is the report's own
_NOT_AT_ALL = 9  # rank of a date that does not tell when


class _Before(NamedTuple):
    """What stands right before a place or a date, in any language."""

    place: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    determiner: re.Pattern[str]


@cache
def _before() -> _Before:
    article = either(every(lambda tables: tables.determiners.definite))
    where = either(every(lambda tables: tables.prepositions.where))
    attached = either(every(lambda tables: tables.prepositions.attached))
    since = either(every(lambda tables: tables.prepositions.since))
    until = either(every(lambda tables: tables.prepositions.until))
    kinds = every(
        lambda t: t.determiners.definite + t.determiners.indefinite + t.determiners.possessive
    )
    after = rf"\s(?:(?:{article})\s)?$"
    return _Before(
        re.compile(rf"(?:^|[\s(])(?:{where}){after}|(?:^|\s)(?:{attached})$", re.IGNORECASE),
        re.compile(rf"\b(?:{since}){after}", re.IGNORECASE),
        re.compile(rf"\b(?:{until}){after}", re.IGNORECASE),
        re.compile(rf"(?:\b(?:{either(kinds)})|['’]s)\s$"),
    )


def when_of(view: View, number: int, said: Attribution | None) -> When | None:
    """Return the date of what a sentence tells: one still to come first, the report's own last."""
    ranked = [
        (_rank(view, number, mention, said), mention.start, mention.when)
        for mention in view.dates(number)
        if mention.when
    ]
    best = min(ranked, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] < _NOT_AT_ALL else None


def place_of(view: View, number: int) -> str | None:
    """Return where it happens: the first place after "in", "at", "near", else the dateline's."""
    for name in view.names(number):
        if name.kind == "place" and _is_location(view, name):
            return name.name
    dateline = view.dateline(number)
    if dateline is None or not dateline.place:
        return None
    return dateline.place.title() if dateline.place.isupper() else dateline.place


def _rank(view: View, number: int, mention: DateMention, said: Attribution | None) -> int:
    when, published = mention.when, view.document.article.published
    before = view.text[max(0, mention.start - 24) : mention.start]
    if when is None or _names_a_thing(view, when, mention) or _before().since.search(before):
        return _NOT_AT_ALL
    dateline = view.dateline(number)
    if dateline and mention.start < dateline.end:
        return 8
    exact = when.precision in ("day", "minute")
    if _before().until.search(before):
        return 6 if exact else 7
    if said and exact and _is_report_day(view, number, mention, said):
        return 5
    if published and when.date > published:
        return 0 if exact else 1
    return 2 if exact else 3


def _names_a_thing(view: View, when: When, mention: DateMention) -> bool:
    """Return whether a year only tells things apart: "the 2015 nuclear accord", "NATO 2030"."""
    if when.precision != "year":
        return False
    before = view.text[max(0, mention.start - 12) : mention.start]
    if _NAMED_AFTER.search(before):
        return True
    after = view.text[mention.end : mention.end + 20]
    return bool(_NOUN.match(after) and _before().determiner.search(before))


def _is_report_day(view: View, number: int, mention: DateMention, said: Attribution) -> bool:
    """Return whether a date stands by the verb of saying, outside what is said."""
    published = view.document.article.published
    ahead = mention.when and published and mention.when.date > published
    if said.start <= mention.start < said.end or ahead:
        return False
    sentence = view.sentence(number)
    cue = view.text.find(said.cue, sentence.start, sentence.end)
    return cue >= 0 and -_REPORTED <= mention.start - cue - len(said.cue) <= _REPORTED


def _is_location(view: View, name: NameMention) -> bool:
    """Return whether a place follows a preposition of place and is no adjective ("in French law")."""
    surface = view.text[name.start : name.end]
    before = view.text[max(0, name.start - 14) : name.start]
    compound = view.text[name.end : name.end + 1] in _HYPHENS
    if compound or surface[:1].islower() or not _before().place.search(before):
        return False
    following = _NEXT_WORD.match(view.text, name.end, name.end + 24)
    stop = stop_words(view.document.article.language)
    return following is None or following[1].lower() in stop or following[1][:1].isupper()
