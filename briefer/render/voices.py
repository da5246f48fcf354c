"""What the press reads first: who is quoted, outlet by outlet, and the tone of coverage."""

from collections.abc import Callable, Sequence
from itertools import groupby

from briefer.models import Quoted, Tone, ToneItem
from briefer.render.citing import Citations
from briefer.render.dates import DateWriter
from briefer.render.escaping import clean
from briefer.render.views import Judged, OutletTone, OutletVoices, QuotedVoice, Statement, ToneView

State = Callable[[Quoted | ToneItem], Statement]


def voices(
    quoted: Sequence[Quoted], state: State, citations: Citations
) -> tuple[OutletVoices, ...]:
    """Return the quotations by the first outlet that carries each; most quoted outlets first."""
    found: dict[str, list[QuotedVoice]] = {}
    for item in quoted:
        statement = state(item)
        outlet = _outlet(statement, citations)
        others = [name for name in item.outlets if citations.outlet(name) != outlet]
        also = tuple(citations.outlet(name) for name in others)
        found.setdefault(outlet, []).append(QuotedVoice(statement, also))
    order = sorted(found, key=lambda outlet: -len(found[outlet]))
    return tuple(OutletVoices(outlet, tuple(found[outlet])) for outlet in order)


def tone_view(
    tone: Tone | None, state: State, citations: Citations, dates: DateWriter
) -> ToneView | None:
    """Return the tone of coverage, or None where the edition counts none."""
    if tone is None:
        return None
    judged = [(item.stance, Judged(state(item), _words(item))) for item in tone.items]
    return ToneView(
        country=dates.country(tone.country),
        statements=tone.statements,
        supportive=tone.supportive,
        critical=tone.critical,
        neither=tone.statements - tone.supportive - tone.critical,
        outlets=_by_outlet(judged, citations),
        support=tuple(item for stance, item in judged if stance == "supportive"),
        criticism=tuple(item for stance, item in judged if stance == "critical"),
    )


def _by_outlet(
    judged: Sequence[tuple[str, Judged]], citations: Citations
) -> tuple[OutletTone, ...]:
    pairs = sorted((_outlet(item.statement, citations), stance) for stance, item in judged)
    counted = []
    for outlet, group in groupby(pairs, key=lambda pair: pair[0]):
        stances = [stance for _, stance in group]
        counted.append(OutletTone(outlet, stances.count("supportive"), stances.count("critical")))
    return tuple(sorted(counted, key=lambda row: -(row.supportive + row.critical)))


def _words(item: ToneItem) -> str:
    return ", ".join(f"“{clean(word)}”" for word in item.words)


def _outlet(statement: Statement, citations: Citations) -> str:
    """Return the outlet that a statement is cited from first."""
    for quote in statement.quotes:
        source = quote.source
        return f"{source.outlet} ({source.note})" if source.note else source.outlet
    return citations.source("").outlet
