"""Text from outside made harmless: for every format, for Markdown, for links and for CSS."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, urlsplit

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
MAX_URL = 2000

_SPACE = re.compile(
    "[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+"
)  # no-break spaces are meant, and stay
# Controls, zero-width no-break spaces, and marks that turn the direction of what follows: a
# headline must not reorder the page around it. The plain marks LRM and RLM stay: they are text.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_URL_REST = "-._~:/?#@!$&+,;=%"  # what a URL keeps unquoted; brackets and quotes are not in it

_MD_INLINE = re.compile(r"[\\`*_\[\]|]")
_MD_ENTITY = re.compile(r"&(?=#?\w+;)")
_MD_START = re.compile(r"^(?:([#+>-])|(\d{1,9})([.)]))")
_MD_TILDES = re.compile(r"~(?=~)")


def clean(text: str) -> str:
    """Return `text` on one line, without controls and without marks that turn directions."""
    return _SPACE.sub(" ", _UNWANTED.sub("", text)).strip()


def safe_url(url: str | None) -> str | None:
    """Return `url` if it may be linked: absolute, http or https, and no name before an @.

    Whatever could end a link early in Markdown or HTML is percent-encoded.
    """
    if not url or len(url) > MAX_URL or clean(url) != url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or port == 0:
        return None
    return quote(_ascii_host(url, host), safe=_URL_REST)


def _ascii_host(url: str, host: str) -> str:
    """Return `url` with a host name of other letters in its ASCII form (IDNA 2003)."""
    if host.isascii():
        return url
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return url
    return re.sub(re.escape(host), plain, url, count=1, flags=re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it stands.

    Follows CommonMark and what the `markdown` library understands: a backslash where both do,
    an entity for `<`, which the library can't escape otherwise. `text` is one line.
    """
    escaped = _MD_INLINE.sub(r"\\\g<0>", text)
    escaped = _MD_ENTITY.sub("&amp;", escaped).replace("<", "&lt;")
    escaped = _MD_TILDES.sub("&#126;", escaped)
    return _MD_START.sub(_guard_start, escaped)


def _guard_start(match: re.Match[str]) -> str:
    """Disarm a heading, list or quotation mark at the start of a line."""
    if match[1]:
        return "\\" + match[1]
    return f"{match[2]}\\{match[3]}"


def css_string(text: str) -> str:
    """Return `text` as a CSS string, every character but ASCII letters and digits escaped."""
    inside = "".join(
        char if char.isascii() and char.isalnum() else f"\\{ord(char):06x}" for char in text
    )
    return f'"{inside}"'


def direction(language: str) -> str:
    """Return "rtl" for a language written from right to left, else "ltr"."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def wrap(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Return `text` in lines of at most `width` columns, the first led by `first`.

    Wide characters count two columns, combining ones none; a word longer than a line (a URL)
    stands alone. Text without spaces is broken between wide characters.
    """
    lines: list[str] = []
    line, column, fresh = first, columns(first), True
    for word, spaced in _pieces(text):
        size = columns(word)
        gap = 1 if spaced and not fresh else 0
        if not fresh and column + gap + size > width:
            lines.append(line)
            line, column, gap = rest, columns(rest), 0
        line += " " * gap + word
        column += gap + size
        fresh = False
    return "\n".join([*lines, line]).rstrip()


def columns(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def breadth(text: str) -> float:
    """Return how many Latin letters are as wide as `text` in print.

    Letters of other alphabets are up to a fifth wider than Latin ones (Cyrillic in DejaVu Serif: 0.58
    of the height on average, Latin 0.50).
    """
    if text.isascii():
        return len(text)
    return columns(text) + sum(char > "\u036f" and char.isalpha() for char in text) / 5


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what may stand on a line of its own, and whether a space precedes it."""
    for word in text.split(" "):
        if not word:
            continue
        if word.isascii() or not any(unicodedata.east_asian_width(c) in "WF" for c in word):
            yield word, True
            continue
        for i, char in enumerate(word):
            yield char, i == 0
