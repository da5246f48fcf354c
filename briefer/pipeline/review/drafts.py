"""What a reviewer sees of a draft: its items, notes, trail and approval."""

import datetime as dt
from typing import Any, Literal, NamedTuple

from briefer.editions.items import Item
from briefer.models import Briefing, Frozen

State = Literal["draft", "approved"]


class By(NamedTuple):
    """Who acts, when, and on which revision of the draft (None: on whatever it is now).

    Two reviewers at once: pass the revision that was shown to the person. If another one changed
    the draft meanwhile, the act is refused with `ConflictError`, and nothing is changed.
    """

    who: str
    now: dt.datetime
    revision: int | None = None


class Position(NamedTuple):
    """Where an item goes: right before or right after another of its list."""

    anchor: str  # id of an item
    side: Literal["before", "after"] = "before"


class DraftNote(Frozen):
    """An analyst's note: a person's words, no claim, never checked and never counted as one.

    `story` is the id of the story's item, None for a note on the whole briefing. `shown` is false
    where its story is not in the briefing (any more).
    """

    id: str
    text: str
    story: str | None = None
    by: str = ""
    at: dt.datetime
    shown: bool = True


class DraftItem(Frozen):
    """An item and what became of it. `item` is as it would be printed, `original` as built.

    `gone` says why it is not printed: "dropped" by a reviewer, or "story" with its story.
    `echoes` are the ids of other printed items that say the same sentence; `former`, of an edited
    item, of those that still say it as it was built.
    """

    item: Item
    original: str
    edited: bool = False
    moved: bool = False
    gone: Literal["", "dropped", "story", "told"] = ""
    echoes: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


class TrailEntry(Frozen):
    """A line of the audit trail. `after` is "" where something went, `before` where it came.

    The actions: built rebuilt dropped restored edited unjudged moved merged split transferred
    undone excluded included muted unmuted noted unnoted approved reopened sent. "unjudged" goes with an edit that a judge should have seen; `after` says why not.
    """

    number: int
    at: dt.datetime
    who: str
    action: str
    item: str = ""  # id of the item or note
    before: str = ""
    after: str = ""
    revision: int = 0  # of the draft, after it

    def as_json(self) -> dict[str, Any]:
        """Return what `review log --json` prints."""
        return self.model_dump(mode="json")


class Sealed(Frozen):
    """An approval: who, when, and the hashes (SHA-256) of the bytes it froze.

    `files` are by name, such as "html"; `mail` is the message all recipients share, "" where no
    sender is configured. `digest` covers them all.
    """

    by: str
    at: dt.datetime
    digest: str
    files: dict[str, str]
    mail: str = ""


class DraftInfo(Frozen):
    """One edition under review, in a list."""

    audience: str
    date: dt.date
    title: str
    state: State
    revision: int
    stories: int
    edited: int = 0
    dropped: int = 0
    notes: int = 0
    updated: dt.datetime
    by: str = ""  # who acted last

    def as_json(self) -> dict[str, Any]:
        """Return what `review list --json` prints."""
        return self.model_dump(mode="json")


class Draft(Frozen):
    """An edition under review, as it stands now.

    `briefing` is what would be printed. `items` are all of them in reading order, those that are
    not printed at the place where they would be. `set_aside` are decisions on items that the
    last rebuild no longer has: they come back with the item, and are kept in the trail.
    """

    audience: str
    date: dt.date
    state: State
    revision: int
    briefing: Briefing
    items: tuple[DraftItem, ...]
    notes: tuple[DraftNote, ...] = ()
    notes_allowed: bool = True  # whether this audience prints an analyst's notes
    excluded: tuple[str, ...] = ()  # articles, and outlets ("outlet:NAME"), that are not used
    made_up: bool = False  # stories were merged or split, or points moved over
    set_aside: tuple[str, ...] = ()  # in plain words
    trail: tuple[TrailEntry, ...] = ()  # oldest first
    sealed: Sealed | None = None

    def find(self, item: str) -> DraftItem | None:
        """Return the item of that id."""
        return next((one for one in self.items if one.item.id == item), None)

    def as_json(self) -> dict[str, Any]:
        """Return what `review show --json` prints: all but the briefing itself."""
        shown = self.model_dump(mode="json", exclude={"briefing", "items"})
        own = {"edited", "moved", "gone", "original", "echoes", "former"}
        items = [
            {**one.item.model_dump(mode="json"), **one.model_dump(mode="json", include=own)}
            for one in self.items
        ]
        return {**shown, "items": items}
