"""The tone of coverage: counted by words aimed at a country, never guessed."""

import pytest

from briefer.editions.aiming import aims
from briefer.editions.tone import tone
from briefer.models import Quoted
from tests import make


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The council condemned Austria's decision.", "en", "critical"),
        ("France praised the Austrian mediation.", "en", "supportive"),
        ("Criticism of Austria grew.", "en", "critical"),
        ("Austria was criticised for the delay.", "en", "critical"),
        ("Paris a condamné la décision de l'Autriche.", "fr", "critical"),
        ("Die Kritik an Österreich wächst.", "de", "critical"),
        ("Österreich wurde gelobt.", "de", "supportive"),
        ("Madrid condenó la decisión de Austria.", "es", "critical"),
        ("Франция осудила Австрию.", "ru", "critical"),
        ("انتقادات للنمسا", "ar", "critical"),
    ],
)
def test_a_word_aimed_at_the_country_counts(text: str, language: str, found: str) -> None:
    """Verbs, nouns and passives, in each language that a briefing may be written in."""
    assert [aim.stance for aim in aims(text, language, "AT")] == [found]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Austria condemned the attack.", "en"),
        ("The Austrian minister condemned an attack on the Austrian embassy.", "en"),
        ("The council condemned Russia's attack near Austria.", "en"),
        ("France did not criticise Austria.", "en"),
        ("France never praised Austria.", "en"),
        ("The attack was condemned by Austria.", "en"),
        ("The protest in Austria went on.", "en"),
        ("Talks in Austria resume on Monday.", "en"),
        ("The decision was condemned. Austria said nothing.", "en"),
        ("Gestern kritisierte Österreich die Pläne.", "de"),
        ("انتقدت النمسا القرار", "ar"),
        ("Austria was there when the law was criticised in a debate on the matter.", "en"),
        ("The council condemned Austria's decision.", "xx"),
    ],
)
def test_what_is_not_clearly_aimed_counts_for_nothing(text: str, language: str) -> None:
    """The country acts, is the scene, comes later, or the word is denied."""
    assert aims(text, language, "AT") == ()


def test_statements_are_counted_and_cited() -> None:
    """All that mention the country are counted; each that decides keeps its word and evidence."""
    points = [
        make.point("France condemned Austria.", number=1),
        make.point("Italy praised Austria.", number=2),
        make.point("Talks in Austria resume.", number=3),
        make.point("Oil rises in Norway.", number=4),
        make.point("Germany praised Austria; Italy condemned Austria.", number=5),
    ]
    found = tone("AT", [make.story("s", *points)], [], {"a": "en"}, 20)
    assert (found.statements, found.supportive, found.critical) == (4, 1, 1)
    assert [(i.stance, i.words, i.text) for i in found.items] == [
        ("critical", ("condemned",), "France condemned Austria."),
        ("supportive", ("praised",), "Italy praised Austria."),
    ]
    assert all(item.evidence and item.check.status == "supported" for item in found.items)
    assert len(tone("AT", [make.story("s", *points)], [], {"a": "en"}, 1).items) == 1


def test_a_sentence_counts_once() -> None:
    """Two claims from one source sentence, or a quotation of it, are one statement."""
    point = make.point("France condemned Austria.")
    again = make.point("France condemned Austria.", id="other")
    quoted = Quoted(
        text=point.text,
        speaker="x",
        quote="x",
        outlets=(),
        evidence=point.evidence,
        check=point.check,
    )
    found = tone("AT", [make.story("s", point), make.story("t", again)], [quoted], {"a": "en"}, 9)
    assert (found.statements, found.critical) == (1, 1)


def test_a_claim_without_the_word_does_not_carry_it() -> None:
    """A claim that leaves out the criticism of its source sentence is not counted as criticism."""
    source = make.point("Austria resumed the talks, though France criticised Austria.")
    claim = source.model_copy(update={"text": "Austria resumed the talks."})
    found = tone("AT", [make.story("s", claim)], [], {"a": "en"}, 9)
    assert (found.statements, found.critical) == (1, 0)
