"""The table of a language's file for small words on which the sense of a phrase hangs."""

from briefer.lang._fields import NONE, Phrases, Table, Words


class Qualifiers(Table):
    """`[qualifiers]`: what may not be put in, left out or exchanged beside copied words.

    Each is a meaning to the phrases that have it: two phrases of one meaning may stand for each
    other.

    - `quantity`: before a number or a noun ("at least", "almost all", "only");
    - `polarity`: what denies; `modality`: of what may be, will be or is wanted;
    - `evidence`: of what is only alleged, or seems so;
    - `time`: how a time or a deed lies to another ("since", "until", "before");
    - `standing`: before an office or a relation ("former", "acting", "deputy");
    - `grave`: verbs of such consequence that no paraphrase brings them in;
    - `deciding`: who does a thing by deciding it ("a court agreed to extend").
    """

    quantity: dict[str, Phrases] = NONE
    polarity: dict[str, Phrases] = NONE
    modality: dict[str, Phrases] = NONE
    evidence: dict[str, Phrases] = NONE
    time: dict[str, Phrases] = NONE
    standing: dict[str, Phrases] = NONE
    grave: Words = ()
    deciding: Words = ()
