"""The tables of a language's file that the text stage and ingest read first."""

from briefer.lang._datelines import Datelines
from briefer.lang._dates import Dates, Ranges
from briefer.lang._fields import Table
from briefer.lang._kinds import Kinds
from briefer.lang._numbers import NumberWords, Units
from briefer.lang._places import Places
from briefer.lang._sentences import Sentences, SmallWords


class TextTables(Table):
    """What a language's file holds for reading articles."""

    numbers: NumberWords = NumberWords()
    dates: Dates = Dates()
    ranges: Ranges = Ranges()
    sentences: Sentences = Sentences()
    words: SmallWords = SmallWords()
    places: Places = Places()
    units: Units = Units()
    datelines: Datelines = Datelines()
    kinds: Kinds = Kinds()
