"""A workspace whose articles come in one by one, and whose briefings are read as readers do."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.settings import Workspace, load
from briefer.store import Store

NOW = dt.datetime(2021, 6, 20, 7, tzinfo=dt.UTC)


class Newsroom:
    """Takes articles in and builds the default audience's briefings."""

    def __init__(self, root: Path) -> None:
        self.space: Workspace = load(root)
        self._root = root

    def takes(self, name: str, text: str, **fields: str) -> None:
        """Write an article to the folder of sources."""
        head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
        file = self._root / "articles" / f"{name}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\n{head}---\n{text}\n", encoding="utf-8")

    def briefs(self, day: str) -> Any:
        """Build the briefing of a day and return it as other programs read it."""
        request = BuildRequest((str(self._root / "articles"),), day, ("default",), ("json", "txt"))
        build_briefings(self.space, request, NOW, Silent(), io.BytesIO())
        return json.loads(self.file(day).read_text(encoding="utf-8"))

    def file(self, day: str, kind: str = "json") -> Path:
        """Return where a briefing was written."""
        return self._root / "briefings" / day / f"default.{kind}"

    def store(self) -> Store:
        """Open the state file."""
        return Store(self.space.state)


def told(briefing: Any) -> str:
    """Return all that a briefing claims, changes apart, as one text."""
    points = [p["text"] for story in briefing["stories"] for p in story["key_points"]]
    lines = [line["text"] for line in briefing["bottom_line"]]
    return "\n".join([*points, *lines, *(item["text"] for item in briefing["calendar"])])


def changes(briefing: Any, kind: str) -> dict[str, str]:
    """Return the changes of a kind: what is told now, and what was told before."""
    found = [change for change in briefing["changes"] if change["kind"] == kind]
    return {change["text"]: change["before"] or "" for change in found}
