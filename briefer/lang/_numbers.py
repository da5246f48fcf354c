"""Numbers as a language writes them."""

from briefer.lang._fields import NONE, Pairs, Phrases, Table, Words


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
    - `of`: after a scale or a vague plural ("hundreds of", "millions de");
    - `approximate`: right before a number that is a rough one ("about", "more than");
    - `plurals`: nouns that are counted and don't show it; `adjectives`, `adjective_endings`: of words
      between a number and its noun; `no_nouns`: words that are never counted;
    - `not_before_one`, `not_after_one`: beside "one" where it is a pronoun; `one_measures`: what
      "one-" measures ("one-day");
    - `millions`: what a million written "m" counts.
    """

    units: Words = ()
    tens: Words = ()
    ordinals: Words = ()
    tens_ordinals: Words = ()
    others: dict[str, Words] = NONE
    joiners: Words = ()
    articles: Words = ()
    of: Words = ()
    approximate: Phrases = ()
    plurals: Words = ()
    adjectives: Words = ()
    adjective_endings: Words = ()
    no_nouns: Words = ()
    not_before_one: Words = ()
    not_after_one: Words = ()
    one_measures: Words = ()
    millions: Words = ()


class Units(Table):
    """`[units]` of `xx.toml`: units beside numbers, in whatever language.

    - `symbols`: of currencies, to their ISO 4217 code; `currency_codes`: these codes;
    - `scales`: short for thousands, millions ..., to their value;
    - `names`: a unit to regular expressions that name it. The first that matches wins: where one
      begins another ("barrels" in "barrels per day"), the longer stands first.
    """

    symbols: Pairs = NONE
    currency_codes: Words = ()
    scales: Pairs = NONE
    names: dict[str, tuple[str, ...]] = NONE
