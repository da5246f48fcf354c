"""Words that tell people, offices and organisations apart: those of every language together.

A name keeps its form in texts of any language, and an article quotes titles as they are; so one
set serves all. Words are in lower case ("ss" for "ß").
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from briefer import lang

_DATED = ("en", "de")  # languages that write days and months with a capital, as they do names


class NameWords(NamedTuple):
    """What words may be (`Names` of `briefer.lang` says what each of these is)."""

    honorifics: frozenset[str]
    short_offices: frozenset[str]
    offices: frozenset[str]
    office_modifiers: frozenset[str]
    bodies: frozenset[str]
    lone_bodies: frozenset[str]
    things: frozenset[str]
    affiliations: frozenset[str]
    first_words: frozenset[str]
    no_names: frozenset[str]
    particles: frozenset[str]
    joiners: frozenset[str]
    people: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]


@cache
def name_words() -> NameWords:
    """Return the words of all languages."""
    return NameWords(
        honorifics=_folded(lambda names: names.honorifics),
        short_offices=_folded(lambda names: names.short_offices),
        offices=_folded(lambda names: names.offices),
        office_modifiers=_folded(lambda names: names.office_modifiers),
        bodies=_folded(lambda names: names.bodies),
        lone_bodies=_folded(lambda names: names.lone_bodies),
        things=_folded(lambda names: names.things),
        affiliations=_folded(lambda names: names.affiliations),
        first_words=_folded(lambda names: names.first_words),
        no_names=_folded(lambda names: names.no_names) | _calendar(),
        particles=_folded(lambda names: names.particles),
        joiners=_folded(lambda names: names.joiners),
        people=_folded(lambda names: names.people),
        women=_folded(lambda names: names.women),
        men=_folded(lambda names: names.men),
        he=_folded(lambda names: names.he),
        she=_folded(lambda names: names.she),
    )


@cache
def given_names() -> frozenset[str]:
    """Return common given names of many countries: a hint that a name is a person's."""
    return frozenset(lang.every(lambda each: each.names.given))


@cache
def female_names() -> frozenset[str]:
    """Return given names of women: "he" stands for none of them."""
    return frozenset(lang.every(lambda each: each.names.female))


@cache
def unisex_names() -> frozenset[str]:
    """Return given names of women and of men."""
    return frozenset(lang.every(lambda each: each.names.unisex))


def _folded(words: Callable[[lang.Names], Iterable[str]]) -> frozenset[str]:
    return frozenset(word.casefold() for word in lang.every(lambda each: words(each.names)))


def _calendar() -> frozenset[str]:
    dates = [lang.language(code).dates for code in _DATED]
    listed = (word for each in dates for word in (*each.days, *each.months))
    return frozenset(listed) | frozenset(dates[0].short_months)
