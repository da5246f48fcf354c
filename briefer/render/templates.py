"""The templates of a workspace: listed, started and checked."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes
from jinja2 import meta as jinja_meta

from briefer.errors import TemplateError
from briefer.models import Briefing
from briefer.render.environments import SUFFIX, environment, folders_of
from briefer.render.options import RenderOptions, template_name
from briefer.render.rendering import (
    FAULTS,
    Rendering,
    explain,
    has_template,
    place_of,
)
from briefer.render.sandbox import Sandbox
from briefer.render.trying import MAIL, TEXT_FORMATS, TemplateProblem, located, trial
from briefer.render.viewing import Viewer
from briefer.render.words import FILE as WORDS
from briefer.render.words import lacking
from briefer.resources import bundled

EXAMPLE = Path("_shared") / "example.json"
STARTER = """\
{{# {name}: what is not overridden here is as in {base}. templates/README.md of briefer lists the
   blocks, variables and macros; `briefer templates check` tries the result on an example. #}}
{{% extends "{parent}/{file}" %}}

{{# Take a block away by leaving it empty, or put something before or after it:

{{% block bottom_line %}}
{{{{ super() }}}}
{{% endblock %}}
#}}
"""


def list_templates(dirs: Sequence[Path] = ()) -> list[tuple[str, Path]]:
    """Return each template's name and folder, by name; the first folder that has it counts."""
    found: dict[str, Path] = {}
    for folder in folders_of(dirs):
        for path in _template_folders(folder):
            found.setdefault(path.name, folder)
    return sorted(found.items())


def _template_folders(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and any((path / f"briefing.{f}{SUFFIX}").is_file() for f in TEXT_FORMATS):
            yield path


def new_template(name: str, base: str, into: Path) -> list[Path]:
    """Write `into/name/briefing.{html,md,txt}.j2`, each extending `base`; return the files.

    A mail of the base's own (`email.html.j2`) is extended too.

    Raises:
        TemplateError: the name is taken or no name, or there is no template `base`.
    """
    try:
        template_name(name)
    except ValueError as error:
        raise TemplateError(str(error)) from error
    known = dict(list_templates([into]))
    if base not in known:
        raise TemplateError(f"no template {base!r} to start from; there are {', '.join(known)}")
    folder = into / name
    if folder.exists():
        raise TemplateError(f"{folder} is there already; choose another name or remove it")
    # A template that takes the place of a shipped one must not extend itself.
    shipped = (bundled("templates") / base).is_dir() and known[base] == bundled("templates")
    parent = f"bundled/{base}" if shipped else base
    names = [f"briefing.{fmt}{SUFFIX}" for fmt in TEXT_FORMATS]
    if (known[base] / base / MAIL).is_file():
        names.append(MAIL)
    files = [folder / file for file in names]
    try:
        folder.mkdir(parents=True)
        for file in files:
            text = STARTER.format(name=name, base=base, parent=parent, file=file.name)
            file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TemplateError(f"{folder} can't be written: {error}") from error
    return files


def example() -> Briefing:
    """Return the bundled example briefing: every kind of content, nothing of it real."""
    path = bundled("templates") / EXAMPLE
    return Briefing.model_validate_json(path.read_text(encoding="utf-8"))


def check_templates(
    dirs: Sequence[Path] = (), languages: Sequence[str] = ()
) -> list[TemplateProblem]:
    """Return what is wrong with the templates in `dirs`, or with the bundled ones if none given.

    `languages` are those that the workspace's audiences read.

    Looked for: broken syntax, variables and attributes that are not there, formats without a
    file, words that are no words, whatever fails when the example briefing is rendered, pictures
    without words, pages without end, and mails that have to be cut.
    """
    problems: list[TemplateProblem] = []
    folders = tuple(dirs) or (bundled("templates"),)
    for folder in folders:
        problems += _words_problems(folder, tuple(dirs), languages)
        for path in sorted(folder.rglob(f"*{SUFFIX}")) if folder.is_dir() else ():
            problems += _file_problems(folder, path, tuple(dirs))
        for template in _template_folders(folder):
            problems += _missing(template)
            problems += trial(template, tuple(dirs), example())
    return list(dict.fromkeys(problems))


def _missing(template: Path) -> Iterator[TemplateProblem]:
    for fmt in TEXT_FORMATS:
        if not (template / f"briefing.{fmt}{SUFFIX}").is_file():
            message = f"has no briefing.{fmt}{SUFFIX}: the default's would be used"
            yield TemplateProblem(str(template), 0, message)


def _words_problems(
    folder: Path, dirs: tuple[Path, ...], languages: Sequence[str]
) -> Iterator[TemplateProblem]:
    if not (folder / WORDS).is_file():
        return
    try:
        Viewer(example(), RenderOptions(template_dirs=dirs))
        for message in lacking(folder, dirs, languages) if dirs else ():
            yield TemplateProblem(str(folder / WORDS), 0, message)
    except TemplateError as error:
        yield located(str(error), folder / WORDS)


def _file_problems(folder: Path, path: Path, dirs: tuple[Path, ...]) -> Iterator[TemplateProblem]:
    """Yield what is wrong with one file as it stands: syntax, and variables nobody gives."""
    fmt = next((fmt for fmt in TEXT_FORMATS if f".{fmt}." in path.name), "html")
    found = environment(dirs, fmt)
    name = path.relative_to(folder).as_posix()
    try:
        source, file, _ = found.loader.get_source(found, name)  # type: ignore[union-attr] # ours
        if file != str(path):
            return  # another folder's file is used in its place, and is checked there
        tree = found.parse(source, name, file)
        found.compile(source, name, file)
    except TemplateNotFound:
        yield TemplateProblem(str(path), 0, "can't be read: it leads out of its folder")
    except FAULTS as error:
        yield TemplateProblem(str(path), place_of(error)[1], explain(error))
    else:
        yield from _strangers(found, tree, source, path)


def _strangers(
    found: Sandbox, tree: nodes.Template, source: str, path: Path
) -> Iterator[TemplateProblem]:
    """Yield the variables of a template that no briefing gives."""
    if path.parent.name == "_shared":
        return  # a partial gets what its users hand over
    given = {*Rendering(example()).context, *found.globals}
    given |= _assigned(found, tree, set())
    for name in sorted(jinja_meta.find_undeclared_variables(tree) - given):
        at = re.search(rf"\b{re.escape(name)}\b", source)
        line = source.count("\n", 0, at.start()) + 1 if at else 0
        yield TemplateProblem(str(path), line, f"{name!r} is no variable of a briefing")


def _assigned(found: Sandbox, tree: nodes.Template, seen: set[str]) -> set[str]:
    """Return the names that a template, or one it builds on, sets, loops over or imports."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    names |= {node.target for node in tree.find_all(nodes.Import)}
    for name in jinja_meta.find_referenced_templates(tree):
        if name is None or name in seen or not has_template(found, name):
            continue
        seen.add(name)
        source, file, _ = found.loader.get_source(found, name)  # type: ignore[union-attr] # ours
        with suppress(TemplateSyntaxError):  # reported where that file itself is checked
            names |= _assigned(found, found.parse(source, name, file), seen)
    return names
