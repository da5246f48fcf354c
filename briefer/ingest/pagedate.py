"""The moment a web page says it was published: its metadata, never a date in its text."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from briefer.ingest.pagedata import PageData

_META_WORDS = (
    "article:published_time og:article:published_time datepublished parsely-pub-date "
    "sailthru.date dc.date.issued dc.date dcterms.created dcterms.date pubdate "
    "publishdate publish-date article.published date"
)
_META = frozenset(_META_WORDS.split())


def page_dates(tree: HtmlElement, data: PageData) -> Iterator[str]:
    """Yield the publication dates that a page's head states, the most trustworthy first.

    These are the Open Graph and Dublin Core properties, schema.org in JSON-LD
    (`data`: the article's own object only) and in microdata.
    """
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name.lower() in _META and element.get("content"):
            yield element.get("content")
    yield from data.published
    for element in tree.iter("time", "span"):
        marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if marked and element.get("datetime"):
            yield element.get("datetime")
