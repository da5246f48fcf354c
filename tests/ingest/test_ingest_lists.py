"""Lists of articles: feeds as they come from the web, JSON Feed, OPML, sitemaps."""

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from briefer.ingest import Source, opml
from briefer.ingest.discover import common_feeds, named_feeds
from briefer.ingest.entries import is_teaser
from briefer.ingest.feedscan import MAX_ENTRIES
from briefer.ingest.raw import Found, Link, Raw
from briefer.ingest.registry import sniff
from briefer.ingest.sources import read_bytes
from briefer.models import Article, Failure

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]
LONG = "The six delegations signed the accord on Monday, the ministry said in Geneva. " * 20
SHORT = "The six delegations signed the accord on Monday."


def _read(text: str | bytes, now: dt.datetime, **given: object) -> list[Found]:
    data = text.encode() if isinstance(text, str) else text
    source = Source.model_validate({"location": "https://e.com/feed.xml", **given})
    raw = Raw(source.location, data, now, source, source.location)
    return list(read_bytes(raw, None))


def _rss(*items: str) -> str:
    return (
        '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Wire</title>{''.join(items)}</channel></rss>"
    )


def _item(body: str, link: str = "/1?utm_source=rss", more: str = "") -> str:
    return f"<item><title>Accord</title><link>{link}</link>{body}{more}</item>"


def test_full_text_in_the_feed_is_the_article(now: dt.datetime) -> None:
    """No page is asked for; its address is absolute and canonical."""
    (article,) = _read(_rss(_item(f"<c:encoded>{LONG}</c:encoded>")), now)
    assert isinstance(article, Article)
    assert article.url == "https://e.com/1"
    assert article.origins[0].location == "https://e.com/1"
    assert article.stub is None


def test_a_teaser_is_a_page_to_be_read(now: dt.datetime) -> None:
    """The page is fetched by the address the feed gives; the teaser is kept as such."""
    date = "<pubDate>Tue, 01 Jun 2021 10:00:00 GMT</pubDate>"
    (link,) = _read(_rss(_item(f"<description>{SHORT}</description>", more=date)), now)
    assert isinstance(link, Link)
    assert (link.url, link.title, link.outlet) == (
        "https://e.com/1?utm_source=rss",
        "Accord",
        "Wire",
    )
    assert link.published == "Tue, 01 Jun 2021 10:00:00 GMT"
    assert link.teaser is not None
    assert (link.teaser.text, link.teaser.stub, link.teaser.dated_by) == (SHORT, "teaser", "feed")


def test_the_mark_changes_with_the_entry(now: dt.datetime) -> None:
    """An entry that changes its words is read again; one that does not is not."""

    def mark(words: str) -> str:
        (link,) = _read(_rss(_item(f"<description>{words}</description>")), now)
        assert isinstance(link, Link)
        return link.mark

    assert mark(SHORT) == mark(SHORT)
    assert mark(SHORT) != mark(SHORT + " Updated.")


@pytest.mark.parametrize(
    ("full_text", "body", "sort"),
    [
        ("never", f"<description>{SHORT}</description>", Article),
        ("always", f"<c:encoded>{LONG}</c:encoded>", Link),
        ("auto", f"<c:encoded>{LONG} Read more</c:encoded>", Link),
        ("auto", f"<c:encoded>{LONG} […]</c:encoded>", Link),
        ("auto", f"<description>{LONG}</description>", Article),
        ("auto", "", Link),
    ],
)
def test_when_the_page_is_read(now: dt.datetime, full_text: str, body: str, sort: type) -> None:
    """As the source says; `auto` goes by the length and by how the text ends."""
    (found,) = _read(_rss(_item(body)), now, full_text=full_text)
    assert isinstance(found, sort)


def test_an_entry_without_a_usable_address(now: dt.datetime) -> None:
    """It stands for itself."""
    for link in ("", "mailto:a@b.c", "javascript:x", "https://u:p@e.com/x"):
        (found,) = _read(_rss(_item(f"<description>{SHORT}</description>", link)), now)
        assert isinstance(found, Article)


def test_the_outlet_of_the_settings(now: dt.datetime) -> None:
    """The name that the user gives goes before the feed's."""
    (article,) = _read(_rss(_item(f"<c:encoded>{LONG}</c:encoded>")), now, name="My Wire")
    assert isinstance(article, Article)
    assert article.source == "My Wire"


def test_a_saved_feed_fetches_nothing(put: Put, ingest: Read) -> None:
    """A file's entries are articles, however short."""
    put("a.rss", _rss(_item(f"<description>{SHORT}</description>")))
    articles, failures = ingest("a.rss")
    assert [a.text for a in articles] == [SHORT]
    assert failures == []


@pytest.mark.parametrize("text", ["Read on …", "And more [...]", "Continue reading Accord", "x »"])
def test_teasers_say_so(text: str) -> None:
    """The marks of a text that goes on elsewhere."""
    assert is_teaser(LONG + text, full=True)
    assert not is_teaser(LONG + text + " That was all of it, said the ministry.", full=True)


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Delta",
    "language": "en",
    "items": [
        {"id": 1, "url": "https://e.com/1", "title": "One", "content_html": f"<p>{LONG}</p>"},
        {"id": "2", "url": "/2", "summary": SHORT, "date_published": "2021-06-01T10:00:00Z"},
        {"id": "3", "content_text": SHORT, "authors": [{"name": "A. Muster"}]},
        "nonsense",
    ],
}


def test_json_feed(now: dt.datetime) -> None:
    """The same as RSS: full content, a teaser, an entry without an address, a broken one."""
    first, second, third, fourth = _read(json.dumps(JSON_FEED), now)
    assert isinstance(first, Article)
    assert (first.title, first.source, first.origins[0].external_id) == ("One", "Delta", "1")
    assert isinstance(second, Link)
    assert second.url == "https://e.com/2"
    assert isinstance(third, Article)
    assert isinstance(fourth, Failure)


def test_a_saved_json_feed(put: Put, ingest: Read) -> None:
    """A .json file that says it is a JSON Feed is read as one."""
    put("a.json", json.dumps(JSON_FEED))
    articles, failures = ingest("a.json")
    assert [a.title for a in articles] == ["One", None, None]
    assert len(failures) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"version":"https://jsonfeed.org/version/1"',
        '{"version":"https://jsonfeed.org/version/1","items":[]}',
        "[" * 100_000,
    ],
)
def test_broken_json_feeds(now: dt.datetime, text: str) -> None:
    """Each is a failure."""
    assert all(isinstance(item, Failure) for item in _read(text, now))


OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Europe">
<outline text="Harbour" title="Harbour Post" type="rss" xmlUrl="https://h.example/feed"/>
<outline text="Twice" xmlUrl="https://h.example/feed"/><outline XMLURL="https://d.example/a"/>
<outline text="no feed"/></outline></body></opml>"""


def test_opml(now: dt.datetime) -> None:
    """Each feed is a source on the list's own terms, once; private on the list's own host only."""
    found = _read(OPML, now, allow_private=True)
    assert [(s.location, s.name, s.allow_private) for s in found if isinstance(s, Source)] == [
        ("https://h.example/feed", "Harbour Post", False),
        ("https://d.example/a", None, False),
    ]
    parent = Source(location="https://h.example/list.opml", allow_private=True)
    subs = [
        parent.sub(f"https://{host}/feed", None, None) for host in ("h.example", "h.example:8443")
    ]
    assert [sub.allow_private for sub in subs] == [True, False]


def test_opml_there_and_back() -> None:
    """What is written is read again, with all its signs."""
    sources = [
        Source(location="https://e.com/?a=1&b=<2>", name='Ä & "B"'),
        Source(location="https://f.com/"),
    ]
    assert list(opml.feeds(opml.write("x", sources))) == [
        ("https://e.com/?a=1&b=<2>", 'Ä & "B"'),
        ("https://f.com/", "https://f.com/"),
    ]


NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://e.com/old</loc><news:news><news:publication_date>2021-05-01</news:publication_date></news:news></url>
<url><loc>https://e.com/1</loc><image:image><image:loc>https://e.com/1.jpg</image:loc><image:title>Port</image:title></image:image>
<news:news><news:publication><news:name>Wire</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2021-06-02T10:00:00Z</news:publication_date><news:title>One</news:title></news:news></url>
<url><loc>/2</loc><lastmod>2021-06-02T12:00:00Z</lastmod></url><url><loc>https://e.com/undated</loc></url>
<url><loc>ftp://e.com/3</loc><lastmod>2021-06-02</lastmod></url></urlset>"""


def test_news_sitemaps(now: dt.datetime) -> None:
    """The pages of the last days, newest first, with the title and date that it gives."""
    links = [item for item in _read(NEWS, now) if isinstance(item, Link)]
    assert [link.url for link in links] == ["https://e.com/2", "https://e.com/1"]
    by_url = {link.url: link for link in links}
    one = by_url["https://e.com/1"]
    assert (one.title, one.outlet, one.published) == ("One", "Wire", "2021-06-02T10:00:00Z")


def test_sitemap_indexes(now: dt.datetime) -> None:
    """The newest sitemaps of an index are sources; those of last year are not."""
    maps = "".join(f"<sitemap><loc>https://e.com/{i}.xml</loc></sitemap>" for i in range(40))
    old = "<sitemap><loc>https://e.com/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
    new = "<sitemap><loc>https://e.com/new.xml.gz</loc><lastmod>2021-06-02</lastmod></sitemap>"
    found = _read(f"<sitemapindex>{old}{maps}{new}</sitemapindex>", now)
    locations = [item.location for item in found if isinstance(item, Source)]
    assert locations[0] == "https://e.com/new.xml.gz"
    assert len(locations) == 20
    assert "https://e.com/old.xml" not in locations


@pytest.mark.parametrize("root", ["opml", "urlset", "sitemapindex"])
@pytest.mark.parametrize(
    "inside",
    ["", "<a>" * 300_000, "<!-- x -->" * 1000, "\0\0", "<url><loc>" + "x" * 100_000],
    ids=["empty", "deep", "comments", "nul", "long"],
)
def test_hostile_lists(now: dt.datetime, root: str, inside: str) -> None:
    """Nothing crashes, and it takes no time."""
    started = time.process_time()
    found = _read(f"<{root}>{inside}</{root}>", now)
    assert time.process_time() - started < 2
    assert found
    assert all(isinstance(item, Failure | Source) for item in found)


def test_entities_in_lists_are_refused(now: dt.datetime) -> None:
    """No entity is expanded, and no file drawn in."""
    text = '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>&x;</opml>'
    (failure,) = _read(text, now)
    assert isinstance(failure, Failure)
    assert "entities of its own" in failure.reason


def test_kinds_are_told_by_their_beginning() -> None:
    """OPML, sitemaps and JSON Feed among them."""
    assert sniff(OPML.encode()).name == "OPML"
    assert sniff(NEWS.encode()).name == "sitemap"
    assert sniff(json.dumps(JSON_FEED).encode()).name == "JSON feed"


def test_sixty_thousand_entries_are_read_in_bounded_time(put: Put, ingest: Read) -> None:
    """The first two thousand are articles, and it is said that there were more."""
    entry = "<item><title>T {0}</title><description>The six delegations signed accord {0}.</description></item>"
    put("a.rss", _rss(*(entry.format(i) for i in range(60_000))))
    started = time.process_time()
    articles, failures = ingest("a.rss")
    assert time.process_time() - started < 6
    assert len(articles) == MAX_ENTRIES
    assert "only the first 2,000" in failures[-1].reason


def test_one_letter_paragraphs_without_end(put: Put, ingest: Read) -> None:
    """18 MB of them are no article."""
    put(
        "a.rss",
        _rss("<item><description><![CDATA[" + "<p>a</p>" * 2_200_000 + "]]></description></item>"),
    )
    started = time.process_time()
    articles, failures = ingest("a.rss")
    assert time.process_time() - started < 2
    assert articles == []
    assert "tags is no article" in failures[0].reason


def test_a_large_broken_feed_is_mended(put: Put, ingest: Read) -> None:
    """An ampersand in half a megabyte costs no entry."""
    items = [
        _item(f"<description>Bed & breakfast {i}. {SHORT * 10}</description>", f"/{i}")
        for i in range(1000)
    ]
    put("a.rss", _rss(*items))
    articles, failures = ingest("a.rss")
    assert len(articles) == 1000
    assert failures == []


PAGE = b"""<html><head>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" title="World" href="world.xml">
<link rel="alternate" type="application/feed+json" href="https://f.com/feed.json">
<link rel="alternate" hreflang="fr" href="/fr"><link rel="stylesheet" type="text/xml" href="/s.xml">
<link rel="alternate" type="application/rss+xml" href="javascript:x"></head></html>"""


def test_feeds_that_a_page_names() -> None:
    """In the page's order, comments last; made absolute."""
    assert named_feeds(PAGE, "https://e.com/news/") == [
        ("https://e.com/news/world.xml", "World"),
        ("https://f.com/feed.json", None),
        ("https://e.com/comments/feed", "Comments"),
    ]


def test_where_feeds_usually_are() -> None:
    """Below the page first, then at the root of its site."""
    assert list(common_feeds("https://e.com/news/"))[:3] == [
        "https://e.com/news/feed",
        "https://e.com/feed",
        "https://e.com/rss",
    ]


def test_an_impossible_date_gives_way_to_the_next(now: dt.datetime) -> None:
    """An entry published at the epoch and updated yesterday is of yesterday."""
    dates = "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><u:updated>2021-06-02T10:00:00Z</u:updated>"
    text = _rss(_item(f"<c:encoded>{LONG}</c:encoded>", more=dates))
    (article,) = _read(text.replace("<rss ", '<rss xmlns:u="http://www.w3.org/2005/Atom" '), now)
    assert isinstance(article, Article)
    assert (article.published, article.dated_by) == (dt.date(2021, 6, 2), "feed")


def test_passwords_in_addresses_are_refused(now: dt.datetime) -> None:
    """In the settings and in a list of feeds; the message does not repeat them."""
    with pytest.raises(ValidationError, match="holds a password"):
        Source(location="https://user:sesame@e.com/feed")
    assert Source(location="imaps://desk@mail.example.org/INBOX").location
    (failure,) = _read('<opml><body><outline xmlUrl="https://u:sesame@e.com/"/></body></opml>', now)
    assert isinstance(failure, Failure)
    assert "sesame" not in failure.reason + failure.location
