"""A briefing as a mail: subject, HTML made for mail programs, and plain text.

Mail programs know tables and inline styles; css-inline writes the style sheet into the elements
and leaves the media queries (dark mode, narrow screens) in the head. Gmail cuts a message off at
102 kB of HTML, so a long one is shortened, and says so: evidence quotes go first, then lists of
what was refused, then links in the text, then lower-ranked stories. Where evidence stands under
each sentence, links and lists go first, then the evidence of lower-ranked stories.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from textwrap import shorten
from typing import Any, NamedTuple

import css_inline

from briefer.errors import TemplateError
from briefer.models import Briefing, Frozen
from briefer.render._email_page import (
    Cut,
    Given,
    InlinePicture,
    charts_of,
    mail_page,
    notes_of,
    picture_of,
    whole,
)
from briefer.render.environments import environment
from briefer.render.escaping import clean, wrap
from briefer.render.meter import Meter
from briefer.render.options import RenderOptions
from briefer.render.rendering import Rendering, has_template, render_view
from briefer.render.words import Words
from briefer.resources import bundled

FIRST_NEWS = 90  # characters of the first story's title in the subject
GMAIL_CLIP = 102 * 1024  # bytes of HTML
FOLDER = "_email"
CHARSET = '<meta charset="utf-8">'


class EmailOptions(Frozen):
    """What a mail's rendering needs to know beside the page's options.

    `attached`: the full page goes with a shortened mail, which may say so. `replaces`: the moment
    at which its readers were sent an earlier edition of that day.
    """

    limit: int = 100_000  # bytes of HTML
    attached: bool = False
    replaces: dt.datetime | None = None


class EmailBody(NamedTuple):
    """A mail's content. `size`: bytes of HTML; `shortened`: what was left out, in plain words."""

    subject: str
    html: str
    text: str
    size: int
    logo: InlinePicture | None = None
    pictures: tuple[InlinePicture, ...] = ()  # the charts'
    shortened: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # for who sends it
    first: str = ""  # what has to be read first: that it replaces an earlier edition


def email_parts(
    briefing: Briefing,
    options: RenderOptions | None = None,
    mail: EmailOptions | None = None,
) -> EmailBody:
    """Return the briefing as a mail of at most `mail.limit` bytes of HTML.

    See `mail_of`.
    """
    return mail_of(Rendering(briefing, options), mail)


def mail_of(rendering: Rendering, mail: EmailOptions | None = None) -> EmailBody:
    """Return the briefing as a mail of at most `mail.limit` bytes of HTML.

    A template of the user's that fails is replaced by the built-in one; `notes` say so.

    Raises:
        TemplateError: the built-in template fails too.
    """
    wanted = mail or EmailOptions()
    text, note = rendering.safely(lambda one: one.text("txt"))
    notes = [note] if note else []
    try:
        body = rendering.confined(lambda: _Mail(rendering, wanted).body())
    except TemplateError as error:
        plain = rendering.options.built_in()
        if plain == rendering.options:
            raise
        notes.append(f"The built-in mail was used: {clean(str(error))}")
        body = _Mail(Rendering(rendering.briefing, plain), wanted).body()
    first = f"{body.first}\n\n" if body.first else ""
    return body._replace(text=f"{first}{text}\n{body.text}", notes=(*notes, *body.notes))


class _Mail:
    """One briefing on its way into a mail."""

    def __init__(self, rendering: Rendering, mail: EmailOptions) -> None:
        options, viewer = rendering.options, rendering.viewer
        dirs = (*options.template_dirs, bundled("templates") / FOLDER)  # its own words as well
        self._words = Words(rendering.briefing.language, viewer.dates, dirs)
        self._view = rendering.view
        self._context: dict[str, Any] = {**rendering.context, "say": self._words.say}
        self._mail = mail
        self._sandbox = environment(options.template_dirs, "html")
        self._meter: Callable[[], Meter] = Meter if options.template_dirs else Meter.unlimited
        own = f"{options.template}/email.html.j2"
        self._file = own if has_template(self._sandbox, own) else f"{FOLDER}/email.html.j2"
        logo, self._notes = picture_of(options.logo)
        self._given = Given(self._view, logo, charts_of(self._view))

    def body(self) -> EmailBody:
        """Return the longest version that fits; the last resort is the masthead alone."""
        html, shortened = self._best()
        page = self._view.page
        marking = f"[{page.marking}] " if page.marking else ""
        return EmailBody(
            subject=f"{marking}{self._subject()}",
            html=html,
            text=wrap(self._words.say("mail_stop"), 78) + "\n",
            size=len(html.encode()),
            logo=self._given.logo,
            pictures=tuple(p for p in self._given.charts.pictures if f"cid:{p.cid}" in html),
            shortened=shortened,
            notes=self._notes,
            first=" ".join(self._first()),
        )

    def _subject(self) -> str:
        """Return title and date, after them the day's first news; before them, a correction."""
        page, stories = self._view.page, self._view.stories
        news = f": {shorten(stories[0].title.text, FIRST_NEWS, placeholder='…')}" if stories else ""
        subject = f"{page.title}, {page.date}{news}"
        if self._mail.replaces is None:
            return subject
        return self._words.say("mail_corrected", title=subject)

    def _first(self) -> tuple[str, ...]:
        """Return what stands before everything else: that it replaces an earlier edition."""
        if self._mail.replaces is None:
            return ()
        return (self._words.say("mail_replaces", time=f"{self._mail.replaces:%H:%M}"),)

    def _best(self) -> tuple[str, tuple[str, ...]]:
        for version in self._versions():
            if self._fits(version[0]):
                return version
        return self._version(Cut(0, 0, 0, (), quotes=False, lists=False, links=False))

    def _versions(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield shorter and shorter versions, with the notes that say what is left out."""
        cut = whole(self._view)
        yield self._version(cut)
        if self._view.page.evidence == "inline":  # the last that such a reader can do without
            yield self._version(cut._replace(links=False))
            short = cut._replace(links=False, lists=False)
            yield self._fitting(cut.proven + 1, lambda n: short._replace(proven=n, quotes=n > 0))
        for quotes, lists, links in ((False, True, True), (False, False, True), (False,) * 3):
            cut = cut._replace(quotes=quotes, lists=lists, links=links)
            yield self._version(cut)
        yield self._fitting(cut.told, lambda n: cut._replace(told=n))
        most = max(cut.titled, cut.listed)
        bare = cut._replace(told=0)
        yield self._fitting(
            most,
            lambda n: bare._replace(titled=min(n, cut.titled), listed=min(n, cut.listed)),
        )
        yield self._version(bare._replace(titled=0, listed=0, sections=("bottom_line",)))

    def _fits(self, html: str) -> bool:
        return len(html.encode()) <= self._mail.limit

    def _fitting(self, most: int, cut: Callable[[int], Cut]) -> tuple[str, tuple[str, ...]]:
        """Return the version with the largest number below `most` that fits, else that of 0."""
        low, high = 0, most
        best = self._version(cut(0))
        while high - low > 1:
            middle = (low + high) // 2
            version = self._version(cut(middle))
            if self._fits(version[0]):
                low, best = middle, version
            else:
                high = middle
        return best

    def _version(self, cut: Cut) -> tuple[str, tuple[str, ...]]:
        notes = notes_of(cut, self._view, self._words, attached=self._mail.attached)
        page = mail_page(self._given, cut, (*self._first(), *notes))
        html = render_view(self._sandbox, self._file, {**self._context, "page": page}, self._meter)
        return inlined(html), notes


def inlined(html: str) -> str:
    """Return `html` with its style sheet written into the elements, media queries kept.

    Nothing is loaded, neither from the network nor from the disk.

    Raises:
        TemplateError: the style sheet can't be read.
    """
    inliner = css_inline.CSSInliner(
        keep_at_rules=True, keep_style_tags=False, load_remote_stylesheets=False, minify_css=True
    )
    try:
        lines = "\n".join(filter(None, (line.strip() for line in html.splitlines())))
        done = inliner.inline(lines) + "\n"
    except css_inline.InlineError as error:
        raise TemplateError(f"the mail's style sheet can't be used: {error}") from error
    # The media queries now come first, and the charset has to stand in the first 1024 bytes.
    return done.replace(CHARSET, "", 1).replace("<head>", f"<head>{CHARSET}", 1)
