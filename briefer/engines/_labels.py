"""What a key point records beside its text: kind, speaker, quotation, actors, countries."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from briefer.engines._circumstances import place_of, when_of
from briefer.engines._kinds import kind_of
from briefer.engines._view import View
from briefer.lang import every, language
from briefer.models import Attribution, Kind, When
from briefer.text.wordings import either
from briefer.text.words import stop_words, words

_TITLED: Final = re.compile(r"(?:\b[^\W\da-zа-яё_][\w.'’-]*\s+)+$")
_LONGEST_TITLE = 80  # characters
_LITTLE = 0.25  # share of a sentence that its speaker must be saying, or it isn't a statement
_LATE = 0.4  # a verb of saying that comes this far in, with what is said after it, is an aside
_FAR = 3  # spaces between words that stand between a speaker and his verb
_LONGEST_SPEAKER = 12  # words
_FEW_WORDS = 3  # a quotation shorter than this is a word in quotation marks
_MARKS = '"“”„«»\u00a0 \n'


class _Patterns(NamedTuple):
    """What stands round a speaker and a verb of saying, in any language."""

    subordinate: re.Pattern[str]  # right before the speaker
    passive: re.Pattern[str]  # right before the verb
    away: re.Pattern[str]  # right before a name: "said on Twitter"
    clause: re.Pattern[str]  # in a speaker that is none
    nobody: frozenset[str]


@cache
def _patterns() -> _Patterns:
    relatives = every(lambda tables: tables.subordination.relatives)
    others = every(lambda t: t.subordination.subordinators + t.subordination.coordinators)
    away = either(every(lambda tables: tables.speaking.away))
    passives = language("en").passives
    auxiliaries = either(passives.auxiliaries + passives.nonfinite)
    return _Patterns(
        re.compile(rf"\b(?:{either(relatives + others)})\s*$", re.IGNORECASE),
        re.compile(rf"\b(?:{auxiliaries}) (?:\w+ )?$"),
        re.compile(rf"\b(?:{away})\s$"),
        re.compile(rf"\b(?:{either(relatives)})\b"),
        frozenset(every(lambda tables: tables.speaking.nobody)),
    )


class Labels(NamedTuple):
    """What a key point records beside its text."""

    kind: Kind
    speaker: str | None
    quote: str | None
    when: When | None
    place: str | None
    actors: tuple[str, ...]
    countries: tuple[str, ...]


def label(view: View, number: int, said: Attribution | None, shown: Sequence[int]) -> Labels:
    """Return the labels of sentence `number`; `said` is its attribution, `shown` its evidence."""
    spoken = said is not None and _is_statement(view, number, said)
    said = said if said and spoken and _may_speak(view, number, said) else None
    when = when_of(view, number, said)
    names = view.names(number)
    actors = [name.name for name in names if name.kind in ("person", "organisation")]
    if said and any(n.name == said.speaker for other in shown for n in view.names(other)):
        actors = [said.speaker, *actors]
    countries = dict.fromkeys(name.country for name in names if name.country)
    return Labels(
        kind="statement" if spoken and not said else kind_of(view, number, said, when),
        speaker=said.speaker if said else None,
        quote=_quote(view, number, said),
        when=when,
        place=place_of(view, number),
        actors=tuple(dict.fromkeys(actors)),
        countries=tuple(code for code in countries if code),
    )


def _is_statement(view: View, number: int, said: Attribution) -> bool:
    """Return whether a sentence as a whole is what its speaker says, and not a clause of it."""
    if view.bare_quotation(number):
        return True
    sentence, start = view.sentence(number), view.start(number)
    length = sentence.end - start
    if min(said.end, sentence.end) - max(said.start, sentence.start) < _LITTLE * length:
        return said.direct and len(words(view.text[said.start : said.end])) >= _FEW_WORDS
    return not _patterns().passive.search(_before_cue(view, number, said)) and _is_main(
        view, number, said
    )


def _is_main(view: View, number: int, said: Attribution) -> bool:
    """Return whether the speaker and the verb of saying are the main clause's."""
    sentence, start = view.sentence(number), view.start(number)
    cue = view.text.rfind(said.cue, sentence.start, said.start)
    if cue < 0:
        return True  # what is said comes first: "C, S said"
    before = view.text[start:cue]
    subject = before.rfind(said.speaker.split()[-1])
    if _far(before, subject, said):
        return False
    lead = before[:subject] if subject > 0 else ""
    untitled = _TITLED.sub("", lead[-_LONGEST_TITLE:])
    if untitled.rstrip().endswith(","):
        return True  # "C, S said, but …"
    return len(lead) <= _LATE * (sentence.end - start) and not _patterns().subordinate.search(
        untitled
    )


def _before_cue(view: View, number: int, said: Attribution) -> str:
    """Return the few characters before the verb of saying."""
    sentence = view.sentence(number)
    cue = view.text.find(said.cue, sentence.start, sentence.end)
    return view.text[max(sentence.start, cue - 20) : cue] if cue >= 0 else ""


def _far(before: str, subject: int, said: Attribution) -> bool:
    """Return whether other words than adverbs or an apposition part the speaker from the verb."""
    if subject < 0:
        return False
    between = before[subject + len(said.speaker.split()[-1]) :].strip()
    return not between.startswith((",", "(", "—", "–", "'", "’")) and between.count(" ") >= _FAR


def _may_speak(view: View, number: int, said: Attribution) -> bool:
    """Return whether the speaker found can be one: no clause, no function word, no dateline."""
    speaker = words(said.speaker)
    if not speaker or speaker[0] in _patterns().nobody or len(speaker) > _LONGEST_SPEAKER:
        return False
    stop = stop_words(view.document.article.language)
    if all(word in stop for word in speaker) or _patterns().clause.search(said.speaker):
        return False
    dateline = view.dateline(number)
    if (dateline and said.speaker == dateline.place) or _governs(view, number, said):
        return False
    sentence = view.sentence(number)
    named = view.text.find(said.speaker, sentence.start, sentence.end)
    return named < 0 or not _patterns().away.search(
        view.text[max(sentence.start, named - 8) : named]
    )


def _governs(view: View, number: int, said: Attribution) -> bool:
    """Return whether the speaker found is the subject of what is said: "said Moscow had no …"."""
    sentence = view.sentence(number)
    cue = view.text.rfind(said.cue, sentence.start, said.start)
    if cue < 0 or said.direct:
        return False
    between = view.text[cue + len(said.cue) : said.start].strip()
    return between == said.speaker and view.text[said.start].islower()


def _quote(view: View, number: int, said: Attribution | None) -> str | None:
    """Return the words quoted, as the article has them, without marks and last comma."""
    if said is None or not said.direct:
        return None
    sentence = view.sentence(number)
    for quotation in view.quotations(number):
        if quotation.start < said.end and said.start < quotation.end:
            start, end = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
            text = view.text[start:end].strip(_MARKS).rstrip(",")
            return text if len(words(text)) >= _FEW_WORDS else None
    return None
