"""`briefer doctor`: whether everything is in place."""

from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.pipeline.run.doctor import examine


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say whether everything briefer needs is in place; exits 1 if something is not.

    Example: briefer doctor
    """
    findings = examine(common.workspace(context))
    for finding in findings:
        if as_json:
            common.print_json(finding.as_json())
        else:
            say(f"{'ok  ' if finding.good else 'BAD '} {finding.name}: {finding.says}")
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)
