"""The one vocabulary of briefer: what each stage takes and returns.

    Source -> Article -> Document (sentences, mentions) -> KeyPoint -> Story -> Briefing

Everything that is stored, printed as JSON or handed between stages is a frozen Pydantic model.
What the text stage finds inside one article (mentions, quotations) is made by the thousand and
never stored, so it is a NamedTuple.

Offsets count characters (Python string indices) of `Article.text`, half-open: `text[start:end]`.
Sentence numbers start at 1 within their article.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Literal, NamedTuple, Protocol, get_args
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from briefer.controls import one_line
from briefer.credentials import scrub

Kind = Literal["event", "statement", "action", "reaction", "figure", "background"]
Status = Literal["supported", "repaired", "rejected"]
StoryStatus = Literal["new", "developed", "unchanged"]
Approval = Literal["none", "draft", "approved"]  # "none": nobody has to approve
Precision = Literal["minute", "day", "week", "month", "season", "quarter", "year"]

Section = Literal[
    "bottom_line",
    "changes",
    "stories",
    "contested",
    "calendar",
    "opinion",
    "gaps",
    "sources",
    "quotations",
    "tone",
]
FileFormat = Literal["md", "html", "txt", "json", "pdf", "docx", "ics", "eml"]
FILE_FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)
ArticleKind = Literal[
    "news",
    "opinion",
    "liveblog",
    "newsletter",
    "stub",
    "correction",
    "press_release",
    "interview",
    "update",
    "reprint",
]
DatedBy = Literal[
    "feed", "page", "mail", "file", "text", "dateline", "shown", "url", "name", "changed", "read"
]
Stance = Literal["supportive", "critical"]
VOICES: frozenset[Kind] = frozenset({"statement", "reaction"})  # kinds that say who says what
# In a reader's order, where an audience asks for none; quotations and tone are extras.
SECTIONS: tuple[Section, ...] = get_args(Section)[:8]


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # looked up on disk


def _timezone(value: str) -> str:
    if value not in _zones():
        msg = f"{value!r} is no IANA time zone (such as Europe/Vienna)"
        raise ValueError(msg)
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        msg = f'{value!r} is no colour; write "#1d3d6f"'
        raise ValueError(msg)
    return value.lower()


TimeZone = Annotated[str, AfterValidator(_timezone)]  # IANA
Colour = Annotated[str, AfterValidator(_colour)]  # CSS hex, six digits


class Frozen(BaseModel):
    """Base of every model: immutable, and unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- ingest ---------------------------------------------------------------------------------


class Aside(Frozen):
    """Something that stood in the article but is not its prose."""

    kind: Literal["post", "caption", "link", "boilerplate", "table"]
    text: str


class Origin(Frozen):
    """One place an article's text came from: a verbatim reprint has several."""

    location: str  # path, URL, or "path#item"
    source: str | None = None  # outlet
    title: str | None = None
    url: str | None = None
    external_id: str | None = None  # the file's own "id", where it gave one


class Article(Frozen):
    """A news article as ingested; `id` comes from its normalised text.

    `dated_by` says who gave the date, the strongest first: a feed, a page's metadata, a field of
    the file or a mail's header, the text's own date line or dateline, a date shown on the page,
    the address, the file's name. "changed" and "read" are no date of anybody's: `published` is
    then assumed, from the time of the file's last change or of reading (see `undated`).
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None  # outlet
    url: str | None = None
    published: dt.date | None = None  # the calendar day, at the outlet
    published_at: dt.datetime | None = None  # the moment (aware), where the source gives one
    language: str = "und"  # ISO 639-1, or "und"
    asides: tuple[Aside, ...] = ()
    origins: tuple[Origin, ...] = ()
    fetched_at: dt.datetime | None = None
    dated_by: DatedBy | None = None
    doubt: str | None = None  # what else gives another date: "the dateline says 2026-11-28"
    kind: ArticleKind = "news"
    author: str | None = None
    labels: tuple[str, ...] = ()  # section, tags, what stands above the headline
    stub: str | None = None  # why this is not the whole article ("teaser"); None: it is

    @property
    def undated(self) -> bool:
        """Whether nobody gave a date: `published` is missing, or only assumed."""
        return self.published is None or self.dated_by in {"changed", "read"}

    @property
    def name(self) -> str:
        """Return what to call the article where it has no title: the name of its file."""
        location = self.origins[0].location if self.origins else self.url or self.id
        return location.rstrip("/").rpartition("/")[2].partition("?")[0] or location


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def alike(text: str) -> str:
    """Return what two texts have in common that a reader takes for the same sentence."""
    return flat(text).rstrip(".").casefold()


class Failure(Frozen):
    """A source, or an item of one, that could not be read.

    Credentials are taken out of both, for they are printed, stored and mailed; the reason, which
    may be a library's words or a server's, is one line.
    """

    location: str
    reason: str

    @field_validator("location")
    @classmethod
    def _open(cls, value: str) -> str:
        return scrub(value)

    @field_validator("reason")
    @classmethod
    def _harmless(cls, value: str) -> str:
        return one_line(scrub(value))


# --- text -----------------------------------------------------------------------------------


class Sentence(Frozen):
    """One sentence of an article: `article.text[start:end]`."""

    number: int
    start: int
    end: int
    paragraph: int = 1


class Chunk(Frozen):
    """A run of whole sentences that goes to an engine together.

    A single sentence above the size is cut into several chunks, all with `split=True`
    and the same `first == last`.
    """

    article_id: str
    first: int
    last: int
    start: int
    end: int
    tokens: int
    split: bool = False


class When(Frozen):
    """A date as resolved by code against the article's date.

    `date` is the first day of the period that `precision` names; `end` its last day where the
    text gives a range. `words` are the article's own.
    """

    date: dt.date
    precision: Precision = "day"
    words: str = ""
    end: dt.date | None = None


class DateMention(NamedTuple):
    """A date expression found in a text. `when` is None where it can't be resolved."""

    start: int
    end: int
    when: When | None


class NameMention(NamedTuple):
    """A proper name found in a text.

    `name` is the fullest form the article gives ("Lavrov" -> "Sergey Lavrov"), `role` a title or
    office as the text gives it ("Foreign Affairs Minister"), `country` an ISO 3166-1 alpha-2
    code for a place, demonym, capital or government.
    """

    start: int
    end: int
    kind: Literal["person", "organisation", "place", "other"]
    name: str
    role: str | None = None
    country: str | None = None


class NumberMention(NamedTuple):
    """A number found in a text: digits or words, a value or a range (`value` to `high`).

    `unit` is "%", an ISO 4217 code ("USD"), or a normalised unit ("km"), else None; `noun` is
    the lower-case word that is counted ("diplomats"), where one follows.
    """

    start: int
    end: int
    value: float
    high: float | None = None
    unit: str | None = None
    noun: str | None = None
    ordinal: bool = False
    approximate: bool = False


class Quotation(NamedTuple):
    """A direct quotation, without its quotation marks: `text[start:end]`. Numbered from 1."""

    number: int
    start: int
    end: int
    sentences: tuple[int, ...]


class Attribution(NamedTuple):
    """Who says what: the speaker of (a part of) a sentence.

    `speaker` is the full name where the article gives one, else the words that name the source
    ("two officials"). `cue` is the verb or phrase ("said", "according to"). Content offsets
    cover what is said. `direct` is true for a direct quotation.
    """

    sentence: int
    speaker: str
    cue: str
    start: int
    end: int
    direct: bool
    speaker_sentence: int  # where the speaker is named (differs for "he said")


class Document(NamedTuple):
    """An article and all that the text stage found in it."""

    article: Article
    sentences: tuple[Sentence, ...]
    names: tuple[NameMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    def sentence_text(self, number: int) -> str:
        """Return the text of sentence `number` (1-based)."""
        sentence = self.sentences[number - 1]
        return self.article.text[sentence.start : sentence.end]


# --- key points and checks ------------------------------------------------------------------


class Evidence(Frozen):
    """A run of consecutive source sentences; `quote` is exactly `article.text[start:end]`."""

    article_id: str
    sentences: tuple[int, ...]
    start: int
    end: int
    quote: str


def rests_on(evidence: Iterable[Evidence]) -> frozenset[str]:
    """Return the ids of the articles that evidence is taken from."""
    return frozenset(item.article_id for item in evidence)


class Problem(Frozen):
    """One fault of a claim: a stable code, an explanation, and the words at fault."""

    code: str
    explanation: str
    words: str = ""


class Check(Frozen):
    """What grounding said of a claim. `score` in [0,1]; `unchecked` names what could not be."""

    status: Status
    score: float = Field(ge=0, le=1)
    problems: tuple[Problem, ...] = ()
    unchecked: tuple[str, ...] = ()


class KeyPoint(Frozen):
    """One claim and the source sentences it rests on. `check` is None on a draft."""

    id: str
    kind: Kind
    text: str
    speaker: str | None = None
    quote: str | None = None
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    place: str | None = None
    when: When | None = None
    importance: float = Field(default=0.5, ge=0, le=1)
    evidence: tuple[Evidence, ...]
    check: Check | None = None
    edited: bool = False  # by hand, and checked again

    @property
    def passed(self) -> bool:
        """Whether it was checked, and may be printed."""
        return self.check is not None and not self.rejected

    @property
    def rejected(self) -> bool:
        """Whether it was checked, and is not borne out. A draft is neither."""
        return self.check is not None and self.check.status == "rejected"


class Usage(Frozen):
    """What a stage sent to a model server."""

    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0


class Extraction(Frozen):
    """What an engine made of one article. `failed` says why it could not, where it could not."""

    article_id: str
    engine: str
    key_points: tuple[KeyPoint, ...] = ()
    subject: str | None = None  # of the IPTC Media Topics, where the engine says
    usage: Usage = Usage()
    failed: str | None = None
    further: dict[str, Usage] = {}  # by stage: what second tries and judges took

    @property
    def passed(self) -> tuple[KeyPoint, ...]:
        """The key points that may be printed."""
        return tuple(point for point in self.key_points if point.passed)

    @property
    def rejected(self) -> tuple[KeyPoint, ...]:
        """The key points that are not borne out."""
        return tuple(point for point in self.key_points if point.rejected)


class Composed(Frozen):
    """A sentence an engine composed, and the ids of the key points it cites. Not yet checked."""

    text: str
    key_points: tuple[str, ...]
    repaired: str | None = None  # what the check had found, where the engine put it right
    refused: tuple[Problem, ...] = ()  # what a judge says against it
    lifted: Check | None = None  # its check, where a judge let pass what was only not shown
    proof: tuple[Evidence, ...] = ()  # what it then rests on


class Composition(Frozen):
    """What an engine made of one story. `title` is None where it offers none of its own."""

    title: Composed | None = None
    sentences: tuple[Composed, ...] = ()
    usage: Usage = Usage()
    failed: str | None = None  # why these are the key points' own words, where the engine could not
    further: dict[str, Usage] = {}  # by stage: what second tries and judges took


# --- stories --------------------------------------------------------------------------------


class ConflictSide(Frozen):
    """One version of a contested fact, and who gives it."""

    value: str
    outlets: tuple[str, ...]
    key_point: str  # id
    evidence: tuple[Evidence, ...]


class Conflict(Frozen):
    """The same fact, reported differently."""

    kind: Literal["number", "date", "place", "attribution", "outcome"]
    subject: str
    sides: tuple[ConflictSide, ...]


class CorrectedFigure(Frozen):
    """A figure that an outlet takes back, and the one in its place, in its own words."""

    new: str  # "250 monitors"
    old: str  # "520"


class Change(Frozen):
    """One difference against the audience's last briefing."""

    story: str  # id
    kind: Literal["new_story", "new_point", "late", "moved", "corrected", "withdrawn"]
    text: str
    before: str | None = None
    figure: CorrectedFigure | None = None  # of a desk's correction of a figure
    key_point: str | None = None  # id
    evidence: tuple[Evidence, ...] = ()
    edited: bool = False  # by hand, and checked again


class DayCount(Frozen):
    """How many articles told a story in one briefing of the audience's."""

    date: dt.date
    articles: int = Field(ge=0)


class Reason(Frozen):
    """One part of a story's weight for an audience: what it is, and the points it gave."""

    code: str
    points: float
    n: int = 0
    names: tuple[str, ...] = ()  # countries as ISO 3166-1 alpha-2 codes; else as the text has them


class Story(Frozen):
    """One event, from every article that reports it."""

    id: str
    title: str
    title_article: str | None = None  # whose headline the title is; None: composed by the engine
    title_evidence: tuple[Evidence, ...] = ()  # a title is a claim too, and was checked
    title_edited: bool = False  # by hand, and checked again
    status: StoryStatus = "new"
    articles: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    independent_sources: int = 1
    reprints: tuple[tuple[str, ...], ...] = ()
    wires: tuple[str, ...] = ()  # of each group of reprints, the agency it comes from, or ""
    key_points: tuple[KeyPoint, ...] = ()
    summary: tuple["Line", ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    countries: tuple[str, ...] = ()
    subject: str | None = None  # of the IPTC Media Topics, by our name for it: "diplomacy"
    importance: float = 0.0
    days: tuple[DayCount, ...] = ()  # from the first briefing that told it, oldest first
    reasons: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()  # the same reasons, for the page's language

    def repeated(self) -> frozenset[str]:
        """Return the ids of the key points that title or summary say word for word."""
        said = {flat(self.title), *(flat(line.text) for line in self.summary)}
        return frozenset(point.id for point in self.key_points if flat(point.text) in said)

    def told(self) -> frozenset[str]:
        """Return the ids of the key points that title or summary tell: no page prints them again.

        A summary that cites who says what does not stand for it: that is printed in any case.
        """
        cited = {point for line in self.summary for point in line.key_points}
        covered = (p.id for p in self.key_points if p.id in cited and p.kind not in VOICES)
        return self.repeated().union(covered)


# --- briefing -------------------------------------------------------------------------------


class Line(Frozen):
    """A composed sentence: it cites key points, and through them source sentences."""

    text: str
    key_points: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    check: Check
    story: str | None = None
    edited: bool = False  # by hand, and checked again


class Quoted(Frozen):
    """What somebody is quoted as saying, with the sentences around it as the source has them."""

    text: str
    speaker: str
    quote: str  # the words between the first quotation marks, exactly
    outlets: tuple[str, ...]  # that carry it
    evidence: tuple[Evidence, ...]
    check: Check
    story: str | None = None


class ToneItem(Frozen):
    """A checked statement in which a word of support or criticism is aimed at a country."""

    stance: Stance
    words: tuple[str, ...]  # of the cited sentences, that decided it
    text: str
    speaker: str | None = None
    quote: str | None = None
    evidence: tuple[Evidence, ...]
    check: Check
    story: str | None = None


class Tone(Frozen):
    """How the day's coverage speaks of one country. `statements`: all that mention it."""

    country: str  # ISO 3166-1 alpha-2
    statements: int = 0
    supportive: int = 0
    critical: int = 0
    items: tuple[ToneItem, ...] = ()  # the ones shown


class CalendarItem(Frozen):
    """A dated event still to come; `end` is the last day of one that lasts, where it is given."""

    date: dt.date
    end: dt.date | None = None
    precision: Precision
    text: str
    place: str | None = None
    evidence: tuple[Evidence, ...]
    check: Check | None = None
    story: str | None = None
    edited: bool = False  # by hand, and checked again


class OpinionPiece(Frozen):
    """An opinion piece of the day: who says something where, and no fact of the briefing's."""

    article_id: str
    title: str
    author: str | None = None
    outlet: str | None = None


class Note(Frozen):
    """An analyst's note: a person's own words. It is no claim, and is not checked.

    `story` is the id of the story it stands with, None for the whole briefing.
    """

    id: str
    text: str
    story: str | None = None


class Window(Frozen):
    """The half-open span of time a briefing covers; both ends aware."""

    start: dt.datetime
    end: dt.datetime


class NumberedSource(Frozen):
    """An article as the briefing's source list shows it."""

    number: int
    article_id: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    url: str | None
    language: str
    also_in: tuple[str, ...] = ()  # other outlets that carried the same text
    teaser: bool = False  # only the beginning of the article was to be had


class Rejected(Frozen):
    """A claim that failed its check, and is therefore not printed in the briefing proper."""

    text: str
    stage: Literal["extract", "compose", "bottom_line", "calendar", "quotation"]
    check: Check
    evidence: tuple[Evidence, ...] = ()


class Stubbed(Frozen):
    """An article that is none, or not a whole one, and why its claims were not taken."""

    article_id: str
    reason: str  # "paywall", "consent", "error_page", "listing", "live_blog", "gallery", ...
    title: str | None = None
    outlet: str | None = None


class Silence(Frozen):
    """A source that has been silent for longer than its habit."""

    source: str  # its name, else its location
    since: dt.date  # the last day on which it had something
    days: int
    usual: int  # days, the longest of its usual breaks


class Assumed(Frozen):
    """The date that an undated article was taken to have."""

    article_id: str
    name: str  # its headline, else its file
    date: dt.date
    by: Literal["changed", "read"]  # the file's last change, or the time of reading


class Doubt(Frozen):
    """A date, and what says otherwise ("the dateline says 2026-11-28"): `by` that it is `other`."""

    article_id: str
    name: str  # its headline, else its file
    date: dt.date
    against: str
    by: DatedBy | None = None
    other: dt.date | None = None


class KindCount(Frozen):
    """How many of the articles that were read are of a kind that is no plain report."""

    kind: ArticleKind
    count: int


class Gaps(Frozen):
    """What the briefing does not show, and why."""

    read: int = 0
    failed: tuple[Failure, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # dates that another date speaks against
    kinds: tuple[KindCount, ...] = ()  # press releases, interviews, corrections ...
    duplicates: tuple[tuple[str, ...], ...] = ()  # locations that held the same text
    without_points: tuple[str, ...] = ()  # article ids from which nothing usable came
    undated: tuple[str, ...] = ()  # article ids whose date is assumed
    assumed: tuple[Assumed, ...] = ()  # of these: the date assumed, and why
    not_shown: tuple[str, ...] = ()  # titles of stories left out by the audience's limits
    fallback: tuple[str, ...] = ()  # article ids summarised by the built-in engine instead
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()
    stubs: tuple[Stubbed, ...] = ()
    silent: tuple[Silence, ...] = ()


class Stats(Frozen):
    """Counts of a build; the same input gives the same stats."""

    engine: str = "extractive"
    model: str | None = None
    articles: int = 0
    late_articles: int = 0
    withdrawals_known: int = 0  # number of the last withdrawal the edition knew of
    claims_proposed: int = 0
    claims_printed: int = 0
    claims_repaired: int = 0
    claims_rejected: int = 0
    claims_edited: int = 0  # by hand, and checked again
    claims_dropped: int = 0  # by hand, with the sentences of dropped stories
    excluded: dict[str, int] = {}  # stories that the audience does not want, by what it names
    usage: dict[str, Usage] = {}
    checks_version: str = ""


class Edition(NamedTuple):
    """Which edition: an audience's, of a date. There is one, however often it is built."""

    audience: str
    date: dt.date

    def __str__(self) -> str:
        """Return it in words."""
        return f"the {self.audience} briefing of {self.date}"


class Briefing(Frozen):
    """One edition's content, before rendering."""

    date: dt.date
    audience: str
    title: str = "Morning briefing"
    language: str = "en"
    window: Window
    bottom_line: tuple[Line, ...] = ()
    stories: tuple[Story, ...] = ()
    changes: tuple[Change, ...] = ()
    calendar: tuple[CalendarItem, ...] = ()
    contested: tuple[Conflict, ...] = ()
    quotations: tuple[Quoted, ...] = ()
    tone: Tone | None = None
    opinions: tuple[OpinionPiece, ...] = ()
    notes: tuple[Note, ...] = ()
    approval: Approval = "none"
    gaps: Gaps = Gaps()
    sources: tuple[NumberedSource, ...] = ()
    stats: Stats = Stats()

    @property
    def edition(self) -> Edition:
        """Which edition it is."""
        return Edition(self.audience, self.date)

    def claims(self) -> Iterator["PrintedClaim"]:
        """Yield everything it says that rests on articles, in reading order, with its place."""
        return printed_claims(self)

    def claims_on(
        self, article: str, besides: frozenset[str] | None = None
    ) -> Iterator["PrintedClaim"]:
        """Yield what it says that rests on an article, in reading order.

        With `besides` only what rests on nothing else but these articles.
        """
        for claim in self.claims():
            alone = besides is None or claim.articles <= besides | {article}
            if article in claim.articles and alone:
                yield claim


# --- what a briefing says -------------------------------------------------------------------

ClaimKind = Literal[
    "bottom_line",
    "change",
    "notice",  # of a withdrawal, among the changes: it tells of a claim, and is none
    "title",
    "summary",
    "point",
    "side",  # of a contested fact: a value, with what it is of before it; no sentence
    "calendar",
    "quotation",
    "tone",
]
Printed = Line | Change | Story | KeyPoint | Conflict | CalendarItem | Quoted | ToneItem


class Place(NamedTuple):
    """Where in a briefing something stands: in which section, story (from 0) and item.

    As text it is the path in the briefing's JSON: "stories[2].key_points[1]".
    """

    section: Section
    item: str  # "bottom_line[0]"; of a story's "title", "key_points[1]"
    story: int | None = None

    def __str__(self) -> str:
        """Return the path."""
        return self.item if self.story is None else f"stories[{self.story}].{self.item}"


class PrintedClaim(NamedTuple):
    """Something a briefing says, and where. `source` is the part of the briefing that says it.

    `check` is None for what has none of its own: titles, changes, sides of a contested fact.
    `story` is the id of the story it belongs to, if it does to one.
    """

    kind: ClaimKind
    place: Place
    source: Printed
    text: str
    evidence: tuple[Evidence, ...]
    check: Check | None = None
    speaker: str | None = None
    quote: str | None = None
    story: str | None = None
    edited: bool = False

    @property
    def articles(self) -> frozenset[str]:
        """The ids of the articles it rests on."""
        return rests_on(self.evidence)

    @property
    def sentence(self) -> bool:
        """Whether it is a sentence that the articles have to bear out, and is counted as one."""
        return self.kind not in {"notice", "side"}


class Content(Protocol):
    """What a briefing says, printed already or about to be."""

    @property
    def bottom_line(self) -> tuple[Line, ...]:
        """The lines before everything else."""
        ...

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is new against the audience's last briefing."""
        ...

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories, in rank order."""
        ...

    @property
    def calendar(self) -> tuple[CalendarItem, ...]:
        """What is still to come."""
        ...

    @property
    def quotations(self) -> tuple[Quoted, ...]:
        """Who is quoted, with what."""
        ...

    @property
    def tone(self) -> Tone | None:
        """How the coverage speaks of one country, where that is asked for."""
        ...


def printed_claims(content: Content) -> Iterator[PrintedClaim]:
    """Yield everything `content` says that rests on articles, in reading order.

    Contested facts stand with their stories: a briefing's list of them repeats these.
    """
    for i, line in enumerate(content.bottom_line):
        yield _claim("bottom_line", Place("bottom_line", f"bottom_line[{i}]"), line, line.story)
    for i, change in enumerate(content.changes):
        kind: ClaimKind = "notice" if change.kind == "withdrawn" else "change"
        yield _claim(kind, Place("changes", f"changes[{i}]"), change, change.story or None)
    for i, story in enumerate(content.stories):
        yield from _story_claims(story, i)
    for i, item in enumerate(content.calendar):
        yield _claim("calendar", Place("calendar", f"calendar[{i}]"), item, item.story)
    for i, said in enumerate(content.quotations):
        yield _claim("quotation", Place("quotations", f"quotations[{i}]"), said, said.story)
    for i, toned in enumerate(content.tone.items if content.tone else ()):
        yield _claim("tone", Place("tone", f"tone.items[{i}]"), toned, toned.story)


def _story_claims(story: Story, number: int) -> Iterator[PrintedClaim]:
    def at(item: str) -> Place:
        return Place("stories", item, number)

    yield PrintedClaim(
        kind="title",
        place=at("title"),
        source=story,
        text=story.title,
        evidence=story.title_evidence,
        story=story.id,
        edited=story.title_edited,
    )
    for i, line in enumerate(story.summary):
        yield _claim("summary", at(f"summary[{i}]"), line, story.id)
    for i, point in enumerate(story.key_points):
        yield _claim("point", at(f"key_points[{i}]"), point, story.id)
    for i, conflict in enumerate(story.conflicts):
        for j, side in enumerate(conflict.sides):
            yield PrintedClaim(
                kind="side",
                place=at(f"conflicts[{i}].sides[{j}]"),
                source=conflict,
                text=f"{conflict.subject}: {side.value}",
                evidence=side.evidence,
                story=story.id,
            )


def _claim(
    kind: ClaimKind,
    place: Place,
    source: Line | Change | KeyPoint | CalendarItem | Quoted | ToneItem,
    story: str | None,
) -> PrintedClaim:
    return PrintedClaim(
        kind=kind,
        place=place,
        source=source,
        text=source.text,
        evidence=source.evidence,
        check=None if isinstance(source, Change) else source.check,
        speaker=None if isinstance(source, _UNSPOKEN) else source.speaker,
        quote=None if isinstance(source, _UNSPOKEN) else source.quote,
        story=story,
        edited=False if isinstance(source, _BORROWED) else source.edited,
    )


_UNSPOKEN = (Line, Change, CalendarItem)
_BORROWED = (Quoted, ToneItem)  # the sources' own words: nobody edits them

Story.model_rebuild()
Briefing.model_rebuild()
