"""A workspace with articles, and killers of the processes that build and mail its briefing."""

import random
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.deliver.desk import Desk, Killer, Zygote
from tests.deliver.mail_server import Delivered, MailServer

TALKS = (
    "Foreign Minister Anna Berger of Arvendal said on Tuesday that {n} diplomats would leave "
    "Calinor by June 16. The ministers met in Vienna for {n} hours and signed a treaty on ports. "
    "“We stop moving the problem from one harbour to the next,” Berger said in round {n}.\n"
)


class BuildDesk(Desk):
    """A desk whose briefing is still to be built, from `articles` invented articles."""

    def __init__(self, root: Path, recipients: Sequence[str], articles: int) -> None:
        super().__init__(root, recipients)
        self.date = "2021-06-01"
        self.space.state_file.unlink()
        folder = root / "articles"
        folder.mkdir()
        for number in range(articles):
            text = f"date 2021-06-01 {TALKS.format(n=number + 10)}"
            (folder / f"talks-{number:03d}.txt").write_text(text, encoding="utf-8")
        settings = root / "briefer.toml"
        settings.write_text(
            'sources = ["articles/"]\n' + settings.read_text(encoding="utf-8"), encoding="utf-8"
        )

    def files(self) -> dict[str, bytes]:
        """Return what was published, by name; drafts that a kill left behind are not."""
        folder = self.root / "briefings" / self.date
        return {f.name: f.read_bytes() for f in sorted(folder.iterdir()) if f.name[0] != "."}


class Series(NamedTuple):
    """What became of a series of kills."""

    delivered: tuple[Delivered, ...]
    died: int
    unsure: int


def kill_builds(zygote: Zygote, desk: Desk, killers: Sequence[Killer]) -> Series:
    """Run `build --send` once for each killer, then to its end, and decide on what is unsure."""
    died = 0
    with MailServer() as server:
        for killer in killers:
            server.play = killer.play
            died += zygote.send(desk, server.port, killer.aim, build=True) == -signal.SIGKILL
        server.play = lambda step, address: None
        zygote.send(desk, server.port, lambda pid: None, build=True)
        unsure = desk.settle_unsure(server.got())
        zygote.send(desk, server.port, lambda pid: None, build=True)
        return Series(tuple(server.delivered), died, unsure)


def killers_of(count: int, seed: int, start: float, reach: int = 3) -> list[Killer]:
    """Return killers: half strike within `start` seconds, half at a step of the conversation."""
    chance = random.Random(seed)  # noqa: S311 - chosen by seed, not in secret
    found = []
    for number in range(count):
        killer = Killer(chance, reach, start)
        if number % 2:
            killer.step = "start"
        found.append(killer)
    return found


def bodies(delivered: Sequence[Delivered]) -> set[bytes]:
    """Return what follows each recipient's own header lines: the same for all, if all is well."""
    return {item.content.partition(b"From: ")[2] for item in delivered}
