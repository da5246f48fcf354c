"""Direct quotations of a claim, however they are marked."""

import re
from typing import Final, NamedTuple

from briefer.grounding.reading import Reading

# Opening mark -> closing mark. Straight single quotes and back-ticks only at word edges.
_QUOTED: Final = re.compile(
    r"“([^”“]{1,2000})”|«([^»«]{1,2000})»|„([^“”„]{1,2000})[“”]|\"([^\"]{1,2000})\""
    r"|``([^`]{1,2000}?)(?:''|``)|(?<![^\W_])[‘`]\s?([^‘’`]{1,2000})['’](?![^\W_])"
    r"|‹([^›]{1,2000})›|「([^」]{1,2000})」"
)


class ClaimQuotation(NamedTuple):
    """A quotation: its offsets in the claim (without marks) and its words."""

    start: int
    end: int
    text: str


def find_quoted(reading: Reading) -> list[ClaimQuotation]:
    """Return the quotations of a claim, left to right."""
    found = []
    for match in _QUOTED.finditer(reading.text):
        group = match.lastindex or 0
        text = match.group(group)
        if any(c.isalnum() for c in text):
            found.append(ClaimQuotation(match.start(group), match.end(group), text))
    return found
