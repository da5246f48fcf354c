"""What stands in an article but is not its prose: posts, captions, links, boilerplate.

The rule is one-sided on purpose. Prose lost is news lost, so a paragraph leaves the text only
for a form that prose does not have; what merely quotes a post stays.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from briefer.ingest import patterns as p
from briefer.ingest.closing import is_boilerplate
from briefer.models import Aside

Kind = Literal["post", "caption", "link", "boilerplate", "table"]

_POST_MAX = 700  # characters: 280 of a post, its links and signature, two posts run together
_TWEET_MAX = 320  # characters of one post's own words
_CAPTION_MAX = 450
_SHORT_MAX = 260  # a line of boilerplate or a link
_LINE_MAX = 110  # a line without closing punctuation
_BODY = 2  # paragraphs of prose without which nothing is the end of an article
_HEAD = 4  # paragraphs in which a byline or a time stamp is looked for
_CLOSED = re.compile(r"[.!?…][\"”»’')\]]*$")
_SENTENCE_START = re.compile(r"(?<=[.!?…])[\"”»’')]*\s+(?=\S)")
_TRAILING_LINK = re.compile(r"https?://t\.co/\w+|\bpic\.(?:twitter|x)\.com/\w+")
_STRIPPED = " \t*•·▶►→>|[]()-–—_"


class Separated(NamedTuple):
    """The prose of an article, and what was moved out of it, both in order."""

    prose: tuple[str, ...]
    asides: tuple[Aside, ...]


def separate(paragraphs: Sequence[str]) -> Separated:
    """Return the prose among `paragraphs` and the asides that stood between it.

    Rules and ornaments ("***") are neither. What follows the heading of the readers' comments
    is no prose of the outlet's, whatever it looks like.
    """
    prose: list[str] = []
    asides: list[Aside] = []
    comments = False
    worded = (paragraph for paragraph in paragraphs if not p.SEPARATOR.fullmatch(paragraph))
    for index, paragraph in enumerate(worded):
        comments = comments or (len(prose) >= _BODY and bool(p.comments().fullmatch(paragraph)))
        if comments:
            asides.append(Aside(kind="post", text=paragraph))
        else:
            _place(paragraph, index, prose, asides)
    if len(prose) > _BODY and _is_credit(prose[-1]):
        asides.append(Aside(kind="boilerplate", text=prose.pop()))
    return Separated(tuple(prose), tuple(asides))


def without_more(paragraph: str) -> tuple[str, str]:
    """Return a teaser without the link to read on at its end, and that link: "… by Friday. Read more"."""
    ends = [match.end() for match in _SENTENCE_START.finditer(paragraph)]
    if ends and p.link_bare().match(paragraph, ends[-1]) and len(paragraph) - ends[-1] <= _LINE_MAX:
        return paragraph[: ends[-1]].rstrip(), paragraph[ends[-1] :]
    return paragraph, ""


def kind_of(paragraph: str, *, head: bool = False) -> Kind | None:
    """Return what kind of aside `paragraph` is, or None for prose.

    `head` marks the first paragraphs of an article, where bylines and time stamps stand.
    """
    if len(paragraph) > _POST_MAX:
        return None
    return next((kind for kind, test in _TESTS if test(paragraph)), _head(paragraph, head=head))


def _place(paragraph: str, index: int, prose: list[str], asides: list[Aside]) -> None:
    kind = kind_of(paragraph, head=index < _HEAD)
    if kind:
        text = paragraph
        if kind == "post" and _signature_alone(paragraph) and _signed(prose):
            text = f"{prose.pop()} {paragraph}"
        asides.append(Aside(kind=kind, text=text))
        return
    rest, cut = _cut_end(paragraph)
    if rest:
        prose.append(rest)
    asides.extend(cut)


# --- posts ----------------------------------------------------------------------------------


def _is_post(paragraph: str) -> bool:
    if p.post().match(paragraph):
        return True
    signature = _signature(paragraph)
    if signature:
        return _words_end(paragraph, signature) <= _TWEET_MAX
    if ".com/" not in paragraph and "t.co/" not in paragraph:
        return False
    if p.MEDIA_LINK.search(paragraph) or p.SHORT_LINK.search(paragraph):
        return len(paragraph) <= _TWEET_MAX + 80 and not p.telling().search(paragraph)
    return False


def _signature(paragraph: str) -> re.Match[str] | None:
    """Return the "— Name (@handle) date" that ends `paragraph`."""
    if "(@" not in paragraph[-200:]:
        return None
    at = max(0, len(paragraph) - 220)
    found = p.SIGNATURE.search(paragraph, at)
    return found if found and p.POST_DATE.match(found["date"].strip(" ,·|")) else None


def _words_end(paragraph: str, signature: re.Match[str]) -> int:
    """Return where the post's own words end: before its links, if any, and its signature."""
    at = signature.start()
    links = list(_TRAILING_LINK.finditer(paragraph, max(0, at - 150), at))
    return links[0].start() if links else at


def _signature_alone(paragraph: str) -> bool:
    found = _signature(paragraph)
    return found is not None and found.start() == 0


def _signed(prose: list[str]) -> bool:
    """Whether the last paragraph is the text of the post whose signature follows."""
    if not prose or len(prose[-1]) > _TWEET_MAX:
        return False
    if len(prose) > 1 and prose[-2].endswith(":"):
        return True
    return bool(p.MARKER.search(prose[-1])) and not p.telling().search(prose[-1])


def _cut_end(paragraph: str) -> tuple[str, list[Aside]]:
    """Return `paragraph` without a sign-off or a signed post that was run onto its end."""
    tail = paragraph[-420:]
    if tail.rstrip().endswith((")", "]")) and (found := p.sign_off().search(tail)):
        at = len(paragraph) - len(tail) + found.start()
        return paragraph[:at].rstrip(), [Aside(kind="boilerplate", text=paragraph[at:].strip())]
    signature = _signature(paragraph)
    if not signature:
        return paragraph, []
    at = _post_start(paragraph, signature)
    return paragraph[:at].rstrip(), [Aside(kind="post", text=paragraph[at:].strip())]


def _post_start(paragraph: str, signature: re.Match[str]) -> int:
    """Return where the post that ends in a signature begins.

    Its last sentence does belong to it; so do sentences before that, as far back as the length
    of a post allows and up to the first that bears a #tag, an @handle or a link.
    """
    end = _words_end(paragraph, signature)
    floor = max(0, end - _TWEET_MAX)
    starts = [m.end() for m in _SENTENCE_START.finditer(paragraph, floor, end)]
    starts = [start for start in starts if start < end - 1]
    if not starts:
        return end
    ends = [*starts[1:], end]
    marked = (s for s, e in zip(starts, ends, strict=True) if p.MARKER.search(paragraph[s:e]))
    return next(marked, starts[-1])


# --- captions, links, boilerplate ------------------------------------------------------------


def _is_caption(paragraph: str) -> bool:
    if len(paragraph) > _CAPTION_MAX:
        return False
    if p.caption_start().match(paragraph):
        return not _quotes(paragraph)
    if (
        len(paragraph) <= _SHORT_MAX
        and not _closed(paragraph)
        and p.caption_line().match(paragraph)
    ):
        return True
    tail = paragraph[-200:]
    may_credit = any(mark in tail for mark in "/©") or "etty" in tail or tail.endswith((")", "]"))
    return may_credit and bool(p.credit().search(tail))


def _is_link(paragraph: str) -> bool:
    if p.URLS_ONLY.match(paragraph):
        return True
    line = paragraph.lstrip(_STRIPPED)
    if len(line) > _SHORT_MAX:
        return False
    if p.link_colon().match(line) or p.link_end().match(paragraph):
        return True
    return len(line) <= _LINE_MAX and bool(p.link_bare().match(line)) and not _closed(line)


def _is_boilerplate(paragraph: str) -> bool:
    if len(paragraph) > _CAPTION_MAX:
        return False
    line = paragraph.strip(_STRIPPED + ".!")
    if not line or p.whole().fullmatch(line) or is_boilerplate(paragraph):
        return True
    if len(paragraph) <= _SHORT_MAX and p.rights().search(paragraph.lower()):
        return True
    if p.sign_off().match(paragraph) or p.sign_off_bare().match(paragraph):
        return True
    return bool(p.opening().match(line)) and not _quotes(paragraph)


def _head(paragraph: str, *, head: bool) -> Kind | None:
    if not head or len(paragraph) > _LINE_MAX or _closed(paragraph):
        return None
    return "boilerplate" if p.byline().match(paragraph) or p.stamp().match(paragraph) else None


def _is_credit(paragraph: str) -> bool:
    """Whether a last paragraph is but a name: the agency's or the author's."""
    words = paragraph.split()
    return len(words) <= 4 and len(paragraph) <= 40 and all(map(_is_name, words))


def _is_name(word: str) -> bool:
    return word[0].isupper() and word[-1].isalpha()


def _closed(line: str) -> bool:
    """Whether a sentence ends here."""
    return bool(_CLOSED.search(line[-8:]))


def _quotes(paragraph: str) -> bool:
    """Whether a sentence of speech is quoted and told: the mark of prose."""
    return any(mark in paragraph for mark in '"“«„') and bool(p.telling().search(paragraph))


_TESTS: tuple[tuple[Kind, Callable[[str], bool]], ...] = (
    ("post", _is_post),
    ("boilerplate", _is_boilerplate),
    ("caption", _is_caption),
    ("link", _is_link),
)
