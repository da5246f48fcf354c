"""The Makefile: an environment is made once, and made anew for another Python."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Says its name as its version, and makes an environment whose pip writes down that it ran.
PYTHON = """#!/bin/sh
case "$1" in
-c) basename "$0" ;;
-m) mkdir -p "$3/bin" && printf '#!/bin/sh\\necho %s >>made\\n' "$(basename "$0")" >"$3/bin/pip" \\
    && chmod +x "$3/bin/pip" ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make found")


def made(folder: Path, python: str) -> list[str]:
    """Ask for the environment with a Python; return which Pythons it was made with so far."""
    command = ["make", ".venv/.installed", f"PYTHON=./{python}"]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=30, check=True)
    return (folder / "made").read_text(encoding="utf-8").split()


def test_another_python_makes_the_environment_anew(tmp_path: Path) -> None:
    """Asked again for the same one nothing is done; for another one nothing old is kept."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("python-old", "python-new"):
        (tmp_path / name).write_text(PYTHON, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    assert made(tmp_path, "python-old") == ["python-old"]
    (tmp_path / ".venv" / "old").touch()
    assert made(tmp_path, "python-old") == ["python-old"]
    assert (tmp_path / ".venv" / "old").exists()
    assert made(tmp_path, "python-new") == ["python-old", "python-new"]
    assert not (tmp_path / ".venv" / "old").exists()
    assert made(tmp_path, "python-new") == ["python-old", "python-new"]
