"""`briefer send` and `briefer outbox` as commands: output and exit codes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

from briefer.cli import mail
from briefer.errors import BrieferError
from tests.deliver.desk import Desk
from tests.deliver.mail_server import MailServer

READERS = ("a@example.org", "b@example.org")


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Send = Callable[..., Ran]


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Return a running mail server."""
    with MailServer() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: MailServer) -> Desk:
    """Return a workspace with a briefing to send."""
    return Desk(tmp_path, READERS, server.port)


@pytest.fixture
def command(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Send:
    """Return a function that runs one of the commands in the workspace."""
    app = typer.Typer(pretty_exceptions_enable=False)

    @app.callback()
    def root(context: typer.Context) -> None:
        context.obj = desk.root

    app.command()(mail.send)
    app.add_typer(mail.outbox, name="outbox")

    def call(*args: str) -> Ran:
        capsys.readouterr()
        code = 0
        said = ""
        try:
            app(list(args))
        except SystemExit as stop:
            code = int(stop.code or 0)
        except BrieferError as error:
            code, said = error.exit_code, str(error)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err + said)

    return call


def test_sending_says_how_many_were_served(command: Send, desk: Desk, server: MailServer) -> None:
    """One line on standard output, exit 0; again the same, and nobody is served twice."""
    for _ in range(2):
        ran = command("send", "--date", desk.date)
        assert (ran.code, ran.out) == (0, f"{desk.date} default: 2 sent\n")
    assert server.got() == list(READERS)


def test_json_is_one_object_an_edition(command: Send, desk: Desk) -> None:
    """Other programs read what became of it."""
    ran = command("send", "--date", desk.date, "--json")
    shown = json.loads(ran.out)
    assert shown["counts"] == {"sent": 2}
    assert shown["problems"] == []


def test_a_reader_not_served_is_exit_4(command: Send, desk: Desk, server: MailServer) -> None:
    """Named on standard error with the server's words, then decided on by number."""
    server.play = lambda step, whose: "550 gone" if whose == "b@example.org" else None
    ran = command("send", "--date", desk.date)
    assert ran.code == 4
    assert "b@example.org  550 gone" in ran.err
    listed = command("outbox", "list", "--status", "refused")
    number = listed.out.split()[0]
    server.play = lambda step, whose: None
    assert command("outbox", "retry", number).code == 0
    assert command("send", "--date", desk.date).code == 0
    assert server.got() == list(READERS)


def test_dropping_ends_the_matter(command: Send, desk: Desk, server: MailServer) -> None:
    """A row that is dropped is no longer a failure."""
    server.play = lambda step, whose: "550 gone" if whose == "b@example.org" else None
    command("send", "--date", desk.date)
    row = json.loads(command("outbox", "list", "--status", "refused", "--json").out)
    assert command("outbox", "drop", str(row["id"])).code == 0
    assert command("send", "--date", desk.date).code == 0
    assert command("outbox", "drop", "99").code == 2


def test_what_is_not_configured_is_exit_2(command: Send, desk: Desk) -> None:
    """No recipients, no sender."""
    desk.audience([])
    ran = command("send", "--date", desk.date)
    assert ran.code == 2
    assert "no recipients" in ran.err


def test_no_briefing_of_that_day_is_exit_3(command: Send, desk: Desk) -> None:
    """The message says what to run."""
    ran = command("send", "--date", "2020-01-01")
    assert ran.code == 3
    assert "briefer build --date 2020-01-01" in ran.err


def test_a_dry_run_prints_its_files(command: Send, desk: Desk, server: MailServer) -> None:
    """Paths on standard output, nothing sent, nothing listed."""
    ran = command("send", "--date", desk.date, "--dry-run", str(desk.root / "mails"))
    files = [Path(line) for line in ran.out.split()]
    assert len(files) == 2
    assert all(file.is_file() for file in files)
    assert server.sessions == 0
    assert command("outbox", "list").out == ""


def test_a_changed_briefing_is_held_back_aloud(command: Send, desk: Desk) -> None:
    """Who has an earlier edition is left alone, and the command says so."""
    command("send", "--date", desk.date)
    desk.store(desk.changed())
    ran = command("send", "--date", desk.date)
    assert ran.code == 0
    assert "2 have an earlier edition" in ran.err
    assert "--again" in ran.err
