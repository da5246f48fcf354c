"""The page in a real browser: how many sheets of paper, how wide on a telephone."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from briefer.models import Briefing, Line
from briefer.render import RenderOptions, render

CHROMIUM = os.environ.get("BRIEFER_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PDFINFO = shutil.which("pdfinfo")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium found: install it or set BRIEFER_CHROMIUM"
    ),
]

MINISTER = ("bottom_line", "stories", "calendar", "gaps", "sources")


def chromium(folder: Path, *arguments: str) -> str:
    """Run Chromium without a window or a network and return what it prints."""
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}",
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True).stdout


def pages(folder: Path, page: str) -> int:
    """Print a page to PDF and return how many sheets it takes."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri())
    info = subprocess.run(
        [str(PDFINFO), str(target)], capture_output=True, text=True, timeout=30, check=True
    ).stdout
    assert "A4" in info
    found = re.search(r"^Pages:\s+(\d+)", info, re.MULTILINE)
    assert found
    return int(found[1])


def long_day(briefing: Briefing, words: int) -> Briefing:
    """Return a day whose sentences are `words` words long, with five points at the top."""
    text = " ".join(["ministers", "agreed", "on", "inspection"][n % 4] for n in range(words)) + "."
    lines = tuple(line.model_copy(update={"text": text}) for line in briefing.bottom_line)
    stories = tuple(
        story.model_copy(
            update={
                "summary": tuple(
                    Line(**{**line.model_dump(), "text": text}) for line in story.summary
                ),
                "key_points": tuple(p.model_copy(update={"text": text}) for p in story.key_points),
            }
        )
        for story in briefing.stories
    )
    items = tuple(item.model_copy(update={"text": text}) for item in briefing.calendar)
    return briefing.model_copy(
        update={
            "bottom_line": (*lines, lines[0])[:5],
            "stories": stories,
            "calendar": (*items, items[0])[:5],
        }
    )


@pytest.mark.skipif(PDFINFO is None, reason="no pdfinfo found: install poppler-utils")
@pytest.mark.parametrize("words", [0, 22, 40, 60])
def test_the_ministers_briefing_is_one_sheet(
    briefing: Briefing, options: RenderOptions, tmp_path: Path, words: int
) -> None:
    """However long the sentences are, within reason, the minister holds one A4 page."""
    day = long_day(briefing, words) if words else briefing
    options = options.model_copy(update={"template": "minister", "sections": MINISTER})
    assert pages(tmp_path, render(day, "html", options)) == 1


@pytest.mark.skipif(PDFINFO is None, reason="no pdfinfo found: install poppler-utils")
def test_the_full_briefing_prints(
    briefing: Briefing, options: RenderOptions, tmp_path: Path
) -> None:
    """Twelve stories with sources and refusals take a handful of A4 pages."""
    assert 3 <= pages(tmp_path, render(briefing, "html", options)) <= 7


@pytest.mark.parametrize("template", ["default", "minister"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wider_than_a_telephone(
    briefing: Briefing, options: RenderOptions, tmp_path: Path, template: str, language: str
) -> None:
    """At 360 pixels nothing sticks out sideways, with all evidence opened."""
    options = options.model_copy(update={"template": template})
    page = render(briefing.model_copy(update={"language": language}), "html", options)
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
    dom = chromium(
        tmp_path,
        "--allow-file-access-from-files",
        "--virtual-time-budget=3000",
        "--dump-dom",
        (tmp_path / "frame.html").as_uri(),
    )
    found = re.search(r"<title>(\d+)</title>", dom)
    assert found, dom[:500]
    assert int(found[1]) <= 360
