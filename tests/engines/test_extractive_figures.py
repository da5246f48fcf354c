"""The built-in engine keeps a figure, however late the article gives it."""

from briefer.engines.extractive import key_points
from briefer.models import Article
from briefer.text import analyse

TALKS = (
    "The foreign minister of Arvendal, Anna Berger, said on Tuesday that her country did not expect "
    "the summit with Calinor to change much.\n\n"
    "Berger said that the conversation of the two presidents was important in itself.\n\n"
    "The presidents should exchange views on the threats that each side sees, Berger explained.\n\n"
    "Boris Dahl, who leads the security council, said that the summit would make it possible to "
    "discuss the most difficult questions between the two countries.\n\n"
    "Relations between the two countries have worsened over the last few years, Dahl said.\n\n"
    "Arvendal called its ambassador home for consultations after a quarrel in the spring.\n\n"
    "The government of Calinor ordered the expulsion of ten diplomats and published a list of "
    "officials who are no longer welcome.\n"
)


def test_a_late_figure_is_kept() -> None:
    """The expulsion of ten diplomats stands in the last sentence, and is a key point."""
    points = key_points(analyse(Article(id="a", text=TALKS, language="en")))
    assert any("ten diplomats" in point.text for point in points)
    assert "Anna Berger" in points[0].text
