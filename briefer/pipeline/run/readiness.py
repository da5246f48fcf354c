"""What a morning needs of the machine: mail, timer, optional libraries, fonts, disk, clock.

Each look returns what it found in words, and raises BrieferError where that is not enough.
"""

import datetime as dt
import importlib.util
import os
import shutil
import subprocess
from zoneinfo import ZoneInfo

from briefer.deliver.session import DroppedError, open_session
from briefer.errors import BrieferError
from briefer.installation import adding
from briefer.pipeline.mail.dispatch import server_of
from briefer.pipeline.output.letters import sender_of
from briefer.pipeline.run import timer
from briefer.settings import Workspace, load_audience

# By extra: the modules that it brings.
EXTRAS = {
    "pdf": ("weasyprint",),
    "documents": ("pypdf",),
    "nli": ("onnxruntime", "tokenizers"),
    "postgres": ("psycopg", "procrastinate"),
    "local": ("xllamacpp",),
}
LEAST_FREE = 500_000_000  # bytes


def mail(space: Workspace) -> str:
    """Look at sender and addresses, and log in at the server; nothing is sent.

    An audience's file with an address that is none can't be loaded.
    """
    audiences = [load_audience(space, name) for name in space.settings.audiences]
    if (
        not any((*one.recipients, *one.reviewers) for one in audiences)
        and not space.settings.smtp.sender
    ):
        return "none set: editions are written, and nobody is mailed"
    sender = sender_of(space)
    server = server_of(space)
    try:
        with open_session(server):
            pass
    except DroppedError as error:
        raise BrieferError(str(error)) from error
    how = f"logged in as {server.username}" if server.username else "no login"
    count = sum(len(one.recipients) for one in audiences)
    return f"{server.place} answers ({how}); from {sender.address} to {count} recipients"


def schedule(space: Workspace) -> str:
    """Say whether the timer is there and up to date, and when it runs next."""
    place = timer.TimerPlace.of(os.environ)
    cron = timer.by_cron(space, place)
    planned = timer.planned(space, place, dt.datetime.now(dt.UTC), cron=cron)
    if planned.installed and not planned.current:
        msg = "the timer is out of date: run `briefer schedule install`"
        raise BrieferError(msg)
    following = planned.ahead[0].words() if planned.ahead else "no audience"
    if not planned.installed:
        return "not installed: `briefer schedule install` has `run` called every morning"
    return f"{planned.kind}; next: {following}"


def extras(space: Workspace) -> str:
    """Look which optional libraries are there; one that a setting needs must be."""
    missing = [
        extra
        for extra, modules in EXTRAS.items()
        if any(importlib.util.find_spec(module) is None for module in modules)
    ]
    needed = {
        "pdf": any("pdf" in load_audience(space, a).formats for a in space.settings.audiences),
        "nli": bool(space.settings.judge.nli),
        "local": space.settings.engine.engine == "local",
    }
    wanted = [extra for extra in missing if needed.get(extra)]
    if wanted:
        raise BrieferError(
            "; ".join(f"{one} is needed and missing: {adding(one)}" for one in wanted)
        )
    there = ", ".join(extra for extra in EXTRAS if extra not in missing) or "none"
    return there + (f"; not installed: {', '.join(missing)}" if missing else "")


def fonts(_: Workspace) -> str:
    """Count the fonts that a PDF can be set in."""
    if importlib.util.find_spec("weasyprint") is None:
        return "not looked at: only PDFs need fonts of this machine"
    tool = shutil.which("fc-list")
    if tool is None:
        return "not known: fc-list is not there"
    command = [tool, ":", "family"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - found above
    count = len(set(done.stdout.splitlines()))
    if not count:
        msg = "no fonts on this machine: a PDF would have empty boxes for letters"
        raise BrieferError(msg)
    return f"{count} families"


def disk(space: Workspace) -> str:
    """Say how much room there is for the state file."""
    folder = next(
        each for each in (space.state_file.parent, *space.state_file.parents) if each.exists()
    )
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        msg = f"only {free / 1e6:.0f} MB free where {space.state_file} is"
        raise BrieferError(msg)
    return f"{free / 1e9:.1f} GB free"


def clock(space: Workspace) -> str:
    """Say what time it is at the desk."""
    here = dt.datetime.now(ZoneInfo(space.settings.timezone))
    return f"it is {here:%Y-%m-%d %H:%M %Z} at the desk ({space.settings.timezone})"
