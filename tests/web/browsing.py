"""A real browser on the reading room: what every page of it is held to."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

CHROMIUM = os.environ.get("BRIEFER_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium found: install it or set BRIEFER_CHROMIUM"
    ),
]
TELEPHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1000, height=900)
# What a browser does with a page that a policy or a script disturbed, counted in the page itself.
VIOLATIONS = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
  event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"
WIDTH = "document.documentElement.scrollWidth"
# Elements that run or load something; of ours there is the style sheet and an empty icon.
LOADS = "document.querySelectorAll('script, iframe, object, embed, main img, main style').length"
# Buttons that do nothing without script: those in no form, or in one that goes nowhere.
IDLE = "[...document.querySelectorAll('button')].filter(b => !b.form || !b.form.action).length"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser without a window; it finds no host but this machine."""
    started = sync_playwright().start()
    browser = started.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    )
    try:
        yield browser
    finally:
        browser.close()
        started.stop()


def ran(folder: Path, *arguments: str) -> str:
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


def printed(folder: Path, page: str) -> bytes:
    """Let Chromium print a page; return the PDF."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    ran(folder, "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri())
    return target.read_bytes()


class Watch:
    """What a page asks for and complains of, from the moment that it is watched."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(f"dialog {dialog.message}"))


def faults(page: Page, options: dict[str, object] | None = None) -> list[str]:
    """Return every fault that axe finds, the slight ones too."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **(options or {})})
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:120]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


def unsound(page: Page, watch: Watch, origin: str) -> list[str]:
    """Return all that is wrong with the page shown, by day and by night, large and small.

    Axe finds nothing, no hostile script ran, nothing was stopped by the policy, and `unfit` has
    nothing to say either.
    """
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    page.evaluate(UNFOLD)
    found = faults(page)
    page.emulate_media(color_scheme="dark")
    found += unfit(page, watch, origin)
    found += faults(page, {"runOnly": ["color-contrast", "target-size"]})
    page.set_viewport_size(DESK)
    found += [f"stopped: {one}" for one in page.evaluate("window.violations")]
    return found + (["a hostile script ran"] if page.title() == "owned" else [])


def unfit(page: Page, watch: Watch, origin: str) -> list[str]:
    """Return what does not fit a telephone, what the page asked of others, and its complaints.

    Holds where script is switched off, too; axe is a script and can't be asked there.
    """
    page.set_viewport_size(TELEPHONE)
    page.evaluate(UNFOLD)
    wide = page.evaluate(WIDTH)
    counts = {"elements that load": page.evaluate(LOADS), "idle buttons": page.evaluate(IDLE)}
    counts["headings h1 but one"] = page.locator("h1").count() - 1
    found = [f"{count} {what}" for what, count in counts.items() if count]
    found += [f"{wide} px wide"] if wide > TELEPHONE["width"] else []
    found += [f"asked for {u}" for u in watch.asked if not u.startswith((origin, "data:"))]
    return found + [f"complains: {text}" for text in watch.said if "status of 4" not in text]
