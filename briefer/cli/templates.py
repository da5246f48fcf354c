"""`briefer templates list|new|check`."""

from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.pipeline.workspace.templates import check_files
from briefer.render import list_templates, new_template

app = typer.Typer(help="Your own templates: list, start and check them.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


@app.command("list")
def list_(context: typer.Context, as_json: Json = False) -> None:
    """List the templates by name, with the folder each comes from.

    Examples:

      briefer templates list

      briefer templates list --json
    """
    for name, folder in list_templates(common.workspace(context).template_dirs):
        if as_json:
            common.print_json({"name": name, "folder": str(folder)})
        else:
            say(f"{name:<12} {folder}")


@app.command()
def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The new template's name.")],
    base: Annotated[str, typer.Option("--from", help="The template it builds on.")] = "default",
) -> None:
    """Start a template of your own in the workspace's templates/ folder.

    It extends the other and changes nothing yet. An audience uses it with template = "NAME".

    Examples:

      briefer templates new embassy --from minister

      briefer templates new press --from press
    """
    for path in new_template(name, base, common.workspace(context).root / "templates"):
        say(path)


@app.command()
def check(context: typer.Context, as_json: Json = False) -> None:
    """Check every template, prompt and audience file; exits 1 if one is broken.

    Each problem is named with file and line: syntax, variables that are not there, missing
    formats, pictures without words, pages or mails that are too long, wrong settings.

    Examples:

      briefer templates check

      briefer templates check --json
    """
    problems = check_files(common.workspace(context))
    for problem in problems:
        if as_json:
            common.print_json({"problem": problem})
        else:
            say(problem)
    if problems:
        raise typer.Exit(1)
    say("all templates, prompts and audiences are sound", err=True)
