"""What is told of a story: the main fact first, each fact once, in the reader's language."""

import datetime as dt

from briefer.models import Article, KeyPoint
from briefer.stories.telling import ToldStory, tell
from briefer.text.claim_language import reader_of
from tests import make

DAY = dt.date(2021, 6, 2)


def told(*given: tuple[Article, tuple[str, ...]], since: dt.date = DAY) -> ToldStory:
    """Return what is told of articles and the points drawn from each, the strongest first."""
    articles = {article.id: article for article, _ in given}
    points = [
        make.point(text, article.id, place, importance=0.9 - place / 10)
        for article, texts in given
        for place, text in enumerate(texts, 1)
    ]
    return tell(points, list(articles.values()), reader_of("en", articles), since)


def report(name: str, title: str, text: str = "", **fields: object) -> Article:
    """Return an article of the day, long enough to be no news in brief."""
    body = text or "Text. " * 100
    made = {"title": title, "language": "en", "published": DAY, "source": name}
    return make.article(name, body, **{**made, **fields})


def texts(points: tuple[KeyPoint, ...]) -> list[str]:
    """Return what points say."""
    return [point.text for point in points]


def test_the_main_fact_comes_first() -> None:
    """What the headlines agree on leads, not colour, nor what an aside of another outlet tells."""
    agreed = "Syldavia and Borduria signed a fishing treaty in Klow on Wednesday."
    found = told(
        (
            report("a", "Market traders of Klow sell out"),
            ("Traders in the market of Klow sold 300 flags before noon.",),
        ),
        (report("b", "Syldavia and Borduria sign fishing treaty"), (agreed,)),
        (
            report("c", "Borduria signs fishing treaty with Syldavia"),
            ("Fishermen of Zlip lit fires on the quay.",),
        ),
    )
    assert found.points[0].text == agreed


def test_yesterday_s_stand_is_not_the_news() -> None:
    """Envoys near a deal the day before: the deal leads, though it is told once."""
    deal = "Syldavia and Borduria agreed on Wednesday to open the border."
    found = told(
        (
            report("a", "Envoys near border deal", published=DAY - dt.timedelta(days=1)),
            ("Envoys of Syldavia and Borduria came close to a border deal on Tuesday.",),
        ),
        (report("b", "Syldavia and Borduria agree to open border"), (deal,)),
    )
    assert found.points[0].text == deal


def test_a_second_outlet_s_lead_is_its_evidence_and_no_second_point() -> None:
    """Two leads on one agreement, in other words: one is told, resting on both."""
    found = told(
        (
            report("a", "Syldavia's army and the League agree 30-day truce"),
            ("Syldavia's army and the Free League agreed in Klow to a 30-day truce from June 5.",),
        ),
        (
            report("b", "Klow truce"),
            (
                "The truce agreed by Syldavia's army and the Free League covers 30 days from June 5.",
            ),
        ),
    )
    (point,) = found.points
    assert point.text.startswith("Syldavia's army and")
    assert [item.article_id for item in found.support[point.id]] == ["b"]


def test_a_point_with_a_figure_of_its_own_stays() -> None:
    """The same words but for how many: nothing else says how many."""
    found = told(
        (
            report("a", "League to send monitors"),
            (
                "The Free League will send the monitors of the truce, the ministry said.",
                "The Free League would send 250 monitors, the ministry said.",
            ),
        ),
    )
    assert any("250" in text for text in texts(found.points))


def test_the_same_telling_figure_is_the_same_fact() -> None:
    """412 kilograms that are unaccounted for, and could not be verified, are told once."""
    found = told(
        (
            report("a", "Inspectors enter Zlip site"),
            (
                "Inspectors of the League entered the Zlip site on Wednesday.",
                "They could not verify where 412 kg of enriched uranium are, Ana Ruiz told the board.",
            ),
        ),
        (report("b", "Inspectors inside"), ("412 kg of enriched uranium remain unaccounted for.",)),
    )
    assert sum("412" in text for text in texts(found.points)) == 1


def test_a_foreign_sentence_comes_only_where_nothing_in_the_reader_s_language_says_it() -> None:
    """The Spanish lead is told in English already; the road that is cut only Spanish tells."""
    found = told(
        (
            report("a", "Seven dead as quake hits Zlipa"),
            ("At least seven people were killed when a magnitude 6.4 quake struck Zlipa on Wednesday.",),
        ),
        (
            report("b", "Sismo de 6,4 sacude Zlipa y deja siete muertos", language="es"),
            (
                "Un sismo de magnitud 6,4 sacudió Zlipa y dejó al menos siete muertos.",
                "La carretera entre Klow y Puerto Bravo quedó cortada en 12 tramos.",
            ),
        ),
    )  # fmt: skip
    assert len(found.points) == 2
    assert found.points[0].text.startswith("At least seven")
    assert "12 tramos" in found.points[1].text


def test_where_nothing_else_is_to_be_had_the_foreign_sentence_tells_it() -> None:
    """A story in German alone is told in German."""
    lead = "Die Bahn in Klow steht am 9. Juni einen ganzen Tag lang still."
    found = told((report("a", "Bahnstreik in Klow", language="de"), (lead,)))
    assert texts(found.points) == [lead]


def test_an_overtaken_toll_is_taken_out_and_handed_over() -> None:
    """The early toll is no point any more; it is what was known before."""
    morning = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)
    evening = morning + dt.timedelta(hours=9)
    early, late = (
        "A blast in a mine near Klow killed four people on Wednesday.",
        "Six people were killed by a blast in a mine near Klow, officials say.",
    )
    found = told(
        (report("a", "Four killed in mine near Klow", early, published_at=morning), (early,)),
        (report("b", "Klow mine toll rises to six", late, published_at=evening), (late,)),
    )
    assert texts(found.points) == [late]
    assert texts(found.overtaken) == [early]


def test_greetings_fragments_and_colour_are_no_points() -> None:
    """A letter's greeting, half an answer, and how somebody looked say nothing of the treaty."""
    found = told(
        (
            report("a", "Treaty signed in Klow"),
            (
                "Syldavia and Borduria signed a treaty in Klow on Wednesday.",
                "Good morning from a wet Klow, where the lamps are still lit.",
                "Nine, says the ministry in Klow.",
            ),
        ),
    )
    assert len(found.points) == 1
