"""A briefing rendered: Markdown, HTML, plain text or JSON.

All formats of an edition show one view of it, and that view is most of the work they share: a
`Rendering` makes it once and hands it to each. It lives as long as whoever holds it, so that a
template, an audience or a briefing that changes is met by a new one.
"""

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import TemplateNotFound, TemplateSyntaxError

from briefer.errors import TemplateError, UsageError
from briefer.models import Briefing
from briefer.render.confinement import confined
from briefer.render.environments import SHIPPED, SUFFIX, environment, shipped_ready
from briefer.render.escaping import clean
from briefer.render.meter import Meter, metered
from briefer.render.options import FORMATS, RenderOptions
from briefer.render.sandbox import Sandbox
from briefer.render.viewing import Viewer
from briefer.render.views import View

_VIEW = re.compile(r"'briefer\.[\w.]{0,60}\.(?P<name>\w{1,40}) object'")
_SURROGATE = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2}")
T = TypeVar("T")

BLANK_LINES = {"md": 1, "txt": 2}  # at most so many together; empty blocks leave more
# What a template of any content can make Jinja or Python raise while it is compiled or rendered.
FAULTS = (Exception,)


class Rendering:
    """One briefing under its options, in as many formats as are asked for."""

    def __init__(self, briefing: Briefing, options: RenderOptions | None = None) -> None:
        self.briefing = briefing
        self.options = options or RenderOptions()
        self._stand_ins: dict[str, Rendering] = {}

    @cached_property
    def viewer(self) -> Viewer:
        """What made the view: its words and dates.

        Raises:
            TemplateError: a words file can't be read.
        """
        return Viewer(self.briefing, self.options)

    @cached_property
    def view(self) -> View:
        """What every template is given; made on first use, and then shared.

        Raises:
            TemplateError: a words file can't be read, or lacks words.
        """
        return self.viewer.view()

    @cached_property
    def context(self) -> dict[str, Any]:
        """The variables every template is given, by name."""
        return {**self.view._asdict(), "say": self.viewer.words.say}

    def text(self, fmt: str) -> str:
        """Return the briefing in `fmt`: "md", "html", "txt" or "json".

        Raises:
            UsageError: there is no such format.
            TemplateError: the template is missing or broken, or does too much; the message gives
                file and line.
        """
        if fmt not in FORMATS:
            raise UsageError(f"{fmt!r} is no format; there are {', '.join(FORMATS)}")
        if fmt == "json":
            return self.briefing.model_dump_json(indent=2) + "\n"
        found = environment(self.options.template_dirs, fmt)
        meter = Meter if self.options.template_dirs else Meter.unlimited
        file = template_file(found, self.options.template, fmt)
        text = render_view(found, file, self.context, meter)
        if self.briefing.approval == "draft":
            text = _marked(text, fmt, self.viewer.words.say("draft_marking"))
        if fmt in BLANK_LINES:
            text = re.sub(rf"\n{{{BLANK_LINES[fmt] + 2},}}", "\n" * (BLANK_LINES[fmt] + 1), text)
        return text.strip("\n") + "\n"

    def safely(self, make: "Callable[[Rendering], T]") -> tuple[T, str | None]:
        """Return (what `make` makes of this, note), by the built-in template where ours fails.

        The note, None where all went well, says what was wrong; the edition says it too, among
        the gaps.

        Raises:
            TemplateError: the built-in template fails too.
        """
        try:
            return self.confined(lambda: make(self)), None
        except TemplateError as error:
            if self.options.built_in() == self.options:
                raise
            note = f"The built-in template was used: {clean(str(error))}"
        return make(self.stand_in(note)), note

    def confined(self, make: Callable[[], T]) -> T:
        """Return what `make` makes with this, where templates of a workspace's can be ended.

        Raises:
            TemplateError: what it raises, or it was ended.
        """
        dirs = self.options.template_dirs
        if dirs:
            _ = self.context  # made once, here, not once in each child
            shipped_ready(dirs, self.options.template)
        return confined(make, dirs, environment(dirs, "html"))

    def stand_in(self, note: str) -> "Rendering":
        """Return the same by the built-in template, with a note among the gaps."""
        if note not in self._stand_ins:
            gaps = self.briefing.gaps
            noted = gaps.model_copy(update={"notes": (*gaps.notes, note)})
            told = self.briefing.model_copy(update={"gaps": noted})
            self._stand_ins[note] = Rendering(told, self.options.built_in())
        return self._stand_ins[note]


def render(briefing: Briefing, fmt: str, options: RenderOptions | None = None) -> str:
    """Return the briefing in one format; see `Rendering.text`."""
    return Rendering(briefing, options).text(fmt)


def render_safely(
    briefing: Briefing, fmt: str, options: RenderOptions | None = None
) -> tuple[str, str | None]:
    """Return (text, note). A template of the user's that fails is replaced by the built-in one.

    Raises:
        UsageError: there is no such format.
        TemplateError: the built-in template fails too.
    """
    return Rendering(briefing, options).safely(lambda rendering: rendering.text(fmt))


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
            return _writable(str(found.get_template(file).render(context)), found)
    except TemplateError as error:
        said = str(error)
        raise TemplateError(said if SUFFIX in said else f"{_place(error, file)}: {said}") from error
    except FAULTS as error:
        raise TemplateError(f"{_place(error, file)}: {explain(error)}") from error


def _writable(text: str, found: Sandbox) -> str:
    """Return a text that a file can hold: a surrogate without its other half is no character.

    Raises:
        TemplateError: a template writes one; the message gives file and line.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = next(_surrogates(found), None)
        if place:
            raise TemplateError(f"{place}: a lone surrogate is no character") from error
        return text.encode("utf-8", "replace").decode()
    return text


def _surrogates(found: Sandbox) -> Iterator[str]:
    """Yield "file:line" of each surrogate that a template in use writes by its number."""
    templates = list(found.cache.values()) if found.cache is not None else []
    for template in templates:
        source = Path(template.filename or "").read_text(encoding="utf-8")
        for number, line in enumerate(source.splitlines(), start=1):
            if _SURROGATE.search(line):
                yield f"{template.filename}:{number}"


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
