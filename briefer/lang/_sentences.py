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
    - `bound_pairs`, `final_pairs`: the halves of a spaced abbreviation ("z.|B", "т.|д");
    - `openers`: words that open sentences and are no names;
    - `ordinals`: whether "16." is an ordinal; `ordinal_after`, `ordinal_before`: beside which words;
    - `clock`: time zones and days after "a.m."; `labels`: before a lone capital that is no initial
      ("Plan B.");
    - `said`: verbs after a quotation that ends with a question or exclamation mark.
    """

    bound: Words = ()
    loose: Words = ()
    counted: Words = ()
    final: Words = ()
    bound_pairs: Words = ()
    final_pairs: Words = ()
    openers: Words = ()
    ordinals: bool = False
    ordinal_after: Words = ()
    ordinal_before: Words = ()
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
