"""Mail addresses as people write them, checked before anything is made of them.

The grammar is the part of RFC 5322 that is in use: a dot-atom before the @, a host name after
it. Letters beyond ASCII are kept before the @ (RFC 6531; the server has to take SMTPUTF8) and
become their IDNA form after it (RFC 5891, UTS 46).
"""

import re
import unicodedata
from collections.abc import Iterable

from briefer.errors import ConfigError
from briefer.models import Frozen

MAX_LENGTH = 600  # characters of a name and an address together
MAX_LOCAL = 64  # octets before the @ (RFC 5321, 4.5.3.1.1)

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\U0010ffff]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?)*"
)
_NAMED = re.compile(r"([^<>]*)<([^<>]*)>")
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"})


class Mailbox(Frozen):
    """One address and the name before it. `domain` is ASCII."""

    name: str = ""
    local: str
    domain: str

    @property
    def address(self) -> str:
        """The address as a mail server is told it."""
        return f"{self.local}@{self.domain}"

    @property
    def key(self) -> str:
        """Whose address it is: the one word for a person in the outbox and in every list.

        Servers that tell a@ from A@ are not met in practice.
        """
        return unicodedata.normalize("NFC", self.address).casefold()

    @property
    def international(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it."""
        return not self.local.isascii()


def mailbox(text: str) -> Mailbox:
    """Return the mailbox that "Anna Berger <a@example.org>" or "a@example.org" names.

    Raises:
        ConfigError: it is no address, or holds line breaks, controls or invisible characters.
    """
    shown = ascii(text[:80])
    if len(text) > MAX_LENGTH:
        raise ConfigError(f"{shown}… is too long for a mail address")
    if any(unicodedata.category(char) in _UNWANTED for char in text):
        raise ConfigError(
            f"{shown} holds a line break or an invisible character; write the address anew"
        )
    named = _NAMED.fullmatch(text.strip())
    name, address = (named[1], named[2]) if named else ("", text)
    local, at, domain = address.strip().rpartition("@")
    if not at or len(local.encode()) > MAX_LOCAL or not _LOCAL.fullmatch(local):
        raise ConfigError(
            f"{shown} is no mail address; write a@example.org or Name <a@example.org>"
        )
    return Mailbox(name=_name(name), local=local, domain=_host(domain, shown))


def mailboxes(texts: Iterable[str]) -> tuple[Mailbox, ...]:
    """Return the mailboxes that `texts` name, each person's once, as named first.

    Raises:
        ConfigError: some are none; each is named, a line for each.
    """
    found: dict[str, Mailbox] = {}
    problems = []
    for text in texts:
        try:
            box = mailbox(text)
        except ConfigError as error:
            problems.append(str(error))
        else:
            found.setdefault(box.key, box)
    if problems:
        raise ConfigError("\n".join(problems))
    return tuple(found.values())


def _name(text: str) -> str:
    """Return a display name without its quotation marks."""
    bare = text.strip()
    if len(bare) >= 2 and bare[0] == bare[-1] == '"':
        bare = re.sub(r"\\(.)", r"\1", bare[1:-1])
    return re.sub(r"\s+", " ", bare).strip()


def _host(domain: str, shown: str) -> str:
    """Return a host name in its ASCII form.

    Raises:
        ConfigError: it is none.
    """
    host = domain.lower()
    if not host.isascii():
        import idna  # noqa: PLC0415 - its tables are loaded only where they are needed

        try:
            host = idna.encode(domain, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise ConfigError(f"{shown}: {domain!r} is no domain name ({error})") from error
    if not _HOST.fullmatch(host):
        raise ConfigError(f"{shown}: {domain!r} is no domain name")
    return host
