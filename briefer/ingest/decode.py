"""Bytes to text: byte order mark, declared charset, UTF-8, then a guess; never an error."""

import codecs
import re

from charset_normalizer import from_bytes

from briefer.ingest.charsets import codecs_of, decoded, seven_bit
from briefer.ingest.codepages import latin_page

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NUL_PLACES = {"x0x0": "utf-16-le", "0x0x": "utf-16-be", "x000": "utf-32-le", "000x": "utf-32-be"}
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})"""
    rb"""|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})["']""",
    re.IGNORECASE,
)
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")  # of C1, which no text holds
_HEAD = 4096  # bytes in which a declaration is looked for
_SAMPLE = 16_384  # bytes the guess is made on: charset-normalizer is slow on long input
_BAD_SHARE = 0.01  # of UTF-8 with fewer bad bytes than this, the bad ones are replaced
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF")
_DEFAULT = ("cp1252",)  # of servers that name a charset for every page alike


def decode(data: bytes, declared: str | None = None) -> str:
    """Return `data` as text; bytes that fit no encoding become U+FFFD.

    `declared` is a charset named outside the bytes (a mail header). A wrong declaration is
    passed over: UTF-8 that decodes is UTF-8, since hardly anything else does.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    if b"\x1b$" in data or b"~{" in data:
        escaped = seven_bit(data, (declared, declared_charset(data)))
        if escaped is not None:
            return escaped
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def declared_charset(data: bytes) -> str | None:
    """Return the charset that an HTML meta element or an XML declaration names."""
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    return (found[1] or found[2]).decode("ascii", "replace")


def is_binary(data: bytes) -> bool:
    """Whether `data` is no text in any encoding: a known signature, or NUL bytes in it."""
    if data.startswith(_MAGIC):
        return True
    if any(data.startswith(mark) for mark, _ in _BOMS) or _wide(data):
        return False
    return b"\0" in data[:65_536]


def _wide(data: bytes) -> str | None:
    """Return the order of UTF-16 or UTF-32 without a mark, which NUL bytes in places betray."""
    head = data[: min(512, len(data) // 4 * 4)]
    if len(head) < 8 or b"\0" not in head:
        return None
    shares = tuple(head[place::4].count(0) / (len(head) // 4) for place in range(4))
    full = "".join("0" if share > 0.7 else "x" if share < 0.2 else "?" for share in shares)
    return _NUL_PLACES.get(full)


def _decode_other(data: bytes, declared: str | None) -> str:
    mended = data.decode("utf-8", "replace")
    if mended.count("\ufffd") < _BAD_SHARE * len(mended) and _multibyte(mended):
        return mended
    found = [text for label in _labels(data, declared) if (text := decoded(data, label))]
    best = next((text for text in found if _is_fit(text)), None)
    if best is None:
        guessed = decoded(data, _guess(data))
        best = min((*found, guessed or mended), key=_bad)
    return best


def _labels(data: bytes, declared: str | None) -> tuple[str | None, ...]:
    """Return what is said of the charset, the surer first.

    The server's word goes before the page's (WHATWG), unless it is what servers say of all pages
    and the page's own fits.
    """
    inner = declared_charset(data)
    if codecs_of(declared) == _DEFAULT and inner and _is_fit(decoded(data, inner) or "\ufffd"):
        return inner, declared
    return declared, inner


def _is_fit(text: str) -> bool:
    return _bad(text) <= _BAD_SHARE * len(text)


def _bad(text: str) -> int:
    """Return how many characters of `text` show that it was read in a wrong charset."""
    return text.count("\ufffd") + len(_CONTROLS.findall(text))


def _multibyte(text: str) -> bool:
    """Whether well-formed multi-byte characters outnumber the bad ones."""
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good > bad


def _guess(data: bytes) -> str | None:
    sample = _sample(data)
    best = from_bytes(sample).best()
    return latin_page(sample, best.encoding) if best else None


def _sample(data: bytes) -> bytes:
    """Return a bounded part of `data` that begins where its bytes stop being ASCII."""
    first = next((i for i in range(0, len(data), 1024) if not data[i : i + 1024].isascii()), 0)
    return data[first : first + _SAMPLE]
