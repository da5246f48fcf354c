"""Countries, cities and organisations as a language names them."""

from briefer.lang._fields import NONE, Pairs, Table, Words


class Places(Table):
    """`[places]`: names as they are written, each with what it stands for.

    - `names`: of countries, to their ISO 3166-1 alpha-2 code and what it is: nothing for the country
      itself, "d" for its people, "c" for its capital, "g" for its government ("the Kremlin"). The
      countries' names are the Unicode CLDR's (https://cldr.unicode.org, Unicode licence v3);
      demonyms, capitals and governments are our own;
    - `forms`: of adjectives and peoples, to the country;
    - `cities`: to the country, or to nothing for a region of several;
    - `organisations`: to the name under which we know it;
    - `adjective_stems`, `noun_stems`: of adjectives and of what the people are called, where a
      language declines them, to the country; `undeclined`: names that have no cases;
    - `prepositions`, `offices`: before and after the name of a country that is a person's too;
      `also_given`, `also_surnames`: which those are;
    - `not_after`, `not_before`: a name to the words beside which it is none ("New Mexico");
    - `waters`: "Gulf of", before a name that is no country's;
    - `caucasian`, `southern`: what tells the one Georgia from the other;
    - `doubtful`: names that are words too, and `leads`: before them they are names.
    """

    names: Pairs = NONE
    forms: Pairs = NONE
    cities: Pairs = NONE
    organisations: Pairs = NONE
    adjective_stems: Pairs = NONE
    noun_stems: Pairs = NONE
    undeclined: Words = ()
    prepositions: Words = ()
    offices: Words = ()
    also_given: Words = ()
    also_surnames: Words = ()
    not_after: Pairs = NONE
    not_before: Pairs = NONE
    waters: Words = ()
    caucasian: Words = ()
    southern: Words = ()
    doubtful: Words = ()
    leads: Words = ()
