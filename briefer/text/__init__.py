"""Text: pure functions that find sentences, names, dates, quotations and speakers in an article.

    analysis     an article with all that its text shows: `analyse`
    compact      the same as bytes, to be kept: `packed`, `unpacked`
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
    from briefer.text._country_words import Mention
    from briefer.text._name_words import female_names, given_names, unisex_names
    from briefer.text._places import find_places
    from briefer.text._speech_words import data, reported, saying, sources
    from briefer.text._stamp_words import stamp_words
    from briefer.text.analysis import analyse
    from briefer.text.chunks import chunk
    from briefer.text.claim_language import UNKNOWN, Reader, reader_of, same_language
    from briefer.text.compact import analysis_version, packed, unpacked
    from briefer.text.countries import country_code, find_countries, find_peoples
    from briefer.text.datelines import DatelineReading, read_dateline
    from briefer.text.dates import find_dates, tense
    from briefer.text.folding import disguised, folded, lookalike, seen
    from briefer.text.headlines import SHORT, as_to_come, in_sentence_case, openings, short_forms
    from briefer.text.hosts import is_loopback, sub_path
    from briefer.text.language import detect
    from briefer.text.mediatopics import broader, named_subject, subject_of, subjects
    from briefer.text.neighbours import is_country
    from briefer.text.numbers import find_numbers
    from briefer.text.scripts import LATIN, known, main_script, script_of
    from briefer.text.searching import (
        Fragment,
        Query,
        Term,
        hits,
        indexed,
        marked,
        parse,
        snippet,
        words_in,
    )
    from briefer.text.sentences import split
    from briefer.text.shortening import beginnings
    from briefer.text.stamps import Stamp, find_stamps, left_over, may_name_a_day, plain_digits
    from briefer.text.tokens import counter
    from briefer.text.weekdays import by_weekday
    from briefer.text.wordings import either
    from briefer.text.words import content_stems, fold, spans, stem, stop_words
    from briefer.text.zones import country_of_zone
else:
    __getattr__ = door(
        __name__,
        {
            "_country_words": ("Mention",),
            "_name_words": ("female_names", "given_names", "unisex_names"),
            "_places": ("find_places",),
            "_speech_words": ("data", "reported", "saying", "sources"),
            "_stamp_words": ("stamp_words",),
            "analysis": ("analyse",),
            "chunks": ("chunk",),
            "claim_language": ("Reader", "UNKNOWN", "reader_of", "same_language"),
            "compact": ("analysis_version", "packed", "unpacked"),
            "countries": ("country_code", "find_countries", "find_peoples"),
            "datelines": ("DatelineReading", "read_dateline"),
            "dates": ("find_dates", "tense"),
            "folding": ("disguised", "folded", "lookalike", "seen"),
            "headlines": ("SHORT", "as_to_come", "in_sentence_case", "openings", "short_forms"),
            "hosts": ("is_loopback", "sub_path"),
            "language": ("detect",),
            "mediatopics": ("broader", "named_subject", "subject_of", "subjects"),
            "neighbours": ("is_country",),
            "numbers": ("find_numbers",),
            "scripts": ("LATIN", "known", "main_script", "script_of"),
            "searching": (
                "Fragment",
                "Query",
                "Term",
                "hits",
                "indexed",
                "marked",
                "parse",
                "snippet",
                "words_in",
            ),
            "sentences": ("split",),
            "shortening": ("beginnings",),
            "stamps": ("Stamp", "find_stamps", "left_over", "may_name_a_day", "plain_digits"),
            "tokens": ("counter",),
            "wordings": ("either",),
            "weekdays": ("by_weekday",),
            "words": ("content_stems", "fold", "spans", "stem", "stop_words"),
            "zones": ("country_of_zone",),
        },
    )

__all__ = [
    "LATIN",
    "SHORT",
    "UNKNOWN",
    "DatelineReading",
    "Fragment",
    "Mention",
    "Query",
    "Reader",
    "Stamp",
    "Term",
    "analyse",
    "analysis_version",
    "as_to_come",
    "beginnings",
    "broader",
    "by_weekday",
    "chunk",
    "claim_language",
    "content_stems",
    "counter",
    "country_code",
    "country_of_zone",
    "data",
    "detect",
    "disguised",
    "either",
    "evidence",
    "female_names",
    "find_countries",
    "find_dates",
    "find_numbers",
    "find_peoples",
    "find_places",
    "find_stamps",
    "fold",
    "folded",
    "given_names",
    "hits",
    "in_sentence_case",
    "indexed",
    "is_country",
    "is_loopback",
    "known",
    "left_over",
    "lookalike",
    "main_script",
    "marked",
    "may_name_a_day",
    "named_subject",
    "neighbours",
    "openings",
    "packed",
    "parse",
    "plain_digits",
    "read_dateline",
    "reader_of",
    "reported",
    "same_language",
    "saying",
    "script_of",
    "scripts",
    "seen",
    "short_forms",
    "snippet",
    "sources",
    "spans",
    "split",
    "stamp_words",
    "stem",
    "stop_words",
    "sub_path",
    "subject_of",
    "subjects",
    "tense",
    "unisex_names",
    "unpacked",
    "words",
    "words_in",
]
