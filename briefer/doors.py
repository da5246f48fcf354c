"""Front doors: what a package offers others, each name imported when it is first asked for.

A package's `__init__` says what the package is for and lists in `__all__` what others may use.
Type checkers see plain imports; at run time `__getattr__` (PEP 562) finds the module that has the
name, so that asking for one thing does not load all the others.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module


def door(package: str, names: Mapping[str, Iterable[str]]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package; `names` are those of each of its modules."""
    homes = {name: module for module, its in names.items() for name in its}

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find
