"""What speaks for a newsletter, and what for one report in sections.

Above all that the items of a newsletter share no names. The share is that of the smaller of two
vocabularies (Szymkiewicz-Simpson): of 124 reports cut in three 87% reach `_KIN`, of 170 triples of
reports on three events none of nine in ten does.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import combinations

from briefer.ingest.blocks import NUMBER, Block
from briefer.ingest.clean import word_count
from briefer.ingest.letterwords import (
    is_closing,
    is_footer,
    is_greeting,
    is_more,
    is_sponsor,
)
from briefer.ingest.newsitems import About, Stretch, is_prose
from briefer.lang import every

_LEAD_MAX = 45  # words of prose above the first item, beyond which the mail is a report
# A word with a capital that begins no sentence.
_NAME = re.compile(
    r"(?<![.!?…:;\n\"“„«] )(?<![.!?…:;\n\"“„«])(?<=[\s\-–(’'])[^\W\d_a-zà-ÿа-яёα-ω][^\W\d_]{3,}"
)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_STEM = 6  # letters
_KIN = 0.12  # of the smaller vocabulary that two sections share: few news of one day share more,
_SAME = 0.25  # and few sections of one report less (of 124 reports 87% and 66% reach these)
_FEW = 4  # names, below which one that is shared says little
_COVERED = 0.6  # of the prose, which the items of a newsletter hold at least


def is_convincing(blocks: Sequence[Block], items: list[Stretch], about: About) -> bool:
    """Whether more speaks for a newsletter than for one report in sections."""
    texts = ["\n".join(blocks[i].text for i in item.blocks) for item in items]
    score = 0
    score += 1 if is_bulk(blocks, about) else 0
    score += _links(blocks, items)
    score += 1 if all(NUMBER.match(blocks[item.blocks[0]].text) for item in items) else 0
    score += 1 if all(blocks[item.blocks[0]].ruled for item in items[1:]) else 0
    kin = kinship(texts)
    score += -3 if kin >= _SAME else -1 if kin >= _KIN else 1
    score += -2 if _leading(blocks, items) > _LEAD_MAX else 1
    score -= 2 if all(item.title.endswith("?") for item in items) else 0
    score -= 1 if _topped(blocks, items, about) else 0
    score -= 1 if not any(item.headed for item in items) else 0
    return score >= 2 and _covered(blocks, items) >= _COVERED


def _covered(blocks: Sequence[Block], items: list[Stretch]) -> float:
    """Return the share of the prose that stands in items; what speaks to the reader is none."""
    used = {index for item in items for index in item.blocks}
    inside = outside = 0
    for index, block in enumerate(blocks):
        if index in used:
            inside += len(block.text)
        elif is_prose(block) and not speaks(block.text):
            outside += len(block.text)
    return inside / max(1, inside + outside)


def speaks(text: str) -> bool:
    """Whether a text speaks to the newsletter's reader, and is no news."""
    return is_footer(text) or is_sponsor(text) or is_greeting(text) or is_closing(text)


def is_bulk(blocks: Sequence[Block], about: About) -> bool:
    """Whether a mail says, in its headers or its footer, that a list sent it."""
    return about.bulk or any(is_footer(block.text) for block in blocks)


def _links(blocks: Sequence[Block], items: list[Stretch]) -> int:
    """Return 3 where most items have a link for themselves, 1 where their prose has links."""
    own = [[b for i in item.blocks if (b := blocks[i]).links] for item in items]
    for worth, counted in ((3, _stands_alone), (1, bool)):
        linked = [{link.url for b in listed if counted(b) for link in b.links} for listed in own]
        if min(sum(map(bool, linked)), len(set().union(*linked))) >= 0.6 * len(items):
            return worth
    return 0


def _stands_alone(block: Block) -> bool:
    if block.style.linked or block.style.tag or block.style.mark:
        return True
    return any(is_more(link.words) or not link.words for link in block.links)


def _leading(blocks: Sequence[Block], items: list[Stretch]) -> int:
    """Return the words of prose above the first item that greet nobody."""
    first = items[0].blocks[0]
    prose = [b.text for b in blocks[:first] if is_prose(b) and not is_footer(b.text)]
    return sum(word_count(text, 500) for text in prose if not is_greeting(text))


def _topped(blocks: Sequence[Block], items: list[Stretch], about: About) -> bool:
    """Whether the mail's subject is the headline above the first item: the items are sections."""
    subject = _folded(about.subject)
    if len(subject) < 15:
        return False
    first = items[0].blocks[0]
    return any(_folded(block.text) == subject for block in blocks[: first + 1]) and not _folded(
        blocks[first].text
    ).startswith(subject)


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def kinship(texts: list[str]) -> float:
    """Return how much of their vocabulary two sections share, on average: Szymkiewicz-Simpson."""
    known = [_vocabulary(text) for text in texts[:12]]
    shares = [
        len(one & other) / max(_FEW, min(len(one), len(other)))
        for one, other in combinations(known, 2)
    ]
    return sum(shares) / max(1, len(shares))


def _vocabulary(text: str) -> set[str]:
    if _CJK.search(text):
        signs = "".join(_CJK.findall(text))
        return {signs[i : i + 2] for i in range(len(signs) - 1)}
    found = (word.casefold() for word in _NAME.findall(text))
    return {word[:_STEM] for word in found if word not in _calendar()}


@cache
def _calendar() -> frozenset[str]:
    """Return the names of months and days, which all news of a day share."""
    dates = every(lambda each: (*each.dates.months, *each.dates.short_months, *each.dates.days))
    return frozenset(word.casefold() for word in dates)
