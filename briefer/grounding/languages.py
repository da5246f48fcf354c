"""Which language a claim is in: cheap, and told from its source's by script and small words."""

from collections import Counter
from functools import cache
from typing import Final

from briefer.grounding.lexicon import english, key
from briefer.text.scripts import LATIN, main_script, script_of
from briefer.text.words import stop_words, words

_LANGUAGES: Final = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "pl", "tr")
_MARGIN: Final = 2  # small words by which another language must lead
_ENOUGH: Final = 0.25  # share of small words that leaves no doubt
_ODD: Final = 0.6  # share of plain words that English lacks, in a claim that is not English
_LIKELY: Final = {"CYRILLIC": "ru", "ARABIC": "ar", "CJK": "zh"}  # by script alone
_SHORT: Final = 4  # words; a shorter claim is taken to be in its source's language


def likely_language(text: str, source: str) -> str:
    """Return the claim's language: `source`, unless its script or small words say otherwise."""
    source = "en" if source == "und" else source
    if not text.isascii() and (other := _by_script(text, source)):
        return other
    small = stop_words(source)
    plain = text.lower().split()
    if len(plain) >= _SHORT and len(small.intersection(plain)) >= _ENOUGH * len(plain):
        return source  # what most claims are, told without a closer look
    found = words(text)
    mine = sum(word in small for word in found)
    if mine >= _ENOUGH * len(found) and len(found) >= _SHORT:
        return source
    votes = Counter(language for word in found for language in _users().get(word, ()))
    del votes[source]
    if source != "en" and votes["en"]:
        votes["en"] += 1  # in doubt English: it is what most claims are in
    best = max(
        votes, key=lambda language: (votes[language], language == "en", language), default=""
    )
    script = script_of(source)
    elsewhere = script not in {LATIN, main_script(text) or LATIN}  # Latin letters about another
    if not best:
        return "en" if elsewhere else source
    lead = votes[best] - mine
    if elsewhere or lead >= _MARGIN:
        return best
    odd = lead == 1 and source == "en" and (not text.isascii() or _foreign(text))
    return best if odd else source


def _by_script(text: str, source: str) -> str:
    """Return the language of a claim whose letters the source's language does not use, else ""."""
    script = main_script(text) or LATIN
    if script in {script_of(source), LATIN}:
        return ""
    return _LIKELY.get(script, "und")


def _foreign(text: str) -> bool:
    """Tell whether most plain words of a claim about an English source are no English."""
    split = (word.strip(".,;:!?\"'()") for word in text.split())
    plain = [word for word in split if len(word) > 3 and word.isalpha() and word.islower()]
    known, small = english().words, stop_words("en")
    odd = [word for word in plain if word not in small and key(word) not in known]
    return len(odd) >= 2 and len(odd) >= _ODD * len(plain)


@cache
def _users() -> dict[str, tuple[str, ...]]:
    """Return small word -> the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in _LANGUAGES:
        for word in stop_words(language):
            found[word] = (*found.get(word, ()), language)
    return found
