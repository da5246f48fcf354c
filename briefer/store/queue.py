"""Jobs in the database that desks share (procrastinate): articles to be studied, a batch a job.

A job names articles; what it makes of them is stored beside them, so that it may be done twice
and no harm comes of it. A job that is done is deleted. One whose worker is gone is taken over
when the lease is over; a batch that has cost a worker its life is cut into single articles, and
an article that has done so three times is set aside. procrastinate is imported where it is used.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from briefer.errors import StoreError
from briefer.state import SharedState
from briefer.store.postgres import SCHEMA, PostgresDatabase, unreachable

if TYPE_CHECKING:
    import procrastinate

TASK = "study"
TRIES = 3  # of an article that costs workers their lives
_ADD = 500  # jobs added at a time


class JobBatch(NamedTuple):
    """Articles to be studied; `draft`: their key points too. `tries`: how often that went wrong."""

    articles: tuple[str, ...]
    draft: bool
    tries: int = 0

    def as_args(self) -> dict[str, Any]:
        """Return the batch as a job keeps it."""
        return {"articles": list(self.articles), "draft": self.draft, "tries": self.tries}


class Handler(Protocol):
    """What studies articles; it stores what it made of them."""

    def __call__(self, articles: tuple[str, ...], *, draft: bool) -> None:
        """Study articles."""
        ...


SetAside: TypeAlias = Callable[[str], None]


class JobQueue:
    """The jobs of one version of what studies articles; workers of another leave them alone.

    `lease`: seconds after which a worker that gave no sign of life is taken for gone.
    """

    def __init__(self, database: PostgresDatabase, version: str, lease: float) -> None:
        self._db = database
        self.lease = lease
        self._name = "study-" + hashlib.blake2b(version.encode(), digest_size=8).hexdigest()

    def there(self) -> bool:
        """Return whether workers ever worked in this database."""
        row = self._db.one(f"SELECT to_regclass('{SCHEMA}.procrastinate_jobs')")
        return row is not None and row[0] is not None

    def staffed(self) -> bool:
        """Return whether a worker gave a sign of life within the lease."""
        if not self.there():
            return False
        row = self._db.one(
            "SELECT count(*) FROM procrastinate_workers "
            "WHERE last_heartbeat > now() - make_interval(secs => ?)",
            (self.lease,),
        )
        return bool(row and row[0])

    def add(self, batches: Iterable[JobBatch]) -> list[int]:
        """Add jobs; return their numbers."""
        args = [batch.as_args() for batch in batches]
        found: list[int] = []
        with _app(self._db.shared) as app, unreachable(self._db.shared):
            job = app.configure_task(TASK, queue=self._name)
            for start in range(0, len(args), _ADD):
                found += job.batch_defer(*args[start : start + _ADD])
        return found

    def left(self, jobs: Sequence[int]) -> tuple[int, int]:
        """Return how many of some jobs wait, and how many are under way; the rest is done."""
        rows = self._db.execute(
            "SELECT status='doing', count(*) FROM procrastinate_jobs "
            "WHERE id=ANY(?) AND status IN ('todo', 'doing') GROUP BY 1",
            (list(jobs),),
        )
        counts = dict(rows.fetchall())
        return counts.get(False, 0), counts.get(True, 0)

    def give_up(self, jobs: Sequence[int]) -> None:
        """Take jobs away that nobody has begun, and what is left of those that failed."""
        self._db.execute(
            "DELETE FROM procrastinate_jobs WHERE id=ANY(?) AND status<>'doing'", (list(jobs),)
        )

    def take_over(self, set_aside: SetAside) -> list[int]:
        """See to the jobs whose workers are gone; return the numbers of those put in their place.

        Articles that have used up their tries are handed to `set_aside`.
        """
        added: list[int] = []
        with self._db.pooled("jobs"):
            for number, args in self._orphans():
                batch = JobBatch(tuple(args["articles"]), args["draft"], args["tries"] + 1)
                if batch.tries >= TRIES:
                    for article in batch.articles:
                        set_aside(article)
                else:
                    alone = [batch._replace(articles=(one,)) for one in batch.articles]
                    added += self.add(alone)
                self._db.execute("DELETE FROM procrastinate_jobs WHERE id=?", (number,))
        return added

    def _orphans(self) -> list[tuple[int, dict[str, Any]]]:
        return self._db.execute(
            "SELECT j.id, j.args FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w "
            "ON w.id=j.worker_id WHERE j.queue_name=? AND j.status='doing' AND (w.id IS NULL "
            "OR w.last_heartbeat < now() - make_interval(secs => ?)) FOR UPDATE OF j SKIP LOCKED",
            (self._name, self.lease),
        ).fetchall()

    # --- the workers' side ---

    def work(self, handler: Handler, set_aside: SetAside, *, until_idle: bool = False) -> None:
        """Do jobs until the process is told to end, or there are none left.

        Raises:
            StoreError: the database can't be reached.
        """
        with unreachable(self._db.shared):
            asyncio.run(self._work(handler, set_aside, until_idle=until_idle))

    async def _work(self, handler: Handler, set_aside: SetAside, *, until_idle: bool) -> None:
        import procrastinate

        state = self._db.shared
        app = procrastinate.App(connector=procrastinate.PsycopgConnector(**_options(state)))

        @app.task(name=TASK)
        def study(articles: list[str], *, draft: bool, tries: int) -> None:  # noqa: ARG001 - for who takes it over
            handler(tuple(articles), draft=draft)

        async with app.open_async():
            watching = asyncio.create_task(self._watch(set_aside))
            try:
                await app.run_worker_async(
                    queues=[self._name],
                    concurrency=1,
                    wait=not until_idle,
                    delete_jobs="always",
                    fetch_job_polling_interval=1.0,
                    update_heartbeat_interval=self.lease / 3,
                    stalled_worker_timeout=self.lease,
                )
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching

    async def _watch(self, set_aside: SetAside) -> None:
        """Look for jobs whose workers are gone, as long as this one works."""
        while True:
            await asyncio.sleep(self.lease / 2)
            with suppress(StoreError):
                await asyncio.to_thread(self.take_over, set_aside)


def prepared(database: PostgresDatabase) -> None:
    """Make the tables of the queue, if they are not there; one process at a time."""
    with _app(database.shared) as app, database.pooled("queue"), unreachable(database.shared):
        row = database.one(f"SELECT to_regclass('{SCHEMA}.procrastinate_jobs')")
        if row is not None and row[0] is None:
            app.schema_manager.apply_schema()


@contextmanager
def _app(state: SharedState) -> "Iterator[procrastinate.App]":
    """Open what adds jobs."""
    import procrastinate

    with unreachable(state):
        connector = procrastinate.SyncPsycopgConnector(**_options(state))
        with procrastinate.App(connector=connector).open() as app:
            yield app


def _options(state: SharedState) -> dict[str, Any]:
    """Return how a connection for the queue is opened."""
    kwargs: dict[str, Any] = {"options": f"-c search_path={SCHEMA}", "connect_timeout": 10}
    if state.password is not None:
        kwargs["password"] = state.password.get_secret_value()
    return {"conninfo": state.url, "kwargs": kwargs, "min_size": 1, "max_size": 4}
