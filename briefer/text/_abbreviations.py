"""What a full stop after a word means, by language.

Four kinds of abbreviation, as tables of words without their last full stop:

- `bound`: never ends a sentence (a title before a name: "Gen.", "г-н", "Mme.");
- `loose`: ends one only before a word that opens sentences ("in Jan. The ...");
- `counted`: an abbreviation only before a number ("No. 5", "стр. 12");
- `final`: ends one before any capital ("и т. д. Путин ...").

`openers` are the words that open sentences and are no names. Tables hold words as written.
"""

_EVERYWHERE_BOUND = """
    Mr Mrs Ms Mx Dr Drs Prof Gen Sen Rep Gov Lt Col Maj Capt Cmdr Cpl Sgt Adm Rev Hon Fr Messrs Pres
    Amb Supt Insp Det Pte Brig Cdr Gens Sens Reps Govs Sgts Msgr Mgr Mme Mmes Mlle Mlles Sra Srta
    Sres Dra Dña Ing Mag Dipl Hr Frl S.E H.E Pvt Atty Asst i.e e.g viz cf Vice-Adm Lt.Col Maj.Gen
    Lt.Gen Brig.Gen Lt.-Gen Lt.-Col Maj.-Gen
"""
_EVERYWHERE_LOOSE = """
    MR MRS MS DR PROF GEN SEN REP GOV LT COL MAJ CAPT SGT ADM REV St Ste ST Sr Ft Mt Inc Ltd Co Corp
    Bros LLC plc Jr Jnr Snr vs v al Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues
    Wed Thu Thur Thurs Fri Sat Sun Ave Blvd Rd Dept Univ Assn Intl Natl Govt Ala Ariz Ark Calif Colo
    Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va
    Vt Wash Wis Wyo Que Ont approx est ed eds trans incl excl Cie Ph.D Bn bn mln JAN FEB AUG SEPT
    OCT NOV DEC Bd Rs Pty Esq dept
"""
_EVERYWHERE_COUNTED = """
    No Nos no nos Nr nr Art art Arts Sec sec p pp Vol vol Ch ch Fig fig Para para cl Cl c ca Ca
    circa Sect sect Rm Bldg Apt tel Tel Res res Doc doc Reg s S § pt Pt núm Núm
"""

_BOUND = {
    "fr": "M MM Me Pr Dre Vve cf p.ex c.-à-d av apr J.-C",
    "de": """z.B d.h u.a o.ä bzw ggf sog evtl inkl zzgl vgl Abg Min Bgm h.c Hl geb gest allg bes""",
    "es": """D Dª Lic Arq Gral Cnel Cap Pdte Excmo Excma Ud Uds p.ej pág págs av avda""",
    "it": "sig sigg sig.ra dott dott.ssa avv on mons p.es prof prof.ssa gen col",
    "pt": "Exmo Exma Eng Gal Cel p.ex av",
    "nl": "dhr mw mevr drs ir mr ing bijv d.w.z o.a resp jhr",
    "pl": """np prof dr hab inż mgr płk gen ks św ul al tzw tzn m.in por mjr kpt ppłk abp bp red""",
    "ru": """г-н г-жа ул пр-т пл пер д стр корп тов проф акад доц канд полк ген подп майор кап адм о
        св т.е т.н т.к напр пос с дер обл р-н рис см ср зам зав пом гл нач чл корр инж ред илл изд""",
    "uk": """г-н ім вул пл просп буд проф акад ген полк т.зв т.к напр див ред гл с м смт обл р-н о св""",
    "ar": "د أ م ا ا.د أ.د د.م",
    "tr": "Doç Yrd Av Org Alb Tuğg Tümg Korg Sn Hz vb.s örn bkz",
    "sv": "t.ex bl.a d.v.s s.k f.d dr prof",
    "da": "f.eks bl.a d.v.s dr prof",
    "no": "f.eks bl.a d.v.s dr prof",
    "cs": "např tzv tj prof gen plk sv ul",
    "el": "κ κκ π.χ δηλ βλ Δρ καθ αρ",
}
_LOOSE = {
    "fr": "janv févr avr juil sept oct nov déc vol éd av tél fig cap",
    "de": "Mio Mrd Tsd Mrz Okt Dez Str Jh Jhd tägl",
    "es": "EE EE.UU RR.HH FF.AA JJ.OO UU ene feb abr ago sept oct nov dic Cía S.A dpto depto prov",
    "it": "feb mar apr mag giu lug ago set ott nov dic S.p.A pag",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez Ltda S.A",
    "nl": "jan feb mrt apr jul aug sep okt nov dec mln mld",
    "pl": "im zł mln mld tys godz ok wg nr poz ust",
    "ru": "им км кг р ч мин сек шт янв февр апр авг сент окт нояб дек ст",
    "uk": "коп р рр ст чол км кг",
    "ar": "ص هـ ق.م ب.م ت ط ج",
    "tr": "vs T.C A.Ş Ltd Şti yy",
}
_FINAL = {
    "en": "etc",
    "ru": "т.д т.п др пр н.э млн млрд трлн тыс руб долл коп чел га экз",
    "uk": "т.д т.п ін н.е млн млрд трлн тис грн руб дол",
    "de": "usw usf etc",
    "pl": "itd itp etc",
    "fr": "etc",
    "es": "etc",
    "it": "ecc etc",
    "pt": "etc",
    "nl": "enz etc",
    "tr": "vb",
}
_OPENERS = {
    "en": """The A An He She It They We You This That These Those There But And Or So Yet In On At As After
        Before By For From With Without While When Where What Who Why How If Although Though Since Despite
        During Under Over Both Some Many Most All Each Every Another Other Others His Her Its Their Our My
        Your Not One Two Three Also Meanwhile However Still Then Now Here According Last Next Earlier Later
        Asked Among Between Until Unlike Because Nor Only Even Such Nobody Nothing I I'm I've It's He's She's
        They're There's That's We're Officials Critics Analysts Experts Instead Once To Of About Against Amid
        Nearly More Several Few Any Moreover Furthermore Nevertheless Today Yesterday Tomorrow""",
    "fr": """Le La Les Un Une Des Du De Il Elle Ils Elles On Nous Vous Je Ce Cette Ces Cet Cela Mais Et Ou Or
        Donc Car En Dans Sur Sous Avec Sans Pour Par Selon Après Avant Depuis Pendant Lors Si Quand Comme Au
        Aux À A Son Sa Ses Leur Leurs Notre L' D' J' Qu' S' C' Cependant Toutefois Aussi Tous Plusieurs
        Certains""",
    "de": """Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ihr Ich Man Dies Diese Dieser
        Dieses Diesen Aber Und Oder Doch Denn In Im An Am Auf Aus Bei Beim Mit Nach Seit Von Vom Vor Zu Zum
        Zur Für Gegen Ohne Um Unter Über Wenn Als Wie Was Wer Wo Warum Auch Nur Noch Schon So Nun Dann Da
        Dort Hier Zudem Außerdem Jedoch Dabei Damit Deshalb Trotz Während Laut Sein Seine Ihre Alle Viele
        Einige Beide Zwei Drei Nicht Kein Keine""",
    "es": """El La Los Las Un Una Unos Unas Lo Él Ella Ellos Ellas Yo Nosotros Este Esta Estos Estas Ese Esa
        Esto Eso Pero Y O E En De Del Al A Con Sin Por Para Según Tras Desde Hasta Durante Si Cuando Como Su
        Sus Se No Ya También Además Ambos Muchos Todos Hay Es Fue Ha""",
    "it": """Il Lo La I Gli Le Un Una Uno L' Un' Egli Lui Lei Loro Noi Questo Questa Questi Queste Ma E O In
        Di Da A Con Su Per Tra Fra Secondo Dopo Prima Durante Se Quando Come Nel Nella Nei Al Alla Dal Dalla
        Anche Non Si È""",
    "pt": """O A Os As Um Uma Ele Ela Eles Elas Nós Este Esta Esse Essa Isto Isso Mas E Ou Em No Na Nos Nas
        De Do Da Ao À Com Sem Por Pelo Pela Para Segundo Após Desde Durante Se Quando Como Seu Sua Não
        Também Já""",
    "nl": """De Het Een Hij Zij Ze Wij We Ik Dit Dat Deze Die Maar En Of In Op Aan Bij Met Zonder Voor Van Uit
        Naar Na Sinds Tijdens Volgens Als Toen Hoe Wat Wie Waar Ook Niet Er Zijn Haar Hun""",
    "ru": """Он Она Оно Они Мы Вы Я Это Этот Эта Эти Тот Та Те Но И А В Во На По При Для До От Из К Ко С Со О
        Об У За Под Над После Перед Между Через Если Когда Как Что Кто Где Также Однако Так Тогда Ранее Все
        Его Её Ее Их Не Ни Сейчас Теперь Там Здесь Среди Кроме Накануне Впрочем Поэтому Затем Потом
        Согласно""",
    "uk": """Він Вона Воно Вони Ми Ви Я Це Цей Ця Ці Той Та Ті Але І Й А В У На По При Для До Від Із З Зі О Об
        Про За Під Над Після Перед Між Через Якщо Коли Як Що Хто Де Також Однак Так Тоді Раніше Усі Всі Його
        Її Їх Не""",
    "pl": """On Ona Ono Oni One My Wy Ja To Ten Ta Te Ci Ale I A W We Na Po Przy Dla Do Od Z Ze O U Za Pod Nad
        Przed Między Przez Jeśli Gdy Kiedy Jak Co Kto Gdzie Także Jednak Tak Nie Jego Jej Ich""",
    "tr": """Bu Şu O Bir Ve Ama Ancak Fakat Biz Siz Ben Onlar Daha Her Bunun Buna""",
    "sv": "Det Den De Han Hon Vi Jag Men Och I På Av För Med Efter Om När En Ett",
}

# What makes "16." an ordinal where ordinals are written so: the word before, the word after.
ORDINAL_AFTER = frozenset(
    "am vom zum den der dem des im die das bis und beim seit ab ihr ihre ihren sein seine seinen ihrem "
    "Am Vom Zum Den Der Dem Des Im Die Das Bis Beim Seit Ab Montag Dienstag Mittwoch Donnerstag "
    "Freitag Samstag Sonnabend Sonntag Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, "
    "Sonntag,".split(),
)
ORDINAL_BEFORE = frozenset(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember "
    "Jahrhundert Jahrhunderts Jahrestag Geburtstag Gipfel Lebensjahr Mal Platz Wahlperiode".split(),
)
ORDINAL_LANGUAGES = frozenset("de da no nb nn cs sk hu fi hr sl".split())
# Time zones and days after "a.m.", "p.m.": the sentence goes on.
CLOCK = frozenset(
    "EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST EET MSK IST Eastern Central Pacific "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan Feb March April May June July Aug Sept Oct "
    "Nov Dec January February August September October November December Local".split(),
)
# A lone capital after these is a label, not an initial: "Plan B. Putin ...".
LABELS = frozenset(
    "plan group class type hepatitis vitamin section part point phase option zone team exhibit "
    "appendix annex grade block war article chapter".split(),
)
# The first half of a spaced abbreviation, and what may be its second half ("z. B.", "т. д.").
BOUND_PAIRS = frozenset(
    "z.|B d.|h u.|a o.|ä i.|d u.|U p.|ex p.|ej J.|C av.|J т.|е т.|к т.|н т.|о т.|зв m.|in и.|о S.|E".split(),
)
FINAL_PAIRS = frozenset("т.|д т.|п н.|э н.|е".split())


class Table:
    """The tables of one language; "und" has those of all."""

    def __init__(self, language: str) -> None:
        known = language in _OPENERS or language in _BOUND
        use = [*_OPENERS] if language == "und" else [language if known else "en"]
        openers = use if use[0] in _OPENERS else ["en", *use]
        self.bound = _merged(_EVERYWHERE_BOUND, _BOUND, use)
        self.final = _merged("", _FINAL, use)
        self.loose = _merged(_EVERYWHERE_LOOSE, _LOOSE, use) - self.bound
        self.counted = _merged(_EVERYWHERE_COUNTED, {}, use) - self.bound
        self.openers = _merged("", _OPENERS, openers)
        self.ordinals = language in ORDINAL_LANGUAGES
        self.firm = self.bound | self.loose  # abbreviations whatever follows
        self.special = self.bound | self.final | self.loose | self.counted


def _merged(common: str, by_language: dict[str, str], languages: list[str]) -> frozenset[str]:
    own = " ".join(by_language.get(language, "") for language in languages).split()
    opened = {word[0].upper() + word[1:] for word in own}  # the same at a sentence's start
    return frozenset(common.split()) | frozenset(own) | opened
