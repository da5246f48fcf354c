"""Unnamed sources: "two officials familiar with the talks", "insurers in London"."""

from collections.abc import Sequence

from briefer.text._source_words import SOURCES
from briefer.text._speech import Speaker
from briefer.text._verb_words import BE, HAVE, MARKS, Word

PREPOSITIONS = frozenset(
    """
    of for from in at by with on to about against between among under over near outside inside
    behind during after before since into through within without including like despite amid as
    than via across around toward towards regarding concerning
    """.split(),
)
CONJUNCTIONS = frozenset(
    """
    that because while when if but although though whether how why what and or so yet where unless
    until which who whom whose said says as than
    """.split(),
)
DETERMINERS = frozenset(
    """
    the a an his her their its our my one another some many several most other both all these those
    this that two three four five six seven eight nine ten no every each few such
    """.split(),
)
_AFTER_HEAD = PREPOSITIONS | frozenset(
    """
    who familiar close briefed involved speaking named identified quoted based with knowledge led
    whose working present
    """.split(),
)
_CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    """.split(),
)
_LONG_PHRASE = 14  # words that may follow the noun of an unnamed source
_FINITE = frozenset(
    """
    says shows finds suggests claims reports argues notes warns met said told left came went took made
    held began won lost sent saw got became spoke struck broke brought gave found
    """.split(),
)
_PARTICIPLES = frozenset(
    "concerned interviewed reached contacted united appointed elected led armed cited indeed".split(),
)
_FALLBACK = 6  # words an unnamed, unlisted source may have at most


def source(words: Sequence[Word], *, strong: bool) -> Speaker | None:
    """Return an unnamed source: "two officials familiar with the talks"."""
    for at, word in enumerate(words):
        if word.low.removesuffix("'s").removesuffix("’s") != word.low:
            continue
        if word.low in SOURCES and (at + 1 == len(words) or words[at + 1].low in _AFTER_HEAD):
            if _is_clause(words[at + 1 :]):
                return None
            begin = _phrase_start(words, at)
            return Speaker(words[begin].start, _bare_end(words[-1]), "words")
    if strong and _is_plural_noun(words):
        return Speaker(words[0].start, _bare_end(words[-1]), "words")
    plain = 1 < len(words) <= _FALLBACK and not any(w.low in PREPOSITIONS for w in words)
    if strong and plain and words[0].low in DETERMINERS:
        return Speaker(words[0].start, _bare_end(words[-1]), "words")
    return None


def _is_plural_noun(words: Sequence[Word]) -> bool:
    """Whether `words` are such as "insurers", "insurers in London": people nobody has listed."""
    first = words[0].low
    if (
        len(words) > _FALLBACK
        or not first.endswith("s")
        or first.endswith(("ss", "us", "is", "'s"))
    ):
        return False
    if first in CONJUNCTIONS or first in PREPOSITIONS or len(first) < 5:
        return False
    rest = words[1:]
    return not rest or (rest[0].low in {"in", "at", "from", "for", "of"} and not _is_clause(rest))


def _is_clause(words: Sequence[Word]) -> bool:
    """Whether what follows a noun is no phrase of its own: it has a verb, or breaks off."""
    if not words:
        return False
    if words[-1].low in DETERMINERS or words[-1].low in PREPOSITIONS or len(words) > _LONG_PHRASE:
        return True
    return any(
        word.low in BE
        or word.low in HAVE
        or word.low in _FINITE
        or (word.low.endswith("ed") and word.low not in _AFTER_HEAD | _PARTICIPLES)
        for word in words
    )


def _bare_end(word: Word) -> int:
    return word.end - (len(word.text) - len(word.text.rstrip(MARKS + ",.")))


def _phrase_start(words: Sequence[Word], head: int) -> int:
    """Return where the noun phrase of `head` begins."""
    at = head
    while at and words[at - 1].low not in PREPOSITIONS and words[at - 1].low not in CONJUNCTIONS:
        at -= 1
        if words[at].low in DETERMINERS:
            break
        if words[at].low in BE or words[at].low in HAVE:
            at += 1  # "there are economists"
            break
    while at < head and words[at].low in _CALENDAR:
        at += 1
    return at
