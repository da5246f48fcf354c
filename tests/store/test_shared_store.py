"""A store that desks share: one schema in both dialects, desks kept apart, articles in common."""

import datetime as dt
import re
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from briefer import __version__
from briefer.errors import BusyError, StoreError
from briefer.models import Article, Edition, Origin
from briefer.pipeline.run.lock import locked
from briefer.state import SharedState
from briefer.store import Store, copying
from briefer.store.archive import Archive
from briefer.store.arrivals import Arrivals
from briefer.store.database import Placed
from briefer.store.editions import Editions
from briefer.store.mailings import Addressed, Mailed, Printing
from briefer.store.moments import utc
from briefer.store.outbox import Outbox
from briefer.store.postgres import connect
from briefer.store.postgres_schema import DESK_TABLES, SHARED_TABLES, STEPS
from briefer.store.search import index
from briefer.store.sources import Sources
from briefer.store.sqlite import SqliteDatabase
from briefer.store.withdrawals import Withdrawals
from tests import make
from tests.databases import OWNER, Server

NOW = dt.datetime(2021, 6, 1, 7, tzinfo=dt.UTC)
OWN = {"resting", "desk_roles", "about"}  # what only a shared store needs
WORDS = {"search_article_words", "search_claim_words"}  # an index of words, each in its own way


def of_desk(state: SharedState, desk: str) -> SharedState:
    """Return the same store as another desk sees it."""
    return SharedState(state.url, desk)


@pytest.fixture
def shared(postgres: Server) -> SharedState:
    """Return a new, empty store, as the desk `one` sees it."""
    return postgres.state("one")


def test_both_dialects_have_the_same_tables(tmp_path: Path, shared: SharedState) -> None:
    """A step added for SQLite is missed here until PostgreSQL has it too, as a desk's or for all."""
    with closing(SqliteDatabase(tmp_path / "state.db")) as file:
        names = file.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'"
        )
        tables = [name for (name,) in names if not any(name.startswith(f"{w}_") for w in WORDS)]
        embedded = {name: set(file.columns(name)) for name in tables if name not in WORDS | OWN}
    with Store(shared) as store:
        rows = store.database.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
            "WHERE relkind='r' AND relnamespace='briefer'::regnamespace"
        ).fetchall()
        secured = {name for name, safe in rows if safe}
        found = {name for name, _ in rows if not name.startswith("procrastinate")} - OWN
        columns = {name: set(store.database.columns(name)) for name in found - WORDS}
    assert columns == embedded
    assert found == {*DESK_TABLES, *SHARED_TABLES}
    assert secured == set(DESK_TABLES)


def fill(state: SharedState, title: str) -> None:
    """Leave something of each book under a desk."""
    edition = Edition("default", make.DAY)
    briefing = make.briefing(make.story("s", title=title), audience="default")
    with Store(state) as store:
        store.save_article(make.article("a"), lambda old, _: old, NOW)
        store.save_signature("a", "{}")
        store.save_placement(Placed("a", f"story of {title}", None, NOW))
        store.save_briefing(briefing, briefing, 1, ["a"])
        box = Outbox(store, NOW)
        mailed = Mailed("desk@example.org", title, b"")
        with box.locked():
            box.queue(Printing(edition, title), mailed, [Addressed("r", "r", b"")])
    index(state)


def test_a_desk_sees_its_own_and_what_all_share(shared: SharedState) -> None:
    """Editions, places, outbox and shelf are each desk's; an article is everyone's."""
    other = of_desk(shared, "two")
    for state, title in ((shared, "First"), (other, "Second")):
        fill(state, title)
    for state, title in ((shared, "First"), (other, "Second")):
        with Store(state) as store, closing(Archive(state)) as archive:
            assert store.article_count() == 1
            assert store.story_of(["a"]) == {"a": (f"story of {title}", None)}
            (known,) = Editions(store).known("default", dt.date(2021, 6, 2), 5)
            assert known.printed().stories[0].title == title
            assert len(Outbox(store, NOW).rows()) == 1
            assert len(archive.shelf("2021-01-01", "2022-01-01")) == 1


def test_a_desk_can_not_write_another_s(shared: SharedState) -> None:
    """Neither by naming it in a row, nor by changing or taking away what it can't see."""
    fill(shared, "First")
    with Store(of_desk(shared, "two")) as store:
        for table in DESK_TABLES:
            if table != "search_pending":
                assert store.database.execute("DELETE FROM " + table).rowcount == 0  # noqa: S608
        with pytest.raises(StoreError, match="row-level security"):
            store.database.execute("INSERT INTO mornings VALUES ('a','','','one')")
    with Store(shared) as store:
        assert len(Outbox(store, NOW).rows()) == 1


def test_a_role_may_be_bound_to_its_desk(postgres: Server, shared: SharedState) -> None:
    """Whatever desk such a role says that it is, it sees its own or none."""
    fill(shared, "First")
    fill(of_desk(shared, "two"), "Second")
    with Store(shared) as store:
        store.database.execute("INSERT INTO desk_roles VALUES (?, 'two')", (OWNER,))
        assert Outbox(store, NOW).rows() == []
    with Store(of_desk(shared, "two")) as store:
        assert len(Outbox(store, NOW).rows()) == 1


def test_an_article_that_two_read_at_once_knows_both_places(shared: SharedState) -> None:
    """Many desks read the same articles in other orders: no place is lost, nobody is refused."""
    failed: list[BaseException] = []

    def both(old: Article, new: Article) -> Article:
        return old.model_copy(update={"origins": tuple({*old.origins, *new.origins})})

    def read(desk: str) -> None:
        found = [make.article(f"a{n}", origins=(Origin(location=desk),)) for n in range(30)]
        try:
            with Store(of_desk(shared, desk)) as store:
                found = found if desk != "two" else found[::-1]
                store.save_input(desk, found, (), both, NOW)
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=read, args=(desk,)) for desk in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with Store(shared) as store:
        assert {len(one.origins) for one in store.library.values()} == {3}


def test_what_another_desk_rests_on_is_kept(shared: SharedState) -> None:
    """An article that any desk's edition cites does not leave, though nobody sees that edition."""
    from briefer.store.upkeep import Upkeep

    cited = make.article("a0123456789abcdef", "Text.", published=dt.date(2020, 1, 1))
    free = make.article("afedcba9876543210", "Text.", published=dt.date(2020, 1, 1))
    made = make.briefing(
        make.story("s", make.point("Text", cited.id)), sources=(make.numbered(1, cited),)
    )
    with Store(shared) as store:
        for one in (cited, free):
            store.save_article(one, lambda old, _: old, NOW)
        store.save_briefing(made, made, 1, [cited.id])
    with Store(of_desk(shared, "two")) as store:
        assert Upkeep(store).prunable(dt.date(2021, 1, 1)) == (free.id,)


def test_one_run_of_a_desk_at_a_time(shared: SharedState) -> None:
    """On whichever host: who comes second is told who is first; another desk is not held up."""
    with locked(shared, NOW):
        with (
            pytest.raises(BusyError, match="another briefer is running") as caught,
            locked(shared, NOW),
        ):
            pass
        assert "@" in str(caught.value)
        with locked(of_desk(shared, "two"), NOW):
            pass
    with locked(shared, NOW):
        pass


def test_a_newer_schema_in_a_database_is_refused(shared: SharedState) -> None:
    """A database of a later version is left alone, and the message says what to do."""
    from briefer.store.postgres import close_idle

    with Store(shared) as store:
        newer = (str(len(STEPS) + 1),)
        store.database.execute("UPDATE about SET value=? WHERE name='schema'", newer)
    close_idle()
    with pytest.raises(StoreError, match="newer briefer"):
        Store(shared)


def test_a_database_of_each_older_schema_is_brought_up(postgres: Server) -> None:
    """Step after step, with what is in it; the newest is the same as one made anew."""
    from briefer.store.postgres import close_idle

    close_idle()
    for version in range(1, len(STEPS)):
        name = f"older_{version}"
        postgres.sql(f"CREATE DATABASE {name} OWNER {OWNER}")
        state = SharedState(postgres.url(name), "one")
        with closing(connect(state)) as older:
            older.execute("CREATE SCHEMA briefer")
            for step in STEPS[:version]:
                older.execute(step)
            older.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
            older.execute(
                "INSERT INTO about VALUES ('version','old'),('schema',%s)", [str(version)]
            )
            older.execute("INSERT INTO calls VALUES ('k','reply','{}')")
        fill(state, "First")
        with Store(state) as store:
            assert store.get("k") == "reply"
            assert store.database.execute("SELECT value FROM about ORDER BY name").fetchall() == [
                (str(len(STEPS)),),
                (__version__,),
            ]


def test_a_database_that_is_not_there_is_named(postgres: Server) -> None:
    """Words, not a traceback; what stands in for a password is not among them."""
    with pytest.raises(StoreError, match="can't be reached"):
        Store(SharedState(postgres.url("nowhere"), "one"))


def test_a_restart_between_two_statements_is_waited_for(
    postgres: Server, shared: SharedState
) -> None:
    """What was not begun is done once the server is back; a transaction cut short is refused whole."""
    with Store(shared) as store:
        store.save_composition("k", "{}")
        postgres.stop()
        postgres.start()
        assert store.composition("k") == "{}"

        def cut_short() -> None:
            with store.transaction():
                store.save_composition("l", "{}")
                postgres.stop()
                postgres.start()
                store.save_composition("m", "{}")

        with pytest.raises(StoreError, match="what was committed is kept"):
            cut_short()
        assert store.composition("l") is None
        store.save_composition("l", "{}")
        assert store.composition("l") == "{}"


def test_a_file_is_the_default_and_needs_nothing(tmp_path: Path) -> None:
    """Psycopg is not even imported."""
    space = make.workspace(tmp_path)
    assert space.state == tmp_path / ".briefer" / "state.db"
    with suppress(sqlite3.Error), Store(tmp_path / "x.db") as store:
        assert store.database.kind == "SQLite"


def test_a_large_store_may_be_read_in_parallel(postgres: Server, shared: SharedState) -> None:
    """Where the server would share a query among processes, what is no JSON still spoils none."""
    with Store(shared) as store:
        store.save_article(make.article("a", stub="paywall"), lambda old, _: old, NOW)
        store.database.execute(
            "INSERT INTO articles (id, fetched, body) VALUES ('b', ?, '{')", (utc(NOW),)
        )
        for setting in (
            "min_parallel_table_scan_size TO 0",
            "parallel_setup_cost TO 0",
            "parallel_tuple_cost TO 0",
            "enable_indexscan TO off",
            "enable_bitmapscan TO off",
        ):
            store.database.execute(f"SET {setting}")
        assert list(Sources(store).stubs()) == ["a"]
        assert set(Arrivals(store).hourless()) == {"a", "b"}


def test_an_administrator_may_write_too(postgres: Server, shared: SharedState) -> None:
    """A session that knows nothing of the schema's name finds its triggers all the same."""
    name = shared.url.rpartition("/test_")[2].partition("?")[0]
    postgres.sql(
        "INSERT INTO briefer.articles (id, fetched, body) VALUES ('a', '2021', '{}')",
        f"test_{name}",
    )
    with Store(shared) as store:
        assert store.database.one("SELECT count(*) FROM search_pending") == (1,)


def test_what_rests_on_an_article_is_found(shared: SharedState) -> None:
    """By its id in editions, and an article by its address."""
    text = make.article("a0123456789abcdef", "Text.", url="https://example.org/a")
    text = text.model_copy(update={"origins": (Origin(location="l", url="https://example.org/a"),)})
    made = make.briefing(
        make.story("s", make.point("Text", text.id)), sources=(make.numbered(1, text),)
    )
    with Store(shared) as store:
        store.save_article(text, lambda old, _: old, NOW)
        store.save_briefing(made, made, 1, [text.id])
        assert [used.edition for used in Editions(store).using(text.id)] == [made.edition]
        assert Withdrawals(store).named("https://example.org/a") == [(text.id, "l")]


def test_a_copy_forgets_no_table() -> None:
    """Each table is copied, made again, or one desk's own affair with its machine."""
    text = Path(copying.__file__).read_text(encoding="utf-8")
    again = {name for name in (*DESK_TABLES, *SHARED_TABLES) if name.startswith("search_")}
    again |= {"shelf", "story_days"}
    named = set(re.findall(r'"([a-z_]+)"', text))
    assert {*DESK_TABLES, *SHARED_TABLES} - again <= named
