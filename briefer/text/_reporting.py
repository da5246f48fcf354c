"""Verbs and phrases that report speech, and the pronouns that stand for a speaker."""

import re

_EN = [
    "accus",
    "acknowledg",
    "add",
    "admit(?:t)",
    "advis",
    "affirm",
    "agre",
    "alleg",
    "announc",
    "argu",
    "ask",
    "assert",
    "assur",
    "blam",
    "caution",
    "claim",
    "comment",
    "complain",
    "conced",
    "conclud",
    "condemn",
    "confirm",
    "contend",
    "criticis",
    "criticiz",
    "declar",
    "decri",
    "declin",
    "demand",
    "denounc",
    "describ",
    "disclos",
    "dismiss",
    "disput",
    "emphasis",
    "emphasiz",
    "estimat",
    "explain",
    "express",
    "forecast",
    "hint",
    "hop",
    "impl",
    "insist",
    "interject",
    "joke",
    "lament",
    "maintain",
    "mention",
    "not",
    "object",
    "observ",
    "outlin",
    "pledg",
    "point",
    "predict",
    "prais",
    "proclaim",
    "promis",
    "propos",
    "question",
    "reaffirm",
    "recall",
    "reckon",
    "recommend",
    "reiterat",
    "reject",
    "relat",
    "remark",
    "remind",
    "repl",
    "report",
    "respond",
    "reveal",
    "signal",
    "speculat",
    "stat",
    "stress",
    "suggest",
    "tell",
    "testif",
    "threaten",
    "tweet",
    "underlin",
    "underscor",
    "urg",
    "vow",
    "voic",
    "warn",
    "welcom",
    "wonder",
    "worr",
]
_IRREGULAR = (
    r"said|says|say|saying|told|tells|wrote|writes|called (?:on|for)|calls (?:on|for)|denied|denies|"
    r"replied|replies|implied|testified|testifies|worried|made clear|makes clear|pointed out|points out|"
    r"spoke of|spoke out|thinks|thought|believes|believed|expects|did not rule out|ruled out|"
    r"quoted|is quoted|was quoted|has learned|took to Twitter"
)
CUES: dict[str, tuple[str, ...]] = {
    "en": (
        _IRREGULAR,
        r"(?:" + "|".join(_EN) + r")(?:ed|es|s)(?: out)?",
    ),
    "fr": (
        r"a(?:vait)? (?:déclaré|dit|affirmé|annoncé|ajouté|expliqué|précisé|indiqué|estimé|assuré|souligné|averti|dénoncé|condamné|reconnu|rappelé|insisté|confié|répondu|demandé|appelé|jugé|promis|confirmé)",
        r"ont (?:déclaré|dit|affirmé|annoncé|ajouté|expliqué|précisé|indiqué|estimé|assuré)",
        r"(?:déclare|dit|affirme|annonce|ajoute|explique|précise|indique|estime|assure|souligne|avertit|juge|rappelle)(?:nt)?",
    ),
    "ru": (
        r"(?:сказал|заявил|сообщил|отметил|добавил|подчеркнул|пояснил|объяснил|рассказал|указал|считает|полагает|предупредил|напомнил|уточнил|признал|призвал|обвинил|отверг|опроверг|подтвердил|написал|ответил|выразил)(?:а|и|о)?",
        r"говорит|говорят|сообщает|сообщают|считают|заявляет|утверждает",
    ),
    "de": (
        r"sagte|sagten|sagt|erklärte|erklärten|teilte|betonte|warnte|fügte|kündigte|bestätigte|forderte|kritisierte|schrieb|meinte|berichtete|äußerte",
    ),
    "es": (
        r"dijo|dijeron|afirmó|aseguró|declaró|anunció|explicó|añadió|señaló|indicó|advirtió|subrayó|reconoció|confirmó|pidió|denunció|negó|sostuvo",
    ),
    "ar": (
        r"(?:و|ف)?(?:قال|قالت|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|صرح|صرحت|أوضح|أوضحت|ذكر|ذكرت|أشار|أشارت|حذر|حذرت|نفى|نفت)",
    ),
}
ACCORDING: dict[str, str] = {
    "en": r"\b(?:according to|in the words of)\s",
    "fr": r"\b(?:selon|d['’]après)\s",
    "ru": r"\b(?:по словам|по данным|согласно)\s",
    "de": r"\b(?:laut|nach angaben (?:von|der|des))\s",
    "es": r"\b(?:según|de acuerdo con)\s",
    "ar": r"(?:وفقا ل|بحسب |حسب |وفق )",
}
PRONOUNS: dict[str, frozenset[str]] = {
    "en": frozenset({"he", "she", "they"}),
    "fr": frozenset({"il", "elle", "-t-il", "-t-elle"}),
    "ru": frozenset({"он", "она"}),
    "de": frozenset({"er", "sie"}),
    "es": frozenset({"él", "ella"}),
    "ar": frozenset(),
}

# What an unnamed source is called: the head of its noun phrase must be one of these.
SOURCE_NOUNS = re.compile(
    r"^(?:officials?|sources?|minist(?:er|ers|ry|ries)|spokes\w+|governments?|agenc(?:y|ies)|"
    r"leaders?(?:hip)?|police|diplomats?|analysts?|experts?|courts?|statements?|reports?|stud(?:y|ies)|"
    r"aides?|lawmakers?|company|operators?|presidents?|envoys?|ambassadors?|union|council|bloc|group|"
    r"commission|parliament|opposition|critics|economists?|researchers?|scientists?|doctors?|lawyers?|"
    r"prosecutors?|judges?|witness(?:es)?|residents?|observers?|part(?:y|ies)|army|military|navy|"
    r"authorit(?:y|ies)|bank|campaign|team|office|administration|broadcaster|newspaper|magazine|"
    r"mission|embassy|delegation|delegations|monitors?|mediators?|negotiators?|ships?|airlines?|"
    r"house|kremlin|pentagon|department|chief|head|secretary|chairman|chairwoman|director|"
    r"chancellor|premier|king|queen|pope|senators?|governors?|mayors?|generals?|commanders?|"
    r"insiders?|people|others|both|many|some|investigators?|inspectors?|survivors?|activists?|"
    r"supporters?|voters?|traders?|investors?|executives?|employees?|workers?|teachers?|students?|"
    r"mother|father|wife|husband|son|daughter|brother|sister|friends?|neighbou?rs?|colleagues?|"
    r"man|woman|men|women|professor|author|editor|director|coach|manager|owner|founder|"
    r"porte-parole|gouvernement|ministère|ministre|président|responsables?|sources|autorités|"
    r"министерство|ведомство|источники?|власти|правительство|представители?|эксперты|премьер|президент|"
    r"regierung|ministerium|sprecher|sprecherin|gobierno|ministerio|portavoz|fuentes|"
    r"المتحدث|الوزارة|الحكومة|المصدر|مصادر|الرئيس|الوزير)$",
    re.IGNORECASE,
)
