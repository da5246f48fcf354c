"""Packed bodies: unpacked under a limit, whatever they hold."""

import gzip
import time
import tracemalloc
import zlib

import brotli
import pytest

from briefer.errors import SourceError
from briefer.ingest.fetch.packing import unpack, unpack_gzip

DATA = b"The six delegations signed the accord on Monday. " * 2000


def _chunks(data: bytes) -> list[bytes]:
    return [data[i : i + 100] for i in range(0, len(data), 100)]


@pytest.mark.parametrize(
    ("codings", "packed"),
    [
        ("", DATA),
        ("identity", DATA),
        ("gzip", gzip.compress(DATA)),
        ("x-gzip", gzip.compress(DATA[:999]) + gzip.compress(DATA[999:])),
        ("gzip", gzip.compress(DATA) + b"\0\0\0padding"),
        ("deflate", zlib.compress(DATA)),
        ("deflate", zlib.compress(DATA)[2:-4]),
        ("br", brotli.compress(DATA)),
        ("br, gzip", gzip.compress(brotli.compress(DATA))),
    ],
    ids=["none", "identity", "gzip", "members", "padded", "zlib", "raw", "brotli", "twice"],
)
def test_codings(codings: str, packed: bytes) -> None:
    """Several members of one gzip file, both meanings of deflate, Brotli, one upon the other."""
    assert b"".join(unpack(_chunks(packed), codings, len(DATA))) == DATA


@pytest.mark.parametrize(
    ("codings", "packed"),
    [
        ("gzip", gzip.compress(b"\0" * 50_000_000, 1)),
        ("br", brotli.compress(b"\0" * 50_000_000, quality=1)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"\0" * 30_000_000, 1))),
        ("", b"\0" * 2_000_000),
    ],
    ids=["gzip", "brotli", "twice", "plain"],
)
def test_bombs_stop_at_the_limit(codings: str, packed: bytes) -> None:
    """50 MB in a few kilobytes: no more is unpacked than is asked for."""
    started = time.process_time()
    tracemalloc.start()
    got: list[int] = []
    with pytest.raises(SourceError, match="larger than 1 MB"):
        got.extend(len(chunk) for chunk in unpack([packed], codings, 1_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(got) <= 1_000_000
    assert peak < 3_000_000
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("codings", "packed", "reason"),
    [
        ("gzip", b"no gzip at all", "broken"),
        ("br", b"\xff\xff\xff\xff", "broken"),
        ("gzip", gzip.compress(DATA)[:-40], "cut off"),
        ("br", brotli.compress(DATA)[:-10], "cut off"),
        ("zstd", DATA, "not known"),
        ("gzip,gzip,gzip", DATA, "not known"),
    ],
)
def test_broken_packages(codings: str, packed: bytes, reason: str) -> None:
    """Each says what is wrong with it."""
    with pytest.raises(SourceError, match=reason):
        b"".join(unpack(_chunks(packed), codings, 1_000_000))


def test_an_empty_body_is_no_broken_one() -> None:
    """Servers send nothing and say gzip."""
    assert b"".join(unpack([], "gzip", 10)) == b""


def test_gz_files() -> None:
    """A sitemap is often a .gz file."""
    assert unpack_gzip(gzip.compress(DATA), len(DATA)) == DATA
    with pytest.raises(SourceError, match="larger"):
        unpack_gzip(gzip.compress(DATA), 100)
