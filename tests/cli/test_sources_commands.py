"""`briefer sources`: tried before it is written, and the file keeps its comments."""

import json
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefer.errors import ConfigError
from briefer.ingest import Source
from briefer.pipeline.workspace import sources
from briefer.settings import load
from tests.cli.conftest import Run
from tests.web_hosts.hosts import Hosts, Page

WORDS = "The six delegations signed the accord on Monday after long talks in Geneva. "
FILE = """# our desk
timezone = "UTC"

sources = [
  "articles/",          # what is sent to us
]

[fetch]
delay = 0               # our own server
timeout = 1
"""
Briefer = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """A site with a front page that names its feed."""
    with Hosts() as server:
        items = "".join(
            f"<item><title>Title {n}</title><link>/{n}</link><description>Number {n}: {WORDS * 30}"
            "</description></item>"
            for n in range(5)
        )
        feed = f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
        link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        server.add("127.0.0.1", "/", Page(f"<html><head>{link}</head><body>News</body></html>"))
        server.add("127.0.0.1", "/bare", Page("<html><body>News</body></html>"))
        server.add("127.0.0.1", "/feed.xml", Page(feed))
        yield server


@pytest.fixture
def briefer(tmp_path: Path, run: Run) -> Briefer:
    """Run commands in a workspace, in this process."""
    (tmp_path / "briefer.toml").write_text(FILE)
    (tmp_path / "articles").mkdir()

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        ran = run("-C", tmp_path, *arguments)
        return subprocess.CompletedProcess(arguments, ran.code, ran.out, ran.err)

    return call


def _sources(folder: Path) -> list[object]:
    listed: list[object] = tomllib.loads((folder / "briefer.toml").read_text())["sources"]
    return listed


def test_add_test_export_remove(hosts: Hosts, briefer: Briefer, tmp_path: Path) -> None:
    """The feed behind a page is found, shown, written, tried, exported and taken out again."""
    page, feed = hosts.url("127.0.0.1"), hosts.url("127.0.0.1", "/feed.xml")
    ran = briefer("sources", "add", page, "--allow-private", "--name", "Our Wire")
    assert ran.returncode == 2, ran.stderr  # nobody said yes
    assert "add --yes" in ran.stderr
    assert _sources(tmp_path) == ["articles/"]
    ran = briefer("sources", "add", page, "--allow-private", "--name", "Our Wire", "--yes")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("  Title ") == 3
    assert feed in ran.stdout
    assert _sources(tmp_path) == [
        "articles/",
        {"location": feed, "name": "Our Wire", "allow_private": True},
    ]
    text = (tmp_path / "briefer.toml").read_text()
    assert "# our desk" in text
    assert "# what is sent to us" in text
    assert "# our own server" in text
    assert briefer("ingest").returncode == 0
    ran = briefer("sources", "test", "Our Wire", "--json")
    assert ran.returncode == 0, ran.stderr
    shown = json.loads(ran.stdout)
    assert (shown["listed"], len(shown["articles"])) == (5, 3)
    exported = briefer("sources", "export").stdout
    assert f'xmlUrl="{feed}"' in exported
    assert 'title="Our Wire"' in exported
    assert briefer("sources", "remove", "Our Wire").returncode == 0
    assert (tmp_path / "briefer.toml").read_text().strip() == FILE.strip()
    (tmp_path / "feeds.opml").write_text(exported)
    ran = briefer("sources", "import", str(tmp_path / "feeds.opml"))
    assert ran.returncode == 0, ran.stderr
    assert _sources(tmp_path) == ["articles/", {"location": feed, "name": "Our Wire"}]
    assert "0 feeds added" in briefer("sources", "import", str(tmp_path / "feeds.opml")).stderr


@pytest.mark.parametrize(
    ("path", "options", "said"),
    [
        ("/feed.xml", ("--yes",), (4, "allow_private")),
        ("/nothing", ("--yes", "--allow-private"), (4, "is not there")),
        ("/bare", ("--yes", "--allow-private", "--kind", "page"), (4, "no text")),
        ("/feed.xml", ("--yes", "--full-text", "maybe"), (2, "--full-text")),
        ("/feed.xml", ("--yes", "--allow-private", "--kind", "nonsense"), (4, "no kind")),
    ],
)
def test_what_can_not_be_read_is_not_written(
    hosts: Hosts,
    briefer: Briefer,
    tmp_path: Path,
    path: str,
    options: tuple[str, ...],
    said: tuple[int, str],
) -> None:
    """The reason is given, and the file stays as it is."""
    ran = briefer("sources", "add", hosts.url("127.0.0.1", path), *options)
    code, words = said
    assert ran.returncode == code, ran.stderr
    assert words in ran.stderr
    assert (tmp_path / "briefer.toml").read_text() == FILE


def test_usual_places(hosts: Hosts, briefer: Briefer, tmp_path: Path) -> None:
    """A page that names no feed: it is looked for where feeds usually are."""
    ran = briefer("sources", "add", hosts.url("127.0.0.1", "/bare"), "--allow-private", "--yes")
    assert ran.returncode == 0, ran.stderr
    assert _sources(tmp_path)[1] == {
        "location": hosts.url("127.0.0.1", "/feed.xml"),
        "allow_private": True,
    }


def test_unknown_names(briefer: Briefer) -> None:
    """The sources that there are, are named."""
    ran = briefer("sources", "remove", "Nobody")
    assert ran.returncode == 2
    assert "articles/" in ran.stderr
    assert briefer("sources", "import", "missing.opml").returncode == 2


def test_a_workspace_without_file(hosts: Hosts, briefer: Briefer, tmp_path: Path) -> None:
    """There is nothing to write to, and it says what to do."""
    (tmp_path / "briefer.toml").unlink()
    url = hosts.url("127.0.0.1", "/feed.xml")
    ran = briefer("sources", "add", url, "--allow-private", "--yes")
    assert ran.returncode == 2
    assert "briefer init" in ran.stderr


@pytest.mark.parametrize(
    "before",
    [
        'sources = ["a/"]\n',
        "sources = []\n",
        "",
        'timezone = "UTC"\n[engine]\njobs = 2 # two\n',
        'sources = [\n  "a/"\n]\n',
        'sources = [\n  "a/", # one\n  # "b/"\n]\n[fetch]\ndelay = 0\n',
    ],
)
def test_every_form_of_the_list(tmp_path: Path, before: str) -> None:
    """On one line, on several, empty, missing: a source is added, and nothing else changes."""
    (tmp_path / "briefer.toml").write_text(before)
    added = sources.add(load(tmp_path), [Source(location="wire"), Source(location="w2", name="W")])
    assert len(added) == 2
    after = tomllib.loads((tmp_path / "briefer.toml").read_text())
    expected = tomllib.loads(before)
    listed = expected.get("sources", [])
    expected["sources"] = [*listed, "wire", {"location": "w2", "name": "W"}]
    assert after == expected
    sources.remove(load(tmp_path), "W")
    sources.remove(load(tmp_path), "wire")
    assert tomllib.loads((tmp_path / "briefer.toml").read_text()).get("sources", []) == listed


def test_a_wrong_source_in_the_file_is_said(tmp_path: Path) -> None:
    """Unknown keys and wrong values, together."""
    (tmp_path / "briefer.toml").write_text(
        'sources = [{ location = "a", full_text = "maybe" }, { locatoin = "b" }]\n[fetch]\njobs = 0\n'
    )
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    for words in ("full_text", "locatoin", "fetch.jobs"):
        assert words in str(caught.value)
