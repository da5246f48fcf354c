"""People, their offices and what bodies are called, as a language writes them."""

from briefer.lang._fields import Expression, Table, Words


class Names(Table):
    """`[names]`: words that tell people, offices and organisations apart, in lower case.

    - `given`: given names, a hint that a name is a person's; `female`, `unisex`: those of women,
      and those that show nothing. Latin letters cross languages: those names are in `xx.toml`;
    - `honorifics`: before a name, and no office; `short_offices`: offices written short ("gen");
    - `offices`: "minister", in every form a text may use; `office_modifiers`: beside an office, part
      of its name; `offices_as_surnames`: "King"; `verbs`: in what stands after a name and is no
      office; in Chinese those right after a name;
    - `breaks`: words that can't stand between an office and the name it belongs to;
    - `titles`: offices before or after a name, in a script without capitals;
    - `bodies`: words that head an organisation's name; `lone_bodies`: those that name one alone;
    - `things`: of events, laws and objects: their last word tells them from people;
    - `affiliations`: parties, faiths, origins and directions: beside a name, no part of it;
    - `first_words`: words that open a sentence and are no names; `no_names`: words with a capital that
      are never one (days and months are not listed again); `no_acronyms`: capitals that are none;
    - `particles`: inside a name ("van der"); `joiners`: small words inside a body's name;
    - `undeclined`: given names without cases;
    - `speaks`: verbs right after a lone name;
    - `people`: nouns for one person; `women`, `men`: nouns that tell which; `he`, `she`: pronouns.
    """

    given: Words = ()
    female: Words = ()
    unisex: Words = ()
    honorifics: Words = ()
    short_offices: Words = ()
    offices: Words = ()
    office_modifiers: Words = ()
    offices_as_surnames: Words = ()
    verbs: Words = ()
    breaks: Words = ()
    titles: Expression = ""
    bodies: Words = ()
    lone_bodies: Words = ()
    things: Words = ()
    affiliations: Words = ()
    first_words: Words = ()
    no_names: Words = ()
    no_acronyms: Words = ()
    particles: Words = ()
    joiners: Words = ()
    undeclined: Words = ()
    speaks: Words = ()
    people: Words = ()
    women: Words = ()
    men: Words = ()
    he: Words = ()
    she: Words = ()
