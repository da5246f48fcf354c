"""One review from draft to inbox, in a real browser and over real SMTP; docs/review.md tells it."""

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page

from briefer.deliver.smtp import Pace
from briefer.errors import UsageError
from briefer.models import Edition
from briefer.pipeline.mail.dispatch import send
from briefer.pipeline.output.letters import How
from briefer.pipeline.progress import Silent
from briefer.pipeline.review import actions
from briefer.pipeline.review.approval import held
from briefer.settings import Workspace, load
from briefer.store import Store
from tests.deliver.mail_server import Delivered, MailServer
from tests.web.browsing import MARKS, chromium
from tests.web.conftest import served

pytestmark = MARKS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "review.md"
DATE = dt.date(2021, 6, 2)
REF = Edition("desk", DATE)
READERS = ("minister@example.org", "office@example.org")
QUICK = Pace(attempts=1, first_wait=0, longest_wait=0, jitter=0)
NOTE = "The embassy expects a reply from Moscow on Friday."
LABEL = "Analyst's note"


class Clock:
    """A clock that goes on by a minute whenever somebody acts."""

    def __init__(self) -> None:
        self.now = dt.datetime(2021, 6, 3, 7, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """Return the time."""
        self.now += dt.timedelta(minutes=1)
        return self.now


class Changed(NamedTuple):
    """What the reviewer changed."""

    dropped: str
    before: str
    edited: str
    first: str  # the story that stood first, and stands second now


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Return a running mail server."""
    with MailServer() as running:
        yield running


@pytest.fixture
def desk_space(space: Workspace, server: MailServer) -> Workspace:
    """Return the workspace with the draft, two readers and the mail server."""
    (space.root / "briefer.toml").write_text(
        f'timezone = "UTC"\n[smtp]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
        'from = "Morning desk <desk@example.org>"\n',
        encoding="utf-8",
    )
    with (space.root / "audiences" / "desk.toml").open("a", encoding="utf-8") as file:
        file.write(f"recipients = {list(READERS)}\n")
    return load(space.root)


@pytest.fixture
def page() -> Iterator[Page]:
    """Return a page of a browser with script switched off."""
    with chromium() as browser:
        yield _page(browser)


def _page(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False).new_page()


def _item(page: Page, words: str) -> Locator:
    """Return the first item on the page that says so and can still be changed."""
    found = page.locator(".item:not(.gone)", has=page.get_by_text(words, exact=True))
    return found.first


def _said(items: Locator) -> str:
    return items.first.locator(".claim").first.inner_text()


def _open(page: Page, origin: str) -> None:
    """From the front page to the draft; the name goes into the trail."""
    page.goto(origin + "/")
    page.click("nav >> text=Review")
    page.click("main a:has-text('desk')")
    page.fill("#who", "A. Berger")
    page.click("button[value=name]")
    assert "Approve as A. Berger" in page.inner_text("#approve")


def _drop(page: Page) -> str:
    """Drop a claim of the bottom line, and wherever else the page says that it stands."""
    items = page.locator(".item:not(.gone):has(textarea[id^='t-'])")
    text = _said(items)
    items.first.locator("button[value=drop]").click()
    while (other := _elsewhere(page)) is not None:
        other.locator("button[value=drop]").click()
    assert page.locator(".gone .flag", has_text="dropped").count() >= 1
    return text


def _elsewhere(page: Page) -> Locator | None:
    """Return an item that the page says has the same sentence, or the old one, still."""
    rest = page.locator(".notice a[href^='#i-']")
    if not rest.count():
        return None
    mark = str(rest.first.get_attribute("href"))
    rest.first.click()
    assert page.url.endswith(mark)
    return page.locator(mark)


def _edit(page: Page) -> tuple[str, str]:
    """Write a sentence more shortly: its evidence bears it out."""
    items = page.locator(".item:not(.gone):has(textarea[id^='t-']):has-text(' on Wednesday')")
    before = _said(items)
    after = before.replace(" on Wednesday", "", 1)
    _write(items.first, after)
    while (other := _elsewhere(page)) is not None:
        _write(other, after)
    assert "edited by hand, checked again" in _item(page, after).inner_text()
    return before, after


def _write(item: Locator, text: str) -> None:
    item.locator("summary", has_text="Edit").click()
    item.locator("textarea[id^='t-']").fill(text)
    item.locator("button[value=edit]").last.click()


def _edit_falsely(page: Page, edited: str) -> None:
    """Write what the evidence does not bear out: the reason is told, and nothing is lost."""
    false = f"{edited.rstrip('.')}, and 4,711 ministers resigned."
    before = page.inner_text(".head")
    _write(_item(page, edited), false)
    alert = page.locator("[role=alert]")
    assert "the evidence does not bear out" in alert.inner_text()
    assert "4,711" in " ".join(alert.locator("li").all_inner_texts())
    assert page.locator("details[open] textarea").first.input_value() == false
    assert page.inner_text(".head") == before  # the same revision
    assert "edited by hand, checked again" in _item(page, edited).inner_text()


def _reorder(page: Page) -> str:
    """Move the first story down."""
    stories = page.locator("h3.claim")
    first, second = stories.all_inner_texts()[:2]
    page.locator(".item:has(h3.claim)").first.locator("button[value=down]").click()
    assert page.locator("h3.claim").all_inner_texts()[:2] == [second, first]
    return first


def _note(page: Page) -> None:
    """Add a note to the story that stands first now."""
    story = page.locator(".item:has(h3.claim)").first
    story.locator("summary", has_text="Add a note").click()
    story.locator("textarea[id^='n-']").fill(NOTE)
    story.locator("button[value=note]").click()
    assert NOTE in page.locator("[role=note]").inner_text()


def _reviewed(page: Page, origin: str) -> Changed:
    """Do the whole review."""
    _open(page, origin)
    dropped = _drop(page)
    before, edited = _edit(page)
    _edit_falsely(page, edited)
    first = _reorder(page)
    _note(page)
    page.click("button[value=approve]")
    assert "Approved by A. Berger" in page.inner_text("#approve")
    assert page.locator("button[value=drop]").count() == 0
    return Changed(dropped, before, edited, first)


def _wire(taken: Delivered) -> bytes:
    """Return the part of a message that all its readers share, as SMTP carried it."""
    content = taken.content[taken.content.index(b"From:") :]
    return content.replace(b"\r\n.", b"\r\n..")


def _words(taken: Delivered, kind: str) -> str:
    """Return what a message says for itself: without the sources' words quoted as evidence."""
    body = taken.message.get_body((kind,))
    assert body is not None
    plain = body.get_content()
    if kind == "html":
        quoted = r'(?s)<p class="q".*?</p>|<style.*?</style>|<[^>]*>'
        plain = re.sub(quoted, " ", plain)
    return " ".join(unescape(plain).split())


def _send(space: Workspace, now: dt.datetime) -> bool:
    how = How(by="A. Berger", pace=QUICK)
    return send(space, DATE.isoformat(), ["desk"], now, Silent(), how).complete


def test_a_review_from_draft_to_inbox(
    desk_space: Workspace, server: MailServer, page: Page
) -> None:
    """What a person dropped, wrote, moved, noted and approved is what arrives, byte for byte."""
    clock = Clock()
    with pytest.raises(UsageError, match="draft"):
        _send(desk_space, clock.now)
    with served(desk_space, now=clock) as client:
        changed = _reviewed(page, client.origin)
        assert server.delivered == []
        assert _send(desk_space, clock())
        page.reload()
        trail = page.locator(".trail li").all_inner_texts()
    assert server.got() == list(READERS)
    with Store(desk_space.state) as store:
        frozen = held(store, REF)
    sealed = actions.open_draft(desk_space, REF).sealed
    assert frozen is not None
    assert frozen.mail is not None
    assert sealed is not None
    for taken in server.delivered:
        assert _wire(taken) == frozen.mail.body
        assert hashlib.sha256(_wire(taken)).hexdigest() == sealed.mail
        _reads_as_approved(taken, changed)
    for name, data in frozen.files.items():
        file = desk_space.root / "briefings" / DATE.isoformat() / f"desk.{name}"
        assert file.read_bytes() == data
        assert hashlib.sha256(data).hexdigest() == sealed.files[name]
    entries = actions.trail(desk_space, REF)
    assert len(trail) == len(entries)
    _told_in_the_docs(list(reversed(entries)))


def _reads_as_approved(taken: Delivered, changed: Changed) -> None:
    for kind in ("plain", "html"):
        words = _words(taken, kind)
        assert changed.dropped not in words
        assert changed.edited in words
        assert changed.before not in words
        assert words.count(NOTE) == 1
        label = words.casefold().rindex(LABEL.casefold(), 0, words.index(NOTE))
        assert words.index(NOTE) - label < 60  # the label stands right before it
        assert "edited by hand" in words
        assert "DRAFT" not in words


def _told_in_the_docs(entries: list[actions.TrailEntry]) -> None:
    """See that docs/review.md tells these very acts, in this order; UPDATE_GOLDEN=1 writes them."""
    from briefer.cli.drafts import entry

    told = [re.sub(r"\b[0-9a-f]{64}\b", "(hash)", entry(one, "UTC")) for one in reversed(entries)]
    text = DOCS.read_text(encoding="utf-8")
    head, begin, rest = text.partition("<!-- the trail of the test -->\n```text\n")
    block, end, tail = rest.partition("```\n")
    if os.environ.get("UPDATE_GOLDEN"):
        lines = "".join(f"{line}\n" for line in told)
        DOCS.write_text(head + begin + lines + end + tail, encoding="utf-8")
        return
    assert [_act(line) for line in block.splitlines()] == [_act(line) for line in told]


def _act(line: str) -> tuple[str, ...]:
    """Return when, who and what: which sentences it was is the engine's to choose."""
    found = re.match(r"(\S+ \S+ UTC)  (.+?)  (\w+)", line)
    assert found is not None
    return found.groups()
