"""Verbs of saying, sources, and the small words of clauses, as a language has them."""

from briefer.lang._fields import NONE, Expression, Forms, Pairs, Phrases, Table, Words


class Speech(Table):
    """`[speech]`: who says what.

    English verbs stand in their base form, those of other languages in their third persons, with
    `..._participles` that follow an `auxiliary`. The classes:

    - `say`: hands what is said to a speaker, wherever it stands;
    - `judge`: praises, condemns, urges; what follows is the speaker's view;
    - `loose`: says only with a clause or a quotation; alone it tells what was done ("agreed to");
    - `act`: demands, accuses, denies: the subject must be a person, a body or a source;
    - `show`, `document`: of polls, reports and papers (the second as weak as `loose`).

    The text stage looks for all of them, in their place in the sentence; the check, which has no more
    than the words, takes those of `say`, `judge` and `show` for a report, without `ambiguous` ones.

    - `irregular`: a base form to its other forms; `with_particle`: verbs that report only with
      what follows them; `phrases`: the first of several words, and what follows it;
    - `more`: further expressions for verbs; `reports`: phrases that only the check knows;
    - `adjectives`: "is confident that"; `claim_nouns`: "his warning that";
    - `ambiguous`: forms that are nouns or adjectives at least as often; `ambiguous_verbs`: those of
      them that the check takes for verbs;
    - `according`: "according to"; `according_to`: instead of these where a word is written together
      with what follows; `stressed`: pronouns that are no source after it;
    - `that`: what opens a reported clause; `pronouns`: subjects of these verbs; `source_pronouns`:
      pronouns after "according to";
    - `sources`, `source_forms`: nouns for unnamed sources ("officials"); `data`: those that are papers
      or figures; `after_sources`, `source_verbs`, `source_participles`: words that may follow one;
    - `joining`: conjunctions that part the subject of a verb of saying from what stands before it;
      `no_source_openings`, `no_source_verbs`: in what is no unnamed source ("this is");
    - `occasions`: "in a speech"; `hearers`: "told reporters"; `no_names`: words that are no part of
      an unknown name, where the script has no capitals.
    """

    say: Forms = ()
    judge: Forms = ()
    loose: Forms = ()
    act: Forms = ()
    show: Forms = ()
    document: Forms = ()
    say_participles: Forms = ()
    judge_participles: Forms = ()
    act_participles: Forms = ()
    auxiliary: Expression = ""
    irregular: Pairs = NONE
    with_particle: dict[str, Expression] = NONE
    phrases: dict[str, Expression] = NONE
    more: Expression = ""
    reports: Phrases = ()
    adjectives: Words = ()
    claim_nouns: Words = ()
    ambiguous: Words = ()
    ambiguous_verbs: Words = ()
    according: Phrases = ()
    according_to: Expression = ""
    stressed: Words = ()
    that: Expression = ""
    pronouns: Words = ()
    source_pronouns: Words = ()
    sources: Words = ()
    source_forms: Expression = ""
    data: Words = ()
    after_sources: Words = ()
    source_verbs: Words = ()
    source_participles: Words = ()
    joining: Words = ()
    no_source_openings: Words = ()
    no_source_verbs: Words = ()
    occasions: Words = ()
    hearers: Words = ()
    no_names: Words = ()


class Clauses(Table):
    """`[clauses]`: the small words of a clause.

    - `prepositions`, `conjunctions`, `determiners`; `of`: prepositions before the complement of a noun;
    - `be`, `have`, `modals`, `do`, `negations`, `helpers`: forms of auxiliaries, contracted ones too;
      `adverbs`: between them and the verb; `no_adverbs`: words in "ly" that are none;
    - `past`: pasts that don't end in "ed", and a few presents, which make a clause one;
    - `no_subjects`: right before a word that is then no verb, or whose verb says nothing yet;
    - `before_subjects`: words after which the first name of a sentence is not its subject;
    - `plurals`: subjects of a plural verb that don't end in "s";
    - `settings`: what a phrase that only says when or where begins with, with its capital;
      `adverbials`: the same for clauses;
    - `binding`: how what is cut off a sentence may not begin, as it turns or bounds what is left.
    """

    prepositions: Words = ()
    conjunctions: Words = ()
    determiners: Words = ()
    of: Words = ()
    be: Words = ()
    have: Words = ()
    modals: Words = ()
    do: Words = ()
    negations: Words = ()
    helpers: Words = ()
    adverbs: Words = ()
    no_adverbs: Words = ()
    past: Words = ()
    no_subjects: Words = ()
    before_subjects: Words = ()
    plurals: Words = ()
    settings: Words = ()
    adverbials: Words = ()
    binding: Phrases = ()
