"""Makes docs/room-*.png and docs/mail-phone.png, of the samples, in a real Chromium.

python docs/make-room.py
"""

import datetime as dt
import io
import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, ViewportSize, sync_playwright

from briefer.models import Briefing, Edition
from briefer.pipeline.progress import Silent
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import By
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.render import RenderOptions
from briefer.render.email import email_parts
from briefer.settings import Workspace, load
from briefer.store.search import index
from briefer.web.app import Options, application

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples" / "articles"
DAYS = ("2021-05-31", "2021-06-01", "2021-06-02")
NOW = dt.datetime(2021, 6, 3, 7, 0, tzinfo=dt.UTC)
REF = Edition("cabinet", dt.date(2021, 6, 2))
SIZE = ViewportSize(width=1000, height=820)
PHONE = ViewportSize(width=390, height=844)
CHROMIUM = os.environ.get("BRIEFER_CHROMIUM") or shutil.which("chromium")


def workspace(root: Path) -> Workspace:
    """Build three mornings for three audiences, one of which wants approval."""
    (root / "audiences").mkdir()
    (root / "briefer.toml").write_text('timezone = "UTC"\n', encoding="utf-8")
    cabinet = 'title = "Cabinet briefing"\napproval = true\n'
    (root / "audiences" / "cabinet.toml").write_text(cabinet, encoding="utf-8")
    space = load(root)
    for day in DAYS:
        request = BuildRequest((str(SAMPLES / day),), day, ("default", "minister", "cabinet"), None)
        end = dt.datetime.fromisoformat(f"{day}T00:00+00:00") + dt.timedelta(hours=30)
        build_briefings(space, request, end, Silent(), io.BytesIO())
    second = [one.item for one in actions.open_draft(space, REF).items][1]
    actions.drop(space, REF, second.id, By("A. Berger", NOW))
    index(space.state)
    return space


@contextmanager
def served(space: Workspace) -> Iterator[str]:
    """Serve the room on loopback; yield its address."""
    app = application(space, Options(indexing=False), now=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def addresses(state: Path) -> dict[str, str]:
    """Return the page of each picture: the story told most often, the article cited most."""
    with sqlite3.connect(state) as database:
        (story,) = database.execute(
            "SELECT story FROM story_days WHERE body LIKE '%X-Press Pearl%' GROUP BY story "
            "ORDER BY count(*) DESC, story"
        ).fetchone()
        (article,) = database.execute(
            "SELECT article FROM search_citations JOIN search_articles USING (article) "
            "WHERE language='en' GROUP BY article ORDER BY count(*) DESC, article"
        ).fetchone()
    return {
        "home": "/",
        "briefing": "/day/2021-06-02/default",
        "story": f"/story/{story}",
        "article": f"/article/{article}?s=1,2#s1",
        "search": "/search?q=summit+geneva&kind=claims",
    }


def shoot(page: Page, room: str, state: Path) -> None:
    """Take every picture."""
    for name, path in addresses(state).items():
        page.goto(room + path)
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=HERE / f"room-{name}.png")
    page.goto(f"{room}/review/2021-06-02/cabinet")
    page.fill("#who", "A. Berger")
    page.click("button[value=name]")
    item = page.locator(".item:not(.gone)").first
    item.locator("summary", has_text="Edit").click()
    page.screenshot(path=HERE / "room-draft.png")
    words = item.locator("textarea").input_value().rstrip(".")
    item.locator("textarea").fill(f"{words}, and 4,711 ministers resigned.")
    item.locator("button[value=edit]").click()
    page.evaluate("scrollBy(0, -60)")
    page.screenshot(path=HERE / "room-refused.png")


def mail(space: Workspace) -> str:
    """Return the HTML part of the desk's mail of the last day."""
    edition = space.root / "briefings" / DAYS[-1] / "default.json"
    briefing = Briefing.model_validate_json(edition.read_bytes())
    return email_parts(briefing, RenderOptions(timezone="UTC")).html


def main() -> None:
    """Build, serve, shoot."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        space = workspace(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with served(space) as room:
            shoot(browser.new_page(viewport=SIZE), room, space.state)
        phone = browser.new_page(viewport=PHONE, device_scale_factor=1.5)
        phone.set_content(mail(space))
        phone.screenshot(path=HERE / "mail-phone.png")
        browser.close()


if __name__ == "__main__":
    main()
