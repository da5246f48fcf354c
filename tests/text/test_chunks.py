"""Chunks: every sentence once, in order, within the size."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import Article, Chunk, Document
from briefer.text.chunks import chunk
from briefer.text.sentences import split
from briefer.text.tokens import TokenEstimator


def document(text: str) -> Document:
    """Return a document of `text` with its sentences."""
    return Document(Article(id="a", text=text), split(text))


def words(text: str) -> int:
    """Count words."""
    return len(text.split())


def odd(text: str) -> int:
    """Count so that a text costs less than its parts, and now and then more."""
    return len(text) // 3 + (len(text) % 7 == 0) if text else 0


def shape(chunks: tuple[Chunk, ...]) -> list[tuple[int, int, bool]]:
    """Return first, last and split of each chunk."""
    return [(c.first, c.last, c.split) for c in chunks]


def test_whole_text_in_one() -> None:
    """A text that fits is one chunk."""
    text = "One two. Three four.\n\nFive."
    (only,) = chunk(document(text), 100, words)
    assert (only.article_id, only.first, only.last, only.split) == ("a", 1, 3, False)
    assert text[only.start : only.end] == text
    assert only.tokens == 5


def test_sentence_borders() -> None:
    """A chunk ends after a sentence."""
    assert shape(chunk(document("A b c. D e f. G h i."), 7, words)) == [
        (1, 2, False),
        (3, 3, False),
    ]


def test_paragraph_border_preferred() -> None:
    """A chunk ends at a paragraph's border if that leaves it full enough, else later."""
    text = "A b c. D e f.\n\nG h i. J k l. M n o."
    assert shape(chunk(document(text), 9, words))[0] == (1, 2, False)
    text = "A b c.\n\nD e f. G h i. J k l."
    assert shape(chunk(document(text), 9, words))[0] == (1, 3, False)


def test_long_sentence_is_split() -> None:
    """A sentence above the size is cut at words, and says so."""
    text = "Short one. Long " + "word " * 24 + "end. Short two."
    found = chunk(document(text), 10, words)
    assert shape(found) == [(1, 1, False), (2, 2, True), (2, 2, True), (2, 2, True), (3, 3, False)]
    parts = [text[c.start : c.end] for c in found if c.split]
    assert " ".join(parts) == "Long " + "word " * 24 + "end."
    assert [c.tokens for c in found] == [2, 10, 10, 6, 2]


def test_word_above_the_size() -> None:
    """A word above the size is cut inside; one character is never cut."""
    found = chunk(document("abcdefghij"), 4, len)
    assert [c.end - c.start for c in found] == [4, 4, 2]
    assert [c.tokens for c in chunk(document("ab"), 1, lambda text: 3 * len(text))] == [3, 3]


def test_chinese_is_cut_between_characters() -> None:
    """A sentence without spaces is cut all the same."""
    text = "我们准备好了" * 10 + "。"
    assert all(c.tokens <= 7 for c in chunk(document(text), 7, len))


def test_nothing() -> None:
    """A text without sentences has no chunks; a size of nothing is an error."""
    assert chunk(document(" "), 5, words) == ()
    with pytest.raises(ValueError, match="1 or more"):
        chunk(document("One."), 0, words)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(
    st.lists(st.sampled_from(["One two three.", "A.", "Word " * 12 + "end.", "X" * 40 + ".", "\n\n"]), max_size=15),
    st.integers(min_value=1, max_value=40),
    st.sampled_from([words, len, odd, TokenEstimator("o200k_base").count]),
)  # fmt: skip
def test_cover(pieces: list[str], size: int, count: object) -> None:
    """Chunks hold every sentence exactly once, in order, each within the size."""
    assert callable(count)
    doc = document(" ".join(pieces))
    text = doc.article.text
    found = chunk(doc, size, count)
    seen: list[int] = []
    for one in found:
        inner = text[one.start : one.end]
        assert one.tokens == count(inner)
        assert one.tokens <= size or (one.split and len(inner) == 1)
        numbers = range(one.first, one.last + 1)
        assert not one.split or one.first == one.last
        seen += [n for n in numbers if not seen or n != seen[-1]]
        if not one.split:
            assert (one.start, one.end) == (
                doc.sentences[one.first - 1].start,
                doc.sentences[one.last - 1].end,
            )
    assert seen == [s.number for s in doc.sentences]
    assert "".join("".join(text[c.start : c.end].split()) for c in found) == "".join(text.split())
    split_numbers = [c.first for c in found if c.split]
    assert not set(split_numbers) & {
        n for c in found if not c.split for n in range(c.first, c.last + 1)
    }


def test_linear() -> None:
    """A sentence of a megabyte is cut in time that grows with its length only."""
    doc = document("word " * 60_000)
    begun = time.perf_counter()
    found = chunk(doc, 500, TokenEstimator("o200k_base").count)
    assert time.perf_counter() - begun < 10
    assert all(c.split and c.tokens <= 500 for c in found)
