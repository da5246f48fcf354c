"""The six editions of the sample days in a real browser: telephone, dark and light, paper."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from briefer.pipeline.output.options import render_options
from briefer.render import Rendering, file_of
from briefer.render.email import mail_of
from briefer.settings import Workspace, load_audience
from tests.pipeline.sample_desk import DAYS, SIX, briefing, file
from tests.web.browsing import MARKS, UNFOLD, WIDTH, chromium

pytestmark = MARKS
# What a reader of the page has to tell apart: the ground, and the letters on it.
LOOK = """() => {
  const ground = e => { const c = getComputedStyle(e).backgroundColor;
    return c === 'rgba(0, 0, 0, 0)' && e.parentElement ? ground(e.parentElement) : c };
  const bright = c => c.match(/\\d+/g).slice(0, 3).reduce((sum, n) => sum + +n, 0) / 765;
  return [...document.querySelectorAll('h1, h2, h3, p, li, td')].filter(e => e.innerText.trim())
    .map(e => [bright(ground(e)), bright(getComputedStyle(e).color)]);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser for this file."""
    with chromium() as started:
        yield started


def rendered(space: Workspace, day: str, audience: str) -> Rendering:
    """Return an edition as it is rendered."""
    told = briefing(space, day, audience)
    return Rendering(told, render_options(load_audience(space, audience), space, told))


def pages(space: Workspace, audience: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield an audience's pages, or mails, of the three days, by day."""
    for day in DAYS:
        if kind == "page":
            yield day, file(space, day, audience, "html").read_text(encoding="utf-8")
        else:
            yield day, mail_of(rendered(space, day, audience)).html


@pytest.mark.parametrize("kind", ["page", "mail"])
@pytest.mark.parametrize("audience", SIX)
def test_an_edition_fits_a_telephone_by_day_and_by_night(
    sample_space: Workspace, browser: Browser, audience: str, kind: str
) -> None:
    """360 pixels wide nothing sticks out, all evidence open; in either scheme letters stand out."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    for day, html in pages(sample_space, audience, kind):
        page.set_content(html)
        page.evaluate(UNFOLD)
        assert page.evaluate(WIDTH) <= 360, day
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            looks = page.evaluate(LOOK)
            assert len(looks) > 5, day
            for ground, letters in looks:
                # A marking is set the other way round, in either scheme.
                assert abs(ground - letters) > 0.3, (day, scheme)
            dark = sum(ground < 0.5 for ground, _ in looks)
            assert (dark > len(looks) / 2) == (scheme == "dark"), (day, scheme)
    page.close()


@pytest.mark.parametrize("day", DAYS)
def test_the_ministers_day_is_one_sheet_of_a4(
    sample_space: Workspace, browser: Browser, day: str
) -> None:
    """Printed by the browser and as the PDF that is attached: one page, 210 by 297 millimetres."""
    page = browser.new_page()
    page.set_content(file(sample_space, day, "minister", "html").read_text(encoding="utf-8"))
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    for data in (printed, file_of(rendered(sample_space, day, "minister"), "pdf").data):
        (sheet,) = PdfReader(io.BytesIO(data)).pages
        width, height = (float(side) for side in (sheet.mediabox.width, sheet.mediabox.height))
        assert (round(width), round(height)) == (595, 842)  # points
