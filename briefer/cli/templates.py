"""`briefer templates list|new|check`."""

from typing import Annotated

import typer

from briefer.cli import common

app = typer.Typer(help="Your own templates: list, start and check them.", no_args_is_help=True)


@app.command("list")
def list_(context: typer.Context) -> None:
    """List the templates by name, with the folder each comes from."""
    from briefer.render import list_templates  # noqa: PLC0415 - heavy

    for name, folder in list_templates(common.workspace(context).template_dirs):
        typer.echo(f"{name:<12} {folder}")


@app.command()
def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The new template's name.")],
    base: Annotated[str, typer.Option("--from", help="The template it builds on.")] = "default",
) -> None:
    """Start a template of your own in the workspace's templates/ folder.

    Example: briefer templates new embassy --from minister
    """
    from briefer.render import new_template  # noqa: PLC0415 - heavy

    for path in new_template(name, base, common.workspace(context).root / "templates"):
        typer.echo(path)


@app.command()
def check(context: typer.Context) -> None:
    """Check every template and prompt; exits 1 if one is broken."""
    from briefer.pipeline.checking import check_files  # noqa: PLC0415 - heavy

    problems = check_files(common.workspace(context))
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    typer.echo("all templates and prompts are sound", err=True)
