"""Small bar charts: what they show, and as a picture for mail and Word.

A page draws its charts itself (`_shared/charts.html.j2`), in its own colours. Where only pictures
are shown the same bars are drawn as a PNG by resvg, with the machine's fonts; the text alternative
says everything that the picture does. With fewer than three bars a chart says less than a
sentence, and there is none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

import resvg_py

from briefer.models import Story
from briefer.render.colours import mixed
from briefer.render.dates import DateWriter
from briefer.render.escaping import columns
from briefer.render.views import Bar, Chart
from briefer.render.words import Words

FEWEST = 3  # bars
MOST = 8
WORTH = 6  # articles on one story, below which its days are no picture
ROW = 24  # pixels
WIDTH = 360  # pixels: readable on a telephone too
PLOT = 72  # pixels: the tallest column
FONTS = "Arial, Helvetica, Liberation Sans, Noto Sans, DejaVu Sans, sans-serif"
OTHER_FONTS = "Noto Sans Arabic, DejaVu Sans, Noto Sans, Arial, sans-serif"  # beyond Latin letters
ZOOM = 2  # for screens with two pixels to a point


class Colours(NamedTuple):
    """CSS colours of a picture."""

    ground: str
    bar: str
    text: str
    soft: str


def light(accent: str) -> Colours:
    """Return the colours of a picture on a light page."""
    return Colours("#fffefb", mixed(accent, "#fffefb", 0.65), "#1f1e1b", "#5d5a52")


def dark(accent: str) -> Colours:
    """Return the colours of a picture on a dark page."""
    return Colours("#1b1e22", mixed(accent, "#1b1e22", 0.55), "#e7e4dc", "#aaa69b")


class Picture(NamedTuple):
    """A drawn chart. Width and height in CSS pixels; the PNG has `ZOOM` times as many."""

    png: bytes
    width: int
    height: int


def coverage(stories: Sequence[Story], dates: DateWriter, words: Words) -> Chart | None:
    """Return how many articles tell of each country, most first; one may tell of several."""
    articles: dict[str, set[str]] = {}
    for story in stories:
        for code in story.countries:
            articles.setdefault(code, set()).update(story.articles)
    counts = Counter({dates.country(code): len(ids) for code, ids in sorted(articles.items())})
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return _chart("countries", words.say("chart_countries"), most)


def days(story: Story, dates: DateWriter, words: Words) -> Chart | None:
    """Return how many articles told a story in each briefing, oldest first.

    None where there is too little to see: few articles, or the same number every day.
    """
    counted = [(dates.day(day.date), day.articles) for day in story.days[-MOST:]]
    counts = [count for _, count in counted]
    if sum(counts) < WORTH or len(set(counts)) == 1:
        return None
    return _chart("days", words.say("chart_days"), counted)


def _chart(kind: str, title: str, counted: Sequence[tuple[str, int]]) -> Chart | None:
    if len(counted) < FEWEST or not any(count for _, count in counted):
        return None
    top = max(count for _, count in counted)
    bars = tuple(Bar(label, count, round(100 * count / top)) for label, count in counted)
    return Chart(
        kind, title, f"{title}: {', '.join(f'{bar.label} {bar.value}' for bar in bars)}", bars
    )


@lru_cache(maxsize=64)
def picture(chart: Chart, colours: Colours, *, rtl: bool) -> Picture | None:
    """Return the chart as a PNG, None where this machine can draw no letters."""
    if not _has_letters():
        return None
    draw = _rows if chart.kind == "countries" else _columns
    shapes, height = draw(chart, colours, rtl=rtl)
    return Picture(_drawn(_svg(shapes, height, colours), ZOOM), WIDTH, height)


def _rows(chart: Chart, colours: Colours, *, rtl: bool) -> tuple[list[str], int]:
    """Draw a bar to the right of each label, or to the left where writing goes that way."""
    gutter = min(170, 12 + max(7 * columns(bar.label) for bar in chart.bars))
    room = WIDTH - gutter - 48
    shapes = []
    for number, bar in enumerate(chart.bars):
        top = 4 + ROW * number
        long = max(2, room * bar.share // 100)
        left = WIDTH - gutter - long if rtl else gutter
        end = left - 6 if rtl else left + long + 6
        shapes += [
            _text(bar.label, WIDTH - 4 if rtl else 4, top + 15, colours.text, _side(rtl=rtl)),
            f'<rect x="{left}" y="{top + 4}" width="{long}" height="14" fill="{colours.bar}"/>',
            _text(str(bar.value), end, top + 15, colours.soft, _side(rtl=rtl)),
        ]
    return shapes, 8 + ROW * len(chart.bars)


def _columns(chart: Chart, colours: Colours, *, rtl: bool) -> tuple[list[str], int]:
    """Draw a column above each day, the first at the side where reading begins."""
    wide = min(68, WIDTH // len(chart.bars))
    shapes = []
    for number, bar in enumerate(chart.bars):
        left = WIDTH - wide * (number + 1) if rtl else wide * number
        tall = max(1, PLOT * bar.share // 100)
        top = 20 + PLOT - tall
        middle = left + wide // 2
        shapes += [
            f'<rect x="{left + 8}" y="{top}" width="{wide - 16}" height="{tall}" fill="{colours.bar}"/>',
            _text(str(bar.value), middle, top - 5, colours.soft, "middle"),
            _text(bar.label, middle, 36 + PLOT, colours.text, "middle"),
        ]
    return shapes, 44 + PLOT


def _side(*, rtl: bool) -> str:
    return "end" if rtl else "start"


def _text(text: str, x: int, y: int, colour: str, anchor: str) -> str:
    fonts = FONTS if max(text, default="") < "\u0250" else OTHER_FONTS
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}" '
        f'font-family="{fonts}" font-size="12">{escape(text[:60])}</text>'
    )


def _svg(shapes: Iterable[str], height: int, colours: Colours) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}">'
        f'<rect width="{WIDTH}" height="{height}" fill="{colours.ground}"/>{"".join(shapes)}</svg>'
    )


def _drawn(svg: str, zoom: float) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom))


@cache
def _has_letters() -> bool:
    """Return whether a letter leaves a trace: a bare container has no font."""
    blank = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'
    letter = _text("H", 2, 15, "#000", "start")
    return _drawn(blank.format(letter), 1) != _drawn(blank.format(""), 1)
