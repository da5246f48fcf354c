"""Intake from the web, as a build does it: polite, resumable, one article once."""

import datetime as dt
import gzip
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefer.ingest import Source
from briefer.ingest.fetch import Policy
from briefer.models import Article
from briefer.pipeline.intake.sources import Intake, take_in
from briefer.pipeline.progress import Silent
from briefer.store import Store
from briefer.store.sources import Sources
from tests.web_hosts.hosts import Hosts, Page, Request, loopback, redirect

NOW = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)
WORDS = "The six delegations signed the accord on Monday after long talks in Geneva. "
Take = Callable[..., Intake]


class Notes(Silent):
    """Keeps what the user would read."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        """Keep the message."""
        self.notes.append(message)


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """A web server on loopback that plays every host."""
    with Hosts() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(tmp_path / "state.db") as opened:
        yield opened


@pytest.fixture
def notes() -> Notes:
    """What was said to the user."""
    return Notes()


@pytest.fixture
def take(store: Store, notes: Notes, tmp_path: Path) -> Take:
    """Take sources in, so many hours after the first time."""

    def run(*sources: str | dict[str, object], hours: float = 0, **policy: Any) -> Intake:
        made = [
            Source.model_validate(
                {"allow_private": True, **(s if isinstance(s, dict) else {"location": s})}
            )
            for s in sources
        ]
        asking = Policy(
            delay=0, timeout=0.6, resolver=loopback, intranet=bool, patience=0
        )._replace(**policy)
        now = NOW + dt.timedelta(hours=hours)
        return take_in(store, made, now, notes, base=tmp_path, policy=asking)

    return run


def _feed(*entries: tuple[str, str, str], title: str = "Wire") -> str:
    items = "".join(
        f"<item><title>{name}</title><link>{link}</link><description>{text}</description>"
        "<pubDate>Tue, 01 Jun 2021 10:00:00 GMT</pubDate></item>"
        for name, link, text in entries
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def _page(text: str, head: str = "") -> Page:
    body = f"<article><h1>Page</h1><p>{text}</p></article>"
    return Page(f"<html><head><title>Page - Site</title>{head}</head><body>{body}</body></html>")


def _stored(store: Store) -> list[Article]:
    return list(store.articles(store.article_ids()).values())


def test_a_teaser_is_read_on_its_page(hosts: Hosts, store: Store, take: Take) -> None:
    """Title, outlet and date are the feed's, the text is the page's, the address canonical."""
    hosts.add("a.test", "/1?utm_source=rss", _page(WORDS * 9))
    feed = hosts.add("a.test", "/feed", Page(_feed(("Accord", "/1?utm_source=rss", WORDS))))
    intake = take(feed)
    (article,) = _stored(store)
    assert (intake.read, intake.new, intake.failures) == (1, 1, ())
    assert (article.title, article.source, article.dated_by) == ("Accord", "Wire", "feed")
    assert article.url == hosts.url("a.test", "/1")
    assert article.text.split() == (WORDS * 9).split()
    assert article.stub is None
    assert article.published == dt.date(2021, 6, 1)


def test_the_second_time_only_asks_whether_anything_changed(
    hosts: Hosts, store: Store, take: Take
) -> None:
    """A conditional request for the feed and none for its pages; nothing is stored."""
    hosts.add("a.test", "/1", _page(WORDS * 9))
    content = _feed(("Accord", "/1", WORDS))
    feed = hosts.add("a.test", "/feed", Page(content, 200, {"ETag": '"1"'}))
    take(feed)
    hosts.forget()
    before = store.database.total_changes
    intake = take(feed, hours=1)
    assert [(r.path, r.headers.get("if-none-match")) for r in hosts.seen] == [("/feed", '"1"')]
    assert (intake.read, intake.new, intake.unchanged, intake.barren) == (0, 0, 1, ())
    assert store.database.total_changes - before < 8  # the log and the moment, no articles
    assert len(_stored(store)) == 1


def test_a_body_that_did_not_change_is_not_read_again(hosts: Hosts, take: Take) -> None:
    """Where a server knows no validators, the body's digest tells."""
    feed = hosts.add("a.test", "/feed", Page(_feed(("Accord", "", WORDS * 30))))
    assert take(feed).read == 1
    assert (take(feed).read, take(feed).unchanged) == (0, 1)


def test_new_entries_alone_are_fetched(hosts: Hosts, store: Store, take: Take) -> None:
    """Of a feed that grew, the page of the new entry; of one that changed an entry, that page."""
    for path in ("/1", "/2"):
        hosts.add("a.test", path, _page(f"Number {path}: " + WORDS * 9))
    feed = hosts.add("a.test", "/feed", Page(_feed(("One", "/1", WORDS))))
    take(feed)
    hosts.forget()
    hosts.add("a.test", "/feed", Page(_feed(("Two", "/2", WORDS), ("One", "/1", WORDS))))
    assert take(feed).new == 1
    assert sorted(hosts.paths("a.test")) == ["/2", "/feed"]
    hosts.forget()
    hosts.add("a.test", "/1", _page("Corrected: " + WORDS * 9))
    hosts.add("a.test", "/feed", Page(_feed(("Two", "/2", WORDS), ("One, corrected", "/1", WORDS))))
    assert take(feed).new == 1
    assert sorted(hosts.paths("a.test")) == ["/1", "/feed"]
    assert [a.url for a in _stored(store)].count(hosts.url("a.test", "/1")) == 2


def test_one_article_in_two_feeds_is_fetched_once(hosts: Hosts, store: Store, take: Take) -> None:
    """Trackers and www make no second article; both sources are noted to have it."""
    hosts.add("a.test", "/1?utm_source=x", _page(WORDS * 9))
    first = hosts.add(
        "b.test", "/feed", Page(_feed(("One", hosts.url("a.test", "/1?utm_source=x"), WORDS)))
    )
    second = hosts.add(
        "c.test", "/feed", Page(_feed(("One", hosts.url("a.test", "/1?utm_source=y"), WORDS)))
    )
    take(first)
    take(second)
    take(first, second)
    assert [p for p in hosts.paths("a.test") if p != "/robots.txt"] == ["/1?utm_source=x"]
    assert len(_stored(store)) == 1


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page("", 404), "answers 404"),
        (Page("\0\1\2" * 100), "binary"),
        (Page("<html><body><p>Log in</p></body></html>"), "no text"),
        (Page("<html>" + "<div>" * 3000), "nested more than"),
    ],
)
def test_the_teaser_stands_where_the_page_can_not_be_had(
    hosts: Hosts, store: Store, take: Take, page: Page, reason: str
) -> None:
    """It is marked as one, and the reason is among the failures."""
    hosts.add("a.test", "/1", page)
    feed = hosts.add("a.test", "/feed", Page(_feed(("Accord", "/1", WORDS))))
    intake = take(feed)
    (article,) = _stored(store)
    assert (article.stub, article.text) == ("teaser", WORDS.strip())
    assert reason in intake.failures[0].reason
    assert [failure.reason for failure in store.failures()] == [intake.failures[0].reason]
    assert intake.barren == ()
    hosts.forget()
    take(feed, hours=9)
    assert hosts.paths("a.test") == ["/feed"]  # a lasting failure is not tried again


def test_a_page_that_says_less_than_its_teaser(hosts: Hosts, store: Store, take: Take) -> None:
    """A paywall's stub does not take the teaser's place."""
    hosts.add("a.test", "/1", _page("Subscribe now to read this story."))
    take(hosts.add("a.test", "/feed", Page(_feed(("Accord", "/1", WORDS * 3)))))
    (article,) = _stored(store)
    assert (article.stub, article.text) == ("teaser", (WORDS * 3).strip())


def test_a_page_that_fails_for_now_is_tried_again(hosts: Hosts, store: Store, take: Take) -> None:
    """At a later intake, even if the feed did not change; the full text then stands beside."""
    hosts.add("a.test", "/1", Page("", 500))
    content = _feed(("Accord", "/1", WORDS))
    feed = hosts.add("a.test", "/feed", Page(content, 200, {"ETag": '"1"'}))
    take(feed)
    hosts.add("a.test", "/1", _page(WORDS * 9))
    hosts.forget()
    take(feed, hours=0.01)
    assert hosts.paths("a.test") == ["/feed"]  # not yet
    intake = take(feed, hours=2)
    assert intake.new == 1
    assert [article.stub for article in _stored(store)] == ["teaser", None]


def test_no_more_pages_than_a_source_may_have(hosts: Hosts, store: Store, take: Take) -> None:
    """The rest is kept as teasers and read the next time."""
    for number in range(5):
        hosts.add("a.test", f"/{number}", _page(f"Number {number}: " + WORDS * 9))
    entries = [(f"T{n}", f"/{n}", f"Teaser {n}: {WORDS}") for n in range(5)]
    feed = hosts.add("a.test", "/feed", Page(_feed(*entries), 200, {"ETag": '"1"'}))
    source: dict[str, object] = {"location": feed, "pages": 3}
    assert take(source).waiting == 2
    assert sorted(a.stub or "" for a in _stored(store)) == ["", "", "", "teaser", "teaser"]
    assert take(source, hours=1).new == 2
    assert take(source, hours=2).new == 0


def test_retry_after_is_remembered(hosts: Hosts, store: Store, take: Take, notes: Notes) -> None:
    """Not asked again before, in whatever run; then asked, and all is well."""
    feed = hosts.add("a.test", "/feed", Page("", 503, {"Retry-After": "7200"}))
    intake = take(feed)
    assert intake.barren == (feed,)
    assert "not asked again before 2021-06-02 09:00 UTC" in intake.failures[0].reason
    hosts.forget()
    intake = take(feed, hours=1)
    assert (hosts.seen, intake.waiting, intake.barren) == ([], 1, ())
    assert "not asked again before" in notes.notes[-1]
    hosts.add("a.test", "/feed", Page(_feed(("Accord", "", WORDS * 30))))
    assert take(feed, hours=3).new == 1
    assert store.failures() == ()


def test_too_many_requests_without_a_date(hosts: Hosts, take: Take) -> None:
    """We wait of our own accord, twice as long with each time."""
    feed = hosts.add("a.test", "/feed", Page("", 429))
    for hours, asked in ((0, 1), (0.01, 0), (0.1, 1), (0.2, 0), (0.3, 1)):
        hosts.forget()
        take(feed, hours=hours)
        assert len(hosts.seen) == asked, hours


def test_a_source_is_not_looked_at_more_often_than_it_says(hosts: Hosts, take: Take) -> None:
    """`every`, in minutes."""
    feed = hosts.add("a.test", "/feed", Page(_feed(("Accord", "", WORDS * 30))))
    source: dict[str, object] = {"location": feed, "every": 60}
    take(source)
    take(source, hours=0.5)
    assert len(hosts.seen) == 1
    take(source, hours=1.1)
    assert len(hosts.seen) == 2


def test_one_bad_source_stops_nothing(hosts: Hosts, store: Store, take: Take) -> None:
    """Each failure is named; what can be read is."""
    good = hosts.add("good.test", "/feed", Page(_feed(("Accord", "", WORDS * 30))))
    bad = [
        hosts.add("b1.test", "/", hosts.hang),
        hosts.add("b2.test", "/", hosts.cut),
        hosts.add("b3.test", "/", hosts.garbage),
        hosts.add("b4.test", "/", redirect("/")),
        hosts.add("b5.test", "/", Page("\0" * 500)),
        hosts.add("b6.test", "/", Page("")),
        hosts.add(
            "b7.test", "/", Page('<!DOCTYPE r [<!ENTITY a "' + "x" * 99 + '">]><rss>&a;</rss>')
        ),
        hosts.add("b8.test", "/", Page("<html><body>" + "<div>" * 3000)),
        "gopher://b9.test/",
    ]
    intake = take(*bad, good)
    assert intake.new == 1
    assert sorted(intake.barren) == sorted(bad)
    assert {failure.location for failure in store.failures()} == set(bad)


def test_a_single_page(hosts: Hosts, store: Store, take: Take) -> None:
    """A page is a source too: robots.txt has its say, and the address it states is the article's."""
    head = (
        '<link rel="canonical" href="/story"><meta property="article:published_time" '
        'content="2021-06-01T10:00:00Z">'
    )
    url = hosts.add("a.test", "/m/story", _page(WORDS * 9, head))
    assert take(url).new == 1
    (article,) = _stored(store)
    assert article.url == hosts.url("a.test", "/story")
    assert (article.dated_by, article.published) == ("page", dt.date(2021, 6, 1))
    hosts.add("b.test", "/robots.txt", Page("User-agent: *\nDisallow: /"))
    intake = take(hosts.add("b.test", "/story", _page(WORDS * 8)))
    assert intake.new == 0
    assert "robots.txt does not allow it" in intake.failures[0].reason


def test_an_opml_list_is_read_and_stays_known(hosts: Hosts, store: Store, take: Take) -> None:
    """Its feeds are sources; when the list did not change, they are looked at all the same."""
    feeds = [
        hosts.add(f"f{i}.test", "/feed", Page(_feed((f"T{i}", "", f"Number {i}: " + WORDS * 30))))
        for i in range(3)
    ]
    outlines = "".join(f'<outline xmlUrl="{feed}" title="F{i}"/>' for i, feed in enumerate(feeds))
    content = f"<opml><body>{outlines}</body></opml>"
    url = hosts.add("a.test", "/list.opml", Page(content, 200, {"ETag": '"1"'}))
    assert take(url).new == 3
    assert {a.source for a in _stored(store)} == {"F0", "F1", "F2"}
    hosts.add("f1.test", "/feed", Page(_feed(("New", "", "Fresh: " + WORDS * 30))))
    assert take(url).new == 1
    assert {row.key for row in Sources(store).all()} == {url, *feeds}


def test_a_saved_opml_list(hosts: Hosts, take: Take, tmp_path: Path) -> None:
    """The feeds that a file lists are read from the web."""
    feed = hosts.add("a.test", "/feed", Page(_feed(("Accord", "", WORDS * 30))))
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{feed}"/></body></opml>')
    assert take("feeds.opml").new == 1
    assert take("feeds.opml").unchanged == 1


def test_a_gzipped_sitemap_index(hosts: Hosts, store: Store, take: Take) -> None:
    """From the index to the sitemap (a .gz file) to the page."""
    hosts.add("a.test", "/1", _page(WORDS * 9))
    entry = f"<url><loc>{hosts.url('a.test', '/1')}</loc><lastmod>2021-06-01</lastmod></url>"
    hosts.add("a.test", "/news.xml.gz", Page(gzip.compress(f"<urlset>{entry}</urlset>".encode())))
    index = "<sitemapindex><sitemap><loc>/news.xml.gz</loc></sitemap></sitemapindex>"
    assert take(hosts.add("a.test", "/sitemap.xml", Page(index))).new == 1
    assert _stored(store)[0].url == hosts.url("a.test", "/1")


def test_redirects_make_no_second_article(hosts: Hosts, store: Store, take: Take) -> None:
    """A shortener's link and the goal itself are one article, under the goal's address."""
    goal = hosts.add("a.test", "/story", _page(WORDS * 9))
    short = hosts.add("s.test", "/x", redirect(goal))
    take(hosts.add("b.test", "/feed", Page(_feed(("One", short, WORDS)))))
    take(hosts.add("c.test", "/feed", Page(_feed(("One", goal, WORDS)))))
    (article,) = _stored(store)
    assert article.url == goal


def test_a_source_that_moved_is_said(hosts: Hosts, take: Take, notes: Notes) -> None:
    """A permanent redirect is followed, and the user told."""
    goal = hosts.add("b.test", "/feed", Page(_feed(("Accord", "", WORDS * 30))))
    assert take(hosts.add("a.test", "/feed", redirect(goal, 301))).new == 1
    assert any(f"has moved to {goal}" in note for note in notes.notes)


def test_the_log(hosts: Hosts, store: Store, take: Take) -> None:
    """Each look at a source is kept, with what it brought and why it failed."""
    hosts.add("a.test", "/1", Page("", 404))
    content = _feed(("Accord", "/1", WORDS), ("Full", "/2", WORDS * 30))
    feed = hosts.add("a.test", "/feed", Page(content, 200, {"ETag": '"1"'}))
    take(feed)
    take(feed, hours=1)
    hosts.add("a.test", "/feed", Page("", 500))
    take(feed, hours=2)
    looks = list(Sources(store).looks(feed))
    assert [
        (k.outcome, k.status, k.listed, k.articles, k.new, k.stubs, k.failures) for k in looks
    ] == [
        ("new", 200, 2, 2, 2, 1, 1),
        ("unchanged", 304, 0, 0, 0, 0, 0),
        ("failed", 500, 0, 0, 0, 0, 1),
    ]
    assert "error of the server" in looks[2].reason
    assert len(list(Sources(store).moments(feed))) == 2


def test_old_entries_are_not_fetched(hosts: Hosts, store: Store, take: Take) -> None:
    """No briefing would take them; their teasers are kept."""
    feed = hosts.add("a.test", "/feed", Page(_feed(("Accord", "/1", WORDS))))
    take(feed, hours=24 * 30)
    assert hosts.paths("a.test") == ["/feed"]
    assert [a.stub for a in _stored(store)] == ["teaser"]


def test_folders_are_watched(take: Take, tmp_path: Path, store: Store) -> None:
    """A file that did not change is not opened again; one that did, or is new, is read."""
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.txt").write_text("The first report of the day. " * 5)
    (folder / "b.txt").write_text("One two.")
    hours = 24 * 365 * 20.0  # the files were settled long ago, seen from then
    intake = take("wire", hours=hours)
    assert (intake.new, len(intake.failures)) == (1, 1)
    (folder / "c.txt").write_text("The second report of the day. " * 5)
    intake = take("wire", hours=hours)
    assert (intake.read, intake.new, intake.unchanged) == (1, 1, 1)
    assert len(intake.failures) == 1  # what failed is tried again
    (folder / "a.txt").write_text("The first report, corrected. " * 5)
    assert take("wire", hours=hours).new == 1
    assert take("wire", hours=hours).barren == ()
    assert take("wire/a.txt", hours=hours).read == 1  # asked for by name
    assert store.article_count() == 3


def test_many_hosts_at_once(hosts: Hosts, take: Take) -> None:
    """Forty feeds with latency, four of which hang, take little longer than the pool needs.

    The second time, with nothing new, there are conditional requests only (but for those that
    never answered), and nothing is stored.
    """

    def late(page: Page) -> Callable[[Request, socket.socket], None]:
        def answer(request: Request, out: socket.socket) -> None:
            hosts.over.wait(0.05)
            page.send(request, out)

        return answer

    feeds = []
    for n in range(40):
        content = _feed((f"T{n}", "", f"Number {n}: " + WORDS * 30))
        page = Page(content, 200, {"ETag": '"1"'})
        feeds.append(hosts.add(f"h{n}.test", "/feed", hosts.hang if n % 10 == 0 else late(page)))
    started = time.monotonic()
    intake = take(*feeds, jobs=8, timeout=0.5)
    ideal = (36 * 0.05 + 4 * 0.5) / 8
    assert time.monotonic() - started < 1.5 * ideal + 4  # and what the machine does besides
    assert (intake.new, len(intake.barren)) == (36, 4)
    hosts.forget()
    intake = take(*feeds, jobs=8, timeout=0.5)
    assert (intake.read, intake.new, intake.unchanged) == (0, 0, 36)
    assert sum("if-none-match" in request.headers for request in hosts.seen) == 36
    assert len(hosts.seen) == 40
