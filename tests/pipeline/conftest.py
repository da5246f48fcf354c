"""What the tests of whole editions share: the sample days, built once."""

import pytest

from briefer.settings import Workspace
from tests.pipeline.sample_desk import DAYS, SIX, built


@pytest.fixture(scope="session")
def sample_space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Build the three sample days for all six audiences; nobody changes what is in it."""
    return built(tmp_path_factory.mktemp("samples"), SIX, DAYS)
