"""What every test gets: no home folder, no workspace of the user's, no keys."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ("tests.databases",)

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "articles"


# A shell that starts the tests in the background has them ignore Ctrl-C, and every program that
# they start with them; what is tested is what a program does that does not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Examples are the same on every machine, however slow; Hypothesis does so by itself only where `CI`
# is set, and else keeps a folder of what failed before.
settings.register_profile("everywhere", derandomize=True, deadline=None, database=None)
settings.load_profile("everywhere")


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
