"""Letters of other scripts that look like a Latin one."""

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("confusables.txt")


@cache
def confusables() -> dict[str, str]:
    """Return letter -> the ASCII letter that it can't be told from by the eye."""
    found: dict[str, str] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            latin, _, others = line.partition(" ")
            found |= dict.fromkeys(others, latin)
    return found
