"""Pronouns that stand where a sentence's subject or its speaker should be, and whom they mean.

A pronoun is replaced only where the text stage has resolved the speaker, or where the sentence
before has one person, who is its subject (English only). Everything else stays as it is, and
counts against the sentence.
"""

import re
from functools import cache
from typing import NamedTuple

from briefer.engines._view import DocumentView
from briefer.lang import every, language
from briefer.models import Attribution, NameMention
from briefer.text._name_words import female_names, given_names, unisex_names
from briefer.text._speech_words import saying
from briefer.text.wordings import either

_NEAR = 25  # characters between a pronoun and its verb
_SUBJECT = 60  # characters that titles before a name may take
_CHAIN = 3  # sentences back that a pronoun is followed


class _Patterns(NamedTuple):
    """What is said of people: verbs in any language, the rest in English."""

    titles: re.Pattern[str]
    unnamed: re.Pattern[str]  # somebody without a name whom "he" may mean as well
    aside: re.Pattern[str]  # "…, he said": a speaker of whom the sentence itself says no more
    others: dict[str, re.Pattern[str]]  # "he": the pronouns that are somebody else's
    women: frozenset[str]


@cache
def _patterns() -> _Patterns:
    english = language("en")
    names, people = english.names, english.people
    somebody = either((*names.people, *names.women, *names.men, *people.unnamed))
    men, women = names.he + people.his, names.she + people.hers
    man, woman = (re.compile(rf"\b(?:{either(p)})\b", re.IGNORECASE) for p in (men, women))
    subjects = either(every(lambda tables: tables.openings.subjects))
    verbs = either(saying())
    auxiliary = either(every(lambda tables: tables.speaking.auxiliaries))
    return _Patterns(
        re.compile(rf"(?:(?:[^\W\da-z_][\w.'’-]*|{either(people.titles)})\s)*"),
        re.compile(rf"\b(?:{somebody})\b", re.IGNORECASE),
        re.compile(rf"[,،—–-]\s({subjects})\s(?:\w+ly\s)?(?:(?:{auxiliary})\s)?(?:{verbs})\b"),
        dict.fromkeys(men, woman) | dict.fromkeys(women, man),
        frozenset(women),
    )


class Person(NamedTuple):
    """Who is meant, and the sentences that show it."""

    name: str
    sentences: tuple[int, ...]


class Replacement(NamedTuple):
    """Words to put in the place of `article.text[start:end]`."""

    start: int
    end: int
    words: str


class Pointing(NamedTuple):
    """The edit that names whom a sentence's pronoun means; `loose`: it has one that stays."""

    edit: Replacement | None = None
    sentences: tuple[int, ...] = ()
    loose: bool = False


def speaker_of(view: DocumentView, said: Attribution) -> Person:
    """Return the speaker, and the sentences of the attribution and of the speaker's full name."""
    naming = view.naming(said.speaker, said.speaker_sentence)
    homes = {said.sentence, said.speaker_sentence, naming or said.speaker_sentence}
    return Person(said.speaker, tuple(sorted(homes)))


def pointing(view: DocumentView, number: int, start: int) -> Pointing:
    """Return what is to be done about the pronouns of a sentence that is told from `start`."""
    found = _pronoun(view, number, start)
    if found is None:
        return Pointing()
    possessive = view.phrases.possessive.fullmatch(found.group())
    person = _antecedent(view, number) if possessive else _meant(view, number, *found.span())
    if person is None or not _fits(found.group().lower(), person.name):
        return Pointing(loose=True)
    other = _patterns().others.get(found.group().lower())
    rest = other.search(view.text, found.end(), view.sentence(number).end) if other else None
    name = in_sentence(view, person.name) if found.start() > start else person.name
    edit = Replacement(found.start(), found.end(), name + ("’s" if possessive else ""))
    return Pointing(edit, person.sentences, loose=rest is not None)


def in_sentence(view: DocumentView, name: str) -> str:
    """Return a speaker as it stands inside a sentence: a common noun begins small there."""
    first, _, rest = name.partition(" ")
    tables = language(view.document.article.language).determiners
    article = first.casefold() in {*tables.definite, *tables.indefinite, *tables.possessive}
    return f"{first.lower()} {rest}" if article and rest else name


def _fits(pronoun: str, name: str) -> bool:
    """Return whether the given name allows the pronoun: "he" is no Angela."""
    given = name.split(maxsplit=1)[0].casefold()
    if given in unisex_names() or pronoun not in _patterns().others:
        return True
    woman = given in female_names()
    return woman == (pronoun in _patterns().women) if woman or given in given_names() else True


def _pronoun(view: DocumentView, number: int, start: int) -> re.Match[str] | None:
    """Return the pronoun that stands where a sentence's subject or its speaker should be.

    A pronoun further on most often means somebody whom the sentence itself has named.
    """
    patterns, end = view.phrases, view.sentence(number).end
    found = patterns.possessive.match(view.text, start, end) or patterns.subject.match(
        view.text, start, end
    )
    if found is None:
        lead = patterns.lead.match(view.text, start, end)
        found = patterns.subject.match(view.text, lead.end(), end) if lead else None
        if found and any(start <= name.start < found.start() for name in _people(view, number)):
            found = None
    if found and not view.quoted(found.start(), number):
        return found
    return _speaking(view, number, start)


def _speaking(view: DocumentView, number: int, start: int) -> re.Match[str] | None:
    """Return the pronoun of "he said": after a quotation or a comma, or beside a known verb."""
    said, text, end = view.said(number), view.text, view.sentence(number).end
    quotations = view.quotations(number)
    known = said if said and said.speaker_sentence != number else None
    aside = _patterns().aside.search(text, start, end)
    if not (aside or known or quotations):
        return None
    for found in view.phrases.subject.finditer(text, start, end):
        at = found.start()
        if view.quoted(at, number):
            continue
        after_quotation = any(0 <= at - q.end <= 4 for q in quotations)
        by_verb = known and _beside(text, known, *found.span())
        if after_quotation or by_verb or (aside and aside.start(1) == at):
            return found
    return None


def _people(view: DocumentView, number: int) -> list[NameMention]:
    """Return who is named in a sentence; of a name that may be anything's, also who it may be."""
    return [
        name
        for name in view.names(number)
        if name.kind == "person"
        or (name.kind == "other" and name.country is None and " " in name.name)
    ]


def _meant(view: DocumentView, number: int, start: int, end: int) -> Person | None:
    """Return whom the pronoun at `start` means: the resolved speaker, or the one just named."""
    said = view.said(number)
    if said and _beside(view.text, said, start, end):
        known = said.speaker_sentence != number and view.may_be_named(said.speaker)
        return speaker_of(view, said) if known else None
    return _antecedent(view, number)


def _beside(text: str, said: Attribution, start: int, end: int) -> bool:
    """Return whether the verb of saying is the pronoun's: "he said", "said he"."""
    if said.cue in text[end : end + _NEAR + len(said.cue)]:
        return True
    return text[max(0, start - len(said.cue) - 2) : start].rstrip().endswith(said.cue)


def _antecedent(view: DocumentView, number: int, depth: int = _CHAIN) -> Person | None:
    """Return the one person of the sentence before, if that is its subject (English only).

    Where that sentence has a pronoun for its subject too, it is the same person's.
    """
    if number == 1 or depth == 0 or view.document.article.language != "en":
        return None
    before = view.sentence(number - 1)
    people = _people(view, number - 1)
    if view.bare_quotation(number - 1) or _patterns().unnamed.search(
        view.text, before.start, before.end
    ):
        return None
    if not people and view.phrases.subject.match(view.text, before.start, before.end):
        return _antecedent(view, number - 1, depth - 1)
    if len({n.name for n in people}) != 1 or not _is_subject(view, people[0], number - 1):
        return None
    name = people[0].name
    if not view.may_be_named(name):
        return None
    return Person(name, tuple(sorted({number - 1, view.naming(name, number - 1) or number - 1})))


def _is_subject(view: DocumentView, mention: NameMention, number: int) -> bool:
    """Return whether a person is who a sentence is about: its speaker, or its first words."""
    said = view.said(number)
    if said is not None:
        return said.speaker == mention.name
    start = view.start(number)
    if mention.start - start > _SUBJECT or view.text[mention.end : mention.end + 2] in ("'s", "’s"):
        return False
    return _patterns().titles.fullmatch(view.text, start, mention.start) is not None
