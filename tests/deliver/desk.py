"""A workspace with a stored briefing, and killers of the processes that mail it."""

import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, NamedTuple, Self

from briefer.deliver.smtp import Pace
from briefer.models import Briefing
from briefer.pipeline.mail.dispatch import SendReport, decide, outbox_rows, send
from briefer.pipeline.output.letters import How
from briefer.pipeline.progress import Silent
from briefer.resources import bundled
from briefer.settings import Workspace, load
from briefer.store import Store
from tests.deliver.mail_server import MailServer

NOW = dt.datetime(2021, 6, 2, 5, 0, tzinfo=dt.UTC)
QUICK = Pace(attempts=3, first_wait=0, longest_wait=0, jitter=0)
STEPS = ("start", "hello", "mail", "rcpt", "data", "body", "taken")


def example() -> Briefing:
    """Return the bundled example briefing, as the default audience's."""
    text = (bundled("templates") / "_shared" / "example.json").read_text(encoding="utf-8")
    return Briefing.model_validate_json(text).model_copy(update={"audience": "default"})


class Desk:
    """A folder with settings, audiences and a state file that holds one briefing."""

    def __init__(self, root: Path, recipients: Sequence[str], port: int = 25) -> None:
        self.root = root
        self.recipients = tuple(recipients)
        self.briefing = example()
        self.date = self.briefing.date.isoformat()
        root.mkdir(parents=True, exist_ok=True)
        (root / "briefer.toml").write_text(
            '[smtp]\nfrom = "Morning desk <desk@example.org>"\nhost = "127.0.0.1"\n'
            f'port = {port}\nsecurity = "none"\n',
            encoding="utf-8",
        )
        self.audience(recipients)
        self.store(self.briefing)

    @property
    def space(self) -> Workspace:
        """The workspace as its files stand now."""
        return load(self.root)

    def audience(self, recipients: Sequence[str], name: str = "default", more: str = "") -> None:
        """Write an audience file."""
        file = self.root / "audiences" / f"{name}.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"recipients = {json.dumps(list(recipients))}\n{more}", encoding="utf-8")

    def store(self, briefing: Briefing) -> None:
        """Store a briefing as `build` does."""
        with Store(self.space.state) as store:
            store.save_briefing(briefing, briefing, 1, ())

    def changed(self) -> Briefing:
        """Return the briefing with another bottom line."""
        return self.briefing.model_copy(update={"bottom_line": self.briefing.bottom_line[:1]})

    def send(self, how: How | None = None, audiences: Sequence[str] = ("default",)) -> SendReport:
        """Send as the command does, without waiting."""
        how = how or How()
        how = how._replace(pace=QUICK)
        return send(self.space, self.date, audiences, NOW, Silent(), how)

    def statuses(self) -> dict[str, str]:
        """Return each recipient's status in the outbox."""
        return {row.recipient: row.status for row in outbox_rows(self.space, None, None, None, NOW)}

    def settle_unsure(self, delivered: Sequence[str]) -> int:
        """Decide what is unsure as a person would who can read the server's log."""
        rows = outbox_rows(self.space, None, None, "unsure", NOW)
        for row in rows:
            decide(self.space, [row.id], retry=row.recipient not in delivered, now=NOW)
        return len(rows)


class Zygote:
    """Starts sending processes quickly."""

    def __init__(self) -> None:
        top = Path(__file__).resolve().parents[2]
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("zygote.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(top)},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe(self._process.stdin).close()
        self._process.wait(timeout=10)
        self._pipe(self._process.stdout).close()

    def send(
        self, desk: Desk, port: int, started: Callable[[int], None], *, build: bool = False
    ) -> int:
        """Run one process to its end; `started` is told its pid. Return its exit code.

        With `build` it builds the briefing from the workspace's articles first.
        """
        request = {
            "root": str(desk.root),
            "port": str(port),
            "now": NOW.isoformat(),
            "date": desk.date,
            "audiences": "default",
            "build": "yes" if build else "",
        }
        pipe = self._pipe(self._process.stdin)
        pipe.write(json.dumps(request) + "\n")
        pipe.flush()
        out = self._pipe(self._process.stdout)
        started(int(out.readline()))
        return int(out.readline())

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


class Killer:
    """Kills a process some time after its start, at a step of the conversation, or just after."""

    def __init__(self, chance: random.Random, reach: int, start: float = 0.1) -> None:
        self.step = chance.choice(STEPS)
        # The greeting is said once; every other step comes with each message.
        self._left = 1 if self.step == "hello" else chance.randint(1, reach)
        self._delay = chance.choice((0, 0, chance.uniform(0, 0.004)))
        self._start = chance.uniform(0, start)  # while it reads, renders and queues
        self._pid: int | None = None
        self._known = threading.Event()

    def aim(self, pid: int) -> None:
        """Learn whom to kill."""
        self._pid = pid
        self._known.set()
        if self.step == "start":
            threading.Timer(self._start, self._kill).start()

    def play(self, step: str, address: str) -> str | None:
        """Count the steps, kill when it is time, and answer as usual."""
        if step == self.step:
            self._left -= 1
            if self._left == 0:
                self._known.wait(10)
                threading.Timer(self._delay, self._kill).start() if self._delay else self._kill()
        return None

    def _kill(self) -> None:
        assert self._pid is not None
        try:
            os.kill(self._pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # it was done before the moment came


class Count(NamedTuple):
    """What became of a series of kills."""

    delivered: list[str]
    died: int
    unsure: int


def kill_often(zygote: Zygote, desk: Desk, kills: int, chance: random.Random, reach: int) -> Count:
    """Kill `kills` senders, then let one finish, then decide on what is unsure.

    A kill comes at one of the first `reach` messages of a process.
    """
    died = 0
    with MailServer() as server:
        for _ in range(kills):
            killer = Killer(chance, reach)
            server.play = killer.play
            died += zygote.send(desk, server.port, killer.aim) == -signal.SIGKILL
        server.play = lambda step, address: None
        zygote.send(desk, server.port, lambda pid: None)
        unsure = desk.settle_unsure(server.got())
        zygote.send(desk, server.port, lambda pid: None)
        return Count(server.got(), died, unsure)
