"""Titles and offices, by their head word."""

from typing import Final

from briefer.grounding.lexicon import NOTHING, english
from briefer.grounding.wordlists import word_set

HEADS: Final = word_set(
    "president minister chancellor premier ambassador secretary senator governor mayor king queen "
    "prince princess pope general admiral colonel commander chief chairman chairwoman chair director "
    "spokesman spokeswoman spokesperson envoy commissioner judge prosecutor speaker leader deputy "
    "representative congressman congresswoman lawmaker mp emperor sultan emir ayatollah bishop "
    "archbishop cardinal professor doctor captain sergeant sheikh crown coordinator adviser advisor "
    "attorney consul diplomat ceo founder coach manager head vice"
)
# With the words that go before it: "Foreign Affairs Minister".
OFFICE_WORDS: Final = HEADS | word_set(
    "the foreign defence defense interior finance prime affairs ministry trade transport health "
    "justice security state council bank central court police army party union national general "
    "department house white commission committee"
)


def same_office(claim: str, source: str) -> bool:
    """Tell whether two head words (as keys) can mean one office: "envoy", "ambassador".

    By the news table alone: a dictionary's concepts are too wide for titles.
    """
    if claim == source:
        return True
    relations = english().relations
    mine, its = relations.get(claim, NOTHING), relations.get(source, NOTHING)
    return any(concept.startswith("#") for concept in mine.own & (its.own | its.wider))
