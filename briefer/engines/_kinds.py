"""What kind of news a sentence is: by its verbs, its figures and its date."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from briefer.engines._view import View
from briefer.lang import every, language
from briefer.models import Attribution, Kind, NameMention, When
from briefer.text.wordings import either

_LARGE: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:[,.\u00a0 ]\d{3})+(?!\w)|(?<![\w.,])\d{5,}(?!\w)")
_EARLY = 0.5  # what is said of the past in the second half of a sentence is by the way
_OLD = dt.timedelta(days=45)
_RECENT, _YEAR = dt.timedelta(days=7), dt.timedelta(days=400)
# What a sentence is worth with nobody and no number in it, with only old dates, with a new one.
_NOBODY, _HISTORY, _NOW = 0.75, 0.7, 1.15
_WORDS = 0.7  # what opens with a quotation is somebody's words before it is news
_OPENING_MARKS: Final = frozenset("\"“„«‘'")
_DIGIT: Final = re.compile(r"\d")
_PERIODS = frozenset({"year", "month", "quarter", "season"})
_ATTACHED = "[وف]?"  # Arabic writes "and" and "so" as one with the next word
_WORDS_MOST = 6  # of a speaker who comes before the last verb


class _Patterns(NamedTuple):
    """What tells a sentence's kind, in any language."""

    reaction: re.Pattern[str]
    figures: re.Pattern[str]
    past: re.Pattern[str]
    happening: re.Pattern[str]
    amount: re.Pattern[str]
    passive: re.Pattern[str]
    place: re.Pattern[str]


class _Speech(NamedTuple):
    """A verb of saying in the main clause, or at the end, where no speaker has been found."""

    anywhere: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]
    subordinate: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    amounts = either(every(lambda tables: tables.kinds.amounts))
    places = either(every(lambda t: t.prepositions.where + t.prepositions.direction))
    passives = language("en").passives
    auxiliary, participle = either(passives.auxiliaries), either(passives.participles)
    return _Patterns(
        reaction=_after_space(every(lambda tables: tables.kinds.reaction)),
        figures=_after_space(every(lambda tables: tables.kinds.figures)),
        past=_after_space(every(lambda tables: tables.kinds.past)),
        happening=_after_space(every(lambda tables: tables.kinds.happening)),
        amount=re.compile(rf"\d[\d.,\u00a0]*\s?(?:%|(?:{amounts})(?!\w))|[$€£¥]\s?\d|٪"),
        passive=re.compile(rf"\b(?:{auxiliary}) (?:\w+ly )?(?:{participle})\b"),
        place=re.compile(rf"(?:^|[\s(])(?:{places})\s$"),
    )


def _after_space(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for small letters, from the space before a word: it skips word by word."""
    return re.compile(rf" {_ATTACHED}(?:{either(forms)})(?!\w)")


@cache
def _speech() -> _Speech:
    plain = either(every(lambda tables: tables.speaking.plain))
    arabic = language("ar")  # puts its verb first
    first = either(arabic.speech.say + arabic.speaking.first)
    tags = either(every(lambda tables: tables.speaking.tags))
    articles = either(language("en").determiners.definite + language("en").determiners.indefinite)
    clauses = every(lambda t: t.subordination.relatives + t.subordination.subordinators)
    return _Speech(
        re.compile(rf"\b(?:{plain})\b"),
        re.compile(rf"{_ATTACHED}(?:{first})(?!\w)"),
        re.compile(
            rf",[\"”]?\s(?:{tags}) (?:{articles}|[^\W\da-z_])|"
            rf",\s(?:[\w’'-]+\s){{1,{_WORDS_MOST}}}(?:{tags})\b[^,]{{0,40}}\.$"
        ),
        re.compile(rf"[,;:]|\b(?:{either(clauses)})\b"),
    )


def kind_of(view: View, number: int, said: Attribution | None, when: When | None) -> Kind:
    """Return the kind of sentence `number`, as a whole said as `said` tells, about `when`."""
    if said is not None:
        return "reaction" if _patterns().reaction.search(f" {said.cue.lower()}") else "statement"
    text = _without_quotations(view, number)
    if _is_speech(text):
        return "statement"
    low = f" {text.lower()}"
    if _is_past(view, when, low):
        return "background"
    if _patterns().reaction.search(low):
        return "reaction"
    return "figure" if _is_figure(low) else _deed(view, number, when, low)


def _is_speech(text: str) -> bool:
    """Return whether the verb of a sentence, or its last clause, is one of saying."""
    speech = _speech()
    if speech.first.match(text) or speech.last.search(text):
        return True
    verb = speech.anywhere.search(text)
    return verb is not None and speech.subordinate.search(text, 0, verb.start()) is None


def _deed(view: View, number: int, when: When | None, text: str) -> Kind:
    """Return whether what happens is somebody's doing: an action, else an event."""
    patterns = _patterns()
    if _is_ahead(view, when) or patterns.happening.search(text) or patterns.passive.search(text):
        return "event"
    return "action" if _has_actor(view, number) else "event"


def newsworthiness(view: View, number: int) -> float:
    """Return how much a sentence is news by its facts: who, how many, and when; about 1."""
    sentence = view.sentence(number)
    told = view.names(number) or _DIGIT.search(view.text, sentence.start, sentence.end)
    value = 1.0 if told else _NOBODY
    if view.text[sentence.start] in _OPENING_MARKS:
        value *= _WORDS
    return value * _timeliness(view, number)


def _timeliness(view: View, number: int) -> float:
    published = view.document.article.published
    dates = [mention.when for mention in view.dates(number) if mention.when]
    if not dates or published is None:
        return 1.0
    ago = min(published - (when.end or when.date) for when in dates)
    if ago > _YEAR:
        return _HISTORY
    return _NOW if ago <= _RECENT and dates[0].precision in ("day", "minute") else 1.0


def _without_quotations(view: View, number: int) -> str:
    sentence = view.sentence(number)
    pieces, at = [], view.start(number)
    for quotation in view.quotations(number):
        pieces.append(view.text[at : max(at, quotation.start)])
        at = max(at, quotation.end)
    return " ".join("".join([*pieces, view.text[at : sentence.end]]).split())


def _is_past(view: View, when: When | None, text: str) -> bool:
    """Return whether a sentence tells what was so before the news."""
    published = view.document.article.published
    if when is not None and published is not None:
        ago = published - (when.end or when.date)
        if when.precision in _PERIODS:
            return ago > 2 * _OLD and when.date.year <= published.year
        return ago > _OLD
    found = _patterns().past.search(text)
    return when is None and found is not None and found.start() <= _EARLY * len(text)


def _is_ahead(view: View, when: When | None) -> bool:
    published = view.document.article.published
    return bool(
        when and published and when.date > published and when.precision in ("day", "minute")
    )


def _is_figure(text: str) -> bool:
    """Return whether a sentence gives several amounts, or one that is its point."""
    amounts = len(_patterns().amount.findall(text))
    if amounts > 1:
        return True
    point = "%" in text or _patterns().figures.search(text)
    return bool(point and (amounts or _LARGE.search(text)))


def _has_actor(view: View, number: int) -> bool:
    """Return whether somebody who acts is named before the middle of a sentence."""
    sentence = view.sentence(number)
    middle = (sentence.start + sentence.end) // 2
    return any(name.start < middle and _acts(view, name) for name in view.names(number))


def _acts(view: View, name: NameMention) -> bool:
    if name.kind in ("person", "organisation"):
        return True
    before = view.text[max(0, name.start - 8) : name.start]
    return name.kind == "place" and not _patterns().place.search(before)
