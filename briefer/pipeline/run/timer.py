"""`briefer schedule`: puts a timer where systemd or cron finds it, and takes it away again."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefer.errors import ServiceError, UsageError
from briefer.models import Frozen
from briefer.pipeline.output.files import write_whole
from briefer.pipeline.run.due import upcoming
from briefer.pipeline.run.morning import made_of, meet, plans_of
from briefer.pipeline.run.report import Ahead, ahead
from briefer.pipeline.run.units import Command, cron_line, service, timer, unit_name
from briefer.settings import Workspace

SHOWN = 3  # next runs
PATIENCE = 30  # seconds that a tool may take


class TimerPlace(NamedTuple):
    """Where timers go. `config` is the user's configuration folder; tools are found on `path`.

    `booted` is a folder that is there where systemd is at work (sd_booted(3)).
    """

    config: Path
    path: str
    booted: Path = Path("/run/systemd/system")

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "TimerPlace":
        """Return the place that the environment names (XDG Base Directory Specification).

        Raises:
            UsageError: it names none.
        """
        config, home = environ.get("XDG_CONFIG_HOME"), environ.get("HOME")
        if config and Path(config).is_absolute():
            folder = Path(config)
        elif home:
            folder = Path(home) / ".config"
        else:
            raise UsageError("neither XDG_CONFIG_HOME nor HOME is set: there is no place for units")
        return cls(folder, environ.get("PATH", os.defpath))

    @property
    def units(self) -> Path:
        """The folder of the user's units."""
        return self.config / "systemd" / "user"

    @property
    def has_systemd(self) -> bool:
        """Whether a unit that is written here will ever be started."""
        return self.booted.is_dir() and shutil.which("systemctl", path=self.path) is not None


class Schedule(Frozen):
    """A timer: its files by path, or its line of crontab, and when it runs next.

    `installed` says that it is where it belongs, `current` that it is what would be written now.
    """

    kind: str  # systemd | cron
    files: Mapping[str, str] = {}
    line: str = ""
    installed: bool = False
    current: bool = False
    ahead: tuple[Ahead, ...] = ()
    checked: tuple[str, ...] = ()  # what systemd-analyze says against it
    hints: tuple[str, ...] = ()  # what is left to do

    def as_json(self) -> dict[str, Any]:
        """Return what `schedule show --json` prints."""
        return self.model_dump(mode="json")


def by_cron(space: Workspace, place: TimerPlace) -> bool:
    """Return whether a timer of ours is, or is to be, a line of crontab: there is no systemd."""
    command = _command(space, place)
    if (place.units / f"{command.name}.timer").exists():
        return False
    return not place.has_systemd or any(_ours(line, command) for line in _crontab(place))


def planned(
    space: Workspace, place: TimerPlace, now: dt.datetime, *, cron: bool = False
) -> Schedule:
    """Return the timer that would be written, and whether it is there.

    Raises:
        ConfigError: an audience's file is wrong.
        UsageError: the workspace's path can't stand in it.
    """
    plans = plans_of(space)
    command = _command(space, place)
    following = ahead(upcoming(plans, now, SHOWN, made_of(space)), plans)
    if cron:
        line = cron_line(command, plans, now)
        there = [one for one in _crontab(place) if _ours(one, command)]
        return Schedule(
            kind="cron",
            line=line,
            installed=bool(there),
            current=there == [line],
            ahead=following,
        )
    files = {
        str(place.units / f"{command.name}.service"): service(command),
        str(place.units / f"{command.name}.timer"): timer(command, plans, now),
    }
    found = {path: _read(Path(path)) for path in files}
    return Schedule(
        kind="systemd",
        files=files,
        installed=all(text is not None for text in found.values()),
        current=found == files,
        ahead=following,
        checked=_analysed(files, place),
        hints=_hints(command),
    )


def install(
    space: Workspace, place: TimerPlace, now: dt.datetime, *, cron: bool = False
) -> Schedule:
    """Write the timer, each file whole, and note the audiences as served from now on.

    Raises:
        UsageError: it can't be written, or systemd-analyze finds a fault in it.
        ServiceError: the crontab can't be changed.
    """
    schedule = planned(space, place, now, cron=cron)
    command = _command(space, place)
    if schedule.checked:
        raise UsageError("systemd finds fault with the timer:\n" + "\n".join(schedule.checked))
    if cron:
        kept = [one for one in _crontab(place) if not _ours(one, command)]
        _set_crontab(place, [*kept, schedule.line])
    else:
        for path, text in schedule.files.items():
            write_whole(Path(path), text)
        _enable(place, f"{command.name}.timer")
    meet(space, now)
    return schedule.model_copy(update={"installed": True, "current": True})


def remove(space: Workspace, place: TimerPlace) -> tuple[str, ...]:
    """Take the workspace's timers away; return what was removed."""
    command = _command(space, place)
    removed = []
    wants = place.units / "timers.target.wants" / f"{command.name}.timer"
    for path in (wants, *(place.units / f"{command.name}.{kind}" for kind in ("timer", "service"))):
        if path.is_symlink() or path.exists():
            path.unlink()
            removed.append(str(path))
    lines = _crontab(place)
    kept = [one for one in lines if not _ours(one, command)]
    if kept != lines:
        _set_crontab(place, kept)
        removed.append("a line of crontab")
    return tuple(removed)


def _command(space: Workspace, place: TimerPlace) -> Command:
    name = unit_name(space.root)
    secrets = place.config / "briefer" / f"{name}.env"
    return Command(Path(sys.executable), space.root, name, secrets)


def _hints(command: Command) -> tuple[str, ...]:
    return (
        f"systemctl --user daemon-reload && systemctl --user start {command.name}.timer",
        "loginctl enable-linger    # so that it runs while you are not logged in",
        f"passwords and keys: NAME=VALUE lines in {command.secrets} (chmod 600)",
    )


def _enable(place: TimerPlace, unit: str) -> None:
    """Link the timer into timers.target, as `systemctl --user enable` does."""
    link = place.units / "timers.target.wants" / unit
    try:
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(Path("..") / unit)
    except OSError as error:
        raise UsageError(f"{link} can't be made: {error}") from error


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _analysed(files: Mapping[str, str], place: TimerPlace) -> tuple[str, ...]:
    """Return what `systemd-analyze verify` says of our units; nothing where there is none."""
    tool = shutil.which("systemd-analyze", path=place.path)
    if tool is None:
        return ()
    with tempfile.TemporaryDirectory(prefix="briefer-units-") as folder:
        copies = [Path(folder) / Path(path).name for path in files]
        for copy, text in zip(copies, files.values(), strict=True):
            copy.write_text(text, encoding="utf-8")
        names = {Path(path).name for path in files}
        said = _called([tool, "verify", "--user", "--man=no", *map(str, copies)], folder)
        return tuple(line for line in said.splitlines() if any(name in line for name in names))


def _called(command: Sequence[str], folder: str) -> str:
    """Return what a tool says on standard error; nothing where it can't work on this machine."""
    environ = {**os.environ, "XDG_RUNTIME_DIR": folder, "SYSTEMD_LOG_COLOR": "0"}
    try:
        ran = subprocess.run(  # noqa: S603 - found on PATH, no shell, our own arguments
            list(command),
            capture_output=True,
            check=False,
            timeout=PATIENCE,
            env=environ,
            text=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stderr


def _crontab(place: TimerPlace) -> list[str]:
    """Return the lines of the user's crontab; none where there is no cron."""
    tool = shutil.which("crontab", path=place.path)
    if tool is None:
        return []
    ran = subprocess.run([tool, "-l"], capture_output=True, check=False, text=True)  # noqa: S603 - found on PATH
    return ran.stdout.splitlines() if ran.returncode == 0 else []


def _set_crontab(place: TimerPlace, lines: Sequence[str]) -> None:
    """Set the user's crontab.

    Raises:
        ServiceError: there is no cron, or it refuses.
    """
    tool = shutil.which("crontab", path=place.path)
    if tool is None:
        raise ServiceError(
            "there is no crontab on PATH; have this called some other way, or set it by hand:\n"
            + "\n".join(lines)
        )
    text = "".join(f"{line}\n" for line in lines)
    ran = subprocess.run(  # noqa: S603 - the same
        [tool, "-"], input=text, capture_output=True, check=False, text=True
    )
    if ran.returncode != 0:
        raise ServiceError(f"crontab refuses: {ran.stderr.strip()}")


def _ours(line: str, command: Command) -> bool:
    return line.endswith(f"# {command.name}")
