"""What a page says of its article: headline, site, dates shown, and whose data it is."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.models import Article, Failure

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

TITLE = "Ferries to run all night from September"
BODY = (
    "<p>The ferries across the bay will run all night from September, the port authority said on "
    "Tuesday, after two years of complaints from workers on the night shift.</p>"
    "<p>Six boats will be added, and fares stay the same until the end of the year.</p>"
)


def page(head: str = "", above: str = "", title: str = TITLE) -> str:
    """Return a page with that head, and that above the article's text."""
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body>"
        f"<main><article><h1>{TITLE}</h1>{above}{BODY}</article></main></body></html>"
    )


def linked(*objects: object) -> str:
    """Return JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(list(objects))}</script>'


def only(put: Put, ingest: Read, text: str) -> Article:
    """Return the article of a page."""
    put("a.html", text)
    (article,), failures = ingest("a.html")
    assert failures == []
    return article


@pytest.mark.parametrize(
    "above",
    [
        '<p class="date">Tuesday 1 June 2021 - 17:40</p>',
        '<time datetime="2021-06-01">yesterday</time>',
        "<time>1 June 2021, 17:40</time>",
        '<div class="byline">Ana Reis <span>01.06.2021</span></div>',
        "<p>Published: June 1, 2021 &nbsp; Updated: June 2, 2021</p>",
        '<span class="meta-dato">1. juni 2021 kl. 17.40</span>',
        "<div>1 juin 2021 à 17h40</div>",
    ],
)
def test_a_date_that_the_page_shows(put: Put, ingest: Read, above: str) -> None:
    """By the headline, marked or in a `time` element, in any everyday form."""
    article = only(put, ingest, page(above=above))
    assert (article.published, article.dated_by) == (dt.date(2021, 6, 1), "shown")


def test_a_date_elsewhere_on_the_page_is_not_the_article_s(put: Put, ingest: Read) -> None:
    """Related articles, menus and the prose have their own dates."""
    aside = "<aside><time datetime='2021-05-03'>3 May 2021</time></aside><ul><li><time>4 May 2021</time></li></ul>"
    article = only(put, ingest, page(above=aside))
    assert article.undated


def test_data_go_before_what_is_shown(put: Put, ingest: Read) -> None:
    """And a date shown that is another is noted."""
    head = linked(
        {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2021-06-01T08:00:00Z"}
    )
    article = only(put, ingest, page(head, '<p class="date">20 May 2021</p>'))
    assert (article.published, article.dated_by) == (dt.date(2021, 6, 1), "page")
    assert article.doubt == "the date shown on the page says 2021-05-20"


@pytest.mark.parametrize(
    "objects",
    [
        [
            {
                "@type": "ItemList",
                "itemListElement": [
                    {"@type": "NewsArticle", "headline": "Other", "datePublished": "2021-05-01"}
                ],
            },
            {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2021-06-01"},
        ],
        [
            {"@type": "NewsArticle", "headline": "Other", "datePublished": "2021-05-01"},
            {
                "@graph": [
                    {"@type": "WebSite", "name": "Bay Post"},
                    {
                        "@type": "ReportageNewsArticle",
                        "headline": TITLE,
                        "datePublished": "2021-06-01",
                    },
                ]
            },
        ],
        [
            {
                "@type": "LiveBlogPosting",
                "headline": TITLE,
                "datePublished": "2021-06-01",
                "liveBlogUpdate": [
                    {"@type": "BlogPosting", "headline": "Boat two", "datePublished": "2021-05-01"}
                ],
            }
        ],
        [
            {
                "@type": "WebPage",
                "mainEntity": {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "datePublished": "2021-06-01",
                },
            }
        ],
    ],
)
def test_only_the_article_s_own_object_counts(
    put: Put, ingest: Read, objects: list[object]
) -> None:
    """Not a related one, not an entry of a live blog."""
    article = only(put, ingest, page(linked(*objects)))
    assert (article.title, article.published) == (TITLE, dt.date(2021, 6, 1))


@pytest.mark.parametrize(
    ("head", "title", "site"),
    [
        (
            '<meta property="og:site_name" content="Bay Post">',
            f"{TITLE} | Transport | Bay Post",
            "Bay Post",
        ),
        (
            linked({"@type": "NewsArticle", "publisher": {"name": "Bay Post"}}),
            f"{TITLE} - Bay Post",
            "Bay Post",
        ),
        ("", f"{TITLE} – Bay Post", "Bay Post"),
        ("", f"{TITLE} | Bay Post", "Bay Post"),
        ('<meta name="application-name" content="Bay Post">', TITLE, "Bay Post"),
    ],
)
def test_headline_and_site(put: Put, ingest: Read, head: str, title: str, site: str) -> None:
    """The headline stands without the site's name, which is found wherever the page gives it."""
    article = only(put, ingest, page(head, title=title))
    assert (article.title, article.source) == (TITLE, site)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"@type": "OpinionNewsArticle", "author": {"name": "Rui Melo"}}, "opinion"),
        ({"@type": "AnalysisNewsArticle"}, "opinion"),
        ({"@type": "NewsArticle", "articleSection": ["Comment"]}, "opinion"),
        ({"@type": "LiveBlogPosting"}, "liveblog"),
        ({"@type": "NewsArticle", "isAccessibleForFree": False}, "stub"),
        ({"@type": "NewsArticle", "articleSection": "Transport"}, "news"),
    ],
)
def test_kinds_by_the_page_s_data(
    put: Put, ingest: Read, item: dict[str, object], kind: str
) -> None:
    """Types, sections and what is not free."""
    article = only(put, ingest, page(linked({"headline": TITLE, **item})))
    assert article.kind == kind
    assert article.author == ("Rui Melo" if "author" in item else None)


def test_the_address_gives_a_date_and_a_section(put: Put, ingest: Read) -> None:
    """Where nothing else does."""
    url = '<link rel="canonical" href="https://bay.example/opinion/2021/jun/01/ferries">'
    article = only(
        put,
        ingest,
        page(
            url
            + '<meta property="og:url" content="https://bay.example/opinion/2021/jun/01/ferries">'
        ),
    )
    assert (article.published, article.kind) == (dt.date(2021, 6, 1), "opinion")


def test_key_words_are_labels_and_name_no_kind(put: Put, ingest: Read) -> None:
    """Sections come first; a key word "opinion" does not make an article one."""
    data = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "articleSection": "Transport",
        "keywords": "ferries, opinion",
    }
    head = linked(data) + '<meta name="news_keywords" content="harbour, night shift">'
    found = only(put, ingest, page(head))
    assert found.labels == (
        "NewsArticle",
        "Transport",
        "ferries",
        "opinion",
        "harbour",
        "night shift",
    )
    assert found.kind == "news"
