"""Kinds of source that other packages add, through entry points."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.ingest import Source, registry
from briefer.ingest.fetch import Policy
from briefer.models import Failure
from briefer.pipeline.intake.sources import take_in
from briefer.pipeline.progress import Silent
from briefer.store import Store
from tests.ingest.conftest import Read

MODULE = """
from briefer.ingest.articles import build
from briefer.ingest.raw import ArticleDraft, Batch, Raw
from briefer.ingest.registry import Kind, Scheme

KIND = Kind("cable", (".cable",), "cablewire", codes=("cable",), magic=(b"CBL1",))
SCHEME = Scheme("cable desk", ("cable",), "cablewire")
WRONG = "neither"


def read(raw):
    yield build(raw, ArticleDraft(raw.location, raw.data[4:].decode(), title="A cable"))


def look(source, desk):
    for number in (1, 2):
        if f"c{number}" in desk.done:
            continue
        raw = Raw(f"{source.location}#{number}", b"", desk.now)
        text = f"Cable number {number} says that the talks go on."
        yield Batch(source.location, (build(raw, ArticleDraft(raw.location, text)),), (f"c{number}",), str(number))
    if desk.state:
        raise ValueError("the line is dead")
"""
POINTS = "[briefer.sources]\ncable = cablewire:KIND\ndesk = cablewire:SCHEME\nwrong = cablewire:WRONG\nnone = nowhere:X\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A tiny package that is installed, as far as importlib.metadata can see."""
    site = tmp_path / "site"
    info = site / "cablewire-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "cablewire.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cablewire\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    monkeypatch.syspath_prepend(str(site))
    registry.plugins.cache_clear()
    yield
    registry.plugins.cache_clear()
    sys.modules.pop("cablewire", None)


def test_a_kind_from_another_package(package: None, ingest: Read, tmp_path: Path) -> None:
    """Known by its extension, by what it begins with, and by the name in the settings."""
    for name in ("a.cable", "b"):
        (tmp_path / name).write_bytes(b"CBL1The talks go on in Geneva, says " + name.encode())
    articles, failures = ingest("a.cable", "b")
    assert [article.title for article in articles] == ["A cable", "A cable"]
    assert failures == []
    found = registry.by_code("cable")
    assert found is not None
    assert found.name == "cable"
    assert ".cable" in registry.extensions()


def test_broken_packages_are_named_and_cost_nothing(package: None) -> None:
    """One that can't be loaded, and one that offers something else."""
    broken = registry.plugins().broken
    assert len(broken) == 2
    assert "ModuleNotFoundError" in broken[0]
    assert "neither a Kind nor a Scheme" in broken[1]


def test_a_scheme_from_another_package(package: None, tmp_path: Path, now: object) -> None:
    """Its batches are kept with their keys and state; what is done is not brought again."""
    source = Source(location="cable://desk/")
    with Store(tmp_path / "state.db") as store:
        first = take_in(store, [source], now, Silent(), policy=Policy())  # type: ignore[arg-type] # a fixture's
        second = take_in(store, [source], now, Silent(), policy=Policy())  # type: ignore[arg-type] # the same
    assert (first.new, first.barren) == (2, ())
    assert (second.read, second.barren) == (0, ("cable://desk/",))
    assert second.failures == (
        Failure(
            location="cable://desk/",
            reason="the cable desk reader failed: ValueError: the line is dead",
        ),
    )
