"""The tables of a language's file for telling a sentence by itself: what opens and joins it."""

from briefer.lang._fields import Table, Wordings, Words


class Openings(Table):
    """`[openings]`: how a sentence begins that leans on the one before it.

    - `connectives`: can go where a comma follows ("however"); `bare`: can go without one, and so
      can `joiners` where none of the words `joiners_unless` follows ("and so on");
    - `also`: can go after the words that open the sentence;
    - `subjects`: personal pronouns that stand for a person; `possessives` ("his");
      `leads`: a phrase that may go before them ("during the night, he");
    - `dangling`: point back, so that the sentence says little alone ("this"); `settled`: look so,
      and do not ("it is clear that");
    - `vague`: nouns that mean something said just before ("the move"), but where one of the words
      `vague_unless` follows ("the move to");
    - `ourselves`: the writer's own person at the opening, in any case; `myself`: anywhere, as it
      is written; `voices`: "I" as it opens what somebody is quoted to say;
    - `as_told`: open a clause that only says who reported it ("as the Klow Times reported");
    - `marks`: the marks that open and close a quotation, where they are not “ and ”.
    """

    connectives: Wordings = ()
    bare: Wordings = ()
    joiners: Words = ()
    joiners_unless: Words = ()
    also: Words = ()
    subjects: Words = ()
    possessives: Words = ()
    leads: Wordings = ()
    dangling: Wordings = ()
    settled: Wordings = ()
    vague: Wordings = ()
    vague_unless: Words = ()
    ourselves: Wordings = ()
    myself: Wordings = ()
    voices: Words = ()
    as_told: Words = ()
    marks: Words = ()


class Determiners(Table):
    """`[determiners]`: lower-case words that stand before a noun."""

    definite: Words = ()
    indefinite: Words = ()
    possessive: Words = ()


class Prepositions(Table):
    """`[prepositions]`: what stands right before a place, a date or what is counted.

    - `where`: where something happens; `attached`: the same, written as one with the place;
      `direction`: where it comes from or goes to;
    - `since` and `until`: before a date;
    - `of`: between a number or a group and what it counts ("a crew of 25").
    """

    where: Wordings = ()
    attached: Words = ()
    direction: Wordings = ()
    since: Wordings = ()
    until: Wordings = ()
    of: Wordings = ()


class Subordination(Table):
    """`[subordination]`: what begins a clause that is not the main one, or one more."""

    relatives: Wordings = ()
    subordinators: Wordings = ()
    coordinators: Words = ()


class Passives(Table):
    """`[passives]`: auxiliaries of the passive, and the participles that follow them.

    `nonfinite`: auxiliaries of a passive that is no clause's own verb ("after being told").
    """

    auxiliaries: Words = ()
    nonfinite: Words = ()
    participles: Wordings = ()
