"""The review pages in a real Chromium: every state of a draft is sound, with script and without."""

import datetime as dt
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from briefer.models import Edition
from briefer.pipeline.progress import Silent
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import By
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.settings import Workspace, load
from tests.web.browsing import MARKS, TELEPHONE, VIOLATIONS, WIDTH, Watch, chromium, unfit, unsound
from tests.web.conftest import NOW, SCRIPT, Client, served

pytestmark = MARKS

DRAFT = "/review/2021-06-02/desk"
REF = Edition("desk", dt.date(2021, 6, 2))
BY = By(f"A. Bergér {SCRIPT}", NOW)
FALSE = f"On Friday 4,711 ministers resigned in Reykjavik {SCRIPT}."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser that this module shares."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def worked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the draft with all that a reviewer can do to it done, hostile words among it."""
    space = load(shutil.copytree(built, tmp_path_factory.mktemp("worked") / "copy"))
    first, second, third = _ids(space, "bottom_line")[:3]
    actions.drop(space, REF, first, BY)
    told = _text(space, second)
    actions.edit(space, REF, second, told.replace(" on Wednesday", "", 1), BY)
    actions.move(space, REF, third, actions.Position(second, "before"), BY)
    stories = _ids(space, "story")
    actions.note(space, REF, f"The embassy hears otherwise. {SCRIPT} \u202etxet", BY, stories[0])
    actions.note(space, REF, "w" * 400, BY)
    actions.drop(space, REF, stories[-1], BY)
    actions.merge(space, REF, stories[2], stories[1], BY)
    draft = actions.open_draft(space, REF)
    points = [
        o.item for o in draft.items if o.item.kind == "key_point" and o.item.story == stories[0]
    ]
    actions.split(space, REF, [points[-1].id], BY)
    actions.exclude(space, REF, draft.briefing.sources[-1].article_id, BY)
    return space


@pytest.fixture(scope="module")
def approved(worked: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a copy of that draft, approved."""
    space = load(shutil.copytree(worked.root, tmp_path_factory.mktemp("approved") / "copy"))
    actions.approve(space, REF, BY)
    return space


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a draft of articles with markup and script in whatever can hold some."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "briefer.toml").write_text('timezone = "UTC"\n', encoding="utf-8")
    (root / "audiences").mkdir()
    title = json.dumps(f"Desk {SCRIPT}")
    (root / "audiences" / "desk.toml").write_text(
        f"title = {title}\napproval = true\n", encoding="utf-8"
    )
    article = {
        "title": f"Harbour talks {SCRIPT}",
        "source": f"Evil Post {SCRIPT}",
        "url": "javascript:alert(1)",
        "published": "2021-06-02",
        "text": f"The harbour master of Velm said {SCRIPT} on Wednesday that ten ships would leave. "
        f"\u202eThe port “{SCRIPT}” opens on June 16. {'w' * 300} was seen on Wednesday in Velm.",
    }
    (root / "evil.jsonl").write_text(json.dumps(article), encoding="utf-8")
    request = BuildRequest((str(root / "evil.jsonl"),), "2021-06-02", ("desk",), None)
    build_briefings(load(root), request, NOW + dt.timedelta(days=1), Silent(), io.BytesIO())
    return load(root)


@pytest.fixture(scope="module")
def rooms(
    built: Path,
    worked: Workspace,
    approved: Workspace,
    hostile: Workspace,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Client]]:
    """Return a room on each: as it was built, worked on, approved, and hostile."""
    fresh = load(shutil.copytree(built, tmp_path_factory.mktemp("fresh") / "copy"))
    with ExitStack() as stack:
        spaces = {"fresh": fresh, "worked": worked, "approved": approved, "hostile": hostile}
        yield {name: stack.enter_context(served(space)) for name, space in spaces.items()}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page that counts what its policy stops."""
    with browser.new_context() as context:
        opened = context.new_page()
        opened.add_init_script(VIOLATIONS)
        yield opened


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser that runs no script."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def _ids(space: Workspace, kind: str) -> list[str]:
    draft = actions.open_draft(space, REF)
    return [one.item.id for one in draft.items if one.item.kind == kind and not one.gone]


def _text(space: Workspace, item: str) -> str:
    found = actions.open_draft(space, REF).find(item)
    assert found is not None
    return found.item.text


@pytest.mark.parametrize(
    ("room", "path"),
    [
        ("fresh", "/review"),
        ("approved", "/review"),
        ("fresh", DRAFT),
        ("worked", DRAFT),
        ("approved", DRAFT),
        ("worked", "/day/2021-06-02/desk"),
        ("hostile", "/review"),
        ("hostile", DRAFT),
        ("hostile", "/day/2021-06-02/desk"),
        ("fresh", "/review/2021-06-03/desk"),
    ],
)
def test_every_state_of_a_draft_is_sound(
    rooms: dict[str, Client], page: Page, plain: Page, room: str, path: str
) -> None:
    """The queue, the draft with its forms and its trail, what is approved, what is not there."""
    client = rooms[room]
    for one, look in ((page, unsound), (plain, unfit)):
        watch = Watch(one)
        one.goto(client.origin + path)
        assert look(one, watch, client.origin) == []


def test_the_answer_to_a_false_edit_is_sound(
    rooms: dict[str, Client], page: Page, plain: Page
) -> None:
    """What was written is still in the form, the reasons are told, and nothing of it runs."""
    client = rooms["fresh"]
    for one, look in ((page, unsound), (plain, unfit)):
        watch = Watch(one)
        one.goto(client.origin + DRAFT)
        form = one.locator(".item:has(textarea[id^='t-'])").first
        form.locator("summary").first.click()
        form.locator("textarea").first.fill(FALSE)
        form.locator("button[value=edit]").first.click()
        alert = one.locator("[role=alert]")
        assert "does not bear out" in alert.inner_text()
        assert alert.locator("li").count() >= 1
        assert one.locator("details[open] textarea").first.input_value() == FALSE
        assert look(one, watch, client.origin) == []


def test_the_answer_to_a_late_act_is_sound(built: Path, tmp_path: Path, page: Page) -> None:
    """The second of two reviewers reads who did what, on a page with the draft as it is now."""
    space = load(shutil.copytree(built, tmp_path / "late"))
    with served(space) as client:
        watch = Watch(page)
        page.goto(client.origin + DRAFT)
        actions.note(space, REF, "First come.", BY)
        page.locator("button[value=drop]").first.click()
        assert "changed while you read it" in page.locator("[role=alert]").inner_text()
        assert unsound(page, watch, client.origin) == []


def test_a_reviewer_with_a_keyboard_alone(rooms: dict[str, Client], browser: Browser) -> None:
    """The first stop leads to the content; a form is filled in and sent without a mouse."""
    client = rooms["fresh"]
    with browser.new_context(java_script_enabled=False, viewport=TELEPHONE) as context:
        page = context.new_page()
        page.goto(client.origin + DRAFT)
        page.keyboard.press("Tab")
        assert page.locator(".skip").is_visible()
        page.keyboard.press("Enter")
        page.locator("#who").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("C. Dubois")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("#who").input_value() == "C. Dubois"
        assert "Approve as C. Dubois" in page.inner_text("#approve")
        assert page.evaluate(WIDTH) <= TELEPHONE["width"]
