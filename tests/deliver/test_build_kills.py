"""`build --send` killed anywhere: nobody is missed or served twice, and all get the same bytes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deliver.build_desk import BuildDesk, bodies, kill_builds, killers_of
from tests.deliver.desk import STEPS, Zygote

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks processes")


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """Return what starts the processes."""
    with Zygote() as running:
        yield running


def test_builds_killed_at_every_step(zygote: Zygote, tmp_path: Path) -> None:
    """Each step of the mail and moments before it; the next run does the rest, byte for byte."""
    recipients = [f"reader{n}@example.org" for n in range(20)]
    calm = BuildDesk(tmp_path / "calm", recipients, 2)
    expected = kill_builds(zygote, calm, [])
    desk = BuildDesk(tmp_path / "killed", recipients, 2)
    killers = killers_of(9, seed=1, start=0.3)
    for killer, step in zip(killers[::2], ("hello", *STEPS[3:]), strict=True):
        killer.step = step
    found = kill_builds(zygote, desk, killers)
    assert sorted(item.recipient for item in found.delivered) == sorted(recipients)
    assert bodies(found.delivered) == bodies(expected.delivered)
    assert len(bodies(found.delivered)) == 1
    assert desk.files() == calm.files()
    assert set(desk.statuses().values()) <= {"sent", "dropped"}
    assert found.unsure <= found.died
    assert found.died >= 5
