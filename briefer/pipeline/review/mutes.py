"""Not this story again: what a reviewer mutes stands in the audience's file, and holds from then on.

`exclude = ["story:ID TITLE"]`: a person can read it there and take it out again; a story keeps its
id over days. Each edition names what it does not tell for that reason.
"""

import re
import tomllib

import tomlkit
from tomlkit.items import Array

from briefer.editions.items import story_id
from briefer.errors import ConfigError, UsageError
from briefer.models import Edition
from briefer.pipeline.output.files import write_whole
from briefer.pipeline.review.desk import Act, acting
from briefer.pipeline.review.drafts import By, Draft
from briefer.settings import Workspace, audience_files

STORY = "story:"
_HEADER = re.compile(r"^\[", re.MULTILINE)  # a key below a table's header would be that table's
TITLE = 80  # characters of a title that stand behind the id


def mute(space: Workspace, edition: Edition, item: str, by: By) -> Draft:
    """Drop a story from the draft, and from every edition of its audience that is built later.

    Raises:
        UsageError: it is no story of the draft.
        ConfigError: the audience's file can't be edited.
    """
    with acting(space, edition, by) as desk:
        found = desk.item(item)
        if found.kind != "story":
            raise UsageError(f"{found.id} is no story; `briefer review show` lists them")
        own = next(one.id for one in desk.built.stories if story_id(one.id) == found.id)
        entry = f"{STORY}{own} {found.text[:TITLE]}".replace("\n", " ").strip()
        if not any(_id(known) == own for known in muted(space, edition.audience)):
            _edit(space, edition.audience, add=entry)
        dropped = tuple(dict.fromkeys((*desk.decisions.dropped, found.id)))
        decisions = desk.decisions.model_copy(update={"dropped": dropped})
        desk.decide(decisions, by, [Act("muted", found.id, was=found.text)])
        return desk.draft()


def unmute(space: Workspace, audience: str, name: str) -> str:
    """Take a mute out of an audience's file; return it. `name`: the story's id, or a beginning.

    Raises:
        UsageError: there is none of that name, or there are several.
    """
    known = muted(space, audience)
    found = [entry for entry in known if name and _id(entry).startswith(name)]
    if len(found) != 1:
        listed = "; ".join(entry.removeprefix(STORY) for entry in known) or "none"
        raise UsageError(f"{name!r} names {len(found) or 'no'} muted story; muted: {listed}")
    _edit(space, audience, drop=found[0])
    return found[0]


def muted(space: Workspace, audience: str) -> tuple[str, ...]:
    """Return the mutes of an audience's file: "story:ID TITLE"."""
    file = audience_files(space)[audience]
    listed = tomllib.loads(file.read_text(encoding="utf-8")).get("exclude", [])
    return tuple(entry for entry in listed if str(entry).startswith(STORY))


def _id(entry: str) -> str:
    return entry.removeprefix(STORY).partition(" ")[0]


def _edit(space: Workspace, audience: str, *, add: str = "", drop: str = "") -> None:
    """Change the list `exclude` of an audience's file, and nothing else in it.

    A shipped audience that the workspace has no file of gets one.
    """
    shipped = audience_files(space)[audience]
    file = space.root / "audiences" / f"{audience}.toml"
    before = shipped.read_text(encoding="utf-8")
    document = tomlkit.parse(before)
    if "exclude" not in document:
        header = _HEADER.search(before)
        at = header.start() if header else len(before)
        document = tomlkit.parse(f"{before[:at]}exclude = []\n\n{before[at:]}")
    listed = document["exclude"]
    if not isinstance(listed, Array):
        raise ConfigError(f"{file}: exclude is no list; write exclude = [...]")
    for index in reversed(range(len(listed))):
        if drop and str(listed[index]) == drop:
            del listed[index]
    if add:
        listed.append(add)
    after = tomlkit.dumps(document)
    old, new = tomllib.loads(before), tomllib.loads(after)
    wanted = [entry for entry in old.pop("exclude", []) if entry != drop] + ([add] if add else [])
    if new.pop("exclude", []) != wanted or old != new:
        raise ConfigError(f"{file} can't be edited without changing more: write it by hand: {add}")
    file.parent.mkdir(exist_ok=True)
    write_whole(file, after)
