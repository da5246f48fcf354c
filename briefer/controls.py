"""Characters that steer a terminal, made visible: no title, claim or file name moves a cursor.

Controls (ECMA-48: C0, DEL and C1) and the overrides of direction (Unicode TR 36, 3.4) become the
escapes that Python and JSON write them with. Line ends and tabs are kept where text has lines.
"""

import re

_OVERRIDES = "\u202a\u202b\u202d\u202e"
_CONTROLS = re.compile(rf"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_OVERRIDES}\ud800-\udfff]")
_LINES = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_OVERRIDES}\ud800-\udfff]")
_RAW = re.compile(rf"[\x7f-\x9f{_OVERRIDES}\ud800-\udfff]")


def printable(text: str) -> str:
    """Return a text of lines that steers no terminal."""
    return _CONTROLS.sub(_shown, text)


def one_line(text: str) -> str:
    """Return a name, an address or a reason that is one line and steers no terminal."""
    return _LINES.sub(_shown, text)


def printable_json(line: str) -> str:
    """Return JSON that says the same without a raw control: those below a space it escapes itself."""
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
