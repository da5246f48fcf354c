"""`briefer preview`: a page that reloads as templates change."""

from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.pipeline.workspace.preview import Preview
from briefer.web.preview import serve_preview


def preview(
    context: typer.Context,
    date: Annotated[
        str | None,
        typer.Option(
            help="today, yesterday or YYYY-MM-DD.", show_default="the last one that was built"
        ),
    ] = None,
    audience: Annotated[
        str | None, typer.Option(help="The audience.", show_default="the workspace's first")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: a free one.")] = 0,
) -> None:
    """Show a stored briefing in a browser and reload it when a template or audience changes.

    No engine is asked: what a change needs one for is said on the page. A template's fault is
    shown with file and line. Only this machine can open the page. Ctrl-C ends it.

    Examples:

      briefer preview

      briefer preview --date 2021-06-01 --audience minister --port 8765
    """
    root = common.working(common.workspace(context)).root
    serve_preview(Preview(root, audience, date, common.now()), port, say)
