"""The evaluation gate: how many corrupted claims are caught may not fall silently."""

import os

import pytest

from tests.grounding.floors import AGREED, FLOORS, FOUND, objection
from tests.grounding.lying_harness import Report, run, table
from tests.grounding.lying_server import checked


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the counts over the whole fixture, with the evidence given."""
    return run()


@pytest.fixture(scope="module")
def searched() -> Report:
    """Return the counts where the check has to find the evidence."""
    return run(searching=True)


def test_the_floors_stand() -> None:
    """No floor is under the agreed one without a reason and a flag."""
    assert not objection(FOUND, os.environ)


def test_a_floor_falls_only_with_a_reason_and_a_flag() -> None:
    """Lowered without a reason, without the flag, or left out: each is refused; both let it pass."""
    low = {**AGREED, "caught": 0.5}
    flag = {"LOWER_FLOORS": "1"}
    assert "without a reason" in objection({"reason": " ", "floors": low}, flag)
    assert "LOWER_FLOORS=1" in objection({"reason": "harder fixture", "floors": low}, {})
    assert not objection({"reason": "harder fixture", "floors": low}, flag)
    assert "lacks" in objection({"floors": {"caught": 1.0}}, flag)
    assert not objection({"floors": dict.fromkeys(AGREED, 1.0)}, {})


def test_most_corrupted_claims_are_caught(report: Report) -> None:
    """Over all faults, corrupted claims are rejected or repaired."""
    assert report.caught_share >= FLOORS["caught"], table(report)


@pytest.mark.parametrize("which", ["report", "searched"])
def test_no_kind_of_fault_slips_through(request: pytest.FixtureRequest, which: str) -> None:
    """Every single kind of corruption is caught often enough, and there are many kinds."""
    found: Report = request.getfixturevalue(which)
    assert len(found.made) >= 20
    weak = {fault: found.share(fault) for fault in found.made}
    assert min(weak.values()) >= FLOORS["each_fault"], table(found)


def test_true_claims_pass(report: Report) -> None:
    """Paraphrase, compression and reordering of what the source says are not rejected."""
    kept = 1 - report.rejected / report.true
    wrong = [m for m in report.missed if not m.fault]
    assert kept >= FLOORS["true_kept"], wrong


def test_evidence_is_found_where_none_is_given(searched: Report) -> None:
    """Without citations the check finds the sentences, and judges as well."""
    assert searched.caught_share >= FLOORS["caught_searching"], table(searched)
    assert 1 - searched.rejected / searched.true >= FLOORS["true_kept"]


@pytest.mark.parametrize("searching", [False, True])
def test_lies_and_truths_written_by_hand_are_told_apart(*, searching: bool) -> None:
    """Paraphrases of the samples by hand pass, and the lies beside them are caught."""
    found = checked(searching=searching)
    assert found.true > 70
    assert sum(found.made.values()) > 140
    assert found.caught_share >= FLOORS["unseen_caught"], found.missed
    assert 1 - found.rejected / found.true >= FLOORS["unseen_true_kept"], found.missed
