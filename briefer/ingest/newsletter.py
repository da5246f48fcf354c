"""The items of a newsletter, found by what repeats: heads of one look, each with prose below.

The idea is that of mining data records (Liu, Grossman and Zhai 2003, "Mining data records in web
pages"): what is generated from records repeats a form, whatever the form is. Forms are tried from
the surest to the loosest: heads, bold words that open a paragraph, numbers, links to read on,
rules. A report with subheads repeats a form as well; what tells the two apart is how much of the
rest speaks for a newsletter (`newsevidence`), above all that its items share no names.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from briefer.ingest.blocks import NUMBER, Block
from briefer.ingest.clean import word_count
from briefer.ingest.letterwords import (
    is_closing,
    is_footer,
    is_greeting,
    is_more,
    is_sponsor,
)
from briefer.ingest.newsevidence import is_bulk, is_convincing, speaks
from briefer.ingest.newsitems import (
    STOP,
    TITLE_MAX,
    About,
    Newsletter,
    Stretch,
    is_prose,
    items_of,
    letter,
    untitled,
)

_SENTENCE_MAX = 120  # of a headline with a full stop
_HAN = "〇一二三四五六七八九"
_MOST = 3_000  # blocks: what has more is no letter
_DIGEST = 3  # headlines with links that make a list of them


def letter_of(blocks: Sequence[Block], about: About) -> Newsletter | None:
    """Return the items among `blocks`, or None where they are one article."""
    if len(blocks) > _MOST:
        return None
    best: list[Stretch] = []
    for form in _FORMS:
        items = form(blocks, about)
        if len(items) >= 2 and _adds(items, best) and is_convincing(blocks, items, about):
            best = items
    if best:
        return letter(blocks, best)
    return Newsletter(digest=True) if _is_digest(blocks, about) else None


def _adds(items: list[Stretch], best: list[Stretch]) -> bool:
    """Whether a looser form finds all that a surer one did, and more."""
    starts = {item.blocks[0] for item in items}
    return len(items) > len(best) and starts.issuperset(item.blocks[0] for item in best)


# --- forms ------------------------------------------------------------------------------------


def _headed(blocks: Sequence[Block], about: About) -> list[Stretch]:
    """Return what stands below heads of one look."""
    followed = [i for i in _heads(blocks) if _below(blocks, i) is not None]
    said = Counter(blocks[i].text.casefold() for i in followed)
    followed = [
        i for i in followed if said[blocks[i].text.casefold()] == 1
    ]  # no label of each item
    looks = Counter(_look(blocks[i]) for i in followed)
    ranked = sorted(looks.items(), key=lambda look: (not look[0][0], -look[1], look[0][0]))
    best = next((look for look, count in ranked if count >= 2), None)
    if best is None:
        return []
    heads = [i for i in followed if _look(blocks[i]) == best or _leads(blocks[i], best, about)]
    bounds = {i for i in _heads(blocks) if _rank(blocks[i]) <= _rank_of(best)}
    return items_of(blocks, heads, bounds)


def _heads(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the places of blocks that look like heads: set off, and short."""
    for index, block in enumerate(blocks):
        style, text = block.style, block.text
        if not any(style) or block.bullet or len(text) > TITLE_MAX or not text:
            continue
        if is_more(text) or is_footer(text) or is_greeting(text):
            continue
        sentence = bool(STOP.search(text[-2:])) and not text.endswith(("?", "!"))
        looks = style.bold or style.linked or style.size or style.mark not in {"", "short"}
        if style.tag or not sentence or (looks and len(text) <= _SENTENCE_MAX):
            yield index


def _look(block: Block) -> tuple[str, ...]:
    style = block.style
    if style.tag:
        return (style.tag,)
    return ("", "bold" * style.bold, "linked" * style.linked, f"{style.size:.0f}", style.mark)


def _rank(block: Block) -> int:
    return _rank_of(_look(block))


def _rank_of(look: tuple[str, ...]) -> int:
    return int(look[0][1]) if look[0] else 7


def _leads(block: Block, look: tuple[str, ...], about: About) -> bool:
    """Whether a head of another look is an item's as well: a story above the others, a last one."""
    if _rank(block) > _rank_of(look) or not block.style.tag:
        return False
    text = block.text.casefold()
    return (
        word_count(text, 3) >= 3
        and not _alike(text, about.outlet)
        and not _alike(text, about.subject)
    )


def _alike(text: str, other: str) -> bool:
    other = other.casefold()
    return bool(other) and (text in other or other in text)


def _below(blocks: Sequence[Block], head: int) -> int | None:
    """Return the place of the prose below a head, with at most three lines of its kind between."""
    for index in range(head + 1, min(head + 5, len(blocks))):
        block = blocks[index]
        if is_sponsor(block.text) or is_footer(block.text):
            return None
        if _look(block) == _look(blocks[head]) and not is_more(block.text):
            return None
        if is_prose(block):
            return index
        if block.style.tag:
            return None
    return None
    return None


def _opened(blocks: Sequence[Block], _about: About) -> list[Stretch]:
    """Return the paragraphs that open with bold words of their own."""
    said = Counter(block.lead.casefold() for block in blocks)
    heads = [
        i
        for i, b in enumerate(blocks)
        if b.lead and said[b.lead.casefold()] == 1 and is_prose(b) and not is_sponsor(b.lead)
    ]
    long = sum(word_count(blocks[i].lead, 4) >= 4 or bool(blocks[i].links) for i in heads)
    return items_of(blocks, heads, set()) if long >= 0.6 * len(heads) else []


def _numbered(blocks: Sequence[Block], _about: About) -> list[Stretch]:
    """Return the paragraphs that are numbered from one."""
    heads: list[int] = []
    for index, block in enumerate(blocks):
        found = NUMBER.match(block.text)
        if found and _number(found) == len(heads) + 1:
            heads.append(index)
    return items_of(blocks, heads, set())


def _number(found: re.Match[str]) -> int:
    if found["n"]:
        return int(found["n"])
    if found["h"]:
        tens, ten, ones = found["h"].rpartition("十")
        return (_HAN.index(tens) if tens else 1) * 10 * bool(ten) + (
            _HAN.index(ones) if ones else 0
        )
    sign = ord(found["c"])
    return (
        sign
        - next(first for first in (0x2776, 0x2789, 0x2780, 0x2460) if first <= sign < first + 20)
        + 1
    )


def _linked(blocks: Sequence[Block], _about: About) -> list[Stretch]:
    """Return the runs of blocks that end in a link to read on, and list items with links."""
    ends = [i for i, b in enumerate(blocks) if _ends(b)]
    if len({link.url for i in ends for link in blocks[i].links[-1:]}) < max(2, len(ends)):
        return []
    items: list[Stretch] = []
    start = 0
    for end in ends:
        run = _from_last(blocks, range(start, end + 1))
        if _tells(blocks, run):
            items.append(untitled(blocks, run))
        start = end + 1
    return items


def _ends(block: Block) -> bool:
    if not block.links or is_footer(block.text):
        return False
    bare = block.style.linked and not is_prose(block) and (not block.text or is_more(block.text))
    inline = is_prose(block) and any(is_more(link.words) or not link.words for link in block.links)
    return bare or inline or (block.bullet and is_prose(block))


def _from_last(blocks: Sequence[Block], run: Sequence[int]) -> list[int]:
    """Return the run from where the last thing that is no item's prose ends."""
    start = 0
    for place, index in enumerate(run):
        block = blocks[index]
        if is_greeting(block.text) or is_footer(block.text) or is_sponsor(block.text):
            start = place + 1
        elif block.ruled and place:
            start = place
    return list(run[start:])


def _ruled(blocks: Sequence[Block], _about: About) -> list[Stretch]:
    """Return the groups that rules part."""
    starts = [i for i, block in enumerate(blocks) if block.ruled or i == 0]
    if len(starts) < 2:
        return []
    items: list[Stretch] = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        run = list(range(start, end))
        texts = [blocks[i].text for i in run]
        if any(map(is_footer, texts)) or is_sponsor(texts[0]) or is_greeting(texts[0]):
            continue
        if _tells(blocks, run) and not all(map(is_closing, texts)):
            items.append(untitled(blocks, run))
    return items


def _tells(blocks: Sequence[Block], run: Sequence[int]) -> bool:
    return any(is_prose(blocks[i]) and not is_greeting(blocks[i].text) for i in run)


_Form = Callable[[Sequence[Block], About], list[Stretch]]
_FORMS: tuple[_Form, ...] = (_headed, _opened, _numbered, _ruled, _linked)


def _is_digest(blocks: Sequence[Block], about: About) -> bool:
    """Whether the mail only lists headlines: short linked lines, with hardly a sentence."""
    listed = [b for b in blocks if _is_listed(b)]
    if len(listed) < _DIGEST:
        return False
    prose = [b for b in blocks if is_prose(b) and not speaks(b.text)]
    return len(prose) <= len(listed) / 3 and is_bulk(blocks, about)


def _is_listed(block: Block) -> bool:
    if not (block.style.linked or block.links or block.bullet) or is_prose(block):
        return False
    return word_count(block.text, 4) >= 4 and not is_footer(block.text)
