"""The page in a real browser: how many sheets of paper, how wide on a telephone."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from briefer.models import Briefing, Line
from briefer.render import RenderOptions, render
from briefer.render.pdf import pdf_of
from tests.fonts import SETS, configuration, missing
from tests.web.browsing import MARKS, printed, ran

PDFINFO = shutil.which("pdfinfo")

pytestmark = MARKS
MINISTER = ("bottom_line", "stories", "calendar", "gaps", "sources")


def pages(folder: Path, page: str) -> int:
    """Print a page to PDF and return how many sheets it takes."""
    target = folder / "printed.pdf"
    target.write_bytes(printed(folder, page))
    info = subprocess.run(
        [str(PDFINFO), target], capture_output=True, text=True, timeout=30, check=True
    ).stdout
    assert "A4" in info
    found = re.search(r"^Pages:\s+(\d+)", info, re.MULTILINE)
    assert found
    return int(found[1])


ENGLISH = ("ministers", "agreed", "on", "inspection")
RUSSIAN = ("Министры", "договорились", "о", "проверке")  # wider letters and longer words


def long_day(
    briefing: Briefing, words: int, told: tuple[str, ...] = ENGLISH, language: str = "en"
) -> Briefing:
    """Return a day whose sentences are `words` words long, with five points at the top.

    What the stories say is not what the top says: a sentence is not printed twice.
    """
    texts = [" ".join(told[(n + k) % 4] for n in range(words)) + "." for k in range(2)]
    lines = tuple(line.model_copy(update={"text": texts[0]}) for line in briefing.bottom_line)
    stories = tuple(
        story.model_copy(
            update={
                "summary": tuple(
                    Line(**{**line.model_dump(), "text": texts[1]}) for line in story.summary
                ),
                "key_points": tuple(
                    p.model_copy(update={"text": texts[1]}) for p in story.key_points
                ),
            }
        )
        for story in briefing.stories
    )
    items = tuple(item.model_copy(update={"text": texts[0]}) for item in briefing.calendar)
    return briefing.model_copy(
        update={
            "language": language,
            "bottom_line": (*lines, lines[0])[:5],
            "stories": stories,
            "calendar": (*items, items[0])[:5],
        }
    )


DAYS: dict[str, Callable[[Briefing], Briefing]] = {
    "as it is": lambda day: day,
    **{f"{n} words": partial(long_day, words=n) for n in (22, 40, 50, 60, 80)},
    **{
        f"{n} Russian words": partial(long_day, words=n, told=RUSSIAN, language="ru")
        for n in (16, 40)
    },
}


def named_fonts(sheet: PageObject) -> set[str]:
    """Return the names of the fonts that a sheet is set in, without the tag of their subset."""
    resources: Any = sheet["/Resources"]
    fonts = [font.get_object() for font in resources.get("/Font", {}).values()]
    names = [font.get("/BaseFont") or font["/FontDescriptor"]["/FontName"] for font in fonts]
    return {str(name).rpartition("+")[2].strip("/") for name in names}


@pytest.mark.parametrize("fonts", SETS)
@pytest.mark.parametrize("day", DAYS)
def test_the_ministers_briefing_is_one_sheet(
    briefing: Briefing,
    options: RenderOptions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    day: str,
    fonts: str,
) -> None:
    """However long the sentences, in wide fonts or narrow, browser and PDF take one A4 page.

    No other font of the machine is in it.
    """
    if missing(fonts):
        pytest.skip(missing(fonts))
    monkeypatch.setenv("FONTCONFIG_FILE", str(configuration(tmp_path, fonts)))
    told = DAYS[day](briefing)
    options = options.model_copy(update={"template": "minister", "sections": MINISTER})
    page = render(told, "html", options)
    for data in (printed(tmp_path, page), pdf_of(page, told.window.end)):
        (sheet,) = PdfReader(io.BytesIO(data)).pages
        assert [round(float(side)) for side in sheet.mediabox[2:]] == [595, 842]
        assert named_fonts(sheet)
        assert all(name.startswith(fonts) for name in named_fonts(sheet)), named_fonts(sheet)


def test_a_print_that_is_too_long_leaves_out_what_a_screen_shows(
    briefing: Briefing, options: RenderOptions
) -> None:
    """Sentences of the stories go first, then dates; the bottom line and the titles stay."""
    options = options.model_copy(update={"template": "minister", "sections": MINISTER})
    parts = (".brief .told", ".brief .dispute", ".diary li:nth-child(n+4)", ".coming", ".moved")
    hidden = []
    for words in (5, 50, 80):
        page = render(long_day(briefing, words), "html", options)
        assert page.count('class="told"') >= 4
        rules = ", ".join(re.findall(r"([^{}]+) \{ display: none; \}", page))
        hidden.append([part for part in parts if f"{part}," in f"{rules},"])
    assert hidden == [[], list(parts[:3]), list(parts)]


@pytest.mark.skipif(PDFINFO is None, reason="no pdfinfo found: install poppler-utils")
def test_the_full_briefing_prints(
    briefing: Briefing, options: RenderOptions, tmp_path: Path
) -> None:
    """Twelve stories with sources and refusals take a handful of A4 pages."""
    assert 3 <= pages(tmp_path, render(briefing, "html", options)) <= 7


@pytest.mark.parametrize("template", ["default", "minister"])
@pytest.mark.parametrize("language", ["en", "ar", "de"])
def test_nothing_is_wider_than_a_telephone(
    briefing: Briefing,
    long_words: Briefing,
    options: RenderOptions,
    tmp_path: Path,
    template: str,
    language: str,
) -> None:
    """At 360 pixels nothing sticks out sideways, with all evidence opened, however long a word."""
    options = options.model_copy(update={"template": template})
    page = render(
        (long_words if language == "de" else briefing).model_copy(update={"language": language}),
        "html",
        options,
    )
    page = page.replace("<details ", "<details open ")
    page = re.sub(r"<meta http-equiv=[^>]*>", "", page)
    probe = (
        "<script>onload = () => { document.body.dataset.width ="
        " document.documentElement.scrollWidth; }</script></body>"
    )
    (tmp_path / "page.html").write_text(page.replace("</body>", probe), encoding="utf-8")
    frame = (
        "<body><iframe src='page.html' width=360 height=800 style='border:0'"
        " onload='document.title = this.contentDocument.documentElement.scrollWidth'></iframe>"
    )
    (tmp_path / "frame.html").write_text(frame, encoding="utf-8")
    dom = ran(
        tmp_path,
        "--allow-file-access-from-files",
        "--virtual-time-budget=3000",
        "--dump-dom",
        (tmp_path / "frame.html").as_uri(),
    )
    found = re.search(r"<title>(\d+)</title>", dom)
    assert found, dom[:500]
    assert int(found[1]) <= 360
