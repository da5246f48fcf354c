"""Text normalised for everything downstream: paragraphs, spaces, no control characters."""

import re
import unicodedata
from itertools import islice

from briefer.ingest.hyphens import Joiner
from briefer.ingest.raised import without_marks

# Controls but tab and line feed, soft hyphens, zero-width spaces, bidirectional marks and
# overrides, byte order marks, lone surrogates. The joiners U+200C and U+200D are letters' matter.
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]",
)
_LIGATURE = re.compile("[\ufb00-\ufb06\ufb13-\ufb17]")
_TYPESET = re.compile(
    "[\ufb00-\ufb17\u0335\u0336⁰¹²³⁴-⁹]"
)  # what the next two look for, or a raised figure
_STROKED = re.compile(
    "(?:[^\\W_][\u0335\u0336]){2,}(?:[ \u0335\u0336]*(?:[^\\W_][\u0335\u0336])+)*"
)
_STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])[^~\n]{1,2000}(?<=[^\s~])~~(?!~)")
_SOFT_BREAK = re.compile(r"\xad[ \t]*(?:\r\n?|\n)[ \t]*(?=\S)")
_BREAKS = re.compile("\r\n?|[\x0c\x85\u2028]")
_ODD = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f"[ {_ODD}]{{2,}}|[{_ODD}]")  # not the lone space, of which texts are full
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_WORD = re.compile(r"[^\W_]+")
_URL = re.compile(r"https?://|www\.")
_BULLET = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s")
_TERMINAL = tuple('.!?…:;"”»’)]。！？」؟۔|')
_MAX_WIDTH = 100  # characters; a text whose lines are longer was not wrapped by hand
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")


def normalise(text: str) -> str:
    """Return `text` in NFC, with plain spaces and line feeds and no invisible characters.

    Ligatures are undone, and neither text that is struck out ("~~300~~", or with a stroke over
    each letter) nor the marks of notes ("1,200³") are left.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _TYPESET.search(text):
            text = without_marks(_STROKED.sub("", _LIGATURE.sub(_undone, text)))
    if "~~" in text:
        text = _STRUCK.sub("", text)
    if not text.replace("\n", "").isprintable():  # so is most text, and that is quickly seen
        text = _DROPPED.sub("", _BREAKS.sub("\n", text).replace("\u2029", "\n\n"))
    return _SPACES.sub(" ", text)


def _undone(ligature: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", ligature[0])


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`: one line each, no blank ones.

    A blank line ends a paragraph. A single line break does too, unless the text was wrapped to
    a width (the next word would not have fitted) or the sentence plainly runs on.
    """
    if "\xad" in text:
        text = _SOFT_BREAK.sub("", text)
    text = normalise(text)
    width = _width(text)
    joiner = Joiner((text,))
    blocks = _BLANK.split(text) if "\n" in text else [text]
    found: list[str] = []
    for block in blocks:
        if "\n" in block:
            found += _unwrap([line.strip() for line in block.split("\n")], width, joiner)
        else:
            found.append(block.strip())
    return [paragraph for paragraph in found if paragraph]


_LETTERS = 12  # of a word, and more


def word_count(text: str, limit: int) -> int:
    """Return the number of words of `text`, counting no further than `limit`.

    A run of Chinese or Japanese writing counts as one word for every two characters.
    """
    if text.isascii() or not _CJK.search(text):  # most are counted without looking at a word
        if len(text) <= _LETTERS * limit:  # nearly all are counted: at once
            return min(len(_WORD.findall(text)), limit)
        return sum(1 for _ in islice(_WORD.finditer(text), limit))
    count = 0
    for match in _WORD.finditer(text):
        count += 1 + (len(match[0]) // 2 if _CJK.match(match[0]) else 0)
        if count >= limit:
            return limit
    return count


def one_line(text: str | None, limit: int = 500) -> str | None:
    """Return a title, name or address on one line, at most `limit` characters, or None."""
    if not text:
        return None
    line = " ".join(normalise(text[: 4 * limit]).split())[:limit].strip()
    return line or None


def _width(text: str) -> int:
    """Return the width that `text` was wrapped to, or 0 where it was not wrapped."""
    lines = [len(line) for line in text.split("\n") if not _URL.search(line[:2000])]
    longest = max(lines, default=0)
    return longest if longest <= _MAX_WIDTH else 0


def _unwrap(lines: list[str], width: int, joiner: Joiner) -> list[str]:
    groups: list[list[str]] = []
    previous = ""
    for line in lines:
        if previous and line and _runs_on(previous, line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
        previous = line
    return [joiner.join(group) for group in groups]


def _runs_on(line: str, following: str, width: int) -> bool:
    if _BULLET.match(following):
        return False
    if not line.endswith(_TERMINAL) and following[0].islower():
        return True
    first = following.split(" ", 1)[0]
    return bool(width) and len(line) >= 40 and len(line) + 1 + len(first) > width
