"""Real processes killed while they send: nobody is missed, nobody is served twice."""

import sys
from pathlib import Path

import pytest

from tests.deliver.desk import Desk, kill_often

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks processes")


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_senders_serve_everyone_exactly_once(tmp_path: Path, seed: int) -> None:
    """Ten kills at seeded steps each; what SMTP can't decide is left to a person, not resent."""
    recipients = [f"reader{n}@example.org" for n in range(40)]
    desk = Desk(tmp_path, recipients)
    delivered, died, unsure = kill_often(desk, kills=10, seed=seed, reach=3)
    assert died >= 8
    assert sorted(delivered) == sorted(recipients)
    assert unsure <= died
    assert set(desk.statuses().values()) <= {"sent", "dropped"}
