"""Attribution: who says what."""

import pytest

from briefer.models import Article, Attribution
from briefer.text import analyse


def said(text: str, language: str = "en") -> list[Attribution]:
    """Return the attributions of `text`."""
    return list(analyse(Article(id="a", text=text, language=language)).attributions)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Anna Berger said that talks would resume.", "Anna Berger", "talks would resume"),
        ("Talks would resume soon, Anna Berger said.", "Anna Berger", "Talks would resume soon"),
        ('"Talks will resume soon," said Anna Berger.', "Anna Berger", "Talks will resume soon,"),
        ('"Talks will resume soon," Anna Berger said.', "Anna Berger", "Talks will resume soon,"),
        ("According to Anna Berger, talks would resume.", "Anna Berger", "talks would resume"),
        ("Two officials said the deal was dead.", "Two officials", "the deal was dead"),
        ("The ministry denied the report.", "The ministry", "the report"),
        (
            "Jens Dahl, the NATO secretary general, warned that time was short.",
            "Jens Dahl",
            "time was short",
        ),
    ],
)
def test_speaker_and_words(text: str, speaker: str, content: str) -> None:
    """Each usual form gives the speaker and the span of what is said."""
    (found,) = said(text)
    assert (found.speaker, text[found.start : found.end]) == (speaker, content)


def test_he_is_the_last_speaker() -> None:
    """A pronoun is resolved, and says where the speaker is named."""
    _, second = said("Jens Dahl said no. He added that talks would resume.")
    assert (second.speaker, second.speaker_sentence) == ("Jens Dahl", 1)


def test_he_is_nobody_where_two_may_be_meant() -> None:
    """With another man named in between, nothing is guessed."""
    found = said("Jens Dahl said no. Boris Weber left the room. He added that talks would resume.")
    assert [a.sentence for a in found] == [1]


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    """A sentence of nothing but quotation belongs to whoever spoke before it."""
    text = '"We are ready," said Anna Berger. "It takes time."'
    _, second = said(text)
    assert (second.speaker, second.direct, second.sentence) == ("Anna Berger", True, 2)


def test_expectations_of_nobody_are_no_attribution() -> None:
    """Passive verbs and clauses of comparison have no speaker."""
    assert said("The ship is expected to sink a day earlier than diplomats had expected.") == []


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("« Nous sommes prêts », a déclaré Anne Duval.", "fr", "Anne Duval"),
        ("Selon Anne Duval, les discussions reprendront.", "fr", "Anne Duval"),
        ("Сергей Лавров заявил, что переговоры продолжатся.", "ru", "Сергей Лавров"),
        ("Anna Berger sagte, dass die Gespräche weitergehen.", "de", "Anna Berger"),
    ],
)
def test_other_languages(text: str, language: str, speaker: str) -> None:
    """French, Russian and German have their verbs too."""
    assert [a.speaker for a in said(text, language)] == [speaker]
