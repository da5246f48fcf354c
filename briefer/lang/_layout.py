"""The tables of a language's file that say how texts are set, stamped and passed on."""

from pydantic import Field

from briefer.lang._fields import Pairs, Phrases, Table, Words


class Clocks(Table):
    """`[clocks]`: time of day as clocks write it.

    `zones` are the abbreviations of time zones, in capitals, with their offsets from UTC
    ("CEST=+0200"); where one stands for several zones (IST, CST), the one that feeds mean most.
    """

    zones: Pairs = Field(default_factory=dict)


class Feeds(Table):
    """`[feeds]`: what programs that publish feeds add to a text.

    `tails` are their last sentences, "…" for the names of the entry and of the site.
    """

    tails: Phrases = ()


class Hyphens(Table):
    """`[hyphens]`: what keeps its hyphen when a line is broken at it, in lower case.

    `compounds` are whole words ("so-called"); `firsts` stand before a hyphen whatever follows
    ("vice-president"), `lasts` after one ("state-owned"); none of these may be a syllable that
    opens, or ends, other words. `suspended` are words after a hyphen that stands for the rest of
    a compound ("Außen- und Innenminister").
    """

    compounds: Words = ()
    firsts: Words = ()
    lasts: Words = ()
    suspended: Words = ()
