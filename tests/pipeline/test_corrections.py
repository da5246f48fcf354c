"""A desk's correction: the figures it names, what is refused for it, and how it is told."""

import datetime as dt

import pytest

from briefer.models import (
    Article,
    Aside,
    Check,
    CorrectedFigure,
    Evidence,
    Extraction,
    KeyPoint,
)
from briefer.pipeline.build.corrections import (
    figures_of,
    told_corrections,
    with_corrected_headlines,
    with_corrected_points,
    without_corrected_figures,
)
from briefer.stories import Placement
from briefer.text import analyse
from tests import make

DAY = dt.date(2021, 6, 1)
OLD = "LISBON, June 1 (Atlantic Wire) - The port will hire 430 pilots for the ferries, the mayor said. Fares stay."
NEW = "LISBON, June 1 (Atlantic Wire) - The port will hire 340 pilots for the ferries, the mayor said."


@pytest.mark.parametrize(
    ("note", "language", "figures"),
    [
        ("(Corrects paragraph 2 to say 340 pilots, not 430)", "en", (430, 340)),
        ("(Corrects number of pilots in first paragraph to 340 instead of 430)", "en", (430, 340)),
        ("(Berichtigt im zweiten Absatz: 340 Lotsen, nicht 430)", "de", (430, 340)),
        ("(Corrige au paragraphe 2 : 340 pilotes et non 430)", "fr", (430, 340)),
        ("(Corrige el párrafo 2: 340 pilotos, en lugar de 430)", "es", (430, 340)),
        ("(Исправлено: 340 лоцманов, а не 430)", "ru", (430, 340)),
        ("(Corrects spelling of the mayor's name)", "en", None),
        ("(Corrects paragraph 2 to say the mayor, not the minister)", "en", None),
    ],
)
def test_the_old_and_the_new_figure(
    note: str, language: str, figures: tuple[float, float] | None
) -> None:
    """They stand on either side of "not"; the number of a paragraph is neither."""
    assert figures_of(note, language) == ([figures] if figures else [])


@pytest.mark.parametrize(
    ("note", "language", "figures"),
    [
        (
            "(Corrects paragraph 1 to say two died, not three, and 3 to say 14 were hurt, not 41)",
            "en",
            [(3, 2), (41, 14)],
        ),
        ("(Corrects to say two sailors of one crew were lost, not three)", "en", [(3, 2)]),
        ("(Berichtigt: 18 Häuser, nicht 81, und 6 Brücken statt 9)", "de", [(81, 18), (9, 6)]),
        ("(Corrects to say five buses carried 52 pupils, not 520)", "en", [(520, 52)]),
    ],
)
def test_a_note_corrects_several_figures_or_names_others(
    note: str, language: str, figures: list[tuple[float, float]]
) -> None:
    """Each old figure has its own new one, the one that counts the same thing."""
    assert figures_of(note, language) == figures


def test_a_withdrawn_phrase_is_refused() -> None:
    """Words that the note quotes and the corrected text lacks stand in no point of the report."""
    note = Aside(
        kind="boilerplate", text='(Removes a reference to "the largest port in the country")'
    )
    text = "The port will hire 340 pilots. It is the largest port in the country."
    old = Article(id="old", text=text, source="Wire", published=DAY, language="en")
    new = old.model_copy(
        update={
            "id": "new",
            "text": "The port will hire 340 pilots.",
            "kind": "correction",
            "asides": (note,),
        }
    )
    sentence = "It is the largest port in the country."
    points = tuple(
        KeyPoint(
            id=key,
            kind="event",
            text=said,
            evidence=(
                Evidence(
                    article_id="old",
                    sentences=(number,),
                    start=text.index(said),
                    end=text.index(said) + len(said),
                    quote=said,
                ),
            ),
            importance=0.5,
            check=Check(status="supported", score=1),
        )
        for number, (key, said) in enumerate(
            (("a", "The port will hire 340 pilots."), ("b", sentence)), 1
        )
    )
    extraction = Extraction(article_id="old", engine="extractive", key_points=points)
    kept = without_corrected_figures({"old": extraction}, {"old": old, "new": new})
    assert [p.check.status for p in kept["old"].key_points if p.check] == ["supported", "rejected"]


def articles() -> dict[str, Article]:
    """Return a report, another outlet's, and the correction of the first."""
    note = Aside(kind="boilerplate", text="(Corrects paragraph 1 to say 340 pilots, not 430)")
    listed = (
        Article(id="old", text=OLD, source="Atlantic Wire", published=DAY, language="en"),
        Article(
            id="other",
            text=OLD.replace("Atlantic Wire", "Bay Post"),
            source="Bay Post",
            published=DAY,
            language="en",
        ),
        Article(
            id="new",
            text=NEW,
            source="Atlantic Wire",
            published=DAY,
            language="en",
            kind="correction",
            asides=(note,),
        ),
    )
    return {article.id: article for article in listed}


def extraction(article: Article) -> Extraction:
    """Return one passed point, the first sentence."""
    end = article.text.index("said.") + 5
    proof = Evidence(
        article_id=article.id, sentences=(1,), start=0, end=end, quote=article.text[:end]
    )
    point = KeyPoint(
        id=f"k-{article.id}",
        kind="event",
        text=article.text[:end],
        evidence=(proof,),
        check=Check(status="supported", score=1),
    )
    return Extraction(article_id=article.id, engine="extractive", key_points=(point,))


def test_the_earlier_version_loses_the_figure() -> None:
    """The same desk's report is refused with its reason; another outlet's stands."""
    known = articles()
    made = without_corrected_figures({i: extraction(a) for i, a in known.items()}, known)
    checks = {i: e.key_points[0].check for i, e in made.items()}
    assert {i: c.status for i, c in checks.items() if c} == {
        "old": "rejected",
        "other": "supported",
        "new": "supported",
    }
    assert checks["old"] is not None
    assert checks["old"].problems[0].explanation == "the outlet has corrected 430 to 340"


def test_it_is_told_with_both_figures() -> None:
    """A change shows the new sentence, and the old one before it."""
    known = articles()
    documents = {i: analyse(a) for i, a in known.items()}
    (change,) = told_corrections(known, documents, dict.fromkeys(known, "story"))
    assert (change.kind, change.story) == ("corrected", "story")
    assert "340 pilots" in change.text
    assert "430 pilots" in (change.before or "")


@pytest.mark.parametrize(
    ("note", "language", "figures"),
    [
        ("(An earlier version of this report said 430 pilots. There are 340.)", "en", (430, 340)),
        ("(In einer früheren Fassung hieß es 430 Lotsen. Es sind 340.)", "de", (430, 340)),
        ("(An earlier version of this report named the wrong mayor.)", "en", None),
    ],
)
def test_what_an_earlier_version_said(
    note: str, language: str, figures: tuple[float, float] | None
) -> None:
    """The figure after "an earlier version said" is the old one, the other stands."""
    assert figures_of(note, language) == ([figures] if figures else [])


def test_it_is_told_in_short() -> None:
    """The figure has the note's own words: "340 pilots", and "430" for what was wrong."""
    known = articles()
    documents = {i: analyse(a) for i, a in known.items()}
    (change,) = told_corrections(known, documents, dict.fromkeys(known, "story"))
    assert change.figure == CorrectedFigure(new="340 pilots", old="430")


def test_a_correction_of_what_was_never_read_is_told_too() -> None:
    """There is no old sentence then; both figures are in the note."""
    new = articles()["new"]
    (change,) = told_corrections({"new": new}, {"new": analyse(new)}, {"new": "story"})
    assert change.before is None
    assert change.figure is not None


def passes(_text: str, _proof: tuple[Evidence, ...]) -> Check:
    """Let every sentence pass."""
    return Check(status="supported", score=1)


def test_no_point_says_the_old_figure_and_one_says_the_new() -> None:
    """Whoever said it, in whatever language: it is lost; the correction's sentence comes in."""
    known = articles()
    french = make.article(
        "fr", "Le port embauche 430 pilotes.", language="fr", source="Le Quai", published=DAY
    )
    documents = {i: analyse(a) for i, a in {**known, "fr": french}.items()}
    points = (
        make.point("Fares stay.", "old"),
        make.point("The port will hire 430 pilots for the ferries, the mayor said.", "other"),
        make.point("Le port embauche 430 pilotes.", "fr"),
        make.point("There are 12 ferries.", "other"),
    )
    told = make.story("s", *points, articles=("old", "other", "new", "fr"))
    (right,), lost = with_corrected_points(
        [told], {i: d.article for i, d in documents.items()}, documents, passes
    )
    assert [point.text for point in right.key_points] == [
        "Fares stay.",
        "The port will hire 340 pilots for the ferries, the mayor said.",
        "There are 12 ferries.",
    ]
    assert [point.evidence[0].article_id for point in lost] == ["other", "fr"]
    assert all(point.rejected for point in lost)


def test_a_headline_with_the_old_figure_goes() -> None:
    """The desk's earlier version stands under the correction's headline, others under none."""
    known = {
        i: a.model_copy(update={"title": f"Port to hire {340 if i == 'new' else 430} pilots"})
        for i, a in articles().items()
    }
    places = dict.fromkeys(known, Placement(story="s", reprint_of=None))
    kept = with_corrected_headlines(known, places)
    assert {i: a.title for i, a in kept.items()} == {
        "old": "Port to hire 340 pilots",
        "other": None,
        "new": "Port to hire 340 pilots",
    }
