"""Two events of one kind are two stories; one event is one, in whatever language and order."""

import datetime as dt
import itertools
import random
from pathlib import Path

import pytest

from briefer.models import Document
from briefer.pipeline.build.placement import place_all
from briefer.pipeline.progress import Silent
from briefer.store import Store
from briefer.store.database import Dated
from briefer.stories import group
from tests import make

DAY = dt.date(2026, 11, 30)


def told(name: str, title: str, text: str, language: str = "en") -> Document:
    """Return an article of the day."""
    fields = {"title": title, "language": language, "published": DAY}
    return make.document(text, name, **fields)


TWINS = {
    "floods": (
        ("Flood cuts off village in Albania", "The Drin burst its banks near Kukes on Monday and cut off a village of 300 people, mayor Arben Hoxha said. Soldiers brought bread and blankets by boat."),
        ("Flood cuts off village in Slovenia", "The Sava burst its banks near Litija on Monday and cut off a village of 300 people, mayor Tone Zupan said. Soldiers brought bread and blankets by boat."),
    ),
    "mine accidents": (
        ("Miners trapped after collapse in Zambia", "A gallery collapsed on Monday in a copper mine at Mufulira and trapped 14 miners, the operator Luanda Copper said. Rescuers were drilling a shaft."),
        ("Miners trapped after collapse in Poland", "A gallery collapsed on Monday in a coal mine at Rybnik and trapped 11 miners, the operator Slask Wegiel said. Rescuers were drilling a shaft."),
    ),
    "elections": (
        ("President re-elected in Ghana", "Kwesi Adom was re-elected president on Monday with 53 percent of the vote, the electoral commission in Accra said. His rival Efua Mensah conceded."),
        ("President re-elected in Malawi", "Grace Banda was re-elected president on Monday with 53 percent of the vote, the electoral commission in Lilongwe said. Her rival Peter Phiri conceded."),
    ),
    "one country, two towns": (
        ("Fire destroys market hall in Tartu", "A fire destroyed the market hall of Tartu on Monday, fire chief Jaan Kask said. Nobody was hurt. The town will put up tents for the traders."),
        ("Fire destroys market hall in Viljandi", "A fire destroyed the market hall of Viljandi on Monday, fire chief Mari Tamm said. Nobody was hurt. The town will put up tents for the traders."),
    ),
    "appointments": (
        ("Ambassador to Oman named", "The government of Arvendal named Jonas Lind its ambassador to Oman on Monday. Lind, 48, takes up his post in January."),
        ("Ambassador to Togo named", "The government of Arvendal named Petra Olm its ambassador to Togo on Monday. Olm, 55, takes up her post in February."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TWINS)
def test_two_events_of_one_kind_stay_two(kind: str) -> None:
    """However alike their words are; and neither is called a reprint of the other."""
    first, second = (told(f"a{n}", *each) for n, each in enumerate(TWINS[kind]))
    found = group([first, second])
    assert len(found) == 2
    assert all(not story.reprints for story in found)


def test_one_event_in_other_words_stays_one() -> None:
    """Another outlet's headline and names do not make it a second event."""
    title, text = TWINS["floods"][0]
    other = told(
        "a2",
        "Army reaches cut-off Albanian village by boat",
        "Soldiers took food by boat on Monday to a village of 300 people that the Drin had cut off "
        "near Kukes in northern Albania, mayor Arben Hoxha said after the river burst its banks.",
    )
    assert len(group([told("a1", title, text), other])) == 1


ENGLISH = told("en", "Central bank chief quits", "The governor of Latvia's central bank, Ilze Ozola, resigned on Monday over a loan to the firm Baltbruk, the bank said.")  # fmt: skip
LANGUAGES = {
    "de": "Die Präsidentin der lettischen Zentralbank, Ilze Ozola, ist am Montag wegen eines Kredits an die Firma Baltbruk zurückgetreten, wie die Bank mitteilte.",
    "fr": "La gouverneure de la banque centrale de Lettonie, Ilze Ozola, a démissionné lundi à cause d'un prêt à l'entreprise Baltbruk, a annoncé la banque.",
    "nl": "De president van de Letse centrale bank, Ilze Ozola, is maandag opgestapt vanwege een lening aan het bedrijf Baltbruk, meldde de bank.",
    "sv": "Chefen för Lettlands centralbank, Ilze Ozola, avgick på måndagen på grund av ett lån till företaget Baltbruk, uppgav banken.",
    "it": "La governatrice della banca centrale lettone, Ilze Ozola, si è dimessa lunedì per un prestito alla società Baltbruk, ha detto la banca.",
    "pt": "A presidente do banco central da Letónia, Ilze Ozola, demitiu-se na segunda-feira devido a um empréstimo à empresa Baltbruk, disse o banco.",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_event_is_one_story_across_languages(language: str) -> None:
    """By names, countries and the day."""
    other = told("x", "Ozola", LANGUAGES[language], language)
    assert len(group([ENGLISH, other])) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_event_in_another_language_is_another_story(language: str) -> None:
    """Of the same kind, in another country, of other people."""
    text = LANGUAGES[language].replace("Ilze Ozola", "Anja Krek").replace("Baltbruk", "Savamost")
    for country in ("lettischen", "Lettonie", "Letse", "Lettlands", "lettone", "Letónia"):
        text = text.replace(country, "Slovenia")
    assert len(group([ENGLISH, told("x", "Krek", text, language)])) == 2


def stored(store: Store, documents: list[Document]) -> list[Dated]:
    """Store articles; return the timeline."""
    now = dt.datetime.combine(DAY, dt.time(6), tzinfo=dt.UTC)
    for document in documents:
        store.save_article(document.article, lambda old, _: old, now)
    return store.timeline(dt.UTC)


def stories_of(store: Store, documents: list[Document]) -> set[frozenset[str]]:
    """Return the stories as sets of articles."""
    places = store.story_of(document.article.id for document in documents)
    by_story = itertools.groupby(
        sorted(places, key=lambda i: places[i][0]), key=lambda i: places[i][0]
    )
    return {frozenset(members) for _, members in by_story}


@pytest.mark.parametrize("seed", range(4))
def test_neither_the_order_nor_the_number_of_intakes_counts(tmp_path: Path, seed: int) -> None:
    """Shuffled and read in several goes, the day has the stories that it has at once."""
    documents = [
        told(f"{kind[:4]}{n}", *each) for kind, pair in TWINS.items() for n, each in enumerate(pair)
    ]
    documents += [told(f"late{n}", title, f"{text} Officials confirmed it in the evening.") for n, (title, text) in enumerate(pair[0] for pair in TWINS.values())]  # fmt: skip
    with Store(tmp_path / "once.db") as store:
        place_all(store, stored(store, documents), Silent(), DAY)
        wanted = stories_of(store, documents)
    chance = random.Random(seed)  # noqa: S311 - a shuffle
    chance.shuffle(documents)
    with Store(tmp_path / "often.db") as store:
        start = 0
        while start < len(documents):
            size = chance.randint(1, 5)
            timeline = stored(store, documents[start : start + size])
            place_all(store, timeline, Silent(), DAY)
            start += size
        assert stories_of(store, documents) == wanted


def test_a_story_keeps_its_id_when_an_earlier_article_comes_in(tmp_path: Path) -> None:
    """It is the id of most of its articles: what a page of that day links to stays."""
    title, text = TWINS["floods"][0]
    late = told("z", title, text)
    early = told("b", "Drin bursts its banks", f"{text} Rain had fallen for a week.")
    with Store(tmp_path / "state.db") as store:
        place_all(store, stored(store, [late]), Silent(), DAY)
        before = store.story_of(["z"])["z"][0]
        place_all(store, stored(store, [early]), Silent(), DAY)
        assert {story for story, _ in store.story_of(["z", "b"]).values()} == {before}
