"""Finds, loads and compiles templates: a workspace's folders first, the bundled one last."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from markupsafe import Markup, escape

from briefer.render import escaping
from briefer.render.filters import text_of
from briefer.render.sandbox import Sandbox
from briefer.resources import bundled

MAX_FILE = 256_000  # bytes of one template file
SHIPPED = "bundled/"  # "bundled/default/…" is always the shipped file, whoever overrides it
SUFFIX = ".j2"


class Loader(BaseLoader):
    """Reads `.j2` files out of `folders`, the first that has one; never from anywhere else."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)

    def find(self, template: str) -> Path:
        """Return the file of `template`.

        Raises:
            TemplateNotFound: no folder has it, or it leads out of its folder.
        """
        shipped = template.startswith(SHIPPED)
        folders = (bundled("templates"),) if shipped else self.folders
        parts = split_template_path(template.removeprefix(SHIPPED) if shipped else template)
        for folder in folders:
            path = folder.joinpath(*parts)
            if path.suffix == SUFFIX and path.is_file() and _inside(path, folder):
                return path
        raise TemplateNotFound(template, f"no template file {template}")

    def list_templates(self) -> list[str]:
        """Return the names of all templates there are."""
        paths = ((p, folder) for folder in self.folders for p in folder.rglob(f"*{SUFFIX}"))
        return sorted({path.relative_to(folder).as_posix() for path, folder in paths})

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja's signature
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return source, file name and a function that says whether it is unchanged."""
        path = self.find(template)
        state = path.stat()
        if state.st_size > MAX_FILE:
            raise TemplateSyntaxError(f"more than {MAX_FILE:,} bytes", 1, template, str(path))
        try:
            source = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise TemplateSyntaxError(f"no UTF-8 ({error})", 1, template, str(path)) from error

        def unchanged() -> bool:
            return path.is_file() and path.stat().st_mtime_ns == state.st_mtime_ns

        return source, str(path), unchanged


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def folders_of(dirs: Sequence[Path]) -> tuple[Path, ...]:
    """Return where templates are looked for: `dirs`, then the bundled folder."""
    return (*dirs, bundled("templates"))


@lru_cache(maxsize=32)
def environment(dirs: tuple[Path, ...], fmt: str) -> Sandbox:
    """Return the environment for `fmt`; compiled templates stay with it until a file changes."""
    return Sandbox(Loader(folders_of(dirs)), _ESCAPES[fmt])


@lru_cache(maxsize=32)
def shipped_ready(dirs: tuple[Path, ...], template: str) -> None:
    """Compile the shipped templates that an edition by `template` may use, those of ours alone.

    What a workspace has in their place is compiled where it can be ended: in a child process.
    """
    for fmt in _ESCAPES:
        found = environment(dirs, fmt)
        names = [
            f"{folder}/briefing.{fmt}{SUFFIX}" for folder in dict.fromkeys((template, "default"))
        ]
        names += [f"{SHIPPED}{name}" for name in names] if dirs else []
        names += [f"_shared/macros.{fmt}{SUFFIX}"]
        names += [
            f"_shared/{name}{SUFFIX}" for name in ("charts.html", "style.css") if fmt == "html"
        ]
        for name in names:
            with suppress(TemplateNotFound):
                if _inside(found.loader.find(name), bundled("templates")):  # type: ignore[union-attr] # ours
                    found.get_template(name)


def _html(value: Any) -> Markup:
    return value if type(value) is Markup else escape(text_of(value))


def _markdown(value: Any) -> Markup:
    if type(value) is Markup:
        return value
    return Markup(escaping.escape_markdown(text_of(value)))  # noqa: S704 - escaped for Markdown


def _plain(value: Any) -> Markup:
    if type(value) is Markup:
        return value
    return Markup(text_of(value))  # noqa: S704 - plain text needs no escaping


_ESCAPES: dict[str, Callable[[Any], Markup]] = {"html": _html, "md": _markdown, "txt": _plain}
