"""Hostile requests: nothing runs, nothing leaks, nobody comes in."""

import socket
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from itsdangerous.encoding import base64_decode, base64_encode, bytes_to_int, int_to_bytes

from briefer.errors import ConfigError
from briefer.settings import Workspace, load
from briefer.web import forms, server
from briefer.web.access import SESSION, Failures, Keys, Limit
from briefer.web.app import Options
from briefer.web.guard import POLICY
from briefer.web.hosts import answers_to
from briefer.web.server import options_of
from tests.web.conftest import Client, served

TOKEN = "correct-horse-battery-staple"  # noqa: S105 - of a test


class Clock:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture(scope="session")
def _guarded(archive: Workspace) -> Iterator[Client]:
    failures = Failures(Limit(1000, 60), Limit(1000, 60))
    with served(archive, Options(token=TOKEN, indexing=False), failures) as client:
        yield client


@pytest.fixture
def guarded(_guarded: Client) -> Client:
    """Return a stranger at the door of a room with a token."""
    return Client(_guarded.port)


def raw(port: int, sent: bytes) -> bytes:
    """Send bytes as they are and return the answer's first 2,000."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        return connection.recv(2000)


# --- every answer ---


@pytest.mark.parametrize("path", ["/", "/nope", "/room.css", "/search?q=%00", "/review"])
def test_every_answer_is_sealed(room: Client, path: str) -> None:
    """The policy, no sniffing, no framing, and nothing private kept by a browser."""
    headers = room.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    if path != "/room.css":
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "",
        "127.0.0.1:x",
        "a b",
    ],
)
def test_a_forged_host_is_refused(room: Client, host: str) -> None:
    """A name that somebody made point to this machine reaches nothing (DNS rebinding)."""
    answer = room.get("/", {"Host": host})
    assert answer.status in {400, 421}
    assert "briefing" not in answer.text.lower()


def test_no_host_or_two_are_refused(room: Client) -> None:
    """HTTP/1.0 without a Host, and a request with two."""
    assert raw(room.port, b"GET / HTTP/1.0\r\n\r\n").split()[1] in {b"400", b"421"}
    two = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n"
    assert raw(room.port, two).split()[1] in {b"400", b"421"}


def test_hosts_that_are_ours() -> None:
    """Loopback names for loopback; addresses where all are listened on; names of the settings."""
    here = answers_to("127.0.0.1")
    assert all(map(here, ("127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765")))
    assert not any(map(here, ("192.168.1.5", "briefer.example", "10.0.0.1", "[::2]")))
    everywhere = answers_to("0.0.0.0", ["desk.example"])  # noqa: S104 - the question
    assert all(map(everywhere, ("192.168.1.5:80", "desk.example", "[fe80::1]")))
    assert not everywhere("evil.example")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "CONNECT", "PATCH", "OPTIONS", "FOO"])
def test_other_methods_are_refused(room: Client, method: str) -> None:
    """There is nothing to put or to delete."""
    assert room.send(method, "/").status in {400, 405}


def test_head_has_no_body(room: Client) -> None:
    """HEAD answers as GET does, without the page."""
    answer = room.send("HEAD", "/search?q=harbour")
    assert answer.status == 200
    assert answer.text == ""


@pytest.mark.parametrize(
    "path",
    [
        "/file/2021-06-02/..%2f..%2fbriefer.toml",
        "/file/..%2f..%2f/default.html",
        "/file/2021-06-02/%2e%2e%2f2021-06-01%2fdefault.html",
        "/file/2021-06-02/default.html%00.md",
        "/file/2021-06-02/default.toml",
        "/file/2021-06-02/..%5c..%5cbriefer.toml",
        "/file/2021-06-02//etc/passwd.txt",
        "/file/../../etc/passwd",
        "/room.css/../../briefer.toml",
        "/day/..%2f..%2f/default",
        "/day/2021-13-45/default",
        "/article/..%2f..%2fetc%2fpasswd",
        "/article/%00",
        "/article/" + "a" * 1500,
        "/story/%ff%fe",
        "/story/'%20OR%201=1--",
        "/review/2021-06-02/default",
        "/review/x/y",
        "/?month=%27",
    ],
)
def test_paths_that_climb_lead_nowhere(room: Client, path: str) -> None:
    """No file but the published ones, no fault but "not here", and no path in the answer."""
    answer = room.get(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text
    assert str(forms.__file__).rpartition("/")[0] not in answer.text
    assert "/tmp" not in answer.text.replace(path, "")  # noqa: S108 - looked for, not used


def test_a_link_out_of_the_folder_is_not_followed(archive: Workspace, room: Client) -> None:
    """A published name that points elsewhere is not given out."""
    secret = archive.root / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    link = archive.root / "briefings" / "2021-06-02" / "default.txt"
    link.symlink_to(secret)
    assert room.get("/file/2021-06-02/default.txt").status == 404


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        '""',
        "*",
        "-",
        "AND",
        "NEAR(a b, 5)",
        "title:x",
        "{title} : y",
        'a" OR 1=1 --',
        "^start",
        "(((((",
        "a*b*c*",
        "\x00\x00",
        "'; DROP TABLE articles; --",
        "\ud7ff\uffff",
        "🙂 🙂",
        "x" * 900,
        "a " * 450,
        '" ' * 400,
        "%" * 300,
        "-a -b -c",
        "中" * 300,
    ],
)
@pytest.mark.parametrize("kind", ["articles", "claims"])
def test_no_search_is_an_error(room: Client, asked: str, kind: str) -> None:
    """Whatever is asked is looked for as words, or said to be nothing to look for."""
    answer = room.get(f"/search?kind={kind}&q={quote(asked)}"[:1990].rstrip("%"))
    assert answer.status == 200
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "since=x&until=y&q=a",
        "since=0001-01-01&until=9999-12-31&q=a",
        "before=-5&q=a",
        "before=99999999999999999999&q=a",
        "sort=best&before=99999999&q=harbour",
        "language=%27&country=%00&q=a",
        "outlet=%3Cscript%3E",
        "q=%FF%FE",
        "kind=%00&sort=%00&unknown=1",
        "q=a&q=b&q=c",
    ],
)
def test_no_filter_is_an_error(room: Client, query: str) -> None:
    """Dates that are none, numbers too large, and parameters nobody knows."""
    assert room.get(f"/search?{query}").status == 200


def test_a_very_long_address_is_refused(room: Client) -> None:
    """It costs a line, not a search."""
    assert room.get("/search?q=" + "a" * 5000).status == 414
    head = b"GET /?" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert raw(room.port, head).split()[1] in {b"400", b"414"}


def test_a_broken_file_shows_nothing_of_itself(tmp_path: object, archive: Workspace) -> None:
    """An error inside is a plain page: no trace, no path."""
    broken = archive.model_copy(
        update={
            "settings": archive.settings.model_copy(
                update={"state": archive.root / "briefings" / "nothing.db"}
            )
        }
    )
    with served(broken) as client:
        answer = client.get("/search?q=harbour")
    assert answer.status == 500
    assert "Something went wrong" in answer.text
    assert "nothing.db" not in answer.text
    assert "Traceback" not in answer.text


def test_slow_clients_are_cut_off_and_keep_nobody_waiting(
    room: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a head is not waited for; meanwhile others are served."""
    monkeypatch.setattr(server, "PATIENCE", 0.3)
    slow = [socket.create_connection(("127.0.0.1", room.port), timeout=5) for _ in range(20)]
    for connection in slow:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127")
    start = time.monotonic()
    assert room.get("/").status == 200
    assert time.monotonic() - start < 2
    for connection in slow:
        assert connection.recv(10) == b""
        connection.close()


# --- the door ---


@pytest.mark.parametrize("path", ["/", "/search?q=harbour", "/article/a1", "/review", "/nope"])
def test_without_a_token_nobody_comes_in(guarded: Client, path: str) -> None:
    """Every page leads to the same form, whether it is there or not."""
    answer = guarded.get(path)
    assert answer.status == 303
    assert answer.headers["location"].startswith("/login")
    assert "harbour" not in answer.text.lower()


@pytest.mark.parametrize(
    "value",
    ["Bearer wrong", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"bearer  {TOKEN[:-1]}"],
)
def test_a_wrong_bearer_is_refused(guarded: Client, value: str) -> None:
    """Only the whole token opens."""
    answer = guarded.get("/", {"Authorization": value})
    assert answer.status in {401, 303}
    assert "briefing" not in answer.text.lower()


def test_the_token_opens_as_a_header_and_by_the_form(guarded: Client) -> None:
    """The form gives a cookie that no script reads and no other site sends; going out ends it."""
    assert guarded.get("/", {"Authorization": f"Bearer {TOKEN}"}).status == 200
    page = guarded.get("/login?next=%2Fsources")
    assert page.status == 200
    csrf = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    wrong = guarded.post("/login", {"csrf": csrf, "token": "wrong"})
    assert wrong.status == 401
    assert TOKEN not in wrong.text
    entered = guarded.post("/login", {"csrf": csrf, "token": TOKEN, "next": "/sources"})
    assert (entered.status, entered.headers["location"]) == (303, "/sources")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert guarded.get("/sources").status == 200
    csrf = guarded.get("/login").text.partition('name="csrf" value="')[2].partition('"')[0]
    assert guarded.post("/logout", {"csrf": csrf}).status == 303
    guarded.jar.pop(SESSION)
    assert guarded.get("/sources").status == 303


@pytest.mark.parametrize(
    "following", ["//evil.example", "https://evil.example", "/\\evil", "javascript:x", "/a\r\nb"]
)
def test_the_door_leads_to_our_own_pages_only(guarded: Client, following: str) -> None:
    """A link to the door can't send a reader elsewhere after it."""
    page = guarded.get(f"/login?next={quote(following)}")
    csrf = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    entered = guarded.post("/login", {"csrf": csrf, "token": TOKEN, "next": following})
    assert entered.headers["location"] == "/"


def test_forged_and_ended_sessions_are_worth_nothing() -> None:
    """A session is ours, of this token, and not over."""
    clock = Clock()
    keys = Keys(TOKEN, clock)
    session = keys.session()
    assert keys.session_holds(session)
    assert not Keys("another-token-of-others", clock).session_holds(session)
    said, began, signature = session.split(".")
    later = base64_encode(int_to_bytes(bytes_to_int(base64_decode(began)) + 1)).decode()
    assert not keys.session_holds(f"{said}.{later}.{signature}")
    assert not any(map(keys.session_holds, ("", ".", "..", "9" * 300, session[:-1], "é.ü.ö")))
    clock.now += 13 * 3600
    assert not keys.session_holds(session)


def test_guessing_is_slowed_down(archive: Workspace) -> None:
    """After five wrong tokens even the right one has to wait; a minute later it opens."""
    clock = Clock()
    failures = Failures(clock=clock)
    with served(archive, Options(token=TOKEN, indexing=False), failures) as client:
        codes = [client.get("/", {"Authorization": "Bearer no"}).status for _ in range(6)]
        assert codes == [401] * 5 + [429]
        right = {"Authorization": f"Bearer {TOKEN}"}
        late = client.get("/", right)
        assert late.status == 429
        assert late.headers["retry-after"] == "60"
        clock.now += 61
        assert client.get("/", right).status == 200


def test_failures_are_remembered_within_bounds() -> None:
    """A million addresses take no more memory than a thousand, and keep nobody else out."""
    failures = Failures(clock=Clock())
    for number in range(2000):
        failures.add(f"10.0.{number // 256}.{number % 256}", f"{number:04d}")
    assert len(failures._seen) <= 1024
    assert len(failures._begun) <= 1024
    assert failures.wait("10.0.7.200") == 0
    assert failures.wait("192.0.2.1") == 0


# --- forms ---


def _csrf(client: Client) -> str:
    return client.get("/login").text.partition('name="csrf" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1.evil.example"},
    ],
)
def test_a_form_from_elsewhere_is_refused(guarded: Client, headers: dict[str, str]) -> None:
    """Even with the right form token: the browser says that the page was not ours."""
    answer = guarded.post("/login", {"csrf": _csrf(guarded), "token": TOKEN}, headers)
    assert answer.status == 403
    assert SESSION not in answer.cookies


def test_a_form_without_its_token_is_refused(guarded: Client) -> None:
    """Missing, another's, or without the cookie that belongs to it."""
    good = _csrf(guarded)
    for given in ("", "x", good[:-1], "é"):
        assert guarded.post("/login", {"csrf": given, "token": TOKEN}).status == 403
    guarded.jar.clear()
    assert guarded.post("/login", {"csrf": good, "token": TOKEN}).status == 403


def test_forms_are_small_and_plain(guarded: Client) -> None:
    """Too large, of another kind, or with a thousand fields: refused, each with its code."""
    csrf = _csrf(guarded)
    big = guarded.post("/login", {"csrf": csrf, "token": "x" * 100_000})
    assert big.status == 413
    kind = {"Content-Type": "application/json"}
    assert guarded.post("/login", {"csrf": csrf}, kind).status == 415
    many = {f"f{n}": "x" for n in range(1000)}
    assert guarded.post("/login", {"csrf": csrf, **many}).status == 400


def test_other_machines_need_a_token(
    tmp_path: object, archive: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room does not start open to others, nor with a token that can be guessed."""
    flags = {"serve.host": "0.0.0.0"}  # noqa: S104 - the question
    with pytest.raises(ConfigError, match="BRIEFER_SERVE__TOKEN"):
        options_of(load(archive.root, flags))
    monkeypatch.setenv("BRIEFER_SERVE__TOKEN", "short")
    with pytest.raises(ConfigError, match="shorter"):
        options_of(load(archive.root, flags))
    monkeypatch.setenv("BRIEFER_SERVE__TOKEN", TOKEN)
    assert options_of(load(archive.root, flags)).token == TOKEN
    assert TOKEN not in repr(load(archive.root, flags))
