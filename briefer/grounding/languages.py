"""Which language a claim is in: cheap, and told from its source's by script and small words."""

from functools import lru_cache
from typing import Final

from briefer.text.words import stop_words, words

_LANGUAGES: Final = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "pl", "tr")
_MARGIN: Final = 2  # small words by which another language must lead


@lru_cache(maxsize=4096)
def claim_language(text: str, source: str) -> str:
    """Return the claim's language: `source`, unless its script or small words say otherwise."""
    found = words(text)
    votes = {
        language: sum(word in stop_words(language) for word in found)
        for language in dict.fromkeys((source, *_LANGUAGES))
    }
    best = max(votes, key=lambda language: votes[language])
    if votes[best] >= votes[source] + _MARGIN:
        return best
    return source if source != "und" else "en"
