"""Expressions for any of the words and forms that the files of languages list."""

import re
from collections.abc import Callable, Iterable

from briefer.lang import Language, every


def any_of(forms: Callable[[Language], Iterable[str]]) -> str:
    """Return an expression for any of the expressions that `forms` gives of any language."""
    return f"(?:{'|'.join(every(forms))})"


def any_word(words: Callable[[Language], Iterable[str]]) -> str:
    """Return an expression for any of the words that `words` gives, the longest first.

    An apostrophe stands for both kinds.
    """
    ordered = sorted(every(words), key=lambda word: (-len(word), word))
    escaped = (re.escape(word).replace(r"\ ", " ").replace("'", "['’]") for word in ordered)
    return f"(?:{'|'.join(escaped)})"
