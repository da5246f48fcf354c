"""A stored briefing shown as the workspace's files stand now, without asking an engine."""

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from briefer.editions.audiences import Audience
from briefer.editions.composing import cited
from briefer.editions.reassembling import StoredEdition, needs_build, reassembled
from briefer.errors import BrieferError, NothingToBriefError, TemplateError
from briefer.models import Briefing, Edition
from briefer.pipeline.build.selection import at_home, date_of, timezone_of
from briefer.pipeline.output.options import render_options
from briefer.render import Rendering, RenderOptions
from briefer.render.email import EmailBody, mail_of
from briefer.resources import bundled
from briefer.settings import Workspace, audience_files, load, load_audience
from briefer.store import Store
from briefer.store.outbox import Outbox

MAX_FILES = 3_000  # watched
AROUND = 3  # lines of a template shown before and after the one at fault
_PLACE = re.compile(r"^(?P<file>.*?\.(?:j2|toml))(?::(?P<line>\d+))?: (?P<message>.*)$", re.DOTALL)

Kind = Literal["html", "mail", "text"]


class TemplateFault(NamedTuple):
    """What is wrong in a file. `line` is 0 where it can't be told."""

    message: str
    file: str = ""
    line: int = 0
    excerpt: tuple[tuple[int, str], ...] = ()  # line numbers and lines around it


class PreviewPage(NamedTuple):
    """A page, and what its author should know beside it."""

    title: str
    page: str  # HTML, or plain text
    faults: tuple[TemplateFault, ...] = ()
    notes: tuple[str, ...] = ()


class Preview:
    """One audience's briefing of one day, rendered anew at each call.

    Raises:
        NothingToBriefError: there is no stored briefing of that audience and date.
        ConfigError: the settings or the audience file are wrong.
    """

    def __init__(
        self, root: Path, audience: str | None, date: str | None, now: dt.datetime
    ) -> None:
        self._root = root
        self._now = now
        space = load(root)
        self.audience = audience or space.settings.audiences[0]
        self._before = load_audience(space, self.audience)
        self._prompts = _state(space.prompt_dirs)
        with Store(space.state) as store:
            self.date = self._day(Outbox(store, now), space, date)
        self._stored(space)

    def _day(self, outbox: Outbox, space: Workspace, date: str | None) -> dt.date:
        if date is not None:
            return date_of(date, timezone_of(self._before, space.settings), self._now)
        dates = outbox.dates(self.audience)
        if not dates:
            raise NothingToBriefError(
                f"there is no {self.audience} briefing to show yet: run "
                f"`briefer build --audience {self.audience}`"
            )
        return dates[-1]

    def shown(self, kind: Kind = "html") -> PreviewPage:
        """Return the page as the files stand now; what is wrong in them is told beside it."""
        try:
            space = load(self._root)
            audience = load_audience(space, self.audience)
            briefing, stored = self._briefing(space, audience)
            options = render_options(audience, space, briefing)
        except BrieferError as error:
            return PreviewPage(self.audience, "", tuple(map(_fault, str(error).splitlines())))
        try:
            page, faults = _page(briefing, options, kind)
        except TemplateError as error:
            return PreviewPage(self.audience, "", (_fault(str(error)),))
        return PreviewPage(briefing.title, page, faults, self._notes(space, audience, stored))

    def stamp(self) -> str:
        """Return what changes whenever a file that the page depends on does."""
        try:
            space = load(self._root)
            mark = _logo(space, load_audience(space, self.audience))
            state = [*_watched(space), *mark]
        except BrieferError as error:
            return hashlib.sha256(str(error).encode()).hexdigest()
        return hashlib.sha256(repr(_state(state)).encode()).hexdigest()

    def _notes(self, space: Workspace, audience: Audience, stored: Briefing) -> tuple[str, ...]:
        command = f"`briefer build --date {self.date} --audience {self.audience}`"
        names = needs_build(self._before, audience, stored)
        notes = [f"Shows only after {command}: {', '.join(names)}"] if names else []
        if _state(space.prompt_dirs) != self._prompts:
            notes.append(f"A prompt has changed; {command} has the engine write by it")
        return tuple(notes)

    def _stored(self, space: Workspace) -> tuple[Briefing, Briefing]:
        """Return the stored briefing and its base."""
        with Store(space.state) as store:
            briefing = Outbox(store, self._now).briefing(Edition(self.audience, self.date))
            later = self.date + dt.timedelta(days=1)
            bases = store.earlier_bases(self.audience, later, 1)
        if briefing is None:
            raise NothingToBriefError(
                f"there is no {self.audience} briefing of {self.date}: run "
                f"`briefer build --date {self.date} --audience {self.audience}`"
            )
        return briefing, next((base for base in bases if base.date == self.date), briefing)

    def _briefing(self, space: Workspace, audience: Audience) -> tuple[Briefing, Briefing]:
        stored, base = self._stored(space)
        ids = dict.fromkeys([*cited(base), *(source.article_id for source in stored.sources)])
        with Store(space.state) as store:
            articles = store.articles(ids)
        before, now = (at_home(each, space.settings) for each in (self._before, audience))
        return reassembled(StoredEdition(stored, base, before), now, articles), stored


def _page(
    briefing: Briefing, options: RenderOptions, kind: Kind
) -> tuple[str, tuple[TemplateFault, ...]]:
    """Return the page, by the built-in template where the user's is at fault.

    Raises:
        TemplateError: the built-in template is at fault as well.
    """
    rendering = Rendering(briefing, options)  # anew each time: files may have changed
    if kind == "mail":
        body = mail_of(rendering)
        notes = [note.partition(": ")[2] for note in body.notes if ".j2" in note]
        return _with_pictures(body), tuple(map(_fault, notes))
    fmt = "txt" if kind == "text" else "html"
    try:
        return rendering.text(fmt), ()
    except TemplateError as error:
        page, note = rendering.safely(lambda one: one.text(fmt))
        if note is None:
            raise
        return page, (_fault(str(error)),)


def _with_pictures(body: EmailBody) -> str:
    """Return the mail's HTML with its pictures in it, for a browser."""
    html = body.html
    for picture in (body.logo, *body.pictures):
        if picture is not None:
            data = base64.b64encode(picture.data).decode()
            html = html.replace(f"cid:{picture.cid}", f"data:{picture.kind};base64,{data}")
    return html


def _fault(message: str) -> TemplateFault:
    match = _PLACE.match(message)
    if match is None:
        return TemplateFault(message)
    line = int(match["line"] or 0)
    return TemplateFault(match["message"], match["file"], line, _excerpt(Path(match["file"]), line))


def _excerpt(file: Path, line: int) -> tuple[tuple[int, str], ...]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if line else []
    except (OSError, UnicodeDecodeError):
        return ()
    first = max(1, line - AROUND)
    numbered = enumerate(lines[first - 1 : line + AROUND], start=first)
    return tuple((number, text[:300]) for number, text in numbered)


# --- what is watched ---


def _watched(space: Workspace) -> Iterator[Path]:
    yield from (space.root / name for name in ("briefer.toml", "outlets.toml"))
    yield from (space.root / "audiences", space.root / "templates", space.root / "prompts")
    yield from (bundled("templates"), *audience_files(space).values())
    yield from (space.state_file, space.state_file.with_name(space.state_file.name + "-wal"))


def _logo(space: Workspace, audience: Audience) -> list[Path]:
    return [space.root / audience.theme.logo] if audience.theme.logo else []


def _state(paths: Iterator[Path] | tuple[Path, ...] | list[Path]) -> list[tuple[str, int, int]]:
    """Return name, time and size of each file, and of those in each folder."""
    found = []
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files[:MAX_FILES]:
            try:
                known = file.stat()
            except OSError:
                continue
            if not file.is_dir():
                found.append((str(file), known.st_mtime_ns, known.st_size))
    return found
