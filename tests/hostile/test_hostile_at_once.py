"""Two at one store, at the same time: both are right, or one waits; nobody ends in a traceback."""

import datetime as dt
import json
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from briefer.models import Edition
from briefer.pipeline.review import actions
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


EDITION = ("--date", DAY, "--audience", "desk")
BESIDE: list[tuple[tuple[str, ...], ...]] = [
    (("build", *EDITION, "--quiet"), ("review", "note", "One.", *EDITION)),
    *(
        [
            (
                ("review", "note", "One.", *EDITION),
                ("review", "note", "Two.", *EDITION),
                ("build", *EDITION, "--quiet"),
            ),
            (("review", "approve", *EDITION), ("build", *EDITION, "--quiet"), ("review", "list")),
            (
                ("send", *EDITION, "--approved", "--dry-run", "mails"),
                ("build", *EDITION, "--quiet"),
            ),
            (
                ("build", *EDITION, "--quiet"),
                ("ingest", "--quiet"),
                ("review", "note", "One.", *EDITION),
            ),
        ]
        if FULL
        else []
    ),
]


@pytest.mark.parametrize("number", range(len(BESIDE)))
def test_a_review_goes_on_beside_a_build(tmp_path: Path, number: int) -> None:
    """Each is done, or says in a line who was first; what was decided is in the trail, once."""
    space = make.workspace(
        tmp_path,
        'sources = ["articles"]\n[smtp]\nhost = "127.0.0.1"\nsecurity = "none"\nfrom = "d@example.org"\n',
    )
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "desk.toml").write_text(
        'approval = true\nrecipients = ["a@example.org"]\n', encoding="utf-8"
    )
    (tmp_path / "articles").mkdir()
    for file in sorted((SAMPLES / DAY).iterdir())[:6]:
        (tmp_path / "articles" / file.name).write_bytes(file.read_bytes())
    with started(tmp_path, ("build", *EDITION, "--quiet")) as first:
        assert "Traceback" not in first.communicate(timeout=100)[1]
    running = [started(tmp_path, command) for command in BESIDE[number]]
    told = [process.communicate(timeout=100)[1] for process in running]
    codes = [process.returncode for process in running]
    assert not any("Traceback" in err for err in told)
    assert set(codes) <= {0, 2}, told
    noted = [
        c[2] for c, code in zip(BESIDE[number], codes, strict=True) if c[1] == "note" and not code
    ]
    trail = actions.trail(space, Edition("desk", dt.date.fromisoformat(DAY)))
    assert sorted(one.after for one in trail if one.action == "noted") == sorted(noted)
    with Store(space.state) as store:
        assert store.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


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
