"""One store for many: PostgreSQL and workers against a file and the built-in pool, by ratios.

usage: shared.py [PART...] [--articles N]     parts: workers slow desks review search

Aims: two workers at most 1.3 times the pool's time; eight workers whose jobs wait, 0.9 of ideal;
ten desks at once at most 1.2 times the sum of their work; search, review and send at most 1.5
times a file's time; 20 readers within 150 ms at the 95th percentile.
"""

import argparse
import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import web
from _articles import write
from _postgres import server, settings_of

from briefer.models import Edition
from briefer.pipeline.build.extractions import study_version
from briefer.pipeline.build.workforce import by_workers
from briefer.pipeline.progress import Silent
from briefer.pipeline.review.actions import drop, open_draft, restore
from briefer.pipeline.review.drafts import By
from briefer.pipeline.run.requests import ingest_sources
from briefer.settings import Workspace, load
from briefer.state import SharedState, StateAt
from briefer.store import Store
from briefer.store.search import index
from tests.databases import Server
from tests.deliver.mail_server import MailServer

DATE = "2021-06-01"
NOW = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)
WAIT = 2.0  # seconds that a slow article takes
# A worker whose articles take their time, whatever the machine.
SLOW = f"""
import time
from briefer.pipeline.build import extractions
study = extractions._study_one
def slow(*args):
    time.sleep({WAIT})
    return study(*args)
extractions._study_one = slow
from briefer.__main__ import main
main()
"""


def briefer(root: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start a command."""
    command = [sys.executable, "-m", "briefer", *words]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL)


def done(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Wait for commands, each of which has to end well."""
    codes = [process.wait() for process in processes]
    if any(codes):
        raise SystemExit("a command failed")


def timed(work: Callable[[], None]) -> float:
    """Return the seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def desk(root: Path, state: SharedState | None = None, more: str = "") -> Path:
    """Make a workspace, on a file if no store is given."""
    root.mkdir(parents=True)
    store = settings_of(state) if state else ""
    (root / "briefer.toml").write_text(
        f"{store.partition('[')[0]}{more}{''.join(store.partition('[')[1:])}"
    )
    return root


@contextmanager
def workers(root: Path, count: int, code: str = "") -> Iterator[None]:
    """Keep workers running; they are there when this begins."""
    program = ["-c", code] if code else ["-m", "briefer"]
    with ExitStack() as stack:
        for _ in range(count):
            process = subprocess.Popen([sys.executable, *program, "worker"], cwd=root)
            stack.callback(process.wait)
            stack.callback(process.terminate)
        space = load(root)
        staffed = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '9 s'"
        while True:
            time.sleep(0.2)
            with Store(space.state) as store:
                there = "SELECT to_regclass('briefer.procrastinate_workers') IS NOT NULL"
                if store.database.execute(there).fetchone()[0]:
                    (found,) = store.database.execute(staffed).fetchone()
                    if found == count:
                        break
        yield


def against_the_pool(folder: Path, running: Server, articles: int) -> str:
    """Build the same day by the pool on a file, and by two workers on PostgreSQL."""
    file = write(folder, articles)
    words = ("build", str(file), "--date", DATE, "-q", "--format", "json")
    alone = desk(folder / "alone")
    pool = timed(lambda: done([briefer(alone, *words)]))
    shared = desk(folder / "shared", running.state("pool"))
    with workers(shared, 2):
        spread = timed(lambda: done([briefer(shared, *words)]))
    page = Path("briefings") / DATE / "default.json"
    same = (alone / page).read_bytes() == (shared / page).read_bytes()
    return (
        f"{articles} articles: pool on a file {pool:.1f} s, two workers on PostgreSQL {spread:.1f} s: "
        f"{spread / pool:.2f} times (aim 1.3); the same bytes: {same}"
    )


def slow_ones(folder: Path, running: Server) -> str:
    """Have eight workers study articles that take two seconds each."""
    count, hands = 256, 8
    root = desk(folder / "slow", running.state("slow"))
    space = load(root)
    ingest_sources(space, [str(write(folder, count))], NOW, Silent(), sys.stdin.buffer)
    with workers(root, hands, SLOW), Store(space.state) as store:
        ids = list(store.article_ids())
        took = timed(lambda: _asked(store, ids))
        (left,) = store.database.execute("SELECT count(*) FROM analyses").fetchone()
    share = count * WAIT / hands / took
    return f"{left} articles of {WAIT} s by {hands} workers: {took:.1f} s, {share:.2f} of ideal (aim 0.9)"


def _asked(store: Store, ids: Sequence[str]) -> None:
    by_workers(store, ids, study_version(), Silent(), draft=True)


def ten_desks(folder: Path, running: Server, articles: int) -> str:
    """Build ten desks' own days one after the other, then at once."""
    files = []
    for number in range(10):
        place = folder / f"wire{number}"
        place.mkdir()
        files.append(write(place, articles, seed=number + 50))

    def build(state: SharedState, kind: str, number: int) -> subprocess.Popen[bytes]:
        own = SharedState(state.url, f"desk{number}")
        root = desk(folder / f"{kind}{number}", own, f'sources = ["{files[number]}"]\n')
        return briefer(root, "build", "--date", DATE, "-q", "--format", "json")

    stores = [running.state(name) for name in ("one", "two")]
    for state in stores:  # so that both times each desk has the same articles before it
        reader = desk(
            folder / f"reader-{state.url[-1]}{len(state.url)}{stores.index(state)}", state
        )
        done([briefer(reader, "ingest", *map(str, files), "-q")])
    one, two = stores
    before = _spent()
    after = sum(timed(lambda n=n: done([build(one, "after", n)])) for n in range(10))  # type: ignore[misc]
    middle = _spent()
    at_once = timed(lambda: done([build(two, "once", n) for n in range(10)]))
    work = (_spent() - middle) / (middle - before)
    return (
        f"ten desks of {articles} articles: one after the other {after:.1f} s, at once {at_once:.1f} s: "
        f"{at_once / after:.2f} of the sum (aim 1.2); processor time {work:.2f}"
    )


def _spent() -> float:
    """Return the processor time of all commands that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def reviewed_and_sent(folder: Path, running: Server) -> str:
    """Review a draft and mail it, on a file and on PostgreSQL."""
    found = []
    file = write(folder, 100)
    readers = [f"r{number}@example.org" for number in range(200)]
    for kind, state in (("file", None), ("shared", running.state("review"))):
        with MailServer() as mail:
            smtp = (
                f'[smtp]\nhost = "127.0.0.1"\nport = {mail.port}\nsecurity = "none"\n'
                'from = "Desk <desk@example.org>"\n'
            )
            root = desk(folder / f"review-{kind}", state)
            with (root / "briefer.toml").open("a") as settings:
                settings.write(smtp)
            (root / "audiences").mkdir()
            (root / "audiences" / "default.toml").write_text(
                f"approval = true\nrecipients = {readers!r}\n"
            )
            done([briefer(root, "build", str(file), "--date", DATE, "-q")])
            space = load(root)
            review = timed(lambda space=space: _reviewed(space))  # type: ignore[misc]
            done([briefer(root, "review", "approve", "--date", DATE)])
            send = timed(lambda root=root: done([briefer(root, "send", "--date", DATE)]))  # type: ignore[misc]
            found.append((review, send))
    (review, send), (review_there, send_there) = found
    return (
        f"20 acts of review: {review:.2f} and {review_there:.2f} s, {review_there / review:.2f} times; "
        f"200 mails: {send:.2f} and {send_there:.2f} s, {send_there / send:.2f} times (aim 1.5)"
    )


def _reviewed(space: Workspace) -> None:
    edition = Edition("default", dt.date.fromisoformat(DATE))
    story = next(
        one.item.id for one in open_draft(space, edition).items if one.item.kind == "story"
    )
    for _ in range(10):
        drop(space, edition, story, By("anna", NOW, None))
        restore(space, edition, story, By("anna", NOW, None))


def searched(folder: Path, running: Server, articles: int) -> str:
    """Search the same archive in the reading room, on a file and on PostgreSQL."""
    found = {}
    states: dict[str, StateAt] = {"shared": running.state("room")}
    for kind in ("file", "shared"):
        state = states.get(kind)
        root = desk(folder / f"room-{kind}", state if isinstance(state, SharedState) else None)
        place = load(root).state
        web.make(place, max(10, articles // 55), articles)
        index(place)
        if kind == "shared":
            name = str(place).rpartition("?host")[0].rpartition("/")[2]
            running.sql("VACUUM ANALYZE", name)
        with Store(place) as store:
            rows = store.database.execute("SELECT DISTINCT date FROM shelf ORDER BY date")
            days = [day for (day,) in rows]
        with web.serving(root) as room:
            addresses = web.searches(4000, days)
            web.load(room, addresses, 2)
            found[kind] = web.load(room, addresses, 8)
    one, two = found["file"], found["shared"]
    return (
        f"search over {articles} articles, 20 readers: p50 {one[1] * 1000:.0f} and {two[1] * 1000:.0f} ms, "
        f"p95 {one[2] * 1000:.0f} and {two[2] * 1000:.0f} ms (aim 150), {one[0] / two[0]:.2f} times (aim 1.5)"
    )


PARTS = ("workers", "slow", "desks", "review", "search")


def main() -> None:
    """Run the parts asked for, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    os.environ.pop("PGPASSWORD", None)
    with tempfile.TemporaryDirectory() as name, server() as running:
        folder, articles = Path(name), options.articles
        work: dict[str, Callable[[], str]] = {
            "workers": lambda: against_the_pool(folder, running, articles),
            "slow": lambda: slow_ones(folder, running),
            "desks": lambda: ten_desks(folder, running, articles // 50),
            "review": lambda: reviewed_and_sent(folder, running),
            "search": lambda: searched(folder, running, articles * 2),
        }
        for part in options.parts:
            print(work[part](), flush=True)


if __name__ == "__main__":
    main()
