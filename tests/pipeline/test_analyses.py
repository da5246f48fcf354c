"""An article is analysed once: what is built after that reads what was found."""

from pathlib import Path

import pytest

from briefer.models import Article, Document
from briefer.pipeline.build import documents, extractions
from briefer.store import Store
from briefer.text import analysis_version
from tests.pipeline.sample_desk import DAYS, briefing, built


def test_a_second_audience_and_a_rebuild_analyse_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first build found is kept; the editions rest on it and on nothing new."""
    space = built(tmp_path, ("default",), DAYS[:1])
    first = briefing(space, DAYS[0], "default")

    def never(article: Article) -> Document:
        pytest.fail(f"article {article.id} is analysed again")

    for module in (documents, extractions):
        monkeypatch.setattr(module, "analyse", never)
    built(tmp_path, ("default", "analyst"), DAYS[:1])
    assert briefing(space, DAYS[0], "default").stories == first.stories


def test_analyses_of_older_code_are_made_anew(tmp_path: Path) -> None:
    """A new version of code or word lists: the next build keeps its own."""
    space = built(tmp_path, ("default",), DAYS[:1])
    with Store(space.state) as store:
        known = store.analysed(analysis_version())
        store.database.execute("UPDATE analyses SET version='older', body=x'00'")
    built(tmp_path, ("default",), DAYS[:1])
    with Store(space.state) as store:
        assert store.analysed(analysis_version()) == known != frozenset()
