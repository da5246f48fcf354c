"""The hostile walk's books: what was tried and what survived, by area, printed at the end.

`make hostile` walks all of it; in `make test` each list is walked in strides (`HOSTILE=full` for all).
"""

import os
from collections import Counter
from collections.abc import Generator, Sequence
from typing import TypeVar

import pytest

FULL = os.environ.get("HOSTILE") == "full"
STRIDE = 7  # of the short form
T = TypeVar("T")

_TRIED: Counter[str] = Counter()
_SURVIVED: Counter[str] = Counter()


def walked(cases: Sequence[T], stride: int = STRIDE) -> Sequence[T]:
    """Return all cases, or in the short form every so many."""
    return cases if FULL else cases[::stride]


class Tally:
    """Counts what one test tries."""

    def __init__(self, area: str) -> None:
        self.area = area

    def survived(self, count: int = 1) -> None:
        """Count what was tried and survived."""
        _TRIED[self.area] += count
        _SURVIVED[self.area] += count

    def fell(self, count: int = 1) -> None:
        """Count what was tried and fell."""
        _TRIED[self.area] += count


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Count the test as one try of its module's area; a test that tries more counts them itself."""
    area = str(getattr(request.module, "AREA", request.module.__name__))
    return Tally(area)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count each test that does not count for itself."""
    report = yield
    area = getattr(getattr(item, "module", None), "AREA", None)
    if area and call.when == "call" and "tally" not in getattr(item, "fixturenames", ()):
        _TRIED[area] += 1
        _SURVIVED[area] += report.outcome == "passed"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tally."""
    if not _TRIED:
        return
    terminalreporter.section("hostile walk: survived of tried")
    for area in sorted(_TRIED):
        terminalreporter.write_line(f"{area:<12} {_SURVIVED[area]:>4} of {_TRIED[area]:>4}")
    terminalreporter.write_line(
        f"{'all':<12} {sum(_SURVIVED.values()):>4} of {sum(_TRIED.values()):>4}"
    )
