"""PostgreSQL for tests: a server of the machine's own, on a socket in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.state import SharedState, StateAt

OWNER = "briefer_test"  # a role that is no superuser: row-level security holds for it


def programs() -> Path | None:
    """Return the folder of the server's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def _version(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdigit() else 0


class Server:
    """A server in a folder of its own; nobody but us reaches its socket."""

    def __init__(self, folder: Path, programs: Path, *, durable: bool = False) -> None:
        self._data, self._programs = folder / "data", programs
        self._durable = durable
        self.socket = folder
        self._count = 0
        if os.getuid() == 0:  # the server runs as no root
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        self._run(
            "initdb",
            "-D",
            str(self._data),
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--no-sync",
        )
        self.start()
        self.sql(f"CREATE ROLE {OWNER} LOGIN")

    def _run(self, program: str, *options: str) -> None:
        command = [str(self._programs / program), *options]
        user = "postgres" if os.getuid() == 0 else None
        done = subprocess.run(
            command,
            user=user,
            group=user,
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}"

    def start(self) -> None:
        """Start it; if it need not be durable, without the care for the disk."""
        options = f"-k {self.socket} -c listen_addresses= -c max_connections=100"
        if not self._durable:
            options += (
                " -c fsync=off -c full_page_writes=off -c shared_buffers=32MB -c autovacuum=off"
            )
        log = str(self.socket / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", how, "stop")

    def url(self, database: str, role: str = OWNER) -> str:
        """Return the address of a database."""
        return f"postgresql://{role}@/{database}?host={self.socket}"

    def sql(self, words: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement as the superuser."""
        import psycopg

        url = self.url(database, "postgres")
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(words)
            return cursor.fetchall() if cursor.description else []

    def state(self, desk: str = "one") -> SharedState:
        """Return a new, empty store, as a desk sees it."""
        from briefer.store import Store

        if not self._count:
            self.sql(f"CREATE DATABASE model_of_all OWNER {OWNER}")
            Store(SharedState(self.url("model_of_all"), "model")).close()
            self._let_go()
        self._count += 1
        name = f"test_{self._count}"
        self.sql(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE model_of_all")
        return SharedState(self.url(name), desk)

    @staticmethod
    def _let_go() -> None:
        from briefer.store.postgres import close_idle

        close_idle()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Start a server; skipped where the machine has none.

    Its folder is not among pytest's own, which are closed to the user that it runs as, and whose
    names may be longer than a socket's may be.
    """
    pytest.importorskip("psycopg", reason="psycopg is not installed: extra `postgres`")
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not on this machine: install `postgresql`")
    if os.getuid() == 0 and not any(user.pw_name == "postgres" for user in pwd.getpwall()):
        pytest.skip("there is no user `postgres` for the server to run as")
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as home:
        server = Server(Path(home), folder)
        yield server
        server._let_go()
        server.stop("immediate")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> StateAt:
    """Return a new, empty store of each kind."""
    if request.param == "SQLite":
        return tmp_path / "state.db"
    server: Server = request.getfixturevalue("postgres")
    return server.state()
