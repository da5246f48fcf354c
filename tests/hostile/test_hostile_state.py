"""Damaged state: rows that can't be read, files that fail, schemas of every age."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefer.errors import StoreError
from briefer.models import Article
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.pipeline.workspace.inspection import list_articles
from briefer.settings import Workspace, load
from briefer.store import Store
from briefer.store.damage import failed
from briefer.store.migrations import MIGRATIONS
from briefer.store.search import index
from briefer.store.sqlite import SqliteDatabase
from tests.hostile.conftest import walked
from tests.pipeline import sample_desk

AREA = "state"
DAY = "2021-06-01"
NEXT = "2021-06-02"
SCHEMAS = Path(__file__).parent / "schemas"
_BODIES = [
    (table, column)
    for table, columns in {
        "articles": ("body", "moment", "day", "fetched"),
        "extractions": ("body",),
        "signatures": ("body",),
        "compositions": ("body",),
        "briefings": ("body", "base"),
        "inputs": ("failures",),
    }.items()
    for column in columns
]
_WRONG = ("", "{", "null", '{"id": 7}', "[" * 5000, "\ud800".encode("utf-8", "surrogatepass"))
_KEYS = {"articles": "id", "compositions": "key", "inputs": "location", "briefings": "date"}
DAMAGES = [(table, column, wrong) for table, column in _BODIES for wrong in _WRONG]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a workspace with two days built for one audience."""
    return sample_desk.built(tmp_path_factory.mktemp("desk"), ("default",), ("2021-05-31", DAY))


@pytest.fixture
def copy(desk: Workspace, tmp_path: Path) -> Workspace:
    """Return a copy of it."""
    (tmp_path / ".briefer").mkdir()
    (tmp_path / "briefer.toml").write_bytes((desk.root / "briefer.toml").read_bytes())
    target = tmp_path / ".briefer" / "state.db"
    with closing(sqlite3.connect(desk.state_file)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    return load(tmp_path)


def damage(space: Workspace, table: str, column: str, wrong: str | bytes) -> None:
    """Spoil a column of the last row."""
    key = _KEYS.get(table, "article")
    with closing(sqlite3.connect(space.state_file)) as file, file:
        file.execute("DROP INDEX IF EXISTS articles_stubs")  # which a disk would not ask
        file.execute(
            f"UPDATE {table} SET {column}=CAST(? AS TEXT) "  # noqa: S608 - our own names
            f"WHERE {key}=(SELECT max({key}) FROM {table})",
            (wrong,),
        )


@pytest.mark.parametrize("number", walked(range(len(DAMAGES)), 37))
def test_a_row_that_can_not_be_read_is_set_aside(copy: Workspace, number: int) -> None:
    """Build, articles, verify and the index go on with the rest."""
    table, column, wrong = DAMAGES[number]
    damage(copy, table, column, wrong)
    sample_desk.built(copy.root, ("default",), (DAY,))
    assert list(list_articles(copy, None, sample_desk.NOW))
    certificate = verify_briefing(copy, sample_desk.file(copy, DAY, "default"))
    assert certificate.results
    index(copy.state)


def test_a_damaged_article_is_named(copy: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    """On standard error, and among the gaps of the edition that would have had it."""
    with closing(sqlite3.connect(copy.state_file)) as file, file:
        file.execute("DROP INDEX articles_stubs")
        (article,) = file.execute("SELECT max(id) FROM articles WHERE day=?", (DAY,)).fetchone()
        file.execute("UPDATE articles SET body='{' WHERE id=?", (article,))
    assert article not in {found.article.id for found in list_articles(copy, None, sample_desk.NOW)}
    assert f"article {article} can't be read" in caplog.text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_READONLY, "can't be written to"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk fails"),
        (sqlite3.SQLITE_BUSY, "locked"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_CANTOPEN, "can't be opened"),
        (OSError(28, "No space left on device"), "disk is full"),
        (OSError(30, "Read-only file system"), "can't be written to"),
    ],
)
def test_each_failure_has_its_true_words(code: int | OSError, words: str) -> None:
    """And none has the advice to move the file away: it holds who was mailed."""
    error: Exception = code if isinstance(code, OSError) else sqlite3.OperationalError("x")
    if isinstance(code, int):
        error.sqlite_errorcode = code  # type: ignore[attr-defined] # as SQLite sets it
    said = str(failed(Path("state.db"), error))
    assert words in said
    assert "move it away" not in said
    assert "afresh" not in said


@pytest.mark.parametrize(
    "data", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_kept(tmp_path: Path, data: bytes) -> None:
    """It is named as damaged, and nobody touches it."""
    (tmp_path / "state.db").write_bytes(data)
    with pytest.raises(StoreError, match="damaged: keep it"):
        Store(tmp_path / "state.db")
    assert (tmp_path / "state.db").read_bytes() == data


def test_a_newer_file_names_who_wrote_it(tmp_path: Path) -> None:
    """The version that brought it to its schema stands in it."""
    with closing(SqliteDatabase(tmp_path / "state.db")) as file:
        file.execute("UPDATE about SET value='9.8.7' WHERE name='version'")
        file.execute("PRAGMA user_version=999")
    with pytest.raises(StoreError, match=r"newer briefer \(9\.8\.7, schema 999"):
        SqliteDatabase(tmp_path / "state.db")


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_every_older_schema_is_brought_up(tmp_path: Path, version: int) -> None:
    """A file of each schema that there ever was, with an article and who was mailed, is kept here."""
    state = tmp_path / "state.db"
    with closing(sqlite3.connect(state)) as file:
        file.executescript((SCHEMAS / f"schema-{version}.sql").read_text(encoding="utf-8"))
        file.execute(f"PRAGMA user_version={version}")
    with Store(state) as store:
        article = store.article("a1")
        assert isinstance(article, Article)
        assert article.text == "The ports reopened on Wednesday."
        if version >= 2:
            rows = store.database.execute("SELECT recipient, status FROM outbox").fetchall()
            assert rows == [("a@example.org", "sent")]
        (now,) = store.database.execute("PRAGMA user_version").fetchone()
        assert now == len(MIGRATIONS)
    index(state)
