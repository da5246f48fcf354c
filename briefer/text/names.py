"""Proper names: people with their office, organisations and places.

Names are found by their capitals, and told apart by titles, offices, given names and the words
that head an organisation's name. Inside one article a short form means its full form: "Lavrov" is
the Sergey Lavrov whom the article names elsewhere. Scripts without capitals give known places and
organisations, and people after a title.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from briefer import lang
from briefer.models import NameMention, Sentence
from briefer.text._country_words import Mention
from briefer.text._name_forms import Draft, resolved
from briefer.text._name_patterns import titled_people
from briefer.text._name_roles import (
    office_of,
    role_after,
    role_before,
    role_beside,
    split_role,
    unbroken,
)
from briefer.text._name_runs import Run, Token, runs, tokens
from briefer.text._name_words import name_words
from briefer.text._places import find_places

_ACRONYM = re.compile(r"[^\W\d_][^\W_]{1,6}")
_WHO = re.compile(r",\s(?:who\s|whose\s|\d\d,)|\s(?:himself|herself)\b")
_SIMPLE = re.compile(r"(?![RD]-[A-Z]|[A-Z]-[a-z])[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_COMPLEMENT = re.compile(
    r"(?:[Mm]inist(?:re|ère)|[Ss]ecrétaire|[Mm]inistr[oa]|[Mm]inisterio)[\w\s’'-]{0,30}?\s(?:des|de\sla|du|aux|de)\s\Z|"
    r"\s(?:de|à)\sl['’]\Z",
)
_CODE = re.compile(r"[A-Z]{1,6}-?\d{1,4}")
_PLAIN_ENDING = re.compile(r"(?:s|ing|ed|ly|tion|sion|ment|ness|ity|ism|ence|ance|ers?)\Z")
_KINDS: dict[str, Literal["organisation", "place", "other"]] = {
    "country": "place",
    "capital": "place",
    "city": "place",
    "government": "organisation",
    "people": "other",
}
_MOST_WORDS = 5  # in a person's name


@cache
def _speaks() -> re.Pattern[str]:
    """Return what stands after a lone word that is somebody's name."""
    return re.compile(rf"\s(?:{'|'.join(lang.language('en').names.speaks)})(?!\w)|['’]s\s")


def find_names(
    text: str, sentences: Sequence[Sentence], language: str = "en"
) -> tuple[NameMention, ...]:
    """Return the proper names of `text` in order, each under its fullest form.

    A people ("Russian") is of the kind "other"; it, a place, a capital and a seat of government
    have the country they stand for.
    """
    places = find_places(text, language)
    words = tokens(text, sentences, places)
    found = [draft for run in runs(text, words) for draft in _mentions(text, run, language)]
    found += [Draft(person) for person in titled_people(text, places, language)]
    taken = sorted((d.mention.start, d.mention.end) for d in found)
    found += [_placed(text, place) for place in _uncovered(places, taken)]
    return resolved(text, found, language)


def _uncovered(places: Sequence[Mention], taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Yield the places outside the spans `taken`, which are in order."""
    at = 0
    for place in places:
        while at < len(taken) and taken[at][1] <= place.start:
            at += 1
        if at == len(taken) or taken[at][0] >= place.end:
            yield place


def _placed(text: str, place: Mention) -> Draft:
    name = place.name or text[place.start : place.end]
    if place.kind == "organisation":
        mention = NameMention(place.start, place.end, "organisation", name)
        return Draft(mention, key=place.code)
    return Draft(
        NameMention(place.start, place.end, _KINDS[place.kind], name, None, place.code or None)
    )


def _mentions(text: str, run: Run, language: str) -> Iterator[Draft]:
    """Yield the names of one run."""
    if all(token.label == "D" for token in run):
        return  # places are added as they are
    role, person = split_role(text, run)
    if person:
        yield _titled(text, role, person)
    elif any(token.label == "O" for token in run):
        yield from _organisation(text, _without_office(run), language)
    elif not role:
        yield from _plain(text, run, language)


def _titled(text: str, role: Run, person: Run) -> Draft:
    start, end = person[0].start, person[-1].end
    office = [t for t in role if t.label != "H"]
    words = text[office[0].start : office[-1].end] if office else None
    if words and office[-1].text.casefold() in name_words().short_offices:
        words += text[office[-1].end : office[-1].end + 1].strip()  # "Sen."
    after = role_after(text, end) if words is None else None
    return Draft(NameMention(start, end, "person", text[start:end], words or after))


def _without_office(run: Run) -> Run:
    """Return the part of a run that names an organisation: "Head of the Foreign Ministry"."""
    offices = [i for i, token in enumerate(run) if token.label == "R"]
    if not offices:
        return run
    after, before = run[offices[-1] + 1 :], run[: offices[0]]
    return after if any(t.label == "O" for t in after) else before


def _organisation(text: str, run: Run, language: str) -> Iterator[Draft]:
    """Yield an organisation and, where a full name follows its last word, a person of it."""
    heads = [i for i, token in enumerate(run) if token.label == "O"]
    if not heads:
        return
    rest = run[heads[-1] + 1 :]
    if len(rest) >= 2 and rest[0].label == "G" and heads[-1] > 0:
        yield _of_organisation(text, run[: heads[-1] + 1], rest, language)
        return
    if len(run) == 1 and (run[0].opens or run[0].text.casefold() not in name_words().lone_bodies):
        return
    start, end = run[0].start, run[-1].end
    yield Draft(NameMention(start, end, "organisation", text[start:end]))


def _of_organisation(text: str, organisation: Run, person: Run, language: str) -> Draft:
    """Return a person whose organisation stands before the name, with the office there."""
    begin = office_of(text, organisation[0].start)
    role = text[begin : organisation[-1].end] if begin < organisation[0].start else None
    start, end = person[0].start, person[-1].end
    role = role or role_before(text, start, language) or role_after(text, end)
    return Draft(NameMention(start, end, "person", text[start:end], role))


def _plain(text: str, run: Run, language: str) -> Iterator[Draft]:
    """Yield what a run without office or organisation's head word is."""
    known = 0
    while known < len(run) and run[known].label in {"D", "A"}:
        known += 1
    if known and len(run) - known >= 2 and run[known].label == "G":
        yield _of_organisation(text, run[:known], unbroken(text, run[known:]), language)
        return
    run = _core(run)
    if len(run) == 1 and run[0].label != "M":
        yield from _lone(text, run[0], language)
    elif len(run) > 1:
        yield from _several(text, run, language)


def _core(run: Run) -> Run:
    """Return a run less the places and plain words round the name: "Iran Nuclear Deal"."""
    while run and run[0].label == "D":
        run = run[1:]
    if len(run) > 2 and run[0].opens and run[0].label == "N" and run[1].label == "G":
        run = run[1:]
    while len(run) > 1 and run[-1].label in {"D", "M", "A"}:
        run = run[:-1]
    return run


def _several(text: str, run: Run, language: str) -> Iterator[Draft]:
    """Yield what several capitalised words are: a person, or something else."""
    start, end = run[0].start, run[-1].end
    name = text[start:end]
    if name.isupper():
        return  # a dateline or a heading
    role = role_before(text, start, language) or role_after(text, end)
    role = role or role_beside(text, start, end, language)
    if role or _is_person(run):
        yield Draft(NameMention(start, end, "person", name, role))
    elif language != "de" and _may_be_person(run):
        yield Draft(
            NameMention(start, end, "person", name),
            guessed=not _WHO.match(text, end),
            opens=run[0].opens,
        )
    else:
        yield Draft(NameMention(start, end, "other", name), doubtful=language == "de")


def _is_person(run: Run) -> bool:
    """Whether a run begins with a given name or an initial."""
    initial = len(run[0].text) <= 2 and run[0].text.endswith(".")
    return (run[0].label == "G" or initial) and len(run) <= _MOST_WORDS


def _may_be_person(run: Run) -> bool:
    """Whether a run of unknown words has the form of a person's name."""
    if len(run) > 3 or any(token.label not in {"N", "G"} for token in run):
        return False
    if (
        run[-1].text.casefold() in name_words().things
        or run[0].text.casefold() in name_words().things
    ):
        return False
    return not any(token.text.isupper() and len(token.text) > 3 for token in run)


def _lone(text: str, token: Token, language: str) -> Iterator[Draft]:
    """Yield a single capitalised word, if it is likely to be a name."""
    word, start, end = token.text, token.start, token.end
    if (
        not (_SIMPLE.fullmatch(word) or _CODE.fullmatch(word))
        or word.casefold() in name_words().things
    ):
        return
    if language in {"fr", "es"} and _COMPLEMENT.search(text, max(0, start - 60), start):
        return  # "ministre de la Défense"
    role = role_before(text, start, language, full=language in {"ru", "uk"})
    if role and not token.opens:
        yield Draft(NameMention(start, end, "person", word, role))
    elif word.isupper() and _ACRONYM.fullmatch(word) and len(word) <= 6:
        if word not in lang.language("en").names.no_acronyms:
            yield Draft(NameMention(start, end, "organisation", word), key=word)
    else:
        named = token.label == "G" or (
            _speaks().match(text, end) and not _PLAIN_ENDING.search(word)
        )
        doubtful = language == "de" or (token.opens and not named)
        yield Draft(NameMention(start, end, "other", word), doubtful)
