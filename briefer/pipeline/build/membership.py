"""Which edition an article belongs to: the one whose window its moment, or its day, falls into.

A day without an hour is no moment at midnight. Its article belongs to the first edition that is
built whose window the day touches: with a cut-off of 06:00, Monday's article is in the edition
that Monday's window ends in if it was there by then, else in Tuesday's. An article without any
date belongs to the edition that it was read for.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from briefer.models import Window
from briefer.store.arrivals import Hourless
from briefer.store.database import Dated

_DAY = dt.timedelta(days=1)


class Membership(NamedTuple):
    """The edition of `date`: its window, the articles without an hour, what was told before."""

    date: dt.date
    window: Window
    hourless: Mapping[str, Hourless]
    told: frozenset[str] = frozenset()

    def until(self, end: dt.datetime) -> "Membership":
        """Return the same edition with a window that ends at `end`, if that is later."""
        if end <= self.window.end:
            return self
        return self._replace(window=Window(start=self.window.start, end=end))

    def has(self, entry: Dated) -> bool:
        """Whether an article belongs to the edition."""
        at, article, _ = entry
        known = self.hourless.get(article)
        if known is not None and not known.dated:
            if known.edition is not None:
                return known.edition == self.date
            return self.window.start <= known.read < self.window.end
        if self.window.start <= at < self.window.end:
            return True
        touches = at < self.window.end and self.window.start < at + _DAY
        return known is not None and touches and article not in self.told
