"""docs/commands.md is what the commands themselves say; UPDATE_GOLDEN=1 writes it anew."""

import os
import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from briefer.cli.app import app
from briefer.cli.lazy import COMMANDS, imported

FILE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
ENVIRONMENT = {
    "COLUMNS": "90",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "_TYPER_FORCE_DISABLE_TERMINAL": "1",
}


def help_of(*words: str) -> str:
    """Return the help of a command as a Markdown section."""
    ran = CliRunner().invoke(app, [*words, "--help"], env=ENVIRONMENT, prog_name="briefer")
    assert ran.exit_code == 0, ran.output
    lines = [line.rstrip() for line in ran.output.strip("\n").splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return f"## {' '.join(('briefer', *words))}\n\n```text\n{text}\n```\n"


def document() -> str:
    """Return the whole page."""
    commands = get_command(app).commands  # type: ignore[attr-defined]
    sections = [help_of()]
    for name in commands:
        below = getattr(imported(name), "commands", {})
        sections.append(help_of(name))
        sections += [help_of(name, other) for other in below]
    head = "# Commands\n\nEach command's own help, as `briefer COMMAND --help` prints it.\n\n"
    return head + "\n".join(sections)


def test_the_documented_help_is_the_real_one() -> None:
    """No option is added or renamed without the page saying so."""
    if os.environ.get("UPDATE_GOLDEN"):
        FILE.write_text(document(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_shown_without_importing_a_command_is_its_own(name: str) -> None:
    """`briefer --help` says of a command what the command says first of itself."""
    assert COMMANDS[name][1] == imported(name).help.partition("\n")[0]
