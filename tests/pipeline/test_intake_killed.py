"""An intake that is killed at any moment goes on: nothing is fetched twice, lost or doubled."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.store import Store
from briefer.store.sources import Sources
from tests.web_hosts.hosts import Hosts, Page

PAGES = 24
WORDS = "The six delegations signed the accord on Monday after long talks in Geneva. "


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """A web server on loopback, whose one feed names two dozen pages."""
    with Hosts() as server:
        items = "".join(
            f"<item><title>T{n}</title><link>/{n}</link><description>Teaser {n}.</description></item>"
            for n in range(PAGES)
        )
        feed = f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
        server.add("127.0.0.1", "/feed", Page(feed, 200, {"ETag": '"1"'}))
        for n in range(PAGES):
            body = f"<html><body><article><p>Number {n}: {WORDS * 9}</p></article></body></html>"
            server.add("127.0.0.1", f"/{n}", Page(body))
        yield server


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return subprocess.Popen(
        [sys.executable, "-m", "briefer", "ingest", "--quiet"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _done(folder: Path, source: str) -> int:
    if not (folder / ".briefer" / "state.db").exists():
        return 0
    with Store(folder / ".briefer" / "state.db") as store:
        return len(Sources(store).done(source))


def test_killed_again_and_again(hosts: Hosts, tmp_path: Path) -> None:
    """A real process, killed (SIGKILL) three times on its way through two dozen pages.

    At the end each page's article is stored once; a page whose article was stored was never
    asked for again, and at most the one request under way at each kill was made twice.
    """
    feed = hosts.url("127.0.0.1", "/feed")
    (tmp_path / "briefer.toml").write_text(
        f'sources = [{{ location = "{feed}", allow_private = true }}]\n[fetch]\ndelay = 0.02\n'
    )
    kills = 0
    for goal in (2, 9, 17):
        process = _start(tmp_path)
        while process.poll() is None and _done(tmp_path, feed) < goal:
            time.sleep(0.005)  # another process's progress can only be watched
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
        finished = _done(tmp_path, feed)
        hosts.seen.append(hosts.seen[0]._replace(path=f"killed at {finished}"))
    assert kills >= 2
    last = _start(tmp_path)
    assert last.wait(60) == 0
    asked = Counter(path for path in hosts.paths("127.0.0.1") if path[1:].isdecimal())
    assert set(asked) == {f"/{n}" for n in range(PAGES)}
    assert asked.total() <= PAGES + kills * 2
    with Store(tmp_path / ".briefer" / "state.db") as store:
        texts = [article.text for article in store.articles(store.article_ids()).values()]
        assert Sources(store).waiting(feed) == []
    assert sorted(int(text.split()[1].rstrip(":")) for text in texts) == list(range(PAGES))


def test_an_interrupt_ends_it_at_once(hosts: Hosts, tmp_path: Path) -> None:
    """Ctrl-C exits with 130, even while a host hangs, and what was done is kept."""
    feed, slow = hosts.url("127.0.0.1", "/feed"), hosts.add("localhost", "/slow", hosts.hang)
    (tmp_path / "briefer.toml").write_text(
        f'sources = [{{ location = "{feed}", allow_private = true }}, '
        f'{{ location = "{slow}", allow_private = true }}]\n[fetch]\ndelay = 0\n'
    )
    process = _start(tmp_path)
    while process.poll() is None and _done(tmp_path, feed) < PAGES:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    assert process.wait(20) == 130
    assert time.monotonic() - started < 5
    assert _done(tmp_path, feed) == PAGES
