"""A briefing rendered: Markdown, HTML, plain text or JSON."""

import re
import traceback
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, TypeVar

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateNotFound, TemplateSyntaxError

from briefer.errors import TemplateError, UsageError
from briefer.models import Briefing
from briefer.render.environments import SHIPPED, SUFFIX, environment
from briefer.render.escaping import clean
from briefer.render.meter import Meter, metered
from briefer.render.options import FORMATS, RenderOptions
from briefer.render.sandbox import Sandbox
from briefer.render.viewing import Viewer

_VIEW = re.compile(r"'briefer\.[\w.]{0,60}\.(?P<name>\w{1,40}) object'")
T = TypeVar("T")

BLANK_LINES = {"md": 1, "txt": 2}  # at most so many together; empty blocks leave more
# What a template of any content can make Jinja or Python raise while it is compiled or rendered.
FAULTS = (
    JinjaError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)


def render(briefing: Briefing, fmt: str, options: RenderOptions | None = None) -> str:
    """Return the briefing in `fmt`: "md", "html", "txt" or "json".

    Raises:
        UsageError: there is no such format.
        TemplateError: the template is missing or broken, or does too much; the message gives
            file and line.
    """
    options = options or RenderOptions()
    if fmt not in FORMATS:
        raise UsageError(f"{fmt!r} is no format; there are {', '.join(FORMATS)}")
    if fmt == "json":
        return briefing.model_dump_json(indent=2) + "\n"
    viewer = Viewer(briefing, options)
    found = environment(options.template_dirs, fmt)
    meter = Meter if options.template_dirs else Meter.unlimited
    file = template_file(found, options.template, fmt)
    text = render_view(found, file, context_of(viewer), meter)
    if briefing.approval == "draft":
        text = _marked(text, fmt, viewer.words.say("draft_marking"))
    if fmt in BLANK_LINES:
        text = re.sub(rf"\n{{{BLANK_LINES[fmt] + 2},}}", "\n" * (BLANK_LINES[fmt] + 1), text)
    return text.strip("\n") + "\n"


def _marked(text: str, fmt: str, mark: str) -> str:
    """Return a draft's text; where its template does not say that it is one, this does."""
    if mark in text or escape(mark) in text:
        return text
    if fmt != "html":
        return f"{mark}\n\n{text}"
    shown = f"<p><strong>{escape(mark)}</strong></p>"
    opened = re.search(r"<body[^>]*>", text, re.IGNORECASE)
    at = opened.end() if opened else 0
    return f"{text[:at]}\n{shown}\n{text[at:]}"


def render_safely(
    briefing: Briefing, fmt: str, options: RenderOptions | None = None
) -> tuple[str, str | None]:
    """Return (text, note). A template of the user's that fails is replaced by the built-in one.

    The note, None where all went well, says what was wrong; the text says it too, among the gaps.

    Raises:
        UsageError: there is no such format.
        TemplateError: the built-in template fails too.
    """
    return made_safely(
        briefing, options or RenderOptions(), lambda told, chosen: render(told, fmt, chosen)
    )


def made_safely(
    briefing: Briefing, options: RenderOptions, make: Callable[[Briefing, RenderOptions], T]
) -> tuple[T, str | None]:
    """Return (what `make` makes, note), with the built-in template where the user's fails.

    Raises:
        TemplateError: the built-in template fails too.
    """
    try:
        return make(briefing, options), None
    except TemplateError as error:
        plain = options.built_in()
        if plain == options:
            raise
        note = f"The built-in template was used: {clean(str(error))}"
    noted = briefing.gaps.model_copy(update={"notes": (*briefing.gaps.notes, note)})
    return make(briefing.model_copy(update={"gaps": noted}), plain), note


def context_of(viewer: Viewer) -> dict[str, Any]:
    """Return the variables every template is given."""
    return {**viewer.view()._asdict(), "say": viewer.words.say}


def template_file(found: Sandbox, name: str, fmt: str) -> str:
    """Return the template of `name` for `fmt`; the default's where it has none of its own.

    Raises:
        TemplateError: there is no template of that name.
    """
    wanted = f"{name}/briefing.{fmt}{SUFFIX}"
    if has_template(found, wanted):
        return wanted
    if any(has_template(found, f"{name}/briefing.{other}{SUFFIX}") for other in FORMATS):
        return f"{SHIPPED}default/briefing.{fmt}{SUFFIX}"
    raise TemplateError(f"no template {name!r}; `briefer templates list` shows what there is")


def has_template(found: Sandbox, name: str) -> bool:
    """Return whether there is a file for the template `name`."""
    try:
        found.loader.find(name)  # type: ignore[union-attr] # our own loader
    except TemplateNotFound:
        return False
    return True


def render_view(
    found: Sandbox,
    file: str,
    context: Mapping[str, Any],
    meter: Callable[[], Meter] = Meter,
) -> str:
    """Return what template `file` makes of `context`, under a fresh meter.

    Raises:
        TemplateError: it is broken or does too much.
    """
    try:
        with metered(meter()):
            return str(found.get_template(file).render(context))
    except TemplateError as error:
        raise TemplateError(f"{_place(error, file)}: {error}") from error
    except FAULTS as error:
        raise TemplateError(f"{_place(error, file)}: {explain(error)}") from error


def explain(error: BaseException) -> str:
    """Return what went wrong, in words for the template's author."""
    if isinstance(error, RecursionError):
        return "templates, blocks or macros call themselves without end"
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    if isinstance(error, TemplateSyntaxError):
        return str(error.message)
    return _VIEW.sub(r"\g<name>", str(error)) or type(error).__name__


def place_of(error: BaseException) -> tuple[str, int]:
    """Return (file, line) of a fault in a template; ("", 0) where it can't be told."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(SUFFIX):
            return frame.filename, frame.lineno or 0
    return "", 0


def _place(error: BaseException, file: str) -> str:
    where, line = place_of(error)
    return f"{where or file}:{line}" if line else where or file
