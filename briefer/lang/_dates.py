"""Dates as a language writes them."""

from briefer.lang._fields import NONE, Expression, Numbers, Pairs, Phrases, Table, Words


class Ago(Table):
    """Expressions round "N units"; `sign` is -1 for "ago", 1 for "from now".

    0 counts from no known day ("three days later"), 2 is 1 where the clause speaks of the future.
    """

    before: Expression
    after: Expression
    sign: int


class Dates(Table):
    """`[dates]`: what a language says about days, months and years, in lower case.

    - `months` (with the cases of declined names), `short_months`, `days`: name to number; Monday
      is 0. The names are the Unicode CLDR's (https://cldr.unicode.org, Unicode licence v3) and,
      beside them, regional names and cases of our own;
    - `capitalised`: these are written with a capital;
    - `ambiguous`: those that name a month only beside a day, a year or a word such as "in";
    - `relative`: phrase to "UNIT COUNT" from now; `relative_adjectives` and `relative_nouns`:
      every one of the first before every one of the second ("last week");
    - `turns`: what turns a weekday back (-1) or forward (1); `seasons`: word to first month;
      `counts`: number words before a unit; `units`: word to unit, with a count if it is a dual;
      `ordinals`: days of a month in words;
    - `agos`: "three days ago"; `parts`: "mid-", "the end of"; `leads`: before a bare month;
      `year_leads`: before a bare year; `year_suffix`: after one ("года");
    - `future`, `past`: verbs that show the tense of a clause;
    - `scheduled`: verbs in the present tense that stand for the future where a day is beside them
      ("the court rules on Friday"); `perfect`: verbs beside which they do not, where `past` has
      none ("hat am Freitag … eröffnet");
    - `since`, `until`: before a day from which, or up to which, something lasts;
    - `quantities`, `counted`: before and after a number that is no year; `moved`: beginnings of verbs
      of putting off ("moved from June 3 to June 5" is no range);
    - `epithets`, `titles`: before and after a weekday that names no day ("Black Friday", "Sunday
      Times").
    """

    months: Numbers = NONE
    short_months: Numbers = NONE
    days: Numbers = NONE
    capitalised: bool = False
    ambiguous: Words = ()
    relative: Pairs = NONE
    relative_adjectives: Pairs = NONE
    relative_nouns: Pairs = NONE
    turns: Numbers = NONE
    seasons: Numbers = NONE
    counts: Numbers = NONE
    units: Pairs = NONE
    ordinals: Numbers = NONE
    agos: tuple[Ago, ...] = ()
    parts: Expression = ""
    leads: Expression = ""
    year_leads: Expression = ""
    year_suffix: Expression = ""
    future: Expression = ""
    past: Expression = ""
    scheduled: Expression = ""
    perfect: Expression = ""
    since: Words = ()
    until: Words = ()
    quantities: Phrases = ()
    counted: Phrases = ()
    moved: Words = ()
    epithets: Words = ()
    titles: Words = ()


class Ranges(Table):
    """`[ranges]`: words between two dates or numbers: "to", "and", and "between" before both.

    `to_day` joins two dates only: after a number it may say what it came to ("fell 5% to 20").
    """

    to: Words = ()
    to_day: Words = ()
    ands: Words = ()
    between: Words = ()


class Weekdays(Table):
    """`[weekdays]`: words for days that are counted from an article's own, and how they are named.

    - `counted`: word to the days from the article's own, and a part of the day ("tonight=0 night");
    - `on`: before a weekday; `leads`: prepositions after which it is left out ("until").
    """

    counted: Pairs = NONE
    on: str = ""
    leads: Words = ()
