"""The items of a newsletter become articles, whether it came as a mail or was saved as a text."""

from collections.abc import Iterator

from briefer.ingest.articles import build
from briefer.ingest.heads import ArticleHead, read_head
from briefer.ingest.letterwords import is_footer, is_greeting
from briefer.ingest.newsitems import About, Newsletter, NewsletterItem
from briefer.ingest.newsletter import letter_of
from briefer.ingest.plainblocks import plain_blocks
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.models import Article, Aside, DatedBy
from briefer.text.language import detect

_LONGEST = 200_000  # characters of a letter
_SPOKEN = 300  # characters of a line that speaks to the readers
_LINES = 4  # such lines, and heads, that a letter has at least
_EDGE = 8  # lines at its beginning and at its end in which it speaks to them


def build_items(raw: Raw, draft: ArticleDraft, letter: Newsletter) -> Iterator[Item]:
    """Yield the article of each item; what stood around them is kept with the first."""
    around = *draft.asides, *(Aside(kind="boilerplate", text=text) for text in letter.around)
    if not draft.language:  # an item may be too short to tell: it is in the letter's
        draft = draft._replace(language=detect(draft.text), hint=True)
    for number, part in enumerate(letter.parts, 1):
        item = build(raw, _part_draft(draft, part, number))
        if isinstance(item, Article) and around:
            item = item.model_copy(update={"asides": tuple(dict.fromkeys((*item.asides, *around)))})
            around = ()
        yield item


def saved_letter(draft: ArticleDraft) -> tuple[ArticleDraft, Newsletter] | None:
    """Return the newsletter that a text file holds, with what its head says, or None.

    It greets its readers, or says how not to get it any more: a report with numbered sections does
    neither.
    """
    lines = [line for line in draft.text.splitlines() if line and len(line) < _SPOKEN]
    if len(draft.text) > _LONGEST or len(lines) < _LINES:
        return None
    if not any(map(is_greeting, lines[:_EDGE])) and not any(map(is_footer, lines[-_EDGE:])):
        return None
    letter = letter_of(plain_blocks(draft.text), About(draft.title or "", draft.source or ""))
    if letter is None or not letter.parts:
        return None
    head = read_head(draft.text, draft.language or "") or ArticleHead()
    by: DatedBy = "text"
    stamps = tuple((stamp, by) for stamp in head.stamps if stamp.day.year)
    return (
        draft._replace(
            source=draft.source or head.outlet or head.title,
            title=draft.title or head.title,
            dates=(*stamps, *draft.dates),
        ),
        letter,
    )


def _part_draft(draft: ArticleDraft, part: NewsletterItem, number: int) -> ArticleDraft:
    return draft._replace(
        location=f"{draft.location}#{number}",
        text="\n\n".join(part.paragraphs),
        title=part.title or draft.title,
        url=part.url,
        external_id=f"{draft.external_id}#{number}" if draft.external_id else None,
        asides=tuple(Aside(kind="link", text=text) for text in part.asides),
    )
