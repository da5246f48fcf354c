"""`briefer serve`: the reading room."""

from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.web.server import serve as run


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 8765. 0 takes any that is free.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the address as JSON.")] = False,
) -> None:
    """Open the reading room in a browser: briefings, stories, articles, search, review.

    Only this machine can reach it, unless --host says otherwise; then a token is asked for, which
    BRIEFER_SERVE__TOKEN sets. Ctrl-C ends it.

    Examples:

      briefer serve

      BRIEFER_SERVE__TOKEN=... briefer serve --host 0.0.0.0
    """
    space = common.workspace(context, {"serve.host": host, "serve.port": port})

    def ready(address: str) -> None:
        if as_json:
            common.print_json({"url": address})
        else:
            say(address)
            say("Open this address in a browser; Ctrl-C ends it.", err=True)

    run(space, ready)
