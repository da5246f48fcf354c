"""`briefer init` and `briefer doctor`."""

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli import common


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(init)
    app.command()(doctor)


def init(
    directory: Annotated[Path, typer.Argument(help="The folder to make.")] = Path(),
) -> None:
    """Make a workspace: briefer.toml, audiences/, and folders for your own templates and prompts.

    Example: briefer init desk
    """
    from briefer.pipeline.workspace.starter import start_workspace  # noqa: PLC0415 - heavy

    for path in start_workspace(directory):
        typer.echo(path)
    typer.echo(
        f"A workspace is ready in {directory}: put articles into articles/ and run `briefer build`.",
        err=True,
    )


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say whether everything briefer needs is in place; exits 1 if something is not.

    Example: briefer doctor
    """
    from briefer.pipeline.workspace.doctor import examine  # noqa: PLC0415 - heavy

    findings = examine(common.workspace(context))
    for finding in findings:
        if as_json:
            common.print_json(finding.as_json())
        else:
            typer.echo(f"{'ok  ' if finding.good else 'BAD '} {finding.name}: {finding.says}")
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)
