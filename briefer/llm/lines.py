"""Data as lines of a prompt: numbered, one thing a line, between fences that it can't forge.

What strangers wrote goes into a prompt as lines that each begin with a number or "#" that we put
there, line breaks removed; no text can start a line of its own, close the fence, or pass for a
quotation mark of ours.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_MARK = re.compile(r"\{(?=q\d)")
STORY = "#"  # the line above an article or a story; its title would say its news twice


def one_line(text: str, limit: int | None = None) -> str:
    """Return `text` on one line, without control characters and without our marks."""
    return _MARK.sub("(", " ".join(_CONTROL.sub(" ", text).split()))[:limit]


def numbered(number: int, text: str) -> str:
    """Return a line of data and the number by which it is cited."""
    return f"{number} {one_line(text)}"


def source(text: str) -> str:
    """Return the line below a claim that holds the source text it rests on."""
    return f"> {one_line(text)}"


def heading(parts: Iterable[str | None]) -> str:
    """Return a line that names what the lines below it come from."""
    return "# " + " | ".join(one_line(part, 200) for part in parts if part)


def sentence_line(number: int, text: str, marks: Sequence[tuple[int, int]] = ()) -> str:
    """Return a numbered sentence; `marks` are (offset in `text`, quotation number), in order."""
    parts: list[str] = []
    before = 0
    for offset, quotation in marks:
        parts += [_MARK.sub("(", text[before:offset]), f"{{q{quotation}}}"]
        before = offset
    parts.append(_MARK.sub("(", text[before:]))
    return f"{number} " + " ".join(_CONTROL.sub(" ", "".join(parts)).split())


def fence(lines: Iterable[str]) -> str:
    """Return a fence name that does not occur in `lines`: the same lines, the same name.

    Letters only, since they are few tokens; each try is longer, so no text can hold every name.
    """
    text = "\n".join(lines)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    letters = "".join("abcdefghijklmnop"[byte % 16] for byte in digest)
    length = 5
    while (name := letters[:length]) in text:
        letters += letters[0] if length == len(letters) else ""
        length += 1
    return name


def compact(value: Any) -> str:
    """Return JSON without a space that is not needed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
