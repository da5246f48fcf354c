"""What every test gets: no home folder, no workspace of the user's, no keys."""

import os
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "articles"


@pytest.fixture(autouse=True)
def _clean_environment(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take away what a developer's machine might lend a test."""
    home = tmp_path_factory.mktemp("home")
    for name in [n for n in os.environ if n.startswith(("BRIEFER_", "OPENAI_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))


@pytest.fixture
def samples() -> Path:
    """Return the folder of sample articles."""
    return SAMPLES
