"""A sentence cut to its beginning: where, and where not."""

import pytest

from briefer.text.shortening import beginnings


@pytest.mark.parametrize(
    ("sentence", "beginning"),
    [
        (
            "The ship began to sink off the port on Wednesday after salvors had tried to tow it.",
            "The ship began to sink off the port on Wednesday",
        ),
        (
            "Airlines stayed out of the airspace on Monday, eight days after a flight was made to land.",
            "Airlines stayed out of the airspace on Monday",
        ),
        (
            "The union suspended the country on Wednesday and warned the officers who seized power.",
            "The union suspended the country on Wednesday",
        ),
        (
            "After two weeks, the fire on the ship was put out on Tuesday, and salvors went aboard.",
            "After two weeks, the fire on the ship was put out on Tuesday",
        ),
    ],
)
def test_what_came_after_is_cut_off(sentence: str, beginning: str) -> None:
    """Circumstances and further clauses go; what is left has a subject and its verb."""
    assert beginnings(sentence, 100)[-1] == beginning


@pytest.mark.parametrize(
    "sentence",
    [
        "The government will sign the treaty on Friday, unless parliament votes against it.",
        "Russia expects no breakthrough from the summit, but it sees value in the meeting itself.",
        "The agency asked states to keep planes out, except where safety requires it.",
        "The former minister of finance, who was arrested in May, denies everything.",
        "OPEC and its many allies, led by Saudi Arabia, produce more.",
        "The board met the owners, the crew and the insurers.",
        "In the third week of the talks, delegates went home.",
        'The minister said "we will go on with the talks, after the summer" to reporters.',
        "Officers said the many dead and wounded were taken to hospital.",
        "He came.",
        "",
    ],
)
def test_no_cut_makes_a_fragment_or_another_claim(sentence: str) -> None:
    """Conditions, contrasts, exceptions, lists, appositions and quotations hold a sentence together."""
    assert beginnings(sentence, 200) == ()


def test_the_longest_that_fits_comes_first() -> None:
    """And none is longer than asked for."""
    sentence = (
        "The stock has grown to three tonnes, about 16 times the limit of the accord, after "
        "inspectors were sent away."
    )
    found = beginnings(sentence, 200)
    assert [len(cut) for cut in found] == sorted((len(cut) for cut in found), reverse=True)
    assert found[-1] == "The stock has grown to three tonnes"
    assert beginnings(sentence, 40) == (found[-1],)


def test_what_is_too_long_for_a_sentence_is_left_alone() -> None:
    """Boundaries by the thousand cost no time."""
    assert beginnings("The ship was lost on Monday, " * 50, 100)
    assert beginnings("The ship was lost on Monday, " * 100, 100) == ()
