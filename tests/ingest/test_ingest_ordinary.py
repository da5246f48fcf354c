"""Ordinary files, as press offices save them, and what has to be known of each.

The files of `ordinary/*.toml` were written before the readers were looked at. A field is a list
where a file gives several articles; "|" parts what is right as well.
"""

import datetime as dt
import os
import tomllib
from pathlib import Path

import pytest

from tests.ingest.conftest import Put, Read
from tests.ingest.printed_files import typed_docx, typed_pdf

FOLDER = Path(__file__).parent / "ordinary"
FILES = [
    file
    for path in sorted(FOLDER.glob("*.toml"))
    for file in tomllib.loads(path.read_text(encoding="utf-8"))["file"]
]


def _bytes(name: str, body: str) -> bytes:
    if name.endswith(".pdf"):
        return typed_pdf(body)
    if name.endswith(".docx"):
        return typed_docx(body)
    return body.lstrip("\n").encode()


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _agrees(found: list[str | None], right: list[str]) -> bool:
    pairs = zip(found, right, strict=False)
    return len(found) == len(right) and all(got in either.split("|") for got, either in pairs)


@pytest.mark.parametrize("file", FILES, ids=[file["name"] for file in FILES])
def test_what_is_known_of_an_ordinary_file(
    put: Put, ingest: Read, now: dt.datetime, file: dict[str, object]
) -> None:
    """Outlet, day, headline, author and kind are found; what is no news is not in the text."""
    name = str(file["name"])
    path = put(name, _bytes(name, str(file["body"])))
    long_ago = now.timestamp() - 30 * 86400
    os.utime(path, (long_ago, long_ago))
    articles, failures = ingest(name.replace("[", "[[]"))
    assert failures == []
    found: dict[str, list[str | None]] = {
        "outlet": [article.source for article in articles],
        "date": [None if article.undated else str(article.published) for article in articles],
        "title": [article.title for article in articles],
        "author": [article.author for article in articles],
        "kind": [article.kind for article in articles],
    }
    right = {field: _listed(file[field]) for field in found if field in file}
    wrong = {field: found[field] for field in right if not _agrees(found[field], right[field])}
    text = "\n".join(article.text for article in articles)
    left = [part for part in _listed(file.get("gone", [])) if part in text]
    assert (wrong, left) == ({}, []), text[:300]
    assert text.startswith(str(file.get("text", ""))), text[:300]


def test_an_article_of_nothing_but_a_caption_is_not_refused(put: Put, ingest: Read) -> None:
    """A brief that ends with a credit, and a gallery, are articles all the same."""
    brief = (
        "Two boats lie on the quay of Skelby after the storm that sank eleven others on Monday "
        "night and cut the power in forty villages. (Anna Holt/Reuters)"
    )
    put("brief.txt", brief)
    (article,), failures = ingest("brief.txt")
    assert failures == []
    assert article.text == brief


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Will you go?\n\nNo, I stay here.\n\nAnd then?\n\nWe shall see in May.", "interview"),
        ("Who pays? Nobody knew on Monday.\n\nThe mayor said: “Why us?”\n\nShe left.\n\nSo it is.", "news"),
        ("The harbour master answers.\n\nQ: Is it safe?\n\nA: It is.\n\nQ: For how long?\n\nA: For a year.", "interview"),
        ("Monday: rain falls.\n\nTuesday: sun.\n\nWednesday: wind.\n\nThursday: snow.", "news"),
    ],
)  # fmt: skip
def test_an_interview_is_told_by_its_form(put: Put, ingest: Read, text: str, kind: str) -> None:
    """Questions that are answered by turns make one, whatever the language; rhetoric does not."""
    put("a.txt", text)
    (article,), _ = ingest("a.txt")
    assert article.kind == kind


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Our correspondent wrote on Telegram that the bridge had fallen.", True),
        ("Join us on WhatsApp", False),
        ("Contact with the ship was lost at noon, the coast guard said.", True),
        ("About the fire nothing was known on Monday, the mayor said.", True),
        ("Subscribers only", False),
        ("The newspaper lost half of its subscribers only last year, it said.", True),
        ("Follow the money and the road leads to Skelby, the court heard.", True),
    ],
)
def test_prose_with_the_words_of_boilerplate_stays(
    put: Put, ingest: Read, line: str, left: bool
) -> None:
    """A line leaves the text for its form, not for a word in it."""
    put(
        "a.txt",
        f"The bridge at Nambe fell on Monday.\n\nNobody was hurt, the mayor said.\n\n{line}\n",
    )
    (article,), _ = ingest("a.txt")
    assert (line in article.text) is left
