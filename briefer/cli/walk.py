"""`briefer review` on a terminal: a walk through a draft with single keys."""

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Protocol

import typer
from rich.console import Console
from rich.markup import escape

from briefer.cli import common
from briefer.cli.drafts import entry, head, item_line
from briefer.controls import printable
from briefer.errors import BrieferError
from briefer.models import Edition
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import By, Draft, DraftItem, Position
from briefer.settings import Workspace

HELP = """\
  Enter, n  next          p  previous         s  next story      g  the evidence
  d  drop, or take back   e  edit by hand     u  move up         j  move down
  c  note on the story    b  note on the whole briefing          l  audit trail
  a  approve              q  quit (everything is kept)           ?  these keys"""


class Keyboard(Protocol):
    """A terminal: what is shown, and what is pressed and written."""

    def show(self, text: str, style: str = "") -> None:
        """Print a line."""
        ...

    def key(self) -> str:
        """Wait for a key."""
        ...

    def line(self, prompt: str, start: str = "") -> str:
        """Ask for a line of text that begins as `start`, which can be changed."""
        ...


class Terminal:
    """The real terminal."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)

    def show(self, text: str, style: str = "") -> None:
        """Print a line."""
        self._console.print(escape(printable(text)), style=style or None)

    def key(self) -> str:
        """Wait for a key."""
        return typer.getchar()

    def line(self, prompt: str, start: str = "") -> str:
        """Ask for a line of text, with `start` in it where the terminal can do that."""
        try:
            import readline
        except ImportError:
            return input(f"{prompt} ")
        readline.set_startup_hook(lambda: readline.insert_text(start))
        try:
            return input(f"{prompt} ")
        finally:
            readline.set_startup_hook()


class Walk:
    """One person's walk through a draft. Each change is committed when it is made."""

    def __init__(
        self,
        space: Workspace,
        ref: Edition,
        who: str,
        keys: Keyboard,
        now: Callable[[], dt.datetime] = common.now,
    ) -> None:
        self._space = space
        self._ref = ref
        self._who = who
        self._keys = keys
        self._now = now
        self._draft: Draft = actions.open_draft(space, ref)
        self._at = 0
        self._refused: dict[str, str] = {}  # what was written and did not pass, by item
        self._acts: dict[str, Callable[[DraftItem], None]] = {
            "n": lambda _: self._go(1),
            "\r": lambda _: self._go(1),
            "\n": lambda _: self._go(1),
            " ": lambda _: self._go(1),
            "p": lambda _: self._go(-1),
            "s": lambda _: self._next_story(),
            "g": self._evidence,
            "d": self._drop,
            "e": self._edit,
            "u": lambda one: self._move(one, -1),
            "j": lambda one: self._move(one, 1),
            "c": self._note_story,
            "b": lambda _: self._note(None),
            "l": lambda _: self._log(),
            "a": lambda _: self._approve(),
            "?": lambda _: self._keys.show(HELP),
        }

    def walk(self) -> None:
        """Show item after item until the person quits or has approved."""
        self._keys.show(head(self._draft), "bold")
        self._keys.show(HELP, "dim")
        while self._draft.state == "draft" and self._items():
            one = self._items()[self._at]
            self._show(one)
            pressed = self._keys.key()
            if pressed in {"q", "\x03", "\x04"}:
                break
            act = self._acts.get(pressed)
            if act is None:
                self._keys.show("no such key; ? shows them", "dim")
                continue
            try:
                act(one)
            except BrieferError as error:
                self._keys.show(str(error), "red")
                self._draft = actions.open_draft(self._space, self._ref)
                self._go(0)
        self._keys.show(head(self._draft), "bold")

    def _items(self) -> list[DraftItem]:
        return [i for i in self._draft.items if i.gone != "story" and not i.item.told]

    def _show(self, one: DraftItem) -> None:
        count = len(self._items())
        kind = one.item.kind.replace("_", " ")
        style = "bold" if one.item.kind == "story" else "strike dim" if one.gone else ""
        self._keys.show(f"\n{self._at + 1}/{count} {kind}", "dim")
        self._keys.show(item_line(one).strip(), style)

    def _by(self) -> By:
        return By(self._who, self._now(), self._draft.revision)

    def _go(self, steps: int) -> None:
        last = len(self._items()) - 1
        if self._at + steps > last:
            self._keys.show("that was the last item: a approves, q quits", "dim")
        self._at = max(0, min(last, self._at + steps))

    def _next_story(self) -> None:
        items = self._items()
        later = (i for i in range(self._at + 1, len(items)) if items[i].item.kind == "story")
        self._go(next(later, len(items) - 1) - self._at)

    def _done(self, draft: Draft) -> None:
        """Go on with the draft as it stands now, at the item where we were."""
        here = self._items()[self._at].item.id
        self._draft = draft
        ids = [one.item.id for one in self._items()]
        self._at = ids.index(here) if here in ids else min(self._at, max(0, len(ids) - 1))
        for one in draft.trail:
            if one.revision == draft.revision:
                self._keys.show(entry(one, self._space.settings.timezone), "green")

    def _drop(self, one: DraftItem) -> None:
        act = actions.restore if one.gone == "dropped" else actions.drop
        self._done(act(self._space, self._ref, one.item.id, self._by()))

    def _edit(self, one: DraftItem) -> None:
        name = one.item.id
        text = self._ask("text:", self._refused.pop(name, one.item.text))
        if text and text != one.item.text:
            self._refused[name] = text  # so that it need not be written again
            self._done(actions.edit(self._space, self._ref, name, text, self._by()))
            self._refused.pop(name)

    def _move(self, one: DraftItem, way: int) -> None:
        group = [i.item.id for i in self._items() if i.item.group == one.item.group]
        at = group.index(one.item.id) + way
        if not one.item.group or not 0 <= at < len(group):
            self._keys.show("it can't be moved further", "dim")
            return
        place = Position(group[at], "before" if way < 0 else "after")
        self._done(actions.move(self._space, self._ref, one.item.id, place, self._by()))

    def _note_story(self, one: DraftItem) -> None:
        story = one.item.id if one.item.kind == "story" else one.item.story
        if story is None:
            self._keys.show("this belongs to no story; b notes on the whole briefing", "dim")
            return
        self._note(story)

    def _note(self, story: str | None) -> None:
        text = self._ask("note:", "")
        if text:
            self._done(actions.note(self._space, self._ref, text, self._by(), story))

    def _evidence(self, one: DraftItem) -> None:
        sources = {s.article_id: s for s in self._draft.briefing.sources}
        for proof in one.item.evidence:
            source = sources.get(proof.article_id)
            outlet = source.outlet if source and source.outlet else proof.article_id
            numbers = ", ".join(map(str, proof.sentences))
            self._keys.show(f"  {outlet}, sentence {numbers}: {proof.quote}", "cyan")

    def _log(self) -> None:
        for one in self._draft.trail:
            self._keys.show(entry(one, self._space.settings.timezone), "dim")

    def _approve(self) -> None:
        self._keys.show("approve it as it stands? y approves, any other key does not", "bold")
        if self._keys.key() == "y":
            self._draft = actions.approve(self._space, self._ref, self._by())
            self._keys.show(entry(self._draft.trail[-1], self._space.settings.timezone), "green")

    def _ask(self, prompt: str, start: str) -> str:
        """Return a line written by hand; "" where the person thinks better of it (Ctrl-D)."""
        with contextlib.suppress(EOFError):
            return self._keys.line(prompt, start).strip()
        return ""
