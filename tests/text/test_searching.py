"""What is asked for and how it is marked: any text at all is a query, and none is dangerous."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text.searching import MAX_TERMS, Query, hits, indexed, marked, parse, snippet


@pytest.fixture(scope="module")
def table() -> Iterator[sqlite3.Connection]:
    """Return an FTS5 table with one row, made as the schema makes it."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as database:
        database.execute(
            "CREATE VIRTUAL TABLE t USING fts5(text, prefix='4 5 6', "
            "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")"
        )
        yield database


def found(table: sqlite3.Connection, text: str, asked: str) -> bool:
    """Return whether `asked` finds `text`."""
    table.execute("DELETE FROM t")
    table.execute("INSERT INTO t VALUES (?)", (indexed(text),))
    match = parse(asked).match("text")
    return bool(table.execute("SELECT 1 FROM t WHERE t MATCH ?", (match,)).fetchone())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Die Straße nach Łódź", "strasse lodz"),
        ("Ёлка в Москве", "елка"),
        ("министра иностранных дел", "министр"),
        ("中国外交部发言人", "外交"),
        ("中国外交部发言人", "部"),
        ("東京で会談", "会談"),
        ("외교부는 밝혔다", "외교부"),
        ("กระทรวงการต่างประเทศ", "ต่างประเทศ"),
        ("पाकिस्तान के प्रधानमंत्री", "पाकिस्तान"),
        ("قال الرئيس", "رئيس"),
        ("قال رئيس", "الرئيس"),
        ("إلى أوكرانيا", "اوكرانيا"),
        ("The U.S. embassy", "u.s."),
        ("Lavrov's visit", "Lavrov"),
        ("New sanctions were announced", "sanction"),
        ("The peace deal holds", '"peace deal"'),
        ("The peace deal holds", "peace -war"),
        ("L’accord de l'été", "accord été"),
    ],
)
def test_it_is_found(table: sqlite3.Connection, text: str, asked: str) -> None:
    """Whatever the accents, the script and the ending; and what is found is marked."""
    assert found(table, text, asked)
    assert any(piece.hit for piece in marked(text, hits(parse(asked))))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The deal for peace holds", '"peace deal"'),
        ("The peace deal holds", "peace -deal"),
        ("中国外交部", "外部"),
        ("A national plan", '"nation"'),
        ("war", "peace"),
    ],
)
def test_it_is_not_found(table: sqlite3.Connection, text: str, asked: str) -> None:
    """A phrase is a phrase, and what is excluded is out."""
    assert not found(table, text, asked)


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_query(table: sqlite3.Connection, text: str) -> None:
    """FTS5 understands whatever is made of it, and the pattern compiles."""
    query = parse(text)
    assert len(query.terms) <= MAX_TERMS
    match = query.match("text")
    if match:
        table.execute("SELECT 1 FROM t WHERE t MATCH ?", (match,)).fetchall()
    pieces = marked(text, hits(query))
    assert "".join(piece.text for piece in pieces) == text


@given(st.text(max_size=600), st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_a_snippet_is_cut_from_the_text(text: str, asked: str) -> None:
    """Never longer than asked for, but for the dots, and never anything but the text's words."""
    pieces = snippet(text, parse(asked), 100)
    shown = "".join(piece.text for piece in pieces)
    assert len(shown) <= 104
    words = shown.removeprefix("… ").removesuffix(" …").split()
    assert " ".join(words) in " ".join(text.split())


def test_a_snippet_shows_what_was_looked_for() -> None:
    """However far down it stands."""
    text = "Nothing here. " * 200 + "The envoy resigned. " + "Nothing again. " * 50
    pieces = snippet(text, parse("envoy"))
    assert [piece.text for piece in pieces if piece.hit] == ["envoy"]
    assert snippet(text, Query())[0].text.startswith("Nothing here")


def test_marking_takes_linear_time() -> None:
    """A text made to be slow is not."""
    text = ("aaaa " * 3 + "a" * 3000 + " ") * 30
    assert marked(text, hits(parse("aaaab aaab* zzzz " + "a" * 100)))
