"""How a draft and its trail look on a terminal."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from briefer.pipeline.review.drafts import Draft, DraftItem, DraftNote, TrailEntry

TITLES = {
    "bottom_line": "Bottom line",
    "change": "Changes",
    "story": "Stories",
    "calendar": "Calendar",
    "quotation": "Quotations",
    "tone": "Tone",
}


def lines(draft: Draft) -> Iterator[str]:
    """Yield a draft, an item a line, under headings."""
    yield head(draft)
    if not draft.notes_allowed:
        yield "a public audience: analyst's notes are not printed"
    yield from (_note(note) for note in draft.notes if note.story is None)
    section = ""
    for one in draft.items:
        title = TITLES.get(one.item.kind, "")
        if title and title != section:
            section = title
            yield f"\n{title}"
        yield item_line(one)
        if one.item.kind == "story":
            own = (note for note in draft.notes if note.story == one.item.id)
            yield from (f"    {_note(note)}" for note in own)
    yield from (f"left out: {name}" for name in draft.excluded)
    yield from (f"set aside, for it is not in the briefing: {words}" for words in draft.set_aside)


def head(draft: Draft) -> str:
    """Return a line that says how a draft stands."""
    state = f"approved by {draft.sealed.by}" if draft.sealed else draft.state
    return f"{draft.date} {draft.audience}: {state}, revision {draft.revision}"


def item_line(one: DraftItem) -> str:
    """Return an item on a line."""
    item = one.item
    indent = "    " if item.kind in {"summary", "key_point", "conflict"} else "  "
    date = f"{item.date}: " if item.date else ""
    marks = [mark for mark, on in (("edited", one.edited), ("moved", one.moved)) if on]
    marks += {"dropped": ["DROPPED"], "story": ["gone with its story"]}.get(one.gone, [])
    marks += ["told by title or summary"] if item.told and not one.gone else []
    return f"{indent}{item.id}  {date}{item.text}" + (f"  ({', '.join(marks)})" if marks else "")


def news(draft: Draft, zone: str) -> Iterator[str]:
    """Yield what the last act did, and what is worth knowing after it."""
    last = [one for one in draft.trail if one.revision == draft.revision]
    yield from (entry(one, zone) for one in last)
    yield head(draft)
    done = {one.item for one in last if one.action in {"dropped", "edited"}}
    if not done:
        return
    said = {one.before for one in last}
    for one in draft.items:
        if not one.gone and not one.item.told and one.item.text in said:
            yield f"the same sentence is still printed: {item_line(one).strip()}"


def entry(one: TrailEntry, zone: str) -> str:
    """Return a line of the trail, its moment by the clock of `zone`."""
    change = " -> ".join(f"“{text}”" for text in (one.before, one.after) if text)
    when = f"{one.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S %Z}"
    return f"{when}  {one.who}  " + " ".join(filter(None, (one.action, one.item, change)))


def _note(note: DraftNote) -> str:
    shown = "" if note.shown else " (its story is not printed)"
    return f"| {note.id}  note by {note.by}: {note.text}{shown}"
