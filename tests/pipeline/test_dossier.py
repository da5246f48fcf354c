"""A dossier is all that an edition is made of: it can be carried away and edited elsewhere."""

import datetime as dt

import pytest

from briefer.engines.extractive import Extractive
from briefer.pipeline.build.dossier import Dossier
from briefer.pipeline.build.editor import edit
from briefer.pipeline.build.records import EditionOrder, load
from briefer.pipeline.build.selection import select
from briefer.pipeline.build.steps import Steps
from briefer.pipeline.build.writer import Writer
from briefer.pipeline.progress import Silent
from briefer.settings import Workspace, load_audience
from briefer.store import Store
from tests.pipeline.sample_desk import DAYS, NOW, briefing, built


class Paper:
    """Keeps compositions in memory: no store is at hand."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def composition(self, key: str) -> str | None:
        """Return what was kept under a key."""
        return self.kept.get(key)

    def save_composition(self, key: str, body: str) -> None:
        """Keep a body under a key."""
        self.kept[key] = body

    def analysis(self, article_id: str, version: str) -> bytes | None:
        """Nothing is known of any article."""
        return None


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The three sample days, built for the desk and the press."""
    return built(tmp_path_factory.mktemp("desk"), ("default", "press"), DAYS)


def dossier_of(space: Workspace, name: str, day: str) -> Dossier:
    """Return the dossier of an edition that was built."""
    audience = load_audience(space, name)
    date = dt.date.fromisoformat(day)
    keys = Steps(Extractive()).extractions
    with Store(space.state) as store:
        selection = select(store, audience, space.settings, date, NOW)
        return load(store, space.settings, EditionOrder(audience, date, NOW, keys), selection)


@pytest.mark.parametrize("name", ["default", "press"])
@pytest.mark.parametrize("day", DAYS)
def test_an_edition_is_made_of_its_dossier_alone(space: Workspace, name: str, day: str) -> None:
    """Written down, read again and edited without store or settings, it is the same edition."""
    paper = dossier_of(space, name, day).model_dump_json()
    dossier = Dossier.model_validate_json(paper)
    made = edit(dossier, Writer(dossier, Steps(Extractive()), Paper(), Silent()))
    assert made.briefing == briefing(space, day, name)


def test_an_empty_day_needs_no_past(space: Workspace) -> None:
    """The first edition's dossier says of no earlier one."""
    assert dossier_of(space, "default", DAYS[0]).past.bases == ()
    assert len(dossier_of(space, "default", DAYS[2]).past.bases) == 2
