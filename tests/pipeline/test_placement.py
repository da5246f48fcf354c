"""Which articles are one story does not depend on the intakes and builds they came in."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefer.ingest import read
from briefer.models import Article
from briefer.pipeline.build.placement import place_all
from briefer.pipeline.progress import Silent
from briefer.store import Store
from tests.conftest import SAMPLES

NOW = dt.datetime(2021, 6, 3, tzinfo=dt.UTC)

Partition = frozenset[frozenset[str]]


def _articles() -> list[Article]:
    return [item for item in read([str(SAMPLES)], NOW) if isinstance(item, Article)]


def _placed(folder: Path, intakes: Sequence[Sequence[Article]]) -> list[dict[str, str]]:
    """Return the story of each article after each intake, all of which are placed at once."""
    after = []
    with Store(folder / "state.db") as store:
        for number, intake in enumerate(intakes):
            store.save_input(f"{number}.txt", intake, (), lambda _, new: new, NOW)
            place_all(store, store.timeline(dt.UTC), Silent())
            stories = store.story_of(article for _, article, _ in store.timeline(dt.UTC))
            after.append({article: story for article, (story, _) in stories.items()})
    return after


def _partition(stories: dict[str, str]) -> Partition:
    members: dict[str, set[str]] = defaultdict(set)
    for article, story in stories.items():
        members[story].add(article)
    return frozenset(map(frozenset, members.values()))


@pytest.mark.parametrize("count", [2, 5])
def test_stories_do_not_depend_on_the_intakes(tmp_path: Path, count: int) -> None:
    """Shuffled over several intakes, each placed before the next, the same are together."""
    articles = _articles()
    whole = _placed(tmp_path / "whole", [articles])[-1]
    ordered = sorted(articles, key=lambda a: hashlib.sha256(f"{count}{a.id}".encode()).digest())
    intakes = [ordered[place::count] for place in range(count)]
    assert _partition(_placed(tmp_path / "split", intakes)[-1]) == _partition(whole)


def test_what_stays_together_keeps_its_id(tmp_path: Path) -> None:
    """A story that a late article only joins is known by the id that was printed."""
    articles = sorted(_articles(), key=lambda article: article.id)
    first, last = _placed(tmp_path, [articles[1:], articles])
    for story in set(first.values()):
        members = {article for article, other in first.items() if other == story}
        if len({last[article] for article in members}) == 1:
            assert {last[article] for article in members} == {story}
