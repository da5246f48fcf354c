"""Exports of news APIs, archives and site programs: their field names, their lists, their gaps."""

import datetime as dt
import json

import pytest

from tests.ingest.conftest import Put, Read

TEXT = "The council of Varnau voted on Monday to close the old dam. The works begin in May."
SHORT = "Varnau closes its old dam, the council decided on Monday."
URL = "https://courier.example/dam"
AT = "2021-06-01T09:30:00Z"

RECORDS = {
    "headlines API": {
        "source": {"id": None, "name": "Varnau Courier"}, "author": "Ana Brenner",
        "title": "Dam to close", "description": SHORT, "url": URL, "publishedAt": AT,
        "content": TEXT,
    },
    "newspaper API": {
        "id": "world/2021/jun/01/dam", "webTitle": "Dam to close", "webUrl": URL,
        "webPublicationDate": AT, "publication": "Varnau Courier",
        "fields": {"bodyText": TEXT, "trailText": SHORT, "byline": "Ana Brenner"},
    },
    "archive API": {
        "headline": {"main": "Dam to close", "kicker": "River"}, "abstract": SHORT, "_id": "7",
        "body": TEXT, "web_url": URL, "pub_date": "2021-06-01T09:30:00+0000",
        "source": "Varnau Courier", "byline": {"original": "Ana Brenner"},
    },
    "site program": {
        "id": 7, "date": "2021-06-01T11:30:00", "date_gmt": "2021-06-01T09:30:00", "link": URL,
        "title": {"rendered": "Dam to &#99;lose"}, "content": {"rendered": f"<p>{TEXT}</p>"},
        "excerpt": {"rendered": f"<p>{SHORT}</p>"}, "author": "Ana Brenner",
        "site_name": "Varnau Courier",
    },
    "schema.org": {
        "@type": "NewsArticle", "headline": "Dam to close", "articleBody": TEXT, "url": URL,
        "datePublished": AT, "author": [{"@type": "Person", "name": "Ana Brenner"}],
        "publisher": {"@type": "Organization", "name": "Varnau Courier"}, "inLanguage": "en",
    },
    "event registry": {
        "uri": "66", "lang": "eng", "dateTimePub": AT, "date": "2021-06-02", "url": URL,
        "title": "Dam to close", "body": TEXT, "source": {"uri": "courier.example", "title": "Varnau Courier"},
        "authors": [{"name": "Ana Brenner", "type": "author"}],
    },
    "search index": {
        "_index": "news", "_id": "7",
        "_source": {"title": "Dam to close", "text": TEXT, "link": URL, "timestamp": 1622539800,
                    "outlet": "Varnau Courier", "author": "Ana Brenner"},
    },
    "crawler": {
        "maintext": TEXT, "title": "Dam to close", "date_publish": "2021-06-01 09:30:00+00:00",
        "source_domain": "Varnau Courier", "authors": ["Ana Brenner"], "url": URL,
    },
    "blocks": {
        "title": "Dam to close", "body": [{"type": "text", "text": t} for t in TEXT.split("  ")],
        "publishedOn": 1622539800000, "provider": [{"name": "Varnau Courier"}],
        "creator": ["Ana Brenner"], "permalink": URL,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("form", ["json", "list", "jsonl"])
def test_records_under_the_names_of_others(put: Put, ingest: Read, name: str, form: str) -> None:
    """Text, title, outlet, author, address and moment are found in all of them, alone or listed."""
    record = RECORDS[name]
    if form == "jsonl":
        put("a.jsonl", f"{json.dumps(record)}\n")
    else:
        put("a.json", json.dumps([record] if form == "list" else record))
    (article,), failures = ingest("a.jsonl" if form == "jsonl" else "a.json")
    assert not failures
    assert article.text == TEXT
    assert (article.title, article.source) == ("Dam to close", "Varnau Courier")
    assert article.url == URL
    assert article.published_at == dt.datetime(2021, 6, 1, 9, 30, tzinfo=dt.UTC)
    assert [aside.text for aside in article.asides] == ["By Ana Brenner"]


def _record(number: int) -> dict[str, str]:
    return {
        "title": f"Dam {number}",
        "content": f"{TEXT} It is number {number}.",
        "url": f"{URL}/{number}",
    }


ONE, TWO = _record(1), _record(2)


@pytest.mark.parametrize(
    "document",
    [
        {"status": "ok", "totalResults": 2, "articles": [ONE, TWO]},
        {"items": [ONE, TWO]},
        {"results": [ONE, TWO], "nextPage": "2"},
        {"pagination": {"limit": 2, "tags": ["a"]}, "data": [ONE, TWO]},
        {"response": {"status": "ok", "docs": [ONE, TWO]}},
        {"articles": {"results": [ONE, TWO], "count": 2}},
        {"hits": {"total": 2, "hits": [{"_source": ONE}, {"_source": TWO}]}},
        {"data": {"articles": {"edges": [{"node": ONE}, {"node": TWO}]}}},
        {"title": "Export", "description": "Of the desk", "link": URL, "entries": [ONE, TWO]},
        {"sections": [{"name": "A", "stories": [ONE]}, {"name": "B", "stories": [TWO]}]},
        {"value": [ONE, {**TWO, "authors": [{"name": "A", "url": URL}]}]},
        {"7": ONE, "8": TWO},
        [[ONE], [TWO]],
    ],
)
def test_lists_of_records_however_deep(put: Put, ingest: Read, document: object) -> None:
    """A page of results, an index's hits, sections: the records are found and numbered."""
    put("a.json", json.dumps(document))
    articles, failures = ingest("a.json")
    assert not failures
    assert [a.title for a in articles] == ["Dam 1", "Dam 2"]
    assert [a.origins[0].location for a in articles] == ["a.json#1", "a.json#2"]


def test_a_line_may_hold_a_page_of_results(put: Put, ingest: Read) -> None:
    """Answers of an API that were kept one a line: each record is named by line and place."""
    put(
        "a.jsonl",
        json.dumps({"articles": [ONE, {"title": "Empty", "url": URL}]}) + "\n" + json.dumps(TWO),
    )
    articles, failures = ingest("a.jsonl")
    assert [a.origins[0].location for a in articles] == ["a.jsonl#1.1", "a.jsonl#2"]
    assert [f.location for f in failures] == ["a.jsonl:1#2"]


def test_what_a_record_lacks_is_said_with_its_number(put: Put, ingest: Read) -> None:
    """A record without a text fails alone, and names its title, its fields and its place."""
    lacking = [{"title": "Only a title", "publishedAt": AT, "content": None}, {"url": URL}, 7]
    put("a.json", json.dumps({"articles": [ONE, *lacking, TWO]}))
    articles, failures = ingest("a.json")
    assert [a.title for a in articles] == ["Dam 1", "Dam 2"]
    assert [f.location for f in failures] == ["a.json#2", "a.json#3", "a.json#4"]
    assert 'of "Only a title"' in failures[0].reason
    assert "(fields: content, publishedAt, title)" in failures[0].reason
    assert "not a number" in failures[2].reason


def test_a_summary_stands_in_for_a_text(put: Put, ingest: Read) -> None:
    """Where an export has nothing but a description, that is the text."""
    put(
        "a.json", json.dumps([{"title": "Dam", "description": SHORT, "content": "", "pubDate": AT}])
    )
    (article,), _ = ingest("a.json")
    assert article.text == SHORT


def test_a_text_that_was_cut_ends_with_a_sentence(put: Put, ingest: Read) -> None:
    """What an API counts but does not give is neither printed nor passed over: it is a teaser."""
    cut = f"{TEXT} Half of the farms in the valley lie bel… [+2134 chars]"
    put(
        "a.json", json.dumps({"articles": [{"title": "Dam", "description": SHORT, "content": cut}]})
    )
    (article,), _ = ingest("a.json")
    assert article.text == TEXT
    assert article.stub == "teaser"


@pytest.mark.parametrize("at", [1622539800, 1622539800000, "1622539800", 1622539800.0])
def test_unix_time_of_a_record(put: Put, ingest: Read, at: object) -> None:
    """Seconds and milliseconds since 1970, as numbers or as digits."""
    put("a.json", json.dumps({"text": TEXT, "published": at}))
    (article,), _ = ingest("a.json")
    assert article.published_at == dt.datetime(2021, 6, 1, 9, 30, tzinfo=dt.UTC)


def test_markup_and_references_of_a_record_are_resolved(put: Put, ingest: Read) -> None:
    """Titles keep a "<" that is none of HTML's; texts with references alone keep their lines."""
    text = "The mayor&#8217;s dam &amp; pier close on Monday, she said.\n\nThe works begin in May."
    put("a.json", json.dumps({"title": "Rain &lt; 5 mm: <b>dam</b> a<b", "text": text}))
    (article,), _ = ingest("a.json")
    assert article.title == "Rain < 5 mm: dam a<b"
    assert (
        article.text
        == "The mayor’s dam & pier close on Monday, she said.\n\nThe works begin in May."
    )


def test_a_document_without_records_says_so(put: Put, ingest: Read) -> None:
    """An error message of an API, or a list of names, is a failure and no article."""
    for number, document in enumerate(
        ({"status": "error", "code": 401}, {"names": ["a", "b"]}, {"articles": []})
    ):
        put(f"{number}.json", json.dumps(document))
    articles, failures = ingest("0.json", "1.json", "2.json")
    assert not articles
    assert len(failures) == 3
    assert "empty list" in failures[2].reason
