"""`briefer verify`: the proof of a finished briefing."""

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli import common, texts
from briefer.cli.terminal import say
from briefer.pipeline.workspace.certificate import verify_briefing


def verify(
    context: typer.Context,
    briefing: Annotated[Path, typer.Argument(help="A briefing's .json file.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check every printed claim of a briefing again, against the store, offline.

    Prints a certificate; exits 1 if a claim is not supported.

    Example: briefer verify briefings/2021-06-01/default.json
    """
    certificate = verify_briefing(common.workspace(context), common.existing(briefing))
    if as_json:
        common.print_json(certificate.as_json())
    else:
        say(texts.certificate(certificate))
    if not certificate.good:
        raise typer.Exit(1)
