"""Damaged rows of every table of a desk: of reviews, runs, sources, mailings and the reading room's."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from briefer.errors import BrieferError, StoreError
from briefer.models import Edition
from briefer.pipeline.review import actions
from briefer.pipeline.review.approval import approve, reopen
from briefer.pipeline.run.morning import is_due, last_report, meet
from briefer.pipeline.run.report import RunReport
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.pipeline.workspace.inspection import list_articles
from briefer.store import Store
from briefer.store.mornings import Mornings
from briefer.store.outbox import Outbox
from briefer.store.search import index
from briefer.store.withdrawals import Withdrawals
from tests.hostile.conftest import FULL, Tally
from tests.pipeline.morning_desk import DATE, NOW, REF, Desk, by, item

AREA = "state"
LATER = NOW + dt.timedelta(hours=2)
APPROVED = Edition("press", DATE)
WRONG = ("{", "", "null", "[[7]]", '{"id": 7}', "2021-13-45", "[" * 5000)
TABLES = (
    *("articles", "inputs", "extractions", "signatures", "placements", "compositions", "analyses"),
    *("briefings", "drafts", "trail", "approvals", "runs", "mornings", "batches", "withdrawals"),
    *("source_known", "source_looks", "source_articles", "search_claims", "shelf", "story_days"),
    *("mailings", "outbox", "addresses"),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk with a row in each of the tables: a draft, an approved edition, a run, a mailing."""
    root = tmp_path_factory.mktemp("whole")
    desk = Desk(root)
    desk.audience("press")
    desk.settings(1, 'audiences = ["default", "press"]')
    desk.build("default", "press")
    actions.drop(desk.space, REF, item(desk.draft(), "key_point", "consulate"), by())
    approve(desk.space, APPROVED, by())
    meet(desk.space, NOW)
    with Store(desk.space.state) as store:
        book = Mornings(store)
        report = RunReport(started=NOW, ended=NOW).model_dump_json()
        book.end(book.begin(NOW), NOW, report)
        book.done(REF, NOW)
        store.save_batch("b1", ["k"])
        Withdrawals(store).withdraw("a1", "", "wrong", NOW)
        store.database.execute(
            "INSERT INTO mailings VALUES (1, 'press', '2021-06-01', 'd', 'a@b', 's', x'00', ?)",
            (NOW.isoformat(),),
        )
        store.database.execute(
            "INSERT INTO outbox VALUES (1, 1, 'a@b', 'a@b', x'00', 'sent', NULL, 1, '', ?)",
            (NOW.isoformat(),),
        )
    index(desk.space.state)
    return root


def of(root: Path, whole: Path) -> Desk:
    """Return a copy of the desk, to be damaged."""
    shutil.copytree(whole, root)
    desk = Desk.__new__(Desk)
    desk.root = root
    return desk


def spoil(desk: Desk, table: str, column: str, wrong: str) -> bool:
    """Spoil a column of every row; False where the database itself refuses that."""
    with closing(sqlite3.connect(desk.space.state_file)) as file, file:
        file.execute("DROP INDEX IF EXISTS articles_stubs")  # which a disk would not ask
        for (name,) in file.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            file.execute(f"DROP TRIGGER {name}")
        with suppress(sqlite3.IntegrityError):
            file.execute(f"UPDATE {table} SET {column}=?", (wrong,))  # noqa: S608 - our own names
            return True
    return False


def steps(desk: Desk) -> Iterator[Callable[[], object]]:
    """Yield what a morning asks of the state file."""
    space = desk.space
    yield lambda: list(list_articles(space, None, LATER))
    yield lambda: actions.waiting(space, approved=True)
    yield lambda: actions.open_draft(space, REF)
    yield lambda: actions.trail(space, REF)
    yield lambda: is_due(space, LATER)
    yield lambda: last_report(space)
    yield lambda: verify_briefing(space, desk.file("json"))
    yield lambda: desk.build("default", "press")
    yield lambda: actions.open_draft(space, REF)
    yield lambda: reopen(space, APPROVED, by())
    yield lambda: index(space.state)
    yield lambda: _counted(desk)


def _counted(desk: Desk) -> None:
    with Store(desk.space.state) as store:
        outbox = Outbox(store, LATER)
        outbox.rows(audience="press", date=DATE)
        outbox.dates("press")
        Withdrawals(store).all()
        store.batches()


@pytest.mark.parametrize("table", TABLES if FULL else ("drafts", "runs"))
def test_no_row_of_a_table_ends_a_morning(
    whole: Path, tmp_path: Path, table: str, tally: Tally
) -> None:
    """Every column that holds words, spoilt in each way: what can't go on says so in a line."""
    with closing(sqlite3.connect(whole / ".briefer" / "state.db")) as file:
        columns = [
            row[1] for row in file.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"
        ]
    fallen = []
    for number, column in enumerate(columns):
        for wrong in (WRONG * 2)[number % len(WRONG) :][: 2 if FULL else 1]:
            desk = of(tmp_path / "desk", whole)
            if spoil(desk, table, column, wrong):
                found = list(_fell(desk))
                fallen += [f"{table}.{column} {wrong[:9]!r}: {words}" for words in found]
                (tally.fell if found else tally.survived)()
            shutil.rmtree(desk.root)
    assert not fallen


def _fell(desk: Desk) -> Iterator[str]:
    for step in steps(desk):
        try:
            step()
        except BrieferError as error:
            if "\n" in str(error):
                yield f"more than a line: {error}"
        except Exception as error:  # noqa: BLE001 - that is what is counted
            yield f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("column", ["built", "decisions"])
def test_a_damaged_draft_is_named_and_made_anew(whole: Path, tmp_path: Path, column: str) -> None:
    """The list goes on with the others; a build takes the edition up, and the trail says what is lost."""
    desk = of(tmp_path / "desk", whole)
    spoil(desk, "drafts", column, "{")
    assert actions.waiting(desk.space, approved=True) == ()
    with pytest.raises(
        StoreError, match=r"draft of the default .* can't be read.*build the edition again"
    ):
        desk.draft()
    desk.build("default")
    assert desk.draft().state == "draft"
    lost = "what was decided before, which can't be read any more"
    assert (lost in actions.trail(desk.space, REF)[-1].after) == (column == "decisions")


def test_what_was_approved_and_is_damaged_is_not_sent(whole: Path, tmp_path: Path) -> None:
    """It can be made a draft again, and approved anew; so where its row is gone."""
    desk = of(tmp_path / "desk", whole)
    spoil(desk, "approvals", "briefing", "{")
    with pytest.raises(StoreError, match="can't be read"):
        actions.open_draft(desk.space, APPROVED)
    assert reopen(desk.space, APPROVED, by()).state == "draft"


@pytest.mark.parametrize("column", ["since", "done"])
def test_an_edition_whose_note_is_damaged_is_not_made_for_ever(
    whole: Path, tmp_path: Path, column: str
) -> None:
    """What was made last is taken from the reports, as after a clock that was ahead."""
    desk = of(tmp_path / "desk", whole)
    spoil(desk, "mornings", column, "{")
    assert is_due(desk.space, LATER) in {True, False}
    with Store(desk.space.state) as store:
        for since, done in Mornings(store).all().values():
            assert since.year == (9998 if column == "since" else 2021)
            assert column == "since" or done is None or done.year == 9998
