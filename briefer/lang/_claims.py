"""The tables of a language's file by which claims are compared and what is announced is found."""

from briefer.lang._fields import NONE, Pairs, Phrases, Table, Wordings, Words


class Announcing(Table):
    """`[announcing]`: how a text announces what is still to come.

    - `future`: words of the future tense or of plans; `due`, `was_due`, `until`: phrases that do
      the same ("is due to", "was due to", "has until");
    - `meant`: that it was so, and may not have come to pass ("was due to");
    - `leads`: right before a day on which something begins, ends or is due ("starting on", "by");
    - `called`: right before a day that something was set for ("called a strike for Friday");
    - `kinds`: an appointment's kind to its nouns, and its verbs in the present tense; a language
      without words for the future has every date announced;
    - `doubtful_openings` and `doubtful`: what makes it no announcement ("if", "nobody");
      `past`: the same where no word of the future stands near;
    - `pronouns`: openings of a poor wording for a calendar.
    """

    future: Words = ()
    due: Wordings = ()
    was_due: Wordings = ()
    meant: Wordings = ()
    until: Wordings = ()
    leads: Wordings = ()
    called: Wordings = ()
    kinds: dict[str, Words] = NONE
    doubtful_openings: Words = ()
    doubtful: Wordings = ()
    past: Words = ()
    pronouns: Wordings = ()


class Claims(Table):
    """`[claims]`: words that turn a claim round, and words that mean the same event.

    - `negations`; `denials`: verbs that negate what follows; `modals`: of what may be or will be,
      `no_modals`: names that only look like one ("May");
    - `concepts`: a kind of event to English stems, and to beginnings, with a star, in any language;
    - `opposites`: pairs of stems, what is on the left of "=" being the opposite of the right;
    - `common`: words of the trade, in any day's news, about any event.
    """

    negations: Words = ()
    denials: Words = ()
    modals: Words = ()
    no_modals: Words = ()
    concepts: dict[str, Words] = NONE
    opposites: Pairs = NONE
    common: Words = ()


class Measures(Table):
    """`[measures]`: words round a figure.

    - `idle`: only measure, and say nothing of what is counted ("twelve days");
    - `at_least` and `at_most`: right before it.
    """

    idle: Words = ()
    at_least: Wordings = ()
    at_most: Wordings = ()


class Moves(Table):
    """`[moves]`: how a report says that something is no longer what it was.

    - `correction`: it corrects an earlier report;
    - `from_before` the old figure and `to_between` it and the new one ("from 69 to 71");
      `formerly`: between the new one and the old one ("71, up from 69").
    """

    correction: Wordings = ()
    from_before: Words = ()
    to_between: Words = ()
    formerly: Wordings = ()


class Tolls(Table):
    """`[tolls]`: how a text counts the dead, the hurt and the missing, and what else is counted.

    - `dead`, `hurt`, `missing`: beginnings of the words that say so, beside the figure;
    - `bodies`: what an ordinal counts the dead by ("a fifth body");
    - `people`: words for those who are counted that tell no more of them than that;
    - `more`: beside a figure that is added to another ("two more"); `among`: right before one that
      is part of another ("including three children");
    - `rising`: beginnings of words by which a report says that a figure is no longer the old one;
    - `things`: a kind of thing that is counted, to beginnings of its words: "tankers" and "Schiffe"
      are both ships.
    """

    dead: Words = ()
    hurt: Words = ()
    missing: Words = ()
    bodies: Words = ()
    people: Words = ()
    more: Words = ()
    among: Phrases = ()
    rising: Words = ()
    things: dict[str, Words] = NONE


class Headlines(Table):
    """`[headlines]`: what of a headline may go, in a title.

    - `clauses`: open a clause that tells how or when besides ("as rescuers search the rubble");
    - `says`: verbs of saying at its end ("IAEA says"); `days`: when it was, as the report's own day;
    - `places`: what stands before a town's name and only says what it is, the preposition kept out;
    - `contrasts`: open a clause that sets something against the one before ("but");
    - `auxiliaries`: verbs that a headline leaves out ("have been" killed); `beside_verbs`: words
      after which a verb is no clause's own.
    """

    clauses: Wordings = ()
    says: Wordings = ()
    days: Wordings = ()
    places: Wordings = ()
    contrasts: Wordings = ()
    auxiliaries: Wordings = ()
    beside_verbs: Words = ()
