"""Whether a passage names what a word means: spelled otherwise, in initials, as a country."""

import re
from typing import Final

from briefer.grounding.likeness import is_capital, one_name
from briefer.grounding.passage import Passage
from briefer.text.countries import country_code

_CAPITALS: Final = re.compile(r"[^\W\d_]+")


def alike(low: str, passage: Passage, language: str = "en") -> bool:
    """Tell whether the passage has a spelling variant of a name's word."""
    if len(low) < 4:
        return False
    inflected = (language, passage.language) != ("en", "en")
    return any(one_name(low, other, inflected=inflected) for other in passage.name_words)


def abbreviates(words: str, passage: Passage) -> bool:
    """Tell whether `words` are the initials of a name of the passage, or the other way round."""
    letters = words.replace(".", "").removesuffix("'s").removesuffix("’s")
    if 2 <= len(letters) <= 6 and letters.isupper():
        return letters.lower() in passage.initials
    initials = "".join(w[0] for w in _CAPITALS.findall(words) if w[0].isupper()).lower()
    return len(initials) > 1 and initials in passage.index


def same_country(words: str, passage: Passage, *, strict: bool = False) -> bool:
    """Tell whether the passage names the country that `words` name, in any language.

    A capital stands for its government ("Moscow said"), so it counts, unless `strict`: then
    `words` must be the country itself, as in "talks in Russia" for talks in Moscow.
    """
    code = country_code(words)
    if code is None or code not in passage.countries:
        return False
    return not strict or not is_capital(words, code)
