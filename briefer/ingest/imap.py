"""A folder of a mailbox, read over IMAP with TLS: each mail in it is read as a saved one is.

    imaps://desk%40example.org@mail.example.org/INBOX/Newsletters     TLS from the start
    imap://desk@mail.example.org/Newsletters                          TLS by STARTTLS

The password is in the environment: BRIEFER_IMAP_PASSWORD, or for one host of several
BRIEFER_IMAP_PASSWORD_MAIL_EXAMPLE_ORG. The folder is only examined: nothing in it is marked as
read, moved or deleted. The first look takes the mails of the last 14 days, each later one those
that came since (RFC 9051's UIDs, as long as UIDVALIDITY stays the same).
"""

import datetime as dt
import imaplib
import os
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from briefer.credentials import scrub
from briefer.errors import SourceError
from briefer.ingest import mail
from briefer.ingest.fetch.addresses import resolve
from briefer.ingest.raw import Batch, Desk, Item, Raw
from briefer.ingest.source import Source
from briefer.models import Failure

PASSWORD = "BRIEFER_IMAP_PASSWORD"  # noqa: S105 - the name of the variable, not a password
FIRST_DAYS = 14
_MAX_MAIL = 20_000_000  # bytes
_MAX_MAILS = 2_000  # of one look; the rest is read at the next
_BATCH = 20  # mails that are kept together
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - reads better


class ImapFolder(NamedTuple):
    """An address taken apart. `location` is the address without the user's name."""

    host: str
    port: int
    user: str
    folder: str
    starttls: bool
    location: str


class _Limits(NamedTuple):
    address: str  # the IP address that the name was resolved to
    timeout: float


class _BoundedConnection(imaplib.IMAP4):
    """A connection to the address that was checked, which takes no answer without end."""

    def __init__(self, box: ImapFolder, limits: _Limits) -> None:
        self._box, self._limits = box, limits
        super().__init__(box.host, box.port, limits.timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        connection = socket.create_connection((self._limits.address, self._box.port), timeout)
        if self._box.starttls:
            return connection
        context = ssl.create_default_context()
        return context.wrap_socket(connection, server_hostname=self._box.host)

    def read(self, size: int) -> bytes:
        """Read a literal of `size` bytes, unless the server announces more than a mail holds."""
        if size > _MAX_MAIL:
            raise imaplib.IMAP4.abort(f"an answer of {size:,} bytes")
        return super().read(size)


def look(source: Source, desk: Desk) -> Iterator[Batch]:
    """Yield the folder's new mails, some at a time, oldest first.

    Raises:
        SourceError: the mailbox can't be reached, entered or read; the message says why.
    """
    box = parse(source.location)
    secret = password(box.host)
    found = resolve(box.host, box.port, allow_private=source.allow_private, timeout=desk.timeout)
    try:
        with _BoundedConnection(box, _Limits(found[0], desk.timeout)) as client:
            _enter(client, box, secret)
            yield from _mails(client, box, source, desk)
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise SourceError(f"{box.location}: {_why(error, secret)}") from error


def parse(url: str) -> ImapFolder:
    """Return the parts of a mailbox's address.

    Raises:
        SourceError: it has no host or no user, or holds a password.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError) as error:
        raise SourceError(f"not an address: {str(error)[:200]}") from error
    if parts.password is not None:
        raise SourceError(f"a password in an address is not read: set {PASSWORD} instead")
    if not host or not parts.username:
        raise SourceError("write a mailbox as imaps://USER@HOST/FOLDER")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if any(ord(char) < 32 for char in folder + unquote(parts.username)):
        raise SourceError("a mailbox's address holds no control characters")
    starttls = parts.scheme.lower() == "imap"
    port = port or (143 if starttls else 993)
    shown = f"{parts.scheme.lower()}://{host}/{folder}"
    return ImapFolder(host, port, unquote(parts.username), folder, starttls, shown)


def password(host: str) -> str:
    """Return the password for `host` from the environment.

    Raises:
        SourceError: there is none; the message names the variable.
    """
    own = f"{PASSWORD}_{re.sub(r'[^A-Z0-9]', '_', host.upper())}"
    found = os.environ.get(own) or os.environ.get(PASSWORD)
    if not found:
        raise SourceError(f"no password for {host}: set {PASSWORD} (or {own})")
    return found


def _enter(client: _BoundedConnection, box: ImapFolder, secret: str) -> None:
    if box.starttls:
        client.starttls(ssl.create_default_context())
    client.login(box.user, secret)
    status, answer = client.select(_quoted(box.folder), readonly=True)
    if status != "OK":
        raise imaplib.IMAP4.error(f'no folder "{box.folder}": {_text(answer)}')


def _mails(
    client: _BoundedConnection, box: ImapFolder, source: Source, desk: Desk
) -> Iterator[Batch]:
    validity = _text(client.response("UIDVALIDITY")[1])
    last = _last(desk.state, validity)
    waiting = _new(client, last, desk.now)[:_MAX_MAILS]
    for start in range(0, len(waiting), _BATCH):
        uids = waiting[start : start + _BATCH]
        sizes = _sizes(client, uids)
        items: list[Item] = []
        for uid in uids:
            items += _read(client, box, uid, sizes.get(uid, 0), source, desk)
        yield Batch(
            location=box.location,
            items=tuple(items),
            keys=tuple(f"{box.location}#{validity}:{uid}" for uid in uids),
            state=f"{validity}:{uids[-1]}",
        )


def _last(state: str | None, validity: str) -> int:
    """Return the UID of the last mail read; 0 where the folder was made anew since."""
    known, _, uid = (state or "").partition(":")
    return int(uid) if known == validity and uid.isdigit() else 0


def _new(client: _BoundedConnection, last: int, now: dt.datetime) -> list[int]:
    if last:
        status, answer = client.uid("SEARCH", f"UID {last + 1}:*")
    else:
        day = now - dt.timedelta(days=FIRST_DAYS)
        since = f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"
        status, answer = client.uid("SEARCH", f"SINCE {since}")
    if status != "OK":
        raise imaplib.IMAP4.error(f"the search failed: {_text(answer)}")
    found = sorted(int(uid) for uid in _text(answer).split() if uid.isdigit())
    return [uid for uid in found if uid > last]  # "9:*" gives the last mail where there is no 9th


def _sizes(client: _BoundedConnection, uids: Sequence[int]) -> dict[int, int]:
    _, answer = client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
    found = {}
    for line in answer:
        text = line.decode("ascii", "replace") if isinstance(line, bytes) else ""
        uid, size = (re.search(rf"{word} (\d{{1,15}})", text) for word in ("UID", "RFC822.SIZE"))
        if uid and size:
            found[int(uid[1])] = int(size[1])
    return found


def _read(
    client: _BoundedConnection, box: ImapFolder, uid: int, size: int, source: Source, desk: Desk
) -> Iterator[Item]:
    location = f"{box.location}#{uid}"
    if size > _MAX_MAIL:
        yield Failure(location=location, reason=f"a mail of {size / 1e6:.0f} MB; read are 20 MB")
        return
    _, answer = client.uid("FETCH", str(uid), "(BODY.PEEK[])")
    data = next((part[1] for part in answer if isinstance(part, tuple)), None)
    if data is None:  # deleted since the search
        return
    yield from mail.read(Raw(location, data, desk.now, source=source))


def _quoted(folder: str) -> str:
    """Return a folder's name as IMAP writes it: quoted, in modified UTF-7 (RFC 3501, 5.1.3)."""
    coded = re.sub(r"[^\x20-\x7e]+|&", lambda run: _utf7(run[0]), folder)
    escaped = coded.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _utf7(run: str) -> str:
    if run == "&":
        return "&-"
    return "&" + run.encode("utf-7").decode("ascii")[1:].rstrip("-").replace("/", ",") + "-"


def _text(answer: Sequence[object]) -> str:
    parts = (part.decode("utf-8", "replace") for part in answer if isinstance(part, bytes))
    return " ".join(parts)[:1_000_000]


def _why(error: Exception, secret: str) -> str:
    """Return what went wrong, without the password, which some servers repeat."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    said = error.args[0] if error.args and isinstance(error.args[0], bytes) else str(error)
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return scrub(text, secret)[:300]
