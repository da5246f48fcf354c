"""Odd dates, variables and names: one line each, an exit code, and no traceback."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("command", ["build", "articles"])
@pytest.mark.parametrize("date", ["9999-12-31", "0001-01-01", "0000-00-00", "+1", "2021-13-01"])
def test_a_day_that_is_none_is_said_in_a_line(
    run: Run, tmp_path: Path, command: str, date: str
) -> None:
    """Years that no clock can reckon with are refused before anything is reckoned."""
    (tmp_path / "briefer.toml").write_text("")
    ran = run(command, "--date", date)
    assert ran.code == 2
    assert ran.err.startswith("briefer: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BRIEFER_ENGINE", "{"),
        ("BRIEFER_ENGINE", "7"),
        ("BRIEFER_SOURCES", "x"),
        ("BRIEFER_SERVE__HOSTS", "a,b"),
        ("BRIEFER_ENGINE__TIMEOUT", "1e999"),
        ("BRIEFER_SERVE__PORT", "9" * 40),
        ("BRIEFER_TIMEZONE", "../../etc/passwd"),
        ("BRIEFER_TIMEZONE", "a\x1b[31m\nb"),
        ("BRIEFER_ENGINE__A__B__C", "1"),
    ],
)
def test_an_odd_variable_is_named_in_a_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Which one, and what is wrong with it."""
    (tmp_path / "briefer.toml").write_text("")
    monkeypatch.setenv(name, value)
    ran = run("articles")
    assert ran.code == 2
    assert ran.err.startswith("briefer: environment BRIEFER_")
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("steering", ["\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "\r", "\u202e"])
def test_no_name_title_or_call_steers_the_terminal(run: Run, tmp_path: Path, steering: str) -> None:
    """Of files that are read, of those that are not, and of commands that there are not."""
    (tmp_path / "briefer.toml").write_text('sources = ["articles"]\n')
    (tmp_path / "articles").mkdir()
    article = f"date 2021-06-01\nTitle {steering} of it.\n\nPorts reopened on Wednesday {steering}."
    (tmp_path / "articles" / f"a{steering}.txt").write_text(article)
    (tmp_path / "articles" / f"b{steering}.txt").write_bytes(b"\x00" * 99)
    calls = (
        ("ingest",),
        ("articles",),
        ("articles", "--json"),
        (f"x{steering}",),
        ("build", f"--x{steering}"),
    )
    for call in (*calls, ("ingest", f"none{steering}.txt"), ("outbox", f"y{steering}")):
        ran = run(*call)
        assert not set("\x1b\x07\x9b\u202e") & set(ran.out + ran.err), call
        assert "\r" not in (ran.out + ran.err).replace("\r\n", "")
