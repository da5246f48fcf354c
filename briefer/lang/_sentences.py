"""Sentences and the small words in them, as a language writes them."""

from briefer.lang._fields import NONE, Pairs, Table, Words


class Sentences(Table):
    """`[sentences]`: what a full stop after a word means, and what opens a sentence.

    Abbreviations stand as they are written, without their last full stop. `xx.toml` has those of
    every language.

    - `bound`: never ends a sentence (a title before a name: "Gen.", "г-н", "Mme.");
    - `loose`: ends one only before a word that opens sentences ("in Jan. The ...");
    - `counted`: an abbreviation only before a number ("No. 5", "стр. 12");
    - `final`: ends one before any capital ("и т. д. Путин ...");
    - `yearly`: of a year or a century after a number ("в 2021 г."), of a town before its name
      ("г. Минск"): only after a number does it end one;
    - `bound_pairs`, `final_pairs`: the halves of a spaced abbreviation ("z.|B", "т.|д");
    - `openers`: words that open sentences and are no names;
    - `ordinals`: whether "16." is an ordinal; `ordinal_after`, `ordinal_before`: beside which words;
    - `number_joins`: whether "16." before a capital is an ordinal wherever nothing speaks against it
      (nouns with capitals in German, the verb at the end in Turkish); against it speak an opener
      and `cardinal_after`, words before a count ("auf 16. Minister ...");
    - `numbered` of `xx.toml`: what an ordinal begins a name with in any language ("1. FC Köln");
    - `clock`: time zones and days after "a.m."; `labels`: before a lone capital that is no initial
      ("Plan B.");
    - `said`: verbs after a quotation that ends with a question or exclamation mark.
    """

    bound: Words = ()
    loose: Words = ()
    counted: Words = ()
    final: Words = ()
    yearly: Words = ()
    bound_pairs: Words = ()
    final_pairs: Words = ()
    openers: Words = ()
    ordinals: bool = False
    ordinal_after: Words = ()
    ordinal_before: Words = ()
    number_joins: bool = False
    cardinal_after: Words = ()
    numbered: Words = ()
    clock: Words = ()
    labels: Words = ()
    said: Words = ()


class SmallWords(Table):
    """`[words]`: words that carry no subject.

    `stop`: closed classes only (articles, pronouns, prepositions, conjunctions, auxiliaries, a few
    adverbs), lower case; no verb of saying and no number, which news needs. A word with an
    apostrophe stands for both kinds of apostrophe.
    """

    stop: Words = ()


class Scripts(Table):
    """`[scripts]` of `xx.toml`: a language to the scripts it is written in, its usual one first.

    They are named by the first word of Unicode's names of their letters. A language that is not
    listed is written in Latin letters.
    """

    of: Pairs = NONE
