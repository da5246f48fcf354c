"""Saved feeds: an article an entry, full text before summary, and no bombs."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.models import Article, Failure

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

LONG = "The six delegations signed the accord on Monday, the ministry said. " * 5

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Alpine &amp; Co Wire</title><language>en-us</language>
<item><title>Accord &lt;i&gt;signed&lt;/i&gt;</title><link>https://alpine.example/1</link><guid>g1</guid>
<pubDate>Tue, 01 Jun 2021 23:30:00 -0400</pubDate><description>In short.</description>
<content:encoded><![CDATA[<p>{LONG}</p><figure><figcaption>The port</figcaption></figure><p>Ships leave on June 16.</p>
<blockquote class="twitter-tweet">Great &mdash; A (@a)</blockquote><p>Read more: another day</p>]]></content:encoded></item>
<item><title>Only a summary</title><description>&lt;p&gt;Talks resume on Friday in the same city.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Delta</title>
<entry><title type="html">Accord &amp;amp; more</title><id>urn:1</id><link href="https://delta.example/1"/>
<updated>2021-06-01T08:00:00Z</updated><source><title>Original Post</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Talks resume on Friday.</p><p>Ships wait.</p></div></content>
</entry></feed>"""


def test_rss(put: Put, ingest: Read) -> None:
    """Each entry is an article with the feed as its outlet; an empty one fails alone."""
    put("a.rss", RSS)
    articles, failures = ingest("a.rss")
    first, second = articles
    assert first.title == "Accord signed"
    assert first.source == "Alpine & Co Wire"
    assert first.url == "https://alpine.example/1"
    assert first.published == dt.date(2021, 6, 1)
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2021-06-01T23:30:00-04:00"
    assert first.text.endswith("said.\n\nShips leave on June 16.")
    assert [aside.kind for aside in first.asides] == ["caption", "post", "link"]
    assert (first.origins[0].location, first.origins[0].external_id) == ("a.rss#1", "g1")
    assert second.text == "Talks resume on Friday in the same city."
    assert [(f.location, f.reason) for f in failures] == [
        ("a.rss#3", "no text: fewer than 3 words")
    ]


def test_atom(put: Put, ingest: Read) -> None:
    """An entry's own source is its outlet; `updated` dates it where nothing else does."""
    put("a.xml", ATOM)
    (article,), _ = ingest("a.xml")
    assert article.title == "Accord & more"
    assert article.source == "Original Post"
    assert article.text == "Talks resume on Friday.\n\nShips wait."
    assert article.published == dt.date(2021, 6, 1)


def test_a_declared_charset(put: Put, ingest: Read) -> None:
    """The XML declaration decides on the encoding."""
    words = "Делегация подписала соглашение в понедельник."
    feed = f'<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><description>{words}</description></item></channel></rss>'
    put("a.rss", feed.encode("cp1251"))
    (article,), _ = ingest("a.rss")
    assert article.text == words


def test_a_name_inside_a_feed_file_is_never_opened(put: Put, ingest: Read, tmp_path: Path) -> None:
    """A file that holds a path or an address is no feed, and nothing is fetched."""
    secret = put("secret.rss", RSS)
    put("a.rss", str(secret))
    put("b.rss", "http://127.0.0.1:9/feed.xml")
    _, failures = ingest("a.rss", "b.rss")
    assert len(failures) == 2
    assert all("feed" in failure.reason for failure in failures)


def _laughs() -> str:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(10))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "ha">{entities}]><rss><channel><item><description>&e10;</description></item></channel></rss>'


@pytest.mark.parametrize(
    "feed",
    [
        _laughs(),
        '<!DOCTYPE r [<!ENTITY a "'
        + "x" * 50_000
        + '">]><rss><channel><item><description>'
        + "&a;" * 50_000,
        "<!DOCTYPE x [" + "<!ENTITY " * 100_000,
        "<!DOCTYPE x [<!ENTITY" + " " * 1_000_000,
    ],
    ids=["nested", "long", "many", "spaces"],
)
def test_entity_bombs_are_refused(put: Put, ingest: Read, feed: str) -> None:
    """Entities that could blow up are not expanded; the reason is given, at once."""
    put("a.rss", feed)
    started = time.process_time()
    articles, failures = ingest("a.rss")
    assert time.process_time() - started < 2
    assert articles == []
    assert "entities of its own" in failures[0].reason


def test_small_and_external_entities(put: Put, ingest: Read, tmp_path: Path) -> None:
    """Old feeds define &nbsp; themselves: fine. A file is never drawn in."""
    put("secret.txt", "the secret words")
    entity = f'<!ENTITY nbsp "&#160;"><!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">'
    put(
        "a.rss",
        f"<!DOCTYPE rss [{entity}]><rss><channel><item><description>Talks&nbsp;resume &x; on Friday</description></item></channel></rss>",
    )
    articles, failures = ingest("a.rss")
    assert failures == []
    assert articles[0].text == "Talks resume &x; on Friday"


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "a feed without entries"),
        ("not xml", "not a"),
        ("<rss><channel><item><description>" + "<a>" * 1_000_000, "a large feed that is no XML"),
    ],
)
def test_feeds_without_articles_fail(put: Put, ingest: Read, feed: str, reason: str) -> None:
    """Each with what is wrong with it."""
    put("a.rss", feed)
    articles, failures = ingest("a.rss")
    assert articles == []
    assert failures[0].reason.startswith(reason)


def test_a_broken_feed_is_read_as_far_as_it_goes(put: Put, ingest: Read) -> None:
    """An ampersand that breaks the XML costs no entry."""
    put("a.rss", RSS.replace("Only a summary", "Bed & breakfast").replace("</channel></rss>", ""))
    articles, _ = ingest("a.rss")
    assert len(articles) == 2


def test_half_a_surrogate_pair_is_dropped(put: Put, ingest: Read) -> None:
    """A reference to what is no character costs neither the entry nor its neighbours."""
    put(
        "a.rss",
        RSS.replace("Only a summary", "A &#xD800;&#55357; B &#55192;").replace("</rss>", ""),
    )
    articles, _ = ingest("a.rss")
    assert articles[1].title == "A B \ud798"


def test_an_entry_nested_too_deeply_fails_alone(put: Put, ingest: Read) -> None:
    """The other entries are read."""
    bad = "<item><description><![CDATA[" + "<div>" * 3000 + "x]]></description></item>"
    put("a.rss", RSS.replace("<item><title>Nothing</title></item>", bad))
    articles, failures = ingest("a.rss")
    assert len(articles) == 2
    assert "nested more than" in failures[0].reason


def test_categories_are_labels(put: Put, ingest: Read) -> None:
    """A feed's categories say what an entry is about, and whether it is opinion; "Live" makes no live page."""
    put(
        "a.rss",
        RSS.replace(
            "<guid>g1", "<category>World</category><category>Opinion</category><guid>g1"
        ).replace("<title>Only", "<category>Live</category><title>Only"),
    )
    (first, second), _ = ingest("a.rss")
    assert (first.labels, first.kind) == (("Opinion", "World"), "opinion")
    assert (second.labels, second.kind) == (("Live",), "news")
