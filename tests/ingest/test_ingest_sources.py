"""Sources: files, folders, globs, standard input, addresses; one bad one stops nothing."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefer.ingest import read, registry, sources
from briefer.ingest.raw import Item, Raw, Reader
from briefer.models import Article, Failure

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

TEXT = "The six delegations signed the accord on Monday, the ministry said.\n"


def _locations(items: Iterator[Item]) -> list[str]:
    return [
        item.origins[0].location if isinstance(item, Article) else item.location for item in items
    ]


def test_a_folder_is_read_in_order_without_what_lies_beside(put: Put, ingest: Read) -> None:
    """Names in order, sub-folders too; hidden files, images, read-mes and licences are skipped."""
    for name in ("wire/b.txt", "wire/a.txt", "wire/sub/c.txt"):
        put(name, name + " says: " + TEXT)
    for name in (
        "wire/.hidden.txt",
        "wire/.git/x.txt",
        "wire/README.md",
        "wire/LICENSE",
        "wire/map.png",
    ):
        put(name, TEXT)
    articles, failures = ingest("wire")
    assert [a.origins[0].location for a in articles] == [
        "wire/a.txt",
        "wire/b.txt",
        "wire/sub/c.txt",
    ]
    assert failures == []


def test_an_unknown_kind_in_a_folder_is_reported(put: Put, ingest: Read) -> None:
    """A file that might be an article but can't be read is named, with what can be."""
    put("wire/report.xyz", "whatever")
    put("wire/a.txt", TEXT)
    articles, failures = ingest("wire")
    assert len(articles) == 1
    assert failures[0].location == "wire/report.xyz"
    assert 'unknown kind ".xyz"' in failures[0].reason
    assert ".jsonl" in failures[0].reason


def test_a_file_asked_for_by_name_is_never_skipped(put: Put, ingest: Read) -> None:
    """README.md is an article where the user says so; an image is a failure, not silence."""
    put("README.md", TEXT)
    put("a.png", "x")
    articles, failures = ingest("README.md", "a.png")
    assert len(articles) == 1
    assert "unknown kind" in failures[0].reason


def test_globs(put: Put, ingest: Read) -> None:
    """`*` and `**` work, in order; a file that two sources name is read once."""
    for name in ("w/1.txt", "w/2.md", "w/x/3.txt"):
        put(name, name + " " + TEXT)
    articles, failures = ingest("w/**/*.txt", "w/1.txt", "w")
    assert [a.origins[0].location for a in articles] == ["w/1.txt", "w/x/3.txt", "w/2.md"]
    assert failures == []


def test_a_name_with_brackets_is_a_name_first(put: Put, ingest: Read) -> None:
    """An existing file is read even if its name looks like a pattern."""
    put("a[1].txt", TEXT)
    articles, _ = ingest("a[1].txt")
    assert len(articles) == 1


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("missing.txt", "no such file or folder"),
        ("*.nothing", "no file matches"),
        ("https://harbour.example/feed.xml", "addresses are read by"),
        ("HTTP://harbour.example", "addresses are read by"),
        ("a\0b", "can't be read"),
        ("x" * 5000 + ".txt", "can't be read"),
    ],
)
def test_a_source_that_is_not_there_fails_and_the_rest_goes_on(
    put: Put, ingest: Read, source: str, reason: str
) -> None:
    """The failure names the source and the reason; the next source is read."""
    put("a.txt", TEXT)
    articles, failures = ingest(source, "a.txt")
    assert len(articles) == 1
    assert failures[0].location == source
    assert reason in failures[0].reason


def test_binary_empty_and_huge_files_fail(put: Put, ingest: Read) -> None:
    """Each has its reason; none is read as text."""
    put("1.txt", b"\x00\x01\x02" * 100)
    put("2.txt", b"\x89PNG text")
    put("3.txt", b" \n\n ")
    put("4.txt", b"a word or two " * 1_500_000)
    put("5.txt", "One two.")
    _, failures = ingest(".")
    assert [f.reason.split(";")[0] for f in failures] == [
        "binary, not text",
        "binary, not text",
        "no text: an empty file",
        "larger than 20 MB, the limit for text",
        "no text: fewer than 3 words",
    ]


def test_files_that_can_not_be_opened_fail(put: Put, ingest: Read) -> None:
    """A link to nowhere is reported, and so is a folder inside a file's path."""
    put("a.txt", TEXT)
    path = put("w/b.txt", TEXT)
    (path.parent / "link.txt").symlink_to(path.parent / "gone")
    (path.parent / "loop").symlink_to(path.parent)
    articles, failures = ingest("w", "a.txt/b.txt")
    assert len(articles) == 1
    assert [f.location for f in failures] == ["w/link.txt", "a.txt/b.txt"]


def test_reading_is_lazy(put: Put, now: dt.datetime, tmp_path: Path) -> None:
    """Nothing is opened before it is asked for: a file removed meanwhile fails alone."""
    put("w/a.txt", TEXT)
    second = put("w/b.txt", TEXT)
    items = read(["w"], now, base=tmp_path)
    assert isinstance(next(items), Article)
    second.unlink()
    assert isinstance(next(items), Failure)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"text": "x"}\n{"text": "y"}', "JSON"),
        (b"\xef\xbb\xbf[1]", "JSON"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"<div>x</div>", "HTML"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        ('<?xml version="1.0" encoding="utf-16"?><rss>'.encode("utf-16"), "feed"),
        (b'<?xml version="1.0"?><html xmlns="x">', "HTML"),
        (b"From: a@b.example\nSubject: x\n\nText", "mail"),
        (b"Received: by x\nX-Y: z\nSubject: x\n\nText", "mail"),
        (b"date 2021-06-01 The ministry", "text"),
        (b"---\ntitle: x\n---\ntext", "text"),
        (b"From: the ministry, a word of thanks.", "text"),
        (b"< 3 percent", "text"),
    ],
)
def test_sniffing(data: bytes, kind: str) -> None:
    """Bytes without a telling name are known by their beginning."""
    assert registry.sniff(data).name == kind


def test_standard_input(now: dt.datetime) -> None:
    """The source "-" is read once, and its kind is sniffed."""
    data = b'{"text": "The six delegations signed."}\n{"text": "Talks resume on Friday."}\n{bad\n'
    assert _locations(read(["-"], now, stdin=io.BytesIO(data))) == ["-#1", "-#2", "-:3"]
    text = list(read(["-"], now, stdin=io.BytesIO(TEXT.encode())))
    assert isinstance(text[0], Article)


def test_a_file_without_extension_is_sniffed(put: Put, ingest: Read) -> None:
    """An .xml file or one without an extension is what it begins like."""
    put(
        "feed.xml",
        "<rss><channel><item><description>Six delegations signed it.</description></item></channel></rss>",
    )
    put("story", TEXT)
    put("wire.20210601", TEXT + "More.")
    articles, failures = ingest(".")
    assert len(articles) == 3
    assert failures == []


def test_a_reader_that_breaks_fails_alone(now: dt.datetime) -> None:
    """Whatever a parser raises becomes a failure that names it."""

    class Broken(registry.Kind):
        def reader(self) -> Reader:
            def read_one(raw: Raw) -> Iterator[Item]:
                yield Failure(location=raw.location, reason="first")
                raise RecursionError("too deep")

            return read_one

    kind = Broken("broken", (".x",), "nowhere")
    found = list(sources._guarded(Raw("a.x", b"x", now), kind))
    assert [item.reason for item in found if isinstance(item, Failure)] == [
        "first",
        "the broken reader failed: RecursionError: too deep",
    ]


def test_every_kind_has_its_reader_and_its_own_extensions() -> None:
    """Every registered module exists and has `read`; no extension is claimed twice."""
    assert all(callable(kind.reader()) for kind in registry.KINDS)
    extensions = [extension for kind in registry.KINDS for extension in kind.extensions]
    assert len(extensions) == len(set(extensions))


def test_locations_are_the_users_words(put: Put, ingest: Read, tmp_path: Path) -> None:
    """A relative source stays relative, so that two machines write the same briefing."""
    put("w/a.txt", TEXT)
    articles, _ = ingest("./w/")
    assert articles[0].origins[0].location == "w/a.txt"
    articles, _ = ingest(str(tmp_path / "w" / "a.txt"))
    assert articles[0].origins[0].location == str(tmp_path / "w" / "a.txt")
