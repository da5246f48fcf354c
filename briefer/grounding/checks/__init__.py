"""The checks: one module each, found by themselves. To add a check, add a file here.

A check module holds

    CODES: dict[str, str]      the codes it may raise, and what each means
    CROSS_LANGUAGE: bool       whether it also works when claim and source differ in language
    UNCHECKED: str             what goes unchecked when it cannot run ("" for nothing)
    def check(case: Case) -> Iterator[Fault]
"""

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import NamedTuple

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault

__all__ = ["CheckModule", "codes", "registry"]


class CheckModule(NamedTuple):
    """One check, as its module declares it."""

    name: str
    codes: dict[str, str]
    cross_language: bool
    unchecked: str
    run: Callable[[Case], Iterator[Fault]]


@cache
def registry() -> tuple[CheckModule, ...]:
    """Return every check of this package, in the order of their names."""
    found = []
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda item: item.name):
        module = import_module(f"{__name__}.{info.name}")
        found.append(
            CheckModule(
                info.name, module.CODES, module.CROSS_LANGUAGE, module.UNCHECKED, module.check
            )
        )
    return tuple(found)


def codes() -> dict[str, str]:
    """Return every code that a check may raise, with its meaning."""
    return {code: text for item in registry() for code, text in item.codes.items()}
