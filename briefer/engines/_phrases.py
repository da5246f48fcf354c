"""The words that tie a sentence to the one before it, made ready for one language."""

import re
from functools import cache
from typing import NamedTuple

from briefer.lang import Openings, every
from briefer.lang import language as tables_of
from briefer.text.wordings import either


class Phrases(NamedTuple):
    """One language's patterns; all but `subject` and `inner` are to be matched at an opening."""

    connective: re.Pattern[str]
    subject: re.Pattern[str]  # anywhere
    possessive: re.Pattern[str]
    lead: re.Pattern[str]  # a phrase before the subject: "During the fighting in mid-May, he …"
    dangling: re.Pattern[str]
    settled: re.Pattern[str]  # looks dangling, and is not
    ourselves: re.Pattern[str]
    vague: re.Pattern[str]
    marks: tuple[str, str]  # quotation marks that open and close


@cache
def phrases(language: str) -> Phrases:
    """Return the patterns of `language`; one unknown has hardly any."""
    words = tables_of(language).openings
    return Phrases(
        connective=_connective(words),
        subject=_opening(rf"\b(?:{either(words.subjects)})\b(?!['’-])"),
        possessive=_opening(rf"(?:{either(words.possessives)})\b"),
        lead=_opening(rf"(?:{either(words.leads)})\b[^,;:.\"“”]{{1,80}},\s"),
        dangling=_opening(rf"(?:{either(words.dangling)})(?!\w)"),
        settled=_opening(rf"(?:{either(words.settled)})(?!\w)"),
        ourselves=_opening(rf"(?:{either(words.ourselves)})\b"),
        vague=_vague(),
        marks=(words.marks[0], words.marks[1]) if words.marks else ("“", "”"),
    )


def _connective(words: Openings) -> re.Pattern[str]:
    """Return what finds "however, " and "but ", and not "and so ", with the space after it."""
    comma, bare, joiner = either(words.connectives), either(words.bare), either(words.joiners)
    joined = rf"(?:{joiner})(?!\s(?:{either(words.joiners_unless)})\b)"
    return _opening(rf"(?:(?:{comma})\s?[,،]|(?:{joined}|{bare})(?=\s))\s*")


@cache
def _vague() -> re.Pattern[str]:
    """Return what finds a noun of any language that means something said just before."""
    return _opening(
        "|".join(
            rf"(?:{either(words.vague)})\b(?!\s(?:{either(words.vague_unless)})\b)"
            for words in every(lambda tables: (tables.openings,))
            if words.vague
        )
    )


def _opening(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
