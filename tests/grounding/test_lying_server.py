"""The gate behind a real server: a model that lies, through the whole pipeline."""

import pytest

from tests.grounding.floors import FLOORS
from tests.grounding.lying_harness import Report, table
from tests.grounding.lying_server import run, statements

ENOUGH = 5  # lies of a kind, for a share of them to mean something


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return the counts of builds in which every second statement about a day was told."""
    return run(tmp_path_factory.mktemp("desk"), every=2, days=["2021-06-01"])


def test_the_server_lies_in_many_ways() -> None:
    """There are enough kinds of lies, true claims among them, and each is about the samples."""
    known = statements()
    assert len({each.fault for each in known}) > 20
    assert sum(not each.fault for each in known) >= 70
    assert all(each.cites for each in known)


def test_lies_do_not_pass_the_pipeline(report: Report) -> None:
    """Of what a lying model says, next to nothing is stored as supported."""
    assert sum(report.made.values()) > 80
    assert report.caught_share >= FLOORS["server_caught"], table(report)


def test_no_kind_of_lie_passes_the_pipeline(report: Report) -> None:
    """Of every kind of lie that was told often enough, nearly all are caught."""
    often = {fault: report.share(fault) for fault, made in report.made.items() if made >= ENOUGH}
    assert len(often) >= 8
    assert min(often.values()) >= FLOORS["each_fault"], table(report)


def test_the_truth_passes_the_pipeline(report: Report) -> None:
    """True claims in words of their own are not rejected."""
    wrong = [missed for missed in report.missed if not missed.fault]
    assert report.true > 10
    assert report.rejected / report.true <= 1 - FLOORS["server_true_kept"], wrong
