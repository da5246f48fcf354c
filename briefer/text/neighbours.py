"""Neighbouring countries, over land and over narrow seas: `neighbours.toml` says where from."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

UNIONS = frozenset({"EU"})  # stands for a country in the text stage, and has no neighbours


def is_country(code: str) -> bool:
    """Return whether `code` is an ISO 3166-1 alpha-2 code (or XK, or EU), in capitals."""
    return code in _table() or code in UNIONS


def neighbours(codes: Iterable[str]) -> frozenset[str]:
    """Return the countries that lie next to any of `codes`, without `codes` themselves."""
    wanted = frozenset(codes)
    return frozenset().union(*(_table().get(code, frozenset()) for code in wanted)) - wanted


@cache
def _table() -> dict[str, frozenset[str]]:
    file = Path(__file__).parent / "neighbours.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, listed in [*data["land"].items(), *data["sea"].items()]:
        found[code].update(listed.split())
        for other in listed.split():
            found[other].add(code)
    return {code: frozenset(near) for code, near in found.items()}
