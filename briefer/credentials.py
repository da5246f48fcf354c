"""Credentials in texts and addresses: where one stands, and the text without it.

Nothing secret belongs into an address: addresses reach logs, messages, the store and the pages that
are mailed. The settings refuse one that holds a credential (`credential_in`); what leaves in words
of others (a server's, a library's) goes through `scrub`, which every error and failure calls.
"""

import os
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

HIDDEN = "[key]"
_SHORTEST = 6  # characters of a secret that is looked for word for word

_NAMED = (
    r"(?:x[-_.]?)?(?:(?:api|access|auth|private|secret|subscription|session)[-_.]?"
    r"(?:key|token|code|secret|password)|apikey|token|secret|password|passwd|pwd|signature|"
    r"credentials?|bearer)"
)
_NAME = re.compile(_NAMED, re.IGNORECASE)
_VAGUE = re.compile(r"key|code|auth|sig|pass|k|t", re.IGNORECASE)  # a secret if the value looks so
_ISSUED = (  # how those who issue keys begin them
    r"(?:sk|pk|rk)[-_][\w*.-]{4,200}|gsk_\w{8,200}|hf_\w{8,200}|gh[pousr]_\w{8,200}|"
    r"github_pat_\w{8,200}|glpat-[\w-]{8,200}|xai-[\w-]{8,200}|AIza[\w-]{16,200}|"
    r"xox[abps]-[\w-]{8,200}|AKIA\w{12,40}|eyJ[\w-]{8,2000}\.[\w-]{4,4000}\.[\w-]{0,2000}"
)
_KEY = re.compile(rf"(?<![\w-])(?:{_ISSUED})")
_USER = re.compile(r"(?i)\b(https?|ftp|wss?|socks5h?)(:/{1,3})[^\s/?#\"'<>]{1,500}@")
_PASSWORD = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/?#@:\"'<>]{0,500}):[^\s/?#\"'<>]{0,500}@"
)
_QUERY = re.compile(rf"(?i)([?&;#]{_NAMED}=)[^&;#\s\"'<>]{{1,2000}}")
_VAGUE_QUERY = re.compile(r"(?i)([?&;](?:key|code|auth|sig|pass)=)([^&;#\s\"'<>]{16,2000})")
_SEGMENT = re.compile(rf"(?i)(/{_NAMED}/)([^\s/?#\"'<>]{{4,500}})")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w*.~+/=-]{8,4000}")
_VARIABLE = re.compile(r"(?:BRIEFER|OPENAI)_\w*(?:PASSWORD|API_KEY|TOKEN|SECRET)\w*", re.ASCII)


def scrub(text: str, *secrets: str | None) -> str:
    """Return `text` without the credentials in it, and without `secrets`, word for word.

    Found are those that the environment holds, those in addresses (user and password, parameters
    and path parts named for a key), and what looks like a key that somebody issued.
    """
    for secret in sorted({*filter(None, secrets), *_environment()}, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    if "/" in text:
        text = _USER.sub(rf"\1\2{HIDDEN}@", text)
        text = _PASSWORD.sub(rf"\1:{HIDDEN}@", text)
        text = _SEGMENT.sub(_part_hidden, text)
    if "=" in text:
        text = _QUERY.sub(rf"\1{HIDDEN}", text)
        text = _VAGUE_QUERY.sub(rf"\1{HIDDEN}", text)
    text = _KEY.sub(HIDDEN, text)
    return _BEARER.sub(rf"\1 {HIDDEN}", text)


def credential_in(address: str) -> str:
    """Return where an address holds a credential, in words; "" where it holds none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "" if scrub(address) == address else "somewhere"
    if "@" in parts.netloc:
        return "before the host's name"
    given = [*parse_qsl(parts.query, keep_blank_values=True), *parse_qsl(parts.fragment)]
    for name, value in given:
        if _NAME.fullmatch(name) or (_VAGUE.fullmatch(name) and value) or _opaque(value):
            return "in its query"
    segments = [unquote(part) for part in parts.path.split("/")]
    for before, segment in zip(["", *segments], segments, strict=False):
        named = _NAME.fullmatch(before) or before.lower() == "key"
        if (named and segment) or _opaque(segment):
            return "in its path"
    return "" if scrub(address) == address else "somewhere"


def _part_hidden(found: re.Match[str]) -> str:
    """Hide what follows "/token/" where it looks like one: pages have such names too."""
    digits = sum(char.isdigit() for char in found[2])
    random = digits and digits < len(found[2]) >= 12 and found[2].count("-") < 2
    return found[1] + (HIDDEN if random else found[2])


def _opaque(part: str) -> bool:
    """Whether a part of an address looks like a key: issued as one, or letters at random.

    An account's number or a UUID, which addresses hold in the open, is all lower case.
    """
    if _KEY.fullmatch(part):
        return True
    return any(
        len(word) >= 16
        and word.isascii()
        and not (word.islower() or word.isupper())
        and sum(char.isdigit() for char in word) >= 2
        for word in re.split(r"[-._~]", part)
    )


def _environment() -> Iterator[str]:
    """Yield the secrets that the environment holds."""
    for name, value in os.environ.items():
        if len(value) >= _SHORTEST and _VARIABLE.fullmatch(name):
            yield value
