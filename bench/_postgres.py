"""A PostgreSQL of the machine's own for benchmarks, on a socket in a temporary folder."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefer.state import SharedState
from tests.databases import Server, programs


@contextmanager
def server(*, durable: bool = True) -> Iterator[Server]:
    """Start a server; with `durable` it forces to disk what is committed, as it must at work."""
    folder = programs()
    if folder is None:
        raise SystemExit("PostgreSQL is not on this machine: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as home:
        running = Server(Path(home), folder, durable=durable)
        try:
            yield running
        finally:
            running.stop("fast")


def settings_of(state: SharedState) -> str:
    """Return the settings of a workspace on a store."""
    return f'desk = "{state.desk}"\n[store]\nurl = "{state.url}"\n'


CORES = os.cpu_count() or 1
