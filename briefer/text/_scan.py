"""The words of a text with their offsets, found once and looked up by whoever needs them."""

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_BETWEEN = re.compile(r"(\W+)")


class Scan(NamedTuple):
    """The words of a text (letters, digits and underscores), in order, and where each begins."""

    words: list[str]
    starts: list[int]


@lru_cache(maxsize=2)
def scan(text: str) -> Scan:
    """Return the words of `text`; the first and last may be empty.

    The stages that read one article one after the other share the result.
    """
    pieces = _BETWEEN.split(text)
    starts = list(accumulate(map(len, pieces[:-1]), initial=0))
    return Scan(pieces[::2], starts[::2])
