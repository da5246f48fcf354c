"""A reading room on loopback: a small archive with hostile content, served by the real server."""

import datetime as dt
import http.client
import io
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
import uvicorn

from briefer.models import (
    Article,
    Aside,
    Briefing,
    CalendarItem,
    Change,
    Check,
    Conflict,
    ConflictSide,
    Evidence,
    Gaps,
    KeyPoint,
    Note,
    Problem,
    Rejected,
    Stats,
)
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.settings import Workspace, load
from briefer.store import Store
from briefer.store.database import Placed
from briefer.store.search import index
from briefer.web.access import Failures
from briefer.web.app import Options, application
from briefer.web.server import Impatient
from tests import make
from tests.make import PASSED

DAY = dt.date(2021, 6, 2)
NOW = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
HOSTILE = f"Harbour {SCRIPT} \u202egnitirw & 'quotes'"

ARTICLES = (
    Article(
        id="a1",
        title="Ports agree on a common inspection day",
        source="Meridian Wire",
        url="https://meridian.example/ports",
        published=DAY,
        language="en",
        text="Ministers of Łódź and Calme agreed on Wednesday to inspect harbours. "
        "Ten inspectors will be sent to each terminal.\n\nThe deal follows a year of talks.",
        asides=(Aside(kind="caption", text=f"A crane at dusk {SCRIPT}"),),
    ),
    Article(
        id="a2",
        title=HOSTILE,
        source=f"Evil Post {SCRIPT}",
        url="javascript:alert(document.domain)",
        published=DAY - dt.timedelta(days=1),
        language="en",
        text=f"The harbour master said {SCRIPT} on Tuesday. A second sentence stands here.",
    ),
    Article(
        id="a3",
        title="外交部发言人回应",
        source="港口日报",
        published=DAY,
        language="zh",
        text="中国外交部发言人星期三表示，双方同意检查港口。会谈将继续。",
    ),
    Article(
        id="a4",
        title="الوزراء يتفقون على يوم تفتيش مشترك",
        source="صحيفة الميناء",
        published=DAY,
        language="ar",
        text="قال الرئيس يوم الأربعاء إن الوزراء اتفقوا على تفتيش الموانئ. وستستمر المحادثات.",
    ),
)
BY_ID = {article.id: article for article in ARTICLES}


def proof(article: str, sentence: str) -> tuple[Evidence, ...]:
    """Return the first sentence of an article that has those words, as evidence."""
    text = BY_ID[article].text
    start = text.index(sentence)
    return (
        Evidence(
            article_id=article,
            sentences=(1,),
            start=start,
            end=start + len(sentence),
            quote=sentence,
        ),
    )


def point(number: int, text: str, article: str, speaker: str | None = None) -> KeyPoint:
    """Return a key point that rests on the beginning of an article."""
    return make.point(
        text,
        id=f"k{number}",
        kind="statement" if speaker else "event",
        speaker=speaker,
        countries=("PL",),
        evidence=proof(article, BY_ID[article].text[:30]),
    )


def briefing_of(day: dt.date, audience: str, points: tuple[KeyPoint, ...]) -> Briefing:
    """Return a briefing with one story of those points."""
    side = ConflictSide(
        value=f"ten {SCRIPT}", outlets=("Meridian Wire",), key_point="k1", evidence=()
    )
    story = make.story(
        "s1",
        *points,
        title=f"Harbour inspections {SCRIPT}",
        status="new",
        articles=("a1", "a2"),
        outlets=("Meridian Wire",),
        conflicts=(Conflict(kind="number", subject="inspectors", sides=(side, side)),),
        countries=("PL",),
    )
    lead = make.line(points[0].text, *points[0].evidence, key_points=("k1",), story="s1")
    return make.briefing(
        story,
        date=day,
        audience=audience,
        title=f"Briefing {SCRIPT}",
        bottom_line=(lead,),
        changes=(
            Change(
                story="s1",
                kind="moved",
                text=points[-1].text,
                before=f"Before {SCRIPT}",
                evidence=points[-1].evidence,
            ),
        ),
        calendar=(
            CalendarItem(
                date=dt.date(2021, 6, 16),
                precision="day",
                text="The first inspection.",
                evidence=proof("a1", "Ten inspectors"),
                check=PASSED,
                story="s1",
            ),
        ),
        notes=(Note(id="n1", text=f"A note {SCRIPT}", story="s1"),),
        gaps=Gaps(
            rejected=(
                Rejected(
                    text=f"Never said {SCRIPT}",
                    stage="extract",
                    check=Check(
                        status="rejected",
                        score=0,
                        problems=(Problem(code="number", explanation=f"wrong {SCRIPT}"),),
                    ),
                ),
            )
        ),
        sources=tuple(make.numbered(n, a) for n, a in enumerate(ARTICLES, start=1)),
        stats=Stats(articles=len(ARTICLES)),
    )


def fill(root: Path, settings: str = "") -> Workspace:
    """Write the archive and its published files, and index it."""
    space = make.workspace(root, f'timezone = "UTC"\n{settings}')
    first = point(1, "Ministers agreed on Wednesday to inspect harbours.", "a1")
    second = point(2, f"The harbour master said {SCRIPT} on Tuesday.", "a2", f"Master {SCRIPT}")
    foreign = point(3, "قال الرئيس إن الوزراء اتفقوا", "a4")
    with Store(space.state) as store:
        store.save_input("wire", ARTICLES, (), lambda _, new: new, NOW)
        for article in ("a1", "a2"):
            store.save_placement(Placed(article, "s1", None, NOW))
        for day, audience, points in (
            (DAY - dt.timedelta(days=1), "default", (second,)),
            (DAY, "default", (first, second, foreign)),
            (DAY, "minister", (first,)),
        ):
            made = briefing_of(day, audience, points)
            store.save_briefing(made, made, 4, list(BY_ID))
            folder = root / "briefings" / day.isoformat()
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{audience}.html").write_text(f"<p>{SCRIPT}</p>", encoding="utf-8")
    index(space.state)
    return space


class Answer(NamedTuple):
    """What the server answered."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: dict[str, str]


class Client:
    """A reader without a browser: keeps cookies, follows nothing."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.jar: dict[str, str] = {}

    @property
    def origin(self) -> str:
        """Where the room is."""
        return f"http://127.0.0.1:{self.port}"

    def send(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = dict(headers or {})
        if self.jar:
            sent.setdefault("Cookie", "; ".join(f"{n}={v}" for n, v in self.jar.items()))
        body = None
        if fields is not None:
            body = urlencode(fields)
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
            sent.setdefault("Origin", self.origin)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            cookies = {}
            for header in response.headers.get_all("Set-Cookie") or []:
                name, _, value = header.partition(";")[0].partition("=")
                cookies[name] = value
            self.jar |= cookies
            named = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, named, text, cookies)
        finally:
            connection.close()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a page."""
        return self.send("GET", path, headers=headers)

    def post(
        self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a form."""
        return self.send("POST", path, fields, headers)


READ_ONLY = Options(indexing=False)


@contextmanager
def served(
    space: Workspace,
    options: Options = READ_ONLY,
    failures: Failures | None = None,
    now: Callable[[], dt.datetime] = lambda: NOW,
) -> Iterator[Client]:
    """Serve a workspace in a thread of this process."""
    config = uvicorn.Config(
        application(space, options, failures, now),
        port=0,
        http=Impatient,
        ws="none",
        log_level="critical",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    end = time.monotonic() + 20
    while not server.started and thread.is_alive() and time.monotonic() < end:
        time.sleep(0.01)
    try:
        yield Client(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a filled workspace that tests only read."""
    return fill(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="session")
def _open(archive: Workspace) -> Iterator[Client]:
    with served(archive) as client:
        yield client


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with one draft of sample news that waits for approval."""
    root = tmp_path_factory.mktemp("built")
    (root / "briefer.toml").write_text('timezone = "UTC"\n', encoding="utf-8")
    (root / "audiences").mkdir()
    (root / "audiences" / "desk.toml").write_text(
        'title = "Desk"\napproval = true\nformats = ["html"]\n', encoding="utf-8"
    )
    samples = Path(__file__).resolve().parents[2] / "samples" / "articles" / "2021-06-02"
    request = BuildRequest((str(samples),), "2021-06-02", ("desk",), None)
    evening = NOW + dt.timedelta(days=1)
    build_briefings(load(root), request, evening, Silent(), io.BytesIO())
    return root


@pytest.fixture
def space(built: Path, tmp_path: Path) -> Workspace:
    """Return a copy of the workspace with the draft, as it was built."""
    return load(shutil.copytree(built, tmp_path / "copy"))


@pytest.fixture
def desk(space: Workspace) -> Iterator[Client]:
    """Return a reviewer of that draft."""
    with served(space) as client:
        yield client


@pytest.fixture
def room(_open: Client) -> Client:
    """Return a reader of the room, without cookies."""
    return Client(_open.port)
