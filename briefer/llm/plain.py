"""Making plain text of what a model wrote: no markup, no control characters, one line."""

import html
import re

from briefer.text.folding import lookalike, seen

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--[^<>]{0,300}-->")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"\*{1,3}|`{1,3}|~~|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)")
_LEAD = re.compile(r"^(?:#{1,6}\s+|[-*+•]\s+|>\s+)+")


def plain(value: object, limit: int = 1_000) -> str:
    """Return `value` as one line of plain text of at most `limit` characters; "" if no string.

    Control and direction characters, HTML tags, Markdown emphasis, links, headings and bullets
    go; their words stay, in characters that are what they look like. Linear in the text, of which
    at most eight times `limit` is looked at.
    """
    if not isinstance(value, str):
        return ""
    text = html.unescape(value[: limit * 8])
    text = lookalike(seen(_CONTROL.sub("", text.replace("\r", " "))))
    text = _LINK.sub(r"\1", _TAG.sub("", text))
    text = _LEAD.sub("", " ".join(text.split()))
    return _EMPHASIS.sub("", text)[:limit].strip()
