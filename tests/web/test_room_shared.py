"""The reading room on a store that desks share shows what it shows on a file."""

import pytest

from briefer.settings import Workspace
from tests.databases import Server
from tests.web.conftest import Client, fill, served

PAGES = (
    "/",
    "/day/2021-06-02/default",
    "/search?q=harbour",
    "/search?q=harb*+-pears",
    '/search?q="inspect+harbours"&kind=claims',
    "/search?q=ministers&sort=best",
    "/search?q=ministers&kind=claims&audience=minister",
    "/search?q=检查&outlet=港口日报",
    "/search?q=تفتيش&language=ar",
    "/search?outlet=Meridian+Wire&since=2021-01-01",
    "/story/s1",
    "/article/a1",
    "/article/a2?s=1",
    "/sources",
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, postgres: Server) -> Workspace:
    """Return the same archive in a shared store, another desk's beside it."""
    lima = postgres.state("lima")
    store = f'[store]\nurl = "{lima.url}"\n'
    fill(tmp_path_factory.mktemp("quito"), f'desk = "quito"\n{store}')
    return fill(tmp_path_factory.mktemp("lima"), f'desk = "lima"\n{store}')


def test_every_page_is_the_same(room: Client, shared: Workspace) -> None:
    """Briefings, stories, articles, and what a search finds in each script and by each facet."""
    with served(shared) as other:
        for page in PAGES:
            one, two = room.get(quoted(page)), other.get(quoted(page))
            assert (two.status, one.status) == (200, 200), page
            assert without_root(two.text, other) == without_root(one.text, room), page


def quoted(page: str) -> str:
    """Return a page's address in ASCII."""
    from urllib.parse import quote

    return quote(page, safe="/?&=+*%")


def without_root(text: str, client: Client) -> str:
    """Return a page without the port that it was served from, and tokens."""
    import re

    return re.sub(r'(name="csrf" value="|nonce[-=]"?)[^"]+', r"\1", text.replace(client.origin, ""))
