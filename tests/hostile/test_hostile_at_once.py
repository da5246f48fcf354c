"""Two at one store, at the same time: both are right, or one waits; nobody ends in a traceback."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from briefer.store import Store
from tests import make
from tests.hostile.conftest import FULL

AREA = "at once"
DAY = "2021-06-01"
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "articles"
BUILD = ("build", "--date", DAY, "--format", "json", "--quiet")
PAIRS: list[tuple[tuple[str, ...], ...]] = [
    (("ingest", "--quiet"), ("ingest", "--quiet")),
    *(
        [
            (BUILD, BUILD),
            (BUILD, ("ingest", "--quiet")),
            (BUILD, BUILD, ("ingest", "--quiet"), ("articles",)),
            (BUILD, ("review", "list")),
            (("doctor",), BUILD, ("sources",)),
        ]
        if FULL
        else []
    ),
]


def started(root: Path, command: tuple[str, ...]) -> subprocess.Popen[str]:
    """Start a command in a workspace."""
    return subprocess.Popen(
        [sys.executable, "-m", "briefer", *command],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_together_they_do_what_each_does(tmp_path: Path, number: int) -> None:
    """No exit 4, no traceback, each article placed once, and the edition is whole."""
    space = make.workspace(tmp_path, 'sources = ["articles"]\n')
    (tmp_path / "articles").mkdir()
    for file in sorted((SAMPLES / DAY).iterdir())[:8]:
        (tmp_path / "articles" / file.name).write_bytes(file.read_bytes())
    running = [started(tmp_path, command) for command in PAIRS[number]]
    for process, command in zip(running, PAIRS[number], strict=True):
        out, err = process.communicate(timeout=100)
        assert "Traceback" not in err
        assert process.returncode in (
            {0, 1, 2} if command[0] in {"doctor", "articles", "review", "sources"} else {0}
        ), out + err
    with Store(space.state) as store:
        places = Counter(a for (a,) in store.database.execute("SELECT article FROM placements"))
        assert set(places.values()) <= {1}
        assert store.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    if BUILD in PAIRS[number]:
        page = json.loads((tmp_path / "briefings" / DAY / "default.json").read_text())
        assert page["stories"]


def test_a_new_file_opened_by_many_at_once(tmp_path: Path) -> None:
    """All of them wait for the one that makes it."""
    code = "import sys, pathlib; from briefer.store import Store; Store(pathlib.Path(sys.argv[1])).close()"
    state = tmp_path / "state.db"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(state)], stderr=subprocess.PIPE, text=True
        )
        for _ in range(4 if FULL else 2)
    ]
    for process in running:
        assert process.communicate(timeout=60)[1] == ""
        assert process.returncode == 0


def test_a_writer_waits_for_another(tmp_path: Path) -> None:
    """What is locked says so, in words, once the wait is over; nothing is lost."""
    with Store(tmp_path / "state.db") as store:
        store.database.execute("PRAGMA busy_timeout=1")
        with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(sqlite3.OperationalError, match="locked"), store.transaction():
                pass
        with store.transaction():
            store.save_composition("k", "{}")
        assert store.composition("k") == "{}"
