"""Prompts: Jinja files, found in a list of folders, versioned by content.

Each prompt has a system part (the static prefix, which servers cache), a user part, and worked
examples as data. The first folder that has a file wins; the bundled prompts come last.
A prompt folder may come from anywhere, so a prompt can put in what it is given and choose between
texts by it; it can't loop, call or reckon, and so ends at once, however it is written.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, TemplateAssertionError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from briefer.errors import TemplateError
from briefer.llm import examples
from briefer.llm.requests import Message
from briefer.resources import bundled

SYSTEM = frozenset({"language", "example"})
VARIABLES: dict[str, frozenset[str]] = {  # what each file may use
    "extract.system.jinja": SYSTEM,
    "extract.user.jinja": frozenset({"fence", "articles", "limit"}),
    "compose.system.jinja": SYSTEM,
    "compose.user.jinja": frozenset({"fence", "points", "limit"}),
    "bottom_line.system.jinja": SYSTEM,
    "bottom_line.user.jinja": frozenset({"fence", "points", "limit"}),
    "judge.system.jinja": SYSTEM,
    "judge.user.jinja": frozenset({"fence", "claims", "limit"}),
    "repair.user.jinja": frozenset({"fence", "lines", "refused", "form"}),
    "retry.user.jinja": frozenset({"problem"}),
}
LINES = {  # what each prompt calls the lines of data it is given
    "extract": "articles",
    "compose": "points",
    "bottom_line": "points",
    "judge": "claims",
}
EXAMPLES = tuple(LINES)
REPAIR = "repair.user.jinja"
MAX_BYTES = 200_000  # of one prompt file
MAX_PROMPT = 8_000_000  # characters of a prompt filled in
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If),
    *(nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Test),
    nodes.Filter,
)
_FILTERS = frozenset({"capitalize", "default", "length", "lower", "trim", "upper"})


class Prompt(NamedTuple):
    """The files of one prompt. `hash` is its version."""

    system: str
    user: str
    example: str
    hash: str


class Prompts:
    """The prompts of a workspace (or an audience): `folders` first, the bundled ones last."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = (*folders, bundled("prompts"))
        self._loaded: dict[str, Prompt] = {}

    def prompt(self, name: str) -> Prompt:
        """Return prompt `name` and its version.

        Raises:
            TemplateError: a file is missing, too long, or its examples are broken.
        """
        if name not in self._loaded:
            system, user = self.source(f"{name}.system.jinja"), self.source(f"{name}.user.jinja")
            raw = self.source(f"{name}.examples.json")
            try:
                shown = examples.show(name, json.loads(raw))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                where = self.find(f"{name}.examples.json")
                raise TemplateError(f"{where}: broken examples ({error!r})") from error
            digest = hashlib.sha256(f"{system}\x00{user}\x00{raw}".encode()).hexdigest()
            self._loaded[name] = Prompt(system, user, shown, digest[:16])
        return self._loaded[name]

    def messages(self, name: str, language: str, **values: object) -> tuple[Message, ...]:
        """Return prompt `name` as messages: the static system part, and the user part.

        Raises:
            TemplateError: a file is missing or broken, or uses what is not there.
        """
        prompt = self.prompt(name)
        system = self._render(
            f"{name}.system.jinja",
            prompt.system,
            {"language": language, "example": prompt.example},
        )
        user = self._render(f"{name}.user.jinja", prompt.user, values)
        return Message("system", system), Message("user", user)

    def repair(self, name: str, language: str, **values: object) -> tuple[Message, ...]:
        """Return the question that has claims put right which prompt `name` brought.

        Its static part is that prompt's own, which the server has in its cache.

        Raises:
            TemplateError: a file is missing or broken, or uses what is not there.
        """
        prompt = self.prompt(name)
        static = {"language": language, "example": prompt.example}
        system = self._render(f"{name}.system.jinja", prompt.system, static)
        user = self._render(REPAIR, self.source(REPAIR), values)
        return Message("system", system), Message("user", user)

    def repair_hash(self, name: str) -> str:
        """Return the version of the question that has claims of prompt `name` put right."""
        whole = f"{self.prompt(name).hash}\x00{self.source(REPAIR)}"
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    def retry(self, problem: str) -> str:
        """Return the words of the second turn, after a reply that can't be used."""
        name = "retry.user.jinja"
        return self._render(name, self.source(name), {"problem": problem})

    def find(self, file: str) -> Path:
        """Return the first folder's `file`.

        Raises:
            TemplateError: no folder has it.
        """
        for folder in self.folders:
            if (folder / file).is_file():
                return folder / file
        raise TemplateError(f"no prompt file {file} in {self.folders[-1]}: reinstall briefer")

    def source(self, file: str) -> str:
        """Return the text of `file`.

        Raises:
            TemplateError: it is missing, too long, or no UTF-8.
        """
        path = self.find(file)
        try:
            raw = path.read_bytes()
            if len(raw) > MAX_BYTES:
                raise TemplateError(f"{path}: a prompt of more than {MAX_BYTES} bytes")
            return raw.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TemplateError(f"{path}: can't be read ({error})") from error

    @cached_property
    def environment(self) -> SandboxedEnvironment:
        """The Jinja environment: sandboxed, and an unknown variable is an error."""
        return _Environment(
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,
        )

    def _render(self, file: str, source: str, values: dict[str, Any]) -> str:
        try:
            template = self._compiled.get(source)
            if template is None:
                template = self._compiled[source] = self.environment.from_string(source)
            text = _joined(template.generate(values)).strip()
            text.encode()
        except Exception as error:
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 0
            where = f"{self.find(file)}:{line}" if line else str(self.find(file))
            raise TemplateError(f"{where}: {error}; `briefer templates check` says more") from error
        return text

    @cached_property
    def _compiled(self) -> dict[str, Any]:
        return {}


class _Environment(SandboxedEnvironment):
    """Takes templates of texts, variables and choices only."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                what = type(node).__name__.lower()
                raise TemplateAssertionError(f"{what} is not allowed in a prompt", node.lineno)
            if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
                raise TemplateAssertionError(f"no filter {node.name} in a prompt", node.lineno)
        return tree


def _joined(parts: Iterable[str]) -> str:
    """Return the parts of a prompt as one text.

    Raises:
        ValueError: it is longer than any model takes.
    """
    kept, size = [], 0
    for part in parts:
        size += len(part)
        if size > MAX_PROMPT:
            raise ValueError(f"a prompt of more than {MAX_PROMPT:,} characters")
        kept.append(part)
    return "".join(kept)


def check_prompts(folders: Sequence[Path] = ()) -> list[str]:
    """Return what is wrong with the prompts that `folders` (and the bundled ones) give.

    Looked for: files that belong to no prompt, files that can't be read, broken Jinja, variables
    that are not there, and examples that break the rules they teach.
    """
    prompts = Prompts(folders)
    found = [problem for folder in folders for problem in _strangers(folder)]
    for file in VARIABLES:
        found += _template_problems(prompts, file)
    for name in EXAMPLES:
        file = f"{name}.examples.json"
        try:
            wrong = examples.problems(name, prompts.source(file))
            found += [f"{prompts.find(file)}: {problem}" for problem in wrong]
        except TemplateError as error:
            found.append(str(error))
    return found


def _strangers(folder: Path) -> list[str]:
    known = {*VARIABLES, *(f"{name}.examples.json" for name in EXAMPLES), "README.md"}
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        f"{path}: no prompt has a file of this name; there are {', '.join(sorted(known))}"
        for path in paths
        if path.is_file() and path.name not in known and not path.name.startswith(".")
    ]


def _template_problems(prompts: Prompts, file: str) -> list[str]:
    try:
        tree = prompts.environment.parse(prompts.source(file))
    except TemplateError as error:
        return [str(error)]
    except TemplateSyntaxError as error:
        return [f"{prompts.find(file)}, line {error.lineno}: {error.message}"]
    except Exception as error:  # noqa: BLE001 - a prompt of any content
        return [f"{prompts.find(file)}: {type(error).__name__}: {error}"]
    unknown = sorted(meta.find_undeclared_variables(tree) - VARIABLES[file])
    allowed = ", ".join(sorted(VARIABLES[file]))
    return [f"{prompts.find(file)}: no variable {name}; there are {allowed}" for name in unknown]
