"""The limit of `briefer run`: one for the whole morning, whoever's edition it is spent on."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefer.pipeline.progress import Silent
from briefer.pipeline.run.morning import Wanted, run
from briefer.pipeline.run.report import RunReport
from briefer.pipeline.run.work import MorningWork
from tests.fake_llm.server import Act, FakeServer, as_json, good
from tests.pipeline.morning_desk import Desk

TOP = Path(__file__).resolve().parents[2]
AT = dt.datetime(2021, 6, 1, 22, tzinfo=dt.UTC)
LANGUAGES = {"london": "en", "paris": "fr", "berlin": "de"}  # none can use another's replies


def dear(body: dict[str, Any]) -> Act:
    """Answer as a careful model would, and count 3,000 tokens more than there are."""
    told = json.loads(good(body).body)
    for name in ("prompt_tokens", "total_tokens"):
        told["usage"][name] += 3_000
    return as_json(told)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A server that answers well, and dear."""
    with FakeServer(dear) as running:
        yield running


def _desk(root: Path, server: FakeServer, more: str = "") -> Desk:
    desk = Desk(root)
    engine = f'[engine]\nmodel = "fake"\nbase_url = "{server.url}"\n{more}'
    desk.settings(1, f"audiences = {json.dumps(list(LANGUAGES))}\n{engine}")
    for name, language in LANGUAGES.items():
        desk.audience(name, f'language = "{language}"\n', ())
    return desk


def _morning(root: Path, server: FakeServer, more: str = "") -> tuple[Desk, RunReport]:
    desk = _desk(root, server, more)
    space = desk.space
    work = MorningWork(space, lambda: AT, Silent())
    return desk, run(space, lambda: AT, work, Silent(), Wanted(now=True))


def _taken(server: FakeServer) -> int:
    """Return the tokens that the server counted, of prompts and answers."""
    told = [server.play(body).body for body in server.chats]
    return sum(json.loads(body)["usage"]["total_tokens"] for body in told)


def _fallen_back(desk: Desk, audience: str) -> int:
    """Return how many articles of an edition the model was not asked about."""
    return len(json.loads(desk.file("json", audience).read_bytes())["gaps"]["fallback"])


def test_one_limit_holds_for_all_audiences_of_a_run(tmp_path: Path, server: FakeServer) -> None:
    """With room for one edition and a half all three are made, and the limit is not passed."""
    _, free = _morning(tmp_path / "free", server)
    assert [one.fate for one in free.outcomes] == ["built"] * 3
    each = _taken(server) // 3
    server.seen.clear()
    limit = 2 * each  # less is spent: an answer's worst case is set aside before it is asked for
    desk, report = _morning(tmp_path / "bound", server, f"max_tokens = {limit}\n")
    assert [one.fate for one in report.outcomes] == ["built"] * 3
    assert report.exit_code == 0
    assert each < _taken(server) <= limit
    made = [one.audience for one in report.outcomes]
    assert _fallen_back(desk, made[0]) == 0
    assert _fallen_back(desk, made[-1]) == 3


def test_the_command_takes_a_limit_and_hands_it_on(tmp_path: Path, server: FakeServer) -> None:
    """`run --max-tokens` bounds the process that does the work."""
    desk = _desk(tmp_path, server)
    day = dt.datetime.now(dt.UTC).date()
    desk.article("now.txt", f"date {day} A ferry left the harbour of Velm today at noon.")
    command = [sys.executable, "-m", "briefer", "-C", str(desk.root), "run", "--now", "--json"]
    ran = subprocess.run(
        [*command, "--max-tokens", "10"],
        capture_output=True,
        check=False,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TOP)},
    )
    assert ran.returncode == 0, ran.stderr
    assert [one["fate"] for one in json.loads(ran.stdout)["outcomes"]] == ["built"] * 3
    assert server.chats == []
