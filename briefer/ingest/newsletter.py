"""The items of a newsletter, found by what repeats: heads of one look, each with prose below.

The idea is that of mining data records (Liu, Grossman and Zhai 2003, "Mining data records in web
pages"): what is generated from records repeats a form, whatever the form is. Forms are tried from
the surest to the loosest: heads, bold words that open a paragraph, numbers, links to read on,
rules. A report with subheads repeats a form as well; what tells the two apart is how much of the
rest speaks for a newsletter (`_convincing`), above all that its items share no names.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from briefer.ingest.blocks import NUMBER, Block, Link, undecorated
from briefer.ingest.clean import word_count
from briefer.ingest.letterwords import (
    is_closing,
    is_footer,
    is_greeting,
    is_more,
    is_online,
    is_sponsor,
)
from briefer.lang import every
from briefer.text.sentences import split as split_sentences

_PROSE_WORDS = 7
_LEAD_MAX = 45  # words of prose above the first item, beyond which the mail is a report
_TITLE_MAX = 200  # characters
_SENTENCE_MAX = 120  # of a headline with a full stop
_STOP = re.compile(r"[.!?…。！？؟۔।](?:[\"”»’')\]]|\s|$)")
# A word with a capital that begins no sentence.
_NAME = re.compile(
    r"(?<![.!?…:;\n\"“„«] )(?<![.!?…:;\n\"“„«])(?<=[\s\-–(’'])[^\W\d_a-zà-ÿа-яёα-ω][^\W\d_]{3,}"
)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_STEM = 6  # letters
_KIN = 0.12  # of the smaller vocabulary that two sections share: few news of one day share more,
_SAME = 0.25  # and few sections of one report less (of 124 reports 87% and 66% reach these)
_HAN = "〇一二三四五六七八九"
_FEW = 4  # names, below which one that is shared says little
_COVERED = 0.6  # of the prose, which the items of a newsletter hold at least
_MOST = 3_000  # blocks: what has more is no letter
_DIGEST = 3  # headlines with links that make a list of them


class About(NamedTuple):
    """What the mail around says: its subject, its sender, and whether a list sent it."""

    subject: str = ""
    outlet: str = ""
    bulk: bool = False


class Part(NamedTuple):
    """One item: its headline, paragraphs, address, and what stood in it beside the prose."""

    title: str
    paragraphs: tuple[str, ...]
    url: str | None = None
    asides: tuple[str, ...] = ()


class Letter(NamedTuple):
    """A newsletter's items, and what stood around them. `digest`: it only lists headlines."""

    parts: tuple[Part, ...] = ()
    around: tuple[str, ...] = ()
    digest: bool = False


class _Item(NamedTuple):
    title: str
    blocks: tuple[int, ...]  # of its head and prose
    skip: int = 0  # characters of the first block that are its title
    headed: bool = False


def letter_of(blocks: Sequence[Block], about: About) -> Letter | None:
    """Return the items among `blocks`, or None where they are one article."""
    if len(blocks) > _MOST:
        return None
    for form in _FORMS:
        items = form(blocks, about)
        if len(items) >= 2 and _convincing(blocks, items, about):
            return _letter(blocks, items)
    return Letter(digest=True) if _is_digest(blocks, about) else None


# --- forms ------------------------------------------------------------------------------------


def _headed(blocks: Sequence[Block], about: About) -> list[_Item]:
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
    return _items(blocks, heads, bounds)


def _heads(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the places of blocks that look like heads: set off, and short."""
    for index, block in enumerate(blocks):
        style, text = block.style, block.text
        if not any(style) or block.bullet or len(text) > _TITLE_MAX or not text:
            continue
        if is_more(text) or is_footer(text) or is_greeting(text):
            continue
        sentence = bool(_STOP.search(text[-2:])) and not text.endswith(("?", "!"))
        looks = style.bold or style.linked or style.size or style.mark == "numbered"
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
        if _is_prose(block):
            return index
        if block.style.tag:
            return None
    return None
    return None


def _opened(blocks: Sequence[Block], _about: About) -> list[_Item]:
    """Return the paragraphs that open with bold words of their own."""
    said = Counter(block.lead.casefold() for block in blocks)
    heads = [
        i
        for i, b in enumerate(blocks)
        if b.lead and said[b.lead.casefold()] == 1 and _is_prose(b) and not is_sponsor(b.lead)
    ]
    long = sum(word_count(blocks[i].lead, 4) >= 4 or bool(blocks[i].links) for i in heads)
    return _items(blocks, heads, set()) if long >= 0.6 * len(heads) else []


def _numbered(blocks: Sequence[Block], _about: About) -> list[_Item]:
    """Return the paragraphs that are numbered from one."""
    heads: list[int] = []
    for index, block in enumerate(blocks):
        found = NUMBER.match(block.text)
        if found and _number(found) == len(heads) + 1:
            heads.append(index)
    return _items(blocks, heads, set())


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


def _linked(blocks: Sequence[Block], _about: About) -> list[_Item]:
    """Return the runs of blocks that end in a link to read on, and list items with links."""
    ends = [i for i, b in enumerate(blocks) if _ends(b)]
    if len({link.url for i in ends for link in blocks[i].links[-1:]}) < max(2, len(ends)):
        return []
    items: list[_Item] = []
    start = 0
    for end in ends:
        run = _from_last(blocks, range(start, end + 1))
        if any(_is_prose(blocks[i]) for i in run):
            items.append(_untitled(blocks, run))
        start = end + 1
    return items


def _ends(block: Block) -> bool:
    if not block.links or is_footer(block.text):
        return False
    bare = block.style.linked and not _is_prose(block) and (not block.text or is_more(block.text))
    inline = _is_prose(block) and any(is_more(link.words) or not link.words for link in block.links)
    return bare or inline or (block.bullet and _is_prose(block))


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


def _ruled(blocks: Sequence[Block], _about: About) -> list[_Item]:
    """Return the groups that rules part."""
    starts = [i for i, block in enumerate(blocks) if block.ruled or i == 0]
    if len(starts) < 2:
        return []
    items: list[_Item] = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        run = list(range(start, end))
        texts = [blocks[i].text for i in run]
        if any(map(is_footer, texts)) or is_sponsor(texts[0]) or is_greeting(texts[0]):
            continue
        if any(_is_prose(blocks[i]) for i in run) and not all(map(is_closing, texts)):
            items.append(_untitled(blocks, run))
    return items


_Form = Callable[[Sequence[Block], About], list[_Item]]
_FORMS: tuple[_Form, ...] = (_headed, _opened, _numbered, _ruled, _linked)


# --- items ------------------------------------------------------------------------------------


def _items(blocks: Sequence[Block], heads: list[int], bounds: set[int]) -> list[_Item]:
    """Return the item of each head: to the next, to a boundary, or to the end of its element."""
    ends = [*heads[1:], len(blocks)]
    items: list[_Item] = []
    for head, end in zip(heads, ends, strict=False):
        if is_sponsor(blocks[head].text) or (head and is_sponsor(blocks[head - 1].text)):
            continue
        run = _run(blocks, head, end, bounds, set(heads))
        if any(_is_prose(blocks[i]) and not is_greeting(blocks[i].text) for i in run):
            items.append(_titled(blocks, run))
    return items


def _run(
    blocks: Sequence[Block], head: int, end: int, bounds: set[int], heads: set[int]
) -> list[int]:
    inside = _inside(blocks, head, heads)
    run = [head]
    for index in range(head + 1, end):
        text = blocks[index].text
        if index in bounds or index not in inside or is_sponsor(text):
            break
        if (is_footer(text) and not is_online(text)) or is_closing(text):
            break
        if blocks[index].ruled and not any(_is_prose(blocks[i]) for i in range(index, end)):
            break
        run.append(index)
    return run


def _inside(blocks: Sequence[Block], head: int, heads: set[int]) -> set[int]:
    """Return the places of the blocks in the largest element that holds no other head.

    Where that element holds no prose (a headline in a row of its own), all places.
    """
    place = blocks[head].place
    others = [blocks[i].place for i in heads if i != head]
    depth = max((_shared(place, other) for other in others), default=0)
    if depth < len(place):
        within = {i for i, b in enumerate(blocks) if b.place[: depth + 1] == place[: depth + 1]}
        if any(_is_prose(blocks[i]) for i in within if i != head) or _is_prose(blocks[head]):
            return within
    return set(range(len(blocks)))


def _shared(first: tuple[int, ...], second: tuple[int, ...]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _titled(blocks: Sequence[Block], run: list[int]) -> _Item:
    head = blocks[run[0]]
    if head.lead:
        rest = head.text[len(head.lead) :].lstrip(" .:–—-|")
        whole = head.lead.rstrip()[-1:] in ".:?!–—|" or rest[:1].isupper()
        if whole and word_count(head.lead, 3) >= 3:
            return _Item(
                undecorated(head.lead).rstrip(".:–—| "),
                tuple(run),
                len(head.text) - len(rest),
                headed=True,
            )
        return _Item(_first(head.text), tuple(run))
    follows = any(_is_prose(blocks[i]) for i in run[1:])
    if (
        _is_prose(head)
        and not any(head.style[:4])
        and (not follows or len(head.text) > _TITLE_MAX // 2)
    ):
        return _Item(_first(head.text), tuple(run))
    return _Item(undecorated(head.text), tuple(run), len(head.text), headed=True)


def _untitled(blocks: Sequence[Block], run: list[int]) -> _Item:
    """Return the item of a run whose headline is its first line, if that is no sentence."""
    head = blocks[run[0]]
    more = any(_is_prose(blocks[i]) for i in run[1:])
    if more and not _is_prose(head) and head.text and len(head.text) <= _TITLE_MAX:
        return _Item(undecorated(head.text), tuple(run), len(head.text), headed=True)
    words = head.links[0].words if head.links else ""
    if word_count(words, 3) >= 3 and head.text.startswith(words):
        rest = head.text[len(words) :].lstrip(" .:–—|-")
        if word_count(rest, 3) >= 3:
            skip = 0 if rest[:1].islower() else len(head.text) - len(rest)
            return _Item(undecorated(words), tuple(run), skip, headed=True)
    first = next((blocks[i].text for i in run if _is_prose(blocks[i])), head.text)
    return _Item(_first(first), tuple(run))


def _first(text: str) -> str:
    """Return the first sentence of an item that has no headline."""
    bare = undecorated(text)
    found = split_sentences(bare)
    sentence = bare[found[0].start : found[0].end] if found else bare
    return sentence.rstrip(".。")[:_TITLE_MAX]


def _is_prose(block: Block) -> bool:
    """Whether a block holds a sentence of some length."""
    text = block.text
    return (
        word_count(text, _PROSE_WORDS) >= _PROSE_WORDS
        and bool(_STOP.search(text))
        and not block.style.tag
    )


def _letter(blocks: Sequence[Block], items: list[_Item]) -> Letter:
    used = {index for item in items for index in item.blocks}
    around = tuple(b.text for i, b in enumerate(blocks) if i not in used and b.text)
    return Letter(tuple(_part(blocks, item) for item in items), around)


def _part(blocks: Sequence[Block], item: _Item) -> Part:
    head, *rest = (blocks[index] for index in item.blocks)
    opening = head._replace(text=head.text[item.skip :].strip())
    if not item.headed:
        opening = opening._replace(text=undecorated(opening.text))
    told: list[str] = []
    asides: list[str] = []
    last = max((i for i, b in enumerate(rest) if _is_prose(b) or b.bullet), default=-1)
    for place, block in enumerate(_without_more(each) for each in (opening, *rest)):
        if not block.text:
            continue
        beside = (
            place > last + 1 or is_more(block.text) or (block.style.linked and not _is_prose(block))
        )
        (asides if beside else told).append(block.text)
    if not told and asides:
        told, asides = asides, []
    links = [link for block in (head, *rest) for link in block.links]
    return Part(item.title[:_TITLE_MAX], tuple(told), _address(links, head), tuple(asides))


def _without_more(block: Block) -> Block:
    """Return the block without a "Read more" that was run onto its end."""
    words = block.links[-1].words.strip() if block.links else ""
    if not words or not is_more(words) or len(words) >= len(block.text.strip()):
        return block
    before, found, after = block.text.rpartition(words)
    runs_on = found and not any(char.isalnum() for char in after)
    return block._replace(text=before.rstrip(" [(|→>»·-–—")) if runs_on else block


def _address(links: list[Link], head: Block) -> str | None:
    """Return the item's own link: its headline's, that to read on, else its first."""
    if head.links and head.style.linked | bool(head.style.tag):
        return head.links[0].url
    on = next((link for link in links if is_more(link.words) or not link.words), None)
    chosen = on or (links[-1] if links else None)
    return chosen.url if chosen else None


# --- newsletter or report ---------------------------------------------------------------------


def _convincing(blocks: Sequence[Block], items: list[_Item], about: About) -> bool:
    """Whether more speaks for a newsletter than for one report in sections."""
    texts = ["\n".join(blocks[i].text for i in item.blocks) for item in items]
    score = 0
    score += 1 if _is_bulk(blocks, about) else 0
    score += _links(blocks, items)
    score += 1 if all(NUMBER.match(blocks[item.blocks[0]].text) for item in items) else 0
    score += 1 if all(blocks[item.blocks[0]].ruled for item in items[1:]) else 0
    kin = _kinship(texts)
    score += -3 if kin >= _SAME else -1 if kin >= _KIN else 1
    score += -2 if _leading(blocks, items) > _LEAD_MAX else 1
    score -= 2 if all(item.title.endswith("?") for item in items) else 0
    score -= 1 if _topped(blocks, items, about) else 0
    score -= 1 if not any(item.headed for item in items) else 0
    return score >= 2 and _covered(blocks, items) >= _COVERED


def _covered(blocks: Sequence[Block], items: list[_Item]) -> float:
    """Return the share of the prose that stands in items; what speaks to the reader is none."""
    used = {index for item in items for index in item.blocks}
    inside = outside = 0
    for index, block in enumerate(blocks):
        if index in used:
            inside += len(block.text)
        elif _is_prose(block) and not _speaks(block.text):
            outside += len(block.text)
    return inside / max(1, inside + outside)


def _speaks(text: str) -> bool:
    return is_footer(text) or is_sponsor(text) or is_greeting(text) or is_closing(text)


def _is_bulk(blocks: Sequence[Block], about: About) -> bool:
    return about.bulk or any(is_footer(block.text) for block in blocks)


def _links(blocks: Sequence[Block], items: list[_Item]) -> int:
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


def _leading(blocks: Sequence[Block], items: list[_Item]) -> int:
    """Return the words of prose above the first item that greet nobody."""
    first = items[0].blocks[0]
    prose = [b.text for b in blocks[:first] if _is_prose(b) and not is_footer(b.text)]
    return sum(word_count(text, 500) for text in prose if not is_greeting(text))


def _topped(blocks: Sequence[Block], items: list[_Item], about: About) -> bool:
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


def _kinship(texts: list[str]) -> float:
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


def _is_digest(blocks: Sequence[Block], about: About) -> bool:
    """Whether the mail only lists headlines: short linked lines, with hardly a sentence."""
    listed = [b for b in blocks if _is_listed(b)]
    if len(listed) < _DIGEST:
        return False
    prose = [b for b in blocks if _is_prose(b) and not _speaks(b.text)]
    return len(prose) <= len(listed) / 3 and _is_bulk(blocks, about)


def _is_listed(block: Block) -> bool:
    if not (block.style.linked or block.links or block.bullet) or _is_prose(block):
        return False
    return word_count(block.text, 4) >= 4 and not is_footer(block.text)
