"""What a morning needs of the machine: each look says what is there, and what to do where it is not."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.errors import BrieferError, ConfigError
from briefer.pipeline.build.engines import model_client
from briefer.pipeline.run import readiness
from briefer.pipeline.run.doctor import examine
from briefer.settings import load
from tests import make
from tests.deliver.desk import Desk
from tests.deliver.mail_server import MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Run a mail server on loopback."""
    with MailServer() as running:
        yield running


def test_the_mail_server_is_tried_and_nothing_is_sent(tmp_path: Path, server: MailServer) -> None:
    """It answers, and who is to get how many is said."""
    desk = Desk(tmp_path, ["a@example.org", "b@example.org"], server.port)
    said = readiness.mail(desk.space)
    assert "answers (no login); from desk@example.org to 2 recipients" in said
    assert server.sessions == 1
    assert server.delivered == []


def test_a_mail_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With its place."""
    with pytest.raises(BrieferError, match=r"127\.0\.0\.1.*can't be reached"):
        readiness.mail(Desk(tmp_path, ["a@example.org"], port=1).space)


def test_every_wrong_address_is_named(tmp_path: Path, server: MailServer) -> None:
    """With its audience's file, before any server is asked."""
    desk = Desk(tmp_path, ["a@example.org", "nobody", "b@@example.org"], server.port)
    with pytest.raises(BrieferError, match=r"default\.toml:1: recipients: 'nobody'"):
        readiness.mail(desk.space)
    assert server.sessions == 0


def test_without_mail_nothing_is_wrong(tmp_path: Path) -> None:
    """A desk that mails nobody needs no server."""
    assert "nobody is mailed" in readiness.mail(make.workspace(tmp_path, ""))


def test_a_library_that_a_setting_needs_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another may be missing, and is listed."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    space = make.workspace(tmp_path, "")
    assert "not installed: pdf, documents" in readiness.extras(space)
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "default.toml").write_text('formats = ["pdf"]\n', encoding="utf-8")
    with pytest.raises(BrieferError, match=r"pdf is needed and missing: .*\[pdf\]"):
        readiness.extras(load(tmp_path))


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a morning finds out."""
    usage = shutil.disk_usage(tmp_path)._replace(free=3_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(BrieferError, match="only 3 MB free"):
        readiness.disk(make.workspace(tmp_path, ""))


def test_all_looks_have_a_name_and_say_something(tmp_path: Path) -> None:
    """The doctor goes through all of them, whatever one finds."""
    found = examine(make.workspace(tmp_path, 'timezone = "Europe/Vienna"\n'))
    assert [one.name for one in found][-6:] == [
        "mail",
        "schedule",
        "extras",
        "fonts",
        "disk",
        "clock",
    ]
    assert all(one.says for one in found)
    assert "(Europe/Vienna)" in found[-1].says


def test_a_missing_key_is_told_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenAI's own server answers nobody without one; another server may."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    space = make.workspace(tmp_path, '[engine]\nname = "openai"\nmodel = "m"\n')
    with pytest.raises(ConfigError, match="set OPENAI_API_KEY"), model_client(space, None):
        pytest.fail("a client was made")
    own = '[engine]\nname = "openai"\nmodel = "m"\nbase_url = "http://127.0.0.1:9/v1"\n'
    with model_client(make.workspace(tmp_path, own), None) as client:
        assert client.config.api_key is None
