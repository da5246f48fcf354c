"""The floors of the evaluation gate: as they were agreed, and as the file has them now."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

# As last agreed. `floors.toml` may raise them, or lower them with a reason.
AGREED: Final = {
    "caught": 0.98,
    "caught_searching": 0.97,
    "true_kept": 0.99,
    "each_fault": 0.85,
    "server_caught": 0.95,
    "server_true_kept": 0.98,
    "unseen_caught": 0.95,
    "unseen_true_kept": 0.95,
}
FLAG: Final = "LOWER_FLOORS"  # set to 1 in the environment, it lets a floor fall


def read(path: Path) -> Mapping[str, Any]:
    """Return what a floors file holds."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def objection(found: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    """Return why the floors may not stand as `found`, "" where they may.

    A floor under the agreed one needs a reason in the file and the flag in the environment; none
    may be left out.
    """
    floors = found.get("floors", {})
    missing = sorted(AGREED.keys() - floors.keys())
    if missing:
        return f"floors.toml lacks {missing}"
    lowered = [name for name, floor in AGREED.items() if floors[name] < floor]
    if lowered and not str(found.get("reason", "")).strip():
        return f"floors.toml lowers {lowered} without a reason"
    if lowered and environment.get(FLAG) != "1":
        return f"set {FLAG}=1 to lower {lowered}"
    return ""


FOUND: Final = read(Path(__file__).with_name("floors.toml"))
FLOORS: Final[Mapping[str, float]] = FOUND["floors"]
