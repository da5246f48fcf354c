"""An edition in the hands of people: read, changed, noted upon, approved, and all of it kept.

    desk       one draft, opened; items are what can be pointed at
    actions    what people do: drop, restore, move, edit, note, approve, seal
    makeup     stories merged and split, points moved over, articles left out, sentences chosen
    mutes      not this story again
    drafts     what is shown of a draft, its items, notes and trail
    wording, opinions, rewrites   what is done about a sentence that a person wrote
    approval   what is printed of a draft, and what keeps it as approved
    clearance  whether an edition may be mailed

Every act is in the trail, with who did it and when.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.pipeline.review.actions import find, open_draft, trail, waiting
    from briefer.pipeline.review.approval import approve, drafted, held
    from briefer.pipeline.review.clearance import (
        as_approved,
        as_it_stands,
        draft_words,
        is_approved,
        trace_sent,
    )
    from briefer.pipeline.review.desk import ITSELF
    from briefer.pipeline.review.drafts import By, Draft, DraftItem, DraftNote, Position, TrailEntry
    from briefer.pipeline.review.makeup import SourceSentence
    from briefer.pipeline.review.people import person
else:
    __getattr__ = door(
        __name__,
        {
            "makeup": ("SourceSentence",),
            "actions": ("find", "open_draft", "trail", "waiting"),
            "approval": ("approve", "drafted", "held"),
            "clearance": (
                "as_approved",
                "as_it_stands",
                "draft_words",
                "is_approved",
                "trace_sent",
            ),
            "desk": ("ITSELF",),
            "drafts": ("By", "Draft", "DraftItem", "DraftNote", "Position", "TrailEntry"),
            "people": ("person",),
        },
    )

__all__ = [
    "ITSELF",
    "By",
    "Draft",
    "DraftItem",
    "DraftNote",
    "Position",
    "SourceSentence",
    "TrailEntry",
    "actions",
    "approve",
    "as_approved",
    "as_it_stands",
    "draft_words",
    "drafted",
    "find",
    "held",
    "is_approved",
    "open_draft",
    "person",
    "trace_sent",
    "trail",
    "waiting",
]
