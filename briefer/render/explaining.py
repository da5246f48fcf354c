"""Why a story stands where it does, what an edition is about, and what sources did not give.

All in the page's language.
"""

import re
from collections.abc import Iterable

from briefer.models import Reason, Silence, Story, Stubbed
from briefer.render.dates import DateWriter
from briefer.render.escaping import clean
from briefer.render.options import RenderOptions
from briefer.render.views import Stubs
from briefer.render.words import Words

_EMPTY = re.compile(r"\s*\([\u2068\u2069]*\)")  # where no name stands: "president quoted ()"
PLACES = frozenset(
    {"countries", "neighbours", "home", "nationals"}
)  # reasons whose names are country codes
TONGUES = frozenset({"language"})  # whose names are language codes


def reasons_of(story: Story, words: Words, dates: DateWriter) -> tuple[str, ...]:
    """Return a story's reasons; as they were stored, where it has no parts to say anew."""
    if not story.why:
        return tuple(clean(reason) for reason in story.reasons)
    said = (_reason(reason, words, dates) for reason in story.why)
    return tuple(reason for reason in said if reason)


def _reason(reason: Reason, words: Words, dates: DateWriter) -> str:
    """Return one reason in words; "" for a part that the page has no word for."""
    if reason.code == "sources":
        return words.say("independent", n=reason.n)
    if not words.has(f"why_{reason.code}"):
        return ""
    names = [clean(name) for name in reason.names]
    if reason.code in PLACES:
        names = [dates.country(name) for name in names]
    elif reason.code == "subject":
        names = [
            words.say(f"subject_{name}") if words.has(f"subject_{name}") else name.replace("_", " ")
            for name in names
        ]
    elif reason.code in TONGUES:
        names = [dates.language(name) for name in names]
    said = words.say(f"why_{reason.code}", n=reason.n, names=dates.listed(names))
    return said if names else _EMPTY.sub("", said)


def focus(options: RenderOptions, words: Words, dates: DateWriter) -> str:
    """Return which stories the edition is about; "" where it is about all."""
    if options.scope == "all" or not options.countries:
        return ""
    countries = dates.listed([dates.country(code) for code in options.countries])
    near = sorted(dates.country(code) for code in options.nearby)
    key = f"focus_{options.scope}" + ("_near" if near else "")
    return words.say(key, countries=countries, neighbours=dates.listed(near))


def stubs_of(stubs: Iterable[Stubbed], words: Words) -> tuple[Stubs, ...]:
    """Return the articles that are no whole ones by reason, the most frequent first."""
    groups: dict[str, list[str]] = {}
    for stub in stubs:
        groups.setdefault(stub.reason, []).append(_titled(stub, words))
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple(Stubs(_why_stub(reason, len(t), words), tuple(t)) for reason, t in ordered)


def _why_stub(reason: str, n: int, words: Words) -> str:
    if words.has(f"stub_{reason}"):
        return words.say(f"stub_{reason}", n=n)
    return words.say("stub_unknown", n=n, reason=clean(reason).replace("_", " "))


def _titled(stub: Stubbed, words: Words) -> str:
    title = clean(stub.title or "") or words.say("untitled")
    outlet = clean(stub.outlet or "")
    return f"{outlet}: {title}" if outlet else title


def silence(item: Silence, words: Words, dates: DateWriter) -> str:
    """Return such as "Example World: silent since 20 November, usually every day"."""
    since = dates.day(item.since)
    return words.say("silent_since", source=clean(item.source), date=since, n=item.usual)
