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
