"""JSON-LD: of all that a page describes only its own article counts."""

import datetime as dt
import json

import pytest

from tests.ingest.conftest import Put, Read

TEXT = (
    "<p>The council of Varnau voted on Monday to close the old dam above the town for good.</p>"
    "<p>The works begin in May and will take two years, the mayor, Ana Brenner, told the council.</p>"
    "<p>Half of the cost is paid by the region, which wants the river to flow freely again.</p>"
)
OWN = {
    "@type": "NewsArticle",
    "headline": "Varnau closes its old dam",
    "datePublished": "2021-06-01T09:00:00+02:00",
    "publisher": {"@type": "Organization", "name": "Varnau Courier"},
}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Six ships wait in the port",
    "url": "https://varnau.example/ships",
    "datePublished": "2019-04-04T09:00:00+02:00",
}
VIDEO = {"@type": "VideoObject", "name": "From the archive", "uploadDate": "2018-03-03",
         "datePublished": "2018-03-03"}  # fmt: skip
BARE = {key: value for key, value in OWN.items() if key != "datePublished"}


def _page(*scripts: object, more: str = "", body: str = TEXT) -> str:
    linked = "".join(
        f'<script type="application/ld+json">'
        f"{one if isinstance(one, str) else json.dumps(one)}</script>"
        for one in scripts
    )
    return (
        "<html lang='en'><head><title>Varnau closes its old dam | Courier</title>"
        f"<link rel='canonical' href='https://varnau.example/dam'>{linked}{more}</head><body>"
        f"<article><h1>Varnau closes its old dam</h1>{body}</article></body></html>"
    )


@pytest.mark.parametrize(
    "linked",
    [
        [{"@type": "WebSite", "datePublished": "2011-01-01"}, VIDEO, OWN],
        {"@graph": [{"@type": "ItemList", "itemListElement": [OTHER]}, VIDEO, OWN]},
        {"@type": "WebPage", "datePublished": "2012-02-02", "mainEntity": OWN},
        {"@type": "WebPage", "video": VIDEO, "hasPart": [OTHER], "mainEntity": OWN},
        {**OWN, "isPartOf": {"@type": "CreativeWork", "datePublished": "2015-05-05"}},
        {**OWN, "video": VIDEO, "citation": OTHER, "@type": ["Thing", "ReportageNewsArticle"]},
        {**OWN, "@type": "https://schema.org/BlogPosting", "mentions": [OTHER]},
        [OTHER, OWN],
        [OTHER, {**OWN, "headline": "Dam to go", "url": "https://www.varnau.example/dam/?x=1"}],
        {**OWN, "datePublished": [{"@value": "2021-06-01T09:00:00+02:00"}]},
        [{**BARE, "mainEntityOfPage": {"@type": "WebPage", "datePublished": "2021-06-01"}}],
        {"@graph": [{"@type": "WebPage", "datePublished": "2021-06-01"}, BARE, VIDEO]},
        f"//<![CDATA[\n{json.dumps(OWN)[:-1]},}}\n//]]>",
    ],
)
def test_the_date_is_that_of_the_pages_own_article(put: Put, ingest: Read, linked: object) -> None:
    """In a list, a graph or a page's main entity; by its place, its address or its headline."""
    put("a.html", _page(linked))
    (article,), _ = ingest("a.html")
    assert article.published == dt.date(2021, 6, 1)


@pytest.mark.parametrize(
    "linked",
    [
        VIDEO,
        {"@graph": [BARE, VIDEO]},
        {**BARE, "video": VIDEO},
        {"@type": "ItemList", "itemListElement": [OTHER]},
        [BARE, {"@type": "Event", "datePublished": "2019-01-01"}],
        OTHER,
        {**BARE, "comment": [{"@type": "Comment", "datePublished": "2021-06-01"}]},
    ],
)
def test_the_date_of_another_object_is_none(put: Put, ingest: Read, linked: object) -> None:
    """A page whose article has no date has none, whatever else is dated on it."""
    put("a.html", _page(linked))
    (article,), _ = ingest("a.html")
    assert article.undated


def test_a_live_blog_is_dated_and_named_by_itself(put: Put, ingest: Read) -> None:
    """Not by the latest of its entries, which are postings too."""
    update = {"@type": "BlogPosting", "headline": "Mayor speaks", "datePublished": "2021-06-02"}
    live = {**OWN, "@type": "LiveBlogPosting", "liveBlogUpdate": [update, update]}
    page = _page({"@context": "https://schema.org", **live})
    put("a.html", page)
    (article,), _ = ingest("a.html")
    assert article.published == dt.date(2021, 6, 1)
    assert article.title == "Varnau closes its old dam"
    assert article.source == "Varnau Courier"


def test_microdata_of_another_item_is_passed_over(put: Put, ingest: Read) -> None:
    """A video's or a teaser's date stands in its own item; the article's is round the headline."""
    put("a.html", _page(body=
        "<div itemscope itemtype='https://schema.org/VideoObject'>"
        "<meta itemprop='datePublished' content='2018-03-03'></div>"
        "<div itemscope itemtype='https://schema.org/NewsArticle'>"
        "<time itemprop='datePublished' datetime='2019-04-04'></time></div>"
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h1>Varnau closes its dam</h1>"
        f"<time itemprop='datePublished' datetime='2021-06-01'></time>{TEXT}</div>"
    ))  # fmt: skip
    (article,), _ = ingest("a.html")
    assert article.published == dt.date(2021, 6, 1)


def test_broken_and_endless_json_is_survived(put: Put, ingest: Read) -> None:
    """What can't be parsed, or nests without end, says nothing."""
    put("a.html", _page("{broken", "[" * 50_000, "null", '[1, "x"]', "[" * 3))  # fmt: skip
    (article,), _ = ingest("a.html")
    assert article.undated
