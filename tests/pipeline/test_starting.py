"""A desk that begins: its settings, and what its first edition covers."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefer.editions.audiences import Audience
from briefer.errors import NothingToBriefError
from briefer.models import Article
from briefer.pipeline.build.selection import select
from briefer.pipeline.workspace import starter
from briefer.settings import load
from briefer.store import Store
from tests import make


def test_a_new_workspace_fits_a_morning_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine's own zone, and a cut-off at which a day's news is that of 24 hours."""
    monkeypatch.setattr(starter, "get_localzone", lambda: ZoneInfo("America/Lima"))
    starter.start_workspace(tmp_path / "desk")
    settings = load(tmp_path / "desk").settings
    assert (settings.timezone, settings.cutoff) == ("America/Lima", "07:00")
    monkeypatch.setattr(starter, "get_localzone", lambda: dt.UTC)
    starter.start_workspace(tmp_path / "other")
    assert load(tmp_path / "other").settings.timezone == "UTC"


MORNING = dt.datetime(2026, 11, 30, 7, tzinfo=ZoneInfo("Europe/Vienna"))


def dated(at: str) -> Article:
    """Return an article published at a moment."""
    moment = dt.datetime.fromisoformat(at)
    text = f"The port of Koper was closed after a storm at {at}, the harbour master said."
    return make.article(f"a{at}", text, published_at=moment, published=moment.date(), language="en")


@pytest.mark.parametrize(
    ("hour", "inside"),
    [(7, ["2026-11-29T07:30+01:00", "2026-11-30T06:50+01:00"]), (15, ["2026-11-30T09:10+01:00"])],
)
def test_a_new_desk_finds_its_news(tmp_path: Path, hour: int, inside: list[str]) -> None:
    """At seven that of the 24 hours before; begun after the cut-off, that of the day so far."""
    space = make.workspace(tmp_path, 'timezone = "Europe/Vienna"\ncutoff = "07:00"\n')
    now = MORNING.replace(hour=hour)
    with Store(space.state) as store:
        for at in [*inside, "2026-11-29T06:30+01:00"]:
            store.save_article(dated(at), lambda old, _: old, now)
        found = select(store, Audience(name="default"), space.settings, now.date(), now)
    assert sorted(found.articles) == [f"a{at}" for at in inside]
    assert found.window.start == MORNING - dt.timedelta(days=1)
    assert found.window.end == now


def test_a_day_that_has_not_come_is_told_so(tmp_path: Path) -> None:
    """With the hour that it is at the desk."""
    space = make.workspace(tmp_path, 'timezone = "Europe/Vienna"\n')
    asked = (Audience(name="default"), space.settings, dt.date(2026, 12, 2), MORNING)
    told = r"not come yet: it is 2026-11-30 07:00 CET"
    with Store(space.state) as store, pytest.raises(NothingToBriefError, match=told):
        select(store, *asked)
