"""Progress bars for a terminal."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn

from briefer.controls import printable
from briefer.credentials import scrub


class Bars:
    """One bar a stage on standard error; a new stage replaces the last one's bar."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=self._console,
            transient=True,
        )
        self._task: TaskID | None = None

    def stage(self, name: str, total: int | None) -> None:
        """Begin a bar of `total` units."""
        if self._task is None:
            self._progress.start()
        else:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(name, total=total)

    def advance(self, count: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._progress.advance(self._task, count)

    def note(self, message: str) -> None:
        """Print a message above the bar."""
        self._progress.console.print(printable(scrub(message)), markup=False, highlight=False)

    def close(self) -> None:
        """Take the bar off the screen."""
        self._progress.stop()
