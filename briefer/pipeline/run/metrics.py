"""A run's figures for a monitoring system: Prometheus' text format, for node_exporter's textfiles.

https://github.com/prometheus/node_exporter#textfile-collector
"""

from collections.abc import Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from briefer.pipeline.output.files import write_whole
from briefer.pipeline.run.report import Outcome, RunReport

_RUN = {
    "run_ended_timestamp_seconds": "When the last run ended.",
    "run_seconds": "How long the last run took.",
    "run_exit_code": "What the last run ended with: 0 done, 3 nothing to brief, 4 a failure.",
    "articles_read": "Articles that the last run read.",
    "articles_new": "Articles of these that were new.",
    "places_unread": "Files and addresses that could not be read.",
    "problems": "Problems of the last run that belong to no one audience.",
}
_EDITION = {
    "edition_done": "Whether the edition needs no other try.",
    "edition_stories": "Stories of the edition.",
    "edition_claims_printed": "Claims that were checked and printed.",
    "edition_claims_refused": "Claims that failed the check and were not printed.",
    "edition_model_calls": "Answers of models that the edition rests on.",
    "edition_model_tokens": "Tokens of these, asked and answered.",
    "edition_cost_dollars": "What these cost, where the table of prices has the model.",
}


def metrics(report: RunReport) -> bytes:
    """Return a run's figures in the text format."""
    registry = CollectorRegistry()
    for name, value in _of_run(report).items():
        Gauge(f"briefer_{name}", _RUN[name], registry=registry).set(value)
    gauges = {
        name: Gauge(f"briefer_{name}", words, ["audience"], registry=registry)
        for name, words in _EDITION.items()
    }
    mails = Gauge(
        "briefer_edition_mails",
        "Recipients of the edition, by what became of their mail.",
        ["audience", "status"],
        registry=registry,
    )
    for one in report.outcomes:
        for name, value in _of_edition(one).items():
            gauges[name].labels(one.audience).set(value)
        for status, count in one.counts.items():
            mails.labels(one.audience, status).set(count)
    return generate_latest(registry)


def _of_run(report: RunReport) -> Mapping[str, float]:
    return {
        "run_ended_timestamp_seconds": report.ended.timestamp(),
        "run_seconds": (report.ended - report.started).total_seconds(),
        "run_exit_code": report.exit_code,
        "articles_read": report.read,
        "articles_new": report.new,
        "places_unread": report.unread,
        "problems": len(report.problems),
    }


def _of_edition(one: Outcome) -> Mapping[str, float]:
    return {
        "edition_done": one.done,
        "edition_stories": one.stories,
        "edition_claims_printed": one.printed,
        "edition_claims_refused": one.refused,
        "edition_model_calls": one.calls,
        "edition_model_tokens": one.tokens,
        "edition_cost_dollars": one.cost,
    }


def write_metrics(path: Path, report: RunReport) -> None:
    """Write a run's figures to `path`, whole or not at all, readable by the collector.

    Raises:
        UsageError: it can't be written.
    """
    write_whole(path, metrics(report))
