"""Verbs and phrases that report what somebody says, thinks or demands, and who may be meant.

English verbs are listed by their base form and inflected here. Three classes:

- "say": the subject may be anyone; a clause or a quotation follows or comes before.
- "act": a thing is demanded, denied, praised...; the subject must be a person, a body or a source.
- "show": a poll, a report or a document says so; a clause must follow.
"""

import re
from functools import cache
from typing import NamedTuple

_SAY = """
    say tell add announce argue assert claim declare explain insist maintain note observe remark
    reply respond state warn write tweet retweet acknowledge admit allege affirm agree assure believe
    boast caution comment complain concede conclude confess confirm contend counter deny disclose
    emphasize emphasise estimate exclaim fear forecast hint hope imply inform joke lament
    mention muse opine pledge point predict proclaim promise protest quip reaffirm reason recall
    reckon recount reiterate remind repeat report retort reveal shout signal speculate stress
    suggest suspect swear testify theorize think threaten underline underscore vow wonder worry
    expect indicate post clarify stipulate ask quote continue intone interject demur
    recollect attest figure dream doubt brag yell chant scream implore gush fume charge surmise
    concur stipulate marvel
"""
_ACT = """
    accuse back blame blast call challenge cite condemn criticize criticise decry defend
    demand denounce deplore describe deride dismiss dispute echo endorse express hail
    highlight laud liken mock oppose outline praise propose question rebuff rebuke recommend
    reject refuse slam support tout urge voice want welcome thank congratulate encourage
    advocate apologize apologise detail elaborate commend depict portray characterize
    characterise advise bemoan bash berate chide disavow disagree applaud appeal
    object vilify ridicule lambast lambaste scold scoff rail invoke reference favor favour
    champion decline dub regret request trumpet consider view
    plead beg caricature lash rule
"""
_SHOW = "show find document conclude rate demonstrate"
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "swear": "swears swore sworn swearing",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "forecast": "forecasts forecast forecasting",
    "feel": "feels felt feeling",
    "deny": "denies denied denying",
    "plead": "pleads pleaded pleading",
    "admit": "admits admitted admitting",
    "infer": "infers inferred inferring",
    "concur": "concurs concurred concurring",
    "retort": "retorts retorted retorting",
    "signal": "signals signaled signalled signaling signalling",
    "rebut": "rebuts rebutted rebutting",
    "demur": "demurs demurred demurring",
}
_WITH_PARTICLE = {  # verbs that report only with what follows them
    "point": r"\s(?:out|to)\b",
    "call": r"\s(?:on|for|upon)\b|\s[^.]{1,80}?[“\"]|\s(?:it|him|her|them|this|that|his|its|their|such|the|an?)\b(?!\s"
    r"(?:\w+\s)?(?:meetings?|elections?|vote|summit|session|referendum|strike|halt|ceasefire|truce|conference)\b)",
    "lash": r"\sout\b",
    "rule": r"\sout\b",
    "back": r"\s(?:the|a|an|his|her|its|their|calls?|plans?)\b",
    "question": r"\s(?:whether|why|how|if)\b|\s(?:the|his|her|its|their)\b(?!\s(?:\w+\s)?(?:captain|suspect|man|men|woman|"
    r"women|driver|crew|witness|official|officer|minister|prisoner|detainee|engineer|owner)s?\b)",
    "figure": r"\sthat\b",
    "charge": r"\sthat\b",
    "add": r"(?!\s(?:\d|to\b|up\b|more\b|another\b|fuel\b|weight\b|pressure\b))",
    "recall": r"\s(?:that|how|when|seeing|hearing|being|meeting)\b|[,.:]|\s?[“\"]",
    "protest": r"\s(?:that|against)\b|,?\s[“\"]|[,.]",
    "maintain": r"\s(?:that|he|she|it|they)\b|,|\.",
    "observe": r"\s(?:that|how)\b|,|\.|:",
    "counter": r"\s(?:that|with)\b|,|\.|:",
    "contend": r"(?!\swith\b)",
    "report": r"(?!\s(?:from|for\sduty|to\s(?:the|work))\b)",
    "respond": r"\s(?:that|with|by\ssaying)\b|[,.:]|\sto\s(?:the|a|that)\s\w+\s(?:by|with)\b|\s?[“\"]",
    "conclude": r"\s(?:that|there|it|the|he|she|they)\b|,",
    "indicate": r"\s(?:that|they|he|she|it|there|the)\b",
    "reason": r"\sthat\b",
    "dream": r"\s(?:of|that)\b",
    "post": r"\s(?:that|on\s(?:Twitter|Facebook|Instagram|X|social|his|her))\b|[:,]?\s[“\"]",
    "figures": r"\sthat\b",
    "continue": r"[:,]?\s*(?:[“\"]|$)|\.",
    "reference": r"\s(?:the|a|his|her|its|their)\b",
    "document": r"\s(?:the|a|that|how)\b",
    "rate": r"\s(?:the|his|her|him|it|them|[A-Z])",
    "view": r"\s.{1,60}\sas\b",
    "consider": r"\s(?:it|him|her|them|the|this|himself|herself)\b",
    "appeal": r"\s(?:to|for)\b",
    "object": r"\s(?:to|that)\b",
    "rail": r"\s(?:against|at)\b",
}
# Several words, by the first of them; what stands after it.
_PHRASES = {
    "made": r"\s(?:it\s)?clear\b|\sthe\scase\b|\sassurances",
    "makes": r"\s(?:it\s)?clear\b|\sthe\scase\b",
    "making": r"\s(?:it\s)?clear\b|\sthe\scase\b",
    "raised": r"\s(?:concerns?|doubts?|questions?|alarm|the\s(?:issue|question|prospect|possibility))\b",
    "raises": r"\s(?:concerns?|doubts?|questions?|alarm|the\s(?:issue|question|prospect|possibility))\b",
    "raising": r"\s(?:concerns?|doubts?|questions?|alarm|the\s(?:issue|question|prospect|possibility))\b",
    "learned": r"\b(?=\s(?:that|of)\b|\.|,|\Z)",
    "took": r"\s(?:issue|aim)\b|\sto\s(?:Twitter|Facebook)\b",
    "takes": r"\s(?:issue|aim)\b",
    "taking": r"\s(?:issue|aim)\b",
    "spoke": r"\s(?:of|out|about)\b",
    "speaks": r"\s(?:of|out)\b",
    "speaking": r"\s(?:of|out)\b",
    "went": r"\son\sto\s(?:say|discuss|explain|criticize|describe|call)\b",
    "goes": r"\son\sto\s(?:say|discuss|explain|criticize|describe|call)\b",
    "put": r"\sit\b",
    "puts": r"\sit\b",
    "laid": r"\sout\b",
    "lays": r"\sout\b",
    "laying": r"\sout\b",
    "doubled": r"\sdown\son\b",
    "doubling": r"\sdown\son\b",
    "seized": r"\son\b",
    "seizing": r"\son\b",
    "came": r"\sout\s(?:in\sfavou?r|against)\b",
    "gave": r"\sassurances\b",
}
_ADJECTIVES = """
    confident convinced certain concerned worried optimistic hopeful adamant aware skeptical sceptical
    supportive critical dismissive wary doubtful alarmed disappointed outraged
"""
_CLAIM_NOUNS = """
    claim claims allegation allegations assertion assertions contention statement statements warning
    warnings argument belief view insistence assessment conclusion promise pledge vow suggestion
    comments remarks demand demands accusation accusations prediction admission announcement proposal
    assurances call calls
"""


# Forms that are nouns, or adjectives, at least as often.
AMBIGUOUS = frozenset(
    """
    reports claims calls demands notes states comments charges hopes fears doubts questions views
    promises pledges vows threats reasons signals remarks quotes figures points answers objects
    supports voices praises estimates forecasts posts attacks backs requests rules documents rates
    shows finds report claim call demand note state comment hope fear doubt question view promise
    pledge vow reason signal remark quote figure point object support voice praise estimate forecast
    post attack back request rule document rate show find challenge blame echo favor favour blast
    slam welcome thank think matter concern address resolve appeal offer
    """.split(),
)


class Cue(NamedTuple):
    """A word that may report: its base form, class, and form ("past", "s", "base", "ing").

    Besides the classes of verbs there are "adjective" ("is confident that") and "according".
    """

    base: str
    kind: str
    form: str


def _inflected(base: str) -> list[tuple[str, str]]:
    """Return (word, form) of a regular English verb."""
    if base in _IRREGULAR:
        return [
            (word, "ing" if word.endswith("ing") else "s" if word.endswith("s") else "past")
            for word in _IRREGULAR[base].split()
        ]
    if base.endswith("e"):
        return [(base + "s", "s"), (base + "d", "past"), (base[:-1] + "ing", "ing")]
    if base[-1] == "y" and base[-2] not in "aeiou":
        return [(base[:-1] + "ies", "s"), (base[:-1] + "ied", "past"), (base + "ing", "ing")]
    if re.fullmatch(r"[^aeiou]{1,2}[aeiou][bdgmnprt]", base):
        return [(base + "s", "s"), (f"{base}{base[-1]}ed", "past"), (f"{base}{base[-1]}ing", "ing")]
    plural = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return [(plural, "s"), (base + "ed", "past"), (base + "ing", "ing")]


@cache
def english_cues() -> dict[str, Cue]:
    """Return every form of every English reporting verb, in lower case."""
    found: dict[str, Cue] = {}
    for kind, listed in (("say", _SAY), ("act", _ACT), ("show", _SHOW)):
        for base in listed.split():
            found.setdefault(base, Cue(base, kind, "base"))
            for word, form in _inflected(base):
                found.setdefault(word, Cue(base, kind, form))
    for word in _PHRASES:
        form = "ing" if word.endswith("ing") else "s" if word.endswith("s") else "past"
        found.setdefault(word, Cue(word, "act", form))
    for word in _ADJECTIVES.split():
        found.setdefault(word, Cue(word, "adjective", "adjective"))
    for word in ("according", "According"):
        found[word] = Cue(word, "according", "")
    return found


@cache
def reporting_words() -> frozenset[str]:
    """Return all words that may report: verbs, and nouns after a possessive ("his warning that")."""
    return frozenset(english_cues()) | frozenset(_CLAIM_NOUNS.split()) | {"Said"}


@cache
def particle(base: str) -> re.Pattern[str] | None:
    """Return what must follow a verb for it to report, if anything must."""
    pattern = _WITH_PARTICLE.get(base) or _PHRASES.get(base)
    return re.compile(pattern) if pattern else None


# Verbs of other languages, as regular expressions of their third persons.
CUES: dict[str, str] = {
    "fr": (
        r"(?:(?:a|ont|avait|avaient|aurait)(?:-t-(?:il|elle)s?)?(?:\s(?:également|aussi|ensuite|notamment|ainsi|encore|toutefois|\w+ment))?\s"
        r"(?:déclaré|dit|affirmé|annoncé|ajouté|expliqué|précisé|indiqué|estimé|assuré|souligné|averti|dénoncé|condamné|"
        r"reconnu|rappelé|insisté|confié|répondu|demandé|appelé|jugé|promis|confirmé|martelé|lancé|écrit|plaidé|salué|"
        r"accusé|réclamé|exigé|démenti|nié|rejeté|regretté|critiqué|fustigé|tweeté|prévenu|soutenu|raconté|admis|"
        r"conclu|relevé|noté|observé|évoqué|exhorté|proposé|suggéré|révélé|rapporté|témoigné|prévu|exprimé|déploré))|"
        r"(?:déclare|dit|affirme|annonce|ajoute|explique|précise|indique|estime|assure|souligne|avertit|juge|rappelle|"
        r"dénonce|condamne|reconnaît|insiste|confie|répond|demande|appelle|promet|confirme|martèle|écrit|plaide|accuse|"
        r"réclame|exige|dément|rejette|regrette|critique|prévient|soutient|raconte|admet|conclut|relève|note|observe|"
        r"suggère|révèle|rapporte|pense|croit|espère|craint|considère|déplore)(?:nt)?|disent|"
        r"(?:selon|d['’]après)\s(?:lui|elle|eux)"
    ),
    "ru": (
        r"(?:сказал|заявил|сообщил|отметил|добавил|подчеркнул|пояснил|объяснил|рассказал|указал|предупредил|напомнил|"
        r"уточнил|признал|призвал|обвинил|отверг|опроверг|подтвердил|написал|ответил|выразил|пообещал|объявил|"
        r"потребовал|предложил|осудил|назвал|прокомментировал|констатировал|продолжил|резюмировал|посетовал|"
        r"раскритиковал|поблагодарил|поздравил|допустил|предположил|отрицал|посчитал|процитировал|передал|"
        r"обратил внимание|обратила внимание|выступил за|высказался|высказалась)(?:а|и|о)?|"
        r"говорит|говорят|сообщает|сообщают|считает|считают|заявляет|заявляют|утверждает|утверждают|полагает|полагают|"
        r"пишет|пишут|отмечает|отмечают|подчеркивает|подчёркивает|уверен|уверена|уверены|убежден|убеждена|надеется|"
        r"надеются|требует|требуют|призывает|призывают|обвиняет|обвиняют|опасается|передает|передаёт|ожидает"
    ),
    "uk": (
        r"(?:сказав|заявив|повідомив|зазначив|додав|підкреслив|пояснив|розповів|вказав|попередив|нагадав|уточнив|"
        r"визнав|закликав|звинуватив|відкинув|спростував|підтвердив|написав|відповів|наголосив|оголосив)|"
        r"(?:сказал|заявил|повідомил|зазначил|додал|підкреслил|пояснил|розповіл|попередил|нагадал|визнал|закликал|"
        r"звинуватил|підтвердил|написал|наголосил|оголосил)(?:а|и|о)|"
        r"каже|кажуть|вважає|вважають|стверджує|стверджують|пише"
    ),
    "de": (
        r"sagte|sagten|sagt|sagen|erklärte|erklärten|erklärt|teilte|teilten|betonte|betonten|betont|warnte|warnten|warnt|"
        r"fügte|kündigte|kündigten|bestätigte|bestätigten|forderte|forderten|fordert|kritisierte|kritisierten|kritisiert|"
        r"schrieb|schrieben|schreibt|meinte|meint|berichtete|berichteten|berichtet|äußerte|äußerten|behauptete|"
        r"behauptet|verurteilte|verurteilten|dementierte|räumte|versicherte|versprach|verlangte|begrüßte|begrüßten|"
        r"bezeichnete|nannte|wies|warf|sprach|hofft|glaubt|erwartet|so|zufolge"
    ),
    "es": (
        r"dijo|dijeron|dice|dicen|afirmó|afirmaron|afirma|aseguró|aseguraron|asegura|declaró|declararon|anunció|"
        r"anunciaron|explicó|explicaron|explica|añadió|agregó|señaló|señalaron|señala|indicó|indicaron|advirtió|"
        r"advirtieron|advierte|subrayó|reconoció|confirmó|confirmaron|pidió|pidieron|denunció|denunciaron|denuncia|negó|"
        r"negaron|sostuvo|sostiene|escribió|manifestó|expresó|precisó|recordó|insistió|acusó|acusaron|criticó|rechazó|"
        r"exigió|condenó|lamentó|celebró|prometió|informó|informaron|respondió|apuntó|destacó|comentó|cree|considera"
    ),
    "it": (
        r"ha\s(?:detto|dichiarato|affermato|annunciato|aggiunto|spiegato|precisato|sottolineato|avvertito|denunciato|"
        r"confermato|scritto|ribadito|sostenuto|assicurato|negato|chiesto|ammesso)|dice|afferma|sostiene|spiega|aggiunge"
    ),
    "ar": (
        r"(?:و|ف)?(?:قال|قالت|قالوا|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|صرح|صرحت|أوضح|أوضحت|ذكر|ذكرت|أشار|أشارت|حذر|حذرت|نفى|"
        r"نفت|شدد|شددت|اعتبر|اعتبرت|رأى|دعا|دعت|طالب|طالبت|اتهم|اتهمت|أدان|أدانت|وصف|وصفت|كتب|كشف|كشفت|يقول|تقول|نقلت|"
        r"أفاد|أفادت|لفت|تابع|تابعت|أبلغ)"
    ),
}
ACCORDING: dict[str, str] = {
    "fr": r"\b(?:[Ss]elon|[Dd]['’]après|[Dd]e l['’]avis de|[Aa]ux yeux de)\s(?!lui\b|elle\b|eux\b)",
    "ru": r"\b(?:[Пп]о словам|[Пп]о данным|[Пп]о мнению|[Пп]о информации|[Пп]о сообщению|[Сс]огласно|[Пп]о заявлению|[Пп]о версии|"
    r"[Кк]ак (?:сообщает|сообщил|сообщила|сообщили|заявил|заявила|отметил|отметила|передает|пишет))\s",
    "uk": r"\b(?:[Зз]а словами|[Зз]а даними|[Нн]а думку|[Зз]гідно з)\s",
    "de": r"\b(?:[Ll]aut|[Nn]ach Angaben (?:von|der|des)|[Nn]ach Ansicht (?:von|der|des)|[Nn]ach den Worten (?:von|der|des))\s",
    "es": r"\b(?:[Ss]egún|[Dd]e acuerdo con|[Aa] juicio de|[Ee]n opinión de)\s",
    "it": r"\b(?:[Ss]econdo)\s",
    "pt": r"\b(?:[Ss]egundo|[Dd]e acordo com)\s",
    "ar": r"(?<!\w)(?:وفقا ل|وفقاً ل|بحسب |حسب |وفق |على حد قول |نقلا عن )",
}
THAT: dict[str, str] = {
    "en": r"(?:that|how|whether|why)\b",
    "fr": r"(?:que\b|qu['’]|si\b)",
    "ru": r"(?:о\sтом,\s)?(?:что|чтобы|будто)\b",
    "uk": r"(?:про\sте,\s)?(?:що|щоб)\b",
    "de": r"(?:dass|daß|ob)\b",
    "es": r"(?:que|si)\b",
    "it": r"(?:che)\b",
    "pt": r"(?:que)\b",
    "ar": r"(?:إن|أن|بأن|إنه|إنها|أنه|أنها|بأنه)\b",
}
PRONOUNS: dict[str, frozenset[str]] = {
    "en": frozenset({"he", "she", "they", "it"}),
    "fr": frozenset({"il", "elle", "ils", "elles", "-t-il", "-t-elle", "lui"}),
    "ru": frozenset({"он", "она", "они"}),
    "uk": frozenset({"він", "вона", "вони"}),
    "de": frozenset({"er", "sie"}),
    "es": frozenset({"él", "ella", "ellos"}),
    "it": frozenset({"lui", "lei"}),
    "ar": frozenset(),
}
