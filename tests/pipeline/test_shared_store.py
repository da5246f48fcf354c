"""One store for many, in PostgreSQL: the same editions as with a file, whoever makes them where."""

import itertools
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from briefer import text
from briefer.errors import BusyError, ConflictError, StoreError
from briefer.models import Article, Document
from briefer.pipeline.build import extractions
from briefer.pipeline.build.workforce import LOST, aside, set_aside
from briefer.pipeline.review.actions import drop, trail
from briefer.pipeline.review.approval import approve
from briefer.pipeline.workspace import upkeep
from briefer.state import SharedState
from briefer.store import Store
from briefer.store.outbox import Outbox
from briefer.store.postgres import PostgresDatabase, close_idle
from briefer.store.queue import JobBatch, JobQueue, prepared
from briefer.store.reviews import Reviews
from tests.databases import Server
from tests.deliver.build_desk import TALKS
from tests.deliver.mail_server import MailServer
from tests.pipeline.morning_desk import NOW, REF, Desk, by

DAY = "2021-06-01"


def settings_of(state: SharedState, more: str = "") -> str:
    """Return the settings of a desk in a shared store."""
    return f'desk = "{state.desk}"\n{more}[store]\nurl = "{state.url}"\n'


class SharedDesk(Desk):
    """A desk in a shared store."""

    def __init__(self, root: Path, state: SharedState, port: int = 1) -> None:
        self._state = state
        super().__init__(root, port)

    def settings(self, port: int, more: str = "") -> None:
        """Write briefer.toml."""
        super().settings(port, more)
        file = self.root / "briefer.toml"
        text = file.read_text(encoding="utf-8")
        head = f'desk = "{self._state.desk}"\n'
        tail = f'[store]\nurl = "{self._state.url}"\nlease = 1\n'
        file.write_text(f"{head}{text}{tail}", encoding="utf-8")


@pytest.fixture
def state(postgres: Server) -> SharedState:
    """Return a new, empty store."""
    return postgres.state("lima")


def editions(root: Path) -> dict[str, bytes]:
    """Return what was written, by file."""
    files = sorted((root / "briefings").rglob("*.*"))
    return {str(file.relative_to(root)): file.read_bytes() for file in files}


def test_both_kinds_of_store_print_the_same(tmp_path: Path, state: SharedState) -> None:
    """Two desks, and a copy there and back: everywhere the same bytes, and no number is lost."""
    embedded = Desk(tmp_path / "file")
    embedded.build()
    shared = SharedDesk(tmp_path / "lima", state)
    shared.build()
    quito = SharedDesk(tmp_path / "quito", SharedState(state.url, "quito"))
    quito.build()
    assert editions(embedded.root) == editions(shared.root) == editions(quito.root)
    moved = SharedDesk(tmp_path / "moved", SharedState(state.url, "moved"))
    upkeep.copy_store(moved.space, str(embedded.space.state_file), ".")
    assert moved.draft().items == embedded.draft().items
    upkeep.copy_store(moved.space, ".", str(tmp_path / "back.db"))
    with Store(tmp_path / "back.db") as back, Store(embedded.space.state_file) as old:
        for table in ("articles", "extractions", "placements", "briefings", "drafts", "trail"):
            words = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - our own names
            assert back.database.execute(words).fetchall() == old.database.execute(words).fetchall()


def test_a_desk_with_a_role_of_its_own_builds(
    tmp_path: Path, postgres: Server, state: SharedState
) -> None:
    """As docs/scale.md has it made: it reads, builds and is reviewed, and is no other desk."""
    SharedDesk(tmp_path / "owner", SharedState(state.url, "owner")).build()
    name = state.url.partition("?")[0].rpartition("/")[2]
    guide = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
    grants = re.search(r"```sql\n(.*?)```", guide, re.DOTALL)
    assert grants is not None
    postgres.sql(grants[1], name)
    try:
        for desk in ("lima", "owner"):
            own = SharedState(postgres.url(name, "lima"), desk)
            with Store(own) as store:
                assert not Reviews(store).all()
        lima = SharedDesk(tmp_path / "lima", SharedState(postgres.url(name, "lima"), "lima"))
        lima.build()
        story = next(one.item.id for one in lima.draft().items if one.item.kind == "story")
        drop(lima.space, REF, story, by())
        assert lima.draft().revision == 2
    finally:
        close_idle()
        postgres.sql("DROP OWNED BY lima; DROP ROLE lima", name)


def test_two_reviewers_lose_no_edit(tmp_path: Path, state: SharedState) -> None:
    """Of two who change the same draft at once one is told what has changed; both is on the trail."""
    desk = SharedDesk(tmp_path, state)
    desk.build()
    before = desk.draft()
    names = [one.item.id for one in before.items if one.item.kind == "story"][:2]

    def act(number: int) -> str:
        who = ("anna", "bert")[number]
        try:
            drop(desk.space, REF, names[number], by(who, before.revision))
        except ConflictError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(act, range(2)))
    assert said[0] == ""
    assert "changed" in said[1]
    late = 0 if trail(desk.space, REF)[-1].who == "bert" else 1
    drop(desk.space, REF, names[late], by("anna", desk.draft().revision))
    assert {line.item for line in trail(desk.space, REF) if line.action == "dropped"} >= set(names)


@contextmanager
def workers(root: Path, count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start workers in a workspace; they are there when this begins."""
    with ExitStack() as stack:
        found = []
        for _ in range(count):
            command = [sys.executable, "-m", "briefer", "worker"]
            process = subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
            found.append(process)
        yield found


def waited(what: Callable[[], bool]) -> None:
    """Wait for other processes."""
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)  # another process's progress can only be watched


def numbered(state: SharedState, words: str) -> int:
    """Return the number that a query gives, 0 while there is no such table."""
    with Store(state) as store:
        try:
            row = store.database.one(words)
        except StoreError:
            return 0
        return int(row[0]) if row else 0


ALIVE = "SELECT count(*) FROM procrastinate_workers"
JOBS = "SELECT count(*) FROM procrastinate_jobs"


def crowded(desk: Desk) -> None:
    """Give a desk 300 articles more."""
    for number in range(300):
        words = f"date 2021-06-01 {TALKS.format(n=number + 10)}"
        desk.article(f"talks-{number:03d}.txt", words)


def test_one_of_two_workers_is_killed(tmp_path: Path, state: SharedState) -> None:
    """What it had begun is taken over: the same bytes as a file's, each article studied, no job left."""
    alone = Desk(tmp_path / "file")
    shared = SharedDesk(tmp_path / "lima", state)
    for desk in (alone, shared):
        crowded(desk)
    with workers(shared.root, 2) as running, ThreadPoolExecutor(1) as pool:
        waited(lambda: numbered(state, ALIVE) == 2)
        building = pool.submit(shared.build)
        waited(lambda: numbered(state, "SELECT count(*) FROM analyses") > 16)
        os.kill(running[0].pid, signal.SIGKILL)
        alone.build()
        building.result(timeout=100)
        assert running[1].poll() is None
    assert editions(shared.root) == editions(alone.root)
    assert numbered(state, "SELECT count(*) FROM analyses") == 303
    assert numbered(state, JOBS) == 0


def test_an_article_that_kills_workers_is_set_aside(state: SharedState) -> None:
    """A batch that a worker died of is cut up; who dies of an article thrice leaves it a gap."""
    poisoned = SharedState(state.url, "quito", lease=1.0)
    with Store(poisoned) as store, closing(PostgresDatabase(poisoned)) as database:
        prepared(database)
        queue = JobQueue(database, "v", 1.0)
        lost: list[str] = []
        jobs = queue.add([JobBatch(("a", "b"), draft=True)])
        for _ in range(3):
            for job in jobs:  # as a worker leaves it that dies of it
                words = "UPDATE procrastinate_jobs SET status='doing' WHERE id=?"
                store.database.execute(words, (job,))
            jobs = queue.take_over(lost.append)
        assert (sorted(lost), jobs) == (["a", "b"], [])
        set_aside(store, "a", LOST, "v")
        assert aside(store, "v") == {"a"}
        assert aside(store, "w") == frozenset()
        assert "three workers" in store.failures()[0].reason
    assert numbered(state, JOBS) == 0


def test_an_article_that_breaks_the_reading_costs_no_other_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is set aside with the reason, the edition has the rest; a newer version tries it again."""
    desk = Desk(tmp_path)
    desk.audience(more="")
    analyse = text.analyse

    def broken(article: Article) -> Document:
        if "Ostrava" in article.text:
            raise RecursionError("too deep")
        return analyse(article)

    monkeypatch.setattr(extractions, "analyse", broken)
    (made,) = desk.build().editions
    gaps = [failure.reason for failure in made.briefing.gaps.failed]
    assert any("set aside: RecursionError: too deep" in reason for reason in gaps)
    assert len(made.briefing.stories) == 2
    monkeypatch.setattr(extractions, "analyse", analyse)
    monkeypatch.setattr(extractions, "study_version", lambda: "a newer one")
    (made,) = desk.build().editions
    assert not made.briefing.gaps.failed
    assert len(made.briefing.stories) == 3


def test_two_hosts_mail_everyone_once(tmp_path: Path, state: SharedState) -> None:
    """Both send the same edition at once, again and again: each reader has it once."""
    readers = tuple(f"r{number}@example.org" for number in range(20))
    with MailServer() as server:
        desks = [SharedDesk(tmp_path / name, state, server.port) for name in ("a", "b")]
        for desk in desks:
            desk.audience(more="", to=readers)
        desks[0].build()

        def send(desk: Desk) -> None:
            for _ in range(3):
                with suppress(BusyError):
                    desk.send()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(send, desks))
        desks[1].send()
        got = [one.recipient for one in server.delivered]
    assert sorted(got) == sorted(readers)


def test_the_database_restarts_under_a_build_a_send_and_a_review(
    tmp_path: Path, postgres: Server, state: SharedState
) -> None:
    """Each says so or waits; done again, everything is there, once, and nothing twice."""
    readers = tuple(f"r{number}@example.org" for number in range(6))

    def restart() -> None:
        postgres.stop()
        postgres.start()

    with MailServer() as server:
        desk = SharedDesk(tmp_path / "shared", state, server.port)
        desk.audience(more="approval = true\n", to=readers)
        with broken_off(restart, extractions, "_keep"), suppress(StoreError):
            desk.build()
        desk.build()
        first = desk.draft()
        story = next(one.item.id for one in first.items if one.item.kind == "story")
        with broken_off(restart, Reviews, "trace"), suppress(StoreError):
            drop(desk.space, REF, story, by("anna", first.revision))
        assert desk.draft().revision == first.revision
        drop(desk.space, REF, story, by("anna", first.revision))
        approve(desk.space, REF, by("anna", desk.draft().revision))
        with broken_off(restart, Outbox, "settle", after=3), suppress(StoreError):
            desk.send()
        desk.send()
        got = Counter(one.recipient for one in server.delivered)
        with Store(state) as store:
            unsure = {row.recipient for row in Outbox(store, NOW).rows() if row.status == "unsure"}
    assert set(got.values()) == {1}
    assert set(got) | unsure == set(readers)
    embedded = Desk(tmp_path / "file")
    embedded.audience(more="approval = true\n", to=readers)
    embedded.build()
    assert {one.item.id for one in embedded.draft().items} == {one.item.id for one in first.items}


@contextmanager
def broken_off(what: Callable[[], None], where: Any, name: str, after: int = 1) -> Iterator[None]:
    """Do something before a function is called for the `after`th time."""
    kept, calls = getattr(where, name), itertools.count(1)

    def first(*args: Any, **options: Any) -> Any:
        if next(calls) == after:
            what()
        return kept(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, first)
        yield
