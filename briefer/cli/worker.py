"""`briefer worker` and `briefer backfill`."""

from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.pipeline.run.worker import work


def worker(
    context: typer.Context,
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="End when there is no job left.")
    ] = False,
) -> None:
    """Do the jobs that builds leave in a shared store, on any host, until told to end.

    A build of any desk hands the reading of many articles over to workers where there are some:
    what is found in them, their key points and the checks of these. Start one for each processor.
    Killed at any moment, its jobs are taken over; what it has stored stays.

    Examples:

      briefer worker

      briefer worker --until-idle
    """
    done = work(common.workspace(context), common.Notes(), until_idle=until_idle)
    say(f"{done} jobs done")
