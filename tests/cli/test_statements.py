"""What README and docs say of limits, defaults and waits is what the program does.

Command lines are tried by `test_recipes`, the first morning by `test_walk`, recipes by
`tests/render`, the codes of the check by `tests/grounding`. Figures of speed, memory and of
judged claims are measured (bench/) and say on what; no test repeats them.
"""

import datetime as dt
import importlib
from pathlib import Path

import pytest

from briefer.editions.audiences import MINISTRY, Limits
from briefer.settings import Settings
from briefer.web.access import ALIKE, ONE

ROOT = Path(__file__).resolve().parents[2]
SET, SIZES = Settings(), Limits()
# File, its words, and what they mean: a constant of the program, or a value; the value said.
SAID: tuple[tuple[str, str, object, object], ...] = (
    ("README.md", "`briefer init` sets 07:00", "pipeline.workspace.starter:CUTOFF", "07:00"),
    ("README.md", 'without a setting it is `"24:00"`', SET.cutoff, "24:00"),
    ("docs/mail.md", "A mail stays below 100 kB", "render.email:EmailOptions.limit", 100_000),
    ("docs/mail.md", "cuts a message off at 102 kB", "render.email:GMAIL_CLIP", 102 * 1024),
    ("docs/mail.md", "is tried four times in all", "deliver.smtp:Pace.attempts", 4),
    ("docs/mail.md", "double from 15 seconds", "deliver.smtp:Pace.first_wait", 15.0),
    ("docs/mornings.md", "within the last hour", "pipeline.run.due:GRACE", dt.timedelta(hours=1)),
    ("docs/mornings.md", "once in 20 hours", "pipeline.run.morning:QUIET", dt.timedelta(hours=20)),
    ("docs/formats.md", "ended after 300 seconds", "render.pdf:MAX_SECONDS", 300.0),
    ("docs/formats.md", "at 4 GB", "render.pdf:MAX_MEMORY", 4 << 30),
    ("docs/formats.md", "more than 8 MB", "render.pdf:MAX_HTML", 8_000_000),
    ("docs/formats.md", "tagged (PDF/UA-1)", "render.pdf:VARIANT", "pdf/ua-1"),
    ("docs/formats.md", "With fewer than three bars", "render.charts:FEWEST", 3),
    ("docs/formats.md", "fewer than six articles on a story", "render.charts:WORTH", 6),
    ("docs/sources.md", "jobs = 32 ", SET.fetch.jobs, 32),
    ("docs/sources.md", "delay = 1.0 ", SET.fetch.delay, 1.0),
    ("docs/sources.md", "timeout = 30 ", SET.fetch.timeout, 30),
    ("docs/sources.md", "max_mb = 10 ", SET.fetch.max_mb, 10),
    (
        "docs/sources.md",
        "the pages of the last three days",
        "ingest.sitemap:_RECENT",
        dt.timedelta(3),
    ),
    (
        "docs/sources.md",
        "at later intakes, five times at most",
        "pipeline.intake.pages:_ATTEMPTS",
        5,
    ),
    (
        "docs/sources.md",
        "Entries older than 14 days",
        "pipeline.intake.pages:_OLD",
        dt.timedelta(14),
    ),
    ("docs/sources.md", "the first 2,000 entries", "ingest.feedscan:MAX_ENTRIES", 2_000),
    ("docs/sources.md", "kept for a day", "store.sources:_ROBOTS_AGE", dt.timedelta(1)),
    ("docs/sources.md", "(a week at most)", "pipeline.intake.round:_LONGEST_WAIT", dt.timedelta(7)),
    (
        "docs/sources.md",
        "we wait five minutes",
        "pipeline.intake.round:_BACKOFF",
        dt.timedelta(minutes=5),
    ),
    ("docs/sources.md", "a day at most", "pipeline.intake.round:_MAX_BACKOFF", dt.timedelta(1)),
    ("docs/sources.md", "after 10 s of silence", "ingest.opening:PATIENCE", 10.0),
    ("docs/sources.md", "At most five redirects", "ingest.fetch.client:Policy.max_redirects", 5),
    ("docs/sources.md", "more than 400,000 tags", "ingest.fragments:_MAX_TAGS", 400_000),
    ("docs/sources.md", "two million characters", "ingest.articles:_TEXT_MAX", 2_000_000),
    ("docs/sources.md", "takes the mails of 14 days", "ingest.imap:FIRST_DAYS", 14),
    ("docs/sources.md", "for at most 30 seconds", "ingest.pdf:_SECONDS", 30.0),
    ("docs/sources.md", "in at most 1.5 GB", "ingest.pdfpages:_MEMORY", 1_500_000_000),
    ("docs/sources.md", "from 120 words on", "ingest.mail:_NOTE", 120),
    ("docs/sources.md", "over the last 28 days", "pipeline.intake.health:SPAN", dt.timedelta(28)),
    ("docs/sources.md", "up to six levels deep", "ingest.records:_DEPTH", 6),
    ("docs/inputs.md", "A date before 1990", "ingest.dates:_FIRST_YEAR", 1990),
    ("docs/inputs.md", "more than a day ahead", "ingest.dates:_AHEAD", dt.timedelta(1)),
    (
        "docs/inputs.md",
        "last changed in these three days",
        "ingest.dating:_THESE_DAYS",
        dt.timedelta(3),
    ),
    ("docs/models.md", "timeout = 120 ", SET.engine.timeout, 120),
    ("docs/models.md", "chunk_tokens = 2000 ", SET.engine.chunk_tokens, 2000),
    ("docs/models.md", "Four stories share a call", "engines.openai:OpenAIEngine.together", 4),
    ("docs/models.md", "batches of up to 12 claims", "engines.judge:MOST_TOGETHER", 12),
    ("docs/models.md", 'own = "soft"  ', SET.judge.own, "soft"),
    ("docs/audiences.md", "all sections, twelve stories", SIZES.stories, 12),
    ("docs/audiences.md", "more than 120 characters", "pipeline.build.titles:LONG", 120),
    ("docs/audiences.md", "from five letters on", "editions.terms:STEM", 5),
    (
        "docs/audiences.md",
        "diplomacy 1.4, conflict 1.3, elections 1.2, politics and disasters 1.1, science and education 0.7, weather 0.6, arts and human interest 0.4, lifestyle and sport 0.3",
        sorted(set(MINISTRY.values())),
        [0.3, 0.4, 0.6, 0.7, 1.1, 1.2, 1.3, 1.4],
    ),
    ("docs/stories.md", "of the last 45 days", "pipeline.build.placement:MEMORY", dt.timedelta(45)),
    ("docs/stories.md", "up to 48 hours late", "pipeline.build.selection:LATE", dt.timedelta(2)),
    ("docs/templates.md", "pages of more than 2,000,000", "render.trying:MAX_PAGE", 2_000_000),
    ("docs/templates.md", "files of more than 256 kB", "render.environments:MAX_FILE", 256_000),
    ("docs/reading-room.md", "a token of 16 characters or more", "web.access:SHORTEST", 16),
    ("docs/reading-room.md", "stay signed in for 12 hours", "web.access:HOURS", 12),
    ("docs/reading-room.md", "After five wrong tokens an address waits a minute", ONE, (5, 60)),
    ("docs/reading-room.md", "when twenty tokens that begin alike were", ALIKE, (20, 60)),
    ("docs/reading-room.md", "A word of four letters or more", "text.searching:PREFIX", 4),
    ("docs/reading-room.md", "weighs the newest 1,000 matches", "store.archive:SCANNED", 1000),
    ("docs/reading-room.md", "up to 24 MB", "web.cache:KEPT", 24_000_000),
    ("docs/reading-room.md", "port = 8765", SET.serve.port, 8765),
    ("docs/trust.md", "more than 5,000 characters", "grounding.grounder:_LONGEST", 5_000),
    ("docs/trust.md", "from 0.35 of that value up", "grounding.score:THIN", 0.35),
)


def value_of(meant: object) -> object:
    """Return a constant "package.module:NAME", or the default of a class's field; else itself."""
    if not isinstance(meant, str) or ":" not in meant or " " in meant or meant[0].isdigit():
        return meant
    module, _, path = meant.partition(":")
    found: object = importlib.import_module(f"briefer.{module}")
    for name in path.split("."):
        fields = getattr(found, "model_fields", getattr(found, "_field_defaults", {}))
        known = fields.get(name, getattr(found, name, None))
        found = getattr(known, "default", known)
    return found


@pytest.mark.parametrize(("file", "words", "meant", "said"), SAID, ids=[row[1] for row in SAID])
def test_a_document_says_what_is_so(file: str, words: str, meant: object, said: object) -> None:
    """The document has these words, and the program that value."""
    text = " ".join((ROOT / file).read_text(encoding="utf-8").split())
    assert " ".join(words.split()) in text
    assert value_of(meant) == said
