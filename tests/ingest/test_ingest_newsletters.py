"""Newsletters in many layouts: each item becomes an article, what stands around them does not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.models import Article, Failure

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

LIST = "List-Unsubscribe: <https://kurier.example/u>\n"


def mail(
    subject: str,
    body: str,
    *,
    html: bool = False,
    headers: str = "",
    sender: str = "Kurier am Morgen <brief@kurier.example>",
) -> str:
    """Return a mail with one body."""
    kind = "html" if html else "plain"
    return (
        f"From: {sender}\nTo: desk@example.org\nSubject: {subject}\nDate: Wed, 02 Jun 2021 06:10:00 +0200\n"
        f"Message-ID: <n1@kurier.example>\n{headers}MIME-Version: 1.0\n"
        f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"
    )


ROWS = """<html><body><table><tr><td><a href="https://kurier.example/b">Im Browser ansehen</a></td></tr>
<tr><td style="font-size:30px">Kurier am Morgen</td></tr><tr><td>Guten Morgen, es ist Mittwoch, und der Regen bleibt.</td></tr>
<tr><td style="font-size:22px"><a href="https://kurier.example/hafen">Triest baut den Hafen aus</a></td></tr>
<tr><td style="font-size:15px">Der Stadtrat von Triest hat am Dienstag den Ausbau des Hafens um zwei Kais beschlossen. Die Kosten betragen 212 Millionen Euro.</td></tr>
<tr><td style="font-size:11px">ANZEIGE</td></tr><tr><td style="font-size:15px">Der neue Mokka von Sorgenfrei weckt jeden auf, auch am Montag, versprochen.</td></tr>
<tr><td style="font-size:22px"><a href="https://kurier.example/wahl">Finnland wählt im Herbst</a></td></tr>
<tr><td style="font-size:15px">Die finnische Regierung hat die Kommunalwahl auf den 14. Oktober gelegt, wie das Justizministerium mitteilte.</td></tr>
<tr><td style="font-size:15px"><a href="https://kurier.example/wahl">Weiterlesen</a></td></tr>
<tr><td style="font-size:11px">Sie erhalten diesen Brief, weil Sie ihn bestellt haben. <a href="https://kurier.example/u">Abmelden</a></td></tr></table></body></html>"""

BOLD = """<html><body><div>Bonjour à tous, voici la matinale.</div>
<p><b>Chypre rouvre un point de passage.</b> Nicosie a rouvert mardi le passage de Deryneia, fermé depuis onze mois, a annoncé le porte-parole du gouvernement. <a href="https://lettre.example/1">Lire la suite</a></p>
<p><b>Le Ghana emprunte moins.</b> Accra a ramené à 600 millions de dollars son emprunt de juin, selon le ministère des finances. <a href="https://lettre.example/2">Lire la suite</a></p>
<p><b>Une grève fermera les ports chiliens.</b> Les dockers de Valparaíso cesseront le travail jeudi à midi, a dit leur syndicat. <a href="https://lettre.example/3">Lire la suite</a></p>
<p>Un message de notre partenaire : Bois Clair, des meubles qui durent toute une vie.</p>
<p>À demain, la rédaction</p><p><a href="https://lettre.example/u">Se désabonner</a></p></body></html>"""

NUMBERED = """Dear colleagues,

three things from the region this morning.

1. Montenegro delays its census
The statistical office in Podgorica put the census off to November, because 400 enumerators are
still missing, its director said on Tuesday.
https://balkan.example/census

2. Kosovo opens a fourth border crossing
Travellers between Gjakova and Tropoja can use the new road from Friday on, the interior ministry
said. Lorries will have to wait until July.
https://balkan.example/road

3. Skopje raises the price of power
Households will pay 7.4 percent more from July 1, the energy regulator decided.
https://balkan.example/power

Best regards
The desk

You are receiving this e-mail because you subscribed. Unsubscribe: https://balkan.example/u
"""

UNDERLINED = """Boletín de la mañana
Miércoles, 2 de junio de 2021

Buenos días. Esto es lo que importa hoy.

URUGUAY COMPRA TREN NUEVO
-------------------------
El gobierno de Montevideo compró ocho trenes para la línea del norte, dijo el martes el ministro de
Transporte. Llegarán en 2023.

PARAGUAY CIERRA DOS PUENTES
---------------------------
Asunción cerró dos puentes sobre el río Apa por la crecida, informó la dirección de vialidad. Unas
900 familias quedaron sin acceso.

BOLIVIA SUBE EL SALARIO
-----------------------
El salario mínimo subirá un 2 por ciento desde julio, según un decreto publicado en La Paz.

Hasta mañana.
Darse de baja: https://boletin.example/b
"""

RULED = """Доброе утро! Главное к этому часу.

* * *

Рига продаёт ледокол

Латвийское морское ведомство выставило на торги ледокол 1958 года постройки, сообщила во вторник его пресс-служба.

* * *

В Тбилиси закрыли канатную дорогу

Мэрия остановила движение до пятницы из-за обрыва кабеля. Пострадавших нет, сказал заместитель мэра.

* * *

Астана меняет расписание

С 10 июня поезда в Алма-Ату будут отправляться на час раньше, сообщили в железнодорожной компании.

* * *

Отписаться от рассылки: https://utro.example/u
"""

JAPANESE = """<html><body><h1>朝のたより</h1><p>おはようございます。今日のニュースです。</p>
<h3>札幌市、路面電車を延伸</h3><p>札幌市は一日、路面電車を二キロ延ばす計画を発表した。工事は来年四月に始まる。</p><p><a href="https://tayori.example/1">続きを読む</a></p>
<h3>台湾で鉄道が運休</h3><p>大雨のため、台湾鉄道は東部の路線で運転を見合わせた。再開は三日の見込みだという。</p><p><a href="https://tayori.example/2">続きを読む</a></p>
<h3>【PR】新しい緑茶</h3><p>香り高い新茶を今だけ半額でお届けします。ぜひお試しください。</p>
<p>配信停止は<a href="https://tayori.example/u">こちら</a></p></body></html>"""

ARABIC = """<html dir="rtl"><body><p>صباح الخير، هذه نشرة الأربعاء.</p>
<div><h2>1. عمّان توسّع المطار</h2><p>أعلنت وزارة النقل الأردنية يوم الثلاثاء توسيع مطار الملكة علياء بمدرج ثالث، بكلفة 310 ملايين دينار.</p></div>
<div><h2>2. تونس تؤجل الامتحانات</h2><p>قالت وزارة التربية التونسية إن امتحانات الباكالوريا ستبدأ في 14 يونيو، بعد أسبوع من موعدها الأول.</p></div>
<div><h2>3. مسقط تفتح متحفا</h2><p>يفتح المتحف البحري في مسقط أبوابه يوم الجمعة أمام الزوار، حسب وكالة الأنباء العمانية.</p></div>
<p>برعاية: مصنع الواحة للتمور</p><p><a href="https://nashra.example/u">إلغاء الاشتراك</a></p></body></html>"""

SECTIONS = """<html><body><h1>The Quay Letter</h1><p>Happy Wednesday. Grab a coffee.</p>
<h2>Europe</h2><h3>Dublin buys two ferries</h3><p>The Irish transport ministry ordered two ferries for the Aran islands on Tuesday. They will sail from 2023.</p>
<h3>Oslo lifts the mask rule</h3><p>Masks are no longer compulsory on Oslo's trams, the city council said.</p>
<h2>Africa</h2><h3>Lusaka gets a new bus lane</h3><p>The Zambian capital will open its first bus lane in August, according to the mayor's office.</p>
<h2>Together with Tidewater Bank</h2><p>Tidewater's new account pays 4 percent. Open yours in minutes.</p>
<p>Thanks for reading. See you tomorrow.</p><p>Quay Media, 1 Pier Road. <a href="https://quay.example/u">Unsubscribe</a></p></body></html>"""

PLUS = """Guten Tag,

hier die Meldungen vom Dienstagabend.

+++ Luxemburg senkt die Fahrpreise +++
Der Verkehrsminister kündigte am Dienstag an, dass Tageskarten ab Juli nur noch drei Euro kosten.

+++ Zürich sperrt die Limmat +++
Wegen Hochwassers ist der Fluss bis Donnerstag für Boote gesperrt, teilte die Kantonspolizei mit.

+++ Ljubljana verkauft das alte Stadion +++
Den Zuschlag bekam eine Baufirma aus Maribor für 9,1 Millionen Euro.

--
Kurier Mediendienst, Hafengasse 3
"""

CASES = {
    "rows of a table": (
        ROWS,
        True,
        ["Triest baut den Hafen aus", "Finnland wählt im Herbst"],
        "Mokka|Regen bleibt|Abmelden|Browser|Weiterlesen",
    ),
    "bold openings": (
        BOLD,
        True,
        [
            "Chypre rouvre un point de passage",
            "Le Ghana emprunte moins",
            "Une grève fermera les ports chiliens",
        ],
        "Bois Clair|Bonjour|demain|désabonner|Lire la suite",
    ),
    "numbers": (
        NUMBERED,
        False,
        [
            "Montenegro delays its census",
            "Kosovo opens a fourth border crossing",
            "Skopje raises the price of power",
        ],
        "colleagues|regards|Unsubscribe|https",
    ),
    "underlined": (
        UNDERLINED,
        False,
        ["URUGUAY COMPRA TREN NUEVO", "PARAGUAY CIERRA DOS PUENTES", "BOLIVIA SUBE EL SALARIO"],
        "Buenos|Hasta|baja|---",
    ),
    "rules": (
        RULED,
        False,
        ["Рига продаёт ледокол", "В Тбилиси закрыли канатную дорогу", "Астана меняет расписание"],
        "утро|Отписаться",
    ),
    "Japanese": (
        JAPANESE,
        True,
        ["札幌市、路面電車を延伸", "台湾で鉄道が運休"],
        "緑茶|おはよう|配信停止|続きを読む",
    ),
    "Arabic": (
        ARABIC,
        True,
        ["عمّان توسّع المطار", "تونس تؤجل الامتحانات", "مسقط تفتح متحفا"],
        "صباح|برعاية|الاشتراك",
    ),
    "sections": (
        SECTIONS,
        True,
        ["Dublin buys two ferries", "Oslo lifts the mask rule", "Lusaka gets a new bus lane"],
        "Tidewater|Happy|Thanks|Quay",
    ),
    "ornaments": (
        PLUS,
        False,
        [
            "Luxemburg senkt die Fahrpreise",
            "Zürich sperrt die Limmat",
            "Ljubljana verkauft das alte Stadion",
        ],
        "Guten Tag|Meldungen|Mediendienst",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_item_is_an_article(put: Put, ingest: Read, name: str) -> None:
    """Whatever the layout and language: a headline and its sentences, and nothing from around them."""
    body, html, titles, never = CASES[name]
    put("n.eml", mail("Kurier am Morgen", body, html=html, headers=LIST if html else ""))
    articles, failures = ingest("n.eml")
    assert failures == []
    assert [article.title for article in articles] == titles
    assert {article.source for article in articles} == {"Kurier am Morgen"}
    assert all(article.published for article in articles)
    assert not re.search(never, "\n".join(article.text for article in articles))
    assert all(len(article.text) > 30 for article in articles)
    if "http" in body and name not in {"underlined", "rules", "Arabic", "sections"}:
        assert len({article.url for article in articles}) == len(articles)
    around = [aside.text for article in articles for aside in article.asides]
    assert name == "ornaments" or around


ESSAY = """<html><body><h1>Why the Drina keeps flooding</h1>
<p>Every spring the Drina leaves its bed, and every spring the mayors of Zvornik and Loznica promise a wall. The wall has been drawn four times since 1974, and it was never built, because the two towns lie in two states and neither wants to pay for the other's bank. This is a story of maps and money.</p>
<h2>The map</h2><p>In Zvornik the engineer Mirko Talić keeps the drawings in a tin. The <a href="https://drina.example/a">first</a> shows a dam above Zvornik; Loznica refused it.</p>
<h2>The money</h2><p>Loznica's mayor says that Zvornik should pay half. Talić laughs at that, and shows the <a href="https://drina.example/b">letter</a> in which Zvornik offered a third.</p>
<h2>The water</h2><p>When the Drina rose in May, Talić measured it from his window in Zvornik. Loznica was under water an hour <a href="https://drina.example/c">later</a>.</p>
<p><a href="https://drina.example/u">Unsubscribe</a></p></body></html>"""

POINTS = """The ministers of the four Danube states met in Bratislava on Tuesday and agreed on a common plan against low water, after the driest May on record had stopped freight between Komárno and Budapest for nine days. The Slovak minister, Jana Hrušková, said that they had settled these points:

1. The four states measure the depth of the Danube each morning and publish it by noon.

2. Freight for power stations goes first where the Danube is shallower than two metres.

3. Slovakia and Hungary share the cost of dredging below Komárno.

The plan takes effect on July 1.
"""

RELEASE = """PRESS RELEASE

The Ministry of Transport of Laos opens the railway to Boten

VIENTIANE, 1 June 2021. The Ministry of Transport will open the railway between Vientiane and Boten in December, Minister Khamla Sisouk said on Tuesday. The Ministry of Transport expects 1,200 passengers a day.

BACKGROUND
The railway has been under construction since 2016. The Ministry of Transport holds 30 percent of the railway company in Vientiane.

NEXT STEPS
Trains from Vientiane will be tried from August on. Minister Sisouk will travel to Boten on the first of them.

CONTACT
Press Office, Ministry of Transport, Vientiane
"""

INTERVIEW = """<html><body><p>The harbour master of Piran retires in June. We asked Tone Kogoj what has changed.</p>
<p><b>When did you begin in Piran?</b></p><p>I came in 1979, when Piran had eleven boats. I knew each of them by its sound.</p>
<p><b>What was the worst storm?</b></p><p>That of 1987. The pier of Piran broke, and we pulled Kogoj's own boat out with a tractor.</p>
<p><b>Who will come after you?</b></p><p>My niece. She knows Piran better than I do.</p></body></html>"""


@pytest.mark.parametrize(
    ("subject", "body", "html"),
    [
        ("Why the Drina keeps flooding", ESSAY, True),
        ("Danube: four states agree", POINTS, False),
        ("Press release: railway to Boten", RELEASE, False),
        ("Forty years at the quay", INTERVIEW, True),
        (
            "Accord",
            "The six delegations signed on Monday.\n\nShips leave on June 16, the ministry said.\n",
            False,
        ),
    ],
    ids=["essay", "points", "release", "interview", "plain"],
)
@pytest.mark.parametrize("headers", ["", LIST], ids=["person", "list"])
def test_one_report_in_sections_stays_one(
    put: Put, ingest: Read, subject: str, body: str, html: bool, headers: str
) -> None:
    """Subheads, numbered points and questions divide a report, and make no newsletter of it."""
    put("n.eml", mail(subject, body, html=html, headers=headers))
    articles, failures = ingest("n.eml")
    assert failures == []
    assert len(articles) == 1
    assert articles[0].stub is None


def test_a_list_of_headlines_is_no_article(put: Put, ingest: Read) -> None:
    """A digest that only names its articles is kept whole, and marked as a list of headlines."""
    rows = "".join(
        f'<p><a href="https://kurier.example/{n}">{title}</a></p>'
        for n, title in enumerate(
            (
                "Triest baut seinen Hafen aus",
                "Finnland wählt erst im Herbst",
                "Riga verkauft einen alten Eisbrecher",
                "Zürich sperrt die Limmat für Boote",
            )
        )
    )
    put(
        "n.eml",
        mail(
            "Kurier am Morgen",
            f"<html><body><h1>Kurier am Morgen</h1>{rows}<p>Newsletter abbestellen</p></body></html>",
            html=True,
            headers=LIST,
        ),
    )
    (article,), _ = ingest("n.eml")
    assert article.stub == "listing"
