"""Which language a claim is in: cheap, and told from its source's by script and small words."""

from typing import Final

from briefer.text.words import stop_words, words

_LANGUAGES: Final = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "pl", "tr")
_MARGIN: Final = 2  # small words by which another language must lead
_ENOUGH: Final = 0.25  # share of small words that leaves no doubt
_SHORT: Final = 4  # words; a shorter claim is taken to be in its source's language


def claim_language(text: str, source: str) -> str:
    """Return the claim's language: `source`, unless its script or small words say otherwise."""
    source = "en" if source == "und" else source
    found = words(text)
    small = stop_words(source)
    mine = sum(word in small for word in found)
    if mine >= _ENOUGH * len(found) and len(found) >= _SHORT:
        return source
    votes = {
        language: sum(word in stop_words(language) for word in found)
        for language in _LANGUAGES
        if language != source
    }
    best = max(votes, key=lambda language: (votes[language], language))
    return best if votes[best] >= mine + _MARGIN else source
