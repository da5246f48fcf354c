"""The tables of a language's file that editions read: offices, tone, what a briefing says."""

from briefer.lang._fields import NONE, Table, Wordings, Words


class Offices(Table):
    """`[offices]`: the words beside a name for the office that its bearer holds.

    `held`: an office of `editions/offices.py` to its words; `deputies`: before the office, of one
    who does not hold it himself ("former").
    """

    held: dict[str, Wordings] = NONE
    deputies: Wordings = ()


class Stances(Table):
    """`[tone.supportive]` and `[tone.critical]`: words of support, and of criticism or penalty.

    - `aimed`: verbs and adjectives whose target follows ("condemned Austria", "critical of
      Austria"); `nouns`: nouns whose target follows ("Kritik an Österreich");
    - `passive`: participles whose target goes before, after an auxiliary ("Austria was criticised").

    Whole words, lower case; a star stands for any ending. German and Arabic put a subject after
    its verb as easily as an object: their verbs are not used.
    """

    aimed: Words = ()
    nouns: Words = ()
    passive: Words = ()


class Tone(Table):
    """`[tone]`: what decides whether a word is aimed at a country; see `editions/aiming.py`.

    `agents` ("by Austria": the country acts), `places` ("in Austria": it is the scene), `denials`.
    The auxiliaries are those of `[passives]`.
    """

    supportive: Stances = Stances()
    critical: Stances = Stances()
    agents: Words = ()
    places: Words = ()
    denials: Words = ()


class Wording(Table):
    """`[briefing]`: what a briefing itself says, or may say, in a language.

    - `changed`: why a claim is gone that nobody withdrew;
    - `glue`: function words that the worked examples of the prompts may add to their sources.
    """

    changed: str = ""
    glue: Words = ()
