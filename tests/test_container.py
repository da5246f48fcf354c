"""The Containerfile: what its linter says, and that all it copies is there."""

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "Containerfile"


def test_the_linter_finds_nothing() -> None:
    """Hadolint knows what a container file should not do."""
    hadolint = shutil.which("hadolint", path=sysconfig.get_path("scripts"))
    if hadolint is None:
        pytest.skip("hadolint has no build for this machine")
    done = subprocess.run([hadolint, FILE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_copies_what_is_there_and_is_not_root() -> None:
    """Every source of a COPY exists; the last user is a number, and one volume holds all."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY")]
    assert all((ROOT / name).exists() for names in copied for name in names)
    needed = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (shipped,) = re.findall(r"^only-include = \[(.*)\]$", needed, re.MULTILINE)
    assert {name.strip(' "') for name in shipped.split(",")} <= {
        n for names in copied for n in names
    }
    users = [line.split()[1] for line in lines if line.startswith("USER")]
    assert users
    assert int(users[-1]) > 0
    assert [line.split()[1] for line in lines if line.startswith("VOLUME")] == ["/desk"]
