"""The parts around the checks: registry, judges, search, certificate, other languages, abuse."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.engines.extractive import key_points
from briefer.grounding import (
    CHECKS_VERSION,
    Claim,
    Grounder,
    codes,
    fault_class,
    only_soft,
    verify,
)
from briefer.grounding.checks import registry
from briefer.models import (
    Article,
    Briefing,
    CalendarItem,
    Change,
    Document,
    KeyPoint,
    Line,
    Sentence,
    Story,
    Window,
)
from briefer.text.evidence import evidence
from tests.grounding.conftest import make_document
from tests.grounding.grounding_types import Checker, Maker


class Sceptic:
    """A judge with one opinion about everything."""

    name = "sceptic"

    def __init__(self, opinion: float | None) -> None:
        self.opinion = opinion
        self.asked: list[tuple[str, str]] = []

    def judge(self, claim: str, evidence: str) -> float | None:
        """Return the opinion."""
        self.asked.append((claim, evidence))
        return self.opinion


TRUE = "Norway expelled ten Russian diplomats on Thursday."


def test_every_check_declares_itself() -> None:
    """Each module of the package is a check with codes, found without a list of them."""
    assert len(registry()) >= 15
    for item in registry():
        assert item.codes
        assert all(text for text in item.codes.values())
    assert len(codes()) >= 20
    assert CHECKS_VERSION


def test_only_what_is_not_shown_waits_for_a_second_key() -> None:
    """A contradiction is hard and no second key lifts it; an absence alone is soft."""
    assert fault_class("content_unsupported") == "soft"
    assert {fault_class(code) for code in codes()} == {"hard", "soft"}
    assert only_soft(["content_unsupported", "name_absent"])
    assert not only_soft(["content_unsupported", "negation_added"])
    assert not only_soft([])


def test_judge_can_only_lower(document: Document) -> None:
    """A judge's doubt rejects a supported claim; its praise saves no rejected one."""
    doubting, praising, silent = Sceptic(0.1), Sceptic(1.0), Sceptic(None)
    assert Grounder({"a1": document}, [silent]).check(Claim(text=TRUE)).status == "supported"
    found = Grounder({"a1": document}, [doubting]).check(Claim(text=TRUE))
    assert found.status == "rejected"
    assert found.score <= 0.1
    assert found.problems[-1].code == "judge_refused"
    assert doubting.asked[0][0] == TRUE
    false = Claim(text="Norway expelled 12 Russian diplomats on Thursday.")
    assert Grounder({"a1": document}, [praising]).check(false).status == "rejected"
    assert praising.asked == []  # it is not even asked


def test_evidence_is_found(grounder: Grounder) -> None:
    """The sentences that bear a claim out best are found, and an unknown article is an error."""
    assert grounder.find_evidence(TRUE, "a1") == (1,)
    assert 6 in grounder.find_evidence("Trade fell by 12 percent.", "a1")
    with pytest.raises(KeyError):
        grounder.find_evidence(TRUE, "nowhere")


def test_the_article_that_fits_best_is_chosen(document: Document, document_of: Maker) -> None:
    """Without evidence and with several articles, the claim is held against the right one."""
    other = document_of("Chile sent doctors to Peru. The quake killed 18 people.", name="a2")
    grounder = Grounder({"a2": other, "a1": document})
    found = grounder.examine(Claim(text=TRUE))
    assert found.check.status == "supported"
    assert found.evidence[0].article_id == "a1"


def test_built_in_engine_is_always_supported(document: Document, grounder: Grounder) -> None:
    """Key points that are the article's own sentences pass as they stand."""
    points = key_points(document)
    assert points
    for point in points:
        found = grounder.ground(point)
        assert found.check is not None
        assert found.check.status == "supported", (point.text, found.check)


def test_certificate_covers_all_that_is_printed(document: Document) -> None:
    """Every sentence of the page, titles and changes too, is checked again, lies found."""
    proof = evidence(document, (1,))
    good = KeyPoint(id="k1", kind="action", text=TRUE, evidence=proof)
    false = good.model_copy(update={"id": "k2", "text": TRUE.replace("ten", "twelve")})
    grounded = Grounder({"a1": document}).check(Claim(text=TRUE, evidence=proof))
    line = Line(text=TRUE, key_points=("k1",), evidence=proof, check=grounded)
    day = dt.date(2023, 5, 11)
    moment = dt.datetime(2023, 5, 12, tzinfo=dt.UTC)
    briefing = Briefing(
        date=day,
        audience="desk",
        window=Window(start=moment, end=moment),
        bottom_line=(line,),
        stories=(
            Story(
                id="s",
                title=TRUE.replace("ten", "forty"),
                title_evidence=proof,
                articles=("a1",),
                key_points=(good, false),
                summary=(line,),
            ),
        ),
        changes=(Change(story="s", kind="new_point", text=TRUE, evidence=proof),),
        calendar=(CalendarItem(date=day, precision="day", text=TRUE, evidence=proof),),
    )
    found = verify(briefing, {"a1": document})
    assert [item.place for item in found] == [
        "bottom_line[0]",
        "changes[0]",
        "stories[0].title",
        "stories[0].summary[0]",
        "stories[0].key_points[0]",
        "stories[0].key_points[1]",
        "calendar[0]",
    ]
    statuses = [item.check.status for item in found]
    rejected = [item.place for item in found if item.check.status == "rejected"]
    assert rejected == ["stories[0].title", "stories[0].key_points[1]"]
    assert set(statuses) == {"supported", "rejected"}


def test_claim_in_another_language_is_checked_for_what_can_be(document_of: Maker) -> None:
    """Numbers, names and countries are held against a Russian source; the rest is named."""
    text = "Сергей Лавров заявил, что Россия вышлет десять дипломатов Норвегии 15 мая."
    grounder = Grounder({"a1": document_of(text, "ru")})
    true = "Sergey Lavrov said that Russia will expel ten diplomats from Norway on 15 May."
    found = grounder.check(Claim(text=true))
    assert found.status == "supported", found
    assert "content" in found.unchecked
    assert "negation" in found.unchecked
    for old, new in (("ten", "twelve"), ("Lavrov", "Thornbury"), ("Norway", "Japan")):
        lie = grounder.check(Claim(text=true.replace(old, new)))
        assert lie.status == "rejected", (new, lie)


@pytest.mark.parametrize(
    ("language", "text", "false"),
    [
        ("fr", "La France ne retirera pas ses 400 soldats du Niger, a dit Paul Morel.", "500"),
        ("de", "Deutschland wird seine 400 Soldaten nicht abziehen, sagte Paul Meier.", "500"),
        ("es", "España no retirará a sus 400 soldados de Mali, dijo Pablo Ruiz.", "500"),
        ("ru", "Россия не выведет 400 солдат из Мали, заявил Павел Орлов.", "500"),
    ],
)
def test_other_languages_are_checked(
    document_of: Maker, language: str, text: str, false: str
) -> None:
    """In its own language a claim passes; a changed number, or a dropped "not", does not."""
    grounder = Grounder({"a1": document_of(text, language)})
    assert grounder.check(Claim(text=text)).status == "supported"
    assert grounder.check(Claim(text=text.replace("400", false))).status == "rejected"
    for cue in (" pas", " ne", " nicht", " no", " не"):
        if cue in text:
            dropped = text.replace(cue, "", 1) if cue != " ne" else text
            dropped = dropped.replace(" ne ", " ")
            assert grounder.check(Claim(text=dropped)).status == "rejected", dropped
            break


def test_same_claim_same_bytes(document: Document) -> None:
    """Two grounders say exactly the same of the same claim."""
    claim = Claim(text="Norway threw out twelve diplomats, said Astrid Solberg in Bergen.")
    one = Grounder({"a1": document}).check(claim).model_dump_json()
    assert one == Grounder({"a1": document}).check(claim).model_dump_json()


ANY = Grounder({"a1": make_document()})


@given(st.text(max_size=300))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_any_text_can_be_checked(text: str) -> None:
    """Whatever a model answers, the check gives a verdict with a score in [0,1]."""
    found = ANY.check(Claim(text=text))
    assert 0 <= found.score <= 1
    assert (found.status == "rejected") == (found.score < 0.5)


@pytest.mark.parametrize(
    "text",
    ["«" * 200_000, "a, " * 60_000, "not " * 50_000, "1,000" * 40_000, '" said X. ' * 20_000],
)
def test_hostile_claims_take_linear_time(grounder: Grounder, text: str) -> None:
    """A long, pathological claim is read in seconds, not hours."""
    start = time.process_time()
    grounder.check(Claim(text=text))
    assert time.process_time() - start < 10


def test_hostile_articles_take_linear_time() -> None:
    """So is a long article without an end to its sentence."""
    text = 'said "not may ' * 30_000
    article = Article(id="a1", text=text, language="en")
    document = Document(article, (Sentence(number=1, start=0, end=len(text)),))
    start = time.process_time()
    Grounder({"a1": document}).check(Claim(text="Norway said it may not expel anybody."))
    assert time.process_time() - start < 20


def test_sentences_of_an_article_are_supported(check: Checker, document: Document) -> None:
    """Every sentence bears itself out, wherever the evidence comes from."""
    for sentence in document.sentences:
        text = document.sentence_text(sentence.number)
        assert check(text, sentence.number).status == "supported"
        assert check(text).status == "supported"
