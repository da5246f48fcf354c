"""The command that adds an extra is right for how this copy was installed."""

import json
import shlex
import sys
from importlib import metadata
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from briefer import installation

METADATA = """Metadata-Version: 2.4
Name: briefer-desk
Version: 0.1.0
Requires-Dist: lxml>=5
Provides-Extra: pdf
Requires-Dist: weasyprint>=68.1; extra == 'pdf'
Provides-Extra: nli
Requires-Dist: onnxruntime>=1.20; extra == "nli"
Requires-Dist: tokenizers>=0.21; extra == "nli"
"""


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the metadata folder of a copy that is taken for the installed one."""
    folder = tmp_path / "briefer_desk-0.1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(METADATA, encoding="utf-8")
    monkeypatch.setattr(metadata, "distribution", lambda _: PathDistribution(folder))
    return folder


def came_from(folder: Path, **origin: object) -> None:
    """Write where a copy came from, as installers do (PEP 610)."""
    (folder / "direct_url.json").write_text(json.dumps(origin), encoding="utf-8")


def told(extra: str, prefix: Path) -> list[str]:
    """Return the words of the command."""
    return shlex.split(installation.adding(extra, prefix=prefix))


PIP = [sys.executable, "-m", "pip", "install"]


def test_editable_checkout(copy: Path, tmp_path: Path) -> None:
    """A checkout is installed again from its folder, spaces in its path and all."""
    came_from(copy, url="file:///home/desk/my%20briefer", dir_info={"editable": True})
    assert told("pdf", tmp_path) == [*PIP, "-e", "/home/desk/my briefer[pdf]"]


def test_folder(copy: Path, tmp_path: Path) -> None:
    """So is a copy that was made from a folder, but not as editable."""
    came_from(copy, url="file:///srv/briefer", dir_info={})
    assert told("nli", tmp_path) == [*PIP, "/srv/briefer[nli]"]


def test_wheel(copy: Path, tmp_path: Path) -> None:
    """A wheel is named with its address."""
    came_from(copy, url="file:///srv/briefer_desk-0.1.0-py3-none-any.whl", archive_info={})
    wanted = "briefer-desk[pdf] @ file:///srv/briefer_desk-0.1.0-py3-none-any.whl"
    assert told("pdf", tmp_path) == [*PIP, wanted]


def test_index(copy: Path, tmp_path: Path) -> None:
    """From an index, by the distribution's own name: `briefer` is somebody else's there."""
    assert copy.is_dir()
    assert told("pdf", tmp_path) == [*PIP, "briefer-desk[pdf]"]


def test_pipx(copy: Path, tmp_path: Path) -> None:
    """A pipx environment gets the libraries themselves."""
    came_from(copy, url="file:///srv/briefer", dir_info={})
    (tmp_path / "pipx_metadata.json").write_text("{}", encoding="utf-8")
    wanted = ["pipx", "inject", "briefer-desk", "onnxruntime>=1.20", "tokenizers>=0.21"]
    assert told("nli", tmp_path) == wanted


def test_never_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A source tree that was never installed names its own folder."""

    def missing(_: str) -> None:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "distribution", missing)
    root = Path(installation.__file__).resolve().parent.parent
    assert told("pdf", tmp_path) == [*PIP, f"{root}[pdf]"]


def test_this_copy_knows_its_distribution() -> None:
    """The name in the code is the one in the metadata of the copy under test."""
    assert metadata.distribution(installation.DISTRIBUTION).metadata["Name"] == "briefer-desk"
