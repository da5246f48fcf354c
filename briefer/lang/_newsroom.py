"""The tables of a language's file that drafting, stories, editions and rendering read first."""

from briefer.lang._claims import Announcing, Claims, Headlines, Measures, Moves, Tolls
from briefer.lang._drafts import Kinds, Notices, People, Speaking
from briefer.lang._editions import Offices, ToneWords, Wording
from briefer.lang._fields import Table
from briefer.lang._openings import Determiners, Openings, Passives, Prepositions, Subordination


class NewsroomTables(Table):
    """What a language's file holds for writing a briefing."""

    openings: Openings = Openings()
    determiners: Determiners = Determiners()
    prepositions: Prepositions = Prepositions()
    subordination: Subordination = Subordination()
    passives: Passives = Passives()
    kinds: Kinds = Kinds()
    speaking: Speaking = Speaking()
    people: People = People()
    notices: Notices = Notices()
    announcing: Announcing = Announcing()
    claims: Claims = Claims()
    measures: Measures = Measures()
    moves: Moves = Moves()
    tolls: Tolls = Tolls()
    headlines: Headlines = Headlines()
    offices: Offices = Offices()
    tone: ToneWords = ToneWords()
    briefing: Wording = Wording()
