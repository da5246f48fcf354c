"""Encodings, dates, languages and identity: what every kind of source rests on."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.ingest.dates import parse_published
from briefer.ingest.decode import declared_charset, decode, is_binary
from briefer.ingest.identity import article_id, merge_origins
from briefer.ingest.language import fits, language_of, plausible
from briefer.models import Article, Failure, Origin

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

FRENCH = "La délégation a signé l’accord à Genève après trois journées d’échanges très serrés."
RUSSIAN = "Делегация подписала соглашение в понедельник после трёх дней переговоров в городе."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_unicode_encodings(encoding: str) -> None:
    """With or without a mark, Unicode comes back exactly, and is not taken for binary."""
    text = "The ministry: " + FRENCH
    assert decode(text.encode(encoding)) == text
    assert not is_binary(text.encode(encoding))


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")]
)
def test_declared_and_guessed_encodings(text: str, encoding: str) -> None:
    """A declaration is followed, in the bytes or outside; without one the guess is right."""
    data = text.encode(encoding)
    page = f'<html><meta charset="{encoding}"><p>{text}'.encode(encoding)
    assert decode(data, encoding) == text
    assert text in decode(page)
    assert decode(data * 5) == text * 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "Der Präsident reist nach Österreich und trifft für Gespräche über Zölle den Minister.",
            "cp1252",
        ),
        (
            "El presidente viajó el miércoles a España para hablar mañana con la ministra.",
            "latin-1",
        ),
        (
            "Umowa zostanie podpisana w przyszłym tygodniu, źródła rządowe potwierdziły jej treść.",
            "cp1250",
        ),
        (
            "Dohoda bude podepsána příští týden, vládní zdroje její obsah ve středu potvrdily.",
            "cp1250",
        ),
        ("Anlaşmanın gelecek hafta imzalanacağını söyledi, kaynaklar da bunu doğruladı.", "cp1254"),
        ("The accord – “a new start” – wouldn’t be signed before June, the envoy said.", "cp1252"),
        ("Η συμφωνία θα υπογραφεί την επόμενη εβδομάδα, είπε ο πρόεδρος την Τετάρτη.", "cp1253"),
        ("قال الرئيس يوم الأربعاء إن الاتفاق سيوقع الأسبوع المقبل في المدينة", "cp1256"),
    ],
)
def test_code_pages_are_told_apart(text: str, encoding: str) -> None:
    """Undeclared bytes of one sentence are read in the page whose letters make its words."""
    assert decode(text.encode(encoding)) == text


def test_wrong_and_unknown_declarations_do_no_harm() -> None:
    """UTF-8 wins over a wrong name; names that are no charset of text are passed over."""
    assert decode(FRENCH.encode(), "latin-1") == FRENCH
    for name in (
        "no-such",
        "base64",
        "rot13",
        "utf-7",
        "unicode_escape",
        "\0",
        "",
        "idna",
        "zlib",
        "undefined",
    ):
        assert isinstance(decode(b"caf\xe9 cr\xe8me", name), str)
    assert declared_charset(b'<?xml version="1.0" encoding="windows-1251"?>') == "windows-1251"


def test_a_few_bad_bytes_are_replaced() -> None:
    """UTF-8 with a damaged byte stays UTF-8."""
    data = FRENCH.encode() * 20
    damaged = data[:50] + b"\xff" + data[50:]
    assert decode(damaged).replace("\ufffd", "") == FRENCH * 20


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "ascii", "shift_jis", "cp1252"]))
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    """Decoding never raises."""
    assert isinstance(decode(data, declared), str)


def test_guessing_is_bounded() -> None:
    """Megabytes in no encoding are guessed on a sample."""
    started = time.process_time()
    decode(b"ascii text " * 200_000 + bytes(range(128, 256)) * 20_000)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("value", "day", "moment"),
    [
        ("2021-06-01", "2021-06-01", None),
        (" 2021/6/1 ", "2021-06-01", None),
        ("2021-06-01T10:00:00Z", "2021-06-01", "2021-06-01T10:00:00+00:00"),
        ("2021-06-01T23:30:00-04:00", "2021-06-01", "2021-06-01T23:30:00-04:00"),
        ("2021-06-01 9:05", "2021-06-01", "2021-06-01T09:05:00+02:00"),
        ("2021-06-01 10:00:00.123 +0200", "2021-06-01", "2021-06-01T10:00:00+02:00"),
        ("Tue, 01 Jun 2021 10:00:00 +0300", "2021-06-01", "2021-06-01T10:00:00+03:00"),
        ("Tue, 01 Jun 2021 10:00:00 GMT", "2021-06-01", "2021-06-01T10:00:00+00:00"),
        ("1 Jun 2021 10:00:00 -0000", "2021-06-01", "2021-06-01T10:00:00+00:00"),
        (dt.date(2021, 6, 1), "2021-06-01", None),
        (dt.datetime(2021, 6, 1, 10, tzinfo=dt.UTC), "2021-06-01", "2021-06-01T10:00:00+00:00"),
    ],
)
def test_dates(now: dt.datetime, value: object, day: str, moment: str | None) -> None:
    """The day is the outlet's own; the moment is aware, and there only with a time."""
    found = parse_published(value, now)
    assert str(found.day) == day
    assert (found.moment.isoformat() if found.moment else None) == moment


@pytest.mark.parametrize(
    "value",
    [
        "2021-02-30",
        "yesterday",
        "",
        "1",
        5,
        None,
        [],
        True,
        "0001-01-01",
        "9999-12-31T23:59:59-12:00",
        "x" * 10_000,
        "2021-06-01T25:00:00Z",
        "Tue, 99 Foo 2021",
        "2021-06-01T10:00:00+99:00",
    ],
)
def test_impossible_dates(now: dt.datetime, value: object) -> None:
    """What is no date gives none, and raises nothing."""
    assert parse_published(value, now) == (None, None)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Parsing never raises, and a moment is always aware."""
    found = parse_published(text, dt.datetime(2021, 6, 3, tzinfo=dt.UTC))
    assert found.moment is None or found.moment.tzinfo is not None


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("fr_CA", "fr"),
        (" ru ", "ru"),
        ("zh-Hans-CN", "zh"),
        ("xx", None),
        ("English", None),
        ("", None),
        (None, None),
        ("e", None),
    ],
)
def test_language_tags(tag: str | None, code: str | None) -> None:
    """A tag counts if it begins with a code of ISO 639-1."""
    assert plausible(tag) == code


def test_a_declared_language_must_fit_the_letters() -> None:
    """Russian declared on Latin letters, or English on Cyrillic, is not believed."""
    assert fits(RUSSIAN, "ru")
    assert not fits(RUSSIAN, "en")
    assert not fits(FRENCH, "ru")
    assert fits(FRENCH, "sr")
    assert not fits("سيوقع الوفد الاتفاق يوم الاثنين", "fr")
    assert language_of(RUSSIAN, "en") == "ru"
    assert language_of(FRENCH, "fr") == "fr"
    assert language_of(FRENCH, "en", hint=True) == "fr"


def _article(text: str = "Six delegations signed.", **fields: object) -> Article:
    return Article.model_validate({"id": article_id(text), "text": text, **fields})


def test_an_id_ignores_white_space_and_ligatures() -> None:
    """The same words have the same id however they are wrapped; other words have another."""
    assert article_id("The ﬁrst  day\n\nends.") == article_id(" The first day ends. ")
    assert article_id("a b") != article_id("a c")
    assert article_id("x").startswith("a")
    assert len(article_id("x")) == 17


def test_merging_keeps_all_origins_and_the_richer_metadata() -> None:
    """Origins in order without repetition, the earliest date, the first given title."""
    first = _article(
        published=dt.date(2021, 6, 2),
        origins=(Origin(location="a.txt"),),
    )
    second = _article(
        title="T",
        source="S",
        published=dt.date(2021, 6, 1),
        published_at=dt.datetime(2021, 6, 1, 9, tzinfo=dt.UTC),
        language="en",
        origins=(Origin(location="b.txt", source="S"), Origin(location="a.txt")),
    )
    merged = merge_origins(first, second)
    assert [origin.location for origin in merged.origins] == ["a.txt", "b.txt"]
    assert (merged.title, merged.source, merged.language) == ("T", "S", "en")
    assert merged.published == dt.date(2021, 6, 1)
    assert merged.published_at == second.published_at
    assert merge_origins(merged, second) == merged


def test_merging_different_articles_is_refused() -> None:
    """Only equal ids merge."""
    with pytest.raises(ValueError, match="only equal ids merge"):
        merge_origins(_article(), _article("Another text altogether."))


def test_the_same_text_from_two_files_has_one_id(put: Put, ingest: Read) -> None:
    """A verbatim reprint, wrapped differently, merges into one article with two places."""
    put("a.txt", "The talks lasted three days.\n\nSix delegations signed.")
    put(
        "b.html",
        "<html><body><article><p>The talks lasted three days.</p><p>Six delegations signed.</p></article></body></html>",
    )
    (first, second), _ = ingest("a.txt", "b.html")
    assert first.id == second.id
    assert len(merge_origins(first, second).origins) == 2
