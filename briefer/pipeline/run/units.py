"""The text of a timer: a systemd service and timer, or a line of crontab.

systemd.timer(5), systemd.time(7), systemd.service(5), crontab(5). A calendar entry names its
time zone, so that systemd follows daylight-saving changes by itself. `CRON_TZ` is not known to
every cron, and a cron misses changes of another zone: its line runs every hour, and `briefer run`
decides what is due.
"""

import datetime as dt
import hashlib
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from briefer.errors import UsageError
from briefer.pipeline.run.due import DAY, Plan, moment, skipped

_UNSAFE = re.compile(r"[^a-z0-9]+")
YEAR = 366


class Command(NamedTuple):
    """What a timer calls, where, and how its files are named."""

    python: Path
    root: Path
    name: str
    secrets: Path  # a file of environment variables, which need not be there


def unit_name(root: Path) -> str:
    """Return the name of a workspace's units: its folder's name and a digest of its path."""
    words = _UNSAFE.sub("-", root.name.lower()).strip("-")[:40] or "desk"
    digest = hashlib.sha256(str(root).encode()).hexdigest()[:6]
    return f"briefer-{words}-{digest}"


def service(command: Command) -> str:
    """Return the service: one run, at low priority, with no more rights than it needs.

    A user's manager can always keep these limits: none needs a namespace, which some kernels deny.

    Raises:
        UsageError: a path can't stand in a unit.
    """
    called = [str(command.python), "-m", "briefer", "-C", str(command.root), "run"]
    return f"""\
# Written by `briefer schedule install`; write it again rather than changing it.
[Unit]
Description=briefer: morning briefings of {_plain(command.root.name)}
Documentation=https://www.freedesktop.org/software/systemd/man/systemd.service.html
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={_path(command.root)}
EnvironmentFile=-{_path(command.secrets)}
ExecStart={" ".join(_quoted(word) for word in called)}
Nice=5
TimeoutStartSec=6h
UMask=0027
NoNewPrivileges=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""


def timer(command: Command, plans: Sequence[Plan], now: dt.datetime) -> str:
    """Return the timer: each audience's cut-off in its own time zone.

    `Persistent` makes it run at once after the machine was off at that time.
    """
    lines = "\n".join(f"OnCalendar={spec}" for spec in calendar(plans, now))
    return f"""\
# Written by `briefer schedule install`; write it again when an audience's cut-off changes.
[Unit]
Description=briefer: morning briefings of {_plain(command.root.name)}

[Timer]
{lines}
Persistent=true
AccuracySec=1s
Unit={command.name}.service

[Install]
WantedBy=timers.target
"""


def calendar(plans: Sequence[Plan], now: dt.datetime) -> tuple[str, ...]:
    """Return the calendar entries, the earliest cut-off of the day first.

    A cut-off that the clock skips on some day gets a second entry an hour later: systemd passes
    over a time that is not there, and a run that finds nothing due does nothing.
    """
    times: dict[tuple[str, str], None] = {}
    for plan in sorted(plans, key=lambda one: (moment(one, dt.date(now.year, 1, 1)), one.audience)):
        hour, minute = (int(part) for part in plan.cutoff.split(":"))
        times[f"{hour % 24:02d}:{minute:02d}:00", plan.zone.key] = None
        if skipped(plan, now):
            times[f"{(hour + 1) % 24:02d}:{minute:02d}:00", plan.zone.key] = None
    return tuple(f"*-*-* {at} {zone}" for at, zone in times)


def cron_line(command: Command, plans: Sequence[Plan], now: dt.datetime) -> str:
    """Return the line of crontab: every hour, at the minutes at which a cut-off may fall.

    The minutes are those of this machine's clock over the next year, changes included.

    Raises:
        UsageError: a path holds a line break.
    """
    minutes = {
        moment(plan, now.date() + number * DAY).astimezone().minute
        for plan in plans
        for number in range(YEAR)
    }
    called = [str(command.python), "-m", "briefer", "-C", str(command.root), "run", "--quiet"]
    words = shlex.join(called)
    if "\n" in words or "\r" in words:
        raise UsageError(f"{str(command.root)!r} can't stand in a crontab")
    escaped = words.replace("%", r"\%")
    return f"{','.join(map(str, sorted(minutes)))} * * * * {escaped} # {command.name}"


def _quoted(word: str) -> str:
    """Return a word of a command line as a unit has it (systemd.service(5), COMMAND LINES)."""
    return '"' + _plain(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$") + '"'


def _path(path: Path) -> str:
    return _plain(str(path))


def _plain(text: str) -> str:
    """Return a text as a unit has it: `%` begins a specifier.

    Raises:
        UsageError: it holds a line break or another control character.
    """
    if not text.isprintable():
        raise UsageError(f"{text!r} can't stand in a systemd unit: rename the folder")
    return text.replace("%", "%%")
