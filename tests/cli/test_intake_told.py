"""What `ingest`, `build` and `articles` say of what they read, and where they refuse to begin."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

PROSE = (
    "The harbour council voted on Tuesday to reopen the northern pier, which a storm had closed in "
    "January, the mayor said.\n\nThe vote was nine to four, and the works begin next week.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder of ordinary files: dated, undated, an opinion, an empty one."""
    folder = tmp_path / "desk"
    folder.mkdir()
    texts = {
        "dated.txt": f"Council votes to reopen pier\n1 June 2021\nTagus Courier\n\n{PROSE}",
        "undated.txt": f"Ferries wait for pier\n\nSix ferries wait outside. {PROSE}",
        "view.txt": f"Opinion: Leave the pier closed\n1 June 2021\n\nI would. {PROSE}",
        "empty.txt": "",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_build_says_what_it_read_and_has_it_all(run: Run, desk: Path) -> None:
    """A line for the source, a summary; the undated article is in, and listed as such."""
    ran = run("build", desk, "--date", "2021-06-01", "--format", "json", "--out", "out")
    assert ran.code == 0, ran.err
    assert "3 articles (3 new), 1 not read" in ran.err
    assert (
        "3 read: 3 articles (3 new); 1 opinion piece, 1 undated, taken as of 2021-06-01" in ran.err
    )
    briefing = json.loads(Path("out", "2021-06-01", "default.json").read_text(encoding="utf-8"))
    (assumed,) = briefing["gaps"]["assumed"]
    assert (assumed["name"], assumed["date"]) == ("Ferries wait for pier", "2021-06-01")
    assert briefing["gaps"]["stubs"] == []  # an opinion piece has a section of its own
    assert [piece["title"] for piece in briefing["opinions"]] == ["Leave the pier closed"]
    again = run("build", desk, "--date", "2021-06-01", "--format", "json", "--out", "again")
    assert again.code == 0
    second = json.loads(Path("again", "2021-06-01", "default.json").read_text(encoding="utf-8"))
    assert second["stories"] == briefing["stories"]


def test_articles_show_how_each_is_known(run: Run, desk: Path) -> None:
    """Date and who gives it (in brackets where it is assumed), kind, outlet, title, file."""
    run("ingest", desk)
    lines = run("articles").out.splitlines()
    (dated,) = (line for line in lines if "dated.txt" in line and "undated" not in line)
    assert "2021-06-01 by text  news  Tagus Courier  Council votes to reopen pier" in dated
    (undated,) = (line for line in lines if "undated.txt" in line)
    assert ") by changed  news  -  Ferries wait for pier" in undated
    kinds = [json.loads(line)["kind"] for line in run("articles", "--json").out.splitlines()]
    assert sorted(kinds) == ["news", "news", "opinion"]


@pytest.mark.parametrize(
    "command",
    [
        ("articles",), ("build",), ("ingest",), ("sources",), ("outbox", "list"), ("run",),
        ("send", "--date", "2021-06-01"), ("preview",),
    ],
)  # fmt: skip
def test_a_folder_that_is_no_workspace_is_left_as_it_is(run: Run, command: tuple[str, ...]) -> None:
    """The message says what is missing and what to do, and nothing is created."""
    ran = run(*command)
    assert ran.code == 2
    assert "there is no briefer.toml" in ran.err
    assert list(Path.cwd().iterdir()) == []


def test_named_sources_need_no_workspace(run: Run, desk: Path) -> None:
    """But it is said where the state goes."""
    ran = run("ingest", desk / "dated.txt")
    assert ran.code == 0
    assert "no briefer.toml here" in ran.err
