"""What stands round an article's prose, as publishers and senders of mail write it."""

from briefer.lang._fields import Expression, Expressions, Phrases, Table, Words


class Asides(Table):
    """`[asides]`: what paragraphs that are no prose look like.

    - `telling`: verbs of saying that show that a quotation is told: the mark of prose. Fewer than
      those of `[speech]`: only what no caption has;
    - `posts`: of networks, embedded; `captions`, `caption_labels` (before a colon), `photos` (before a
      credit), `agencies` (behind one), `source_labels`; `by`: before a photographer's name;
    - `links`: to other articles; `link_ends`: at the end of a teaser; `link_colons`: only before a
      colon;
    - `whole`: paragraphs that are nothing else, but for case and a full stop; `openings`: how no prose
      begins; `rights`: reserved ones;
    - `stamps`: "published", and `stamp_days` after it ("on"); `dated`: the same above a date alone;
      `reading_times`; `bylines`: before an author's name; `desk`: "Reporting by";
    - `comments`: the heading above what readers wrote.
    """

    telling: Expressions = ()
    posts: Expressions = ()
    captions: Expressions = ()
    caption_labels: Words = ()
    photos: Expressions = ()
    agencies: Expressions = ()
    source_labels: Phrases = ()
    by: Words = ()
    links: Expressions = ()
    link_ends: Expressions = ()
    link_colons: Words = ()
    whole: Expressions = ()
    openings: Expressions = ()
    rights: Expressions = ()
    stamps: Phrases = ()
    stamp_days: Words = ()
    dated: Words = ()
    reading_times: Expressions = ()
    bylines: Expressions = ()
    desk: Expression = ""
    comments: Expressions = ()


class Pages(Table):
    """`[pages]`: what pages that hold no article say.

    `paywall`, `consent` (and `consent_stems`, one of which stands in whatever `consent` finds), `error`,
    `more` (a teaser's end), `live` and `gallery` (in titles and addresses).
    """

    paywall: Expressions = ()
    consent: Expressions = ()
    consent_stems: Phrases = ()
    error: Expressions = ()
    more: Expressions = ()
    live: Expressions = ()
    gallery: Expressions = ()


class Mails(Table):
    """`[mails]`: what a mail holds beside its sender's words.

    - `reply_days` and `wrote`: "On ... wrote:"; `wrote_last`: where the verb ends the line, and nothing
      need open it;
    - `original`, `forwarded`: between rules, above a quoted mail; `fields`: names of its headers;
    - `sent_from`: how a telephone signs; `footer`: of lists, and `addressed`: to whom they speak.
    """

    reply_days: Phrases = ()
    wrote: Phrases = ()
    wrote_last: Words = ()
    original: Phrases = ()
    forwarded: Phrases = ()
    fields: Words = ()
    sent_from: Expressions = ()
    footer: Expressions = ()
    addressed: Expressions = ()
