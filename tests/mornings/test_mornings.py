"""Whole mornings of ordinary inputs: what has to come of them, category by category."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.mornings.scores import Check, checks, made

# What holds at least, of how many: a little less than is reached. What raises one raises its floor.
FLOORS = {
    "arrived": 26,
    "dated": 25,
    "titled": 20,
    "outlet": 22,
    "parts": 4,
    "kind": 3,
    "told": 10,
    "rank": 1,
    "title": 1,
    "facts": 18,
    "never": 19,
    "apart": 4,
    "together": 3,
    "bottom line": 3,
    "calendar": 14,
    "contested": 4,
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Check]:
    """All checks of the morning in Lisbon, whose edition is built once."""
    return list(checks(made("lisbon", tmp_path_factory.mktemp("morning") / "desk")))


@pytest.mark.parametrize("category", FLOORS)
def test_a_morning_stays_as_true_as_it_was(found: list[Check], category: str) -> None:
    """Each category of the morning's truth is at or above its floor."""
    failed = [check.about for check in found if check.category == category and not check.holds]
    held = Counter(check.category for check in found if check.holds)[category]
    assert held >= FLOORS[category], failed


def test_every_category_has_a_floor(found: list[Check]) -> None:
    """What is counted is held, but for who speaks: nothing is reached there yet."""
    assert {check.category for check in found} - {"speakers"} == set(FLOORS)


def test_the_truth_names_files_that_are_there() -> None:
    """A file of the truth is one of the morning's, and the other way round."""
    folder = Path(__file__).parent / "lisbon"
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    named = {file["file"] for file in truth["articles"]}
    assert named == {path.name for path in (folder / "articles").iterdir()}
