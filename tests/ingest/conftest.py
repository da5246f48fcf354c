"""What the tests of ingest share: a fixed moment, and reading with results sorted out."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefer.ingest import read
from briefer.ingest.fetch import Policy
from briefer.models import Article, Failure
from tests.web_hosts.hosts import Hosts, loopback

Read = Callable[..., tuple[list[Article], list[Failure]]]
Put = Callable[[str, str | bytes], Path]


@pytest.fixture
def now() -> dt.datetime:
    """The morning after the articles, in a zone two hours ahead of UTC."""
    return dt.datetime(2021, 6, 3, 7, tzinfo=dt.timezone(dt.timedelta(hours=2)))


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file below the test's folder and return its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def ingest(tmp_path: Path, now: dt.datetime) -> Read:
    """Read sources relative to the test's folder; return articles and failures apart."""

    def run(*sources: str) -> tuple[list[Article], list[Failure]]:
        articles: list[Article] = []
        failures: list[Failure] = []
        for item in read(sources, now, base=tmp_path):
            if isinstance(item, Article):
                articles.append(item)
            else:
                failures.append(item)
        return articles, failures

    return run


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """A web server on loopback that plays every host."""
    with Hosts() as server:
        yield server


@pytest.fixture
def policy() -> Policy:
    """Ask without delay, and find every name on this machine.

    A test whose host is too slow sets a time of its own; the others have it, on a busy machine too.
    """
    return Policy(delay=0, timeout=20, resolver=loopback, max_bytes=1_000_000, patience=0)
