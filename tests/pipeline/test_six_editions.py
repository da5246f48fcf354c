"""The six editions that are shipped, over the three sample days: one evidence base for all."""

import html
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from briefer.cli import texts
from briefer.engines.extractive import Extractive
from briefer.models import KeyPoint
from briefer.pipeline.build.extractions import fingerprint
from briefer.pipeline.build.titles import ATTRIBUTED, LONG
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.render import Rendering, RenderOptions
from briefer.resources import bundled
from briefer.settings import Workspace, audience_files
from briefer.store import Store
from briefer.text.claim_language import Reader
from tests.pipeline.sample_desk import DAYS, FORMATS, SIX, briefing, file

INVENTED = "The harbour minister resigned over the leak"


@pytest.fixture(scope="module")
def space(sample_space: Workspace) -> Workspace:
    """Return the three days, built for all six."""
    return sample_space


# --- what a rendered page says ----------------------------------------------------------------


INLINE = {"b", "bdi"}  # within a sentence or a name


class Visible(HTMLParser):
    """The text of a page, without its style sheet; each block on a line of its own."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a reader hears of a picture, too."""
        self._hidden += tag == "style"
        self.parts.append("" if tag in INLINE else " ")
        self.parts += [
            f" {value} " for name, value in attrs if name in {"alt", "aria-label"} and value
        ]

    def handle_endtag(self, tag: str) -> None:
        """Leave the style sheet."""
        self._hidden -= tag == "style"
        self.parts.append("" if tag in INLINE else " ")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if not self._hidden:
            self.parts.append(data)


def plain(text: str, kind: str) -> str:
    """Return what a reader of the page reads, on one line."""
    if kind == "html":
        text = "".join(Visible(text).parts)
    elif kind == "md":
        text = re.sub(r"\[\^\d+\]:?|\]\(<[^>]*>\)|^ *(?:>|[-#]+) ", " ", text, flags=re.MULTILINE)
        text = html.unescape(re.sub(r"\\(.)", r"\1", text.replace("*", "")))
    else:
        text = re.sub(r"^\s*[>-] ", " ", text, flags=re.MULTILINE)
    return " ".join(text.split())


@cache
def fixed_wording() -> frozenset[str]:
    """Return what the page itself may say: every run of words between two gaps."""
    table = tomllib.loads((bundled("templates") / "_shared/words.toml").read_text("utf-8"))["en"]
    forms = [
        form
        for entry in table.values()
        for form in (entry.values() if isinstance(entry, dict) else [entry])
    ]
    return frozenset(
        run.strip(" ;:,.()") for form in forms for run in re.split(r"\{\w+\}", form) if len(run) > 2
    )


MONTHS = "January February March April May June July August September October November December"
SHORT = " ".join(month[:3] for month in MONTHS.split())
DATES = f"{MONTHS} {SHORT} Sept Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun"


def strings(value: Any, *wanted: str) -> Iterator[str]:
    """Yield every string under the keys `wanted`, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in wanted:
                yield from ([inner] if isinstance(inner, str) else filter_strings(inner))
            yield from strings(inner, *wanted)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, *wanted)


def filter_strings(value: Any) -> list[str]:
    """Return the strings of a list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


@cache
def stored_points(state: Path) -> tuple[KeyPoint, ...]:
    """Return the base: every key point in the store that passed its check."""
    with Store(state) as store:
        key = fingerprint(Extractive())
        found = [store.extraction(key, i) for i in store.article_ids()]
    points = (p for extraction in found if extraction for p in extraction.key_points)
    return tuple(p for p in points if p.check and p.check.status != "rejected")


def stored(space: Workspace) -> set[str]:
    """Return the texts of the base."""
    return {point.text for point in stored_points(space.state)}


def beginning(title: str, length: int = 70) -> str:
    """Return the words of a title that the minister's page has room for."""
    return title if len(title) <= length else title[:length].rpartition(" ")[0]


def allowed(space: Workspace, day: str, audience: str) -> set[str]:
    """Return what an edition may print: claims that pass now, their sources, and fixed wording."""
    data = json.loads(file(space, day, audience).read_bytes())
    proved = verify_briefing(space, file(space, day, audience)).results
    said = {r.text for r in proved if r.check.status != "rejected"}
    said |= set(strings(data["changes"], "before")) & stored(space)  # what was printed once
    said |= set(strings(data, "quote", "words"))  # the sources' own sentences, letter for letter
    said |= set(strings(data["sources"], "title", "outlet", "url", "also_in"))
    said |= set(strings(data["contested"], "subject", "value"))
    said |= {name for s in data["stories"] for name in s["outlets"]}
    said |= set(strings(data, "speaker", "names", "unchecked"))
    gaps = data["gaps"]
    said |= set(strings(gaps, "location", "reason", "explanation", "not_shown", "notes"))
    said |= {beginning(title) for title in strings(gaps, "not_shown")}  # the minister's page
    said |= {place for group in gaps["duplicates"] for place in group}
    said |= {claim["text"] for claim in gaps["rejected"]}  # under "Not printed"
    said |= {data["title"], data["stats"]["engine"], "INTERNAL", "DRAFT – not approved"}
    return said | fixed_wording() | names_of_countries()


@cache
def names_of_countries() -> frozenset[str]:
    """Return the names of countries and languages as the pages write them."""
    from babel import Locale

    locale = Locale.parse("en_GB")
    notes = ("agency", "state", "public", "private", "party", "independent")
    return frozenset({*locale.territories.values(), *locale.languages.values(), *notes})


def unexplained(text: str, known: set[str]) -> str:
    """Return the words of a page that nothing accounts for: the longest texts go out first."""
    forms = {" ".join(item.split()) for item in known}
    forms |= {item.removesuffix(".") for item in forms}
    forms |= {item.upper() for item in forms if len(item) < 90}
    short = sorted((form for form in forms if 0 < len(form) < 25), key=len, reverse=True)
    for form in sorted((form for form in forms if len(form) >= 25), key=len, reverse=True):
        text = text.replace(form, " | ")
    rest = re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, short))})(?!\w)", " ", text)
    rest = re.sub(r"https?://\S+|[\w.-]+\.example\b", " ", rest)
    known_words = {*DATES.split(), *names_joined(), "UTC", "and", "en", "or"}
    return " ".join(w for w in re.findall(r"[^\W\d_]{2,}", rest) if w not in known_words)


@cache
def names_joined() -> frozenset[str]:
    """Return words that are left of a name cut in two by a line's end, or of codes."""
    return frozenset({"AT", "CH", "DE", "US", "GB", "FR", "RU", "president"})


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("audience", SIX)
def test_no_edition_says_what_the_base_does_not(space: Workspace, day: str, audience: str) -> None:
    """In every format, each word printed belongs to a claim that passes, a source, or fixed wording."""
    known = allowed(space, day, audience)
    for kind in ("md", "html", "txt"):
        text = plain(file(space, day, audience, kind).read_text(encoding="utf-8"), kind)
        assert len(text) > 1500
        assert unexplained(text, known) == "", kind
    assert len(unexplained(f"{text} {INVENTED}.", known).split()) >= 5  # it would be seen


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("audience", SIX)
def test_every_edition_is_proved(space: Workspace, day: str, audience: str) -> None:
    """The certificate is good, and counts what is printed."""
    certificate = verify_briefing(space, file(space, day, audience))
    assert certificate.good, texts.certificate(certificate)
    assert len(certificate.results) == briefing(space, day, audience).stats.claims_printed
    assert len(certificate.results) > 20


@pytest.mark.parametrize("day", DAYS)
def test_key_points_are_the_stores(space: Workspace, day: str) -> None:
    """Every key point of every edition rests on evidence of a supported one in the store."""
    evidence = {item for point in stored_points(space.state) for item in point.evidence}
    texts = stored(space)
    for audience in SIX:
        for story in briefing(space, day, audience).stories:
            for point in story.key_points:
                assert point.text in texts, (audience, point.text)
                assert set(point.evidence) <= evidence


def test_six_are_shipped_and_differ(space: Workspace) -> None:
    """No two editions of a day are the same."""
    assert tuple(audience_files(space)) == SIX
    pages = {file(space, DAYS[1], name, "txt").read_text(encoding="utf-8") for name in SIX}
    assert len(pages) == 6


def test_the_press_reads_quotations_first(space: Workspace) -> None:
    """By outlet, before anything else; the tone names how it was counted."""
    text = file(space, DAYS[1], "press", "md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert heads[:2] == ["Quotations", "Tone of coverage"]
    day = briefing(space, DAYS[1], "press")
    assert len(day.quotations) >= 10
    wire = next(q for q in day.quotations if q.speaker == "Pavel Ardashin")
    assert len(wire.outlets) >= 4
    assert day.tone is not None
    assert (day.tone.country, day.tone.critical) == ("ML", 1)
    assert "How it is counted" in text


def test_a_mission_reads_of_its_country_and_the_neighbours(space: Workspace) -> None:
    """Every story involves Switzerland or a neighbour, those of Switzerland first."""
    near = {"AT", "DE", "FR", "IT", "LI"}
    for day in DAYS:
        stories = briefing(space, day, "post").stories
        assert stories
        for story in stories:
            assert {"CH", *near} & set(story.countries)
        own = ["CH" in story.countries for story in stories]
        assert own == sorted(own, reverse=True)
        whole = {s.id for s in briefing(space, day, "analyst").stories}
        assert {s.id for s in stories} < whole
    text = file(space, DAYS[1], "post", "txt").read_text(encoding="utf-8")
    assert "Only stories that involve Switzerland or a neighbour" in text


def test_an_analyst_reads_everything(space: Workspace) -> None:
    """No story or key point is left out, and each has its check and its source beneath it."""
    day = briefing(space, DAYS[1], "analyst")
    assert day.gaps.not_shown == ()
    desk = briefing(space, DAYS[1], "default")
    assert len(day.stories) == len(desk.stories) + len(desk.gaps.not_shown)
    assert sum(len(s.key_points) for s in day.stories) > sum(
        len(s.key_points) for s in desk.stories
    )
    for kind in ("md", "html", "txt"):
        text = plain(file(space, DAYS[1], "analyst", kind).read_text(encoding="utf-8"), kind)
        assert text.count("supported, score") > 100
        for story in day.stories:
            for point in story.key_points:
                assert " ".join(point.text.split()) in text or story.title.startswith(
                    point.text[:20]
                )


def test_the_public_reads_no_notes(space: Workspace) -> None:
    """No rejected wording, file, reason, handling note or model cost, in any format."""
    unpublished = 0
    for day in DAYS:
        desk, public = briefing(space, day, "default"), briefing(space, day, "public")
        assert public.gaps == type(public.gaps)(read=public.gaps.read)
        assert public.stats.usage == {}
        secrets = {claim.text for claim in desk.gaps.rejected} - {
            line.text for story in public.stories for line in story.key_points
        }
        secrets |= {failure.location for failure in desk.gaps.failed}
        secrets |= {
            "broken-cut-in-half",
            "INTERNAL",
            "Not printed",
            "not printed",
            "Why it is here",
        }
        assert len(secrets) > 5
        for kind in FORMATS:
            text = file(space, day, "public", kind).read_text(encoding="utf-8")
            for secret in secrets:
                assert secret not in text, (kind, secret)
            assert '"problems":[{' not in text.replace(" ", "").replace("\n", "")
        assert all(source.url for source in public.sources)
        unpublished += sum(source.url is None for source in desk.sources)
    assert unpublished  # a newsletter's items have addresses, but not all that the desk reads does


@pytest.mark.parametrize("audience", SIX)
def test_an_edition_leads_with_what_its_reader_can_read(space: Workspace, audience: str) -> None:
    """Title, bottom line and lead are in English wherever the story has anything in English."""
    for day in DAYS:
        told = briefing(space, day, audience)
        view = Rendering(told, RenderOptions(template="minister")).view
        languages = {source.article_id: source.language for source in told.sources}
        reader = Reader("en", languages.__getitem__)
        only = {s.id for s in told.stories if not any(map(reader.reads, s.key_points))}
        for line, shown in zip(told.bottom_line, view.bottom_line, strict=True):
            assert bool(shown.foreign) <= (line.story in only), line.text
        for story, seen in zip(told.stories, view.stories, strict=True):
            assert bool(seen.title.foreign) == (story.id in only), story.title
            several = sum(map(reader.reads, story.key_points)) > 2
            assert not (several and any(s.foreign for s in seen.lead[:1])), seen.lead
            if seen.title.foreign and audience != "public":  # which is told no reasons
                assert any(part.code == "language" for part in story.why)


@pytest.mark.parametrize("day", DAYS)
def test_no_title_of_the_ministers_is_long_or_said_twice(space: Workspace, day: str) -> None:
    """Under the bottom line a title says it shorter, or in other words."""
    told = briefing(space, day, "minister")
    said = {line.text.rstrip(".") for line in told.bottom_line}
    for story in told.stories:
        assert story.title.rstrip(".") not in said
        assert len(story.title) <= LONG + ATTRIBUTED
