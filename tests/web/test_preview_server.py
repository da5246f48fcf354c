"""`briefer preview` as a process: what it shows, that it reloads, and whom it answers."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.deliver.desk import Desk

CHROMIUM = os.environ.get("BRIEFER_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
OWN = '{% extends "bundled/default/briefing.html.j2" %}{% block foot %}<p id="ours">WORDS</p>{% endblock %}'


class Room(NamedTuple):
    """A running preview and the workspace it shows."""

    url: str
    desk: Desk

    def get(self, path: str, host: str | None = None) -> tuple[int, dict[str, str], str]:
        """Return status, headers and text of a page."""
        parts = urlsplit(self.url)
        line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
        try:
            line.request("GET", path, headers={"Host": host} if host else {})
            answer = line.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read().decode()
        finally:
            line.close()

    def write(self, text: str) -> Path:
        """Write the workspace's own default template."""
        file = self.desk.root / "templates" / "default" / "briefing.html.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Return a preview that runs until the last test of this file."""
    desk = Desk(tmp_path_factory.mktemp("desk"), ["a@example.org"])
    command = [sys.executable, "-m", "briefer", "-C", str(desk.root), "preview"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        yield Room(url, desk)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130


def test_the_stored_edition_is_shown(room: Room) -> None:
    """Page, mail and text, from the stored briefing; the shell frames them and runs no inline code."""
    line = room.desk.briefing.bottom_line[0].text[:40]
    for view in ("html", "mail", "text"):
        status, headers, text = room.get(f"/edition?view={view}")
        assert status == 200
        assert line in text
        assert "script-src" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'")
    _, headers, shell = room.get("/")
    assert 'src="/edition?view=html" sandbox="allow-same-origin"' in shell
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_only_this_machine_is_answered(room: Room) -> None:
    """A page elsewhere whose name points here gets nothing; nor does anyone by another address."""
    assert room.url.startswith("http://127.0.0.1:")
    for host in ("evil.example", "127.0.0.1.evil.example", "[::1]"):
        for path in ("/", "/edition", "/changes"):
            status, _, text = room.get(path, host)
            assert status == 400
            assert "briefing" not in text
    assert room.get("/", f"localhost:{urlsplit(room.url).port}")[0] == 200


def test_a_changed_template_shows_without_a_script(room: Room) -> None:
    """A reload by hand is enough; a broken one is shown with file and line, above the built-in."""
    file = room.write(OWN.replace("WORDS", "Embassy use"))
    assert "Embassy use" in room.get("/edition")[2]
    file.write_text("one\n\n{{ nothing.there }}\n<script>\n", encoding="utf-8")
    shell = room.get("/")[2]
    assert f"{file}:3:" in shell
    assert "<b>    3  {{ nothing.there }}</b>" in shell
    assert "&lt;script&gt;" in shell
    assert room.desk.briefing.bottom_line[0].text[:40] in room.get("/edition")[2]
    file.unlink()


def test_the_page_is_told_of_a_change(room: Room) -> None:
    """The stream names it within a second or two; the server asks no engine and needs no build."""
    parts = urlsplit(room.url)
    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    line.request("GET", "/changes")
    answer = line.getresponse()
    assert answer.getheader("content-type", "").startswith("text/event-stream")
    answer.readline()
    file = room.write(OWN)
    began = time.monotonic()
    while answer.readline() != b"event: change\n":
        assert time.monotonic() - began < 20
    line.close()
    file.unlink()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: set BRIEFER_CHROMIUM")
def test_a_browser_reloads_by_itself(room: Room) -> None:
    """An edited template, a fault and its mending appear in an open page that nobody touches."""
    from playwright.sync_api import expect, sync_playwright

    file = room.write(OWN.replace("WORDS", "First words"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(room.url)
        ours = page.frame_locator("iframe").locator("#ours")
        expect(ours).to_have_text("First words")
        file.write_text(OWN.replace("WORDS", "Second words"), encoding="utf-8")
        expect(ours).to_have_text("Second words", timeout=15_000)
        file.write_text("{% if %}", encoding="utf-8")
        expect(page.locator(".fault")).to_contain_text(f"{file}:1:", timeout=15_000)
        file.write_text(OWN.replace("WORDS", "Third words"), encoding="utf-8")
        expect(ours).to_have_text("Third words", timeout=15_000)
        expect(page.locator(".fault")).to_have_count(0)
        browser.close()
    assert faults == []
    file.unlink()
