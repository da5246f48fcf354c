"""What an intake counts while it goes on."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from briefer.controls import one_line
from briefer.models import Article, Failure
from briefer.pipeline.intake.telling import Group, counts_of, told
from briefer.pipeline.progress import Progress


class Intake(NamedTuple):
    """What an intake did. `barren` are the sources named that gave failures and no article.

    `unchanged` counts files and addresses that were not read again, since they did not change;
    `waiting` are sources that may not be asked yet, and pages left for the next time.
    """

    read: int
    new: int
    failures: tuple[Failure, ...]
    barren: tuple[str, ...]
    unchanged: int = 0
    waiting: int = 0
    told: tuple[str, ...] = ()  # a line a source, and a summary

    def as_json(self) -> dict[str, Any]:
        """Return what `ingest --json` prints."""
        return {
            "read": self.read,
            "new": self.new,
            "failed": [failure.model_dump() for failure in self.failures],
            "unchanged": self.unchanged,
            "waiting": self.waiting,
            "told": list(self.told),
        }


class Tally:
    """Counts by source."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.unchanged = self.waiting = self._read = self._new = 0
        self._failures: list[Failure] = []
        self._got: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()
        self._groups: dict[str, Group] = {}
        self._counted: Counter[str] = Counter()

    def add(
        self, source: str, articles: Sequence[Article], failures: Sequence[Failure], new: int
    ) -> None:
        """Count what `source`, as the user named it, brought."""
        self._read += len(articles)
        self._new += new
        self._got[source] += len(articles)
        self._missed[source] += len(failures)
        self._failures += failures
        self._counted.update(code for article in articles for code in counts_of(article))
        group = self._groups.get(source, Group(source))
        self._groups[source] = group._replace(
            places=group.places + bool(articles),
            articles=group.articles + len(articles),
            new=group.new + new,
            failed=group.failed + len(failures),
        )
        self.progress.advance(len(articles))

    def unchanged_in(self, source: str) -> None:
        """Count something of `source` that need not be read again: it is no barren one."""
        self.unchanged += 1
        self._got[source] += 1
        group = self._groups.get(source, Group(source))
        self._groups[source] = group._replace(unchanged=group.unchanged + 1)

    def found(self, source: str) -> None:
        """Note that `source` could be read, though its articles may lie elsewhere."""
        self._got[source] += 1

    def result(self, sources: Sequence[str]) -> Intake:
        """Return the whole, and tell of what was not read."""
        for failure in self._failures:
            self.progress.note(f"not read: {one_line(failure.location)}: {failure.reason}")
        groups = list(self._groups.values())
        lines = tuple(told(groups, self._counted, self._failures, self.waiting))
        barren = [s for s in dict.fromkeys(sources) if self._missed[s] and not self._got[s]]
        return Intake(
            self._read,
            self._new,
            tuple(self._failures),
            tuple(barren),
            self.unchanged,
            self.waiting,
            lines,
        )
