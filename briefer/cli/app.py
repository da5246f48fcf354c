"""The commands, put together. Nothing heavy is imported until a command runs."""

from pathlib import Path
from typing import Annotated

import typer

from briefer import __version__
from briefer.cli import (
    audit,
    building,
    inspecting,
    previewing,
    reviewing,
    scheduling,
    sending,
    serving,
    setup,
    sourcing,
    templates,
    withdrawing,
)

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
    help=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"briefer {__version__}")
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
    """Remember where the workspace is."""
    context.obj = workspace


setup.register(app)
building.register(app)
inspecting.register(app)
audit.register(app)
sending.register(app)
withdrawing.register(app)
reviewing.register(app)
scheduling.register(app)
sourcing.register(app)
previewing.register(app)
serving.register(app)
app.add_typer(templates.app, name="templates")
