"""Sentences: a golden set in many languages, and what holds for any text at all."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefer.text.sentences import split

# One case a line: language, and the text with "|" where one sentence ends and the next begins.
# "|" replaces the space between them, or nothing in scripts that put none there ("‖").
GOLDEN = """
en GENEVA, June 1 (Meridian Wire) - The talks go on.|Nobody expects a result.
en WASHINGTON, Feb. 3 (Sample) — Mr. Carver met Mrs. Lindt.|They spoke for an hour.
en U.S. Ambassador John Sullivan left on Monday.|He will be back.
en She studied in the U.S. before the war.|She never said why.
en He was seen last in the U.S.|The minister would not comment.
en The U.N. Security Council met.|It took no vote.
en Members of the E.U. and the U.K. agreed.|The U.S. did not.
en J. K. Rowling met V.V. Petrov in London.|Both were silent.
en Gen. Mark Ellis and Lt. Col. Ann Roe flew in.|Sen. Pike did not.
en Prof. Dr. Weiss spoke first.|Rep. Hall followed.
en The plane left at 5 p.m. on Friday.|It landed at 9 a.m. Moscow time.
en The vote is due at 10 a.m. Monday.|Turnout was low.
en It ended at 11 p.m.|The lights went out.
en Sales of Acme Inc. rose 1.5 percent.|Those of Bolt Ltd. fell.
en He works for Acme Corp.|The firm is large.
en St. Petersburg lies on the Neva.|It is cold there.
en Article No. 5 was cut.|No. 6 was kept.
en Asked if he would go, he said no.|The others nodded.
en They sell coal, gas, etc.|The rest is bought.
en The case of Roe v. Wade is old.|It was decided in Jan. 1973.
en "We are ready," she said.|"We were never readier."
en "Why now?" he asked.|Nobody answered.
en "We will not go!" Marlow said.|He stayed at home.
en "It is a door, not a wall," he said.|"They can ring the bell."
en "He left.|She stayed.|Nobody knows why."|That was all he said.
en “A handshake is not a policy.|But without one there is none.”|He sat down.
en He called it “a joke.”|Others did not laugh.
en Union and the United States...|Over the last year little changed.
en They wait … and wait.|Then they go.
en "Well ... perhaps," he said.|That was a yes.
en Is it war?|Is it peace?!|Nobody knows!
en See www.example.org or mail a.b@example.com.|Both are free.
en Version 2.0.1 came out.|It costs $3.50 a month.
en (The ship sank in May.)|Its crew was saved.
en The ship (which sank in May.) was old.
en He was born in Washington, D.C., in 1950.|He died there.
en Philip Morris Jr. and Ada Sr. agreed.|They shook hands.
en That is Plan B.|The minister has none.
en He got a B.|The rest failed.
en He spoke.|al-Qaida did not answer.
en It was 2018.|15 people came.
en 1. First we talk.|2. Then we vote.
en The price fell to 5.|Nobody bought.
en "Go home," he said, "and stay there."|They went.
en Were the talks a success?|"Yes."
en It was the end of the road for Mr. Marsh, who had, he said, "no choice."|He left.
en The film "Help!" opened.|Critics liked it.
en The U.S. Department of State said so, e.g. in March, i.e. before the vote.|It was clear.
en Fight for the No. 1 spot!|It is open.
en The law passed (61-39).|It takes effect now.
en The minister went home.‖The others stayed.
en They met in Brussels.[12]|Nothing was signed.
en He said no.|"we will see," she wrote.
en "Are you ready?"|"yes," he said.
en ”Mr. Trump spoke.|He left.
fr M. Dupont est arrivé.|Mme Martin l'attendait.
fr « Nous sommes prêts. »|Le ministre n'a rien ajouté.
fr « Pourquoi ? » a-t-il demandé.|Personne n'a répondu.
fr Le chiffre est de 1,5 million, p. ex. en mai.|C'est peu.
fr Cela date de 50 av. J.-C. environ.|On l'a oublié.
fr C'est vrai, d'après DR.|La ministre le savait.
fr Il est 20 h.|La séance est levée.
fr Est-ce la paix ?|Oui !
de Am 16. Juni treffen sich beide in Genf.|Das ist neu.
de Der 2. Weltkrieg endete 1945.|Dann kam Frieden.
de Das gilt z. B. in Bayern, d. h. im Süden.|Im Norden nicht.
de Es kamen 15.|Die anderen blieben fern.
de Dr. Weber und Prof. Klein reden usw.|Der Rest schweigt.
de „Wir gehen nicht“, sagte er.|„Nie.“
de „Warum?“, fragte sie.|Er schwieg.
de Die Kosten betragen 3,5 Mio. Euro.|Das ist viel.
es El Sr. Gómez llegó.|La Sra. Ruiz no vino.
es EE. UU. y la U.E. firmaron.|Nadie más lo hizo.
es ¿Cuándo?|¡Ahora!|Nadie lo sabe.
es «Estamos listos.»|El ministro calló.
it Il sig. Rossi è partito.|L'on. Bianchi è rimasto.
it È la pace?|Nessuno lo sa.
pt O Sr. Silva chegou.|A Dra. Costa saiu.
nl Dhr. Jansen is er.|Mw. de Vries komt later.
pl Prof. Nowak mówił długo.|Potem wyszedł.
ru Вопрос обсудили А. Б. Иванов и В. В. Петров.|Решения нет.
ru Он живёт на ул. Ленина в г. Москве.|Там тихо.
ru В 2021 г. Россия вышла из договора.|Потом вернулась.
ru Пришли послы, советники и т. д.|Говорили мало.
ru Речь идёт о 5 млн руб. в год.|Это немного.
ru Это было в XX в. до н. э. или позже.|Никто не знает.
ru «Мы не рассчитываем на прорыв», — сказал он.|Никто не спорил.
ru «Зачем?» — спросил он.|Ответа не было.
ru «Мы идём.|Вы остаётесь».|Так он сказал.
ru Договор, т. е. его текст, готов.|Его подпишут.
uk Це було у м. Києві.|Ніхто не прийшов.
ar وصل الوزير أمس.|لم يدل بأي تصريح.
ar هل يأتي السلام؟|لا أحد يعرف!
ar قال د. محمد إن المحادثات بدأت.|وغادر بعدها.
ar بلغت النسبة 3.5 في المئة.|وهي أقل من المتوقع.
fa آیا او می‌آید؟|کسی نمی‌داند.
ur وزیر نے کہا۔|وہ چلے گئے۔
zh 会谈开始了。‖没有结果。‖为什么？‖没人知道！
zh 他说：“我们准备好了。”‖大家都走了。
ja 会談が始まった。‖結果はない。
ja 「行きません。」と述べた。‖誰も驚かなかった。
ko 회담이 시작됐다.|결과는 없다.
hi वार्ता शुरू हुई।|कोई नतीजा नहीं निकला।
el Πότε θα γίνει;|Κανείς δεν ξέρει.
hy Բանակցությունները սկսվեցին։|Արդյունք չկա։
de Die EU hat ein 22. Sanktionspaket vorgelegt.|Es tritt am 3. Dezember in Kraft.
de Beim 1. FC Köln gab es Streit.|Der Trainer schwieg.
de Die Zahl der Toten stieg auf 16.|Rettungskräfte suchen weiter.
de Der Vertrag läuft vom 1. 1. 2027 bis zum 31. 12. 2029 und kann verlängert werden.|Er gilt in Wien.
de Laut Art. 5 Abs. 3 Nr. 2 ist das erlaubt.|Die Kammer sah es anders.
de Prof. Dr. Ellen Maas und Hptm. Weber sprachen mit ca. 30 Journalisten.|Sie kamen aus Bern.
de Ludwig XIV. König von Frankreich zu nennen ist üblich.|Das ist bekannt.
de Der nunmehr 14. Gipfel der Länder begann in Graz.|Er dauert drei Tage.
de Deutschland gewann das 3. Spiel.|Es folgt das 4. Finale in Folge.
cs Ministr přijel 5. 12. 2026 do Brna.|Jednání skončilo 6. 12. večer.
cs Podle § 12 odst. 3 písm. b) zákona č. 89/2012 Sb. je to možné.|Soud to potvrdil.
cs Vláda dala 4 mld. Kč na silnice, tj. víc než loni.|Opozice nesouhlasí.
cs Generál Ing. Karel Novák a doc. Petra Malá jednali s prezidentem.|Mluvili o obraně.
cs Papež Lev XIV. Krakov navštíví v létě.|Přesné datum není známo.
cs Vylezli na vrch.|Hoře nebyl nikdo.
cs Firma Stavby s.r.o. Praha podala žalobu.|Soud ji přijal.
sk Rokovanie sa koná 3. 12. 2026 v Košiciach.|Minister tam nebude.
sk Zmluva má hodnotu 2,5 mil. eur, povedal Ing. Marek Hudák.|Platí od 1. 1. 2027.
sk Podľa čl. 7 ods. 2 ústavy je to tak.|Súd sa vyjadrí zajtra.
sk Napr. Poľsko s tým súhlasí.|Ostatní nie.
pl Prof. Jan Nowak i płk. Maria Zając mówili o obronie.|Nikt nie pytał.
pl Ustawa wchodzi w życie 1. 1. 2027 r.|Rząd ją poparł.
ru Совещание прошло в г. Туле.|На нём был министр.
ru Завод в с. Ивановка сгорел в 2019 г.|Его не восстановили.
ru Об этом рассказал акад. Петров, живущий на ул. Мира.|Он родился в 1950 г. в Омске.
ru В г. Пскове и пос. Новый жили 3 тыс. человек.|Погиб один.
ru Дворец построен в XIX в. Архитектор неизвестен.
ru Театр им. Вахтангова закрыт.|Билеты вернут.
bg Министърът бе в гр. Пловдив и с. Баня.|Той говори с проф. Иван Колев.
bg Законът от 2019 г. предвижда глоба от 500 лв. за всеки.|Парламентът го прие.
bg По чл. 5 ал. 2 от Конституцията това е възможно.|Съдът мълчи.
bg Според г-жа Стоянова и д-р Нинов няма риск.|Те са лекари.
uk Міністр був у м. Львові та с. Зимна Вода.|Він зустрів п. Ткачука.
uk Закон від 2019 р. передбачає штраф 500 грн. за кожного.|Рада його ухвалила.
uk Про це сказав проф. Іван Коваль з вул. Садової.|Він лікар.
ro Ministrul a discutat cu dna. Marinescu și dl. Pop la București.|A fost o zi lungă.
ro Potrivit art. 12 alin. 3 lit. b) din lege, e interzis.|Curtea decide luni.
ro Proiectul costă 3 mld. lei, a spus prof. dr. Ana Rusu.|Banii vin de la UE.
ro Compania Drumuri S.A. Cluj a câștigat.|Nimeni nu a contestat.
hi डॉ. मीरा जोशी और प्रो. राव दिल्ली में मिले।|बैठक तीन घंटे चली।
hi एम. के. स्टालिन ने चेन्नई में भाषण दिया।|लोग खुश थे।
hi श्रीमती. वर्मा नहीं आईं।|कारण पता नहीं।
bn ড. রহমান ও মো. করিম ঢাকায় বৈঠক করেন।|আলোচনা চলবে।
vi PGS. TS. Lê Thị Hoa làm việc tại TP. Đà Nẵng.|Bà là bác sĩ.
vi Ông sống ở Q. Tân Bình, TP. Hồ Chí Minh.|Nhà ông nhỏ.
vi ThS. Trần Nam nói về luật mới.|Luật có hiệu lực từ tháng 1.
hu Az elnök 2026. június 2. napján Bécsbe utazott.|Dr. Nagy elkísérte.
hu II. Erzsébet királynőt említette ifj. Kovács Péter.|Mások nem.
hu A Híd Kft. Budapest mellett épít.|A munka tart.
tr Görüşmenin 2. Turu Ankara'da yapıldı.|Bakan konuştu.
tr Toplantı 15. Kolordu Komutanlığı'nda yapıldı.|Basın alınmadı.
hr Ministar je stigao 5. 12. 2026. u Zagreb.|Razgovori traju.
hr Dr. Ana Babić i gen. Perić govorili su o obrani, npr. o brodovima.|Nitko nije pitao.
hr Kralj Petar I. Karađorđević je umro davno.|To znaju svi.
sr Проф. Јован Илић и ген. Савић били су у ул. Мира.|Нису говорили.
sl Sestanek bo 3. 12. 2026 v Kopru.|Ministrica pride z dr. Novakom.
fi Kokous alkoi klo 10.|Ministeri puhui ensin.
fi Esim. Suomi ja Ruotsi tukivat esitystä.|Muut eivät.
da Ministeren mødte bl.a. Sverige og Norge kl. 10.|De talte længe.
da Dronningen kom d. 2. juni 2026 til Aarhus.|Hun rejste igen.
nb Møtet var kl. 10 i Oslo, sa dr. Berg, f.eks. Finland kom.|Det var kort.
sv Mötet i Oslo gällde bl.a. Finland och t.ex. Norge.|Det var kort.
el Ο κ. Παππάς και η κα. Νίκου μίλησαν.|Η συζήτηση τελείωσε.
id Letjen. Budi dan Drs. Ahmad bertemu di Kab. Bogor.|Mereka bicara lama.
sw Bw. Juma na Bi. Asha walikutana Dodoma.|Mkutano ulikuwa mfupi.
en The 1. FC Union Berlin fans sang.|Nobody was hurt.
en He ranked 12.|Officials said nothing.
en The road is 5 km.|Police closed it.
en The crowd shouted hmm.|The minister left.
""".strip().splitlines()


def case(line: str) -> tuple[str, str, list[str]]:
    """Return language, text and sentences of a golden line."""
    language, marked = line[:2], line[3:]
    text = marked.replace("|", " ").replace("‖", "")
    return language, text, re.split(r"[|‖]", marked)


def texts(text: str, language: str = "en") -> list[str]:
    """Return the sentences of `text` as strings."""
    return [text[s.start : s.end] for s in split(text, language)]


@pytest.mark.parametrize("line", GOLDEN)
def test_golden(line: str) -> None:
    """Each case of the golden set is cut as a reader would cut it."""
    language, text, expected = case(line)
    assert texts(text, language) == expected


def test_paragraphs_by_blank_lines() -> None:
    """A blank line ends sentence and paragraph; a heading is a sentence of its own."""
    text = "A heading\n\nOne here. Two here\n\n\n  Three."
    found = split(text)
    assert [(text[s.start : s.end], s.paragraph) for s in found] == [
        ("A heading", 1),
        ("One here.", 2),
        ("Two here", 2),
        ("Three.", 3),
    ]
    assert [s.number for s in found] == [1, 2, 3, 4]


def test_paragraphs_by_lines() -> None:
    """Without blank lines every line is a paragraph."""
    found = split("First line. Second\r\nThird line\nFourth")
    assert [s.paragraph for s in found] == [1, 1, 2, 3]


def test_wrapped_lines() -> None:
    """Lines that a mail program wrapped stay one paragraph, with and without blank lines."""
    text = (
        "The ministers of both countries will meet in Geneva on Wednesday to talk\n"
        "about the treaty, which runs out next year. Neither side has said what\n"
        "it wants from the other, and the agenda has not been published by the\n"
        "hosts."
    )
    for whole in (text, f"A heading\n\n{text}\n\nAnother paragraph."):
        found = texts(whole)
        assert "hosts." in found[-1] or "hosts." in found[-2]
        assert sum("\n" in one for one in found) == 2


def test_line_that_goes_on() -> None:
    """A line that begins with a small letter goes on with the sentence of the line before."""
    assert texts("Heading\n\nThe minister\nsaid no.\nHe left.") == [
        "Heading",
        "The minister\nsaid no.",
        "He left.",
    ]


def test_list_lines() -> None:
    """The items of a list are sentences of their own."""
    text = "What we know:\n\n- The talks begin on Monday\n- Two ministers will come\n* No venue yet"
    assert len(split(text)) == 4


def test_empty() -> None:
    """A text without anything to read has no sentences."""
    assert split("") == ()
    assert split(" \n\n \t") == ()


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    st.text(
        alphabet=st.sampled_from("aB1 .…!?\"'”“«»)(\n\r。」、Мр.г و؟\u2028\u00a0-U.S."), max_size=80
    ),
    st.sampled_from(["en", "de", "ru", "fr", "ar", "ja", "und", "xx"]),
)
@example("...", "en")
@example(". . . a. B. c", "en")
def test_every_character_once(text: str, language: str) -> None:
    """Sentences are in order, never overlap, and hold every character that is no white space."""
    found = split(text, language)
    at = 0
    for number, sentence in enumerate(found, start=1):
        assert sentence.number == number
        assert not text[at : sentence.start].strip()
        inner = text[sentence.start : sentence.end]
        assert inner
        assert inner == inner.strip()
        at = sentence.end
    assert not text[at:].strip()
    paragraphs = [sentence.paragraph for sentence in found]
    assert paragraphs == sorted(paragraphs)
    assert set(paragraphs) == set(range(1, max(paragraphs, default=0) + 1))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text at all is cut so that the sentences hold its letters in order."""
    joined = "".join("".join(texts(text)).split())
    assert joined == "".join(text.split())


@pytest.mark.parametrize(
    "unit",
    [".", ". ", "a. ", "A. ", "Mr. ", '." ', "…", "! ", "\n", "\n \n", " ", "\r\n", "(", "“", "a", "1. ", "- ", "。", "。」",
     "U.S. ", "\u2028", '."', ".A", "a\n", "word " * 9 + "\n"],
)  # fmt: skip
def test_linear(unit: str) -> None:
    """Tens of thousands of characters of anything hostile take a moment."""
    text = (unit * 50_000)[:50_000]
    begun = time.perf_counter()
    split(text)
    assert time.perf_counter() - begun < 4
