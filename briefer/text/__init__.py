"""Text: pure functions that find sentences, names, dates, quotations and speakers in an article.

    analysis     an article with all that its text shows: `analyse`
    sentences, tokens, words, chunks   where things begin and end, with exact offsets
    names, countries, dates, numbers, quotations, attribution   what stands in a text
    language, claim_language   which language a text, or a claim, is in
    evidence     sentence numbers turned into exact source text
    searching    what is indexed, asked and shown

No input or output, no settings, no model; whatever belongs to one language is data.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.text._female_names import FEMALE_NAMES, UNISEX_NAMES
    from briefer.text._given_names import GIVEN_NAMES
    from briefer.text._source_words import DATA, SOURCES
    from briefer.text.analysis import analyse
    from briefer.text.chunks import chunk
    from briefer.text.claim_language import (
        UNKNOWN,
        Reader,
        main_script,
        reader_of,
        same_language,
        script_of,
    )
    from briefer.text.countries import country_code, find_countries
    from briefer.text.dates import find_dates
    from briefer.text.hosts import is_loopback
    from briefer.text.language import detect
    from briefer.text.neighbours import is_country
    from briefer.text.numbers import find_numbers
    from briefer.text.searching import Piece, Query, hits, indexed, marked, parse, snippet
    from briefer.text.sentences import split
    from briefer.text.shortening import beginnings
    from briefer.text.tokens import counter
    from briefer.text.words import content_stems, fold, spans, stem, stop_words
else:
    __getattr__ = door(
        __name__,
        {
            "_female_names": ("FEMALE_NAMES", "UNISEX_NAMES"),
            "_given_names": ("GIVEN_NAMES",),
            "_source_words": ("DATA", "SOURCES"),
            "analysis": ("analyse",),
            "chunks": ("chunk",),
            "claim_language": (
                "Reader",
                "UNKNOWN",
                "main_script",
                "reader_of",
                "same_language",
                "script_of",
            ),
            "countries": ("country_code", "find_countries"),
            "dates": ("find_dates",),
            "hosts": ("is_loopback",),
            "language": ("detect",),
            "neighbours": ("is_country",),
            "numbers": ("find_numbers",),
            "searching": ("Piece", "Query", "hits", "indexed", "marked", "parse", "snippet"),
            "sentences": ("split",),
            "shortening": ("beginnings",),
            "tokens": ("counter",),
            "words": ("content_stems", "fold", "spans", "stem", "stop_words"),
        },
    )

__all__ = [
    "DATA",
    "FEMALE_NAMES",
    "GIVEN_NAMES",
    "SOURCES",
    "UNISEX_NAMES",
    "UNKNOWN",
    "Piece",
    "Query",
    "Reader",
    "analyse",
    "beginnings",
    "chunk",
    "claim_language",
    "content_stems",
    "counter",
    "country_code",
    "detect",
    "evidence",
    "find_countries",
    "find_dates",
    "find_numbers",
    "fold",
    "hits",
    "indexed",
    "is_country",
    "is_loopback",
    "main_script",
    "marked",
    "neighbours",
    "parse",
    "reader_of",
    "same_language",
    "script_of",
    "snippet",
    "spans",
    "split",
    "stem",
    "stop_words",
    "words",
]
