"""Plain text, Markdown and JSON: fields, prefixes, paragraphs, and what is broken in them."""

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.ingest.clean import normalise, paragraphs
from briefer.ingest.frontmatter import split_date, split_front_matter
from briefer.ingest.markup import to_plain
from briefer.models import Article, Failure

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

ROUND = ' date 2021-06-01 "We are ready to sign," Karim said.\n\nThe talks lasted three days.'


def test_the_date_prefix_on_the_line_of_the_prose(put: Put, ingest: Read) -> None:
    """`date YYYY-MM-DD` before the first sentence is the date, and leaves the text."""
    put("a.txt", ROUND)
    (article,), _ = ingest("a.txt")
    assert article.published == dt.date(2021, 6, 1)
    assert article.published_at is None
    assert article.text == '"We are ready to sign," Karim said.\n\nThe talks lasted three days.'


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("date 2021-06-01\nText", "2021-06-01"),
        ("Date: 2021-06-01\n\nText", "2021-06-01"),
        ("date 2021-02-30 Text", "2021-02-30"),
        ("dated 2021-06-01 Text", None),
        ("date 2021-06-01T10:00 Text", None),
        ("On date 2021-06-01 Text", None),
    ],
)
def test_what_counts_as_a_date_prefix(text: str, date: str | None) -> None:
    """Only the word, a date in figures, and an end to it."""
    rest, found = split_date(text)
    assert found == date
    assert rest.endswith("Text")


def test_front_matter(put: Put, ingest: Read) -> None:
    """Flat fields give title, outlet, address, date with offset, language and author."""
    put(
        "a.txt",
        '---\ntitle: "Talks: day two"\npublished: 2021-06-01T22:30:00-04:00\nlanguage: en-GB\n'
        "source: 'Harbour Post' # daily\nurl: https://harbour.example/a?b=c#d\nauthor: A. Muster\n"
        "tags: [a, b]\n---\n\nThe talks lasted three days.\n",
    )
    (article,), _ = ingest("a.txt")
    assert article.title == "Talks: day two"
    assert article.source == "Harbour Post"
    assert article.url == "https://harbour.example/a?b=c"
    assert article.published == dt.date(2021, 6, 1)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2021-06-01T22:30:00-04:00"
    assert article.language == "en"
    assert article.text == "The talks lasted three days."
    assert article.asides[0].text == "By A. Muster"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\n\nno end",
        "---\nprose without a field\n---\nmore",
        "--- title: x",
        "---",
        "---\n---\nText",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    """Without a closing fence or a field, nothing is taken away."""
    assert split_front_matter(text) == ({}, text)


def test_a_headline_above_the_text_is_its_title(put: Put, ingest: Read) -> None:
    """A short first line without a full stop, set off, is a title; a first sentence is not."""
    put(
        "a.txt",
        "Six delegations sign harbour accord\n\nThe talks lasted three days and nights in all.",
    )
    put("b.txt", "Six delegations signed.\n\nThe talks lasted three days and nights in all.")
    (first, second), _ = ingest("a.txt", "b.txt")
    assert first.title == "Six delegations sign harbour accord"
    assert first.text == "The talks lasted three days and nights in all."
    assert second.title is None
    assert second.text.startswith("Six delegations signed.")


def test_paragraphs_are_unwrapped() -> None:
    """Lines wrapped to a width are one paragraph; lines that end early are several."""
    wrapped = (
        "The talks between the six delegations lasted for three days and\n"
        "nights, and ended on Monday with an accord that nobody had thought\n"
        "possible a week earlier.\n"
        "A second round follows.\n"
    )
    assert len(paragraphs(wrapped)) == 2
    assert paragraphs("One sentence here.\nAnother one.") == ["One sentence here.", "Another one."]
    assert paragraphs("a\n \n\n\tb\r\nc") == ["a", "b c"]
    assert paragraphs("- one\n- two") == ["- one", "- two"]


def test_invisible_characters_go() -> None:
    """Controls, soft hyphens, bidirectional overrides and odd spaces do not reach the text."""
    assert normalise("a\u00adb\u200bc\u202ed\ufeff\x07e\u00a0 f\u2003g\u0000\ud800") == "abcde f g"
    assert normalise("e\u0301t\u0065\u0301") == "été"
    assert normalise("می\u200cشود") == "می\u200cشود"


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=400))
def test_paragraphs_are_clean_and_stable(text: str) -> None:
    """Any text gives single-line, stripped paragraphs, and cleaning twice changes nothing."""
    found = paragraphs(text)
    assert all(p and p == p.strip() and "\n" not in p and "  " not in p for p in found)
    assert paragraphs("\n\n".join(found)) == found


def test_markdown(put: Put, ingest: Read) -> None:
    """Markup goes, words stay; images are captions, tables asides, code and HTML nothing."""
    put(
        "a.md",
        "# Accord *signed*\n\nThe [ministry](https://x.example) said it was **ready**.\\\nIt signed.\n\n"
        "## Next steps\n\n> The talks go on.\n\n1. Inspectors come\n2. Ships leave\n\n"
        "![Ships](a.jpg)\n\n```\ncode here\n```\n\n| Port | Ships |\n|---|---|\n| North | 12 |\n\n"
        "<script>alert(1)</script>\n\nA &amp; B signed <b>too</b>.\n",
    )
    (article,), _ = ingest("a.md")
    assert article.title == "Accord signed"
    assert article.text.split("\n\n") == [
        "The ministry said it was ready. It signed.",
        "Next steps",
        "The talks go on.",
        "Inspectors come",
        "Ships leave",
        "A & B signed too.",
    ]
    assert [(a.kind, a.text) for a in article.asides] == [
        ("caption", "Ships"),
        ("table", "Port | Ships"),
        ("table", "North | 12"),
    ]


@pytest.mark.parametrize("unit", ["[", "> ", "*a ", "`", "![](", "<a ", "_", "- ", "|"])
def test_hostile_markdown_takes_bounded_time(unit: str) -> None:
    """Unclosed and nested markup is no trouble."""
    started = time.process_time()
    to_plain(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 5


def test_json_lines(put: Put, ingest: Read) -> None:
    """Fields are taken, unknown ones ignored; each broken line fails with its number."""
    lines = [
        json.dumps(
            {
                "id": 7,
                "text": "Six delegations signed.",
                "title": "T",
                "source": "S",
                "url": "u",
                "published": "2021-06-01",
                "language": "en",
                "other": 1,
            }
        ),
        "{broken",
        "",
        json.dumps({"text": 5}),
        json.dumps("text"),
        json.dumps({"text": "date 2021-05-31 Talks resume on Friday.", "published": "not a date"}),
        json.dumps({"text": "x"}),
        '{"text": ' + "[" * 100_000,
        '{"text": "a b c d", "id": ' + "9" * 5000 + "}",
    ]
    put("w.jsonl", "\ufeff" + "\r\n".join(lines))
    articles, failures = ingest("w.jsonl")
    first, second = articles
    assert (first.title, first.source, first.url, first.language) == ("T", "S", "u", "en")
    assert first.origins[0].external_id == "7"
    assert first.origins[0].location == "w.jsonl#1"
    assert second.text == "Talks resume on Friday."
    assert second.published == dt.date(2021, 5, 31)
    assert [f.location for f in failures] == [f"w.jsonl:{n}" for n in (2, 4, 5, 7, 8, 9)]
    assert failures[0].reason.startswith("broken JSON at column 2")
    assert "fields: text" in failures[1].reason


def test_a_line_in_another_encoding_spoils_no_other(put: Put, ingest: Read) -> None:
    """Bytes that are no UTF-8 are read as what they look like, line by line."""
    good = json.dumps({"text": "La délégation a signé."}, ensure_ascii=False).encode()
    bad = json.dumps({"text": "La délégation était là."}, ensure_ascii=False).encode("cp1252")
    put("w.jsonl", good + b"\n" + bad)
    articles, failures = ingest("w.jsonl")
    assert failures == []
    assert articles[0].text == "La délégation a signé."
    assert articles[1].text.startswith("La d")


def test_json_files(put: Put, ingest: Read) -> None:
    """One record, an array, an export's list, or lines under the wrong name."""
    record = {"text": "Six delegations signed."}
    put("a.json", json.dumps(record))
    put("b.json", json.dumps([record, {"text": None}]))
    put("c.json", json.dumps({"articles": [record]}))
    put("d.json", json.dumps(record) + "\n" + json.dumps(record))
    put("e.json", '[\n {"text": "x",}\n]')
    put("f.json", "[]")
    put("g.json", "3")
    articles, failures = ingest(".")
    assert [a.origins[0].location for a in articles] == [
        "a.json",
        "b.json#1",
        "c.json#1",
        "d.json#1",
        "d.json#2",
    ]
    assert [f.location for f in failures] == ["b.json#2", "e.json:2", "f.json", "g.json"]
    assert "line 2, column" in failures[1].reason


def test_markup_inside_json_is_read_as_markup(put: Put, ingest: Read) -> None:
    """An export that kept its HTML gives text; a formula with < stays as it is."""
    put(
        "a.json",
        json.dumps(
            [
                {"text": "<p>Six delegations signed.</p><p>Two left.</p>"},
                {"text": "Growth was < 3 percent > zero."},
            ]
        ),
    )
    articles, _ = ingest("a.json")
    assert articles[0].text == "Six delegations signed.\n\nTwo left."
    assert articles[1].text == "Growth was < 3 percent > zero."


def test_an_author_who_is_the_outlet_is_no_byline(put: Put, ingest: Read) -> None:
    """A wire that signs with its own name is named once."""
    put("a.txt", "---\nsource: Example Wire\nauthor: Example Wire\n---\nSix delegations signed.")
    (article,), _ = ingest("a.txt")
    assert article.asides == ()


def test_a_text_of_nothing_but_asides_is_a_failure(put: Put, ingest: Read) -> None:
    """The reason says what was found instead of prose."""
    put("a.txt", "Photo: Jan Peters\n\nRead more: Why the talks failed")
    _, failures = ingest("a.txt")
    assert failures[0].reason == "no text: nothing but what is no article's prose (caption, link)"
