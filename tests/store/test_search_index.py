"""The search index: in step with the store, filled in for old files, resumable."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefer.errors import StoreError
from briefer.models import (
    Article,
    Briefing,
    Evidence,
    Extraction,
    KeyPoint,
)
from briefer.state import StateAt
from briefer.store import Store
from briefer.store.archive import Archive, Filters, ResultPage, Search
from briefer.store.migrations import MIGRATIONS
from briefer.store.search import Facets, Indexer, index
from briefer.store.steps import search as step
from briefer.text.searching import parse
from tests import make

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = dt.datetime(2021, 6, 1, 7, tzinfo=dt.UTC)
DAY = dt.date(2021, 6, 1)


def article(name: str, text: str = "A ship sank.", **fields: object) -> Article:
    """Return an article."""
    return make.article(name, text, **{"published": DAY, **fields})


def save(path: StateAt, *articles: Article) -> None:
    """Store articles."""
    with Store(path) as store:
        store.save_input("x", articles, (), lambda _, new: new, NOW)


def briefing(*texts: str, audience: str = "default") -> Briefing:
    """Return a briefing whose bottom line is those sentences."""
    return make.briefing(
        make.story("s", title=f"Story of {texts[0]}"),
        audience=audience,
        bottom_line=tuple(make.line(text, make.evidence("A")) for text in texts),
        sources=(make.numbered(1, article("a", source="Wire", language="en")),),
    )


def keep(path: StateAt, *briefings: Briefing) -> None:
    """Store briefings."""
    with Store(path) as store:
        for one in briefings:
            store.save_briefing(one, one, 1, ["a"])


@pytest.fixture
def path(state: StateAt) -> StateAt:
    """Return where the state is, of each kind."""
    return state


ALL = Filters()


def find(path: StateAt, words: str, filters: Filters = ALL, *, claims: bool = False) -> ResultPage:
    """Search."""
    with closing(Archive(path)) as archive:
        look: Callable[[Search], ResultPage] = (
            archive.find_claims if claims else archive.find_articles
        )
        return look(Search(parse(words), filters))


def test_what_is_saved_is_found_and_what_changes_changes(path: StateAt) -> None:
    """A new article, another title, and an article taken out of the file."""
    save(path, article("a"), article("b", "Talks went on."))
    assert index(path) == 2
    assert find(path, "ship").total == 1
    assert index(path) == 0
    save(path, article("a", title="Vessel lost"))
    assert index(path) == 1
    assert find(path, "vessel").total == 1
    assert find(path, "ship").total == 1
    with Store(path) as store:
        store.database.execute("DELETE FROM articles WHERE id='a'")
    index(path)
    assert find(path, "vessel").total == 0
    assert find(path, "talks").total == 1


def test_a_day_that_is_built_again_leaves_nothing_of_the_old(path: StateAt) -> None:
    """Claims, story and shelf are the last build's; a sentence of two audiences is one claim."""
    keep(path, briefing("Oil rose."), briefing("Oil rose.", audience="minister"))
    index(path)
    found = find(path, "oil rose", claims=True)
    assert found.total == 2  # the sentence, and the story's title
    with closing(Archive(path)) as archive:
        claims = archive.claim_hits(found.docs)
        assert {hit.claim.audiences for hit in claims} == {("default", "minister")}
        assert archive.resting_on("a")[0].claim.text == "Oil rose."
    for audience, total in (("default", 2), ("minister", 2), ("press", 0)):
        told = Filters(facets=Facets(audiences=(audience,)))
        assert find(path, "oil", told, claims=True).total == total
    keep(path, briefing("Gas fell."), briefing("Gas fell.", audience="minister"))
    index(path)
    assert find(path, "oil", claims=True).total == 0
    assert find(path, "gas", claims=True).total == 2


def test_an_old_file_is_filled_in_where_it_stopped(tmp_path: Path) -> None:
    """A file from before the index: migrated at once, indexed by batches, over an interruption."""
    path = tmp_path / "state.db"
    at = next(n for n, text in enumerate(MIGRATIONS) if text is step.STEP)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for script in MIGRATIONS[:at]:
            database.executescript(f"BEGIN; {script}; COMMIT;")
        database.execute(f"PRAGMA user_version={at}")
        for number in range(450):
            body = article(f"a{number}", f"Ship number{number} sank.").model_dump_json()
            database.execute(
                "INSERT INTO articles (id, day, fetched, body) VALUES (?,?,?,?)",
                (f"a{number}", "2021-06-01", NOW.isoformat(), body),
            )
        body = briefing("Oil rose.").model_dump_json()
        database.execute(
            "INSERT INTO briefings VALUES ('default','2021-06-01','',0,'[]',?,?)", (body, body)
        )
    with closing(Indexer(path)) as indexer:
        assert indexer.step() == 1  # what readers look for first: the briefings
        assert indexer.step() == 200
    assert find(path, "oil", claims=True).total == 2
    assert find(path, "ship").total == 200
    assert find(path, "number449").total == 1  # the newest first
    assert find(path, '"number7"').total == 0
    assert index(path) == 250
    assert find(path, '"number7"').total == 1
    with closing(Archive(path)) as archive:
        assert not archive.waiting()


def test_a_batch_that_fails_is_done_again(path: StateAt) -> None:
    """An interruption in the middle of a batch leaves neither half an index nor a lost note."""

    class Interrupted(Indexer):
        def _article(self, seq: int) -> None:
            super()._article(seq)
            raise KeyboardInterrupt

    save(path, article("a"))
    with closing(Interrupted(path)) as indexer, pytest.raises(KeyboardInterrupt):
        indexer.step()
    assert find(path, "ship").total == 0
    assert index(path) == 1
    assert find(path, "ship").total == 1


def test_countries_come_with_the_key_points(path: StateAt) -> None:
    """An article is found by country as soon as its key points are stored."""
    save(path, article("a"))
    index(path)
    lanka = Filters(facets=Facets(countries=("LK",)))
    assert find(path, "ship", lanka).total == 0
    proof = (Evidence(article_id="a", sentences=(1,), start=0, end=1, quote="A"),)
    point = KeyPoint(id="k", kind="event", text="A", countries=("LK",), evidence=proof)
    with Store(path) as store:
        store.save_extraction("f", Extraction(article_id="a", engine="e", key_points=(point,)))
    index(path)
    assert find(path, "ship", lanka).total == 1
    assert find(path, "ship", Filters(facets=Facets(countries=("IN",)))).total == 0


def test_facets_can_not_be_searched_for_as_words(path: StateAt) -> None:
    """The words that stand for outlets and countries are no words of the articles."""
    save(path, article("a", language="en", source="Wire"))
    index(path)
    assert find(path, "xlen").total == 0
    assert find(path, "", Filters(facets=Facets(languages=("en",)))).total == 1


def test_pages_go_on_where_the_last_one_ended(path: StateAt) -> None:
    """Newest first and best first give every article once."""
    save(path, *(article(f"a{n:02}", f"Ship {n} sank.") for n in range(50)))
    index(path)
    with closing(Archive(path)) as archive:
        for best in (False, True):
            seen: list[int] = []
            before, more = 0, True
            while more:
                found = archive.find_articles(Search(parse("ship"), before=before, best=best))
                seen += found.docs
                before = len(seen) if best else found.docs[-1]
                more = found.more
            assert len(seen) == len(set(seen)) == 50


def test_the_archive_writes_nothing(path: StateAt) -> None:
    """A reader's connection can't change the file."""
    save(path, article("a"))
    with closing(Archive(path)) as archive, pytest.raises((sqlite3.OperationalError, StoreError)):
        archive._rows("DELETE FROM articles")
