"""The words of dates beside the names that the CLDR gives: relative days, units, tenses, parts."""

import re
from typing import NamedTuple

# Further month names: the Levant's and the Maghreb's, Russian, Ukrainian and Polish cases.
MONTHS: dict[str, str] = {
    "en": "sept=9",
    "ar": "كانون الثاني=1,شباط=2,آذار=3,نيسان=4,أيار=5,حزيران=6,تموز=7,آب=8,أيلول=9,تشرين الأول=10,"
    "تشرين الثاني=11,كانون الأول=12,جانفي=1,فيفري=2,أفريل=4,ماي=5,جوان=6,جويلية=7,أوت=8,يوليوز=7,"
    "غشت=8,شتنبر=9,نونبر=11,دجنبر=12",
    "es": "setiembre=9",
    "de": "jänner=1,feber=2",
    "ru": "январе=1,феврале=2,марте=3,апреле=4,мае=5,июне=6,июле=7,августе=8,сентябре=9,октябре=10,"
    "ноябре=11,декабре=12",
    "uk": "січні=1,лютому=2,березні=3,квітні=4,травні=5,червні=6,липні=7,серпні=8,вересні=9,"
    "жовтні=10,листопаді=11,грудні=12",
    "pl": "styczniu=1,lutym=2,marcu=3,kwietniu=4,maju=5,czerwcu=6,lipcu=7,sierpniu=8,wrześniu=9,"
    "październiku=10,listopadzie=11,grudniu=12",
}
DAYS: dict[str, str] = {
    "ar": "الإثنين=0,الأثنين=0",
    "de": "sonnabend=5",
    "pt": "segunda=0,terça=1,quarta=2,quinta=3,sexta=4",
    "ru": "понедельника=0,понедельнику=0,вторника=1,вторнику=1,среду=2,среды=2,среде=2,четверга=3,"
    "четвергу=3,пятницу=4,пятницы=4,пятнице=4,субботу=5,субботы=5,субботе=5,воскресенья=6,"
    "воскресенью=6,воскресение=6",
    "uk": "понеділка=0,вівторка=1,середу=2,середи=2,четверга=3,п'ятницю=4,п'ятниця=4,суботу=5,"
    "неділю=6,неділі=6",
    "pl": "środę=2,środy=2,sobotę=5,soboty=5,niedzielę=6,niedzieli=6,piątku=4,czwartku=3",
    "zh": "周一=0,周二=1,周三=2,周四=3,周五=4,周六=5,周日=6,星期天=6,礼拜一=0,礼拜二=1,礼拜三=2,"
    "礼拜四=3,礼拜五=4,礼拜六=5,礼拜天=6,週一=0,週二=1,週三=2,週四=3,週五=4,週六=5,週日=6",
}
# Words that name a month only beside a day, a year or a word such as "in".
AMBIGUOUS: dict[str, frozenset[str]] = {
    "en": frozenset({"march", "may", "april", "june", "august"}),
    "fa": frozenset({"مه", "مهٔ", "اوت"}),
    "tr": frozenset({"ocak", "mart", "ekim", "nisan", "eylül", "kasım"}),
    "pt": frozenset({"segunda", "terça", "quarta", "quinta", "sexta"}),
    "ar": frozenset({"آب", "ماي", "جوان", "أوت"}),
    "pl": frozenset({"maja", "lipca", "listopad"}),
    "nl": frozenset({"mei"}),
    "fr": frozenset({"mars"}),
}
# Weekdays that are mostly something else unless a word such as "on" stands before them.
CAPITALISED = frozenset({"en", "de", "tr"})  # languages that write both with a capital

# What relative words mean: (unit, how many from now). A phrase is matched as it stands.
_ADVERBS: dict[str, str] = {
    "en": "today=day 0,tonight=day 0,this morning=day 0,this afternoon=day 0,this evening=day 0,"
    "yesterday=day -1,last night=day -1,tomorrow=day 1,the day before yesterday=day -2,"
    "the day after tomorrow=day 2,the end of the week=week 0,the end of the month=month 0,"
    "the end of the year=year 0,the beginning of the year=year 0,the start of the year=year 0,"
    "the start of the month=month 0,year-end=year 0,the weekend=weekend 0,"
    "last weekend=weekend -1,this weekend=weekend 0,next weekend=weekend 1",
    "fr": "aujourd'hui=day 0,ce matin=day 0,ce soir=day 0,cette nuit=day 0,hier=day -1,"
    "hier soir=day -1,avant-hier=day -2,demain=day 1,après-demain=day 2,"
    "la semaine dernière=week -1,la semaine passée=week -1,cette semaine=week 0,"
    "la semaine prochaine=week 1,le mois dernier=month -1,le mois passé=month -1,"
    "ce mois-ci=month 0,ce mois=month 0,le mois prochain=month 1,l'an dernier=year -1,"
    "l'année dernière=year -1,l'an passé=year -1,l'année passée=year -1,cette année=year 0,"
    "l'an prochain=year 1,l'année prochaine=year 1,le week-end dernier=weekend -1,"
    "ce week-end=weekend 0,le week-end prochain=weekend 1,l'été dernier=summer -1,"
    "cet été=summer 0,l'été prochain=summer 1,l'hiver dernier=winter -1,cet hiver=winter 0",
    "ru": "сегодня=day 0,вчера=day -1,позавчера=day -2,завтра=day 1,послезавтра=day 2,"
    "прошлым летом=summer -1,этим летом=summer 0,прошлой зимой=winter -1,"
    "прошлой осенью=autumn -1,этой осенью=autumn 0,прошлой весной=spring -1,"
    "этой весной=spring 0,минувшие выходные=weekend -1,прошлые выходные=weekend -1",
    "ar": "اليوم=day 0,أمس=day -1,غدا=day 1,غداً=day 1,الليلة=day 0,أول أمس=day -2,بعد غد=day 2,"
    "الأسبوع الماضي=week -1,هذا الأسبوع=week 0,الأسبوع الجاري=week 0,الأسبوع الحالي=week 0,"
    "الأسبوع المقبل=week 1,الأسبوع القادم=week 1,الشهر الماضي=month -1,هذا الشهر=month 0,"
    "الشهر الجاري=month 0,الشهر الحالي=month 0,الشهر المقبل=month 1,الشهر القادم=month 1,"
    "العام الماضي=year -1,السنة الماضية=year -1,هذا العام=year 0,العام الجاري=year 0,"
    "العام الحالي=year 0,العام المقبل=year 1,العام القادم=year 1,السنة المقبلة=year 1",
    "de": "heute=day 0,gestern=day -1,vorgestern=day -2,übermorgen=day 2",
    "es": "hoy=day 0,ayer=day -1,anoche=day -1,anteayer=day -2,pasado mañana=day 2,"
    "esta semana=week 0,la semana pasada=week -1,la próxima semana=week 1,"
    "la semana próxima=week 1,la semana que viene=week 1,este mes=month 0,"
    "el mes pasado=month -1,el próximo mes=month 1,el mes que viene=month 1,este año=year 0,"
    "el año pasado=year -1,el próximo año=year 1,el año que viene=year 1",
    "it": "oggi=day 0,ieri=day -1,domani=day 1,la settimana scorsa=week -1,"
    "la scorsa settimana=week -1,questa settimana=week 0,la prossima settimana=week 1,"
    "il mese scorso=month -1,lo scorso mese=month -1,il prossimo mese=month 1,"
    "l'anno scorso=year -1,lo scorso anno=year -1,quest'anno=year 0,il prossimo anno=year 1",
    "pt": "hoje=day 0,ontem=day -1,amanhã=day 1,na semana passada=week -1,esta semana=week 0,"
    "na próxima semana=week 1,no mês passado=month -1,no próximo mês=month 1,"
    "no ano passado=year -1,este ano=year 0,no próximo ano=year 1",
    "nl": "vandaag=day 0,gisteren=day -1,vorige week=week -1,deze week=week 0,"
    "volgende week=week 1,vorige maand=month -1,deze maand=month 0,volgende maand=month 1,"
    "vorig jaar=year -1,dit jaar=year 0,volgend jaar=year 1",
    "uk": "сьогодні=day 0,вчора=day -1,учора=day -1,завтра=day 1,минулого тижня=week -1,"
    "цього тижня=week 0,наступного тижня=week 1,минулого місяця=month -1,"
    "цього місяця=month 0,наступного місяця=month 1,минулого року=year -1,торік=year -1,"
    "цього року=year 0,наступного року=year 1",
    "pl": "dzisiaj=day 0,dziś=day 0,wczoraj=day -1,jutro=day 1,w zeszłym tygodniu=week -1,"
    "w ubiegłym tygodniu=week -1,w tym tygodniu=week 0,w przyszłym tygodniu=week 1,"
    "w zeszłym miesiącu=month -1,w przyszłym miesiącu=month 1,w zeszłym roku=year -1,"
    "w ubiegłym roku=year -1,w tym roku=year 0,w przyszłym roku=year 1",
    "tr": "bugün=day 0,dün=day -1,yarın=day 1,geçen hafta=week -1,bu hafta=week 0,"
    "gelecek hafta=week 1,geçen ay=month -1,gelecek ay=month 1,geçen yıl=year -1,"
    "bu yıl=year 0,gelecek yıl=year 1",
    "fa": "امروز=day 0,دیروز=day -1,فردا=day 1,هفته گذشته=week -1,هفته آینده=week 1,"
    "ماه گذشته=month -1,ماه آینده=month 1,سال گذشته=year -1,امسال=year 0,سال آینده=year 1",
    "zh": "今天=day 0,今日=day 0,昨天=day -1,昨日=day -1,明天=day 1,前天=day -2,后天=day 2,"
    "上周=week -1,本周=week 0,下周=week 1,上个月=month -1,本月=month 0,下个月=month 1,"
    "去年=year -1,今年=year 0,明年=year 1",
    "ja": "今日=day 0,昨日=day -1,明日=day 1,先週=week -1,今週=week 0,来週=week 1,先月=month -1,"
    "今月=month 0,来月=month 1,昨年=year -1,去年=year -1,今年=year 0,来年=year 1",
}
# Every adjective before every noun: "last week"; a noun is its unit, an adjective its count.
_PRODUCTS: dict[str, tuple[str, str]] = {
    "en": (
        "last=-1,this=0,next=1,the coming=1",
        (
            "week=week,month=month,year=year,quarter=quarter,spring=spring,summer=summer,"
            "autumn=autumn,fall=autumn,winter=winter"
        ),
    ),
    "ru": (
        (
            "прошлой=-1,прошлую=-1,прошлого=-1,прошлом=-1,минувшей=-1,минувшем=-1,минувшего=-1,этой=0,"
            "эту=0,этого=0,этом=0,текущей=0,текущего=0,текущем=0,нынешней=0,нынешнего=0,нынешнем=0,"
            "следующей=1,следующую=1,следующего=1,следующем=1,будущей=1,будущего=1,будущем=1"
        ),
        ("неделе=week,неделю=week,недели=week,месяце=month,месяца=month,году=year,года=year"),
    ),
    "de": (
        (
            "letzte=-1,letzten=-1,letztes=-1,letzter=-1,vergangene=-1,vergangenen=-1,vergangenes=-1,"
            "vorige=-1,vorigen=-1,diese=0,diesen=0,dieses=0,dieser=0,diesem=0,nächste=1,nächsten=1,"
            "nächstes=1,nächster=1,kommende=1,kommenden=1,kommendes=1"
        ),
        (
            "Woche=week,Monat=month,Monats=month,Jahr=year,Jahres=year,Wochenende=weekend,"
            "Sommer=summer,Winter=winter,Frühjahr=spring,Herbst=autumn"
        ),
    ),
}
# Words beside a weekday that turn it back (-1) or forward (+1).
TURNS: dict[str, str] = {
    "en": "last=-1,past=-1,this=0,next=1,coming=1",
    "fr": "dernier=-1,passé=-1,prochain=1",
    "ru": "прошлый=-1,прошлую=-1,прошлое=-1,минувший=-1,минувшую=-1,минувшее=-1,этот=0,эту=0,"
    "следующий=1,следующую=1,следующее=1,ближайший=1,ближайшую=1",
    "ar": "الماضي=-1,الفائت=-1,المنصرم=-1,الجاري=0,المقبل=1,القادم=1,المقبلة=1,الماضية=-1",
    "de": "letzten=-1,letzter=-1,vergangenen=-1,vergangener=-1,diesen=0,nächsten=1,kommenden=1",
    "es": "pasado=-1,próximo=1",
    "it": "scorso=-1,scorsa=-1,prossimo=1,prossima=1",
    "pt": "passado=-1,passada=-1,próximo=1,próxima=1",
    "nl": "vorige=-1,afgelopen=-1,volgende=1,komende=1",
    "uk": "минулий=-1,минулу=-1,наступний=1,наступну=1",
    "pl": "zeszły=-1,zeszłą=-1,ubiegły=-1,przyszły=1,przyszłą=1",
}
SEASONS: dict[str, str] = {
    "en": "spring=3,summer=6,autumn=9,winter=12",
    "fr": "printemps=3,été=6,automne=9,hiver=12",
    "ru": "весной=3,весны=3,летом=6,лета=6,осенью=9,осени=9,зимой=12,зимы=12",
    "ar": "ربيع=3,صيف=6,خريف=9,شتاء=12",
    "de": "Frühjahr=3,Frühling=3,Sommer=6,Herbst=9,Winter=12",
    "es": "primavera=3,verano=6,otoño=9,invierno=12",
    "it": "primavera=3,estate=6,autunno=9,inverno=12",
}
# "Three days ago": a number word or digits (N) and a unit (U) around fixed words.
COUNTS: dict[str, str] = {
    "en": "a=1,an=1,one=1,two=2,three=3,four=4,five=5,six=6,seven=7,eight=8,nine=9,ten=10,eleven=11,"
    "twelve=12",
    "fr": "un=1,une=1,deux=2,trois=3,quatre=4,cinq=5,six=6,sept=7,huit=8,neuf=9,dix=10,quinze=15",
    "ru": "один=1,одну=1,два=2,две=2,три=3,четыре=4,пять=5,шесть=6,семь=7,восемь=8,девять=9,десять=10",
    "ar": "ثلاثة=3,ثلاث=3,أربعة=4,أربع=4,خمسة=5,خمس=5,ستة=6,ست=6,سبعة=7,سبع=7,ثمانية=8,ثماني=8,تسعة=9,"
    "عشرة=10,عشر=10",
    "de": "einem=1,einer=1,zwei=2,drei=3,vier=4,fünf=5,sechs=6,sieben=7,acht=8,neun=9,zehn=10",
    "es": "un=1,una=1,dos=2,tres=3,cuatro=4,cinco=5,seis=6,siete=7,ocho=8,nueve=9,diez=10,quince=15",
}
UNITS: dict[str, str] = {
    "en": "day=day,days=day,week=week,weeks=week,month=month,months=month,year=year,years=year",
    "fr": "jour=day,jours=day,semaine=week,semaines=week,mois=month,an=year,ans=year,année=year,"
    "années=year",
    "ru": "день=day,дня=day,дней=day,неделю=week,недели=week,недель=week,месяц=month,месяца=month,"
    "месяцев=month,год=year,года=year,лет=year",
    "ar": "يوم=day,أيام=day,أسبوع=week,أسابيع=week,شهر=month,أشهر=month,عام=year,أعوام=year,سنة=year,"
    "سنوات=year,يومين=day 2,أسبوعين=week 2,شهرين=month 2,عامين=year 2,سنتين=year 2",
    "de": "Tag=day,Tagen=day,Woche=week,Wochen=week,Monat=month,Monaten=month,Jahr=year,Jahren=year",
    "es": "día=day,días=day,semana=week,semanas=week,mes=month,meses=month,año=year,años=year",
}


class Ago(NamedTuple):
    """Words around "N units": (before, after, sign); sign 0 counts from no known day."""

    before: str
    after: str
    sign: int


AGOS: dict[str, tuple[Ago, ...]] = {
    "en": (
        Ago("", r"\sago(?!\w)", -1),
        Ago("", r"\sfrom\snow(?!\w)", 1),
        Ago("", r"\s(?:earlier|later)(?!\w)", 0),
        Ago(r"[Ii]n\s", r"['’]s?\stime(?!\w)", 1),
        Ago(r"[Ii]n\s", "", 2),
    ),
    "fr": (
        Ago(r"[Ii]l\sy\sa\s", "", -1),
        Ago(r"[Dd]ans\s", "", 1),
        Ago("", r"\splus\st(?:ôt|ard)(?!\w)", 0),
    ),
    "ru": (
        Ago("", r"\sназад(?!\w)", -1),
        Ago("", r"\sтому\sназад(?!\w)", -1),
        Ago(r"[Чч]ерез\s", "", 1),
    ),
    "de": (Ago(r"[Vv]or\s", "", -1), Ago(r"[Ii]n\s", "", 1)),
    "es": (Ago(r"[Hh]ace\s", "", -1), Ago(r"[Dd]entro\sde\s", "", 1)),
    "ar": (Ago(r"قبل\s", "", -1),),
}

# A part of the month, the year or the season that follows: it belongs to the expression.
PARTS = {
    "en": r"(?:[Mm]id(?:dle)?[-‑\s]|[Ee]arly(?:\sin)?\s|[Ll]ate(?:\sin)?\s|[Ee]arlier\sin\s|[Ll]ater\sin\s|"
    r"(?:[Tt]he\s)?(?:[Bb]eginning|[Ss]tart|[Ee]nd|[Mm]iddle)\sof\s)",
    "fr": r"(?:(?:à\sla\s)?(?:mi-|début\s|fin\s(?:de\s)?|courant\s)|(?:au\s)?(?:début|milieu)\s(?:du\smois\s)?(?:de\s|d['’]))",
    "ru": r"(?:(?:в\s)?(?:начале|середине|конце|первой\sполовине|второй\sполовине)\s)",
    "ar": r"(?:(?:في\s)?(?:منتصف|أوائل|مطلع|بداية|نهاية|أواخر|مستهل)\s(?:شهر\s)?)",
    "de": r"(?:Anfang|Mitte|Ende|anfang|mitte|ende)\s",
    "es": r"(?:(?:a\s)?(?:principios|comienzos|mediados|finales|fines)\sde\s)",
    "it": r"(?:(?:a\s)?(?:inizio|metà|fine)\s(?:di\s)?)",
}
# What may stand before a bare month; those of the second pair turn its year.
LEADS = {
    "en": r"(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Oo]f|[Ff]rom|[Tt]hrough|[Dd]uring|[Bb]efore|[Aa]fter|[Bb]etween|"
    r"[Aa]round|[Ll]ast|[Nn]ext|[Tt]his|[Ee]very|[Ee]ach|to|and|or)\s",
    "ar": r"(?:في|منذ|حتى|شهر|خلال|بحلول|من|إلى|قبل|بعد)\s",
    "fa": r"(?:در|از|ماه|تا)\s",
    "tr": r"(?:geçen|bu|gelecek)\s",
    "fr": r"(?:[Ee]n|[Dd]epuis|de|d['’]|au\smois\sd(?:e\s|['’])|[Dd]ès|jusqu['’]en|fin|début|et|à)\s?",
    "pl": r"(?:[Ww]|od|do|z)\s",
    "nl": r"(?:[Ii]n|[Ss]inds|eind|begin|half|tot|van)\s",
}
# Words right before a date from which, or up to which, something lasts.
SINCE = frozenset("since depuis с со seit desde منذ dal od від з".split())
UNTIL = frozenset("until till by jusqu'en jusqu’en до к bis hasta حتى بحلول".split())
# Days of the month in words.
ORDINALS: dict[str, str] = {
    "fr": "1er=1,premier=1",
    "es": "primero=1",
    "it": "primo=1",
    "ar": "الأول=1,الثاني=2,الثالث=3,الرابع=4,الخامس=5,السادس=6,السابع=7,الثامن=8,التاسع=9,العاشر=10",
}
YEAR_LEADS = {
    "fr": r"en|depuis|année|l['’]an|de|pour|dès|avant|après|jusqu['’]en|fin|début",
    "ru": r"в|с|до|от|на|к|году|по|после",
    "ar": r"عام|سنة|العام|في|منذ|لعام|بحلول",
    "de": r"im\sJahr|seit|bis|von|Jahr|Jahre|Ende|Anfang|Mitte|Sommer|Herbst|Winter",
    "es": r"en|desde|de|año|hasta|para|del",
}

_EN_INFINITIVE = (
    r"(?:agree[ds]?|set|due|plan(?:s|ned|ning)?|hop(?:es?|ed|ing)|wants?|wanted|expect(?:s|ed)?|scheduled|ready|"
    r"vow(?:s|ed)?|promis(?:es|ed)|likely|about|going|intend(?:s|ed)?|need(?:s|ed)?|ha(?:s|ve)|is|are|slated|poised|"
    r"prepar(?:es|ed|ing)|decided|asked|urged|called on \w+(?: \w+)?|invited(?: \w+){0,3}) to(?: be)?(?: \w+)?"
)
FUTURE = {
    "en": re.compile(
        rf"\b(?:(?:will|shall|would|could|may|might|must|should|'ll|’ll)(?: not)?(?: have| be)?(?: \w+)?|{_EN_INFINITIVE}|"
        r"due|scheduled|planned|upcoming|forthcoming|ahead of|deadline|starting|the run-up to|"
        r"begins?|opens|ends|expires?|lapses|takes? (?:place|effect|office)|meets|arrives|convenes?|resumes|kicks off|"
        r"concludes|comes? into (?:force|effect)|goes? to the polls|"
        r"eve of|looms?|is holding|are holding|(?:is|are) (?:meeting|travell?ing|visiting|hosting|flying))\b"
    ),
    "fr": re.compile(
        r"\b(?:doi(?:t|vent)|devrai(?:t|ent)|va|vont|prochaine?s?|aura|auront|sera|seront|se tiendra|prévue?s?|avant|"
        r"d['’]ici|jusqu|\w{3,}(?:era|eront|ira|iront|dra|dront))\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:будет|будут|состоится|состоятся|пройд[её]т|пройдут|планиру\w+|намерен\w*|предсто\w+|встретится|"
        r"встретятся|должн\w+|до|к|запланирован\w*|ожида\w+)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:wird|werden|soll|sollen|will|wollen|plant|planen|geplant\w*|bis|bevorstehend\w*)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:será|serán|va a|van a|prevista?o?|antes de|hasta|\w{3,}(?:ará|erá|irá|arán|erán|irán))\b",
        re.IGNORECASE,
    ),
    "ar": re.compile(r"\b(?:سوف|س[يتن]\w{3,}|المقرر|المزمع|بحلول|حتى|قبيل)\b"),
}
PAST = {
    "en": re.compile(
        r"\b(?:was|were|had|did|said|told|met|went|came|took|made|gave|held|began|left|won|lost|sent|found|saw|got|"
        r"became|spoke|struck|broke|brought|built|caught|chose|fell|felt|fought|grew|heard|hit|kept|knew|led|"
        r"paid|ran|rose|sold|shot|stood|struck|taught|thought|wrote|since|[a-z]{2,}ed)\b"
    ),
}
NEVER_DAYS = frozenset(  # "Super Tuesday", "Black Friday": no day of this week
    "Super Black Bloody Good Ash Holy Easter Palm Cyber Maundy Whit Blue Giving Fat".split()
)
NAMES_AFTER_DAYS = frozenset(
    "Times Telegraph Mirror Express Post Mail Herald Business Independent World People".split()
)


def pairs(words: str) -> list[tuple[str, str]]:
    """Return the (word, meaning) pairs of a list "word=meaning,..."."""
    return [(left, right) for left, _, right in (item.partition("=") for item in words.split(","))]


def relative_phrases(language: str) -> list[tuple[str, str]]:
    """Return (phrase, "unit count") of each relative expression of a language."""
    found = pairs(_ADVERBS[language]) if language in _ADVERBS else []
    if language in _PRODUCTS:
        adjectives, nouns = (pairs(words) for words in _PRODUCTS[language])
        found += [(f"{a} {n}", f"{unit} {count}") for a, count in adjectives for n, unit in nouns]
    return found
