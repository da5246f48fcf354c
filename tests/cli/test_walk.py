"""The first morning of a new user, as docs/first-morning.md tells it, run for real, in order."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deliver.mail_server import MailServer

PAGE = Path(__file__).resolve().parents[2] / "docs" / "first-morning.md"
BLOCK = re.compile(r'^```(sh|toml)(?: title="([^"]*)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Run a mail server on loopback."""
    with MailServer() as running:
        yield running


def written(root: Path, title: str, text: str) -> None:
    """Put settings where the page says they go."""
    name, _, where = title.partition(", ")
    file = root / name
    old = file.read_text(encoding="utf-8")
    header = where.removeprefix("under ")
    new = f"{text}{old}" if where == "at its top" else old.replace(header, f"{header}\n{text}", 1)
    assert new != old
    file.write_text(new, encoding="utf-8")


def done(root: Path, text: str) -> str:
    """Run a block of commands as a shell does, from the folder in which the last one ended."""
    home = root.parent / "home"
    env = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "USER": "desk",
    }
    home.mkdir(exist_ok=True)
    script = f"set -eu\ncd {root if root.exists() else root.parent}\n{text}"
    ran = subprocess.run(
        ["bash", "-c", script], env=env, capture_output=True, text=True, timeout=240, check=False
    )
    assert ran.returncode == 0, f"{text}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout + ran.stderr


@pytest.mark.slow
def test_the_first_morning(tmp_path: Path, server: MailServer) -> None:
    """From an empty folder to a mail that was sent, reviewed and corrected."""
    root, said = tmp_path / "desk", []
    for kind, title, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "toml":
            written(root, title, text.replace("2525", str(server.port)))
        else:
            said.append(done(root, text))
    told = "\n".join(said)
    assert "claims" in told
    subjects = [" ".join(one.message["Subject"].split()) for one in server.delivered]
    assert len(subjects) == 5  # two readers, the minister, two again
    assert [s.startswith("Corrected: ") for s in subjects] == [False] * 3 + [True] * 2
    assert "northern port" in subjects[0]
    assert "Berger" in (root / "briefings/2021-06-01/default.txt").read_text(encoding="utf-8")
    assert "warned on Tuesday" not in server.delivered[-1].content.decode(errors="replace")
