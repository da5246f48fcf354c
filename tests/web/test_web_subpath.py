"""The reading room as a part of a site: everything that leaves it carries the path."""

import re
from collections.abc import Iterator

import pytest

from briefer.errors import ConfigError
from briefer.settings import Workspace, load
from briefer.web.app import Options
from tests.web.conftest import Client, served
from tests.web.test_web_pages import PAGES

TOKEN = "a token of more than sixteen characters"  # noqa: S105 - a test's own
ATTRIBUTE = re.compile(r' (?:href|action|src)="(/[^"]*)"')


@pytest.fixture(scope="module")
def under(archive: Workspace) -> Iterator[Client]:
    """Serve the archive under /news/briefer, to readers with a token."""
    options = Options(token=TOKEN, indexing=False, path="/news/briefer/")
    with served(archive, options) as client:
        yield client


def signed_in(client: Client, prefix: str) -> None:
    """Sign in by the form, as a browser would behind a proxy that passes the path on."""
    page = client.get(f"{prefix}/login").text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf
    fields = {"csrf": csrf[1], "token": TOKEN, "next": "/search"}
    answer = client.post(f"{prefix}/login", fields)
    assert answer.status == 303
    assert answer.headers["location"] == "/news/briefer/search"
    assert "path=/news/briefer/" in answer.headers["set-cookie"].lower()


def test_a_reader_without_a_token_is_led_within_the_path(under: Client) -> None:
    """The way to the form, and back to what was asked for."""
    under.jar.clear()
    answer = under.get("/news/briefer/story/s1")
    assert (answer.status, answer.headers["location"]) == (
        303,
        "/news/briefer/login?next=%2Fstory%2Fs1",
    )


@pytest.mark.parametrize("stripped", [False, True])
def test_no_page_leads_out_of_the_path(under: Client, stripped: bool) -> None:
    """Whether the proxy strips the path or passes it on."""
    prefix = "" if stripped else "/news/briefer"
    signed_in(under, prefix)
    for page in PAGES:
        answer = under.get(prefix + page)
        assert answer.status == 200, page
        links = ATTRIBUTE.findall(answer.text)
        assert links
        assert [link for link in links if not link.startswith("/news/briefer/")] == []
        assert int(answer.headers["content-length"]) == len(answer.text.encode())


def test_a_proxy_on_this_machine_may_name_the_path(room: Client) -> None:
    """By X-Forwarded-Prefix; what is no path is no path, and a kept page stays as it was."""
    told = room.get("/", {"X-Forwarded-Prefix": "/briefer"}).text
    assert set(re.findall(r'href="(/[a-z]*)', told)) == {"/briefer"}
    for wrong in ('/x"onload="', "//elsewhere.example", "/../up", "briefer", "/" + "a" * 70):
        assert 'href="/room.css' in room.get("/", {"X-Forwarded-Prefix": wrong}).text
    assert 'href="/room.css' in room.get("/").text


def test_a_setting_that_is_no_path_is_refused(space: Workspace) -> None:
    """With the way it is written."""
    assert load(space.root, {"serve.path": "/briefer/"}).settings.serve.path == "/briefer"
    with pytest.raises(ConfigError, match="write it as"):
        load(space.root, {"serve.path": "https://desk.example/briefer"})
