"""`briefer articles`, `extract`, `check` and `stories`: what each stage makes of a text."""

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli import common, texts
from briefer.cli.terminal import say
from briefer.pipeline.workspace.inspection import (
    article_line,
    check_claims,
    extract_file,
    group_sources,
    list_articles,
)

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


def articles(
    context: typer.Context,
    date: Annotated[
        str | None, typer.Option(help="Only that day's: today, yesterday, YYYY-MM-DD.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the articles in the store, one a line: date and how it is known, kind, outlet, title, file, subject.

    With --json the text and the sentences' offsets too. A date in brackets is assumed.

    Example: briefer articles --date 2021-06-01 --json
    """
    space = common.working(common.workspace(context))
    for found in list_articles(space, date, common.now()):
        article = found.article
        if as_json:
            common.print_json(found.as_json())
        else:
            say(article_line(article))


def extract(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.")],
    engine: Annotated[str | None, typer.Option(help="extractive, openai or local.")] = None,
    model: Annotated[str | None, typer.Option(help="The model's name, or a .gguf file.")] = None,
    as_json: Json = False,
) -> None:
    """Print the checked key points of a document, the most important first.

    Example: briefer extract story.txt --json
    """
    flags = {"engine.name": engine, "engine.model": common.model_name(model)}
    for found in extract_file(common.workspace(context, flags), file, common.now()):
        if as_json:
            common.print_json(found.as_json())
        else:
            say(texts.extracted(found))


def check(
    article: Annotated[Path, typer.Option(help="The article.")],
    claims: Annotated[Path, typer.Option(help='.jsonl: {"text":…, "evidence":[numbers]} a line.')],
    as_json: Json = False,
) -> None:
    """Check claims against an article; exits 1 if one is rejected.

    Without "evidence" the best supporting sentences are looked for.

    Example: briefer check --article story.txt --claims claims.jsonl --json
    """
    rejected = False
    found = check_claims(common.existing(article), common.existing(claims), common.now())
    for one in found:
        result = one.check
        rejected = rejected or result.status == "rejected"
        if as_json:
            common.print_json(one.as_json())
        else:
            say(f"{result.status:<9} {result.score:.2f}  {one.text}")
            for problem in result.problems:
                say(f"          {problem.code}: {problem.explanation}")
    if rejected:
        raise typer.Exit(1)


def stories(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, globs.")],
    as_json: Json = False,
) -> None:
    """Group articles into stories and find reprints, without touching the store.

    Example: briefer stories articles/ --json
    """
    for group in group_sources(sources, common.now(), common.report_failure):
        if as_json:
            common.print_json(group.as_json())
        else:
            say(f"{group.id}  {group.title}  ({len(group.articles)} articles)")
