"""What a template sees: plain, finished values, and nothing that it could misuse.

Every text here is on one line, without control characters. `lang` and `dir` are None where they
are the page's own. `url` is None unless it may be linked. `templates/README.md` is written for
template authors; a test holds it to these classes.
"""

from typing import NamedTuple


class Text(NamedTuple):
    """A text and the language it is in. `foreign`: "in Arabic", "" where it is the page's own."""

    text: str
    lang: str | None = None
    dir: str | None = None
    foreign: str = ""


class ListedSource(NamedTuple):
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
    teaser: bool = False  # only the beginning of the article was to be had
    lang: str = "und"  # code of the language it is in


class Quote(NamedTuple):
    """A run of source sentences. `number` counts the quotes of a page, from 1."""

    number: int
    text: str
    lang: str | None
    dir: str | None
    sentences: str  # "sentence 3", "sentences 3–4"
    source: ListedSource


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
    status: str  # supported | repaired | unproven | edited (by hand)
    problems: tuple[str, ...]
    unchecked: str
    quotes: tuple[Quote, ...]
    numbers: tuple[int, ...]  # of its sources
    story: int  # number of the story it belongs to, 0 for none
    anchor: str  # of that story
    score: str = ""  # of its check, "0.97"; "" where it has none
    foreign: str = ""  # "in Arabic"; "" where it is in the page's own language


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


class Bar(NamedTuple):
    """One bar of a chart. `share` is its length as a whole percentage of the longest."""

    label: str
    value: int
    share: int


class Chart(NamedTuple):
    """A small bar chart. `alt` says in words all that it shows."""

    kind: str  # countries (bars side by side) | days (columns, oldest first)
    title: str
    alt: str
    bars: tuple[Bar, ...]


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
    days: Chart | None = None  # articles a day; none for a story of under three briefings
    points: tuple[Statement, ...] = ()  # every key point, where evidence is shown inline
    notes: tuple[Text, ...] = ()  # an analyst's


class ChangeView(NamedTuple):
    """One difference against the last briefing."""

    kind: str
    before: Text
    statement: Statement
    figure: str = ""  # of a correction: "250 monitors, not 520"


class Event(NamedTuple):
    """A dated event still to come."""

    date: str
    iso: str
    place: str
    statement: Statement


class OpinionView(NamedTuple):
    """An opinion piece: its headline, who wrote it, and where it stands in the source list."""

    title: Text
    author: str  # "" where nobody is named
    outlet: str
    url: str | None
    source: ListedSource


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


class Stubs(NamedTuple):
    """Articles that are none, or not whole ones, for one reason: `what` counts and names it."""

    what: str  # "2 behind a paywall"
    titles: tuple[str, ...]  # each with its outlet


class QuotedVoice(NamedTuple):
    """A quotation. `also_in` names the other outlets that carry it."""

    statement: Statement
    also_in: tuple[str, ...]


class OutletVoices(NamedTuple):
    """Who is quoted in one outlet."""

    outlet: str
    voices: tuple[QuotedVoice, ...]


class Judged(NamedTuple):
    """A statement that is supportive or critical of a country, for its `words`."""

    statement: Statement
    words: str


class OutletTone(NamedTuple):
    """How many supportive and critical statements one outlet carries."""

    outlet: str
    supportive: int
    critical: int


class ToneView(NamedTuple):
    """How the coverage speaks of one country: counts of statements, and the statements."""

    country: str
    statements: int  # that mention it
    supportive: int
    critical: int
    neither: int
    outlets: tuple[OutletTone, ...]
    support: tuple[Judged, ...]
    criticism: tuple[Judged, ...]


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
    stubbed: int = 0  # articles that are none, or not whole ones
    stubs: tuple[Stubs, ...] = ()  # the same by reason
    silent: tuple[str, ...] = ()  # sources, since when, and their habit


class Figures(NamedTuple):
    """Counts of the build."""

    engine: str
    checks: str
    printed: int
    repaired: int
    rejected: int
    edited: int = 0  # by hand
    dropped: int = 0  # by hand


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
    focus: str  # which stories the edition is about, "" for all
    evidence: str  # marked (behind a mark) | inline (under each sentence)
    public: bool  # no notes of the desk's


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
    sources: tuple[ListedSource, ...]
    quotes: tuple[Quote, ...]  # every quote once, by its number
    stats: Figures
    coverage: Chart | None = None  # articles by country; none for under three countries
    quotations: tuple[OutletVoices, ...] = ()
    tone: ToneView | None = None
    notes: tuple[Text, ...] = ()  # an analyst's, on the whole
    opinions: tuple[OpinionView, ...] = ()
