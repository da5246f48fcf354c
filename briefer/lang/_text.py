"""The tables of a language's file that the text stage and ingest read first."""

from briefer.lang._closing import Closing, RecordFields
from briefer.lang._datelines import Datelines
from briefer.lang._dates import Dates, Ranges, Weekdays
from briefer.lang._fields import Table
from briefer.lang._genres import Genres
from briefer.lang._ingest import Asides, Mails, Pages
from briefer.lang._layout import Clocks, Feeds, Hyphens
from briefer.lang._letters import Letters
from briefer.lang._names import Names
from briefer.lang._numbers import NumberWords, Units
from briefer.lang._places import Places
from briefer.lang._qualifiers import Qualifiers
from briefer.lang._sentences import Scripts, Sentences, SmallWords
from briefer.lang._speech import Clauses, Speech
from briefer.lang._subjects import Subjects


class TextTables(Table):
    """What a language's file holds for reading articles."""

    numbers: NumberWords = NumberWords()
    dates: Dates = Dates()
    weekdays: Weekdays = Weekdays()
    ranges: Ranges = Ranges()
    sentences: Sentences = Sentences()
    words: SmallWords = SmallWords()
    places: Places = Places()
    units: Units = Units()
    clocks: Clocks = Clocks()
    feeds: Feeds = Feeds()
    hyphens: Hyphens = Hyphens()
    names: Names = Names()
    speech: Speech = Speech()
    clauses: Clauses = Clauses()
    scripts: Scripts = Scripts()
    asides: Asides = Asides()
    pages: Pages = Pages()
    mails: Mails = Mails()
    letters: Letters = Letters()
    datelines: Datelines = Datelines()
    genres: Genres = Genres()
    subjects: Subjects = Subjects()
    records: RecordFields = RecordFields()
    closing: Closing = Closing()
    qualifiers: Qualifiers = Qualifiers()
