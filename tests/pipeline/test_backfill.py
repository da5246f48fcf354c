"""An archive of past days: each day as if it had been built then, and no day twice."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from briefer.errors import EngineError, UsageError
from briefer.pipeline.progress import Silent
from briefer.pipeline.run import backfill as module
from briefer.pipeline.run.backfill import Backfill, DayDone, fill
from briefer.pipeline.run.requests import Assignment, build_edition
from briefer.settings import Workspace
from tests import make
from tests.pipeline.sample_desk import NOW, SAMPLES

FIRST, LAST = dt.date(2021, 5, 29), dt.date(2021, 6, 2)


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """Return an empty workspace."""
    return make.workspace(tmp_path / "desk")


def filled(space: Workspace, first: dt.date = FIRST, last: dt.date = LAST) -> list[DayDone]:
    """Build the archive."""
    wanted = Backfill((str(SAMPLES),), first, last, ("default",), ("json",))
    return list(fill(space, wanted, lambda: NOW, Silent(), io.BytesIO()))


def pages(space: Workspace) -> dict[str, bytes]:
    """Return the editions that were written, by day."""
    folder = space.root / "briefings"
    return {file.parent.name: file.read_bytes() for file in sorted(folder.glob("*/*.json"))}


def test_it_goes_on_where_it_stopped(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off after a day, or failed on one, and run again: the same bytes, days kept as they were."""
    whole = make.workspace(tmp_path / "whole")
    fates = [done.fate for done in filled(whole)]
    assert fates == ["nothing", "nothing", "made", "made", "made"]
    build = build_edition

    def failing(what: Assignment, *rest: Any) -> Any:
        if what.date == dt.date(2021, 6, 1):
            raise KeyboardInterrupt
        return build(what, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(module, "build_edition", failing)
        with pytest.raises(KeyboardInterrupt):
            filled(space)
    assert [done.fate for done in filled(space)] == ["nothing", "nothing", "kept", "made", "made"]
    assert pages(space) == pages(whole)
    assert {done.fate for done in filled(space)} == {"nothing", "kept"}


def test_a_day_that_fails_keeps_no_other_from_being_made(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told of with its reason; the days after it are made."""
    build = build_edition

    def failing(what: Assignment, *rest: Any) -> Any:
        if what.date == dt.date(2021, 5, 31):
            raise EngineError("the model is away")
        return build(what, *rest)

    monkeypatch.setattr(module, "build_edition", failing)
    found = filled(space, dt.date(2021, 5, 31), dt.date(2021, 6, 1))
    assert [done.fate for done in found] == ["failed", "made"]
    assert "the model is away" in str(found[0].as_json()["problem"])


def test_a_span_that_is_none_is_refused(space: Workspace) -> None:
    """Neither backwards nor into the future; nothing is read."""
    with pytest.raises(UsageError, match="comes after"):
        filled(space, LAST, FIRST)
    with pytest.raises(UsageError, match="has not come yet"):
        filled(space, FIRST, NOW.date() + dt.timedelta(days=1))
    assert not space.state.exists()
