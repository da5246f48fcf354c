"""The built-in engine's parts: datelines, standing alone, choosing, ordering."""

import datetime as dt
import time

import pytest

from briefer.engines._datelines import find_dateline
from briefer.engines._phrases import phrases
from briefer.engines._salience import ARTICLE, SET, Candidate, choose
from briefer.engines._standalone import tell
from briefer.engines._view import DocumentView
from briefer.engines.ordering import ordered
from briefer.models import Article
from briefer.text import analyse
from tests.make import point


def view(text: str, language: str = "en", title: str | None = None) -> DocumentView:
    """Return the view of an article of 1 June 2021."""
    return DocumentView(
        analyse(
            Article(
                id="a1", text=text, title=title, language=language, published=dt.date(2021, 6, 1)
            )
        )
    )


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("GENEVA, June 1 (Agency) - The talks began.", "GENEVA", "The talks began."),
        ("NEW YORK — The council met.", "NEW YORK", "The council met."),
        ("Rome (dpa) - The cabinet met.", "Rome", "The cabinet met."),
        ("(CNN) -- The cabinet met.", "", "The cabinet met."),
        ("(CNN)The cabinet met.", "", "The cabinet met."),
        ("Paris, 1er juin (AFP) – La France attend.", "Paris", "La France attend."),
        ("МОСКВА, 1 июня. /ТАСС/. Министр прибыл.", "МОСКВА", "Министр прибыл."),
        ("القاهرة (رويترز) - قال الوزير إنه سيعود.", "القاهرة", "قال الوزير إنه سيعود."),
        ("CAIRO -- An Egyptian court ruled.", "CAIRO", "An Egyptian court ruled."),
    ],
)
def test_datelines(text: str, place: str, rest: str) -> None:
    """Datelines of many houses are told apart from the prose."""
    found = find_dateline(text, 0, len(text), ())
    assert found is not None
    assert (found.place, text[found.end :]) == (place, rest)


@pytest.mark.parametrize(
    "text",
    [
        "The European Aviation Agency (EASA) called on its members to act.",
        "Lavrov – Russia's foreign minister – left Moscow.",
        "European Union Aviation Safety Agency (EASA) inspectors arrived.",
        "Russia and China (both members) abstained - as expected.",
        "The president, June 1 notwithstanding, stayed.",
        "NATO allies met.",
    ],
)
def test_prose_is_no_dateline(text: str) -> None:
    """An abbreviation in brackets or a dash does not make a dateline."""
    assert find_dateline(text, 0, len(text), view(text).names(1)) is None


@pytest.mark.parametrize(
    ("language", "text", "rest"),
    [
        ("en", "In a similar vein, the minister left.", "the minister left."),
        ("en", "In response to that statement, Russia left.", "Russia left."),
        ("en", "But the minister left.", "the minister left."),
        ("fr", "De son côté, le ministre est parti.", "le ministre est parti."),
        ("ru", "Кроме того, министр уехал.", "министр уехал."),
        ("de", "Aber der Minister ging.", "der Minister ging."),
        ("es", "Sin embargo, el ministro salió.", "el ministro salió."),
        ("ar", "من جهته، غادر الوزير.", "غادر الوزير."),
    ],
)
def test_connectives(language: str, text: str, rest: str) -> None:
    """What ties a sentence to the one before goes."""
    found = phrases(language).connective.match(text)
    assert found is not None
    assert text[found.end() :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "But for the rain, all went well.",
        "However many came, none stayed.",
        "So far, nobody came.",
        "Still waters run deep.",
        "Yet another round began.",
        "Индия заявила протест.",
    ],
)
def test_no_connectives(text: str) -> None:
    """Words that only look like connectives stay."""
    language = "ru" if text.startswith("И") else "en"
    assert phrases(language).connective.match(text) is None


def test_pronoun_after_a_phrase_is_named() -> None:
    """`During …, he had said` means the subject of the sentence before."""
    seen = view(
        "Naftali Bennett leads a party with seven seats. "
        "During the fighting in mid-May, he had ruled out any government with the left."
    )
    told = tell(seen, 2)
    assert told.text.startswith("During the fighting in mid-May, Naftali Bennett had ruled out")
    assert told.sentences == (1, 2)


def test_possessive_is_named() -> None:
    """`His term` becomes the person's, where only one can be meant."""
    seen = view(
        "President Reuven Rivlin will step down. His term ends on July 9 after seven years."
    )
    assert tell(seen, 2).text == "Reuven Rivlin’s term ends on July 9 after seven years."


@pytest.mark.parametrize(
    "text",
    [
        "Joe Biden met Emmanuel Macron in Paris. He left before the vote was taken.",
        "A man attacked the minister Anna Berger. He was arrested by the police at once.",
        "The council of ministers met in Paris. He left the meeting before it had ended.",
    ],
)
def test_doubtful_pronouns_stay_and_count_against_the_sentence(text: str) -> None:
    """Where two persons may be meant, or none is named, nobody is put in."""
    told = tell(view(text), 2)
    assert told.text.startswith("He ")
    assert told.soundness < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "This was not what the ministers had expected to hear.",
        "They agreed to meet again in two weeks in Vienna.",
        "Is anybody still waiting for the ministers in Vienna?",
        "We think the ministers should not have gone to Vienna.",
        "The ministers listed the following points of the accord:",
        "In this June 1, 2021 file photo, ministers arrive in Vienna.",
        "Read more about the ministers' meeting in Vienna on our site.",
        "See https://example.org/vienna for all of the documents.",
    ],
)
def test_unsound_sentences(text: str) -> None:
    """Dangling, asking, own voice, captions, notices and links read badly alone."""
    seen = view(
        f"The ministers of nine countries met in Vienna on Tuesday.\n\n{text}\n\nThey left early."
    )
    assert tell(seen, 2).soundness < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "It is unclear when the ministers of the nine countries will meet.",
        "One of the ministers left Vienna before the vote on the accord.",
        "A teacher was banned from the school after he had changed answers.",
    ],
)
def test_sound_sentences(text: str) -> None:
    """What only looks as if it pointed back reads well alone."""
    assert tell(view(text), 1).soundness == pytest.approx(1.0)


def test_cut_quotation_is_closed() -> None:
    """A quotation that goes on in the next sentence gets its closing mark here."""
    seen = view('Anna Berger said: "We will wait for an answer from Vienna. Then we will decide."')
    assert tell(seen, 1).text == 'Anna Berger said: "We will wait for an answer from Vienna."'


def test_choice_is_lazy_and_exact() -> None:
    """The lazy greedy choice is the plain greedy one: most new weight first, worth never rising."""
    pool = [
        Candidate(unit=n, place=0, length=1, words=8, stems=tuple(stems.split()))
        for n, stems in enumerate(["a b c d", "a b c d", "e f g h", "a b e f", "i j k l"])
    ]
    chosen = choose(pool, 5, (), ARTICLE)
    worths = [choice.worth for choice in chosen]
    assert worths == sorted(worths, reverse=True)
    assert {choice.number for choice in chosen} >= {0, 4}
    assert not {0, 1} <= {choice.number for choice in chosen}
    assert choose([], 3, (), SET) == []


def test_long_pathological_text_is_linear() -> None:
    """Megabytes without a full stop, or of half-datelines, take no time to speak of."""
    for text in ("Aa " * 150_000, "A, " * 150_000, "“he said, " * 40_000):
        seen = DocumentView(
            analyse(Article(id="a1", text="x. ", language="en"))._replace(
                article=Article(id="a1", text=text, language="en"),
                sentences=analyse(Article(id="a1", text="x", language="en")).sentences[:1],
            )
        )
        sentence = seen.sentence(1).model_copy(update={"end": len(text)})
        seen.document = seen.document._replace(sentences=(sentence,))
        start = time.process_time()
        find_dateline(text, 0, len(text), ())
        assert tell(seen, 1).soundness == 0
        assert time.process_time() - start < 1


def test_a_storys_points_are_not_told_twice() -> None:
    """Five outlets' leads on one event do not push out everything else."""
    lead = "Russia does not expect the Geneva summit to bring a breakthrough, Lavrov said"
    points = [
        point(f"{lead} {when}.", f"a{n}", importance=0.9)
        for n, when in enumerate(["Tuesday", "today"])
    ]
    points.append(
        point("The Kremlin declined to comment on American sanctions.", "a1", importance=0.4)
    )
    found = ordered(points, "Lavrov sees no breakthrough in Geneva")
    assert found[1].text.startswith("The Kremlin")
    assert len(found) == 3
    values = [item.importance for item in found]
    assert values == sorted(values, reverse=True)
    assert ordered([]) == ()


def test_no_man_is_put_in_for_she() -> None:
    """A given name that rules the pronoun out is not put in its place."""
    told = tell(
        view("Emmanuel Macron spoke in Paris on Monday. She left before the vote ended."), 2
    )
    assert told.text.startswith("She ")
    assert told.soundness < 0.5
