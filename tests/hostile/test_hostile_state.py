"""Damaged state: rows that can't be read, files that fail, schemas of every age."""

import datetime as dt
import io
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from briefer.__main__ import main
from briefer.errors import StoreError
from briefer.models import Article, Edition
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import By
from briefer.pipeline.run.report import RunReport
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.pipeline.workspace.inspection import list_articles
from briefer.settings import Workspace, load
from briefer.store import Store
from briefer.store.damage import failed
from briefer.store.migrations import MIGRATIONS
from briefer.store.moments import utc
from briefer.store.mornings import Mornings
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


COMMANDS = (
    ("articles",),
    ("build", "--date", DAY, "--audience", "default", "--quiet"),
    ("review", "list"),
    ("review", "show", "--date", DAY, "--audience", "desk"),
    ("review", "log", "--date", DAY, "--audience", "desk"),
    ("review", "approve", "--date", DAY, "--audience", "desk"),
    ("send", "--date", DAY, "--audience", "desk", "--dry-run", "mails"),
    ("outbox", "list"),
    ("run", "--last"),
    ("run", "--dry-run"),
    ("sources",),
    ("store",),
)
TABLES = (
    "addresses analyses arrivals articles briefings compositions drafts editions extractions inputs "
    "mailings mornings outbox placements runs signatures source_articles source_files source_items "
    "source_known source_looks story_days trail versions withdrawals"
).split()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a workspace with a draft that was noted upon, a run's report, and mail that went out."""
    root = tmp_path_factory.mktemp("office")
    (root / "audiences").mkdir()
    desk = 'approval = true\nrecipients = ["a@example.org"]\n'
    (root / "audiences" / "desk.toml").write_text(desk, encoding="utf-8")
    space = sample_desk.built(root, ("default", "desk"), (DAY,))
    actions.note(
        space, Edition("desk", dt.date.fromisoformat(DAY)), "Hm.", By("a", sample_desk.NOW)
    )
    with Store(space.state) as store:
        book = Mornings(store)
        book.meet("default", sample_desk.NOW)
        report = RunReport(started=sample_desk.NOW, ended=sample_desk.NOW)
        book.end(book.begin(sample_desk.NOW), sample_desk.NOW, report.model_dump_json())
        store.database.execute(
            "INSERT INTO mailings VALUES (1,'default',?,'d','a@example.org','S',x'00',?)",
            (DAY, utc(sample_desk.NOW)),
        )
        store.database.execute(
            "INSERT INTO outbox (mailing, recipient, address, head, status, updated) "
            "VALUES (1,'b@example.org','b@example.org',x'00','sent',?)",
            (utc(sample_desk.NOW),),
        )
    return space


def spoil(file: Path, table: str, wrong: str) -> None:
    """Spoil every column of text in one row of a table, past all constraints."""
    with closing(sqlite3.connect(file)) as state, state:
        state.execute("PRAGMA ignore_check_constraints=1")
        for kind, name in state.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'index') "
            "AND sql IS NOT NULL"
        ).fetchall():
            state.execute(f'DROP {kind} "{name}"')
        columns = state.execute(f"PRAGMA table_info({table})").fetchall()
        key = next(c[1] for c in columns if c[5])
        for _, column, kind, _, _, primary in columns:
            if kind in {"TEXT", "BLOB"} and not primary:
                state.execute(
                    f"UPDATE {table} SET {column}=? WHERE {key}=(SELECT max({key}) FROM {table})",  # noqa: S608 - our own names
                    (wrong if kind == "TEXT" else wrong.encode(),),
                )


@pytest.mark.parametrize("table", walked(TABLES, 5))
@pytest.mark.parametrize("wrong", walked(["{", "xxx", "\ud7ff\u0007"], 3))
def test_no_command_falls_over_a_damaged_row(
    office: Workspace,
    table: str,
    wrong: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Drafts, trail, reports, outbox, sources: set aside and named, or said in one line."""
    shutil.copytree(office.root, tmp_path / "office")
    monkeypatch.chdir(tmp_path / "office")
    spoil(tmp_path / "office" / ".briefer" / "state.db", table, wrong)
    for command in COMMANDS:
        monkeypatch.setattr(sys, "argv", ["briefer", *command])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        code: object = None
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        assert code in {0, 1, 2, 3, 4, None}, command
        assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="a file system in memory is Linux's")
def test_a_disk_that_is_full_says_so_and_loses_nothing(office: Workspace, tmp_path: Path) -> None:
    """A real disk, of a few kilobytes more than what is there: true words, and a sound file."""
    used = sum(path.stat().st_size for path in office.root.rglob("*") if path.is_file())
    disk = tmp_path / "disk"
    disk.mkdir()
    script = f"""
        mount -t tmpfs -o size={used // 1024 + 700}k tmpfs {disk} || exit 99
        cp -r {office.root}/. {disk}/ && cd {disk} || exit 98
        yes 'date 2021-06-01 A ferry ran aground off Velm on Tuesday.' | head -c 250000 > articles/new.txt
        {sys.executable} -m briefer build --date {DAY} --quiet
        echo "code $?"
        cp .briefer/state.db* {tmp_path}/
    """
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    if done.returncode in {1, 99} and "code" not in done.stdout:
        pytest.skip(f"no disk of our own may be mounted here: {done.stderr.strip()[:80]}")
    assert "code 4" in done.stdout, done.stdout + done.stderr
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert "move" not in done.stderr
    with Store(tmp_path / "state.db") as store:
        assert store.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.database.execute("SELECT count(*) FROM outbox").fetchone() == (1,)
