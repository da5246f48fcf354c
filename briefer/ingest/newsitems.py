"""An item of a newsletter: how far it reaches, its headline, its prose and its link."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefer.ingest.blocks import Block, BlockLink, undecorated
from briefer.ingest.clean import word_count
from briefer.ingest.letterwords import (
    is_closing,
    is_footer,
    is_greeting,
    is_more,
    is_online,
    is_sponsor,
)
from briefer.text.sentences import split as split_sentences

_PROSE_WORDS = 7
TITLE_MAX = 200  # characters
STOP = re.compile(r"[.!?…。！？؟۔।](?:[\"”»’')\]]|\s|$)")


class About(NamedTuple):
    """What the mail around says: its subject, its sender, and whether a list sent it."""

    subject: str = ""
    outlet: str = ""
    bulk: bool = False


class NewsletterItem(NamedTuple):
    """One item: its headline, paragraphs, address, and what stood in it beside the prose."""

    title: str
    paragraphs: tuple[str, ...]
    url: str | None = None
    asides: tuple[str, ...] = ()


class Newsletter(NamedTuple):
    """A newsletter's items, and what stood around them. `digest`: it only lists headlines."""

    parts: tuple[NewsletterItem, ...] = ()
    around: tuple[str, ...] = ()
    digest: bool = False


class Stretch(NamedTuple):
    """Where an item stands among the blocks, and how it is called."""

    title: str
    blocks: tuple[int, ...]  # of its head and prose
    skip: int = 0  # characters of the first block that are its title
    headed: bool = False


def items_of(blocks: Sequence[Block], heads: list[int], bounds: set[int]) -> list[Stretch]:
    """Return the item of each head: to the next, to a boundary, or to the end of its element."""
    ends = [*heads[1:], len(blocks)]
    items: list[Stretch] = []
    for head, end in zip(heads, ends, strict=False):
        if is_sponsor(blocks[head].text) or (head and is_sponsor(blocks[head - 1].text)):
            continue
        run = _run(blocks, head, end, bounds, set(heads))
        if any(is_prose(blocks[i]) and not is_greeting(blocks[i].text) for i in run):
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
        if blocks[index].ruled and not any(is_prose(blocks[i]) for i in range(index, end)):
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
        if any(is_prose(blocks[i]) for i in within if i != head) or is_prose(blocks[head]):
            return within
    return set(range(len(blocks)))


def _shared(first: tuple[int, ...], second: tuple[int, ...]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _titled(blocks: Sequence[Block], run: list[int]) -> Stretch:
    head = blocks[run[0]]
    if head.lead:
        rest = head.text[len(head.lead) :].lstrip(" .:–—-|")
        whole = head.lead.rstrip()[-1:] in ".:?!–—|" or rest[:1].isupper()
        if whole and word_count(head.lead, 3) >= 3:
            return Stretch(
                undecorated(head.lead).rstrip(".:–—| "),
                tuple(run),
                len(head.text) - len(rest),
                headed=True,
            )
        return Stretch(_first(head.text), tuple(run))
    follows = any(is_prose(blocks[i]) for i in run[1:])
    if (
        is_prose(head)
        and not any(head.style[:4])
        and (not follows or len(head.text) > TITLE_MAX // 2)
    ):
        return Stretch(_first(head.text), tuple(run))
    return Stretch(undecorated(head.text), tuple(run), len(head.text), headed=True)


def untitled(blocks: Sequence[Block], run: list[int]) -> Stretch:
    """Return the item of a run whose headline is its first line, if that is no sentence."""
    head = blocks[run[0]]
    more = any(is_prose(blocks[i]) for i in run[1:])
    if more and not is_prose(head) and head.text and len(head.text) <= TITLE_MAX:
        return Stretch(undecorated(head.text), tuple(run), len(head.text), headed=True)
    words = head.links[0].words if head.links else ""
    if word_count(words, 3) >= 3 and head.text.startswith(words):
        rest = head.text[len(words) :].lstrip(" .:–—|-")
        if word_count(rest, 3) >= 3:
            skip = 0 if rest[:1].islower() else len(head.text) - len(rest)
            return Stretch(undecorated(words), tuple(run), skip, headed=True)
    first = next((blocks[i].text for i in run if is_prose(blocks[i])), head.text)
    return Stretch(_first(first), tuple(run))


def _first(text: str) -> str:
    """Return the first sentence of an item that has no headline."""
    bare = undecorated(text)
    found = split_sentences(bare)
    sentence = bare[found[0].start : found[0].end] if found else bare
    return sentence.rstrip(".。")[:TITLE_MAX]


def is_prose(block: Block) -> bool:
    """Whether a block holds a sentence of some length."""
    text = block.text
    return (
        word_count(text, _PROSE_WORDS) >= _PROSE_WORDS
        and bool(STOP.search(text))
        and not block.style.tag
    )


def letter(blocks: Sequence[Block], items: list[Stretch]) -> Newsletter:
    """Return the items with their texts, and what stands around them."""
    used = {index for item in items for index in item.blocks}
    around = tuple(b.text for i, b in enumerate(blocks) if i not in used and b.text)
    return Newsletter(tuple(_part(blocks, item) for item in items), around)


def _part(blocks: Sequence[Block], item: Stretch) -> NewsletterItem:
    head, *rest = (blocks[index] for index in item.blocks)
    opening = head._replace(text=head.text[item.skip :].strip())
    if not item.headed:
        opening = opening._replace(text=undecorated(opening.text))
    told: list[str] = []
    asides: list[str] = []
    last = max((i for i, b in enumerate(rest) if is_prose(b) or b.bullet), default=-1)
    for place, block in enumerate(_without_more(each) for each in (opening, *rest)):
        if not block.text:
            continue
        beside = (
            place > last + 1 or is_more(block.text) or (block.style.linked and not is_prose(block))
        )
        (asides if beside else told).append(block.text)
    if not told and asides:
        told, asides = asides, []
    links = [link for block in (head, *rest) for link in block.links]
    return NewsletterItem(item.title[:TITLE_MAX], tuple(told), _address(links, head), tuple(asides))


def _without_more(block: Block) -> Block:
    """Return the block without a "Read more" that was run onto its end."""
    words = block.links[-1].words.strip() if block.links else ""
    if not words or not is_more(words) or len(words) >= len(block.text.strip()):
        return block
    before, found, after = block.text.rpartition(words)
    runs_on = found and not any(char.isalnum() for char in after)
    return block._replace(text=before.rstrip(" [(|→>»·-–—")) if runs_on else block


def _address(links: list[BlockLink], head: Block) -> str | None:
    """Return the item's own link: its headline's, that to read on, else its first."""
    if head.links and head.style.linked | bool(head.style.tag):
        return head.links[0].url
    on = next((link for link in links if is_more(link.words) or not link.words), None)
    chosen = on or (links[-1] if links else None)
    return chosen.url if chosen else None
