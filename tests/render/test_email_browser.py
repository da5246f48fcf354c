"""The mail in a real browser: nothing sticks out on a telephone, light and dark differ."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from briefer.models import Briefing
from briefer.render import RenderOptions
from briefer.render.email import email_parts

CHROMIUM = os.environ.get("BRIEFER_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium found: install it or set BRIEFER_CHROMIUM"
    ),
]

PROBE = """
<body><iframe src="mail.html" width="{width}" height="800" style="border:0"
 onload="const d = this.contentDocument, s = e => getComputedStyle(d.querySelector(e));
 document.title = [d.documentElement.scrollWidth, s('.page').width, s('.page').backgroundColor,
 s('.pre').display].join('|')"></iframe>
"""


def measured(folder: Path, html: str, width: int, *, dark: bool) -> list[str]:
    """Return scroll width, width and colour of the page, and how the preheader is shown."""
    (folder / "mail.html").write_text(html, encoding="utf-8")
    (folder / "frame.html").write_text(PROBE.format(width=width), encoding="utf-8")
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--allow-file-access-from-files",
        f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=3000",
        "--dump-dom",
        (folder / "frame.html").as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)
    found = re.search(r"<title>(.*?)</title>", done.stdout)
    assert found, done.stdout[:500]
    return found[1].split("|")


@pytest.mark.parametrize("language", ["en", "ar", "de"])
def test_the_mail_fits_a_telephone(
    briefing: Briefing,
    long_words: Briefing,
    options: RenderOptions,
    tmp_path: Path,
    language: str,
) -> None:
    """360 pixels wide in the dark, nothing sticks out, the preheader is not seen."""
    shown = long_words if language == "de" else briefing
    html = email_parts(shown.model_copy(update={"language": language}), options).html
    scroll, width, colour, preheader = measured(tmp_path, html, 360, dark=True)
    assert (scroll, width) == ("360", "360px")
    assert colour == "rgb(27, 30, 34)"
    assert preheader == "none"


def test_the_mail_is_600_pixels_on_a_desk(
    briefing: Briefing, options: RenderOptions, tmp_path: Path
) -> None:
    """However wide the window is."""
    _, width, colour, _ = measured(tmp_path, email_parts(briefing, options).html, 1000, dark=False)
    assert width == "600px"
    assert colour == "rgb(255, 254, 251)"
