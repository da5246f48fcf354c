"""Killed at any statement of migrating, reading, building, sending or running: it goes on right.

Each command runs in a process that ends without a word (as by SIGKILL) at its n-th statement to the
state file; then it is run again, whole. Nothing is lost, nobody gets an edition twice.
"""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from briefer.store.migrations import MIGRATIONS
from tests import make
from tests.hostile.conftest import FULL, Tally, walked

AREA = "kills"
DAY = "2021-06-01"
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "articles"
READERS = ("a@example.org", "b@example.org", "c@example.org")
# Runs a command again and again, each time in a child that dies a statement later, from a folder
# that is as it was; prints, for each, what state the whole run afterwards came to.
WORKER = r"""
import json, os, shutil, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
import briefer.cli.app, briefer.cli.build, briefer.cli.mail, briefer.cli.schedule, briefer.pipeline.run.requests
import briefer.pipeline.run.work, briefer.pipeline.mail.dispatch, briefer.engines.extractive, briefer.render.email
from briefer.__main__ import main
from briefer.store.connection import Database
from tests.hostile.raw_servers import RawMail

start, command, points = Path(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])

def child(root, die_at, count_into):
    os.chdir(root)
    real, seen = Database.execute, [0]
    def execute(self, sql, values=()):
        seen[0] += 1
        if seen[0] == die_at:
            os._exit(137)
        return real(self, sql, values)
    Database.execute = execute
    sys.argv = ["briefer", *command]
    class Log(RawMail):
        def __init__(self):
            super().__init__({})
        def _message(self, line):
            data = b""
            while not data.endswith(b"\r\n.\r\n"):
                part = line.recv(65536)
                if not part:
                    raise ConnectionAbortedError
                data += part
            to = data.partition(b"To: ")[2].partition(b"\r\n")[0].decode()
            with open(root / "posted", "a") as book:
                book.write(to + "\n")
            line.sendall(b"250 taken\r\n")
    code = 1
    with Log() as server:
        os.environ["BRIEFER_SMTP__PORT"] = str(server.port)
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        except BaseException as error:
            sys.stderr.write(repr(error))
            code = 99
    if count_into:
        count_into.write_text(str(seen[0]))
    sys.stdout.flush(); sys.stderr.flush()
    os._exit(code)

def run(root, die_at=0, count_into=None):
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        child(root, die_at, count_into)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

def at(name):
    root = start.parent / name
    shutil.copytree(start, root)
    return root

root = at("whole")
code = run(root, count_into=start.parent / "count")
total = int((start.parent / "count").read_text())
print(json.dumps([0, code, code]), flush=True)
for n in points[1]:
    die = 1 + n * max(1, total - 1) // max(1, points[0] - 1) if points[0] > 1 else total // 2
    root = at(f"killed-{n}")
    killed = run(root, die)
    again = run(root)
    print(json.dumps([n, killed, again]), flush=True)
"""


def settled(root: Path) -> dict[str, object]:
    """Return what there is after all: articles, places, editions, and who got what how often."""
    with closing(sqlite3.connect(root / ".briefer" / "state.db")) as file:
        version = file.execute("PRAGMA user_version").fetchone()
        articles = file.execute("SELECT id FROM articles ORDER BY id").fetchall()
        places = file.execute("SELECT article FROM placements ORDER BY article").fetchall()
        editions = file.execute("SELECT audience, date FROM briefings").fetchall()
        sound = file.execute("PRAGMA integrity_check").fetchone()
    posted = root / "posted"
    got = Counter(posted.read_text().split()) if posted.exists() else Counter()
    assert not [who for who, times in got.items() if times > 1]
    return {"all": (version, articles, places, editions, sound)}


def prepared(tmp_path: Path, *before: str) -> Path:
    """Return a workspace in which commands ran before."""
    settings = 'sources = ["articles"]\naudiences = ["default"]\n[smtp]\nsecurity = "none"\nfrom = "d@example.org"\n'
    root = tmp_path / "start"
    make.workspace(root, settings)
    (root / "audiences").mkdir()
    listed = json.dumps(READERS)
    (root / "audiences" / "default.toml").write_text(f"recipients = {listed}\nformats = ['json']\n")
    (root / "articles").mkdir()
    for file in sorted((SAMPLES / DAY).iterdir())[:3]:
        (root / "articles" / file.name).write_bytes(file.read_bytes())
    for command in before:
        subprocess.run(
            [sys.executable, "-m", "briefer", *command.split()],
            cwd=root,
            check=True,
            capture_output=True,
        )
    return root


STEPS = [
    ("ingest", "ingest --quiet", ()),
    ("migrate", "articles", ()),
    ("build", f"build --date {DAY} --quiet", ()),
    ("run", "run --now", ()),
    ("send", f"send --date {DAY}", (f"build --date {DAY} --quiet",)),
]


POINTS = 24 if FULL else 1  # of a step, at which it is killed
PARTS = 4 if FULL else 1  # in which these are walked, so that none takes long


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("step", "command", "before"), walked(STEPS, 4))
def test_a_kill_at_any_statement_loses_nothing(
    tmp_path: Path, tally: Tally, step: str, command: str, before: tuple[str, ...], part: int
) -> None:
    """What the second, whole run comes to is what an undisturbed one does; no mail goes twice."""
    root = prepared(tmp_path, *before)
    if step == "migrate":
        _aged(root)
    points = range(part, POINTS, PARTS)
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            WORKER,
            str(root),
            json.dumps(command.split()),
            json.dumps([POINTS, list(points)]),
            str(ROOT),
        ],
        capture_output=True,
        text=True,
        timeout=110,
        check=True,
    )
    whole, *killed = [json.loads(line) for line in done.stdout.splitlines()]
    expected = settled(tmp_path / "whole")
    assert len(killed) == len(points)
    for number, died, again in killed:
        assert died in {137, whole[1]}
        assert again == whole[1] or step in {"send", "run"}, done.stderr
        assert settled(tmp_path / f"killed-{number}") == expected
        tally.survived()


def _aged(root: Path) -> None:
    """Put a file of the first schema into a workspace."""
    (root / ".briefer").mkdir(exist_ok=True)
    assert len(MIGRATIONS) > 1
    with closing(sqlite3.connect(root / ".briefer" / "state.db")) as file:
        file.executescript((Path(__file__).parent / "schemas" / "schema-1.sql").read_text())
        file.execute("PRAGMA user_version=1")
