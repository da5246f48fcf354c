"""Numbers as a language writes them."""

from pydantic import Field

from briefer.lang._fields import Table, Words


class NumberWords(Table):
    """`[numbers]`: lower-case number words.

    "a|b" are forms of one word, "stem+x,y" stands for "stemx|stemy".

    - `units`: 0 to 19 in order; `tens`: 20, 30 ... 90; `ordinals`: 1st, 2nd ...;
      `tens_ordinals`: 20th, 30th ...;
    - `others`: "KIND VALUE" to words; the kinds are those of `briefer.text`: whole (adds up), hundred
      and scale (multiply), dozen (multiplies, ends), many (vague plural), fraction (VALUE divides),
      half;
    - `joiners`: between the words of one number ("one hundred and twenty");
    - `articles`: count as one before a hundred, a scale, a dozen or a fraction ("a million");
    - `of`: after a scale or a vague plural ("hundreds of", "millions de").
    """

    units: Words = ()
    tens: Words = ()
    ordinals: Words = ()
    tens_ordinals: Words = ()
    others: dict[str, Words] = Field(default_factory=dict)
    joiners: Words = ()
    articles: Words = ()
    of: Words = ()
