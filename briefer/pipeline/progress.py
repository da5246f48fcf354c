"""How a long run tells what it is doing, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Told by the pipeline; shown by the command line, or by nobody."""

    def stage(self, name: str, total: int | None) -> None:
        """Say that a stage of `total` units begins (None: not known)."""
        ...

    def advance(self, count: int = 1) -> None:
        """Say that `count` units of the stage are done."""
        ...

    def note(self, message: str) -> None:
        """Say something the user should read."""
        ...


class Silent:
    """Listens to nothing."""

    def stage(self, name: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, count: int = 1) -> None:
        """Do nothing."""

    def note(self, message: str) -> None:
        """Do nothing."""
