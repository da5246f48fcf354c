"""The tables of a language's file that say what a sentence of news tells, and what is no news."""

from briefer.lang._fields import Table, Wordings, Words


class Kinds(Table):
    """`[kinds]`: lower-case wordings by which the kind of a sentence of news is known.

    - `reaction`: verbs of approval and refusal; `happening`: of what happens to nobody's doing;
    - `figures`: words round a figure that is a sentence's point; `amounts`: what follows a number
      that is an amount;
    - `past`: of what was so before the news.
    """

    reaction: Wordings = ()
    happening: Wordings = ()
    figures: Wordings = ()
    amounts: Wordings = ()
    past: Wordings = ()


class Speaking(Table):
    """`[speaking]`: who says something, and who doesn't, beside the verbs of `[speech]`.

    - `beside`: more words that stand beside a speaker's name; `auxiliaries`: may go before a verb
      of saying ("a dit"); `stems`: the stems of verbs that only say that somebody says something;
    - `plain`: wordings that are a verb of saying wherever they stand; `first`: more verbs of saying
      that a sentence begins with, in a language that puts its verb first; `tags`: the verbs of
      ", officials said";
    - `nobody`: looks like a speaker and is none; `away`: prepositions before a name that doesn't
      speak ("said on Twitter").
    """

    beside: Words = ()
    auxiliaries: Words = ()
    stems: Words = ()
    plain: Wordings = ()
    first: Words = ()
    tags: Words = ()
    nobody: Words = ()
    away: Words = ()


class People(Table):
    """`[people]`: whom a pronoun may mean, beside the pronouns and nouns of `[names]`.

    - `his` and `hers`: possessives; `unnamed`: more nouns for one without a name ("the driver");
    - `titles`: small words of the titles before a name.
    """

    his: Words = ()
    hers: Words = ()
    unnamed: Wordings = ()
    titles: Words = ()


class Notices(Table):
    """`[notices]`: what is meant for readers and is no news.

    - `openings`: of a notice or a caption ("read more"); `captions`: anywhere in one;
      `pictures`: what stands after the name of one of the `picture_agencies`;
    - `asides`: in brackets, on a picture ("above left");
    - `seams`: a capitalised word on which a caption without a full stop runs into the text;
    - `feet`: in the lines that an agency or a site puts under everything it sends.
    """

    openings: Wordings = ()
    captions: Wordings = ()
    pictures: Wordings = ()
    picture_agencies: Words = ()
    asides: Wordings = ()
    seams: Words = ()
    feet: Wordings = ()
