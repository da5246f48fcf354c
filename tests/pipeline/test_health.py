"""How sources do: what the health report says, and what reaches a briefing's gaps."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefer.cli import texts
from briefer.ingest import Source, merge_origins
from briefer.models import Article, Briefing
from briefer.pipeline.intake.health import health, report, silences
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import Request, build_briefings
from briefer.settings import load
from briefer.store import Store
from briefer.store.sources import Look, Outcome, Sources

FIRST = dt.date(2021, 5, 3)  # a Monday
FEED = Source(location="https://example.org/feed.xml", name="Example World")


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(6, 30), dt.UTC)


def _article(number: int, day: dt.date, stub: str | None = None) -> Article:
    text = f"The minister spoke about matter {number} on that day."
    return Article(id=f"a{number:03}", text=text, published=day, stub=stub)


def _morning(store: Store, day: dt.date, count: int, outcome: Outcome = "new") -> None:
    """Record one look at the feed, which brought so many articles of that day."""
    book = Sources(store)
    book.meet(FEED.location, FEED.name, "feed", _at(day))
    base = (day - FIRST).days * 10
    articles = [_article(base + n, day, "paywall" if n == 1 else None) for n in range(count)]
    book.keep(FEED.location, articles, merge_origins, _at(day))
    done = outcome if count or outcome == "failed" else "unchanged"
    reason = "the server answered 503" if outcome == "failed" else ""
    book.log(Look(FEED.location, _at(day), done, articles=count, new=count, reason=reason))


def _days(count: int, *, weekends: bool = True) -> list[dt.date]:
    days = [FIRST + dt.timedelta(days=n) for n in range(count)]
    return [day for day in days if weekends or day.weekday() < 5]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(tmp_path / "state.db") as opened:
        yield opened


def test_a_source_is_described_by_what_it_brought(store: Store) -> None:
    """Articles a day, share of stubs, failures and the last success are counted over 28 days."""
    for day in _days(10):
        _morning(store, day, 2)
    failed = FIRST + dt.timedelta(days=10)
    _morning(store, failed, 0, "failed")
    (found,) = health(store, [FEED], dt.UTC, _at(failed))
    assert found.articles == 20
    assert found.articles_a_day == 2.0
    assert found.stubs == 0.5
    assert (found.looks, found.failures) == (11, 1)
    assert found.last_success == _at(failed - dt.timedelta(days=1))
    assert found.reason == "the server answered 503"


def test_a_daily_source_is_missed_on_the_second_day(store: Store) -> None:
    """One quiet day is nothing; two are named, with the habit beside them."""
    for day in _days(14):
        _morning(store, day, 2)
    last = FIRST + dt.timedelta(days=13)
    _morning(store, last + dt.timedelta(days=1), 0)
    assert silences(store, [FEED], dt.UTC, _at(last + dt.timedelta(days=1))) == ()
    _morning(store, last + dt.timedelta(days=2), 0)
    (silence,) = silences(store, [FEED], dt.UTC, _at(last + dt.timedelta(days=2)))
    assert (silence.source, silence.since, silence.days, silence.usual) == (
        "Example World",
        last,
        2,
        1,
    )


def test_a_source_that_rests_at_weekends_is_not_missed_on_monday(store: Store) -> None:
    """The weekend is part of the habit."""
    for day in _days(26, weekends=False):
        _morning(store, day, 1)
    monday = FIRST + dt.timedelta(days=28)
    _morning(store, monday, 0)
    assert silences(store, [FEED], dt.UTC, _at(monday)) == ()
    friday = monday + dt.timedelta(days=4)
    _morning(store, friday, 0)
    assert len(silences(store, [FEED], dt.UTC, _at(friday))) == 1


def test_a_source_that_was_not_asked_is_not_silent(store: Store) -> None:
    """Where nobody looked, or nobody could, nothing is known of its silence."""
    for day in _days(14):
        _morning(store, day, 2)
    later = FIRST + dt.timedelta(days=20)
    assert silences(store, [FEED], dt.UTC, _at(later)) == ()
    _morning(store, later, 0, "failed")
    assert silences(store, [FEED], dt.UTC, _at(later)) == ()


def test_a_new_source_has_no_habit(store: Store) -> None:
    """Four days tell nothing."""
    for day in _days(4):
        _morning(store, day, 2)
    later = FIRST + dt.timedelta(days=12)
    _morning(store, later, 0)
    assert silences(store, [FEED], dt.UTC, _at(later)) == ()


def test_the_report_lists_sources_of_settings_and_of_the_command_line(tmp_path: Path) -> None:
    """Each has a line, as a table or as JSON; one that was never read says so."""
    (tmp_path / "briefer.toml").write_text('sources = ["articles/"]\n')
    space = load(tmp_path)
    with Store(space.state) as store:
        for day in _days(8):
            _morning(store, day, 2)
        now = _at(FIRST + dt.timedelta(days=9))
        _morning(store, now.date(), 0)
    lines = list(texts.health(report(space, now), ZoneInfo(space.settings.timezone)))
    assert lines[1].startswith("articles/")
    assert "never" in lines[1]
    assert lines[2].startswith("Example World")
    assert lines[2].endswith("silent for 2 days, usually every day")
    first, second = (one.as_json() for one in report(space, now))
    assert first["last_success"] is None
    assert second["silent"] is True


def test_a_briefing_names_stubs_and_silent_sources(tmp_path: Path) -> None:
    """A stub gives no claim and is counted with its reason; a silent source stands in the gaps."""
    source = '{ location = "https://example.org/feed.xml", name = "Example World", every = 100000 }'
    (tmp_path / "briefer.toml").write_text(f"sources = [{source}]\n")
    space = load(tmp_path)
    today = FIRST + dt.timedelta(days=9)
    with Store(space.state) as store:
        for day in _days(8):
            _morning(store, day, 2)
        _morning(store, today, 0)
    (tmp_path / "whole.txt").write_text(
        f"date {today}\nThe envoy of Ruritania said on Wednesday that the talks would go on in Vienna."
    )
    (tmp_path / "stub.txt").write_text(
        f"date {today}\nThe king of Ruritania spoke to the nation.\n\nSubscribe to continue reading."
    )
    (tmp_path / "teaser.txt").write_text(
        f"date {today}\nAustria opened a bridge over the Danube on Wednesday, the transport ministry said.\n\nRead more"
    )
    files = tuple(str(tmp_path / name) for name in ("whole.txt", "stub.txt", "teaser.txt"))
    request = Request(files, str(today), ("default",), ("json",))
    result = build_briefings(space, request, _at(today), Silent(), io.BytesIO())
    briefing = result.editions[0].briefing
    assert [stub.reason for stub in briefing.gaps.stubs] == ["paywall"]
    assert [silence.source for silence in briefing.gaps.silent] == ["Example World"]
    assert "king" not in _claims(briefing)
    assert "bridge" in _claims(briefing)
    assert sorted(source.teaser for source in briefing.sources) == [False, True]


def _claims(briefing: Briefing) -> str:
    return " ".join(point.text for story in briefing.stories for point in story.key_points)
