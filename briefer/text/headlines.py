"""Short forms of headlines and of sentences that serve as one.

What comes after ("as rescuers search", "after talks in Seoul"), who says it ("IAEA says") and on
which weekday it was may go; so may the words that only place a town ("the Ukrainian port city of").
What is left says less; whether it still says the same is for the check to decide.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from briefer.lang import language
from briefer.text.shortening import beginnings, without_relative
from briefer.text.wordings import either
from briefer.text.words import stem

SHORT = 90  # characters of a title
FEWEST = 4  # words of a short form
_MOST = 12  # forms of one headline

_LONG = 3  # letters; shorter words have small letters in every headline
_PLAIN_VERB = re.compile(r"(?!(?:is|has|was|does)\b)[a-z]{3,}")
_TAIL = re.compile(r"\s[-–—|]\s[^-–—|]{1,30}$")
# "Ferry fire off Klow: toll rises": a topic, which nobody takes for who says the rest.
_TOPIC = re.compile(r"^((?=[^:]*\s[^\W\d_A-Z][^:\s]*)[^:\s]+(?:\s[^:\s]+){2,7}):\s+(?=\S)")
_LABEL = re.compile(r"^[^:]{1,25}:\s+(?=\S)")


class _Cuts:
    """What of a headline may go, in one language."""

    def __init__(self, code: str) -> None:
        own = language(code).headlines
        self.clauses = re.compile(rf",?\s(?:{either(own.clauses)})\s", re.IGNORECASE)
        self.says = re.compile(rf",\s[^,]{{1,60}}\s(?:{either(own.says)})\.?$", re.IGNORECASE)
        self.days = re.compile(rf",?\s(?:{either(own.days)})(?=[\s,.]|$)")
        self.places = re.compile(
            rf"\b(?:{either(own.places)})\s(?=[^\W\d_a-zß-öø-ÿ])" if own.places else r"(?!)"
        )
        self.auxiliaries = re.compile(rf"\s(?:{either(own.auxiliaries)})(?=\s\w+ed\s)")

        self.contrasts = re.compile(rf",\s(?:{either(own.contrasts)})\s")

    def terse(self, text: str) -> str:
        """Return a text without its weekdays, what its towns are, and auxiliaries."""
        return self.auxiliaries.sub("", self.places.sub("", self.days.sub("", text))).strip()


@cache
def _cuts(code: str) -> _Cuts:
    return _Cuts(code)


def short_forms(headline: str, code: str) -> tuple[str, ...]:
    """Return a headline and what of it may stand alone, the fullest first."""
    bare = headline.strip().rstrip(".")
    cuts = _cuts(code)
    forms = dict.fromkeys([bare])
    forms.update(dict.fromkeys(_ends(bare, cuts)))
    for form in tuple(forms):
        forms[cuts.terse(form)] = None
    kept = (form.strip(" ,;:–—-") for form in forms)
    found = dict.fromkeys(form for form in kept if len(form.split()) >= FEWEST or form == bare)
    return tuple(sorted(found, key=lambda form: -len(form))[:_MOST])


def in_sentence_case(headline: str, text: str) -> str:
    """Return a headline "In Capitals Like These" with the capitals that its words have in `text`.

    A word, or another of its stem, that the report writes small goes small (truecasing, after Lita
    et al. 2003); one that it does not have keeps its capital. Other headlines stay as they are.
    """
    said = headline.split()
    long = [word for word in said[1:] if len(word) > _LONG and word[0].isalpha()]
    if len(long) < FEWEST - 1 or not all(word[0].isupper() for word in long):
        return headline
    written = re.findall(r"[^\W\d_]+", text)
    small = {stem(word) for word in written if word.islower()}
    large = {word for word in re.findall(r"(?<=[^\W\d_]\s)[^\W\d_]+", text) if not word.islower()}
    kept = (word if _name(word, small, large) else word[:1].lower() + word[1:] for word in said[1:])
    return " ".join((said[0], *kept))


def _name(word: str, small: set[str], large: set[str]) -> bool:
    """Tell whether a headline's word is written as a name, or with other letters, in the text."""
    bare = word.strip("'’‘\"“”,;:!?.()")
    if len(bare) > 1 and not bare[1:].islower():
        return True  # "NATO", "McKay"
    return bare in large or stem(bare.lower()) not in small


def as_to_come(headline: str, verb: str) -> str | None:
    """Return an English headline with `verb`, one of its words, as what is to come.

    "Klow ends visas" -> "Klow to end visas". A headline's present stands for both; None where the
    word is no verb of that form.
    """
    if not _PLAIN_VERB.fullmatch(verb) or f" {verb} " not in headline:
        return None
    return headline.replace(f" {verb} ", f" to {_base(verb)} ", 1)


def _base(verb: str) -> str:
    """Return the base form of an English verb in the present: "ends", "tries", "passes"."""
    if verb.endswith("ies") and len(verb) > len("dies"):
        return verb[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|zz|o)es$", verb):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def _ends(text: str, cuts: _Cuts) -> Iterator[str]:
    """Yield a headline without its outlet, its label, its speaker, and cut where a clause ends."""
    plain = cuts.says.sub("", _TAIL.sub("", text))
    if _TOPIC.match(plain):
        yield _TOPIC.sub(r"\1 – ", plain)
    for form in dict.fromkeys((_TAIL.sub("", text), plain)):
        yield form
        for found in cuts.clauses.finditer(form):
            yield form[: found.start()]
        for mark in re.finditer(r"[,;]\s", form):
            yield form[: mark.start()]


def terse(sentences: Iterable[str], code: str) -> tuple[str, ...]:
    """Return sentences without what a headline leaves out: weekdays, what a town is, auxiliaries."""
    cuts = _cuts(code)
    return tuple(dict.fromkeys(cuts.terse(text).rstrip(". ") for text in sentences))


def openings(sentence: str, longest: int, code: str) -> tuple[str, ...]:
    """Return what a sentence begins with, where that may stand alone, in the fullest form first.

    Where only English knows the boundaries of its clauses, other languages keep the whole. Where
    nothing else is short enough, a clause that only sets something against it goes too.
    """
    bare = sentence.strip().rstrip(".")
    whole = (bare, *filter(None, [without_relative(bare)] if code == "en" else []))
    cut = [b for s in whole for b in beginnings(s, longest + SHORT)] if code == "en" else []
    forms = dict.fromkeys((*whole, *cut, *terse((*whole, *cut), code)))
    short = tuple(form for form in sorted(forms, key=lambda f: -len(f)) if len(form) <= longest)
    return short or tuple(form for form in _before_contrast(bare, code) if len(form) <= longest)


def _before_contrast(sentence: str, code: str) -> tuple[str, ...]:
    found = _cuts(code).contrasts.search(sentence)
    return terse((sentence[: found.start()],), code) if found else ()
