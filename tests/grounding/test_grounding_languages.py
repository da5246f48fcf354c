"""Claims in one language about sources in another: what can be checked is, the rest is named."""

import pytest

from briefer.grounding import Claim, Grounder
from briefer.grounding.languages import likely_language
from briefer.models import Check
from briefer.text.evidence import evidence
from tests.grounding.conftest import make_document
from tests.grounding.grounding_types import Agrees

SOURCES = {
    "en": "Norway expelled 15 Russian diplomats on 12 May 2024, Foreign Minister Ingrid Solberg said "
    "in Oslo. Trade fell by 12.5 percent to $1.2 billion. Sergei Lavrov met Vladimir Putin in Moscow.",
    "fr": "La Norvège a expulsé 15 diplomates russes le 12 mai 2024, a déclaré la ministre Ingrid "
    "Solberg à Oslo. Le commerce a baissé de 12,5 % à 1,2 milliard de dollars. Sergueï Lavrov a "
    "rencontré Vladimir Poutine à Moscou.",
    "de": "Norwegen hat am 12. Mai 2024 15 russische Diplomaten ausgewiesen, sagte Außenministerin "
    "Ingrid Solberg in Oslo. Der Handel sank um 12,5 Prozent auf 1,2 Milliarden Dollar.",
    "es": "Noruega expulsó a 15 diplomáticos rusos el 12 de mayo de 2024, dijo la ministra Ingrid "
    "Solberg en Oslo. El comercio cayó un 12,5 % hasta 1200 millones de dólares. Serguéi Lavrov se "
    "reunió con Vladímir Putin en Moscú.",
    "ru": "Норвегия выслала 15 российских дипломатов 12 мая 2024 года, сообщила министр Ингрид "
    "Сольберг в Осло. Торговля сократилась на 12,5 процента до 1,2 миллиарда долларов. Сергей Лавров "
    "встретился с Владимиром Путиным в Москве.",
    "ar": "طردت النرويج 15 دبلوماسيا روسيا في 12 مايو 2024، قالت الوزيرة إنغريد سولبرغ في أوسلو. "
    "انخفضت التجارة بنسبة 12.5 في المئة إلى 1.2 مليار دولار. التقى سيرغي لافروف بفلاديمير بوتين في موسكو.",
    "zh": "挪威外交大臣英格丽德·索尔贝格在奥斯陆表示，挪威于2024年5月12日驱逐了15名俄罗斯外交官。"
    "贸易下降12.5%至12亿美元。谢尔盖·拉夫罗夫在莫斯科会见了弗拉基米尔·普京。",
}
CLAIMS = {
    "en": (
        "Norway expelled 15 Russian diplomats on 12 May 2024.",
        "Trade fell by 12.5 percent to $1.2 billion.",
    ),
    "fr": (
        "La Norvège a expulsé 15 diplomates russes le 12 mai 2024.",
        "Le commerce a baissé de 12,5 % à 1,2 milliard de dollars.",
    ),
    "de": (
        "Norwegen hat am 12. Mai 2024 15 russische Diplomaten ausgewiesen.",
        "Der Handel sank um 12,5 Prozent auf 1,2 Milliarden Dollar.",
    ),
    "es": (
        "Noruega expulsó a 15 diplomáticos rusos el 12 de mayo de 2024.",
        "El comercio cayó un 12,5 % hasta 1200 millones de dólares.",
    ),
    "ru": (
        "Норвегия выслала 15 российских дипломатов 12 мая 2024 года.",
        "Торговля сократилась на 12,5 процента до 1,2 миллиарда долларов.",
    ),
    "ar": (
        "طردت النرويج 15 دبلوماسيا روسيا في 12 مايو 2024.",
        "انخفضت التجارة بنسبة 12.5 في المئة إلى 1.2 مليار دولار.",
    ),
    "zh": ("挪威于2024年5月12日驱逐了15名俄罗斯外交官。", "贸易下降12.5%至12亿美元。"),
}
WRONG = {  # a number, a year, a country
    "15": "25", "12,5": "17,5", "12.5": "17.5", "2024": "2023", "Norway": "Sweden", "Norvège": "Suède",
    "Norwegen": "Schweden", "Noruega": "Suecia", "Норвегия": "Швеция", "النرويج": "السويد", "挪威": "瑞典",
}  # fmt: skip
PAIRS = [("en", other) for other in CLAIMS] + [(other, "en") for other in CLAIMS if other != "en"]
PEOPLE = [  # source, claim, the same of somebody else
    ("en", "Serguéi Lavrov se reunió con Vladímir Putin en Moscú.", "Lavrov", "Shoigú"),
    ("en", "Sergueï Lavrov a rencontré Vladimir Poutine à Moscou.", "Lavrov", "Choïgou"),
    ("en", "Сергей Лавров встретился с Владимиром Путиным в Москве.", "Лавров", "Шойгу"),
    ("fr", "Sergei Lavrov met Vladimir Putin in Moscow.", "Lavrov", "Shoigu"),
    ("es", "Sergei Lavrov met Vladimir Putin in Moscow.", "Lavrov", "Shoigu"),
    ("ru", "Sergei Lavrov met Vladimir Putin in Moscow.", "Lavrov", "Shoigu"),
    ("ar", "Sergei Lavrov met Vladimir Putin in Moscow.", "Lavrov", "Shoigu"),
]


def check(source: str, claim: str, *, second_key: bool = False) -> Check:
    """Return the verdict on a claim about the source text in a language."""
    document = make_document(SOURCES[source], source)
    judges = [Agrees()] if second_key else []
    return Grounder({"a1": document}, judges).check(Claim(text=claim))


@pytest.mark.parametrize(("source", "language"), PAIRS)
def test_another_language_needs_a_second_key(source: str, language: str) -> None:
    """Without a judge no claim passes that is in another language than its source."""
    for text in CLAIMS[language]:
        assert (check(source, text).status != "rejected") == (source == language)


@pytest.mark.parametrize(("source", "language"), PAIRS)
def test_true_claims_pass_in_every_language(source: str, language: str) -> None:
    """Numbers, dates, countries agree: the claim passes, and says what went unchecked."""
    for text in CLAIMS[language]:
        found = check(source, text, second_key=True)
        assert found.status != "rejected", (text, found)
        if source != language:
            assert {"negation", "content", "who did what"} <= set(found.unchecked)


@pytest.mark.parametrize(("source", "language"), PAIRS)
def test_wrong_numbers_dates_and_countries_are_caught(source: str, language: str) -> None:
    """A number, a year or a country that the source lacks is caught across languages."""
    made = 0
    for text in CLAIMS[language]:
        for old, new in WRONG.items():
            if old in text:
                made += 1
                found = check(source, text.replace(old, new))
                assert found.status == "rejected", (text.replace(old, new), found)
    assert made >= 4


@pytest.mark.parametrize(("source", "claim", "who", "other"), PEOPLE)
def test_people_are_known_by_any_spelling(source: str, claim: str, who: str, other: str) -> None:
    """A name passes in another spelling or alphabet; somebody else's does not."""
    assert check(source, claim, second_key=True).status == "supported"
    wrong = check(source, claim.replace(who, other))
    assert wrong.status == "rejected", wrong


def test_what_cannot_be_told_is_said() -> None:
    """Chinese spells foreign names in syllables: the names are named as unchecked."""
    found = check("zh", "Sergei Lavrov met Vladimir Putin in Moscow.", second_key=True)
    assert found.status == "supported"
    assert "name (Sergei Lavrov)" in found.unchecked
    assert "names other than countries" in check("zh", CLAIMS["zh"][0]).unchecked


def test_a_translated_quotation_is_said_to_be_unchecked() -> None:
    """Quoted words in another language can't be compared; the source's own words can."""
    source = make_document("„Wir warten nicht länger“, sagte Ministerin Vella in Berlin.", "de")
    grounder = Grounder({"a1": source}, [Agrees()])
    told = grounder.check(
        Claim(text='"We will wait no longer," the minister, Vella, said in Berlin.')
    )
    assert told.status == "supported"
    assert "quotation (translated)" in told.unchecked


@pytest.mark.parametrize("language", ["fr", "de", "es", "ru", "ar", "zh"])
def test_a_sources_own_sentence_is_in_its_language(language: str) -> None:
    """A claim copied from its source is never taken for one in another language."""
    document = make_document(SOURCES[language], language)
    for sentence in document.sentences:
        text = document.sentence_text(sentence.number)
        assert likely_language(text, language) == language


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("fr", "Le lieu exact du sommet n'a toujours pas été annoncé.", "Fashion and fashion,"),
        ("en", "The talks will go on, the minister said.", "Ils se reverront bientôt à la maison."),
    ],
)
def test_a_foreign_claim_without_anything_to_check_is_refused(
    language: str, text: str, claim: str
) -> None:
    """Where no name, number, date or quotation can be held against the source, nothing is proved."""
    document = make_document(text, language)
    found = Grounder({"a1": document}).check(Claim(text=claim, evidence=evidence(document, (1,))))
    assert found.status == "rejected", found
    assert "nothing_checkable" in {problem.code for problem in found.problems}


def test_a_foreign_claim_with_a_name_is_checked_for_it() -> None:
    """A name is enough, in letters of its own too."""
    text = "Sergey Lavrov said the talks will go on."
    document = make_document(text)
    for claim in (
        "Lavrov a dit que les discussions continueront.",
        "قال لافروف إن المحادثات ستستمر.",
    ):
        found = Grounder({"a1": document}, [Agrees()]).check(
            Claim(text=claim, evidence=evidence(document, (1,)))
        )
        assert found.status == "supported", found
