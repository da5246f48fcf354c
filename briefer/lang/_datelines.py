"""Date lines, bylines and sources as the newspapers of a language write them above a text."""

from briefer.lang._fields import NONE, Numbers, Pairs, Phrases, Table, Words


class Datelines(Table):
    """`[datelines]`: what may stand in a date line, in lower case and without full stops.

    - `months`, `days`: names and short forms besides those of `[dates]`; Monday is 0. Those of
      languages without `[dates]` are the Unicode CLDR's (https://cldr.unicode.org, Unicode licence
      v3), the others of our own;
    - `order`: how the language writes a day in digits;
    - `published`, `updated`: what is written before the moment of either;
    - `fillers`: words that may stand between the parts of a date ("on", "of", "Uhr", "de");
    - `morning`, `afternoon`: after or before an hour of the twelve; `hours`: after an hour;
    - `year_marks`, `month_marks`, `day_marks`: written after a number ("年"); `month_leads`: before
      one ("tháng");
    - `bylines`, `sources`: before an author's and before an outlet's name;
    - `zones`: a zone's letters to minutes east of Greenwich; `zone_names`: to an IANA name.
    """

    months: Numbers = NONE
    days: Numbers = NONE
    order: str = "dmy"
    published: Phrases = ()
    updated: Phrases = ()
    fillers: Words = ()
    morning: Phrases = ()
    afternoon: Phrases = ()
    hours: Words = ()
    year_marks: Words = ()
    month_marks: Words = ()
    month_leads: Words = ()
    day_marks: Words = ()
    bylines: Phrases = ()
    sources: Phrases = ()
    zones: Numbers = NONE
    zone_names: Pairs = NONE
