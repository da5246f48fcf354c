"""How a language labels what is no plain report: opinion, live pages, corrections, releases."""

from briefer.lang._fields import Phrases, Table


class Genres(Table):
    """`[genres]`: labels in lower case.

    So they stand above a text, before a headline, as a section of a site or as a tag. `sections`
    are the names of sections that say nothing about the kind. `interviewers` stand before the name of
    who asked. `instead` stands between what is right and what was wrong in a desk's correction
    ("250, not 520"); `earlier` before what was wrong ("an earlier version said 520"); `amended` in a desk's note on its own article.
    """

    opinion: Phrases = ()
    live: Phrases = ()
    correction: Phrases = ()
    update: Phrases = ()
    press_release: Phrases = ()
    interview: Phrases = ()
    newsletter: Phrases = ()
    interviewers: Phrases = ()
    sections: Phrases = ()
    instead: Phrases = ()
    earlier: Phrases = ()
    amended: Phrases = ()
