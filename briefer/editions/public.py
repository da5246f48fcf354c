"""What an edition for the public leaves out: everything that is the desk's own business.

Only what anyone may read is briefed: articles without a public address are not read for it at
all. Then the desk's notes go: what was rejected and why, what could not be read, file names, why
a story stands where it does, how a sentence was mended, and what the model cost. What is printed
keeps its evidence.
"""

import re
from typing import Any

from briefer.models import Article, Briefing, Gaps, Stats

# Fields that fall back to their defaults: problems of checks, reasons of rank, people's notes.
NOTES = frozenset(
    {"problems", "reasons", "why", "notes", "edited", "title_edited", "withdrawals_known"}
)
_PUBLIC = re.compile(r"https?://[^\s/@]+\.[^\s/@]+(?:/\S*)?", re.IGNORECASE)


def is_published(article: Article) -> bool:
    """Return whether anyone can open the article: it has an http or https address."""
    return bool(article.url and _PUBLIC.fullmatch(article.url))


def published(briefing: Briefing) -> Briefing:
    """Return the briefing without the desk's notes."""
    stats = briefing.stats
    kept = {
        "gaps": Gaps(read=briefing.gaps.read),
        "stats": Stats(
            engine=stats.engine,
            model=stats.model,
            articles=stats.articles,
            claims_printed=stats.claims_printed,
            claims_repaired=stats.claims_repaired,
            checks_version=stats.checks_version,
        ),
    }
    return Briefing.model_validate({**_without_notes(briefing.model_dump()), **kept})


def _without_notes(value: Any) -> Any:
    """Return `value` with the desk's notes, and what was done by hand, taken out at any depth."""
    if isinstance(value, dict):
        return {k: _without_notes(v) for k, v in value.items() if k not in NOTES}
    if isinstance(value, (list, tuple)):
        return [_without_notes(item) for item in value]
    return value
