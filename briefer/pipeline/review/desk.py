"""One edition under review in an open store: its draft read, and what is decided written."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from briefer.editions.audiences import Audience
from briefer.editions.decisions import Decisions, decided
from briefer.editions.items import Item, items_of, story_id
from briefer.editions.makeup import made_up
from briefer.errors import ConflictError, NothingToBriefError, UsageError
from briefer.models import Briefing, Edition, Frozen
from briefer.pipeline.review.drafts import By, Draft, DraftNote, Sealed, TrailEntry
from briefer.pipeline.review.exclusion import renewed
from briefer.pipeline.review.items import listed
from briefer.settings import Workspace, load_audience
from briefer.store import Store
from briefer.store.reviews import Approved, Reviews, StoredDraft, Trace, digest

ITSELF = "briefer"  # who builds
M = TypeVar("M", bound=Frozen)


class Act(NamedTuple):
    """What the trail says of a decision."""

    action: str
    item: str = ""
    was: str = ""
    became: str = ""


class ReviewDesk:
    """A draft on the desk. A briefing built since it was last seen is taken up by `__init__`."""

    def __init__(
        self, store: Store, space: Workspace, edition: Edition, now: dt.datetime | None = None
    ) -> None:
        self.store = store
        self.space = space
        self.edition = edition
        self.audience: Audience = load_audience(space, edition.audience)
        self.reviews = Reviews(store)
        kept = self._current()
        if kept is None:
            with store.transaction():
                kept = self._taken_up(now)
        self.kept = kept
        self.raw = self._needed(Briefing, self.kept.built)
        self.decisions = self._needed(Decisions, self.kept.decisions)

    @property
    def built(self) -> Briefing:
        """The briefing as it was built, its stories as the reviewers made them up."""
        return self.made_up(self.decisions)

    def made_up(self, decisions: Decisions) -> Briefing:
        """Return the briefing as it was built, made up as `decisions` have it."""
        return made_up(self.raw, decisions.makeup, decisions.excluded)

    # --- reading ---

    def printed(self, decisions: Decisions | None = None) -> Briefing:
        """Return the briefing as it would be printed, marked as a draft."""
        return _printed(self.audience, self.raw, decisions or self.decisions)

    def item(self, name: str) -> Item:
        """Return the item of an id, or of the beginning of one; as it was built.

        Raises:
            UsageError: there is none, or several begin like that.
        """
        found = [item for item in items_of(self.built) if item.id.startswith(name)]
        exact = [item for item in found if item.id == name]
        if len(found) == 1 or exact:
            return (exact or found)[0]
        many = f": {', '.join(item.id for item in found[:5])}" if name and found else ""
        raise UsageError(
            f"{name!r} names {'several items' if many else 'no item'} of {self.edition}{many}; "
            "`briefer review show` lists them"
        )

    def expect(self, by: By) -> None:
        """See that the draft may be changed, and that it is the revision the person saw.

        Raises:
            UsageError: it is approved.
            ConflictError: somebody changed it meanwhile.
        """
        if self.kept.state == "approved":
            approved = self.reviews.approved(self.edition)
            who = f" by {approved.who} at {clock(approved.at)}" if approved else ""
            raise UsageError(
                f"{self.edition} was approved{who}: it can't "
                f"be changed; `briefer review reopen --date {self.edition.date} --audience "
                f"{self.edition.audience}` makes it a draft again"
            )
        if by.revision is not None and by.revision != self.kept.revision:
            raise ConflictError(self._conflict(by.revision))

    def draft(self) -> Draft:
        """Return the draft as a reviewer sees it."""
        approved = self.reviews.approved(self.edition)
        printed = self._needed(Briefing, approved.briefing) if approved else self.printed()
        stories = {story_id(story.id) for story in printed.stories}
        return Draft(
            audience=self.edition.audience,
            date=self.edition.date,
            state="approved" if approved else "draft",
            revision=self.kept.revision,
            briefing=printed,
            items=listed(self.built, printed, self.decisions),
            notes=tuple(
                DraftNote(
                    id=note.id,
                    text=note.text,
                    story=note.story,
                    by=note.by,
                    at=note.at,
                    shown=note.story is None or note.story in stories,
                )
                for note in self.decisions.notes
            ),
            notes_allowed=not self.audience.public,
            excluded=tuple(one.name for one in self.decisions.excluded),
            made_up=bool(self.decisions.makeup),
            set_aside=tuple(set_aside(self.raw, self.decisions)),
            trail=entries(self.reviews.trail(self.edition)),
            sealed=sealed(approved) if approved else None,
        )

    # --- writing ---

    def decide(self, decisions: Decisions, by: By, acts: Iterable[Act]) -> None:
        """Store decisions and what the trail says of them: a new revision."""
        self.decisions = decisions
        self.write(self.printed(), by, acts, state="draft")

    def write(self, printed: Briefing, by: By, acts: Iterable[Act], state: str) -> None:
        """Store the draft in a state, the briefing as printed, and the trail's lines."""
        self.kept = self.kept._replace(
            state=state,
            revision=self.kept.revision + 1,
            decisions=self.decisions.model_dump_json(),
            updated=by.now,
            who=by.who,
        )
        self.reviews.keep(self.kept, printed.model_dump_json(), self._known())
        for act in acts:
            trace = Trace(0, by.now, by.who, *act, revision=self.kept.revision)
            self.reviews.trace(self.edition, trace)

    def _needed(self, model: type[M], body: str) -> M:
        """Return what is stored of the draft.

        Raises:
            StoreError: it can't be read.
        """
        what = f"the draft of {self.edition}"
        return self.store.database.needed(lambda: model.model_validate_json(body), what)

    def _decided_before(self, kept: StoredDraft) -> Decisions | None:
        """Return what was decided of the edition as it was before; None where it can't be read."""
        what = f"what was decided of {self.edition}"
        return self.store.database.parsed(Decisions, kept.decisions, what)

    # --- what was built ---

    def _known(self) -> str:
        """Return what the next briefing takes as told: what a reviewer dropped never was."""
        if self.kept.state == "draft":
            return self.kept.base
        base = self._needed(Briefing, self.kept.base)
        # Stories keep their own ids from day to day: how one edition was made up is its own.
        used = made_up(base, (), self.decisions.excluded)
        return decided(used, self.decisions, notes=False).model_dump_json()

    def _current(self) -> StoredDraft | None:
        """Return the draft, None where a briefing was built that it does not know of."""
        kept = self.reviews.kept(self.edition)
        if kept is None or kept.state == "approved":
            return kept
        stored = self.reviews.stored(self.edition)
        return kept if stored is None or kept.printed == digest(stored[0]) else None

    def _taken_up(self, now: dt.datetime | None) -> StoredDraft:
        name, date = self.edition
        stored = self.reviews.stored(self.edition)
        kept = self.reviews.kept(self.edition)
        if stored is None:
            raise NothingToBriefError(
                f"there is no {name} briefing of {date}: run `briefer build --date {date} "
                f"--audience {name}`"
            )
        if kept is None and not self.audience.approval:
            raise UsageError(
                f"nobody has to approve the {name} briefing: set approval = true in "
                f"audiences/{name}.toml, then build it"
            )
        if kept is not None and (kept.state == "approved" or kept.printed == digest(stored[0])):
            return kept
        return self._new(stored, kept, now)

    def _new(
        self, stored: tuple[str, str], kept: StoredDraft | None, now: dt.datetime | None
    ) -> StoredDraft:
        """Take up a briefing that was built, with the decisions there are."""
        built = self._needed(Briefing, stored[0])
        at = now or built.window.end
        known = self._decided_before(kept) if kept else Decisions()
        decisions = known or Decisions()
        decisions = renewed(self.store, built, decisions)
        taken = StoredDraft(
            edition=self.edition,
            state="draft",
            revision=kept.revision + 1 if kept else 1,
            built=stored[0],
            base=stored[1],
            printed="",
            decisions=decisions.model_dump_json(),
            updated=at,
            who=ITSELF,
        )
        printed = _printed(self.audience, built, decisions).model_dump_json()
        self.reviews.keep(taken, printed, taken.base)
        unread = [] if known else ["what was decided before, which can't be read any more"]
        lost = "; ".join([*unread, *set_aside(built, decisions)])
        words = f"{len(built.stories)} stories" + (f"; set aside: {lost}" if lost else "")
        action = "rebuilt" if kept else "built"
        trace = Trace(0, at, ITSELF, action, "", "", words, taken.revision)
        self.reviews.trace(self.edition, trace)
        return taken._replace(printed=digest(printed))

    def _conflict(self, revision: int) -> str:
        since = [t for t in self.reviews.trail(self.edition) if t.revision > revision]
        head = (
            f"{self.edition} was changed while you read it "
            f"(you saw revision {revision}, it is {self.kept.revision}); nothing of yours was done:"
        )
        lines = [f"  {told(trace)}" for trace in since[-5:]]
        return "\n".join([head, *lines, "look at it again, then repeat what still holds"])


def _printed(audience: Audience, built: Briefing, decisions: Decisions) -> Briefing:
    ready = made_up(built, decisions.makeup, decisions.excluded)
    done = decided(ready, decisions, audience.sections, notes=not audience.public)
    if decisions.excluded and not audience.public:
        names = ", ".join(one.name.removeprefix("outlet:") for one in decisions.excluded)
        notes = (*done.gaps.notes, f"left out by the desk: {names}")
        done = done.model_copy(update={"gaps": done.gaps.model_copy(update={"notes": notes})})
    return done.model_copy(update={"approval": "draft"})


def set_aside(built: Briefing, decisions: Decisions) -> Iterator[str]:
    """Yield in plain words the decisions on what the briefing does not have."""
    known = {item.id for item in items_of(made_up(built, decisions.makeup, decisions.excluded))} | {
        item.id for item in items_of(built)
    }
    for act in decisions.makeup:
        for item in (*act.items, *filter(None, (act.into,))):
            if item not in known:
                yield f"{item}: {act.act}"
    for item in decisions.dropped:
        if item not in known:
            yield f"{item} dropped"
    for edit in decisions.edits:
        if edit.item not in known:
            yield f"{edit.item} edited: “{edit.text}”"
    for note in decisions.notes:
        if note.story is not None and note.story not in known:
            yield f"{note.id} noted: “{note.text}”"


def entries(traces: Iterable[Trace]) -> tuple[TrailEntry, ...]:
    """Return lines of the trail as a reader sees them."""
    return tuple(
        TrailEntry(
            number=trace.number,
            at=trace.at,
            who=trace.who,
            action=trace.action,
            item=trace.item,
            before=trace.was,
            after=trace.became,
            revision=trace.revision,
        )
        for trace in traces
    )


def sealed(approved: Approved) -> Sealed:
    """Return an approval as a reader sees it."""
    return Sealed(
        by=approved.who,
        at=approved.at,
        digest=approved.digest,
        files=approved.hashes,
        mail=digest(approved.mail.body) if approved.mail else "",
    )


def told(trace: Trace) -> str:
    """Return a line of the trail in words."""
    change = " -> ".join(f"“{text}”" for text in (trace.was, trace.became) if text)
    return " ".join(filter(None, (clock(trace.at), trace.who, trace.action, trace.item, change)))


def clock(moment: dt.datetime) -> str:
    """Return a moment as the trail shows it."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


@contextmanager
def acting(space: Workspace, edition: Edition, by: By) -> Iterator[ReviewDesk]:
    """Open a draft to change it: all that is written inside is committed together."""
    with Store(space.state) as store, store.transaction():
        desk = ReviewDesk(store, space, edition, by.now)
        desk.expect(by)
        yield desk
