"""The wheel: installed away from the checkout, it has all it needs to build a briefing."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pip(*args: str | Path) -> None:
    """Run pip without a network."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, args)]
    subprocess.run(command, check=True, capture_output=True, text=True)


@pytest.mark.slow
def test_the_wheel_builds_a_briefing_from_another_folder(tmp_path: Path, samples: Path) -> None:
    """Built, installed in a clean environment, run elsewhere: templates and prompts are inside.

    The libraries it depends on are lent by this environment, so that no network is needed;
    briefer itself can come from the wheel alone.
    """
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("briefer_desk-*.whl")
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    pip("--python", venv / "bin" / "python", "install", "--no-deps", "--no-index", wheel)
    (site,) = (venv / "lib").glob("python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    briefer = venv / "bin" / "briefer"
    where = "import briefer; print(briefer.__file__)"
    found = subprocess.run(
        [venv / "bin" / "python", "-c", where],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(found.stdout.strip()).is_relative_to(site)
    command: list[str | Path] = [
        briefer,
        "build",
        samples / "2021-06-01",
        "--date",
        "2021-06-01",
        "--audience",
        "minister",
    ]
    ran = subprocess.run(
        [*command, "--quiet"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    page = (tmp_path / "briefings" / "2021-06-01" / "minister.html").read_text(encoding="utf-8")
    assert "Lavrov" in page
    checked = subprocess.run(
        [briefer, "templates", "check"], cwd=tmp_path, check=False, capture_output=True
    )
    assert checked.returncode == 0, checked.stdout
