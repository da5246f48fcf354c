"""What a mail's template sees beyond the page's own template, and how much of it is shown."""

import base64
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from briefer.render import charts
from briefer.render.views import Chart, Page, View
from briefer.render.words import Words

PREHEADER = 140  # characters; what mail programs show beside the subject
CID = "logo@briefer"
MAX_STORY_CHARTS = 3  # pictures make a mail heavy

_DATA_URI = re.compile(r"data:(image/[a-z+]+);base64,(.*)", re.DOTALL)


class InlinePicture(NamedTuple):
    """A picture that goes with the mail and is shown in it as `cid:…`."""

    cid: str
    kind: str  # such as "image/png"
    data: bytes


class ChartPicture(NamedTuple):
    """A chart as a mail shows it: one picture for light, one for dark, at most one seen."""

    light: str  # "cid:…"
    dark: str
    width: int  # CSS pixels
    height: int


class Charts(NamedTuple):
    """A mail's charts, and the pictures that go with it for them."""

    coverage: ChartPicture | None = None
    stories: Mapping[int, ChartPicture] = MappingProxyType({})  # by the story's number
    pictures: tuple[InlinePicture, ...] = ()


class Cut(NamedTuple):
    """How much of a briefing a mail shows."""

    told: int  # stories told in full
    titled: int  # stories told or with a title
    listed: int  # sources
    sections: tuple[str, ...]
    quotes: bool = True
    lists: bool = True
    links: bool = True
    proven: int = 0  # stories told with their evidence, where it stands under each sentence


class MailPage(NamedTuple):
    """The page as a mail's template sees it: the fields of `Page`, and its own."""

    title: str
    lang: str
    dir: str
    words_lang: str
    date: str
    iso: str
    audience: str
    window: str
    sections: tuple[str, ...]
    accent: str
    accent_dark: str
    logo: str | None
    marking: str
    volume: int
    focus: str
    evidence: str
    public: bool
    preheader: str
    start: str  # "left", or "right" on a page that runs from right to left
    end: str
    picture: str | None  # "cid:…"
    coverage_chart: ChartPicture | None
    story_charts: Mapping[int, ChartPicture]  # by the story's number
    notes: tuple[str, ...]  # what was shortened
    told: int
    titled: int
    listed: int
    quotes: bool
    lists: bool
    links: bool
    proven: int


def whole(view: View) -> Cut:
    """Return the cut that leaves everything."""
    stories = len(view.stories)
    return Cut(stories, stories, len(view.sources), view.page.sections, proven=stories)


def charts_of(view: View) -> Charts:
    """Return the charts as pictures; none where this machine can't draw them."""
    rtl = view.page.dir == "rtl"
    looks = (("", charts.light(view.page.accent)), ("-dark", charts.dark(view.page.accent_dark)))
    wanted: list[tuple[str, int, Chart]] = []
    if view.coverage and "gaps" in view.page.sections:
        wanted.append(("coverage", 0, view.coverage))
    told = [story for story in view.stories if story.days and "stories" in view.page.sections]
    wanted += [(s.anchor, s.number, s.days) for s in told[:MAX_STORY_CHARTS] if s.days]
    shown: dict[int, ChartPicture] = {}
    pictures: list[InlinePicture] = []
    for name, number, chart in wanted:
        drawn = [(f"{name}{end}@briefer", charts.picture(chart, c, rtl=rtl)) for end, c in looks]
        found = [(cid, picture) for cid, picture in drawn if picture]
        if len(found) == len(looks):
            (light, first), (dark, _) = found
            shown[number] = ChartPicture(f"cid:{light}", f"cid:{dark}", first.width, first.height)
            pictures += [InlinePicture(cid, "image/png", picture.png) for cid, picture in found]
    return Charts(shown.pop(0, None), shown, tuple(pictures))


class Given(NamedTuple):
    """What a mail's page is made of beside the cut."""

    view: View
    logo: InlinePicture | None
    charts: Charts


def mail_page(given: Given, cut: Cut, notes: tuple[str, ...]) -> MailPage:
    """Return the page under a cut."""
    view, picture = given.view, given.logo
    page: Page = view.page
    rtl = page.dir == "rtl"
    fields = page._asdict() | cut._asdict()
    return MailPage(
        **fields,
        preheader=_preheader(view),
        start="right" if rtl else "left",
        end="left" if rtl else "right",
        picture=f"cid:{picture.cid}" if picture else None,
        coverage_chart=given.charts.coverage,
        story_charts=dict(given.charts.stories),  # a template may `get` from a dict
        notes=notes,
    )


def notes_of(cut: Cut, view: View, words: Words, *, attached: bool) -> tuple[str, ...]:
    """Return in plain words what a cut leaves out; nothing where it leaves everything."""
    full = whole(view)
    if cut == full:
        return ()
    said = [words.say("mail_cut")]
    for left, key in (
        (cut.quotes, "mail_without_quotes"),
        (cut.lists, "mail_without_lists"),
        (cut.links, "mail_without_links"),
        (cut.sections == full.sections, "mail_without_sections"),
    ):
        said += [] if left else [words.say(key)]
    if "stories" in cut.sections:
        if cut.quotes and cut.proven < full.proven:
            said.append(words.say("mail_proven", n=cut.proven))
        for missing, key in (
            (cut.titled - cut.told, "mail_titles"),
            (full.titled - cut.titled, "mail_without_titles"),
            (full.listed - cut.listed, "mail_without_sources"),
        ):
            said += [words.say(key, n=missing)] if missing else []
    return (*said, words.say("mail_attached")) if attached else tuple(said)


def picture_of(logo: str | None) -> tuple[InlinePicture | None, tuple[str, ...]]:
    """Return the logo of a data URI as a picture, and a note where mail can't show it."""
    match = _DATA_URI.fullmatch(logo or "")
    if match is None:
        return None, ()
    kind, data = match[1], base64.b64decode(match[2])
    if kind not in {"image/png", "image/jpeg", "image/gif"}:
        return None, (f"The logo is left out of the mail: mail programs don't show {kind}.",)
    return InlinePicture(CID, kind, data), ()


def _preheader(view: View) -> str:
    """Return the first of the bottom line, else the first title, at most 140 characters."""
    texts = [s.text for s in view.bottom_line[:1]] + [s.title.text for s in view.stories[:1]]
    text = next(iter(texts), view.page.window)
    if len(text) <= PREHEADER:
        return text
    return text[:PREHEADER].rpartition(" ")[0] + "…"
