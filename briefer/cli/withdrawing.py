"""`briefer withdraw`: take an article back, and its claims with it."""

from typing import Annotated

import typer

from briefer.cli import common
from briefer.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(withdraw)


def withdraw(  # noqa: PLR0913, PLR0917 - a command has as many parameters as it has options
    context: typer.Context,
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID",
            help="An article's id or its beginning, or its address, file or own id.",
            show_default=False,
        ),
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, as readers will see it.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the article in again.")] = False,
    copies: Annotated[
        bool, typer.Option("--copies", help="The same for edited and cut copies of the text.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="List what is withdrawn.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Withdraw an article: its claims leave all briefings built from now on.

    Prints every stored briefing that rests on it, and whether it was mailed; the next briefing
    of each audience says what was withdrawn and why. What was sent stays as it was sent. By an
    address or a file only the text there is withdrawn, where other outlets carry it too.

    Examples:

      briefer withdraw a3f9c1 --why "retracted by the outlet"

      briefer withdraw https://example.org/2021/06/01/report --why "the quotation was invented"

      briefer withdraw a3f9c1 --undo

      briefer withdraw --list
    """
    from briefer.cli import texts  # noqa: PLC0415 - heavy
    from briefer.pipeline.workspace.withdrawals import Word  # noqa: PLC0415 - heavy
    from briefer.pipeline.workspace.withdrawals import withdraw as take_back  # noqa: PLC0415 - heavy

    if listed:
        _show_list(context, as_json=as_json)
        return
    if not articles:
        raise UsageError("which article? give its id, or --list to see what is withdrawn")
    word = Word(tuple(articles), why, undo=undo, copies=copies)
    effects = take_back(common.workspace(context), word, common.now())
    if as_json:
        for effect in effects:
            common.print_json(effect.as_json())
    else:
        typer.echo(texts.withdrawn(effects))


def _show_list(context: typer.Context, *, as_json: bool) -> None:
    from briefer.pipeline.build.retractions import named  # noqa: PLC0415 - heavy
    from briefer.pipeline.workspace.withdrawals import withdrawals  # noqa: PLC0415 - heavy

    for one in withdrawals(common.workspace(context)):
        if as_json:
            common.print_json(one.as_json())
        else:
            where = named(one.article, one.withdrawal.location)
            typer.echo(f"{one.article.id}  {where}: {one.withdrawal.why}")
