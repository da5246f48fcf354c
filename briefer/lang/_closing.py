"""What stands below a text, and the names of a record's fields, as a language has them."""

from briefer.lang._fields import Phrases, Table, Words


class RecordFields(Table):
    """`[records]`: what fields of front matter, exports and pasted heads are called, in lower case.

    Besides those of `[datelines]` (`sources`, `published`, `bylines`). `text` is a record's body,
    `labels` its section, tags or kind.
    """

    title: Phrases = ()
    published: Phrases = ()
    source: Phrases = ()
    author: Phrases = ()
    text: Phrases = ()
    language: Phrases = ()
    labels: Phrases = ()


class Closing(Table):
    """`[closing]`: lines under a text, in lower case.

    - `networks`: what a reader is invited to: networks, newsletters, alerts;
    - `invitations`: how an invitation begins; `ours`: "our". A short line that has one of them and a
      network is no prose;
    - `contacts`: before names and numbers that are for the press;
    - `paying`: what a line in front of a paywall says;
    - `more`: before a link to another article;
    - `about`: before an issuer's name, above what it says of itself;
    - `codes`: before the code of an offer: "with the code";
    - `reprinted`: in the note that says whose article this is;
    - `papers`: what names of newspapers end in, by which one that an address writes together is parted;
    - `views`: in the note that says that an opinion is its author's.
    """

    networks: Phrases = ()
    invitations: Phrases = ()
    ours: Phrases = ()
    contacts: Phrases = ()
    paying: Phrases = ()
    more: Phrases = ()
    about: Phrases = ()
    reprinted: Phrases = ()
    views: Phrases = ()
    codes: Phrases = ()
    papers: Words = ()
