"""A stored briefing as the reading room lays it out: every sentence with what it rests on."""

from typing import TYPE_CHECKING, NamedTuple

from briefer.models import Briefing, Change, Check, KeyPoint, Line, Note, Story
from briefer.store.search import CitedArticle, Dispute, cited_of, disputes_of, outlets_of

if TYPE_CHECKING:
    import datetime as dt

GROUPS = (
    ("What happened", ("event", "action")),
    ("Who says what", ("statement", "reaction")),
    ("Figures", ("figure",)),
    ("Background", ("background",)),
)
CHANGES = {
    "new_story": "New story",
    "new_point": "New",
    "moved": "Moved",
    "corrected": "Corrected",
    "withdrawn": "Withdrawn",
}


class Shown(NamedTuple):
    """A printed sentence. `label` is a date or a word before it, `anchor` its story's."""

    text: str
    cited: tuple[CitedArticle, ...]
    speaker: str = ""
    status: str = ""
    edited: bool = False
    anchor: str = ""
    before: str = ""
    label: "str | dt.date" = ""


class StoryShown(NamedTuple):
    """A story of a briefing."""

    id: str
    anchor: str
    title: str
    status: str
    independent: int
    articles: int
    countries: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Shown, ...]], ...]
    disputes: tuple[Dispute, ...]


class Layout(NamedTuple):
    """A whole briefing. `notes` are by story id, "" for the briefing as a whole."""

    lines: tuple[Shown, ...]
    changes: tuple[Shown, ...]
    stories: tuple[StoryShown, ...]
    calendar: tuple[Shown, ...]
    notes: dict[str, tuple[Note, ...]]


def lay_out(briefing: Briefing) -> Layout:
    """Return the briefing's sentences in reading order."""
    outlets = outlets_of(briefing)
    anchors = {story.id: f"story-{n}" for n, story in enumerate(briefing.stories, start=1)}
    notes: dict[str, tuple[Note, ...]] = {}
    for note in briefing.notes:
        notes[note.story or ""] = (*notes.get(note.story or "", ()), note)
    return Layout(
        lines=tuple(_line(line, outlets, anchors) for line in briefing.bottom_line),
        changes=tuple(_change(change, outlets, anchors) for change in briefing.changes),
        stories=tuple(_story(story, anchors[story.id], outlets) for story in briefing.stories),
        calendar=tuple(
            Shown(
                text=item.text,
                cited=cited_of(item.evidence, outlets),
                status=_status(item.check),
                edited=item.edited,
                anchor=anchors.get(item.story or "", ""),
                label=item.date,
            )
            for item in briefing.calendar
        ),
        notes=notes,
    )


def _line(line: Line, outlets: dict[str, str], anchors: dict[str, str]) -> Shown:
    return Shown(
        text=line.text,
        cited=cited_of(line.evidence, outlets),
        status=_status(line.check),
        edited=line.edited,
        anchor=anchors.get(line.story or "", ""),
    )


def _change(change: Change, outlets: dict[str, str], anchors: dict[str, str]) -> Shown:
    return Shown(
        text=change.text,
        cited=cited_of(change.evidence, outlets),
        edited=change.edited,
        anchor=anchors.get(change.story, ""),
        before=change.figure.old if change.figure else change.before or "",
        label=CHANGES[change.kind],
    )


def _point(point: KeyPoint, outlets: dict[str, str]) -> Shown:
    return Shown(
        text=point.text,
        cited=cited_of(point.evidence, outlets),
        speaker=point.speaker or "",
        status=_status(point.check),
        edited=point.edited,
    )


def _status(check: Check | None) -> str:
    return check.status if check else ""


def _story(story: Story, anchor: str, outlets: dict[str, str]) -> StoryShown:
    """Return a story without the points that its title or its summary says already."""
    told = story.told()
    summary = _composed(story, outlets)
    groups: list[tuple[str, tuple[Shown, ...]]] = [("In short", summary)] if summary else []
    for label, kinds in GROUPS:
        shown = tuple(
            _point(point, outlets)
            for point in story.key_points
            if point.kind in kinds and point.id not in told
        )
        if shown:
            groups.append((label, shown))
    return StoryShown(
        id=story.id,
        anchor=anchor,
        title=story.title,
        status=story.status,
        independent=story.independent_sources,
        articles=len(story.articles),
        countries=story.countries,
        groups=tuple(groups),
        disputes=disputes_of(story, outlets),
    )


def _composed(story: Story, outlets: dict[str, str]) -> tuple[Shown, ...]:
    """Return the summary, led by the title's own evidence where it has some."""
    lines: list[Shown] = []
    if story.title_evidence:
        proof = cited_of(story.title_evidence, outlets)
        lines.append(Shown(story.title, proof, status="", edited=story.title_edited))
    lines += [
        Shown(x.text, cited_of(x.evidence, outlets), status=x.check.status, edited=x.edited)
        for x in story.summary
    ]
    first = {line.text: line for line in reversed(lines)}
    return tuple(line for line in lines if first[line.text] is line)
