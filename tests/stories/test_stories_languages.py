"""One event in six languages and five scripts, beside other events with the same countries."""

from typing import Any

from briefer.stories import group
from briefer.text import analyse

BRIDGE = {
    "en": (
        "Grossi meets Araghchi in Tehran over inspections",
        (
            "Rafael Grossi, the head of the International Atomic Energy Agency, met Iran's Foreign "
            "Minister Abbas Araghchi in Tehran on 12 May 2025. Iran holds 8294 kilograms of enriched "
            "uranium, Grossi said. Inspectors are to return to Natanz on 27 May. Araghchi called the "
            "talks useful; Mohammad Eslami, who heads Iran's atomic organisation, took part."
        ),
    ),
    "fr": (
        "Grossi rencontre Araghchi à Téhéran",
        (
            "Rafael Grossi, directeur de l'Agence internationale de l'énergie atomique, a rencontré "
            "lundi à Téhéran le ministre iranien des Affaires étrangères, Abbas Araghchi. L'Iran "
            "détient 8294 kilogrammes d'uranium enrichi, selon M. Grossi. Les inspecteurs doivent "
            "revenir à Natanz le 27 mai. Mohammad Eslami a participé aux entretiens."
        ),
    ),
    "de": (
        "Grossi trifft Araghtschi in Teheran",
        (
            "Der Chef der Internationalen Atomenergiebehörde, Rafael Grossi, hat am Montag in Teheran "
            "den iranischen Außenminister Abbas Araghtschi getroffen. Nach Angaben von Grossi besitzt "
            "der Iran 8294 Kilogramm angereichertes Uran. Am 27. Mai sollen Inspektoren nach Natans "
            "zurückkehren. Auch Mohammad Eslami nahm an dem Gespräch teil."
        ),
    ),
    "ru": (
        "Гросси встретился с Аракчи в Тегеране",
        (
            "Глава МАГАТЭ Рафаэль Гросси встретился в понедельник в Тегеране с министром иностранных "
            "дел Ирана Аббасом Аракчи. По словам Гросси, Иран располагает 8294 килограммами "
            "обогащённого урана. Инспекторы вернутся в Натанз 27 мая. Во встрече участвовал Мохаммад "
            "Эслами. Аракчи назвал переговоры полезными."
        ),
    ),
    "ar": (
        "غروسي يلتقي عراقجي في طهران",
        (
            "التقى المدير العام للوكالة الدولية للطاقة الذرية رافائيل غروسي في طهران يوم الاثنين وزير "
            "الخارجية الإيراني عباس عراقجي. وقال غروسي إن إيران تملك 8294 كيلوغراما من اليورانيوم "
            "المخصب. وسيعود المفتشون إلى نطنز في 27 مايو 2025. وشارك محمد إسلامي في المحادثات."
        ),
    ),
    "zh": (
        "格罗西在德黑兰会见阿拉格齐",
        (
            "国际原子能机构总干事格罗西(Rafael Grossi)周一在德黑兰会见了伊朗外交部长阿拉格齐"
            "(Abbas Araghchi)。格罗西说,伊朗拥有8294公斤浓缩铀。核查人员将于2025年5月27日返回"
            "纳坦兹(Natanz)。伊朗原子能组织主席埃斯拉米(Mohammad Eslami)参加了会谈。"
        ),
    ),
}
ELSEWHERE = {
    "en2": (
        "en",
        "Iran and Oman sign gas deal in Muscat",
        (
            "Iran's Oil Minister Mohsen Paknejad signed an agreement with Oman in Muscat on Monday. Gas "
            "worth 3170 million dollars is to flow through a pipeline under the Gulf from 2027. Oman's "
            "Energy Minister Salim al-Aufi spoke of a new chapter."
        ),
    ),
    "fr2": (
        "fr",
        "L'Iran et Oman signent un accord gazier à Mascate",
        (
            "Le ministre iranien du Pétrole, Mohsen Paknejad, a signé lundi à Mascate un accord avec "
            "Oman. Du gaz d'une valeur de 3170 millions de dollars doit passer par un gazoduc sous le "
            "Golfe à partir de 2027. Le ministre omanais de l'Énergie, Salim al-Aufi, a salué l'accord."
        ),
    ),
    "ru2": (
        "ru",
        "Землетрясение в Иране: погибли 43 человека",
        (
            "На юге Ирана в понедельник произошло землетрясение, погибли 43 человека. Как сообщил "
            "губернатор провинции Керман Мохаммад Али Талеби, разрушены 1217 домов. Спасатели "
            "работают в городе Зеренд. Президент Масуд Пезешкиан выразил соболезнования."
        ),
    ),
}

CHIPS = {
    "zh-chips": (
        "zh",
        "越南与韩国在河内签署芯片供应协议",
        "越南与韩国12日在河内签署价值32亿美元的半导体供应协议。越南工贸部长陈德龙与韩国产业部长金泰贤代表两国签字。",
    ),
    "en-chips": (
        "en",
        "Vietnam and South Korea sign chip supply deal",
        (
            "Vietnam and South Korea signed an agreement on semiconductors worth $3.2 billion on "
            "Monday. Ministers Tran Duc Long and Kim Tae-hyun signed it."
        ),
    ),
    "en-loan": (
        "en",
        "South Korea lends Vietnam money for a railway",
        (
            "South Korea will lend Vietnam $1.7 billion for a railway to the coast, its finance "
            "minister Park Jun-seo said on Monday."
        ),
    ),
}


def _stories(desk: Any, names: tuple[str, ...]) -> set[frozenset[str]]:
    made = []
    for name in names:
        language, title, text = (
            (name, *BRIDGE[name]) if name in BRIDGE else (ELSEWHERE | CHIPS)[name]
        )
        article = desk.document(
            name,
            text,
            title=title,
            language=language,
            published="2025-05-12",
            source=f"Outlet {name}",
        ).article
        made.append(analyse(article))
    return {frozenset(story.articles) for story in group(made)}


def test_one_event_is_one_story_in_six_languages(desk: Any) -> None:
    """Names in four scripts, figures, dates and countries carry the event across."""
    assert _stories(desk, tuple(BRIDGE)) == {frozenset(BRIDGE)}


def test_other_events_of_the_country_stand_apart(desk: Any) -> None:
    """An agreement and an earthquake of the same day and country don't join the visit."""
    assert _stories(desk, (*BRIDGE, *ELSEWHERE)) == {
        frozenset(BRIDGE),
        frozenset({"en2", "fr2"}),
        frozenset({"ru2"}),
    }


def test_names_spelt_by_meaning_leave_two_countries_and_an_amount(desk: Any) -> None:
    """A Chinese report that shares no name joins by the amount, and not another deal's story."""
    assert len(_stories(desk, ("zh-chips", "en-chips"))) == 1
    assert len(_stories(desk, ("zh-chips", "en-loan"))) == 2
