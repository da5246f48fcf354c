"""The codec that a charset's label means, as browsers understand it (WHATWG Encoding Standard).

Servers and mailers label text by an older or smaller set than the one they use: "Shift_JIS" is
Windows-31J, "EUC-KR" is Windows-949, "Big5" has the signs of Hong Kong and of Windows-950.
"""

import codecs
import re

# The standard's labels (section 4.2) that Python does not know.
_LABELS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "windows-949": "cp949",
    "cn-big5": "big5",
    "x-x-big5": "big5",
    "x-gbk": "gbk",
    "x-euc-jp": "euc_jp",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ukrainian": "mac_cyrillic",
    "x-mac-roman": "mac_roman",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "logical": "iso8859_8",
    "visual": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "iso-8859-6-e": "iso8859_6",
    "koi": "koi8_r",
    "koi8": "koi8_r",
    "koi8-ru": "koi8_u",
}
# What text in the first is read as, where one is a part of the other.
_SUPERSETS = {
    "iso8859-1": ("cp1252",),
    "ascii": ("cp1252",),
    "iso8859-9": ("cp1254",),
    "iso8859-11": ("cp874",),
    "tis-620": ("cp874",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "shift_jis": ("cp932",),
    "euc_kr": ("cp949",),
    "euc_jp": ("euc_jis_2004",),
    "big5": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs", "cp950"),
}
_NO_TEXT = frozenset({"utf-7", "idna", "punycode"})
_JIS = re.compile(rb"\x1b(\$[@B]|\([A-Z])")
_JIS_SIGN = re.compile(rb"\x1b\$[@B]")
_KOREAN_SIGN = b"\x1b$)C"


def codecs_of(label: str | None) -> tuple[str, ...]:
    """Return the codecs to try for a label, the likeliest first; none for UTF-8 or what is none."""
    if not label or "\0" in label:
        return ()
    name = label.strip().strip("\"'").lower()
    try:
        info = codecs.lookup(_LABELS.get(name, name))
    except (LookupError, UnicodeError, ValueError):
        return ()
    if not getattr(info, "_is_text_encoding", True) or info.name in _NO_TEXT:
        return ()
    if info.name.startswith(("utf", "unicode", "raw-unicode", "undefined")):
        return ()  # these were tried, or show by their marks and NULs; escapes are no charset
    return _SUPERSETS.get(info.name, (info.name,))


def decoded(data: bytes, label: str | None) -> str | None:
    """Return `data` in the charset that a label means, bad bytes as U+FFFD; None for no charset."""
    found: str | None = None
    for codec in codecs_of(label):
        text = data.decode(codec, "replace")
        if found is None or text.count("\ufffd") < found.count("\ufffd"):
            found = text
    return found


def seven_bit(data: bytes, labels: tuple[str | None, ...]) -> str | None:
    """Return text of an encoding that looks like ASCII (ISO-2022-JP, ISO-2022-KR, HZ), or None.

    The first two show by their escapes, HZ only by its label.
    """
    if _JIS_SIGN.search(data):
        return _from_jis(data)
    if _KOREAN_SIGN in data[:2000]:
        return data.decode("iso2022_kr", "replace")
    if b"~{" in data and any(codecs_of(label) == ("hz",) for label in labels):
        return data.decode("hz", "replace")
    return None


def _from_jis(data: bytes) -> str:
    """Return ISO-2022-JP with the signs that Windows adds to it ("①"), which Python's lacks."""
    parts = _JIS.split(data)
    text = [parts[0].decode("ascii", "replace")]
    for escape, run in zip(parts[1::2], parts[2::2], strict=True):
        if escape.startswith(b"$"):
            text.append(_raised(run).decode("euc_jis_2004", "replace"))
        elif escape == b"(I":
            text.append(_raised(run).decode("cp932", "replace"))
        else:
            text.append(run.decode("ascii", "replace"))
    return "".join(text)


def _raised(run: bytes) -> bytes:
    """Return seven-bit bytes in the upper half, where EUC has them; line ends stay."""
    return bytes(byte | 0x80 if byte > 0x20 else byte for byte in run)
