"""Editions: which of the day's stories an audience gets, in which order, in which sections.

    audiences    who a briefing is for; aiming, offices, terms and tone read stories for them
    ranking      how much a story matters to an audience, and why
    composing    the briefing put together of checked parts; public leaves out what is the desk's
    items        a briefing as a list of things that a reviewer can point at
    decisions    what reviewers decided, and the briefing as it is printed after that
    reassembling a stored briefing again, for an audience file that has changed

Nothing here writes a sentence, asks a model or opens a file but an audience's.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.editions.audiences import Audience, CutOff, window_of
    from briefer.editions.composing import Parts, assemble, cited, counted, telling, within_limits
    from briefer.editions.decisions import Decisions, Edit, Move, Noted, decided, moved
    from briefer.editions.exclusions import excluded_by, excluded_piece, of_outlets
    from briefer.editions.history import with_days
    from briefer.editions.items import EDITABLE, Item, id_of, items_of, point_id, story_id
    from briefer.editions.makeup import Excluded, MakeUp, Rechecked, made_up
    from briefer.editions.public import is_published, published
    from briefer.editions.quotations import Spoken, in_order, spoken
    from briefer.editions.ranking import rank, worded
    from briefer.editions.reassembling import StoredEdition, needs_build, reassembled
else:
    __getattr__ = door(
        __name__,
        {
            "makeup": ("Excluded", "MakeUp", "Rechecked", "made_up"),
            "audiences": ("Audience", "CutOff", "window_of"),
            "composing": ("Parts", "assemble", "cited", "counted", "telling", "within_limits"),
            "decisions": ("Decisions", "Edit", "Move", "Noted", "decided", "moved"),
            "exclusions": ("excluded_by", "excluded_piece", "of_outlets"),
            "history": ("with_days",),
            "items": ("EDITABLE", "Item", "id_of", "items_of", "point_id", "story_id"),
            "public": ("is_published", "published"),
            "quotations": ("Spoken", "in_order", "spoken"),
            "ranking": ("rank", "worded"),
            "reassembling": ("StoredEdition", "needs_build", "reassembled"),
        },
    )

__all__ = [
    "EDITABLE",
    "Audience",
    "CutOff",
    "Decisions",
    "Edit",
    "Excluded",
    "Item",
    "MakeUp",
    "Move",
    "Noted",
    "Parts",
    "Rechecked",
    "Spoken",
    "StoredEdition",
    "assemble",
    "cited",
    "counted",
    "decided",
    "excluded_by",
    "excluded_piece",
    "id_of",
    "in_order",
    "is_published",
    "items_of",
    "made_up",
    "moved",
    "needs_build",
    "of_outlets",
    "point_id",
    "published",
    "rank",
    "reassembled",
    "spoken",
    "story_id",
    "telling",
    "tone",
    "window_of",
    "with_days",
    "within_limits",
    "worded",
]
