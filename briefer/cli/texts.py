"""What commands print of what the pipeline returns, as lines of text."""

import datetime as dt
from collections.abc import Iterator, Sequence

from briefer.pipeline.build.retractions import named
from briefer.pipeline.intake.health import Health
from briefer.pipeline.workspace.certificate import Certificate
from briefer.pipeline.workspace.inspection import Extracted
from briefer.pipeline.workspace.withdrawals import Effect


def certificate(found: Certificate) -> str:
    """Return what `verify` prints."""
    passed = len(found.results) - len(found.failed)
    head = (
        f"{found.file}: of {len(found.results)} claims {passed} are supported by what they "
        f"cite (checks version {found.checks_version})"
    )
    lines = [head, *(f"  RESTS ON A WITHDRAWN ARTICLE {words}" for words in found.withdrawn)]
    for result in found.failed:
        lines.append(f"  NOT SUPPORTED {result.place}: {result.text}")
        lines += [f"    {p.code}: {p.explanation}" for p in result.check.problems]
    return "\n".join(lines)


def extracted(found: Extracted) -> str:
    """Return what `extract` prints."""
    lines = [found.article.title or found.article.origins[0].location]
    for point in found.key_points:
        numbers = ", ".join(str(n) for item in point.evidence for n in item.sentences)
        lines.append(f"  [{point.kind}] {point.text}  (sentence {numbers})")
    return "\n".join(lines)


# --- withdrawals ----------------------------------------------------------------------------


def withdrawn(effects: Sequence[Effect]) -> str:
    """Return what `withdraw` prints."""
    return "\n".join(line for effect in effects for line in _effect(effect))


def _effect(effect: Effect) -> list[str]:
    done = "Restored" if effect.undone else "Withdrawn"
    already = "" if effect.changed else " (it was already)"
    lines = [f"{done}{already}: {named(effect.article, effect.location)}  {effect.article.id}"]
    if effect.why:
        lines.append(f"  Why: {effect.why}")
    if effect.elsewhere and not effect.undone:
        lines.append(f"  The very text still stands, carried by: {', '.join(effect.elsewhere)}")
    left = [copy.article for copy in effect.copies if not copy.withdrawn]
    if left and not effect.undone:
        lines.append("  Copies of it, edited or cut, stay (--copies withdraws them too):")
        lines += [f"    {copy.id}  {named(copy)}" for copy in left]
    return [*lines, *_briefings(effect)]


def _briefings(effect: Effect) -> list[str]:
    if not effect.used:
        return ["  No briefing rests on it."]
    lines = ["  Briefings that rest on it:"]
    for used in effect.used:
        claims = "1 claim" if used.claims == 1 else f"{used.claims} claims"
        mailed = f"mailed to {used.mailed}" if used.mailed else "not mailed"
        again = "" if used.stands else ", built again since"
        lines.append(f"    {used.edition.date}  {used.edition.audience}: {claims}, {mailed}{again}")
    audiences = ", ".join(sorted({used.edition.audience for used in effect.used}))
    return [*lines, f"  The next briefing says so to: {audiences}"]


# --- sources --------------------------------------------------------------------------------


def health(found: Sequence[Health], zone: dt.tzinfo) -> Iterator[str]:
    """Yield the lines that `sources` prints; times are those of `zone`."""
    if not found:
        yield "no sources yet: `briefer sources add URL`, or `briefer ingest FOLDER`"
        return
    head = ("source", "last success", "last new", "a day", "failed", "stubs", "")
    rows = [head, *(_row(h, zone) for h in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join((*cells, row[-1])).rstrip()


def _row(h: Health, zone: dt.tzinfo) -> tuple[str, ...]:
    success = f"{h.last_success.astimezone(zone):%Y-%m-%d %H:%M}" if h.last_success else "never"
    return (
        (h.name or h.source)[:48],
        success,
        h.last_new.isoformat() if h.last_new else "never",
        f"{h.articles_a_day:g}",
        f"{h.failures} of {h.looks}",
        "-" if h.stubs is None else f"{h.stubs:.0%}",
        _remark(h),
    )


def _remark(h: Health) -> str:
    remarks = []
    if h.silent:
        every = "every day" if h.usual == 1 else f"every {h.usual} days at most"
        remarks.append(f"silent for {h.silent_days} days, usually {every}")
    if h.reason:
        remarks.append(h.reason[:120])
    return "; ".join(remarks)
