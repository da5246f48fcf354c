"""The whole text stage: whatever an article says, it is read, and every offset is right."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import Article, Document
from briefer.text import analyse

PIECES = (
    "President Barack Obama U.S. said told he of the and de von van der bin Mr . , ; : ( ) “ ” "
    "« » \" ' - – June 16 2021 ten 1.5 million % on Tuesday mid-March NATO Paris Reuters "
    "Лавров сказал что 16 июня России قال الرئيس في جنيف Merkel sagte Genève déclaré "
    "@x #y pic.twitter.com/z 北京 月 日"
).split()
SPACES = (" ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u2028")
NEWSLIKE = st.lists(st.sampled_from([*PIECES, *SPACES]), max_size=60)


def sound(document: Document) -> None:
    """Check every offset of a document against its text."""
    text = document.article.text
    spans = [(n.start, n.end) for n in document.names]
    spans += [(d.start, d.end) for d in document.dates]
    spans += [(q.start, q.end) for q in document.quotations]
    spans += [(a.start, a.end) for a in document.attributions]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    numbers = [sentence.number for sentence in document.sentences]
    assert numbers == list(range(1, len(numbers) + 1))
    for said in document.attributions:
        assert said.sentence in numbers
        assert said.speaker_sentence in numbers
        assert said.speaker


@given(NEWSLIKE, st.sampled_from(["", " "]), st.sampled_from(["en", "fr", "ru", "ar", "de", "und"]))
@settings(deadline=None, derandomize=True, max_examples=400)
def test_anything_like_news_is_read(words: list[str], between: str, language: str) -> None:
    """Pieces of news in any order, with any spacing between them."""
    text = between.join(words)
    sound(analyse(Article(id="a", text=text, language=language, published=dt.date(2021, 6, 1))))


@given(st.text(max_size=200))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_any_text_is_read(text: str) -> None:
    """Every character there is."""
    sound(analyse(Article(id="a", text=text, language="en")))


@pytest.mark.parametrize("text", ["President Barack  Obama spoke.", "Mr.  Smith  said", ""])
def test_double_spaces_are_survived(text: str) -> None:
    """Two spaces between capitalised words once stopped the whole article."""
    sound(analyse(Article(id="a", text=text, language="en")))
