"""Header lines of a message, written by ourselves: nothing in a value becomes a header.

The library's own way takes what looks like an encoded word (RFC 2047) in a value apart, and what it
decodes to, line breaks included, goes over the wire. Here a text is either plain words, or encoded
as a whole: what looks like an encoded word is a text like any other, and a reader sees it as it is.
"""

import re
import textwrap
from base64 import b64encode
from collections.abc import Iterator

from briefer.errors import ConfigError

LONGEST = 76  # characters of a line (RFC 2047, 2; RFC 5322, 2.1.1 recommends it)
_WORD = (
    42  # bytes of text in an encoded word: 56 letters of Base64, 12 around them, a header's name
)
_LONG_WORD = 60  # characters
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_QUOTED = re.compile(r"[ !#-\[\]-~]{1,60}")  # ASCII without " and \\
_SENTENCE = re.compile(r"[!-~]{1,60}(?: [!-~]{1,60})*")
_LINES = re.compile(rb"[!-9;-~]{1,60}: ?(?:[ -~\x80-\xff]|\r\n[ \t](?=[!-~\x80-\xff]))*\r\n")


def header(name: str, value: str) -> bytes:
    """Return one header line, with its end. `value` may be folded already.

    Raises:
        ConfigError: the value holds a line break or a control that is no fold.
    """
    room = LONGEST - len(name) - 2
    first, *others = value.split("\r\n")
    value = "\r\n".join(["\r\n ".join(_folded(first, room)), *others])
    line = f"{name}: {value}\r\n".encode()
    if not _LINES.fullmatch(line):
        raise ConfigError(f"the header {name} can't be written: {value[:80]!a}")
    return line


def header_text(text: str) -> str:
    """Return a text of one line as a header has it: plain words, or encoded ones."""
    plain = _SENTENCE.fullmatch(text) and "=?" not in text
    return text if plain or not text else _encoded(text)


def phrase(name: str) -> str:
    """Return a name as it stands before an address: plain words, quoted or encoded ones."""
    if "=?" in name or not name.isascii():
        return _encoded(name)
    if _PHRASE.fullmatch(name) and max(map(len, name.split())) <= _LONG_WORD:
        return name  # folded between its words where it is long
    return f'"{name}"' if _QUOTED.fullmatch(name) else _encoded(name)


def _encoded(text: str) -> str:
    return "\r\n ".join(f"=?utf-8?b?{b64encode(part).decode()}?=" for part in _parts(text))


def _parts(text: str) -> Iterator[bytes]:
    """Yield a text in parts of whole characters, each for one encoded word."""
    part = b""
    for char in text:
        data = char.encode("utf-8", "replace")
        if len(part) + len(data) > _WORD:
            yield part
            part = b""
        part += data
    yield part


def _folded(value: str, room: int) -> list[str]:
    """Return a line of plain words in parts that fit; encoded ones are short as they are."""
    if len(value) <= room or not value.isascii() or " " not in value:
        return [value]
    return textwrap.wrap(
        value, room, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
