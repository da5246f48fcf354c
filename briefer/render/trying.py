"""A template tried on the example: what fails, and what a page or mail of it lacks."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import NamedTuple, get_args

from briefer.errors import TemplateError
from briefer.models import Briefing, Section
from briefer.render.confinement import confined
from briefer.render.email import email_parts
from briefer.render.environments import SUFFIX, environment
from briefer.render.options import RenderOptions
from briefer.render.rendering import Rendering, has_template, render_view

TEXT_FORMATS = ("html", "md", "txt")
MAIL = f"email.html{SUFFIX}"
MAX_PAGE = 2_000_000  # characters of the example as one page; the shipped ones take about 60,000

_LOCATION = re.compile(
    r"^(?:The built-in mail was used: )?(?P<file>.*?\.(?:j2|toml))(?::(?P<line>\d+))?: "
    r"(?P<message>.*)$",
    re.DOTALL,
)


class TemplateProblem(NamedTuple):
    """One fault of a template. `line` is 0 where it is the file's as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return "file:line: message"."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.message}"


def trial(folder: Path, dirs: tuple[Path, ...], briefing: Briefing) -> list[TemplateProblem]:
    """Return what goes wrong when `briefing` is rendered with a template, in full and empty.

    Every section is asked for, with evidence as an audience may want it, and for the public.
    """
    try:
        return confined(
            lambda: list(_trial(folder, dirs, briefing)), dirs, environment(dirs, "html")
        )
    except TemplateError as error:  # it was ended
        return [located(str(error), folder)]


def _trial(folder: Path, dirs: tuple[Path, ...], briefing: Briefing) -> Iterator[TemplateProblem]:
    empty = Briefing(date=briefing.date, audience=briefing.audience, window=briefing.window)
    given = [
        Rendering(day, _options(dirs, inline))
        for day, inline in product((briefing, empty), (False, True))
    ]
    for fmt in TEXT_FORMATS:
        found, file = environment(dirs, fmt), f"{folder.name}/briefing.{fmt}{SUFFIX}"
        if not has_template(found, file):
            continue  # reported as missing
        for rendering in given:
            try:
                text = render_view(found, file, rendering.context)
            except TemplateError as error:
                yield located(str(error), Path(file))
                break
            yield from _lacking(folder / f"briefing.{fmt}{SUFFIX}", fmt, text)
    yield from _mail_trial(folder, dirs, briefing)


def _options(dirs: tuple[Path, ...], inline: bool) -> RenderOptions:
    return RenderOptions(
        template_dirs=dirs,
        sections=get_args(Section),
        evidence="inline" if inline else "marked",
        public=inline,
    )


def _lacking(path: Path, fmt: str, text: str) -> Iterator[TemplateProblem]:
    """Yield what a rendered page lacks: words for its pictures, an end to its length."""
    if len(text) > MAX_PAGE:
        message = f"the example becomes a page of {len(text):,} characters; {MAX_PAGE:,} is much"
        yield TemplateProblem(str(path), 0, message)
    elif fmt == "html":
        silent = _Pictures(text).silent
        if silent:
            message = f'{silent[0]} has no text alternative: give it alt (alt="" for decoration)'
            yield TemplateProblem(str(path), 0, message)


class _Pictures(HTMLParser):
    """The pictures of a page that say nothing to who can't see them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.silent: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a picture without words."""
        given = dict(attrs)
        named = given.get("aria-label") or given.get("aria-labelledby")
        worded = "alt" in given or named or given.get("aria-hidden") == "true"
        if tag in {"img", "svg"} and not worded:
            self.silent.append(f"<{tag}>")


def _mail_trial(
    folder: Path, dirs: tuple[Path, ...], briefing: Briefing
) -> Iterator[TemplateProblem]:
    """Yield what goes wrong with a template's own mail, and whether the example is cut in it."""
    path = folder / MAIL
    if not path.is_file():
        return
    try:
        mail = email_parts(briefing, RenderOptions(template=folder.name, template_dirs=dirs))
    except TemplateError as error:
        yield located(str(error), path)
        return
    yield from (located(note, path) for note in mail.notes if MAIL in note)
    if mail.shortened:
        message = f"the example had to be shortened for mail: {mail.shortened[0]}"
        yield TemplateProblem(str(path), 0, message)


def located(message: str, path: Path) -> TemplateProblem:
    """Return the problem that `message` ("file:line: what") tells of; else one of `path`."""
    match = _LOCATION.match(message)
    if match is None:
        return TemplateProblem(str(path), 0, message)
    return TemplateProblem(match["file"], int(match["line"] or 0), match["message"])
