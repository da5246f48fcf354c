"""What the commands of `briefer review` share: which edition, who acts, and what is said after."""

import datetime as dt
import os
import sys
from typing import TYPE_CHECKING

import typer

from briefer.cli import common

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefer.models import Edition
    from briefer.pipeline.review.drafts import By, Draft
    from briefer.settings import Workspace


def act(
    context: typer.Context,
    edition: tuple[str | None, str | None],
    person: tuple[str | None, int | None],
    do: "Callable[[Workspace, Edition, By], Draft]",
    *,
    as_json: bool,
) -> None:
    """Do something to a draft and say how it stands then."""
    from briefer.cli.drafts import news  # noqa: PLC0415 - heavy
    from briefer.pipeline.review.drafts import By  # noqa: PLC0415 - heavy

    space = common.workspace(context)
    ref = edition_of(space, *edition)
    name, revision = person
    draft = do(space, ref, By(who(name), common.now(), revision))
    if as_json:
        stands = {"audience", "date", "state", "revision", "sealed"}
        common.print_json(draft.model_dump(mode="json", include=stands))
    else:
        typer.echo("\n".join(news(draft)))


def edition_of(space: "Workspace", date: str | None, audience: str | None) -> "Edition":
    """Return the edition that is meant."""
    from briefer.pipeline.build.selection import date_of  # noqa: PLC0415 - heavy
    from briefer.pipeline.review.actions import find  # noqa: PLC0415 - heavy

    day: dt.date | None = date_of(date, dt.UTC, common.now()) if date else None
    return find(space, audience, day)


def who(named: str | None) -> str:
    """Return who acts."""
    from briefer.pipeline.review.people import person  # noqa: PLC0415 - heavy

    return person(named, os.environ)


def text_of(given: str) -> str:
    """Return a text given as an argument, or by standard input."""
    return sys.stdin.read(100_000) if given == "-" else given
