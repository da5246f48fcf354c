"""What tests share: the sample days and a draft that waits for review, each built once."""

from pathlib import Path

import pytest

from briefer.settings import Workspace
from tests.pipeline import sample_desk
from tests.pipeline.morning_desk import Desk
from tests.pipeline.sample_desk import DAYS, SIX


@pytest.fixture(scope="session")
def sample_space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Build the three sample days for all six audiences; nobody changes what is in it."""
    return sample_desk.built(tmp_path_factory.mktemp("samples"), SIX, DAYS)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a draft, without a judge; tests work on copies of it."""
    root = tmp_path_factory.mktemp("built")
    Desk(root).build()
    return root
