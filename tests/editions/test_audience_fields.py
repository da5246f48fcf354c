"""Every setting of an audience file does something, in a desk of a few short articles."""

import datetime as dt
import json
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import NamedTuple

import pytest

from briefer.editions.audiences import Audience, Limits, Theme, Weights
from briefer.errors import UsageError
from briefer.models import Briefing, FileFormat
from briefer.pipeline.mail.dispatch import send
from briefer.pipeline.output.letters import How
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.requests import BuildRequest, build_briefings
from briefer.settings import Workspace, load

NOW = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)
DAYS = ("2021-05-31", "2021-06-01")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63000100"
    "000500010d0a2db40000000049454e44ae426082"
)
ARTICLES = [
    {
        "source": "Harbour Daily",
        "url": "https://harbour.example/1",
        "published": "2021-05-31",
        "title": "Peru closes the port of Callao",
        "text": "Peru closed the port of Callao on Monday after a crane fell. Ten ships wait outside "
        "the port of Callao. Foreign Minister Ana Solano said the port would open again soon.",
    },
    {
        "source": "Harbour Daily",
        "url": "https://harbour.example/2",
        "published": "2021-06-01",
        "title": "Port of Callao in Peru stays closed",
        "text": "Peru kept the port of Callao closed on Tuesday after a crane fell on Monday. Twelve "
        "ships wait outside the port of Callao. “We will open the port of Callao on June 16,” "
        "Foreign Minister Ana Solano said. The ministry will hold a hearing in Lima on June 20. "
        "Chile criticised Peru over the closure of the port of Callao.",
    },
    {
        "source": "Coast Gazette",
        "published": "2021-06-01",
        "title": "Crane still lies in the port of Callao",
        "text": "Fourteen ships wait outside the port of Callao in Peru, where a crane fell on Monday. "
        "“The delay is a scandal,” said Luis Vega, the head of the shippers’ association. "
        "Ecuador condemned Peru for the delay at the port of Callao on Tuesday.",
    },
    {
        "source": "Southern Post",
        "url": "https://southern.example/1",
        "published": "2021-06-01",
        "title": "Chile speaks of the port of Callao",
        "text": "Chile criticised Peru on Tuesday over the closure of the port of Callao.",
    },
    {
        "source": "Alpine Post",
        "url": "https://alpine.example/1",
        "published": "2021-06-01",
        "title": "Switzerland and Austria sign a rail treaty",
        "text": "Switzerland and Austria signed a rail treaty in Bern on Tuesday. The tunnel will cost "
        "400 million francs. Parliament in Vienna will vote on the treaty on June 18.",
    },
    {
        "source": "Northern Wire",
        "url": "https://northern.example/1",
        "published": "2021-06-01",
        "title": "Norway raises its cod quota",
        "text": "Norway raised its cod quota by 12 percent on Tuesday. Fishing crews may land 500 tonnes "
        "more than last year.",
    },
    {
        "source": "Coast Gazette",
        "published": "2021-06-01",
        "title": "Opinion: Callao deserves better",
        "author": "Rosa Vidal",
        "text": "I have watched the port of Callao for thirty years. Nobody there listens.",
    },
    {
        "source": "Harbour Daily",
        "published": "2021-06-01",
        "section": "Opinion",
        "title": "Leave the crane where it lies",
        "text": "We should leave the crane where it lies. It is a monument to haste in Callao.",
    },
]


class Edition(NamedTuple):
    """What came of an audience file."""

    briefing: Briefing
    files: dict[str, str]

    @property
    def titles(self) -> list[str]:
        """Return the titles of the stories, in order."""
        return [story.title for story in self.briefing.stories]

    @property
    def reasons(self) -> str:
        """Return why the stories stand where they do."""
        return "; ".join(reason for story in self.briefing.stories for reason in story.reasons)


Make = Callable[..., Edition]


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the desk; its articles are read and drafted once."""
    root = tmp_path_factory.mktemp("desk")
    (root / "audiences").mkdir()
    (root / "logo.png").write_bytes(PIXEL)
    lines = (json.dumps({"language": "en", **article}) for article in ARTICLES)
    (root / "day.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return load(root)


@pytest.fixture(scope="module")
def make(space: Workspace) -> Make:
    """Return a maker of editions from the lines of an audience file; the same lines build once."""
    made: dict[tuple[str, tuple[str, ...]], Edition] = {}

    def build(lines: str = "", formats: tuple[FileFormat, ...] = ("md", "html", "txt")) -> Edition:
        if (lines, formats) not in made:
            name = f"reader{len(made)}"
            (space.root / "audiences" / f"{name}.toml").write_text(lines, encoding="utf-8")
            for day in DAYS:
                request = BuildRequest((str(space.root / "day.jsonl"),), day, (name,), formats)
                with Path("/dev/null").open("rb") as nothing:
                    (edition,) = build_briefings(space, request, NOW, Silent(), nothing).editions
            files = {fmt: path.read_text("utf-8") for fmt, path in edition.files.items()}
            made[lines, formats] = Edition(edition.briefing, files)
        return made[lines, formats]

    return build


def heads(edition: Edition) -> list[str]:
    """Return the section headings of the Markdown page."""
    return [line[3:] for line in edition.files["md"].splitlines() if line.startswith("## ")]


Check = Callable[[Edition, Edition], object]  # (with the setting, without it)

EFFECTS: dict[str, tuple[str, Check]] = {
    "title": ('title = "Dawn note"', lambda e, _: e.files["txt"].startswith("DAWN NOTE")),
    "language": ('language = "fr"', lambda e, _: "L’essentiel" in heads(e)),
    "timezone": (
        'timezone = "Asia/Tokyo"',
        lambda e, _: (
            "(Asia/Tokyo)" in e.files["txt"]
            and e.briefing.window.end.utcoffset() == dt.timedelta(hours=9)
        ),
    ),
    "cutoff": ('cutoff = "18:00"', lambda e, _: e.briefing.window.end.hour == 18),
    "countries": (
        'countries = ["NO"]\n[weights]\ncountries = 10',
        lambda e, plain: "Norway" in e.titles[0] and "Norway" not in plain.titles[0],
    ),
    "neighbours": (
        'countries = ["DE"]\nneighbours = true',
        lambda e, plain: "near: involves AT and CH" in e.reasons and "near" not in plain.reasons,
    ),
    "scope": (
        'countries = ["NO"]\nscope = "only"',
        lambda e, plain: (
            len(e.titles) == 1 < len(plain.titles)
            and "Only stories that involve Norway" in e.files["html"]
        ),
    ),
    "home": (
        'home = "PE"\nsections = ["tone"]',
        lambda e, _: e.briefing.tone and e.briefing.tone.critical >= 1,
    ),
    "topics": ('topics = ["cod"]', lambda e, _: "cod" in e.reasons),
    "people": ('people = ["Ana Solano"]', lambda e, _: "about Ana Solano" in e.reasons),
    "outlets": ('outlets = ["Alpine Post"]', lambda e, _: "in Alpine Post" in e.reasons),
    "weights": (
        'topics = ["cod"]\n[weights]\ntopics = 10',
        lambda e, plain: "cod" in e.titles[0] and "cod" not in plain.titles[0],
    ),
    "exclude": (
        'exclude = ["word:cod", "outlet:Alpine Post"]',
        lambda e, plain: (
            not any(
                "cod" in title or "Alpine" in page
                for title in e.titles
                for page in e.files.values()
            )
            and any("cod" in title for title in plain.titles)
            and e.briefing.stats.excluded == {"outlet:Alpine Post": 1, "word:cod": 1}
        ),
    ),
    "sections": (
        'sections = ["sources", "stories"]',
        lambda e, _: heads(e)[:2] == ["Sources", "Stories"] and "Coming up" not in heads(e),
    ),
    "limits": ("[limits]\nstories = 1", lambda e, _: len(e.titles) == 1),
    "template": (
        'template = "minister"',
        lambda e, plain: "Contested" in heads(plain) and "Contested" not in heads(e),
    ),
    "evidence": ('evidence = "inline"', lambda e, _: "supported, score" in e.files["md"]),
    "theme": ('[theme]\naccent = "#7a0019"', lambda e, _: "#7a0019" in e.files["html"]),
    "marking": ('marking = "INTERNAL"', lambda e, _: e.files["txt"].startswith("INTERNAL")),
    "public": (
        "public = true",
        lambda e, plain: (
            "Coast Gazette" not in e.files["html"]  # it has no public address
            and "Coast Gazette" in plain.files["html"]
            and "Coverage and gaps" not in heads(e)
        ),
    ),
}
# Of each limit: the lines it needs beside it, and what it bounds.
LIMITS: dict[str, tuple[str, Callable[[Briefing], int]]] = {
    "stories": ("", lambda b: len(b.stories)),
    "key_points": ("", lambda b: max(len(s.key_points) for s in b.stories)),
    "bottom_line": ("", lambda b: len(b.bottom_line)),
    "changes": ("", lambda b: len(b.changes)),
    "new_points": ("", lambda b: sum(change.kind == "new_point" for change in b.changes)),
    "calendar": ("", lambda b: len(b.calendar)),
    "quotations": ('sections = ["quotations"]', lambda b: len(b.quotations)),
    "tone": ('home = "PE"\nsections = ["tone"]', lambda b: len(b.tone.items) if b.tone else 0),
    "opinion": ("", lambda b: len(b.opinions)),
}
# How it is to be sent, and who is told: see the tests below.
SENDING = {"recipients", "attach", "approval", "reviewers", "formats"}


@pytest.mark.parametrize("field", EFFECTS)
def test_each_setting_does_something(make: Make, field: str) -> None:
    """What the setting is for shows in the edition."""
    lines, check = EFFECTS[field]
    edition, plain = make(lines), make()
    assert check(edition, plain), (edition.titles, edition.reasons, heads(edition))
    assert edition.files != plain.files


@pytest.mark.parametrize("limit", LIMITS)
def test_each_limit_cuts(make: Make, limit: str) -> None:
    """With the limit at one there is one; without it there are more."""
    beside, count = LIMITS[limit]
    long = {"bottom_line": 1, "new_points": 9} | {limit: 9}  # the bottom line takes from changes
    short = long | {limit: 1}
    assert count(make(f"{beside}\n[limits]\n{lines_of(long)}").briefing) > 1
    assert count(make(f"{beside}\n[limits]\n{lines_of(short)}").briefing) <= 1


def lines_of(table: dict[str, int]) -> str:
    """Return a table's lines in TOML."""
    return "\n".join(f"{name} = {value}" for name, value in table.items())


def test_no_setting_is_left_untried() -> None:
    """A field that is added to an audience file must be tried here."""
    assert set(Audience.model_fields) - {"name"} == set(EFFECTS) | SENDING
    assert set(Limits.model_fields) == set(LIMITS)
    assert set(Theme.model_fields) == {"accent", "logo"}
    assert set(Weights.model_fields) >= {"each", "sources"}  # each of them: test_ranking


def test_a_logo_is_part_of_the_page(make: Make) -> None:
    """It is written into the page, which loads nothing."""
    page = make('[theme]\nlogo = "logo.png"').files["html"]
    assert '<img src="data:image/png;base64,iVBORw0' in page


def test_an_audience_names_its_files_and_who_gets_them(space: Workspace) -> None:
    """Formats, recipients and what goes with the mail; a draft that waits goes to nobody."""
    lines = 'formats = ["txt", "ics"]\nrecipients = ["Anna <a@example.org>"]\nattach = ["ics"]\n'
    for name, more in (("mailed", ""), ("held", "approval = true\n")):
        (space.root / "audiences" / f"{name}.toml").write_text(lines + more, encoding="utf-8")
        request = BuildRequest((str(space.root / "day.jsonl"),), DAYS[1], (name,), ())
        with Path("/dev/null").open("rb") as nothing:
            (edition,) = build_briefings(space, request, NOW, Silent(), nothing).editions
        assert set(edition.files) == {"txt", "ics"}
    settings = space.settings.model_copy(
        update={"smtp": space.settings.smtp.model_copy(update={"sender": "desk@example.org"})}
    )
    desk = space.model_copy(update={"settings": settings})
    how = How(dry_run=space.root / "mails")
    (mail,) = send(desk, DAYS[1], ["mailed"], NOW, Silent(), how).editions[0].files
    message = BytesParser(policy=default).parsebytes(mail.read_bytes())
    assert message["To"] == "Anna <a@example.org>"
    assert [part.get_filename() for part in message.iter_attachments()] == ["mailed-2021-06-01.ics"]
    with pytest.raises(UsageError, match="approve"):
        send(desk, DAYS[1], ["held"], NOW, Silent())
