"""What a template sees: plain, finished values, and nothing that it could misuse.

Every text here is on one line, without control characters. `lang` and `dir` are None where they
are the page's own. `url` is None unless it may be linked. `templates/README.md` is written for
template authors; a test holds it to these classes.
"""

from typing import NamedTuple


class Text(NamedTuple):
    """A text and the language it is in."""

    text: str
    lang: str | None = None
    dir: str | None = None


class Source(NamedTuple):
    """An article as the source list shows it. `number` is 0 for one that is not in the list."""

    number: int
    title: Text
    outlet: str
    note: str  # what kind of outlet it is, "" where nothing is known
    date: str
    iso: str
    url: str | None
    host: str
    language: str  # the language's name; "" where it is the page's own
    also_in: tuple[str, ...]
    quotes: tuple["Quote", ...] = ()  # what is cited from it, in its own order


class Quote(NamedTuple):
    """A run of source sentences. `number` counts the quotes of a page, from 1."""

    number: int
    text: str
    lang: str | None
    dir: str | None
    sentences: str  # "sentence 3", "sentences 3–4"
    source: Source


class Statement(NamedTuple):
    """A printed sentence with its evidence.

    `before + name + after` is the text; `name` is its speaker where the sentence names them.
    `speaker` is set only where the sentence does not.
    """

    text: str
    lang: str | None
    dir: str | None
    before: str
    name: str
    after: str
    speaker: str
    kind: str
    status: str  # supported | repaired | unproven
    problems: tuple[str, ...]
    unchecked: str
    quotes: tuple[Quote, ...]
    numbers: tuple[int, ...]  # of its sources
    story: int  # number of the story it belongs to, 0 for none
    anchor: str  # of that story


class Side(NamedTuple):
    """One version of a contested fact."""

    value: Text
    outlets: tuple[str, ...]
    statement: Statement


class Contest(NamedTuple):
    """A fact that is reported differently."""

    subject: Text
    kind: str
    story: int
    anchor: str
    sides: tuple[Side, ...]


class StoryView(NamedTuple):
    """A story. `summary` is what was composed; the other groups hold what it leaves out."""

    number: int
    anchor: str
    title: Text
    headline: Statement  # the title again, with its evidence
    status: str  # new | developed | unchanged
    articles: int
    independent: int
    outlets: tuple[str, ...]
    reprints: tuple[str, ...]  # of each text carried by several outlets, who carries it
    countries: tuple[str, ...]
    reasons: tuple[str, ...]
    summary: tuple[Statement, ...]
    happened: tuple[Statement, ...]
    says: tuple[Statement, ...]
    figures: tuple[Statement, ...]
    background: tuple[Statement, ...]
    contests: tuple[Contest, ...]
    lead: tuple[Statement, ...]  # the one or two sentences that say most


class ChangeView(NamedTuple):
    """One difference against the last briefing."""

    kind: str
    before: Text
    statement: Statement


class Event(NamedTuple):
    """A dated event still to come."""

    date: str
    iso: str
    place: str
    statement: Statement


class Refusal(NamedTuple):
    """A claim that is not printed, and why."""

    text: Text
    stage: str
    reasons: tuple[str, ...]
    quotes: tuple[Quote, ...]


class Failed(NamedTuple):
    """A source that could not be read."""

    location: str
    reason: str


class GapsView(NamedTuple):
    """What the briefing does not show, and why."""

    read: int
    outlets: int
    failed: tuple[Failed, ...]
    duplicates: tuple[tuple[str, ...], ...]
    without_points: tuple[str, ...]
    undated: tuple[str, ...]
    not_shown: tuple[Text, ...]
    fallback: tuple[str, ...]
    notes: tuple[str, ...]
    late: int


class Figures(NamedTuple):
    """Counts of the build."""

    engine: str
    checks: str
    printed: int
    repaired: int
    rejected: int


class Page(NamedTuple):
    """The page as a whole."""

    title: str
    lang: str
    dir: str
    words_lang: str  # of headings and labels
    date: str
    iso: str
    audience: str
    window: str
    sections: tuple[str, ...]
    accent: str  # readable on the light ground
    accent_dark: str  # readable on the dark ground
    logo: str | None
    marking: str
    volume: int  # characters of the bottom line, story leads and calendar: how full a page gets


class View(NamedTuple):
    """Everything a template is given, by the names it is given under."""

    page: Page
    bottom_line: tuple[Statement, ...]
    changes: tuple[ChangeView, ...]
    stories: tuple[StoryView, ...]
    contested: tuple[Contest, ...]
    calendar: tuple[Event, ...]
    gaps: GapsView
    rejected: tuple[Refusal, ...]
    sources: tuple[Source, ...]
    quotes: tuple[Quote, ...]  # every quote once, by its number
    stats: Figures
