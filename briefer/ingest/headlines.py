"""What a line of a head can be: a headline, the name of an outlet, a person, a place."""

import re
from functools import cache

from briefer.lang import every
from briefer.text._name_words import given_names
from briefer.text._stamp_words import fold, stamp_words

CLOSED = re.compile(r"[.。।۔…;؛][\"”»’)\]]*$")
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
CLOCK = re.compile(r"\d[:.]\d\d|\d{3}")
_HEADLINE_WORDS = range(3, 30)
_NAME_WORDS = (
    "of the and de la le les du des del di da do dos el y e et und der die das den van von for in zu al "
    "na ya"
)
NAME_SMALL = frozenset(_NAME_WORDS.split())
ARTICLES = frozenset({"the", "la", "le", "les", "el", "il", "der", "die", "das", "o"})
_FOR = re.compile(r"\s[^\W\d]{2,4}\s(?=\W{0,3}[A-ZÀ-Þ])")  # "Jane Doe for The Gazette"
_OUTLET_WORDS = 6
_CJK_NAME = 14  # characters
_CJK_HEADLINE = 8
_UNSPACED_NAME = 24  # characters
_PERSON = 3  # words of a name
_MASTHEAD = 12  # words of an issuer's name above a headline


def is_name(words: str) -> bool:
    """Whether `words` can be the name of an outlet: capitals but for small words, no sentence."""
    listed = words.replace("|", " ").split()
    if not listed or len(listed) > _OUTLET_WORDS or CLOSED.search(words):
        return False
    if CLOCK.search(words):
        return False
    if CJK.search(words):
        return len(words) <= _CJK_NAME
    if _UNSPACED.search(words):
        return len(words) <= _UNSPACED_NAME
    if words.upper() == words.lower():
        return len(listed) <= 4
    return all(w[0].isupper() or not w[0].isalpha() or w.casefold() in NAME_SMALL for w in listed)


def may_be_masthead(words: str) -> bool:
    """Whether a line above the headline can be a name that is written like a phrase.

    "Ministerium für Wasser und Küste", "Северный курьер": a capital at its beginning, no sentence.
    """
    if CLOSED.search(words) or CLOCK.search(words) or words[-1:] in ":?!,":
        return False
    plain = words[:1].isupper() or words[:1].upper() == words[:1].lower()
    return plain and len(words.split()) <= _MASTHEAD and not names_a_day(words)


def is_masthead(words: str) -> bool:
    """Whether a name holds a word of publishers' and offices' names, or an article: "The Gazette"."""
    listed = words.casefold().split()
    return bool(listed) and (listed[0] in ARTICLES or not _masthead_words().isdisjoint(listed))


def is_office(words: str) -> bool:
    """Whether a name holds a word that names of offices and companies hold."""
    return not _bodies().isdisjoint(words.casefold().split())


@cache
def _bodies() -> frozenset[str]:
    return frozenset(every(lambda each: each.names.bodies))


@cache
def _masthead_words() -> frozenset[str]:
    return frozenset(every(lambda each: (*each.names.bodies, *each.closing.papers)))


def is_person(words: str) -> bool:
    """Whether `words` are a person's name, by its given name."""
    listed = words.split()
    return 2 <= len(listed) <= _PERSON and listed[0].casefold() in given_names() and is_name(words)


def is_place(words: str) -> bool:
    """Whether `words` name a country or a place that is known to lie in one."""
    from briefer.text.countries import find_countries  # noqa: PLC0415 - loads country names

    return len(words.split()) <= 2 and bool(find_countries(words, "en"))


def names_a_day(words: str) -> bool:
    """Whether a line ends in a weekday: "Nairobi, Thursday" is where and when, not who."""
    known = stamp_words().get(fold(words.rpartition(" ")[2].strip(".,")), "")
    return known is not None and known.kind == "day"


def is_titlecase(words: str) -> bool:
    """Whether most words begin with a capital: a name's, not a headline's."""
    listed = [word for word in words.split() if word[0].isalpha() and len(word) > 3]
    return sum(word[0].isupper() for word in listed) > 0.7 * len(listed)


def headline_of(lines: list[str], *, issued: bool = False) -> int | None:
    """Return which line is the headline: the first of more than a name's length, else the first.

    `issued`: an issuer's name stands among the lines, which may be long.
    """
    long = [n for n, words in enumerate(lines) if is_long(words)]
    telling = [n for n in long if not is_name(lines[n])]
    if issued:
        telling = [n for n in telling if not is_titlecase(lines[n])] or telling
    short = [n for n, words in enumerate(lines) if not is_place(words.partition(",")[0])]
    return next(iter([*telling[:1], *long, *short]), None)


def is_unspaced(words: str) -> bool:
    """Whether a line is in letters that part neither words nor, by a full stop, sentences."""
    return _UNSPACED.search(words) is not None


def is_long(words: str) -> bool:
    """Whether a line has as many words as a headline."""
    if CJK.search(words):
        return len(words) >= _CJK_HEADLINE
    if _UNSPACED.search(words):
        return len(words) > _CJK_NAME
    return len(words.split()) in _HEADLINE_WORDS


def titled(title: str | None) -> tuple[str | None, str | None]:
    """Return a headline, and the site whose name a page's title has after a bar."""
    before, bar, last = (title or "").rpartition(" | ")
    if bar and is_name(last.strip()) and len(before.split()) > len(last.split()):
        return before.strip(), last.strip()
    return title, None


def author_of(names: str | None) -> tuple[str | None, str | None]:
    """Return the author and the outlet of a byline: "Jane Doe, Example Wire"; "Jane Doe (Wire)"."""
    if names is None:
        return None, None
    match = re.fullmatch(
        r"(?P<who>[^,|/(（]{3,60})(?:\s?[,|/·•–—]\s?|\s?[(（])(?P<what>[^,|/()（）]{2,50})[)）]?",
        names,
    )
    if match and len(match["what"].split()) >= 2 and is_name(match["what"].strip()):
        what = match["what"].strip()
        if not is_person(what):
            return match["who"].strip(), what
    for_whom = _FOR.search(names)
    what = names[for_whom.end() :].strip(" *_") if for_whom else ""
    if for_whom and is_masthead(what) and len(what.split()) <= _OUTLET_WORDS:
        return names[: for_whom.start()].strip(), what
    return names, None
