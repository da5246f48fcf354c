"""The three sample days, built for the six audiences that are shipped."""

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path

from briefer.models import Briefing
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.settings import Workspace
from tests import make

DAYS = ("2021-05-31", "2021-06-01", "2021-06-02")
SIX = ("analyst", "default", "minister", "post", "press", "public")
NOW = dt.datetime(2021, 6, 3, 7, tzinfo=dt.UTC)
FORMATS = ("md", "html", "txt", "json")
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "articles"


def built(root: Path, audiences: tuple[str, ...], days: Iterable[str]) -> Workspace:
    """Build the days for these audiences in `root`.

    The articles lie in the workspace: a page that shortens a long path must not depend on where
    the project is checked out.
    """
    shutil.copytree(SAMPLES, root / "articles", dirs_exist_ok=True)
    space = make.workspace(root, 'sources = ["articles/"]\n')
    for day in days:
        request = BuildRequest((), day, audiences, FORMATS)
        with Path("/dev/null").open("rb") as nothing:
            build_briefings(space, request, NOW, Silent(), nothing)
    return space


def file(space: Workspace, day: str, audience: str, kind: str = "json") -> Path:
    """Return where an edition was written."""
    return space.root / "briefings" / day / f"{audience}.{kind}"


def briefing(space: Workspace, day: str, audience: str) -> Briefing:
    """Return an edition."""
    return Briefing.model_validate_json(file(space, day, audience).read_bytes())
