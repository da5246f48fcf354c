"""Where a workspace's state is kept: a file of its own, or a database that several desks share."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from pydantic import SecretStr


@dataclass(frozen=True)
class SharedState:
    """A PostgreSQL database (`url`, which holds no password), and the desk that works in it."""

    url: str
    desk: str
    password: SecretStr | None = field(default=None, repr=False)
    lease: float = 30.0  # seconds after which a worker that gives no sign of life is taken for gone

    def __str__(self) -> str:
        """Return the address and the desk, as messages name them."""
        return f"{self.url}, desk {self.desk}"

    @property
    def name(self) -> str:
        """What it is called where there is little room."""
        return self.desk

    def exists(self) -> bool:
        """Return whether something may be kept there: a database is taken to be there."""
        return True


StateAt: TypeAlias = Path | SharedState
