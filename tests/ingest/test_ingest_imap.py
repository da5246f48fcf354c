"""A mailbox's folder over IMAP, from a real server on loopback."""

import datetime as dt
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.errors import SourceError
from briefer.ingest.imap import look, parse
from briefer.ingest.raw import Batch, Desk
from briefer.ingest.source import Source
from briefer.models import Article
from tests.ingest.imap_server import DOVECOT, PASSWORD, ImapServer, serving

NOW = dt.datetime(2021, 6, 3, 7, tzinfo=dt.UTC)
MAIL = (
    "From: Desk <desk@example.org>\nSubject: Report {number}\nDate: Tue, 1 Jun 2021 08:00:00 +0200\n"
    "Message-ID: <{number}@example.org>\nContent-Type: text/plain; charset=utf-8\n\n"
    "The envoy said in report number {number} that the talks would go on in Vienna.\n"
)

needs_dovecot = pytest.mark.skipif(DOVECOT is None, reason="needs dovecot-imapd")


@pytest.fixture(scope="module")
def server() -> Iterator[ImapServer]:
    """A server with three mails in its inbox and one in the folder Zeitungen/Köln."""
    with tempfile.TemporaryDirectory(prefix="imap") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with serving(folder) as running:
            for number in (1, 2, 3):
                running.deliver(number, MAIL.format(number=number))
            running.deliver(4, MAIL.format(number=4), folder="Zeitungen.K&APY-ln")
            yield running


@pytest.fixture
def trusted(server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> ImapServer:
    """The server, its authority trusted and its password set, as an administrator does it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
    monkeypatch.setenv("BRIEFER_IMAP_PASSWORD", PASSWORD)
    return server


def _look(url: str, state: str | None = None, *, allow_private: bool = True) -> list[Batch]:
    source = Source(location=url, allow_private=allow_private)
    return list(look(source, Desk(now=NOW, state=state, timeout=10)))


def _titles(batches: list[Batch]) -> list[str | None]:
    return [i.title for b in batches for i in b.items if isinstance(i, Article)]


@needs_dovecot
@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_each_mail_of_a_folder_is_an_article(trusted: ImapServer, scheme: str) -> None:
    """TLS from the start and STARTTLS give the same three articles, with all they say."""
    batches = _look(trusted.url(scheme=scheme))
    assert _titles(batches) == ["Report 1", "Report 2", "Report 3"]
    article = batches[0].items[0]
    assert isinstance(article, Article)
    assert article.published == dt.date(2021, 6, 1)
    assert article.origins[0].location == f"{scheme}://localhost/INBOX#1"
    assert "desk" not in article.origins[0].location


@needs_dovecot
def test_only_new_mails_are_read_again(trusted: ImapServer) -> None:
    """A second look begins where the first ended, and nothing in the folder was marked."""
    state = _look(trusted.url())[-1].state
    assert _look(trusted.url(), state) == []
    trusted.deliver(9, MAIL.format(number=9), folder="Later")
    first = _look(trusted.url("Later"))
    trusted.deliver(10, MAIL.format(number=10), folder="Later")
    assert _titles(_look(trusted.url("Later"), first[-1].state)) == ["Report 10"]
    assert not list((trusted.folder / "mail" / "cur").glob("*:2,*S*"))


@needs_dovecot
def test_a_folder_made_anew_is_read_from_its_beginning(trusted: ImapServer) -> None:
    """Numbers of another UIDVALIDITY count for nothing."""
    assert len(_titles(_look(trusted.url(), "12345:3"))) == 3


@needs_dovecot
def test_a_folder_with_any_name(trusted: ImapServer) -> None:
    """A folder below another, with letters beyond ASCII, is found."""
    assert _titles(_look(trusted.url("Zeitungen.K%C3%B6ln"))) == ["Report 4"]


@needs_dovecot
def test_the_first_look_takes_two_weeks(trusted: ImapServer) -> None:
    """Mails that arrived more than 14 days before are left alone at the first look."""
    source = Source(location=trusted.url(), allow_private=True)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=30)  # dovecot dates them by their files
    assert list(look(source, Desk(now=later, timeout=10))) == []


@needs_dovecot
def test_a_wrong_password_is_told_without_it(
    trusted: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says that the login failed, and never the password."""
    monkeypatch.setenv("BRIEFER_IMAP_PASSWORD_LOCALHOST", "wrong word")
    with pytest.raises(SourceError, match=r"(?i)authentication failed") as caught:
        _look(trusted.url())
    assert "wrong word" not in str(caught.value)


@needs_dovecot
def test_a_folder_that_is_not_there(trusted: ImapServer) -> None:
    """The message names the folder."""
    with pytest.raises(SourceError, match='no folder "Nowhere"'):
        _look(trusted.url("Nowhere"))


@needs_dovecot
def test_an_unknown_authority_is_refused(
    server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate that no trusted authority signed ends the look before the login."""
    monkeypatch.setenv("BRIEFER_IMAP_PASSWORD", PASSWORD)
    with pytest.raises(SourceError, match=r"(?i)certificate"):
        _look(server.url())


def test_a_private_address_is_refused_unless_it_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with pages, the address that the name leads to decides."""
    monkeypatch.setenv("BRIEFER_IMAP_PASSWORD", PASSWORD)
    with pytest.raises(SourceError, match="allow_private"):
        _look("imaps://desk@127.0.0.1:9/INBOX", allow_private=False)


def test_no_password_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a password nothing is asked of the server."""
    monkeypatch.delenv("BRIEFER_IMAP_PASSWORD", raising=False)
    with pytest.raises(SourceError, match="BRIEFER_IMAP_PASSWORD_MAIL_EXAMPLE_ORG"):
        _look("imaps://desk@mail.example.org/INBOX")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("imaps://desk:word@mail.example.org/INBOX", "a password in an address"),
        ("imaps://mail.example.org/INBOX", "imaps://USER@HOST/FOLDER"),
        ("imaps://desk@mail.example.org/IN%0ABOX", "control characters"),
        ("imaps://de%0Dsk@mail.example.org/INBOX", "control characters"),
        ("imaps://desk@mail.example.org:99999/INBOX", "not an address"),
    ],
)
def test_addresses_that_are_refused(url: str, reason: str) -> None:
    """An address holds a user and a host, no password and nothing that ends a line."""
    with pytest.raises(SourceError, match=reason):
        parse(url)


@pytest.mark.parametrize(
    "greeting",
    [b"HTTP/1.1 200 OK\r\n\r\n", b"* OK ready\r\nnonsense\r\n", b"", b"* " + b"x" * 2_000_000],
    ids=["web server", "nonsense", "silence", "endless"],
)
def test_a_server_that_talks_nonsense(greeting: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever answers, the look ends with an error, in bounded time."""
    monkeypatch.setenv("BRIEFER_IMAP_PASSWORD", PASSWORD)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(greeting)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        with pytest.raises(SourceError):
            _look(f"imap://desk@127.0.0.1:{port}/INBOX")
        thread.join(10)
