"""A mail's body as blocks: paragraphs with what sets them off from one another.

HTML and plain text give the same: a block says how it looks (a heading's tag, bold, linked, large,
capitals, underlined, numbered), where it stands, and what it links to. Who looks for the items of
a newsletter needs to know no more.
"""

import re
from typing import NamedTuple

RULE = re.compile(r"\s*(?:[-=_*~#·•—–+]\s?){3,}\s*$")
NUMBER = re.compile(
    r"\s*(?:[#№(\[]\s?)?(?P<n>\d{1,2})(?:[.)\]/:、．]|\.\)|️?⃣)+\s*(?=\S)|\s*(?P<c>[①-⑳➀-➉❶-❿])\s*(?=\S)"
    r"|\s*(?P<h>[一二三四五六七八九十]{1,3})[、．.]\s*(?=\S)"
)
DECORATED = re.compile(
    r"\s*(?P<mark>\+{2,}|\*{1,3}|={2,}|#{1,4}|_{1,2}|>{1,3}|[■◆●▶►▪◼◾★☆▼➤→»§◇○□▲]|【|\[|-{2,})\s*(?P<words>\S.*?)\s*"
    r"(?P<end>\+{2,}|\*{1,3}|={2,}|#{1,4}|_{1,2}|<{1,3}|[■◆●★☆]|】|\]|-{2,})?\s*$"
)
HEAD_MAX = 200  # characters


class Style(NamedTuple):
    """How a block is set off; all false for running text."""

    tag: str = ""  # h1 to h6
    bold: bool = False
    linked: bool = False
    size: float = 0.0  # above that of the running text, in pixels
    mark: str = ""  # of plain text: "caps", "underlined", "numbered", "short", or its ornament


class BlockLink(NamedTuple):
    """An address and the words that it stands under."""

    url: str
    words: str


class Block(NamedTuple):
    """One paragraph. `lead` are the bold words it begins with, where others follow."""

    text: str
    style: Style = Style()
    links: tuple[BlockLink, ...] = ()
    lead: str = ""
    place: tuple[int, ...] = ()  # numbers of the elements around it, outermost first
    ruled: bool = False  # a rule stands above it
    bullet: bool = False


def caps(text: str) -> str:
    """Return "caps" for a line in capitals, of at least four of them."""
    if len(text) > HEAD_MAX or not text.isupper():
        return ""
    return "caps" if sum(map(str.isupper, text)) >= 4 else ""


def undecorated(text: str) -> str:
    """Return a head without its number and ornaments."""
    line = " ".join(text.split())
    numbered = NUMBER.match(line)
    line = line[numbered.end() :] if numbered else line
    ornament = DECORATED.match(line)
    if ornament and (ornament["mark"] not in "[【" or ornament["end"]):
        line = ornament["words"]
    while line and not (line[0].isalnum() or line[0] in "\"'“„«‘¿¡([$€£@#‹「『《【"):
        line = line[1:]
    return line.strip()
