"""The one way to a terminal or a pipe: what is printed steers nothing and holds no credential."""

import sys
import traceback
from types import TracebackType

import typer

from briefer.controls import printable, printable_json
from briefer.credentials import scrub


def say(message: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a message: controls are made visible; credentials leave what goes to standard error.

    What goes to standard output is data, as it is stored, but for controls.
    """
    text = str(message)
    typer.echo(printable(scrub(text) if err else text), err=err, nl=nl)  # noqa: TID251 - here


def say_json(line: str) -> None:
    """Print a line of JSON; controls are escaped, as JSON escapes them."""
    typer.echo(printable_json(line))  # noqa: TID251 - here


def crashed(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
    """Print what Python says of a fault of ours, as all is printed (`sys.excepthook`)."""
    lines = traceback.format_exception(kind, error, place)
    sys.stderr.write(printable(scrub("".join(lines))))
