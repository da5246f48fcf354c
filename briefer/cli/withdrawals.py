"""`briefer withdraw`: take an article back, and its claims with it."""

from typing import Annotated

import typer

from briefer.cli import common, texts
from briefer.cli.terminal import say
from briefer.errors import UsageError
from briefer.pipeline.build.retractions import named
from briefer.pipeline.workspace.withdrawals import WithdrawalRequest, withdrawals
from briefer.pipeline.workspace.withdrawals import withdraw as take_back


def withdraw(
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
    if listed:
        _show_list(context, as_json=as_json)
        return
    if not articles:
        raise UsageError("which article? give its id, or --list to see what is withdrawn")
    word = WithdrawalRequest(tuple(articles), why, undo=undo, copies=copies)
    effects = take_back(common.workspace(context), word, common.now())
    if as_json:
        for effect in effects:
            common.print_json(effect.as_json())
    else:
        say(texts.withdrawn(effects))


def _show_list(context: typer.Context, *, as_json: bool) -> None:
    for one in withdrawals(common.workspace(context)):
        if as_json:
            common.print_json(one.as_json())
        else:
            where = named(one.article, one.withdrawal.location)
            say(f"{one.article.id}  {where}: {one.withdrawal.why}")
