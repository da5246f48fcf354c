"""What an article is about: the source's own word first, then a model's, then the words."""

import pytest

from briefer.text.mediatopics import broader, named_subject, subject_of, subjects
from tests import make

PLAIN = "The council met on Tuesday. It will meet again."
TOP = "00000"  # a subject of the top level ends so


@pytest.mark.parametrize(
    ("language", "title", "text", "subject"),
    [
        (
            "en",
            "Two killed as drone hits depot",
            "Rebel fighters shelled the town.",
            "armed_conflict",
        ),
        ("en", "Harbour City win the cup", "The striker scored in extra time.", "sport"),
        ("en", "Ministers sign fishing treaty", "The ambassadors met for talks.", "diplomacy"),
        ("en", "Ferry sinks off the islands", "Rescuers searched for survivors.", "disaster"),
        ("en", "Voters turn out for the runoff", "Polling stations closed at eight.", "election"),
        ("en", "Dockers to strike for two days", "The union wants higher wages.", "labour"),
        ("de", "Waffenruhe tritt in Kraft", "Die Vermittler sprachen von Frieden.", "peace"),
        (
            "de",
            "Landtagswahl: Hochrechnung am Abend",
            "Die Wähler gaben ihre Stimme ab.",
            "election",
        ),
        ("fr", "L’entraîneur quitte le club", "Le match a été perdu en finale.", "sport"),
        ("es", "Terremoto sacude la costa", "Los rescatistas buscan a los heridos.", "disaster"),
        ("pt", "Embaixador chamado a consultas", "As negociações continuam.", "diplomacy"),
        ("it", "Sciopero dei treni venerdì", "I sindacati chiedono salari più alti.", "labour"),
        ("ru", "Послы обсудили санкции", "Переговоры прошли в Вене.", "diplomacy"),
        ("ar", "زلزال يضرب الساحل", "وقال رجال الإنقاذ إن الضحايا كثيرون.", "disaster"),
        ("zh", "两国外长举行会谈", "双方同意重启谈判。", "diplomacy"),
        ("nl", "Trainer weg na nederlaag", "De ploeg verloor de wedstrijd.", "sport"),
        ("sw", "Mafuriko yaua watu", "Waokoaji wanatafuta manusura.", "disaster"),
    ],
)
def test_the_words_of_a_language_tell(language: str, title: str, text: str, subject: str) -> None:
    """The listed words of the article's own language decide where nobody else does."""
    assert subject_of(make.article("a", text, title=title, language=language)) == subject


def test_nothing_is_made_up() -> None:
    """Where no listed word stands there is no subject, and none in a language without words."""
    assert subject_of(make.article("a", "It was long. It was late.", language="en")) is None
    assert subject_of(make.article("a", PLAIN, title="Terremoto", language="la")) is None


@pytest.mark.parametrize(
    ("labels", "url", "subject"),
    [
        (("Sport",), None, "sport"),
        (("NewsArticle", "Culture"), None, "arts"),
        (("medtop:15000000",), None, "sport"),
        (("subj:07001000",), None, "health"),
        (("medtop:20000574",), None, "election"),
        ((), "https://example.org/sport/2021/06/a-headline", "sport"),
        ((), "https://example.org/news/a-sport-headline", "diplomacy"),
        (("World", "News"), None, "diplomacy"),
    ],
)
def test_the_source_goes_before_the_words(
    labels: tuple[str, ...], url: str | None, subject: str
) -> None:
    """Sections, tags, IPTC numbers and the address name the field; "World" names none."""
    told = make.article(
        "a",
        "The ambassadors met for talks on Tuesday.",
        title="Ministers sign treaty",
        language="en",
        labels=labels,
        url=url,
    )
    assert subject_of(told) == subject


def test_a_broad_section_is_narrowed_by_the_words() -> None:
    """A paper's "Politics" also holds wars, elections and treaties; its "Sport" holds no war."""
    war = "Rebel fighters shelled the town. Soldiers fired missiles."
    told = make.article("a", war, title="Troops advance", language="en", labels=("Politics",))
    assert subject_of(told) == "armed_conflict"
    assert subject_of(told.model_copy(update={"labels": ("Sport",)})) == "sport"
    assert subject_of(told.model_copy(update={"labels": ("Travel",)})) == "armed_conflict"


def test_a_model_goes_before_the_words_and_after_the_source() -> None:
    """Its answer stands unless the source names another field; what is no subject is nothing."""
    told = make.article("a", "The striker scored.", title="Cup final", language="en")
    assert subject_of(told, "crime") == "crime"
    assert subject_of(told, "gardening") == "sport"
    tagged = told.model_copy(update={"labels": ("Politics",)})
    assert subject_of(tagged, "election") == "election"
    assert subject_of(tagged, "sport") == "politics"


def test_two_countries_in_a_headline_speak_for_their_relations() -> None:
    """A headline such as "Norway and Chile conclude …" is diplomacy where the words leave it open."""
    text = "The government spoke of the agreement."
    told = make.article("a", text, title="Norway and Chile conclude agreement", language="en")
    assert subject_of(told) == "diplomacy"


def test_the_subjects_are_those_of_the_vocabulary() -> None:
    """All seventeen of the top level, and what is below them; every broader one is there."""
    codes = subjects()
    top = [name for name, code in codes.items() if code.endswith(TOP)]
    assert len(top) == 17
    assert all(broader(name) in top for name in codes)
    assert broader("election") == "politics"
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("Armed conflict", "armed_conflict"),
        ("human-interest", "human_interest"),
        ("football", "sport"),
        ("16000000", "conflict"),
        ("xyzzy", None),
    ],
)
def test_a_subject_is_named_in_several_ways(written: str, subject: str | None) -> None:
    """By our name, by the number, or by a word that points to it."""
    assert named_subject(written) == subject
