"""The reading room in a real Chromium: policy, accessibility, telephones, no script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from briefer.settings import Workspace, load
from briefer.store import Store
from briefer.web.app import Options
from tests.web.browsing import MARKS, VIOLATIONS, Watch, chromium, unfit, unsound
from tests.web.conftest import Client, served

pytestmark = MARKS

PAGES = (
    "/",
    "/?month=2021-06&audience=minister",
    "/day/2021-06-02/default",
    "/day/2021-06-01/default",
    "/story/s1",
    "/story/s1?audience=minister",
    "/article/a1?s=1#s1",
    "/article/a2?q=harbour",
    "/article/a4",
    "/search",
    "/search?q=nobodysaysthis&outlet=None",
    "/search?q=harbour&since=2021-06-01",
    "/search?q=harbour&kind=claims",
    "/search?q=%E5%A4%96%E4%BA%A4",
    "/sources",
    "/review",
    "/nowhere",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser that this module shares."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """Return a page that counts what its policy stops."""
    opened = browser.new_page()
    opened.add_init_script(VIOLATIONS)
    return opened


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_and_everyone_can_read(room: Client, page: Page, path: str) -> None:
    """No policy violation, no hostile script run, nothing asked of others, no fault for axe.

    By day and by night, and on a telephone nothing sticks out sideways with everything unfolded.
    """
    watch = Watch(page)
    page.goto(room.origin + path)
    assert unsound(page, watch, room.origin) == []


@pytest.mark.parametrize("path", PAGES)
def test_without_script_every_page_is_whole(room: Client, browser: Browser, path: str) -> None:
    """With script switched off a telephone shows the same words, and nothing sticks out."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        watch = Watch(page)
        page.goto(room.origin + path)
        assert unfit(page, watch, room.origin) == []


def test_a_reader_without_script_gets_from_search_to_sentence(
    room: Client, browser: Browser
) -> None:
    """Search, choose claims, click one: the article opens at the highlighted sentence."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room.origin + "/")
    page.fill("#find", "inspect")
    page.press("#find", "Enter")
    page.check("input[value=claims]")
    page.click(".search button")
    page.click(".results .claim a >> nth=0")
    assert "/article/a1?s=1#s1" in page.url
    marked = page.locator("mark.asked.sn")
    assert marked.count() == 1
    assert "Ministers of Łódź" in marked.inner_text()
    page.click("a[href='/day/2021-06-02/default'] >> nth=0")
    page.click("a[href='/story/s1'] >> nth=0")
    assert page.locator(".told").count() == 2
    context.close()


def test_a_script_that_got_in_would_not_run(room: Client, browser: Browser) -> None:
    """The policy stops what escaping might miss: a script put into the page stays dead."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(VIOLATIONS)

    def tampered(route: Route) -> None:
        answer = route.fetch()
        body = answer.text().replace("</main>", "<script>document.title='owned'</script></main>")
        route.fulfill(response=answer, body=body)

    page.route("**/sources", tampered)
    page.goto(room.origin + "/sources")
    assert page.title() != "owned"
    assert page.evaluate("window.violations.length") == 1
    context.close()


def test_signing_in_works_in_a_browser(archive: Workspace, browser: Browser) -> None:
    """The browser names the form's origin, keeps the cookie, and is let in."""
    token = "correct-horse-battery-staple"  # noqa: S105 - of a test
    with served(archive, Options(token=token, indexing=False)) as client:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(client.origin + "/sources")
        page.fill("#token", "wrong")
        page.click("button")
        assert "not the token" in page.inner_text("main")
        page.fill("#token", token)
        page.click("button")
        assert page.url == client.origin + "/sources"
        page.click("text=Sign out")
        page.click("button")
        page.goto(client.origin + "/sources")
        assert "/login" in page.url
        context.close()


def test_an_empty_room_and_its_door_are_sound(tmp_path: Path, page: Page) -> None:
    """Before the first briefing, and where a token is asked for, with a wrong one given."""
    (tmp_path / "briefer.toml").write_text('timezone = "UTC"\n', encoding="utf-8")
    space = load(tmp_path)
    with Store(space.state):
        pass
    token = "correct-horse-battery-staple"  # noqa: S105 - of a test
    with served(space, Options(token=token, indexing=False)) as client:
        watch = Watch(page)
        page.goto(client.origin + "/")
        assert unsound(page, watch, client.origin) == []
        page.fill("#token", "wrong")
        page.click("button")
        assert unsound(page, watch, client.origin) == []
        page.fill("#token", token)
        page.click("button")
        for path in ("/", "/search?q=x", "/sources", "/review", "/login"):
            page.goto(client.origin + path)
            assert unsound(page, watch, client.origin) == []
