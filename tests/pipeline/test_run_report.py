"""What a run tells: who got what, what is next, in the desk's own time; and its figures."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prometheus_client.parser import text_string_to_metric_families

from briefer.cli.drafts import entry
from briefer.errors import UsageError
from briefer.models import Edition
from briefer.pipeline.review.drafts import TrailEntry
from briefer.pipeline.run.due import Due, Plan, upcoming
from briefer.pipeline.run.metrics import metrics, write_metrics
from briefer.pipeline.run.report import Outcome, RunReport, ahead

NOW = dt.datetime(2026, 12, 1, 5, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 1)
VIENNA = Plan("default", "07:00", ZoneInfo("Europe/Vienna"))
MANILA = Plan("post", "07:00", ZoneInfo("Asia/Manila"))


def report(*outcomes: Outcome, **more: object) -> RunReport:
    """Return a report of a run of two minutes."""
    ended = NOW + dt.timedelta(minutes=2)
    made = {"started": NOW, "ended": ended, "outcomes": outcomes, **more}
    return RunReport.model_validate(made)


def outcome(**fields: object) -> Outcome:
    """Return an outcome of the day's default edition."""
    return Outcome.model_validate({"audience": "default", "date": DAY, "fate": "sent", **fields})


def test_who_got_it_is_named() -> None:
    """By what became of each one's mail; of many, the first."""
    people = tuple(f"reader{n}@ministry.example" for n in range(11))
    got = outcome(recipients={"sent": people, "refused": ("gone@ministry.example",)})
    said = report(got).as_text()
    assert "built and sent: sent: reader0@ministry.example, " in said
    assert "reader7@ministry.example and 3 more; refused: gone@ministry.example" in said


@pytest.mark.parametrize(
    "recipients",
    [
        {},
        {"refused": ("a@ministry.example",)},
        {"have an earlier edition": ("a@ministry.example",)},
        {"unsure": ("a@ministry.example",)},
    ],
)
def test_nothing_is_called_sent_that_nobody_was_sent(recipients: dict[str, object]) -> None:
    """However the run ended for the edition."""
    said = report(outcome(recipients=recipients)).as_text()
    assert "built and sent" not in said
    assert "NOBODY was sent anything" in said


def test_the_next_edition_is_told_in_its_readers_time() -> None:
    """With the zone's name; each audience in its own."""
    said = report(ahead=ahead(upcoming([VIENNA, MANILA], NOW, 2), [VIENNA, MANILA])).as_text()
    assert "next: default of 2026-12-01 at 2026-12-01 07:00 (Europe/Vienna)" in said
    assert "next: post of 2026-12-02 at 2026-12-02 07:00 (Asia/Manila)" in said
    assert "UTC" not in said


def test_a_line_of_the_trail_is_told_in_the_desk_s_time() -> None:
    """With the name that the zone's clock has on that day."""
    line = TrailEntry(number=1, at=NOW, who="A. Reader", action="dropped", item="s1")
    assert entry(line, "Europe/Vienna").startswith("2026-12-01 06:30:00 CET  A. Reader  dropped")


def test_an_edition_made_before_its_hour_is_not_the_next() -> None:
    """Made by hand at 06:30, the edition of 07:00 will not be made again."""
    (following,) = upcoming([VIENNA], NOW, 1, {"default": DAY})
    tomorrow = DAY + dt.timedelta(days=1)
    assert following == Due(Edition("default", tomorrow), following.at)


def test_the_figures_are_readable_by_a_monitoring_system() -> None:
    """Every figure of the run and of each edition, in the text format."""
    made = outcome(counts={"sent": 3, "refused": 1}, stories=9, printed=41, refused=2, cost=0.25)
    text = metrics(report(made, read=31, new=12, unread=2)).decode()
    found = {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["briefer_run_seconds", ()] == 120
    assert found["briefer_articles_read", ()] == 31
    assert found["briefer_places_unread", ()] == 2
    assert found["briefer_edition_stories", (("audience", "default"),)] == 9
    assert found["briefer_edition_claims_refused", (("audience", "default"),)] == 2
    assert found["briefer_edition_cost_dollars", (("audience", "default"),)] == 0.25
    assert found["briefer_edition_mails", (("audience", "default"), ("status", "refused"))] == 1


def test_the_figures_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A file that the collector may read; a folder that can't be made is named."""
    path = tmp_path / "collector" / "briefer.prom"
    write_metrics(path, report())
    assert path.read_text(encoding="utf-8").endswith("\n")
    assert [each.name for each in path.parent.iterdir()] == ["briefer.prom"]
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="file"):
        write_metrics(tmp_path / "file" / "briefer.prom", report())
