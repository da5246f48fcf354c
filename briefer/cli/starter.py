"""`briefer init`: a workspace to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.terminal import say
from briefer.pipeline.workspace.starter import CUTOFF, local_zone, start_workspace


def init(
    directory: Annotated[Path, typer.Argument(help="The folder to make.")] = Path(),
) -> None:
    """Make a workspace: briefer.toml, audiences/, and folders for your own templates and prompts.

    Example: briefer init desk
    """
    for path in start_workspace(directory):
        say(path)
    say(
        f"A workspace is ready in {directory}: put articles into articles/ and run `briefer build`. "
        f"A day's edition covers the 24 hours up to {CUTOFF} ({local_zone()}); briefer.toml sets both.",
        err=True,
    )
