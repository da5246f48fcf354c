"""The reading room in a real Chromium: policy, accessibility, telephones, no script."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from briefer.settings import Workspace
from briefer.web.app import Options
from tests.web.conftest import CHROMIUM, Client, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium found: install it or set BRIEFER_CHROMIUM"
    ),
]

PAGES = (
    "/",
    "/day/2021-06-02/default",
    "/story/s1",
    "/article/a1?s=1#s1",
    "/article/a2?q=harbour",
    "/article/a4",
    "/search?q=harbour&since=2021-06-01",
    "/search?q=harbour&kind=claims",
    "/search?q=%E5%A4%96%E4%BA%A4",
    "/sources",
    "/review",
    "/nowhere",
)
VIOLATIONS = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
  event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a browser without a window; it finds no host but this machine."""
    started = sync_playwright().start()
    browser = started.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    )
    yield browser
    browser.close()
    started.stop()


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Page:
    """Return a page that counts what its policy stops."""
    opened = chromium.new_page()
    opened.add_init_script(VIOLATIONS)
    return opened


def faults(page: Page, options: dict[str, object]) -> list[str]:
    """Return the serious and critical faults that axe finds."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options})
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found.response["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_and_everyone_can_read(room: Client, page: Page, path: str) -> None:
    """No policy violation, no hostile script run, nothing asked of others, no serious axe fault.

    By day and by night, and on a telephone nothing sticks out sideways with everything unfolded.
    """
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme="light")
    page.goto(room.origin + path)
    assert page.evaluate("window.violations") == []
    assert page.title() != "owned"
    assert page.evaluate("document.querySelectorAll('main img, script').length") == 0
    assert all(url.startswith((room.origin, "data:")) for url in asked)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert faults(page, {}) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, {"runOnly": ["color-contrast"]}) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1000, "height": 900})


def test_a_reader_without_script_gets_from_search_to_sentence(
    room: Client, chromium: Browser
) -> None:
    """Search, choose claims, click one: the article opens at the highlighted sentence."""
    context = chromium.new_context(java_script_enabled=False)
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


def test_a_script_that_got_in_would_not_run(room: Client, chromium: Browser) -> None:
    """The policy stops what escaping might miss: a script put into the page stays dead."""
    context = chromium.new_context()
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


def test_signing_in_works_in_a_browser(archive: Workspace, chromium: Browser) -> None:
    """The browser names the form's origin, keeps the cookie, and is let in."""
    token = "correct-horse-battery-staple"  # noqa: S105 - of a test
    with served(archive, Options(token=token, indexing=False)) as client:
        context = chromium.new_context(java_script_enabled=False)
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
