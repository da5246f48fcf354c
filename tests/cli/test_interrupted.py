"""Killed at any moment and started again: the same bytes, and no finished unit done twice."""

import json
import sqlite3
import subprocess
import sys
from contextlib import chdir, closing, suppress
from pathlib import Path

import pytest

from briefer.store import Store
from tests.cli.conftest import Run

DAY = "2021-06-01"
ARTICLES = 60
BUILD = [sys.executable, "-m", "briefer", "build", "wire.jsonl", "--date", DAY, "--quiet"]
FORMATS = ("md", "html", "txt", "json")


def wire(folder: Path) -> Path:
    """Make a folder with articles, and a store that counts what is written to it."""
    folder.mkdir()
    rows = [
        {
            "id": f"x{n}",
            "title": f"Port {n // 3} closes after strike",
            "source": f"Outlet {n % 7}",
            "published": DAY,
            "text": (
                f"Port number {n // 3} closed on Tuesday after a strike of {n + 20} pilots.\n\n"
                f"The union of outlet {n % 7} said that talks number {n} would resume on June 16.\n\n"
                f"Ships carrying {n * 3 + 100} containers waited off the coast, officials said."
            ),
        }
        for n in range(ARTICLES)
    ]
    (folder / "wire.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    state = folder / ".briefer" / "state.db"
    with Store(state):
        pass
    with closing(sqlite3.connect(state)) as database, database:
        for table in ("extractions", "signatures", "placements"):
            database.execute(f"CREATE TABLE done_{table} (article TEXT)")
            database.execute(
                f"CREATE TRIGGER count_{table} AFTER INSERT ON {table} "  # noqa: S608 - our own names
                f"BEGIN INSERT INTO done_{table} VALUES (new.article); END"
            )
    return folder


def count(folder: Path, table: str) -> int:
    """Return how many rows a table has, as another process sees it."""
    with closing(sqlite3.connect(folder / ".briefer" / "state.db", timeout=30)) as database:
        (rows,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own names
    return int(rows)


def outputs(folder: Path) -> dict[str, bytes]:
    """Return what a build wrote."""
    return {f: (folder / "briefings" / DAY / f"default.{f}").read_bytes() for f in FORMATS}


def built(folder: Path, run: Run) -> None:
    """Build to the end, in this process."""
    with chdir(folder):
        ran = run(*BUILD[3:])
    assert ran.code == 0, ran.err


def kill_when(folder: Path, table: str, rows: int) -> None:
    """Start a build and kill it as soon as the table holds so many rows."""
    with subprocess.Popen(BUILD, cwd=folder) as process:
        while process.poll() is None and count(folder, table) < rows:
            with suppress(subprocess.TimeoutExpired):  # it gets the processor meanwhile
                process.wait(0.005)
        process.kill()


@pytest.mark.slow
def test_a_killed_build_goes_on_where_it_stopped(tmp_path: Path, run: Run) -> None:
    """Kills at five moments, from reading to composing; the last run finishes the work."""
    whole, killed = wire(tmp_path / "whole"), wire(tmp_path / "killed")
    built(whole, run)
    for table, rows in (
        ("articles", 1),
        ("extractions", 1),
        ("extractions", 33),
        ("placements", 1),
        ("briefings", 1),
    ):
        kill_when(killed, table, rows)
    built(killed, run)
    assert outputs(killed) == outputs(whole)
    for table in ("extractions", "signatures", "placements"):
        assert count(killed, f"done_{table}") == ARTICLES, table
    leftovers = [p.name for p in (killed / "briefings" / DAY).iterdir() if p.name.startswith(".")]
    assert len(leftovers) <= 1  # of the one kill that may have hit the writing itself


def test_building_again_does_nothing_again(tmp_path: Path, run: Run) -> None:
    """A second build of the same day writes the same bytes and makes nothing anew."""
    folder = wire(tmp_path / "again")
    built(folder, run)
    first = outputs(folder)
    built(folder, run)
    assert outputs(folder) == first
    assert count(folder, "done_extractions") == ARTICLES
