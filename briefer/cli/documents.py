"""`briefer docs`: the documents that came with this copy."""

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown

from briefer.cli.terminal import say
from briefer.errors import UsageError
from briefer.resources import bundled


def docs(
    topic: Annotated[str, typer.Argument(help="The document to print; none lists them.")] = "",
) -> None:
    """Print a document of this copy of briefer, or list them all.

    Examples:

      briefer docs

      briefer docs mail

      briefer docs audiences | less
    """
    pages = {path.stem: path for path in sorted(bundled("docs").glob("*.md"))}
    if not topic:
        width = max(map(len, pages))
        for name, path in pages.items():
            say(f"{name:<{width}}  {_heading(path)}")
        return
    page = pages.get(topic.removesuffix(".md").lower())
    if page is None:
        near = difflib.get_close_matches(topic, pages, 1)
        hint = f"did you mean {near[0]}?" if near else "`briefer docs` lists what there is"
        msg = f"there is no document {topic!r}: {hint}"
        raise UsageError(msg)
    text = page.read_text(encoding="utf-8")
    if sys.stdout.isatty():
        Console().print(Markdown(text))
    else:
        say(text.rstrip())


def _heading(path: Path) -> str:
    """Return the first heading of a document, without its mark."""
    with path.open(encoding="utf-8") as lines:
        return next((line.lstrip("# ").strip() for line in lines if line.startswith("#")), "")
