"""The evaluation gate: how many corrupted claims are caught may not fall silently."""

import os
import tomllib
from pathlib import Path

import pytest

from tests.grounding.lying_harness import Report, run, table

# The floors as they were last agreed. `floors.toml` may raise them, or lower them with a reason.
AGREED = {"caught": 0.97, "caught_searching": 0.96, "true_kept": 0.99, "each_fault": 0.85}
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the counts over the whole fixture, with the evidence given."""
    return run()


def test_floors_fall_only_with_a_reason() -> None:
    """A floor under the agreed one needs a reason in the file and a flag in the environment."""
    lowered = [name for name, floor in AGREED.items() if FLOORS["floors"][name] < floor]
    if lowered:
        assert FLOORS["reason"].strip(), f"floors.toml lowers {lowered} without a reason"
        assert os.environ.get("LOWER_FLOORS") == "1", f"set LOWER_FLOORS=1 to lower {lowered}"


def test_most_corrupted_claims_are_caught(report: Report) -> None:
    """Over all faults, corrupted claims are rejected or repaired."""
    assert report.caught_share >= FLOORS["floors"]["caught"], table(report)


def test_no_kind_of_fault_slips_through(report: Report) -> None:
    """Every single kind of corruption is caught often enough, and there are many kinds."""
    assert len(report.made) >= 20
    weak = {f: report.share(f) for f in report.made}
    assert min(weak.values()) >= FLOORS["floors"]["each_fault"], table(report)


def test_true_claims_pass(report: Report) -> None:
    """Paraphrase, compression and reordering of what the source says are not rejected."""
    kept = 1 - report.rejected / report.true
    wrong = [m for m in report.missed if not m.fault]
    assert kept >= FLOORS["floors"]["true_kept"], wrong


def test_evidence_is_found_where_none_is_given() -> None:
    """Without citations the check finds the sentences, and judges as well."""
    report = run(searching=True)
    assert report.caught_share >= FLOORS["floors"]["caught_searching"], table(report)
    assert 1 - report.rejected / report.true >= FLOORS["floors"]["true_kept"]
