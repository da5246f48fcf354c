"""One article, one address; and dates that can be none are refused."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.ingest.canonical import canonical, identity, same_site, stated
from briefer.ingest.dates import parse_published
from briefer.ingest.raw import Raw
from briefer.ingest.text import read
from briefer.models import Article

NOW = dt.datetime(2021, 6, 3, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        (
            "HTTPS://Www.Example.COM:443/a?utm_source=x&id=3&fbclid=1#top",
            "https://www.example.com/a?id=3",
        ),
        ("http://e.com:80", "http://e.com/"),
        ("http://e.com/a?at_medium=RSS&at_campaign=r&CMP=s&ocid=1&xtor=2", "http://e.com/a"),
        (
            "http://e.com/a?uid=3&eid=4&keyword=talks&session=5",
            "http://e.com/a?uid=3&eid=4&keyword=talks&session=5",
        ),
        ("http://e.com/a?ref=rss&source=abc", "http://e.com/a?source=abc"),
        ("http://e.com//a///b", "http://e.com/a/b"),
        ("http://e.com/news/story/amp/", "http://e.com/news/story"),
        ("http://e.com/story.amp.html?outputType=amp", "http://e.com/story.html"),
        ("https://www-e-com.cdn.ampproject.org/c/s/www.e.com/x", "https://www.e.com/x"),
        ("https://www.google.com/amp/s/www.e.com/x?amp=1", "https://www.e.com/x"),
        ("http://e.com/app#!/story/1", "http://e.com/app#!/story/1"),
        ("http://e.com/ä?x=ö", "http://e.com/%C3%A4?x=%C3%B6"),
        ("http://e.com:8080/camp", "http://e.com:8080/camp"),
        ("mailto:a@b", "mailto:a@b"),
        ("http://[::1", "http://[::1"),
        ("", ""),
    ],
)
def test_canonical(url: str, plain: str) -> None:
    """Trackers, AMP, fragments and spellings go; what may number an article stays."""
    assert canonical(url) == plain
    assert canonical(plain) == plain


def test_identity() -> None:
    """Scheme, www and a slash at the end are no other article."""
    assert len({identity(u) for u in ("http://e.com/a", "https://www.e.com/a/?utm_medium=x")}) == 1
    assert identity("http://e.com/a") != identity("http://e.com/b")


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_canonical_never_fails(text: str) -> None:
    """Whatever stands in a feed, an address comes out, and again the same."""
    once = canonical("https://e.com/" + text)
    assert canonical(once) == once


def test_sites() -> None:
    """The public suffix list says what one site is."""
    assert same_site("https://news.e.co.uk/a", "https://www.e.co.uk/b")
    assert not same_site("https://a.co.uk/", "https://b.co.uk/")


@pytest.mark.parametrize(
    ("page", "fetched", "address"),
    [
        ("https://e.com/story", "https://m.e.com/story?x=1", "https://e.com/story"),
        ("https://other.com/story", "https://e.com/story", "https://e.com/story"),
        ("https://e.com/", "https://e.com/story", "https://e.com/story"),
        ("javascript:x", "https://e.com/story", "https://e.com/story"),
        (None, "https://e.com/story", "https://e.com/story"),
        ("https://e.com/story", None, "https://e.com/story"),
        (None, None, None),
    ],
)
def test_what_a_page_says_of_its_address(page: str, fetched: str, address: str) -> None:
    """It is believed on its own site, unless it calls its front page the article."""
    assert stated(page, fetched) == address


@pytest.mark.parametrize(
    "value",
    [
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1989-12-31",
        "0001-01-01T00:00:00",
        "2021-06-05",
        "2021-06-04T08:00:00Z",
        "Fri, 01 Jan 2100 00:00:00 +0000",
        dt.datetime(1970, 1, 1, tzinfo=dt.UTC),
        dt.date(2030, 1, 1),
    ],
)
def test_impossible_dates_are_refused(value: object) -> None:
    """The epoch, what is before the web, and more than a day ahead."""
    assert parse_published(value, NOW).day is None


def test_a_clock_a_little_ahead_is_fine() -> None:
    """Up to a day, for time zones and clocks that are wrong."""
    assert parse_published("2021-06-04T06:00:00Z", NOW).day == dt.date(2021, 6, 4)
    assert parse_published("2021-06-04", NOW).day == dt.date(2021, 6, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("GENEVA, 3 March 2021 (Wire) — The ministers met.", dt.date(2021, 3, 3)),
        ("Moscow, March 3, 2018 - The minister said", dt.date(2018, 3, 3)),
        ("June 1, 2021\n\nThe ministers met.", dt.date(2021, 6, 1)),
        ("Published on 2021-03-04\n\nThe text follows.", dt.date(2021, 3, 4)),
        ("The ministers met on 3 March 2021 in Geneva.", None),
        ("GENEVA, 3 March (Wire) — The ministers met.", dt.date(2021, 3, 3)),  # the nearest
        ("In March 2021: what changed", None),
        ("", None),
    ],
)
def test_datelines(text: str, day: dt.date | None) -> None:
    """A date in the dateline or alone above the text is the article's; one in a sentence is not."""
    (item,) = read(Raw("a.txt", text.encode(), NOW))
    found = item.published if isinstance(item, Article) and not item.undated else None
    assert found == day
