"""A hundred hostile files, and what else lies in folders: each is an article or a reason."""

import base64
import datetime as dt
import io
import os
import socket
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.errors import SourceError
from briefer.ingest import read
from briefer.ingest.opening import contents
from briefer.models import Article, Failure
from tests.hostile.conftest import walked

AREA = "files"
NOW = dt.datetime(2021, 6, 3, 7, tzinfo=dt.UTC)
BOUND = 20  # seconds of processor time, for one file
_TEXT = (
    b"date 2021-06-02\nThe ports reopened on Wednesday, the minister said. Ships sailed at noon."
)
_ODD = {
    "empty": b"",
    "nul": b"\x00" * 5000,
    "ff": b"\xff" * 5000,
    "escapes": b"\x1b]0;owned\x07\x1b[2J" * 300 + _TEXT,
    "surrogates": b"\xed\xa0\x80" * 999 + _TEXT,
    "bom": b"\xff\xfe\xff\xfe" + _TEXT,
    "utf32": b"\x00\x00\xfe\xff" + _TEXT,
    "overlong": b"\xc0\xaf" * 999 + _TEXT,
    "line": b"word " * 400_000,
    "one": b"x" * 3_000_000,
    "marks": "e\u0301".encode() * 300_000,
    "overrides": "\u202e\u2066".encode() * 50_000 + _TEXT,
    "quotes": b'"' * 300_000,
    "brackets": b"[" * 200_000,
    "braces": b"{" * 200_000,
    "tags": b"<a>" * 150_000,
    "open": b"<" * 300_000,
    "entities": b"&#x0;&#x110000;&#55296;" * 20_000,
}
_ENDINGS = ("txt", "md", "html", "json", "jsonl", "eml", "xml")
_ENTITY = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";" * 1}{("&" + chr(97 + n) + ";") * 9}">'.encode()
    for n in range(12)
)
_MIME = b"From: a@example.org\r\nSubject: s\r\nDate: Wed, 2 Jun 2021 07:00:00 +0000\r\nMIME-Version: 1.0\r\n"


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    b'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    b"</Types>"
)
_RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def _docx(body: bytes, **more: bytes) -> bytes:
    """Return a Word document of this body; `more` are parts by name."""
    return _zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS,
            "word/document.xml": _W + body + b"</w:body></w:document>",
            **more,
        }
    )


_PARAGRAPH = b"<w:p><w:r><w:t>The ports reopened on Wednesday.</w:t></w:r></w:p>"


def _noise(size: int) -> bytes:
    """Return bytes that pack to about a sixteenth: below what is taken for a bomb by its ratio."""
    return b"".join(bytes([n * 7 % 256, n * 13 % 256]) + bytes(30) for n in range(size // 32))


def _special() -> Iterator[tuple[str, bytes]]:
    yield "laughs.xml", _ENTITY + b"]><rss><channel><item><title>&m;</title></item></channel></rss>"
    yield "laughs.html", _ENTITY + b"]><html><body>&m;</body></html>"
    yield "outside.xml", b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>'
    yield (
        "parts.eml",
        b"".join(
            _MIME + f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n'.encode()
            for n in range(3000)
        ),
    )
    yield (
        "many.eml",
        _MIME
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + (b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 30_000),
    )
    yield "coded.eml", _MIME + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 500_000
    yield (
        "charset.eml",
        _MIME
        + b"Content-Type: text/plain; charset=zip_codec\r\n\r\n"
        + base64.b64encode(zlib.compress(bytes(5_000_000))),
    )
    yield "header.eml", b"Subject: " + b"=?utf-8?q?=0d=0a?= " * 50_000 + b"\r\n\r\ntext"
    yield "numbers.json", b'{"title": 1e999, "text": -1e999, "published": 1' + b"0" * 4000 + b"}"
    yield "keys.json", b"{" + b",".join(b'"a%d":{"text":1}' % n for n in range(50_000)) + b"}"
    yield "nested.jsonl", (b'{"text":' * 5000 + b"1" + b"}" * 5000 + b"\n") * 20
    yield (
        "dates.jsonl",
        b"\n".join(
            b'{"text":"Ports reopened on Wednesday.","published":"%s"}' % when
            for when in (
                b"9999-12-31T23:59:59-23:59",
                b"0001-01-01T00:00:00+14:00",
                b"-1",
                b"1e400",
                b"99999-01-01",
            )
        ),
    )
    yield "front.md", b"---\ndate: 0000-00-00\ntitle: [\n---\n" + _TEXT
    yield "none.docx", b"PK\x03\x04garbage"
    yield "empty.docx", _zipped({})
    yield "deep.docx", _docx(b"<w:p>" * 5000 + b"</w:p>" * 5000)
    yield "long.docx", _docx(_PARAGRAPH * 20_000)
    yield "elements.docx", _docx(b"".join(b"<w:p w:a='%d'/>" % n for n in range(900_000)))
    yield (
        "pictures.docx",
        _docx(_PARAGRAPH, **{f"word/media/{n}.png": _noise(9_000_000) for n in range(8)}),
    )
    yield "bomb.docx", _docx(_PARAGRAPH * 1_000_000)
    yield "rels.docx", _docx(_PARAGRAPH, **{"word/_rels/document.xml.rels": b"<a>" * 90_000})
    yield "paths.docx", _docx(_PARAGRAPH, **{"../../evil.xml": b"<a/>", "/etc/x.rels": b"<a/>"})
    yield "none.pdf", b"%PDF-1.7\n" + b"\x00" * 9999
    yield (
        "loop.pdf",
        b"%PDF-1.7\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9999999>>endobj\ntrailer<</Root 1 0 R>>",
    )
    yield (
        "stream.pdf",
        b"%PDF-1.7\n1 0 obj<</Length 999999999/Filter/FlateDecode>>stream\n"
        + zlib.compress(bytes(20_000_000)),
    )
    yield "list.opml", b"<opml><body>" + b"<outline xmlUrl='file:///etc/passwd'/>" * 20_000
    yield "deep.opml", b"<opml>" + b"<outline>" * 5000
    yield "box.mbox", b"From a\n\n" * 50_000


FILES = [
    *((f"{name}.{ending}", data) for name, data in _ODD.items() for ending in _ENDINGS),
    *_special(),
]


def test_there_are_a_hundred() -> None:
    """The suite is not thinned out unnoticed."""
    assert len(FILES) >= 100


@pytest.mark.parametrize("number", walked(range(len(FILES)), 24))
def test_a_file_is_an_article_or_a_reason(number: int, tmp_path: Path) -> None:
    """Nothing is raised, and nothing takes long."""
    name, data = FILES[number]
    (tmp_path / name).write_bytes(data)
    start = time.process_time()
    found = list(read([name], NOW, base=tmp_path))
    assert time.process_time() - start < BOUND
    assert found
    for item in found:
        assert isinstance(item, (Article, Failure))
        item.model_dump_json().encode()


@pytest.mark.parametrize("name", walked(["pictures.docx", "elements.docx", "bomb.docx"], 3))
def test_a_word_document_is_measured_before_it_is_opened(name: str, tmp_path: Path) -> None:
    """What unpacks to much takes little memory, whether its text is read or not."""
    (tmp_path / name).write_bytes(dict(FILES)[name])
    tracemalloc.start()
    found = list(read([name], NOW, base=tmp_path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000
    assert isinstance(found[0], Article if name == "pictures.docx" else Failure)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an article, and beside it a secret."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(_TEXT)
    (tmp_path / "secret.txt").write_bytes(_TEXT.replace(b"ports", b"keys"))
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "s.txt").write_bytes(_TEXT.replace(b"ports", b"doors"))
    return tmp_path


@pytest.mark.parametrize("source", ["in", "in/*", "in/**/*", "in/l*.txt", "in/*/*.txt"])
def test_links_out_of_a_folder_are_not_followed(folder: Path, source: str) -> None:
    """Files and folders, near and far; each is named. Links within it are followed."""
    (folder / "in" / "link.txt").symlink_to(folder / "secret.txt")
    (folder / "in" / "up.txt").symlink_to("../secret.txt")
    (folder / "in" / "inside.txt").symlink_to("a.txt")
    (folder / "in" / "dir").symlink_to(folder / "secrets")
    found = list(read([source], NOW, base=folder))
    assert not any("keys" in a.text or "doors" in a.text for a in found if isinstance(a, Article))
    assert any("leads out of its folder" in f.reason for f in found if isinstance(f, Failure))


@pytest.mark.parametrize("source", ["in", "in/*"])
def test_only_regular_files_are_read(
    folder: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe, a socket, a device: named, skipped, and nobody waits."""
    os.mkfifo(folder / "in" / "pipe.txt")
    monkeypatch.chdir(folder / "in")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        found = list(read([source], NOW, base=folder))
    reasons = [f"{f.location}: {f.reason}" for f in found if isinstance(f, Failure)]
    assert [type(item) for item in found].count(Article) == 1
    assert len(reasons) == 2
    assert all("no regular file" in reason for reason in reasons)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom", "/dev/tty"])
def test_a_device_is_not_read(device: str) -> None:
    """Not even one that is asked for by name."""
    (found,) = read([device], NOW)
    assert isinstance(found, Failure)


def test_a_pipe_that_is_asked_for_is_read_until_it_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a shell hands over with <(…) is read; one that waits is given up."""
    into, out = (os.pipe())[::-1]
    os.write(into, _TEXT)
    os.close(into)
    assert contents(Path(f"/dev/fd/{out}"), 10_000, asked_for=True).data == _TEXT
    os.close(out)
    monkeypatch.setattr("briefer.ingest.opening.PATIENCE", 0.01)
    out, into = os.pipe()
    with pytest.raises(SourceError, match="given up"):
        contents(Path(f"/dev/fd/{out}"), 10_000, asked_for=True)
    os.close(out)
    os.close(into)


@pytest.mark.parametrize("seconds", [-(2**40), 2**42, 0])
def test_a_file_of_no_year_is_read(tmp_path: Path, seconds: int) -> None:
    """A time of change that no calendar has is none."""
    (tmp_path / "a.txt").write_bytes(_TEXT)
    os.utime(tmp_path / "a.txt", (seconds, seconds))
    (found,) = read(["a.txt"], NOW, base=tmp_path)
    assert isinstance(found, Article)
