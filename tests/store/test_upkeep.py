"""The state file kept: a copy made while others write, old articles let go, an upgrade undone."""

import datetime as dt
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefer.cli.lazy import imported
from briefer.errors import StoreError, UsageError
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.pipeline.workspace import upkeep
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.settings import Workspace, load
from briefer.store import Store
from briefer.store.migrations import MIGRATIONS
from briefer.store.sqlite import SqliteDatabase
from briefer.store.upkeep import Upkeep, backup
from tests import make

OLD = dt.date(2020, 1, 7)
NOW = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)


def keep(store: Store, *names: str, day: dt.date = OLD) -> None:
    """Store articles of a day."""
    for name in names:
        article = make.article(f"a{name:0>16}", f"Text of {name}.", published=day)
        store.save_article(article, lambda old, _: old, NOW)


@pytest.fixture
def space(tmp_path: Path, samples: Path) -> Workspace:
    """Return a workspace with an edition of a sample day, and old articles beside it."""
    space = load(tmp_path)
    request = BuildRequest((str(samples / "2021-06-01"),), "2021-06-01", ("default",), None)
    build_briefings(space, request, NOW, Silent(), io.BytesIO())
    with Store(space.state) as store:
        keep(store, "1", "2", "3")
    return space


def test_what_an_edition_rests_on_stays(space: Workspace) -> None:
    """Only what nothing rests on leaves; the printed edition is proved again afterwards."""
    before = upkeep.prune(space, dt.date(2021, 6, 2), Silent(), dry=True)
    done = upkeep.prune(space, dt.date(2021, 6, 2), Silent(), dry=False)
    assert before.articles == done.articles >= 3
    assert done.after <= done.before
    with Store(space.state) as store:
        assert store.article("a0000000000000001") is None
        assert store.article_count() > 0
    found = verify_briefing(space, space.root / "briefings" / "2021-06-01" / "default.json")
    assert found.results
    assert not found.failed
    assert upkeep.prune(space, dt.date(2021, 6, 2), Silent(), dry=False).articles == 0


def test_the_younger_stays(space: Workspace) -> None:
    """An article of the day itself or later is not from before it."""
    assert upkeep.prune(space, OLD, Silent(), dry=False).articles == 0
    assert upkeep.prune(space, OLD + dt.timedelta(1), Silent(), dry=False).articles == 3


def test_a_withdrawn_article_stays(space: Workspace) -> None:
    """Why it was taken back can be read as long as the file is kept."""
    with Store(space.state) as store:
        store.database.execute(
            "INSERT INTO withdrawals (article, location, why, at, action) VALUES "
            "('a0000000000000002', '', 'retracted', '2021-06-01T00:00:00', 'withdraw')"
        )
    assert upkeep.prune(space, OLD + dt.timedelta(1), Silent(), dry=False).articles == 2


def test_an_interrupted_pruning_goes_on(space: Workspace) -> None:
    """Each batch is committed: what is left leaves the next time."""
    with Store(space.state) as store:
        keep(store, *map(str, range(10, 800)))
        leaving = Upkeep(store).prunable(OLD + dt.timedelta(1))
        assert len(leaving) == 793
        assert next(Upkeep(store).prune(leaving, OLD)) == 500
    assert upkeep.prune(space, OLD + dt.timedelta(1), Silent(), dry=False).articles == 293


def test_a_copy_is_one_moment_of_a_file_in_use(space: Workspace, tmp_path: Path) -> None:
    """What another process has not committed is not in it; it opens, and is whole."""
    with Store(space.state) as writing, Store(space.state) as store:
        count = store.article_count()
        with writing.transaction():
            keep(writing, "77")
            assert backup(store.database, tmp_path / "copies" / "copy.db") > 0
    with closing(sqlite3.connect(tmp_path / "copies" / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM articles").fetchone() == (count,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["copy.db"]


def test_a_copy_takes_no_file_s_place_unasked(space: Workspace, tmp_path: Path) -> None:
    """Neither a file's nor, where it can't be written, anything's."""
    target = tmp_path / "copy.db"
    target.write_text("precious", encoding="utf-8")
    with pytest.raises(UsageError, match="--force"):
        upkeep.back_up(space, target, force=False)
    assert target.read_text(encoding="utf-8") == "precious"
    assert upkeep.back_up(space, target, force=True) > 0
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="could not be written"):
        upkeep.back_up(space, tmp_path / "file" / "copy.db", force=False)


@pytest.mark.parametrize("name", [".briefer/state.db", ".briefer/../.briefer/state.db", ".briefer"])
def test_a_copy_never_takes_the_file_s_own_place(space: Workspace, name: str) -> None:
    """However it is named, and whatever is said: what others are writing to would be lost."""
    before = space.state_file.stat().st_ino
    with pytest.raises(UsageError, match="the state file itself"):
        upkeep.back_up(space, space.root / name, force=True)
    assert space.state_file.stat().st_ino == before


def test_contents_and_ages(space: Workspace) -> None:
    """Rows, size and days of each kind, the largest first."""
    found = upkeep.holdings(space)
    sizes = [one.size for one in found.contents]
    assert sizes == sorted(sizes, reverse=True)
    articles = next(one for one in found.contents if one.name == "articles")
    assert articles.rows > 3
    assert articles.first == "2020-01-07"
    assert found.size > 50_000


def test_an_upgrade_keeps_the_older_file(tmp_path: Path) -> None:
    """A file of each older schema is copied before it is brought up to date, once."""
    for version in range(1, len(MIGRATIONS)):
        path = tmp_path / f"{version}.db"
        with closing(sqlite3.connect(path)) as older:
            for script in MIGRATIONS[:version]:
                older.executescript(script)
            older.execute(f"PRAGMA user_version={version}")
            older.commit()
        SqliteDatabase(path).close()
        kept = tmp_path / f"{version}.db.schema-{version}"
        with closing(sqlite3.connect(kept)) as copy:
            assert copy.execute("PRAGMA user_version").fetchone() == (version,)
        SqliteDatabase(path).close()
        assert len(list(tmp_path.glob(f"{version}.db.schema*"))) == 1


def test_the_command_asks_first() -> None:
    """`briefer store` is there, with its acts."""
    assert set(imported("store").commands) == {"backup", "copy", "prune"}
