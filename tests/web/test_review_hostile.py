"""Hostile requests to the review pages: nothing is changed, nothing lost, nobody kept waiting."""

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from briefer.pipeline.review import actions
from briefer.settings import Workspace
from briefer.web import forms
from briefer.web.access import SESSION, Failures, Limit
from briefer.web.app import Options
from tests.web.conftest import SCRIPT, Client, served
from tests.web.test_web_review import DRAFT, REF, fields, item

TOKEN = "correct-horse-battery-staple"  # noqa: S105 - of a test
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def guarded(space: Workspace) -> Iterator[Client]:
    """Return a stranger at a room with a draft in it and a token before it."""
    failures = Failures(Limit(1000, 60), Limit(1000, 60))
    with served(space, Options(token=TOKEN, indexing=False), failures) as client:
        yield client


def _untouched(space: Workspace) -> bool:
    """Return whether nobody did anything but build."""
    return [entry.action for entry in actions.trail(space, REF)] == ["built"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1.evil.example"},
        {"Origin": "", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost"},
    ],
)
def test_a_form_on_another_site_does_nothing(
    space: Workspace, desk: Client, headers: dict[str, str]
) -> None:
    """Even with cookie and form token: the browser says where the form was."""
    page = desk.get(DRAFT).text
    for act in ("drop", "approve", "note"):
        sent = fields(page, act=act, item=item(space, "story"), text="x")
        assert desk.post(DRAFT, sent, headers).status == 403
    assert _untouched(space)


def test_a_form_that_names_no_origin_does_nothing(space: Workspace, desk: Client) -> None:
    """A browser names it with every form; what names none is no browser, and has no bearer."""
    body = urlencode(fields(desk.get(DRAFT).text, act="approve")).encode()
    cookie = "; ".join(f"{name}={value}" for name, value in desk.jar.items())
    head = (
        f"POST {DRAFT} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nCookie: {cookie}\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    )
    assert _raw(desk.port, head.encode() + b"\r\n" + body).split()[1] == b"403"
    cross = head.encode() + b"Sec-Fetch-Site: cross-site\r\n\r\n" + body
    assert _raw(desk.port, cross).split()[1] == b"403"
    assert _untouched(space)
    same = head.encode() + b"Sec-Fetch-Site: same-origin\r\n\r\n" + body
    assert _raw(desk.port, same).split()[1] == b"303"
    assert not _untouched(space)


def _raw(port: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        return connection.recv(4000)


@pytest.mark.parametrize("csrf", ["", "x", "é", "0" * 64])
def test_a_form_without_its_token_does_nothing(space: Workspace, desk: Client, csrf: str) -> None:
    """Missing, guessed, or another browser's."""
    sent = fields(desk.get(DRAFT).text, act="approve") | {"csrf": csrf}
    assert desk.post(DRAFT, sent).status == 403
    other = Client(desk.port)
    foreign = fields(other.get(DRAFT).text)["csrf"]
    assert desk.post(DRAFT, sent | {"csrf": foreign}).status == 403
    desk.jar.clear()
    assert desk.post(DRAFT, fields(other.get(DRAFT).text, act="approve")).status == 403
    assert _untouched(space)


@pytest.mark.parametrize("token", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}"])
def test_without_the_token_no_draft_is_read_or_changed(
    space: Workspace, guarded: Client, token: str | None
) -> None:
    """Missing, empty, wrong: the door, whatever is asked for."""
    headers = {} if token is None else {"Authorization": token}
    for path in ("/review", DRAFT, "/review/2021-06-02/nobody"):
        answer = guarded.get(path, headers)
        assert answer.status in {303, 401}
        assert "desk" not in answer.text.replace(path, "").lower()
        answer = guarded.post(path, {"act": "approve"}, headers)
        assert answer.status in {303, 401}
    forged = {SESSION: f"{int(time.time()) + 9999}.x.{'0' * 64}"}
    guarded.jar |= forged
    assert guarded.get(DRAFT).status == 303
    assert _untouched(space)


def test_a_program_with_the_token_needs_no_form(space: Workspace, guarded: Client) -> None:
    """The bearer stands for the form's token: a browser sends none by itself."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    sent = {"act": "drop", "item": item(space, "story"), "who": "The desk's own program"}
    assert guarded.post(DRAFT, sent, headers).status == 303
    assert [e.who for e in actions.trail(space, REF)][1:] == ["The desk's own program"]


def test_behind_a_proxy_with_tls_forms_work(space: Workspace, guarded: Client) -> None:
    """The browser's page is one of https, the proxy speaks http to us; the cookie is secure."""
    secure = {"Origin": guarded.origin.replace("http:", "https:")}
    csrf = guarded.get("/login").text.partition('name="csrf" value="')[2].partition('"')[0]
    entered = guarded.post("/login", {"csrf": csrf, "token": TOKEN}, secure)
    assert entered.status == 303
    assert "secure" in entered.headers["set-cookie"].lower()
    sent = fields(guarded.get(DRAFT).text, act="drop", item=item(space, "story"))
    assert guarded.post(DRAFT, sent, secure).status == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_change_nothing(space: Workspace, desk: Client, method: str) -> None:
    """There is nothing but to read and to send forms."""
    for path in ("/review", DRAFT):
        assert desk.send(method, path, fields(desk.get(DRAFT).text, act="approve")).status == 405
    assert _untouched(space)


@pytest.mark.parametrize("path", ["/", "/review", "/day/2021-06-02/desk", "/search", "/room.css"])
def test_pages_that_are_read_take_no_form(space: Workspace, desk: Client, path: str) -> None:
    """Only the draft, the door and the way out do."""
    assert desk.post(path, fields(desk.get(DRAFT).text, act="approve")).status == 405
    assert _untouched(space)


def test_an_act_in_the_address_does_nothing(space: Workspace, desk: Client) -> None:
    """A link can't approve: what is asked with GET only reads."""
    sent = urlencode(fields(desk.get(DRAFT).text, act="approve"))
    assert desk.get(f"{DRAFT}?{sent}").status == 200
    assert _untouched(space)


@pytest.mark.parametrize(("size", "status"), [(3_990, 303), (4_100, 400), (1_000_000, 413)])
def test_a_note_has_its_bounds(space: Workspace, desk: Client, size: int, status: int) -> None:
    """A long one is taken, one too long is refused with its text still in the form, 1 MB unread."""
    text = "w" * size
    answer = desk.post(DRAFT, fields(desk.get(DRAFT).text, act="note", text=text))
    assert answer.status == status
    notes = actions.open_draft(space, REF).notes
    assert [note.text for note in notes] == ([text] if status == 303 else [])
    assert (text in answer.text) == (status == 400)


def test_a_form_without_end_is_cut_off(space: Workspace, desk: Client) -> None:
    """In pieces of no announced size: the server answers before it has read them all."""
    head = (
        f"POST {DRAFT} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nOrigin: {desk.origin}\r\n"
        f"Content-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    piece = b"2000\r\n" + b"a" * 0x2000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as connection:
        connection.sendall(head.encode())
        try:
            for _ in range(2_000):  # 16 MB
                connection.sendall(piece)
        except OSError:
            pass  # hung up on
        else:
            assert connection.recv(100).split()[1] == b"413"
    assert desk.get("/review").status == 200
    assert _untouched(space)


def test_half_a_form_is_not_waited_for(
    space: Workspace, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is answered when its time is up; meanwhile others read and review."""
    monkeypatch.setattr(forms, "SECONDS", 0.5)
    head = (
        f"POST {DRAFT} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nOrigin: {desk.origin}\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: 500\r\n\r\nact=app"
    )
    slow = [socket.create_connection(("127.0.0.1", desk.port), timeout=10) for _ in range(20)]
    for connection in slow:
        connection.sendall(head.encode())
    sent = fields(desk.get(DRAFT).text, act="drop", item=item(space, "story"))
    assert desk.post(DRAFT, sent).status == 303
    for connection in slow:
        assert connection.recv(100).split()[1] == b"408"
        connection.close()
    assert [entry.action for entry in actions.trail(space, REF)] == ["built", "dropped"]


def test_a_note_turns_no_direction_and_runs_nothing(space: Workspace, desk: Client) -> None:
    """Overrides and controls are taken out where it is written; markup stays text."""
    text = f"A\u202eB\u2066C\x00D\u2028E {SCRIPT} \u200fقال"
    assert desk.post(DRAFT, fields(desk.get(DRAFT).text, act="note", text=text)).status == 303
    (note,) = actions.open_draft(space, REF).notes
    assert note.text == f"ABC D E {SCRIPT} \u200fقال"
    page = desk.get(DRAFT).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    actions.approve(space, REF, actions.By("x", note.at))
    folder = space.root / "briefings" / "2021-06-02"
    assert "<script>document" not in (folder / "desk.html").read_text(encoding="utf-8")


def test_what_was_written_is_kept_when_somebody_was_first(space: Workspace, desk: Client) -> None:
    """The second of two reviewers finds the sentence in the form again, not lost."""
    old = desk.get(DRAFT).text
    assert desk.post(DRAFT, fields(old, act="note", text="first")).status == 303
    point = item(space, "bottom_line")
    late = desk.post(DRAFT, fields(old, act="edit", item=point, text="A sentence of an hour."))
    assert late.status == 409
    assert 'dir="auto">A sentence of an hour.</textarea>' in late.text
    noted = desk.post(DRAFT, fields(old, act="note", text="A note of an hour."))
    assert noted.status == 409
    assert 'dir="auto">A note of an hour.</textarea>' in noted.text


@pytest.mark.parametrize(
    "name", ["", "\u202ekcab", "a\r\nSet-Cookie: x=1", "x" * 5000, "<b>", "\x00", "é" * 90]
)
def test_a_reviewers_name_is_a_name(desk: Client, name: str) -> None:
    """It goes into a cookie, a header and the trail: printable, short, one line."""
    answer = desk.post(DRAFT, fields(desk.get(DRAFT).text, act="name", who=name))
    assert answer.status == 303
    assert set(answer.cookies) == {"room_name"}
    page = desk.get(DRAFT)
    assert page.status == 200
    assert "\u202e" not in page.text
    assert "<b>" not in page.text.partition('id="who"')[2][:200]
