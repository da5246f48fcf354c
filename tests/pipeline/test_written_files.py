"""What is written: who may read it, and what a killed process leaves."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.pipeline.output.files import sweep, write_whole
from briefer.pipeline.workspace.sources import import_list
from briefer.settings import load
from briefer.store import Store
from tests import make


@pytest.fixture(params=[0o022, 0o000, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Set a umask for the test."""
    before = os.umask(request.param)
    yield int(request.param)
    os.umask(before)


def mode(path: Path) -> int:
    """Return a file's permissions."""
    return stat.S_IMODE(path.stat().st_mode)


def test_written_files_respect_the_umask(tmp_path: Path, umask: int) -> None:
    """Editions and the store, its companions too, are for owner and group at most."""
    page = tmp_path / "out" / "default.html"
    write_whole(page, "x")
    write_whole(page, "y")
    assert mode(page) == 0o640 & ~umask
    state = tmp_path / "state" / "state.db"
    with Store(state):
        for path in (state, *state.parent.glob("state.db-*")):
            assert mode(path) == 0o640 & ~umask


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    """A dead process's drafts and those of earlier versions go; a living one's stay."""
    day = tmp_path / "2021-06-01"
    day.mkdir()
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    gone = day / f".default.html.{dead.pid}-0a1b2c3d.tmp"
    old = day / ".default.html.x1_y2z3q"
    kept = [
        day / f".default.md.{os.getpid()}-0a1b2c3d.tmp",
        day / ".default.md.a1_b2c3d",
        day / ".keep",
    ]
    for path in (gone, old, *kept):
        path.write_text("half")
    os.utime(old, (time.time() - 9999,) * 2)
    sweep(tmp_path)
    assert sorted(day.iterdir()) == sorted(kept)


def test_a_list_names_no_files_of_the_machine(tmp_path: Path) -> None:
    """Web addresses and folders of the workspace; the rest is refused with its reason."""
    space = make.workspace(tmp_path / "desk", "")
    (tmp_path / "desk" / "articles").mkdir()
    names = (
        *("https://example.org/feed.xml", "articles", "articles/*.txt"),
        *("/etc/passwd", "../outside", "articles/../../x", "-", "file:///etc/passwd", "~/x"),
        *("imaps://a@example.org/INBOX", "https://u:p@example.org/", "/etc/*.conf"),
    )
    (tmp_path / "desk" / "link").symlink_to(tmp_path)
    outlines = "".join(f"<outline xmlUrl='{name}'/>" for name in (*names, "link/x"))
    (tmp_path / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    found = import_list(space, tmp_path / "feeds.opml")
    assert [one.location for one in found.added] == [*names[:3], "~/x"]
    assert len(found.refused) == len(names) + 1 - 4
    again = import_list(load(space.root), tmp_path / "feeds.opml", allow_files=True)
    assert {"/etc/passwd", "../outside"} <= {one.location for one in again.added}
    assert [location for location, _ in again.refused] == ["https://u:p@example.org/"]
