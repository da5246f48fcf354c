"""`briefer serve` as a user runs it: a process that says where it is, keeps up, and ends."""

import json
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from briefer.store import Store
from briefer.store.archive import Archive
from briefer.web.indexing import Catcher
from tests.web.conftest import ARTICLES, NOW, Client, fill


def run(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the command."""
    command = [sys.executable, "-m", "briefer", "-C", str(root), "serve", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_it_says_where_it_is_and_ends_on_request(tmp_path: Path) -> None:
    """One line of JSON; Ctrl-C ends it with 130 and leaves no trace on the screen."""
    fill(tmp_path)
    with run(tmp_path, "--port", "0", "--json") as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        client = Client(int(url.rstrip("/").rpartition(":")[2]))
        assert client.get("/").status == 200
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--host", "0.0.0.0"), "BRIEFER_SERVE__TOKEN"),  # noqa: S104 - is refused
        (("--host", "203.0.113.7", "--port", "1"), "BRIEFER_SERVE__TOKEN"),
        (("--port", "70000"), "port"),
    ],
)
def test_it_does_not_start_where_it_should_not(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    """Open to others without a token, or on a port that is none: exit 2 and why."""
    with run(tmp_path, *arguments) as process:
        _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert says in said
    assert "Traceback" not in said


def test_what_comes_in_meanwhile_is_indexed(tmp_path: Path) -> None:
    """The index follows while the room is open, without being asked."""
    space = fill(tmp_path)
    with Store(space.state) as store:
        late = ARTICLES[0].model_copy(update={"id": "late", "text": "A volcano woke up."})
        store.save_input("later", [late], (), lambda _, new: new, NOW)
    catcher = Catcher(space.state, every=0.01)
    catcher.start()
    with closing(Archive(space.state)) as archive:
        end = time.monotonic() + 20
        while archive.waiting() and time.monotonic() < end:
            time.sleep(0.01)
        catcher.stop()
        assert set(archive.listed(("late",))) == {"late"}
