"""Review: a draft is read, changed, noted upon and approved by people, and all of it is kept.

    open_draft -> drop | restore | edit | move | note | unnote -> approve -> (reopen)
                  merge | split | transfer | undo | exclude | include | choose  (see `makeup`)

Every function that changes something takes the workspace, the edition, what is meant, and
`By` (who, when, on which revision), commits before it returns, writes the audit trail, and
returns the draft as it stands then. An item is named by its id or an unmistakable beginning of
it. All raise

    NothingToBriefError  there is no briefing of that audience and date
    UsageError           there is no such item; the edition is approved already (reopen it); or
                         the audience wants no approval
    ConflictError        someone changed the draft since `By.revision`; says who and what
    EditRefusedError     (edit) the sentence does not pass the check against its evidence; has
                         the text, the problems and, if any, a version that passes
    CheckFailedError     (approve) a claim of the draft is no longer borne out by the articles
"""

import datetime as dt

from briefer.editions.decisions import Decisions, Move, Noted
from briefer.editions.items import id_of
from briefer.errors import UsageError
from briefer.models import Briefing, Edition
from briefer.pipeline.review.approval import approve, reopen
from briefer.pipeline.review.desk import Act, ReviewDesk, acting, entries
from briefer.pipeline.review.drafts import By, Draft, DraftInfo, Position, TrailEntry
from briefer.pipeline.review.items import positions
from briefer.pipeline.review.makeup import (
    choose,
    exclude,
    include,
    merge,
    sentences,
    split,
    transfer,
    undo,
)
from briefer.pipeline.review.mutes import mute, muted, unmute
from briefer.pipeline.review.opinions import Hearing, Unheard, wanted
from briefer.pipeline.review.rewrites import bared, heard, rewritten, text_now
from briefer.pipeline.review.wording import LONGEST_NOTE, written
from briefer.settings import Workspace
from briefer.store import Store
from briefer.store.reviews import Reviews, StoredDraft


def waiting(space: Workspace, *, approved: bool = False) -> tuple[DraftInfo, ...]:
    """Return the drafts that wait for approval, latest first, as the workspace lists them.

    With `approved` those done too.
    """
    if not space.state.exists():
        return ()
    places = {name: place for place, name in enumerate(space.settings.audiences)}
    with Store(space.state) as store:
        kept = [one for one in Reviews(store).all() if approved or one.state == "draft"]
        kept.sort(key=lambda one: places.get(one.edition.audience, len(places)))
        kept.sort(key=lambda one: one.edition.date, reverse=True)
        return tuple(store.database.sound([(one,) for one in kept], _info, "a draft"))


def find(space: Workspace, audience: str | None, date: dt.date | None) -> Edition:
    """Return the edition that is meant, where not all of it was said: the latest draft.

    Where none waits it is the latest that was approved.

    Raises:
        UsageError: none is under review, or several are of that date.
    """
    if audience and date:
        return Edition(audience, date)
    known = [
        info
        for info in waiting(space, approved=True)
        if audience in {None, info.audience} and date in {None, info.date}
    ]
    chosen = [info for info in known if info.state == "draft"] or known
    if not chosen:
        raise UsageError(
            "nothing is under review: set approval = true in an audience file, then build it"
        )
    latest = [info for info in chosen if info.date == chosen[0].date]
    if len(latest) > 1:
        names = ", ".join(info.audience for info in latest)
        raise UsageError(f"several drafts of {latest[0].date}: say --audience, one of {names}")
    return Edition(latest[0].audience, latest[0].date)


def open_draft(space: Workspace, edition: Edition) -> Draft:
    """Return the edition under review as it would be printed now."""
    with Store(space.state) as store:
        return ReviewDesk(store, space, edition).draft()


def drop(space: Workspace, edition: Edition, item: str, by: By) -> Draft:
    """Leave an item out; a story goes with everything on the page that tells it.

    Key points that were not printed because only this item told them go with it: what is dropped
    does not come back in other words.
    """
    with acting(space, edition, by) as desk:
        found = desk.item(item)
        if found.id in desk.decisions.dropped:
            raise UsageError(f"{found.id} is dropped already")
        first = _with(desk.decisions, dropped=(*desk.decisions.dropped, found.id))
        also = bared(desk, first) if found.kind != "story" else ()
        decisions = _with(first, dropped=(*first.dropped, *(one.id for one in also)))
        acts = [Act("dropped", one.id, was=text_now(desk, one)) for one in (found, *also)]
        desk.decide(decisions, by, acts)
        return desk.draft()


def restore(space: Workspace, edition: Edition, item: str, by: By) -> Draft:
    """Take a dropped item back in, or print an edited one as it was built."""
    with acting(space, edition, by) as desk:
        found = desk.item(item)
        before = desk.decisions
        if found.id not in before.dropped and before.edit_of(found.id) is None:
            raise UsageError(f"{found.id} was neither dropped nor edited")
        undone = _together(desk, found.id)
        if found.id in before.dropped:  # as it was before: an edit stands
            kept = tuple(one for one in before.dropped if one not in undone)
            act = Act("restored", found.id, became=text_now(desk, found))
            desk.decide(_with(before, dropped=kept), by, [act])
        else:
            edits = tuple(one for one in before.edits if one.item not in undone)
            kept = tuple(one for one in before.dropped if one not in undone)
            act = Act("restored", found.id, was=text_now(desk, found), became=found.text)
            desk.decide(_with(before, edits=edits, dropped=kept), by, [act])
        return desk.draft()


def edit(space: Workspace, edition: Edition, item: str, text: str, by: By) -> Draft:
    """Print `text` instead (of a story: as its title), if the item's evidence bears it out.

    Key points that stood for the old sentence and were not printed beside it are edited alike.
    Where a judge is set it is asked too, and can only refuse; one that can't be reached leaves
    the check's word standing, and trail and check say so.
    """
    line = written(text)
    hearing: Hearing = Unheard()
    if wanted(space):
        hearing, by = heard(space, edition, item, line, by)
    with acting(space, edition, by) as desk:
        decisions, acts = rewritten(desk, item, line, hearing)
        desk.decide(decisions, by, acts)
        return desk.draft()


def move(space: Workspace, edition: Edition, item: str, place: Position, by: By) -> Draft:
    """Move an item within its list (`Item.group`); the calendar stays in order of date."""
    with acting(space, edition, by) as desk:
        found, anchor = desk.item(item), desk.item(place.anchor)
        if not found.group or found.group != anchor.group or found.id == anchor.id:
            raise UsageError(
                f"{found.id} can't be moved to {anchor.id}: items move within their own list "
                "(bottom line, changes, stories, a story's sentences or key points)"
            )
        move = Move(item=found.id, anchor=anchor.id, side=place.side)
        decisions = _with(desk.decisions, moves=(*desk.decisions.moves, move))
        old = positions(desk.built, desk.decisions, found)
        new = positions(desk.built, decisions, found)
        if old == new:
            raise UsageError(f"{found.id} stands there already")
        was, became = (f"{order.index(found.id) + 1} of {len(order)}" for order in (old, new))
        desk.decide(decisions, by, [Act("moved", found.id, was=was, became=became)])
        return desk.draft()


def note(space: Workspace, edition: Edition, text: str, by: By, story: str | None = None) -> Draft:
    """Add an analyst's note to the briefing, or to the story of that item id.

    Raises:
        UsageError: the audience is the public, which gets none; or that is no story.
    """
    line = written(text, LONGEST_NOTE)
    with acting(space, edition, by) as desk:
        if desk.audience.public:
            raise UsageError(f"{edition.audience} is a public audience: it gets no analyst's notes")
        owner = desk.item(story) if story is not None else None
        if owner is not None and owner.kind != "story":
            raise UsageError(f"{owner.id} is no story: a note stands with a story or the briefing")
        on = owner.id if owner else None
        number = str(desk.kept.revision + 1)
        name = "n" + id_of("story", "note", edition.audience, number, line)[1:]
        noted = Noted(id=name, text=line, story=on, by=by.who, at=by.now)
        decisions = _with(desk.decisions, notes=(*desk.decisions.notes, noted))
        desk.decide(decisions, by, [Act("noted", name, became=line)])
        return desk.draft()


def unnote(space: Workspace, edition: Edition, note_id: str, by: By) -> Draft:
    """Take a note away."""
    with acting(space, edition, by) as desk:
        found = [one for one in desk.decisions.notes if one.id.startswith(note_id)]
        if len(found) != 1:
            raise UsageError(f"there is no note {note_id!r}; `briefer review show` lists them")
        kept = tuple(one for one in desk.decisions.notes if one.id != found[0].id)
        desk.decide(
            _with(desk.decisions, notes=kept),
            by,
            [Act("unnoted", found[0].id, was=found[0].text)],
        )
        return desk.draft()


def trail(space: Workspace, edition: Edition) -> tuple[TrailEntry, ...]:
    """Return who did what, when; oldest first."""
    if not space.state.exists():
        return ()
    with Store(space.state) as store:
        return entries(Reviews(store).trail(edition))


def _info(kept: StoredDraft) -> DraftInfo:
    built = Briefing.model_validate_json(kept.built)
    decisions = Decisions.model_validate_json(kept.decisions)
    return DraftInfo(
        audience=kept.edition.audience,
        date=kept.edition.date,
        title=built.title,
        state="approved" if kept.state == "approved" else "draft",
        revision=kept.revision,
        stories=len(built.stories),
        edited=len(decisions.edits),
        dropped=len(decisions.dropped),
        notes=len(decisions.notes),
        updated=kept.updated,
        by=kept.who,
    )


def _together(desk: ReviewDesk, item: str) -> frozenset[str]:
    """Return an item and those that were last decided on together with it."""
    last: dict[str, int] = {}
    for trace in desk.reviews.trail(desk.edition):
        if trace.action in {"dropped", "edited", "restored"}:
            last[trace.item] = trace.revision
    return frozenset({item, *(one for one in last if last[one] == last.get(item))})


def _with(decisions: Decisions, **update: object) -> Decisions:
    return decisions.model_copy(update=update)


__all__ = [
    "By",
    "Draft",
    "DraftInfo",
    "Position",
    "TrailEntry",
    "approve",
    "choose",
    "drop",
    "edit",
    "exclude",
    "find",
    "include",
    "merge",
    "move",
    "mute",
    "muted",
    "note",
    "open_draft",
    "reopen",
    "restore",
    "sentences",
    "split",
    "trail",
    "transfer",
    "undo",
    "unmute",
    "unnote",
    "waiting",
]
