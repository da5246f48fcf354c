"""Language: one sentence each in many languages, and what can't be told."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text.language import detect

SENTENCES = {
    "en": "The foreign ministers of both countries said that they would meet again in June.",
    "fr": "Les ministres des affaires étrangères des deux pays ont dit qu'ils se reverraient en juin.",
    "de": "Die Außenminister beider Länder sagten, dass sie sich im Juni wieder treffen würden.",
    "es": "Los ministros de Exteriores de ambos países dijeron que volverían a reunirse en junio.",
    "it": "I ministri degli Esteri dei due Paesi hanno detto che si incontreranno di nuovo a giugno.",
    "pt": "Os ministros das Relações Exteriores dos dois países disseram que voltarão a reunir-se.",
    "nl": "De ministers van beide landen zeiden dat zij elkaar in juni weer zouden ontmoeten.",
    "pl": "Ministrowie spraw zagranicznych obu krajów powiedzieli, że spotkają się ponownie.",
    "tr": "İki ülkenin dışişleri bakanları haziran ayında yeniden bir araya geleceklerini söyledi.",
    "sv": "Utrikesministrarna i båda länderna sade att de skulle träffas igen i juni.",
    "da": "Udenrigsministrene i begge lande sagde, at de ville mødes igen i juni.",
    "fi": "Molempien maiden ulkoministerit sanoivat tapaavansa uudelleen kesäkuussa.",
    "cs": "Ministři zahraničí obou zemí uvedli, že se znovu setkají v červnu.",
    "ro": "Miniștrii de externe ai ambelor țări au declarat că se vor întâlni din nou în iunie.",
    "hu": "A két ország külügyminiszterei azt mondták, hogy júniusban ismét találkoznak.",
    "ru": "Министры иностранных дел обеих стран заявили, что снова встретятся в июне.",
    "uk": "Міністри закордонних справ обох країн заявили, що знову зустрінуться у червні.",
    "be": "Міністры замежных спраў абедзвюх краін заявілі, што зноў сустрэнуцца ў чэрвені.",
    "bg": "Външните министри на двете страни заявиха, че ще се срещнат отново през юни.",
    "sr": "Министри спољних послова обе земље рекли су да ће се поново састати у јуну.",
    "ar": "قال وزيرا خارجية البلدين إنهما سيجتمعان مرة أخرى في يونيو.",
    "fa": "وزیران امور خارجه دو کشور گفتند که در ماه ژوئن دوباره دیدار خواهند کرد.",
    "ur": "دونوں ممالک کے وزرائے خارجہ نے کہا کہ وہ جون میں دوبارہ ملیں گے۔",
    "he": "שרי החוץ של שתי המדינות אמרו שייפגשו שוב ביוני.",
    "el": "Οι υπουργοί Εξωτερικών των δύο χωρών δήλωσαν ότι θα συναντηθούν ξανά τον Ιούνιο.",
    "zh": "两国外长表示，他们将于六月再次会晤。",
    "ja": "両国の外相は6月に再び会談すると述べた。",
    "ko": "양국 외교장관은 6월에 다시 만날 것이라고 밝혔다.",
    "hi": "दोनों देशों के विदेश मंत्रियों ने कहा कि वे जून में फिर मिलेंगे।",
    "ka": "ორივე ქვეყნის საგარეო საქმეთა მინისტრებმა განაცხადეს, რომ კვლავ შეხვდებიან.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence(language: str) -> None:
    """One sentence is enough, in every script and in close relatives."""
    assert detect(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", " \n", "12 345,67 %", "!!! ???", "***", "🙂"])
def test_no_letters(text: str) -> None:
    """A text without letters has no language."""
    assert detect(text) == "und"


@pytest.mark.parametrize("text", ["Hi", "NATO", "Putin", "US"])
def test_too_short(text: str) -> None:
    """A name or an abbreviation could be in any Latin-script language."""
    assert detect(text) == "und"


def test_numbers_first() -> None:
    """A table before the prose does not hide the prose's language."""
    assert detect("12.5 17.3 19.8 | " * 150 + SENTENCES["en"] * 3) == "en"


def test_foreign_name_inside() -> None:
    """A few foreign words do not change the language."""
    assert detect(f"He quoted the motto «Слава» in his speech. {SENTENCES['en']}") == "en"


def test_model_is_not_loaded_for_plain_english() -> None:
    """An English article is told by its function words; numpy and the model stay unloaded."""
    program = (
        "import sys; from briefer.text.language import detect; "
        f"assert detect({SENTENCES['en']!r}) == 'en'; assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Any text at all gives a two-letter code or "und"."""
    found = detect(text)
    assert found == "und" or (len(found) == 2 and found.isalpha())
