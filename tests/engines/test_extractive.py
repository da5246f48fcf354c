"""The built-in engine on whole articles."""

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.engines.extractive import Extractive, SoundSentences, key_points, select_across
from briefer.grounding.grounder import Grounder
from briefer.ingest import read
from briefer.models import Article, Document, Failure, KeyPoint, Story
from briefer.text import analyse

NOW = dt.datetime(2021, 6, 3, 6, tzinfo=dt.UTC)
LAVROV = """MOSCOW, June 1 (Meridian Wire) - Russia's Foreign Minister Sergei Lavrov said on Tuesday that his country does not expect substantial changes after the summit in Geneva on June 16.

He also explained that the two presidents should exchange views on the threats that each side sees around its borders.

However, Deputy Chairman of the Security Council Dmitry Medvedev said the summit would make it possible to discuss the most contentious issues between the two countries.

"We need stable relations with the European Union and the United States. Over the last few years, these relations worsened dramatically," Medvedev said.

Is there any hope of a reset?

Russia recalled its ambassador to Washington, Anatoly Antonov, in March for consultations, and the Kremlin asked the American ambassador to leave the country."""


def made(text: str, title: str | None = None, language: str = "en") -> Document:
    """Return a document of an article of 1 June 2021."""
    return analyse(
        Article(id="a1", text=text, title=title, language=language, published=dt.date(2021, 6, 1))
    )


def texts(points: Iterable[KeyPoint]) -> list[str]:
    """Return the texts of key points."""
    return [point.text for point in points]


def containing(points: Iterable[KeyPoint], words: str) -> KeyPoint:
    """Return the one key point whose text has `words`."""
    (found,) = [point for point in points if words in point.text]
    return found


@pytest.fixture(scope="module")
def wire() -> dict[str, Document]:
    """Return every sample article, analysed."""
    folder = Path(__file__).resolve().parents[2] / "samples" / "articles"
    articles = [item for item in read([str(folder)], NOW) if not isinstance(item, Failure)]
    return {article.id: analyse(article) for article in articles}


def test_same_article_same_bytes() -> None:
    """Two runs on one article give the same JSON, byte for byte."""
    first, second = (key_points(made(LAVROV, "Lavrov plays down summit")) for _ in range(2))
    assert [p.model_dump_json() for p in first] == [p.model_dump_json() for p in second]


def test_dateline_is_removed_and_gives_the_place() -> None:
    """The lead starts with its own first word; where it was written is kept as a place."""
    lead = containing(key_points(made(LAVROV)), "substantial changes")
    assert lead.text.startswith("Russia's Foreign Minister Sergei Lavrov said")
    assert lead.place == "Geneva"
    assert lead.when is not None
    assert lead.when.date == dt.date(2021, 6, 16)


def test_pronoun_becomes_the_speaker_and_the_naming_sentence_joins_the_evidence() -> None:
    """`He also explained` names Lavrov, and cites the sentence that does."""
    point = containing(key_points(made(LAVROV)), "exchange views")
    assert point.text.startswith("Sergei Lavrov explained that")
    assert point.speaker == "Sergei Lavrov"
    assert 1 in point.evidence[0].sentences
    assert 2 in point.evidence[0].sentences


def test_connective_is_dropped() -> None:
    """A leading `However,` says nothing out of context."""
    point = containing(key_points(made(LAVROV)), "contentious issues")
    assert point.text.startswith("Deputy Chairman")
    assert point.speaker == "Dmitry Medvedev"
    assert point.kind == "statement"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "As the Klow Review reported last week, the talks had been put off twice.",
            "The talks had been put off twice.",
        ),
        (
            "She told Klow Review that the builder, Arven Bau, had until 6 July to mend the pier.",
            "builder, Arven Bau, had until 6 July",
        ),
        ("Klow Review, a weekly, closed its office in Velm on Monday.", "Klow Review, a weekly,"),
    ],
)
def test_only_a_clause_that_names_its_own_outlet_as_the_reporter_goes(
    sentence: str, told: str
) -> None:
    """Whose report it is, the page says; who told the outlet what must stay."""
    text = f"Minister Ingrid Vaitk stopped the works at the pier in Velm on Tuesday. {sentence}"
    article = made(text).article.model_copy(update={"source": "Klow Review"})
    found = SoundSentences(analyse(article)).told(2)
    assert found is not None
    assert told in found[0]
    assert not found[0].startswith("Arven Bau")


def test_bare_quotation_gets_its_speaker() -> None:
    """A sentence that is only quotation is printed as `Speaker: “…”`, the words untouched."""
    text = LAVROV.split("\n\n")[3]
    points = key_points(made(f"{LAVROV.split(chr(10))[4]}\n\n{text}"))
    point = containing(points, "stable relations")
    assert point.text == (
        "Dmitry Medvedev: “We need stable relations with the European Union and the United States.”"
    )
    assert point.quote == "We need stable relations with the European Union and the United States."
    assert point.speaker == "Dmitry Medvedev"


def test_no_question_is_told() -> None:
    """A question is no news."""
    assert not any("reset" in text for text in texts(key_points(made(LAVROV))))


def test_importance_falls_and_is_distinct() -> None:
    """Key points come by importance, in [0,1], no two alike."""
    values = [point.importance for point in key_points(made(LAVROV))]
    assert values == sorted(set(values), reverse=True)
    assert all(0 <= value <= 1 for value in values)


def test_redundancy_is_removed() -> None:
    """A sentence that says again what was said is not told twice."""
    again = "The fire on the container ship was put out on Tuesday by the navy, officials said."
    other = "Fishing stays forbidden along 80 km of the coast until the water has been tested."
    more = "The owner of the ship has offered to pay fishermen in Negombo for their lost catch."
    points = key_points(made(f"{again}\n\n{again}\n\n{other}\n\n{again}\n\n{more}"))
    assert texts(points).count(again) == 1
    assert {other, more} <= set(texts(points))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The European Union condemned the arrest of the journalist in Minsk.", "reaction"),
        ("Brent crude rose 1.4 percent to $70.42 a barrel in early trading in London.", "figure"),
        ("Twelve people were killed when a ferry sank off the coast of Bangladesh.", "event"),
        ("Foreign ministers will meet in Luxembourg on June 21 to agree on sanctions.", "event"),
        ("Ukraine closed its airspace to all airlines registered in Belarus.", "action"),
        ("The two leaders last met in Vienna in July 2017 for a single afternoon.", "background"),
        ("Sergei Lavrov said the talks would go on for another week in Vienna.", "statement"),
    ],
)
def test_kinds(sentence: str, kind: str) -> None:
    """Verbs, figures and dates tell the kind of news."""
    (point,) = key_points(made(sentence))
    assert point.kind == kind


def test_subordinate_speech_is_no_statement() -> None:
    """Who speaks in a subordinate clause is not the speaker of the sentence."""
    (point,) = key_points(
        made(
            "Negotiators met through the night in Jerusalem after Naftali Bennett announced "
            "that he would join a government without Benjamin Netanyahu."
        )
    )
    assert point.speaker is None
    assert point.kind != "statement"


def test_headline_alone_is_told_last() -> None:
    """A first line that only repeats the headline gives way to the prose."""
    title = "Nigeria says 21 schoolgirls abducted by militants have been released"
    body = "President Muhammadu Buhari said 21 schoolgirls were released on Thursday after talks."
    more = "More than 270 girls were taken from their boarding school in Chibok in April 2014."
    last = "The Red Cross handed the girls to the authorities in the town of Banki on Thursday."
    points = key_points(made(f"{title}\n\n{body}\n\n{more}\n\n{last}", title))
    assert title not in texts(points)


def test_french_russian_and_arabic_articles_are_told() -> None:
    """The same rules hold in other languages and scripts."""
    french = key_points(
        made(
            "Genève, 1er juin (AFP) - Le président Emmanuel Macron a déclaré que de telles "
            "pratiques n'étaient pas acceptables entre alliés.\n\n"
            "Il a dit attendre une transparence complète, sur le passé comme sur le présent.\n\n"
            "Cependant, le ministère danois n'a pas confirmé les faits lors de la réunion de lundi.",
            language="fr",
        )
    )
    assert "Le président Emmanuel Macron a déclaré" in french[0].text[:45]
    assert any(text.startswith("Emmanuel Macron a dit attendre") for text in texts(french))
    assert any(text.startswith("Le ministère danois") for text in texts(french))
    russian = key_points(
        made(
            "МОСКВА, 1 июня. /ТАСС/. Министр обороны Сергей Шойгу сообщил, что в Западном военном "
            "округе сформируют около 20 соединений.\n\n"
            "Однако министерство иностранных дел Польши назвало это угрозой для всего региона.",
            language="ru",
        )
    )
    assert russian[0].text.startswith("Министр обороны Сергей Шойгу сообщил")
    assert any(text.startswith("Министерство иностранных дел") for text in texts(russian))
    arabic = key_points(
        made(
            "القاهرة (رويترز) - أعلن وزير الخارجية المصري يوم الثلاثاء أن المحادثات ستستأنف قريبا.",
            language="ar",
        )
    )
    assert arabic[0].text.startswith("أعلن وزير الخارجية")


@pytest.mark.parametrize("text", ["", " \n\n ", "Short.", "???", "“", "a" * 5_000, "I am. " * 40])
def test_degenerate_articles_give_few_or_no_points(text: str) -> None:
    """What holds no news gives no error, and nothing that is not there."""
    for point in key_points(made(text)):
        assert point.evidence[0].quote in text


def test_one_sentence_is_told() -> None:
    """An item of one sentence is one key point."""
    (point,) = key_points(made("Ukraine closed its airspace to Belarusian airlines on Tuesday."))
    assert 0.7 < point.importance < 1


def test_ten_thousand_sentences_take_bounded_time() -> None:
    """Time grows about linearly, and a long read gets ten points."""
    body = " ".join(
        f"Delegation {n} of country {n % 190} met the commission on case {n * 7} in room {n % 40}."
        for n in range(10_000)
    )
    document = made(body)
    start = time.process_time()
    points = key_points(document)
    assert time.process_time() - start < 8
    assert len(points) <= 10


def test_count_grows_with_length(wire: dict[str, Document]) -> None:
    """Three or so for a short item, ten for thousands of words; one more where a figure came late."""
    for document in wire.values():
        points = key_points(document)
        words = len(document.article.text.split())
        assert 1 <= len(points) <= 11
        assert len(points) <= 6 or words > 300


def test_every_point_of_the_samples_rests_on_the_articles_text(wire: dict[str, Document]) -> None:
    """Evidence is exact: offsets, sentence numbers and quoted text agree."""
    for document in wire.values():
        for point in key_points(document):
            for item in point.evidence:
                assert document.article.text[item.start : item.end] == item.quote
                assert document.sentences[item.sentences[0] - 1].start == item.start
                assert document.sentences[item.sentences[-1] - 1].end == item.end
            if point.quote:
                assert point.quote in document.article.text


def test_every_point_of_the_samples_is_supported(wire: dict[str, Document]) -> None:
    """What the engine prints passes the check against the sentences it cites."""
    grounder = Grounder(wire)
    for document in wire.values():
        for point in key_points(document):
            check = grounder.ground(point).check
            assert check is not None
            assert check.status != "rejected", (point.text, check.problems)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "GENEVA, June 1 (Agency) - The envoys of nine countries met behind closed doors.",
                "He said that “nothing” had been agreed, and that the talks would go on.",
                '"We are ready. We have always been ready," Foreign Minister Anna Berger said.',
                "But the opposition rejected the plan on Monday!",
                "Anna Berger left for Vienna.",
                "This was unexpected.",
                "«Мы готовы», — сказал министр Пётр Иванов.",
                "会谈将于周二在北京举行。",
                "See https://example.org for more.",
                "\n\n",
            ]
        ),
        max_size=14,
    )
)
def test_evidence_is_always_the_articles_text(pieces: list[str]) -> None:
    """Whatever the mixture, every evidence quote is the article's own text at its offsets."""
    text = " ".join(pieces)
    document = made(text)
    for point in key_points(document):
        assert point.text
        for item in point.evidence:
            assert text[item.start : item.end] == item.quote


def test_across_outlets_what_they_agree_on_comes_first() -> None:
    """Of a set, the news that all have outweighs the lead of one; nothing is told twice."""
    common = "The African Union suspended Mali from all its activities after the second coup."
    documents = [
        analyse(
            Article(id="a1", text=f"{common} Shops in Bamako were open as usual.", language="en")
        ),
        analyse(
            Article(
                id="a2",
                text="Rain fell on Addis Ababa for a third day on Tuesday. The African Union has "
                "suspended Mali after the coup, the union's council said.",
                language="en",
            )
        ),
        analyse(Article(id="a3", text=common, language="en")),
    ]
    points = select_across(documents, 3)
    assert points[0].text == common
    assert texts(points).count(common) == 1
    assert select_across(documents, 0) == ()
    assert select_across([], 3) == ()


def test_bottom_line_prefers_what_happened_and_is_short() -> None:
    """Of each story the most newsworthy point; stories without points are passed over."""
    document = made(LAVROV)
    points = key_points(document)
    story = Story(id="s1", title="t", articles=("a1",), key_points=points)
    empty = Story(id="s2", title="t", articles=("a2",))
    engine = Extractive()
    (line,) = engine.bottom_line([empty, story, story], 1).sentences
    assert line.text in texts(points)
    assert line.key_points[0] in {point.id for point in points}
    assert engine.compose(story).sentences == ()


def test_extract_yields_one_extraction_a_document_in_order() -> None:
    """The protocol's part: ids, engine name, nothing failed."""
    documents = [made(LAVROV), made("")]
    first, second = Extractive().extract(documents)
    assert first.engine == "extractive"
    assert first.failed is None
    assert first.key_points
    assert second.key_points == ()


def test_bytes_do_not_hang_on_the_process() -> None:
    """Another process, with other hash seeds, prints the same bytes."""
    program = (
        "import sys, datetime as dt\n"
        "from briefer.engines.extractive import key_points\n"
        "from briefer.models import Article\n"
        "from briefer.text import analyse\n"
        "text = sys.stdin.read()\n"
        "article = Article(id='a1', text=text, language='en', published=dt.date(2021, 6, 1))\n"
        "print([p.model_dump_json() for p in key_points(analyse(article))])\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=LAVROV,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert "Lavrov" in printed.pop()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            (
                "The minister of ports said on Monday that the pier would be rebuilt. "
                "The work takes 14 months, she said."
            ),
            "The work takes 14 months, the minister of ports said.",
        ),
        (
            (
                "A spokesman for the railway said on Monday that the tunnel was safe. "
                "Trains run again from noon, he said."
            ),
            "Trains run again from noon, a spokesman for the railway said.",
        ),
    ],
)
def test_a_speaker_put_into_a_sentence_begins_small(text: str, printed: str) -> None:
    """A common noun has no capital in the middle of a sentence."""
    assert printed in texts(key_points(made(text)))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "Jonas Lind told Erik Dahl on Monday that the mill would close. He will move to Oslo.",
            "will move to Oslo",
        ),
        (
            (
                "A court in Gdynia jailed former mayor Jan Nowak on Monday.\n\n"
                "Nowak had taken money from a builder. The prosecutor will appeal, he said."
            ),
            "Nowak said",
        ),
        (
            (
                "Police freed the banker Paul Moreau on Monday.\n\n"
                "Moreau had been held for a week. The mayor thanked the police, he said."
            ),
            "Moreau said",
        ),
    ],
)
def test_no_pronoun_is_given_to_the_wrong_person(text: str, wrong: str) -> None:
    """Where two may be meant, or the clause has a subject of its own, nobody is put in."""
    assert not any(wrong in text for text in texts(key_points(made(text))))


def test_the_words_of_an_office_holder_are_kept() -> None:
    """A minister whom the best sentences do not quote is quoted beside them."""
    facts = " ".join(
        f"The bridge number {n} over the river Narva in district {n} was closed to all lorries "
        f"after engineers had found {n + 3} cracks in its steel."
        for n in range(1, 9)
    )
    text = (
        f"{facts} “We will open every one of them before the winter comes to the valley,” "
        "said Transport Minister Liina Kask."
    )
    found = [point for point in key_points(made(text)) if point.speaker == "Liina Kask"]
    assert len(found) == 1
