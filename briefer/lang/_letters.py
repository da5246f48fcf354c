"""The tables of a language's file for mails: what mail programs and newsletters write around them."""

from briefer.lang._fields import Phrases, Table, Words


class Letters(Table):
    """`[letters]`: labels and phrases of mails and newsletters, in lower case.

    - `sender`, `sent`, `recipients`, `subject`: the labels of header lines that a mail program
      writes above a mail that is forwarded or answered (`recipients`: and what else it labels);
    - `ended`: the line below a mail that is forwarded (the one above is `mails.forwarded`);
    - `forwards` and `replies`: what goes before the subject of such a mail ("WG" in "WG: Truce");
    - `behalf`: between who sends a mail and for whom;
    - `leaving` and `browser`: footers and headers of newsletters ("unsubscribe", "view online");
    - `sponsors`: what advertising is labelled as; `greetings` and `closings`: how a letter opens
      and ends; `more`: the words of a link to the whole article;
    - `offices`: senders' names that say nothing of whom they are of ("Press office");
    - `issuers`: labels before who publishes a press release; `releases`: what one is called.
    """

    sender: Phrases = ()
    sent: Phrases = ()
    recipients: Phrases = ()
    subject: Phrases = ()
    ended: Phrases = ()
    forwards: Words = ()
    replies: Words = ()
    behalf: Phrases = ()
    leaving: Phrases = ()
    browser: Phrases = ()
    sponsors: Phrases = ()
    greetings: Phrases = ()
    closings: Phrases = ()
    more: Phrases = ()
    offices: Phrases = ()
    issuers: Phrases = ()
    releases: Phrases = ()
