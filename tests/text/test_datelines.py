"""Datelines: where the report begins, in the forms that outlets of many languages write."""

import pytest

from briefer.engines._datelines import find_dateline
from briefer.text.names import find_names
from briefer.text.sentences import split

# A line: language, the dateline, "⏐", the report.
DATELINES = """
en CAIRO: ⏐The minister of water met his Sudanese counterpart on Monday to discuss the dam.
en CAIRO, Nov 30 (Nile Wire) - ⏐The minister of water met his Sudanese counterpart on Monday.
en RIO DE JANEIRO, Brazil (AB) — ⏐The governor signed a flood relief decree on Monday.
en NAIROBI, Kenya, Nov. 30, 2026 — ⏐The parliament passed the finance bill on Monday.
en Kampala | Monday 30 November – ⏐The president received the envoys of three states.
en (Harbour Press) VALLETTA - ⏐The coast guard rescued 40 migrants on Monday.
en WASHINGTON (Sample Wire) -- ⏐The senate confirmed the new ambassador on Monday.
de WIEN (Muster-Agentur) - ⏐Die Regierung hat am Montag ein Sparpaket beschlossen.
de Graz, 30. November (mua) – ⏐Der Landtag hat am Montag das Budget beschlossen.
fr PARIS, 30 novembre (Agence Modèle) - ⏐Le ministre a reçu lundi son homologue grec.
fr Dakar (AM) – ⏐Le président a promulgué lundi la loi sur la pêche.
fr GENÈVE — ⏐Les négociateurs se sont retrouvés lundi au bord du lac.
es MADRID, 30 nov. (Agencia Muestra) - ⏐El Gobierno aprobó este lunes el presupuesto.
es Lima, 30 nov (AM).- ⏐El Congreso aprobó el lunes una nueva ley electoral.
pt BRASÍLIA (Agência Modelo) — ⏐O Senado aprovou na segunda-feira o acordo.
pt Lisboa, 30 nov 2026 (AM) -- ⏐O primeiro-ministro recebeu na segunda-feira o homólogo.
it ROMA, 30 NOV - ⏐Il governo ha approvato lunedì il decreto.
it (AGM) - Milano, 30 nov. - ⏐La procura ha aperto lunedì un'inchiesta.
ru МОСКВА, 30 ноября. /ОБР/. ⏐Министр обороны провёл в понедельник совещание.
ru МИНСК, 30 ноя – Агентство Пример. ⏐Президент подписал в понедельник указ.
uk КИЇВ, 30 листопада (Зразок) — ⏐Рада ухвалила у понеділок бюджет.
ar القاهرة - ⏐التقى وزير الخارجية نظيره السوداني يوم الاثنين لبحث السد.
ar القاهرة (وكالة المثال) - ⏐أعلن رئيس الوزراء يوم الاثنين خطة جديدة.
ar بيروت، 30 تشرين الثاني/نوفمبر (المثال) -- ⏐وافق البرلمان يوم الاثنين على القانون.
zh 本报首尔11月30日电 ⏐韩国外长周一会见了日本大使，讨论渔业协定。
zh 样本社北京11月30日电（记者 王明）⏐外交部发言人周一表示，会谈将继续。
zh 【样本通讯】⏐东京消息，日本政府周一通过了补充预算案。
ja 【ソウル＝見本太郎】⏐韓国の外相は30日、日本大使と会談した。
ja （東京 30日 見本通信）　⏐政府は30日、補正予算案を決定した。
ko (서울=견본뉴스) 김견본 기자 = ⏐외교부 장관은 30일 일본 대사를 만났다.
tr ANKARA (Örnek Ajansı) - ⏐Dışişleri bakanı pazartesi günü büyükelçileri kabul etti.
tr Ankara, 30 Kasım (ÖA) – ⏐Meclis pazartesi günü bütçeyi onayladı.
fa تهران - ⏐وزیر خارجه روز دوشنبه با سفیر ژاپن دیدار کرد.
pl WARSZAWA (Wzór) - ⏐Sejm przyjął w poniedziałek ustawę budżetową.
pl Warszawa, 30.11.2026 (WZP) – ⏐Rząd przyjął w poniedziałek projekt ustawy.
nl DEN HAAG (VB) - ⏐Het kabinet heeft maandag de begroting aangenomen.
cs Praha 30. listopadu (VZ) - ⏐Vláda v pondělí schválila rozpočet na příští rok.
sv STOCKHOLM (Exempel) ⏐Regeringen lade i måndags fram budgeten.
hi नई दिल्ली, 30 नवंबर (नमूना) ⏐विदेश मंत्री ने सोमवार को जापानी राजदूत से मुलाकात की।
id JAKARTA, Contoh.com - ⏐Menteri luar negeri bertemu duta besar Jepang pada Senin.
vi Hà Nội (MẫuTX) - ⏐Thủ tướng tiếp đại sứ Nhật Bản hôm thứ Hai.
el ΑΘΗΝΑ, 30 Νοεμβρίου (Δείγμα) - ⏐Η κυβέρνηση ενέκρινε τη Δευτέρα τον προϋπολογισμό.
sw DODOMA, Novemba 30 (Mfano) - ⏐Rais alimpokea balozi wa Japani siku ya Jumatatu.
""".strip().splitlines()

NO_DATELINES = """
en Officials – among them three ministers – left on Monday for the talks.
en NATO - the alliance of 32 states - will meet on Monday.
en Ukraine: The parliament passed the budget on Monday.
en Lindqvist: We will not sign the treaty on Monday.
en The minister (Greens) said on Monday that the talks go on.
de Minister: Wir werden am Montag nicht unterschreiben.
fr Ministre : « Nous ne signerons pas lundi. »
ru Министр - человек осторожный, и в понедельник он молчал.
ar الوزير: لن نوقع يوم الاثنين على الاتفاق.
zh 外交部：会谈将在周一继续。
""".strip().splitlines()


def report(language: str, text: str) -> str:
    """Return the first sentence of `text` without its dateline."""
    first = split(text, language)[0]
    names = find_names(text, split(text, language), language)
    line = find_dateline(text, first.start, first.end, names, language)
    return text[line.end if line else first.start : first.end]


@pytest.mark.parametrize("line", DATELINES)
def test_report_begins(line: str) -> None:
    """A dateline with place, day, agency or byline is no part of the first sentence's telling."""
    language, marked = line.split(" ", 1)
    written, told = marked.split("⏐")
    assert report(language, written + told) == told


@pytest.mark.parametrize("line", NO_DATELINES)
def test_no_dateline(line: str) -> None:
    """A subject set off by dashes, a speaker or a label before a colon is kept."""
    language, text = line.split(" ", 1)
    assert report(language, text) == text
