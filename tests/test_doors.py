"""Front doors: a package says what it is for and what others may use, and others keep to it."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import briefer
from briefer.doors import door

ROOT = Path(briefer.__file__).parent
PACKAGES = sorted(
    ".".join(("briefer", *file.parent.relative_to(ROOT).parts))
    for file in ROOT.rglob("__init__.py")
    if file.parent != ROOT
)


def _package_of(module: str) -> str:
    """Return the innermost package that a module belongs to, or is."""
    return next(
        name
        for name in (*reversed(PACKAGES), "briefer")
        if module == name or module.startswith(f"{name}.")
    )


def _imports(file: Path) -> Iterator[tuple[str, str]]:
    """Yield (package, name) of what a file imports out of our packages."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("briefer."):
            for alias in node.names:
                if f"{node.module}.{alias.name}" not in PACKAGES:
                    yield _package_of(str(node.module)), alias.name


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_says_what_it_is_for(name: str) -> None:
    """Its docstring is more than a title, and everything in `__all__` is there."""
    package = import_module(name)
    assert len((package.__doc__ or "").strip().splitlines()) > 2
    for offered in getattr(package, "__all__", ()):
        submodule = ROOT.joinpath(*name.split(".")[1:], f"{offered}.py")
        assert submodule.is_file() or getattr(package, offered) is not None


def test_others_use_what_a_package_offers() -> None:
    """Nothing is imported across packages that is not in the `__all__` of the one it is of."""
    missing: dict[str, set[str]] = {}
    for file in ROOT.rglob("*.py"):
        module = ".".join(("briefer", *file.relative_to(ROOT).with_suffix("").parts))
        mine = module.removesuffix(".__init__")
        for package, name in _imports(file):
            inside = mine == package or mine.startswith(f"{package}.")
            offered = getattr(import_module(package), "__all__", ())
            if package != "briefer" and not inside and name not in offered:
                missing.setdefault(package, set()).add(name)
    assert missing == {}, "add these to `__all__` of the package, or don't use them"


def test_a_name_is_imported_when_it_is_asked_for() -> None:
    """What is offered is the very object of its module; what is not raises as a module does."""
    from briefer.store.outbox import Outbox

    assert import_module("briefer.store").Outbox is Outbox
    find = door("briefer.store", {"outbox": ("Outbox",)})
    assert find("Outbox") is Outbox
    with pytest.raises(AttributeError, match=r"'briefer\.store' has no attribute 'Inbox'"):
        find("Inbox")
