"""Twins stay two, one event is one in many languages and in other words, in any order."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import partial

import pytest

from briefer.models import Document
from briefer.stories import group, signature
from briefer.text import analyse
from tests import make

_DAY = dt.date(2026, 3, 12)

Row = tuple[str, str, str]  # language, title, text

TWINS: dict[str, tuple[Row, Row]] = {
    "floods": (
        (
            "en",
            "Flood cuts off town in Ghana",
            (
                "Four people drowned and 600 lost their homes when a river burst its banks in northern "
                "Ghana on Thursday, the rescue service said.\n\nThe water reached the hospital of "
                "Bolgatanga, its mayor Kofi Mensah said."
            ),
        ),
        (
            "en",
            "Flood cuts off town in Laos",
            (
                "Six people drowned and 900 lost their homes when a river burst its banks in northern "
                "Laos on Thursday, the rescue service said.\n\nThe water reached the hospital of "
                "Luang Namtha, its mayor Bounmy Sisavat said."
            ),
        ),
    ),
    "strikes": (
        (
            "en",
            "Rail strike halts trains in Belgium",
            (
                "Train drivers in Belgium walked out on Thursday for 24 hours over a pension reform, "
                "their union said.\n\nTwo trains in three were cancelled. Talks resume on Monday, the "
                "railway's head Luc Janssens said."
            ),
        ),
        (
            "en",
            "Rail strike halts trains in Portugal",
            (
                "Train drivers in Portugal walked out on Thursday for 48 hours over a pension reform, "
                "their union said.\n\nNine trains in ten were cancelled. Talks resume on Tuesday, the "
                "railway's head Rui Teixeira said."
            ),
        ),
    ),
    "elections": (
        (
            "en",
            "Governing party wins vote in Zambia",
            (
                "The governing party won the parliamentary election in Zambia with 51.2 percent of "
                "the vote, the electoral commission said on Thursday.\n\nTurnout was 63 percent. The "
                "opposition leader Grace Phiri conceded defeat."
            ),
        ),
        (
            "en",
            "Governing party wins vote in Moldova",
            (
                "The governing party won the parliamentary election in Moldova with 48.7 percent of "
                "the vote, the electoral commission said on Thursday.\n\nTurnout was 58 percent. The "
                "opposition leader Ion Rusu conceded defeat."
            ),
        ),
    ),
}

LANGUAGES: dict[str, Row] = {
    "en": (
        "en",
        "Mayor steps down",
        (
            "The mayor of Tartu, Helve Saarniit, stepped down on Thursday after a fire in a hostel in "
            "Estonia that killed 17 people.\n\nSaarniit said she should have had it inspected."
        ),
    ),
    "de": (
        "de",
        "Bürgermeisterin tritt ab",
        (
            "Die Bürgermeisterin von Tartu, Helve Saarniit, ist am Donnerstag nach dem Brand eines "
            "Wohnheims in Estland mit 17 Toten zurückgetreten.\n\nSaarniit sagte, sie hätte es prüfen "
            "lassen müssen."
        ),
    ),
    "nl": (
        "nl",
        "Burgemeester treedt af",
        (
            "De burgemeester van Tartu, Helve Saarniit, is donderdag afgetreden na de brand in een "
            "tehuis in Estland waarbij 17 mensen omkwamen.\n\nSaarniit zei dat zij het had moeten "
            "laten keuren."
        ),
    ),
    "pt": (
        "pt",
        "Autarca demite-se",
        (
            "A presidente da câmara de Tartu, Helve Saarniit, demitiu-se na quinta-feira depois do "
            "incêndio num lar na Estónia que matou 17 pessoas.\n\nSaarniit disse que devia ter "
            "mandado inspecioná-lo."
        ),
    ),
    "sv": (
        "sv",
        "Borgmästare avgår",
        (
            "Borgmästaren i Tartu, Helve Saarniit, avgick på torsdagen efter branden på ett hem i "
            "Estland som dödade 17 människor.\n\nSaarniit sade att hon borde ha låtit besiktiga det."
        ),
    ),
}

OTHER_WORDS: tuple[Row, ...] = (
    (
        "en",
        "Veldia seals the Orsk Pass to lorries",
        (
            "Veldia has sealed the Orsk Pass to lorries from Karnia over unpaid tolls, its border "
            "guard said on Thursday.\n\nSome 80 lorries turned round, a haulier in Brenn said."
        ),
    ),
    (
        "en",
        "Drivers stuck in snow as neighbours quarrel over pass",
        (
            "Drivers spent the night in their cabs at the Orsk Pass on Thursday as Veldia kept its "
            "gates shut to Karnia.\n\nVeldia's premier, Tomas Rehn, said nobody would drive through "
            "before the debt was paid."
        ),
    ),
    (
        "en",
        "Karnia threatens to answer border closure",
        (
            "Karnia threatened on Thursday to tax imports after Veldia's guards barred the Orsk Pass "
            "to its hauliers.\n\nTransport Minister Ida Lund called the closure blackmail."
        ),
    ),
)


def _document(name: str, row: Row, day: dt.date = _DAY) -> Document:
    language, title, text = row
    fields = {"title": title, "source": f"Outlet {name}", "published": day, "language": language}
    return analyse(make.article(name, text, **fields))


def _grouped(documents: Sequence[Document]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in group(documents)}


@pytest.mark.parametrize("kind", TWINS)
def test_two_events_of_one_form_are_two_stories(kind: str) -> None:
    """Another country, other people and figures outweigh the same words; neither is a reprint."""
    left, right = TWINS[kind]
    found = group([_document("left", left), _document("right", right)])
    assert [story.articles for story in found] == [("left",), ("right",)]
    assert not any(story.reprints for story in found)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_one_event_is_one_story_with_each_language(language: str) -> None:
    """Who, where and how many at the head carry over, whatever the words around them."""
    pair = [_document(name, LANGUAGES[name]) for name in ("en", language)]
    assert _grouped(pair) == {frozenset({"en", language})}


def test_one_event_is_one_story_in_all_languages() -> None:
    """Five languages together are one story still."""
    documents = [_document(name, row) for name, row in LANGUAGES.items()]
    assert _grouped(documents) == {frozenset(LANGUAGES)}


def test_one_event_in_other_words_is_one_story() -> None:
    """The same places and states make one event of three headlines that share no verb."""
    documents = [_document(str(number), row) for number, row in enumerate(OTHER_WORDS)]
    assert _grouped(documents) == {frozenset("012")}


def test_the_order_of_arrival_means_nothing() -> None:
    """However the articles are shuffled, the same are together."""
    documents = [_document(f"l{name}", row) for name, row in LANGUAGES.items()]
    documents += [_document(f"o{place}", row) for place, row in enumerate(OTHER_WORDS)]
    for kind, twins in TWINS.items():
        documents += [_document(f"{kind}{place}", row) for place, row in enumerate(twins)]
    expected = _grouped(documents)
    for seed in range(5):
        assert _grouped(sorted(documents, key=partial(_shuffled, seed))) == expected


def _shuffled(seed: int, document: Document) -> str:
    return hashlib.sha256(f"{seed} {document.article.id}".encode()).hexdigest()


def test_the_first_sentence_stands_in_for_a_headline() -> None:
    """What a feed or a note left untitled is compared by its lead, not by the body alone."""
    language, _, text = TWINS["floods"][0]
    bare = signature(_document("bare", (language, "", text)))
    headed = signature(_document("headed", (language, text.partition("\n")[0], text)))
    assert bare.title == ""
    assert bare.title_terms == headed.title_terms
