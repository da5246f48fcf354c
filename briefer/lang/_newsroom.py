"""The tables of a language's file that drafting, stories, editions and rendering read first."""

from briefer.lang._fields import Table


class NewsroomTables(Table):
    """What a language's file holds for writing a briefing."""
