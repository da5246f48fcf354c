"""A state file on a disk that is full, read-only, fails or is locked: each in its own true words."""

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefer.errors import StoreError
from briefer.store import Store
from tests import make
from tests.hostile.conftest import walked

AREA = "state"
LONG = "The ports reopened on Wednesday, the harbour master said. " * 40
# Mounts a small disk where only this process and its children see it, fills it, and runs a command.
ON_A_SMALL_DISK = textwrap.dedent("""
    set -e
    mount -t tmpfs -o size={size} small "$1/.briefer"
    cd "$1"
    {before}
    exec "$2" -m briefer {command}
""")


def space_with(root: Path, articles: int) -> Path:
    """Return a workspace whose articles don't go on a small disk."""
    make.workspace(root, 'sources = ["articles"]\n')
    (root / "articles").mkdir()
    for number in range(articles):
        text = f"date 2021-06-01 Report {number}. {LONG} It was number {number}.\n"
        (root / "articles" / f"{number}.txt").write_text(text, encoding="utf-8")
    (root / ".briefer").mkdir(exist_ok=True)
    return root


def on_small_disk(root: Path, command: str, size: str, before: str = "") -> tuple[int, str]:
    """Run a command on a disk of that size; skip where this may not be made."""
    script = ON_A_SMALL_DISK.format(size=size, command=command, before=before)
    call = ["sh", "-c", script, "sh", str(root), sys.executable]
    for way in (["unshare", "-m"], ["unshare", "-rm"]):
        try:
            made = subprocess.run([*way, "true"], capture_output=True, timeout=20, check=False)
        except OSError:
            break
        if made.returncode:
            continue
        done = subprocess.run(
            [*way, *call], capture_output=True, text=True, timeout=100, check=False
        )
        if "mount:" not in done.stderr:
            return done.returncode, done.stderr
    pytest.skip("this system lets us mount no small disk")


def _told(code: int, said: str, words: str) -> None:
    assert code == StoreError.exit_code, said
    assert "Traceback" not in said
    assert words in said
    for advice in ("move it away", "remove it", "delete", "afresh"):
        assert advice not in said


@pytest.mark.parametrize(
    ("size", "before"),
    walked(
        [("1m", "head -c 1040000 /dev/zero > .briefer/filler || true"), ("64k", ""), ("600k", "")]
    ),
)
def test_a_full_disk_is_called_full(tmp_path: Path, size: str, before: str) -> None:
    """While it is made, while it grows, and where others filled it."""
    root = space_with(tmp_path, 300)
    _told(*on_small_disk(root, "ingest --quiet", size, before), "the disk is full: make room")


@pytest.mark.parametrize(
    "command", walked(["articles", "ingest --quiet", "build --date 2021-06-01 --quiet"])
)
def test_a_read_only_disk_is_called_that(tmp_path: Path, command: str) -> None:
    """Whatever is asked for."""
    root = space_with(tmp_path, 2)
    code, said = on_small_disk(root, command, "1m", "mount -o remount,ro .briefer")
    _told(code, said, "can't be written to: its disk is mounted to be read only")


@contextmanager
def bounded_files(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` in this process: the system fails a write (EFBIG)."""
    resource = pytest.importorskip("resource")
    import signal

    old, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (old, hard))
        signal.signal(signal.SIGXFSZ, before)


def _growing(store: Store) -> None:
    for number in range(200):
        store.save_composition(f"k{number}", LONG * 10)


def test_a_file_that_may_not_grow_fails_in_words_and_keeps_what_it_has(tmp_path: Path) -> None:
    """A limit of the system's on files is a disk that fails; the next start goes on."""
    with Store(tmp_path / "state.db") as store:
        store.save_composition("before", "{}")
    with (
        pytest.raises(StoreError, match="disk fails"),
        Store(tmp_path / "state.db") as store,
        bounded_files(400_000),
    ):
        _growing(store)
    with Store(tmp_path / "state.db") as store:
        assert store.composition("before") == "{}"
        assert store.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
