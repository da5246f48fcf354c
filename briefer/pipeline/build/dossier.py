"""All that one edition is made of, in one frozen object.

A build is a way and no round trip: what was selected and prepared is loaded once, and what edits
it (`edition.edit`) touches neither store nor settings. A dossier can be written down, carried to
another machine and edited there.
"""

import datetime as dt

from pydantic import Field

from briefer.editions.audiences import Audience
from briefer.models import (
    Article,
    Briefing,
    Extraction,
    Failure,
    Frozen,
    KeyPoint,
    Silence,
    Stubbed,
    Window,
)
from briefer.stories import Placement


class Retraction(Frozen):
    """A word on an article that came since the audience's last edition: taken back, or restored.

    `location` is the one place that is meant, "" for all. `whole`: no place of it stands now.
    """

    article: Article
    location: str
    why: str
    story: str
    whole: bool


class Past(Frozen):
    """What an audience was told before: its last editions, the latest first.

    `bases` are the editions before their limits cut them, without what rests on withdrawn
    articles alone. `printed` are the same as they went out; they are only there where something
    may have to be taken back. `read` are the articles that went into any edition.
    """

    bases: tuple[Briefing, ...] = ()
    printed: tuple[Briefing, ...] = ()
    read: frozenset[str] = frozenset()
    withdrawn: tuple[Retraction, ...] = ()
    restored: tuple[Retraction, ...] = ()


class Background(Frozen):
    """What earlier articles said of the stories that go on today, by story id.

    `read` are article ids, the latest first; `reported` the key points, each with its article's
    id, of reports near enough in time to contradict today's.
    """

    read: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    reported: dict[str, tuple[tuple[str, KeyPoint], ...]] = Field(default_factory=dict)


class Dossier(Frozen):
    """What one audience's edition of a day is made of.

    `articles` are the window's, each as the outlets have it that still stand by it; `library`
    others that are read again or may be cited. `extractions` are the best there is of each of the
    window's articles, `places` say which story each belongs to. `replaced` gives the article that
    took the place of an older one, `withdrawn` what was taken back altogether. `opinions` are the
    window's opinion pieces, which are listed and never told.
    """

    date: dt.date
    audience: Audience
    window: Window
    articles: dict[str, Article]
    extractions: dict[str, Extraction] = Field(default_factory=dict)
    places: dict[str, Placement] = Field(default_factory=dict)
    late: frozenset[str] = frozenset()
    library: dict[str, Article] = Field(default_factory=dict)
    past: Past = Past()
    background: Background = Background()
    replaced: dict[str, str] = Field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    last_withdrawal: int = 0  # number of the last one known
    failures: tuple[Failure, ...] = ()
    opinions: dict[str, Article] = Field(default_factory=dict)
    stubs: tuple[Stubbed, ...] = ()
    silent: tuple[Silence, ...] = ()

    @property
    def known(self) -> dict[str, Article]:
        """Every article of the dossier, by id."""
        return {**self.library, **self.articles}

    @property
    def gone(self) -> frozenset[str]:
        """The articles that are briefed no more."""
        return self.withdrawn | self.replaced.keys()
