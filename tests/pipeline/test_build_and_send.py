"""`build --send`: from articles to the inbox in one command, against a real SMTP server."""

import json
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from briefer.__main__ import main
from tests.deliver.mail_server import MailServer

STORY = (
    "date 2021-06-01 The foreign minister of Arvendal, Anna Berger, said on Tuesday that ten "
    "diplomats would leave Calinor by June 16.\n"
)


def test_a_build_is_mailed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each recipient gets the briefing; building and sending again sends nothing twice."""
    with MailServer() as server:
        (tmp_path / "audiences").mkdir()
        (tmp_path / "audiences" / "desk.toml").write_text(
            'title = "Desk"\nrecipients = ["a@example.org", "b@example.org"]\n', encoding="utf-8"
        )
        (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
        (tmp_path / "briefer.toml").write_text(
            f'[smtp]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
            'from = "Morning desk <desk@example.org>"\n',
            encoding="utf-8",
        )
        monkeypatch.chdir(tmp_path)
        command = ["briefer", "build", "story.txt", "--date", "2021-06-01", "--audience", "desk"]
        for _ in range(2):
            monkeypatch.setattr(sys, "argv", [*command, "--send", "--json"])
            with suppress(SystemExit):
                main()
        got = [taken.recipient for taken in server.delivered]
    assert sorted(got) == ["a@example.org", "b@example.org"]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0]["audience"] == "desk"
