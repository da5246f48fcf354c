"""The command line itself: its own options, and every command by name (see `lazy`)."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from briefer import __version__
from briefer.cli.lazy import Commands
from briefer.cli.terminal import crashed, say

HELP = """Turn the day's news into a briefing in which every sentence cites its source.

Examples:

  briefer init desk && cd desk

  briefer build articles/ --date 2021-06-01

  briefer build --date today --audience minister --format html

Exit codes: 0 done, 1 a check failed, 2 usage or configuration, 3 nothing to brief,
4 a source, model server or mail server failed (what was done is kept), 130 interrupted.
"""

app = typer.Typer(
    name="briefer",
    cls=Commands,
    help=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        say(f"briefer {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    workspace: Annotated[
        Path,
        typer.Option(
            "--workspace",
            "-C",
            help="The folder that holds briefer.toml.",
            envvar="BRIEFER_WORKSPACE",
        ),
    ] = Path(),
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Remember where the workspace is; a fault of ours is told as all else is."""
    sys.excepthook = crashed
    context.obj = workspace
