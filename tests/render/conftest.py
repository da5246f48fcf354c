"""A day that never was: invented outlets, officials and sentences, in four languages."""

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefer.models import (
    Briefing,
    CalendarItem,
    Change,
    Check,
    Conflict,
    ConflictSide,
    CorrectedFigure,
    Evidence,
    Failure,
    Gaps,
    KeyPoint,
    Kind,
    Line,
    NumberedSource,
    OpinionPiece,
    Problem,
    Rejected,
    Silence,
    Stats,
    Status,
    Story,
    StoryStatus,
    Stubbed,
    Window,
)
from briefer.render import RenderOptions

DAY = dt.date(2021, 6, 2)
HOSTILE_TITLE = (
    "[Talks](javascript:alert(1)) <script>alert('x')</script> *fail* | `rm` & \u202eevil"
)

ARTICLES: dict[str, tuple[str, str, str, str]] = {  # id: outlet, language, title, url
    "a1": (
        "Meridian Wire",
        "en",
        "Ports ministers agree a common inspection day",
        "https://meridian.example/ports",
    ),
    "a2": (
        "Lakeside Post",
        "en",
        "Inspectors to start in June, says port authority",
        "https://lakeside.example/2021/06/inspectors?edition=morning",
    ),
    "a3": (
        "Le Relais",
        "fr",
        "Les inspecteurs attendus au port de Calme",
        "https://relais.example/ports",
    ),
    "a4": (
        "Северный вестник",
        "ru",
        "Портовые службы готовятся к проверке",
        "https://vestnik.example/a4",
    ),
    "a5": (
        "صحيفة الميناء",
        "ar",
        "الوزراء يتفقون على يوم تفتيش مشترك",
        "https://almina.example/a5",
    ),
    "a6": ("Harbour Daily", "en", HOSTILE_TITLE, "javascript:alert(document.domain)"),
}

TEXTS: dict[str, tuple[str, ...]] = {  # the sentences of each article
    "a1": (
        "Ports ministers from Chile, Ecuador and Peru agreed on Tuesday to inspect container terminals on the same day each month.",
        "“We stop moving the problem from one harbour to the next,” said Inés Robledo, Peru’s deputy minister of transport.",
        "Ten inspectors will be sent to each terminal.",
        "The three countries handled 6.4 million containers last year.",
        "An earlier arrangement lapsed in 2018 after a dispute over costs.",
        "The first joint inspection is planned for June 16.",
    ),
    "a2": (
        "Twelve inspectors will be sent to each terminal, the port authority said.",
        "Shipping firms expect delays of up to two days.",
    ),
    "a3": (
        "Selon le directeur du port, douze inspecteurs sont attendus sur chaque terminal.",
        "« Nous sommes prêts », a déclaré Luc Armand, directeur du port.",
    ),
    "a4": ("Представитель портовой службы заявил, что проверки начнутся 16 июня.",),
    "a5": (
        "اتفق وزراء الموانئ يوم الثلاثاء على إجراء تفتيش مشترك في يوم واحد من كل شهر.",
        "وقال متحدث باسم الوزارة إن التكاليف ستُقسّم بالتساوي.",
    ),
    "a6": (
        'A spokesman called the plan "*bold*" & <b>overdue</b> | see [here](http://evil.example).',
    ),
}

SUBJECTS = (
    ("Airlines ask for longer night hours at the capital’s airport", "DE", "AT"),
    ("Grain traders ask for a second rail corridor", "UA", "RO"),
    ("Parliament puts the fisheries treaty to a vote on Thursday", "NO", "IS"),
    ("Border post reopens after three weeks of repairs", "GE", "AM"),
    ("Central bank keeps its rate and warns of dearer food", "TR"),
    ("Envoy returns with no date for the prisoner exchange", "AM", "AZ"),
    ("Water commission publishes its first joint measurements", "EG", "SD", "ET"),
    ("Vaccine deliveries resume under a new schedule", "KE", "UG"),
    ("Court suspends the licence of a mining company", "ZM"),
    ("Two coastguards end their quarrel over a lighthouse", "GR", "CY"),
)


def evidence(article: str, *numbers: int) -> Evidence:
    """Return the run of sentences `numbers` of an article as evidence."""
    sentences = TEXTS[article]
    text = " ".join(sentences)
    start = sum(len(s) + 1 for s in sentences[: numbers[0] - 1])
    end = start + len(" ".join(sentences[n - 1] for n in numbers))
    return Evidence(
        article_id=article, sentences=numbers, start=start, end=end, quote=text[start:end]
    )


def check(status: Status = "supported", *problems: Problem) -> Check:
    """Return a check."""
    return Check(status=status, score=0.97, problems=problems)


MENDED = check(
    "repaired",
    Problem(
        code="attribution_dropped",
        explanation="the source only reports that somebody says this",
        words="costs will be shared",
    ),
)


def point(
    id_: str,
    kind: Kind,
    text: str,
    proof: Sequence[Evidence],
    speaker: str | None = None,
    checked: Check | None = None,
) -> KeyPoint:
    """Return a key point."""
    return KeyPoint(
        id=id_,
        kind=kind,
        text=text,
        evidence=tuple(proof),
        speaker=speaker,
        check=checked or check(),
    )


def ports() -> Story:
    """Return the lead story: four languages, a conflict, everything a story may have."""
    conflict = Conflict(
        kind="number",
        subject="inspectors sent to each terminal",
        sides=(
            ConflictSide(
                value="Ten inspectors",
                outlets=("Meridian Wire",),
                key_point="k3",
                evidence=(evidence("a1", 3),),
            ),
            ConflictSide(
                value="Twelve inspectors",
                outlets=("Lakeside Post", "Le Relais"),
                key_point="k4",
                evidence=(evidence("a2", 1), evidence("a3", 1)),
            ),
        ),
    )
    return Story(
        id="s-ports",
        title="Ports ministers agree a common inspection day",
        title_article="a1",
        title_evidence=(evidence("a1", 1),),
        status="developed",
        articles=("a1", "a2", "a3", "a4", "a5", "a6"),
        outlets=("Meridian Wire", "Lakeside Post", "Le Relais", "Северный вестник"),
        independent_sources=5,
        reprints=(("a1",), ("a2", "a6")),
        key_points=(
            point(
                "k1",
                "event",
                "Ports ministers from Chile, Ecuador and Peru agreed on Tuesday to inspect "
                "container terminals on the same day each month.",
                (evidence("a1", 1), evidence("a5", 1)),
            ),
            point(
                "k2",
                "statement",
                "“We stop moving the problem from one harbour to the next,” said Inés Robledo, "
                "Peru’s deputy minister of transport.",
                (evidence("a1", 2),),
                "Inés Robledo",
            ),
            point(
                "k6",
                "statement",
                "« Nous sommes prêts », a déclaré Luc Armand, directeur du port.",
                (evidence("a3", 2),),
                "Luc Armand",
            ),
            point(
                "k7",
                "statement",
                "The costs will be shared equally, a spokesman for the ministry said.",
                (evidence("a5", 2),),
                "a spokesman for the ministry",
                MENDED,
            ),
            point(
                "k8",
                "reaction",
                "The checks begin on June 16.",
                (evidence("a4", 1),),
                "A representative of the port service",
            ),
            point("k9", "reaction", TEXTS["a6"][0], (evidence("a6", 1),), "A spokesman"),
            point("k3", "figure", TEXTS["a1"][2], (evidence("a1", 3),)),
            point("k5", "figure", TEXTS["a1"][3], (evidence("a1", 4),)),
            point("kb", "background", TEXTS["a1"][4], (evidence("a1", 5),)),
        ),
        conflicts=(conflict,),
        countries=("CL", "EC", "PE"),
        importance=0.9,
        reasons=("5 independent sources", "involves PE", "minister quoted", "new figure"),
    )


def minor(number: int, title: str, countries: tuple[str, ...]) -> Story:
    """Return one of the other stories: a composed summary and a few points."""
    proof = (evidence("a2", 2),)
    statuses: tuple[StoryStatus, ...] = ("new", "unchanged", "developed")
    return Story(
        id=f"s-{number}",
        title=title,
        status=statuses[number % 3],
        articles=("a2",),
        outlets=("Lakeside Post",),
        independent_sources=1 + number % 3,
        key_points=(
            point(f"p{number}", "event", f"{title}.", proof),
            point(
                f"q{number}",
                "statement",
                "The talks “go on as long as they must”, the office of the commissioner said.",
                (evidence("a2", 1),),
                "the office of the commissioner",
            ),
        ),
        summary=(
            Line(
                text=f"{title}, according to the Lakeside Post.",
                key_points=(f"p{number}",),
                evidence=proof,
                check=check(),
                story=f"s-{number}",
            ),
            Line(
                text="Shipping firms expect delays of up to two days.",
                key_points=(f"p{number}",),
                evidence=proof,
                check=check(),
                story=f"s-{number}",
            ),
        ),
        countries=countries,
    )


def arabic() -> Story:
    """Return a story that the desk shows under its Arabic headline."""
    return Story(
        id="s-arabic",
        title=ARTICLES["a5"][2],
        title_article="a5",
        title_evidence=(evidence("a5", 1),),
        articles=("a5",),
        outlets=("صحيفة الميناء",),
        key_points=(
            point("ka", "event", TEXTS["a5"][0], (evidence("a5", 1),)),
            point("kc", "statement", TEXTS["a5"][1], (evidence("a5", 2),), "متحدث باسم الوزارة"),
        ),
        countries=("EG",),
    )


def line(text: str, proof: Sequence[Evidence], story: str, checked: Check | None = None) -> Line:
    """Return a sentence of the bottom line."""
    return Line(
        text=text,
        key_points=("k1",),
        evidence=tuple(proof),
        check=checked or check(),
        story=story,
    )


def stub(article_id: str, reason: str, title: str | None, outlet: str) -> Stubbed:
    """Return an article that is no whole one."""
    return Stubbed(article_id=article_id, reason=reason, title=title, outlet=outlet)


def gaps() -> Gaps:
    """Return everything that can go wrong."""
    return Gaps(
        read=34,
        failed=(
            Failure(location="https://slow.example/feed.xml", reason="no answer within 20 s"),
            Failure(location="articles/broken.json", reason="line 3: not JSON"),
        ),
        duplicates=(("articles/wire-1.txt", "articles/wire-1-copy.txt"),),
        without_points=("a6",),
        undated=("a4",),
        not_shown=("A ferry line changes its timetable", "Le marché rouvre samedi"),
        fallback=("a2",),
        stubs=(
            stub("s1", "paywall", "Port fees: what shippers pay", "Harbour Daily"),
            stub("s2", "live_blog", "The ministers' day, as it happened", "Evening Tide"),
            stub("s3", "paywall", None, "Harbour Daily"),
        ),
        silent=(Silence(source="Coast Gazette", since=dt.date(2021, 5, 28), days=5, usual=1),),
        rejected=(
            Rejected(
                text="Fourteen inspectors were sent to each terminal.",
                stage="extract",
                check=check(
                    "rejected",
                    Problem(
                        code="number_changed",
                        explanation="the cited sentences do not give this number",
                        words="Fourteen",
                    ),
                    Problem(
                        code="modality_hardened",
                        explanation="the source has this as a plan, a possibility or a demand",
                        words="were sent",
                    ),
                ),
                evidence=(evidence("a1", 3),),
            ),
            Rejected(
                text="Chile refused to pay.",
                stage="bottom_line",
                check=check(
                    "rejected",
                    Problem(
                        code="content_unsupported",
                        explanation="the cited sentences do not say this",
                    ),
                ),
                evidence=(evidence("a1", 5),),
            ),
            Rejected(
                text="The <b>first</b> inspection is on June 17.",
                stage="calendar",
                check=check(
                    "rejected",
                    Problem(
                        code="date_changed",
                        explanation="the cited sentences have June 16",
                        words="June 17",
                    ),
                ),
            ),
        ),
        notes=("The model server did not answer for 4 minutes.",),
    )


def calendar() -> tuple[CalendarItem, ...]:
    """Return events of every precision a reader meets often."""
    return (
        CalendarItem(
            date=dt.date(2021, 6, 3),
            precision="day",
            text="Parliament votes on the fisheries treaty.",
            evidence=(evidence("a2", 2),),
            check=check(),
            story="s-2",
        ),
        CalendarItem(
            date=dt.date(2021, 6, 16),
            precision="day",
            text="The first joint inspection is planned for June 16.",
            evidence=(evidence("a1", 6), evidence("a4", 1)),
            check=check(),
            story="s-ports",
        ),
        CalendarItem(
            date=dt.date(2021, 6, 21),
            precision="week",
            text="The commission meets again.",
            place="Lima",
            evidence=(evidence("a2", 2),),
            check=check(),
        ),
        CalendarItem(
            date=dt.date(2021, 9, 1),
            precision="season",
            text="The rail corridor opens.",
            evidence=(evidence("a2", 2),),
            check=check(),
        ),
    )


def changes() -> tuple[Change, ...]:
    """Return one change of each kind."""
    return (
        Change(
            story="s-ports",
            kind="moved",
            text="Twelve inspectors will be sent to each terminal, the port authority said.",
            before="Eight inspectors will be sent to each terminal.",
            evidence=(evidence("a2", 1),),
        ),
        Change(story="s-1", kind="new_story", text=SUBJECTS[0][0], evidence=(evidence("a2", 2),)),
        Change(
            story="s-ports",
            kind="corrected",
            text="The first joint inspection is planned for June 16.",
            before="The first joint inspection is planned for June 15.",
            evidence=(evidence("a1", 6),),
        ),
        Change(story="s-arabic", kind="withdrawn", text="The ministry has denied the report."),
    )


def sources(ids: Sequence[str]) -> tuple[NumberedSource, ...]:
    """Return the numbered source list of articles."""
    return tuple(
        NumberedSource(
            number=n,
            article_id=id_,
            title=ARTICLES[id_][2],
            outlet=ARTICLES[id_][0],
            published=None if id_ == "a4" else dt.date(2021, 6, 1),
            url=ARTICLES[id_][3],
            language=ARTICLES[id_][1],
            also_in=("Coast Gazette", "Evening Tide") if id_ == "a1" else (),
            teaser=id_ == "a2",
        )
        for n, id_ in enumerate(ids, start=1)
    )


WINDOW = Window(
    start=dt.datetime(2021, 6, 1, 4, tzinfo=dt.UTC),
    end=dt.datetime(2021, 6, 2, 4, tzinfo=dt.UTC),
)


@pytest.fixture
def briefing() -> Briefing:
    """Return a full day: 12 stories, four languages, hostile strings, conflicts and refusals."""
    lead = ports()
    others = [minor(n, s[0], tuple(s[1:])) for n, s in enumerate(SUBJECTS, start=1)]
    return Briefing(
        date=DAY,
        audience="default",
        window=WINDOW,
        bottom_line=(
            line(
                "Chile, Ecuador and Peru will inspect container terminals on the same day each "
                "month, starting on June 16.",
                (evidence("a1", 1), evidence("a1", 6), evidence("a5", 1)),
                "s-ports",
            ),
            line(
                "How many inspectors each terminal gets is disputed: ten or twelve.",
                (evidence("a1", 3), evidence("a2", 1)),
                "s-ports",
            ),
            line(
                "The costs will be shared equally, according to a spokesman for the ministry.",
                (evidence("a5", 2),),
                "s-ports",
                MENDED,
            ),
            line("Shipping firms expect delays of up to two days.", (evidence("a2", 2),), "s-1"),
        ),
        stories=(lead, others[0], arabic(), *others[1:]),
        changes=changes(),
        calendar=calendar(),
        contested=lead.conflicts,
        gaps=gaps(),
        sources=sources(tuple(ARTICLES)),
        stats=Stats(
            engine="openai",
            model="a-model",
            articles=34,
            late_articles=2,
            claims_proposed=61,
            claims_printed=57,
            claims_repaired=2,
            claims_rejected=3,
            checks_version="1",
        ),
    )


def corrected() -> Change:
    """Return a desk's correction of a figure."""
    return Change(
        story="s-ports",
        kind="corrected",
        text="Twelve inspectors will be sent to each terminal, the port authority said.",
        before="Twenty inspectors will be sent to each terminal.",
        figure=CorrectedFigure(new="12 inspectors", old="20"),
        evidence=(evidence("a2", 1),),
    )


def opinions() -> tuple[OpinionPiece, ...]:
    """Return an opinion piece of the source list, and one of no author that is not in it."""
    first, *_ = ARTICLES
    return (
        OpinionPiece(
            article_id=first,
            title="Ports need patience",
            author="Rosa Vidal",
            outlet="Coast Gazette",
        ),
        OpinionPiece(article_id="unlisted", title="A crane is a warning", outlet="Harbour Daily"),
    )


@pytest.fixture
def small() -> Briefing:
    """Return a small day for the golden files: one story with everything it may have."""
    lead = ports()
    return Briefing(
        date=DAY,
        audience="default",
        window=WINDOW,
        bottom_line=(
            line(
                "Chile, Ecuador and Peru will inspect container terminals on the same day each "
                "month.",
                (evidence("a1", 1), evidence("a5", 1)),
                "s-ports",
            ),
        ),
        stories=(lead,),
        changes=(*changes()[:1], corrected()),
        calendar=calendar()[1:2],
        contested=lead.conflicts,
        opinions=opinions(),
        gaps=gaps(),
        sources=sources(tuple(ARTICLES)),
        stats=Stats(articles=34, claims_printed=12, claims_rejected=3, checks_version="1"),
    )


@pytest.fixture
def options() -> RenderOptions:
    """Return options with something in every field but a logo."""
    return RenderOptions(
        timezone="Europe/Vienna",
        marking="INTERNAL",
        outlet_notes={"Meridian Wire": "agency, AT", "Северный вестник": "state, RU"},
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether to write the golden files anew: `pytest tests/render --update-golden`.

    From elsewhere, where this file is read too late for a flag: `UPDATE_GOLDEN=1 pytest`.
    """
    asked = request.config.getoption("--update-golden", default=False)
    return bool(asked) or os.environ.get("UPDATE_GOLDEN") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes the golden files anew."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def golden() -> Path:
    """Return the folder of golden files."""
    return Path(__file__).resolve().parent / "golden"


@pytest.fixture
def long_words(briefing: Briefing) -> Briefing:
    """Return the day with a word of 63 letters and a long address in its claims and titles."""
    word = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz"
    address = f"https://landtag.example/dokumente/{word.lower()}/{word.lower()}.pdf"
    text = briefing.model_dump_json()
    assert "inspection" in text
    assert "terminal" in text
    return Briefing.model_validate_json(
        text.replace("inspection", word).replace("terminal", address)
    )
