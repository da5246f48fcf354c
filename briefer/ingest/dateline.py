"""The date that a text itself gives for its publication: in its dateline, or alone above it.

A date elsewhere in the text is that of an event, not of the article.
"""

import datetime as dt
import re
from functools import cache

from briefer.ingest._forms import any_word

_HEAD = 160  # characters in which a dateline ends
_ALONE = 40  # characters of a first paragraph that holds nothing but a date
_YEAR = re.compile(r"(?:19|20)\d\d")
_AFTER = re.compile(
    r"[.,]?\s{0,2}(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/\.?)?\s{0,2}(?:[-–—]{1,2}\s|[:–—])"
)


@cache
def _published() -> re.Pattern[str]:
    """Return what may stand before the date in a line that holds nothing else."""
    words = any_word(lambda each: (*each.asides.stamps, *each.asides.dated))
    days = any_word(lambda each: each.asides.stamp_days)
    return re.compile(rf"\W{{0,3}}{words}?(?:\s{days})?\s?[:|]?\s?", re.IGNORECASE)


def dateline(text: str, language: str) -> dt.date | None:
    """Return the day of a dateline ("GENEVA, 3 March 2021 (Wire) — …"), or None.

    Only a day with its year counts: without one, it can't be told from another year's.
    """
    head = text[:_HEAD]
    if not _YEAR.search(head):
        return None
    from briefer.text.dates import find_dates  # noqa: PLC0415 - loads the words of many languages

    first = head.partition("\n")[0]
    for mention in find_dates(first, None, language):
        when = mention.when
        if when is None or when.precision != "day" or not _YEAR.search(when.words):
            continue
        alone = len(first) <= _ALONE and len(first) < len(text)
        if alone and _published().fullmatch(first[: mention.start]):
            return when.date
        return when.date if _AFTER.match(text, mention.end) else None
    return None
