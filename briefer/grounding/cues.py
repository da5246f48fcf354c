"""Closed classes of words that decide what a sentence asserts: negation, modality, reporting.

Each table maps an ISO 639-1 language to its cues, lower-cased and without diacritics being
touched. Multi-word cues are written with spaces. What a language lacks is simply not checked in
it. The classes follow common practice in factuality annotation (Saurí & Pustejovsky 2009:
certain, probable, possible, and their negations, each relative to a source).
"""

from functools import cache
from typing import Final, NamedTuple

from briefer.grounding.wordlists import word_set
from briefer.lang import language
from briefer.text._speech_words import reported


def _table(**languages: str) -> dict[str, frozenset[str]]:
    return {
        language: frozenset(" ".join(item.split()) for item in text.split("|") if item.strip())
        for language, text in languages.items()
    }


# "refused to", "failed to": they deny what follows, as "not" does.
NEGATION: Final = _table(
    en="not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|scarcely|"
    "refuse to|refused to|refuses to|refusing to|decline to|declined to|declines to|declining to|"
    "fail to|failed to|fails to|failing to|unable to|denied that|denies that|deny that|"
    "denying that|denied having|denies having|deny having|denying having|no longer|far from|"
    "stopped short of|stop short of|stops short of|fell short of|falls short of|fall short of|"
    "falling short of|yet to|unwilling to|reluctant to|reluctance to|nowhere|ruled out|rule out|"
    "rules out|ruling out",
    fr="ne|pas|jamais|aucun|aucune|sans|ni|rien|personne|n|refusé de|refuse de|nie|nié|dément|"
    "démenti|guère",
    de="nicht|kein|keine|keinen|keiner|keinem|keines|nie|niemals|ohne|weder|noch nie|niemand|nichts|"
    "kaum|bestritt|bestreitet|dementierte",
    es="no|nunca|jamás|ningún|ninguna|ninguno|sin|ni|nadie|nada|tampoco|negó|niega|desmintió",
    ru="не|нет|ни|никогда|никто|ничего|без|нельзя|никакой|никаких|отказался|отказалась|"
    "отказались|отказалось|отрицает|отрицал|опроверг|опровергла|опровергли",
    ar="لا|لم|لن|ليس|ليست|ما|دون|بدون|غير|نفى|نفت|ينفي|تنفي|رفض|رفضت",
)

# Not negation although they hold its words.
NOT_NEGATION: Final = _table(
    en="not only|not just|not merely|not least|no doubt|no less than|no fewer than|no later than|"
    "whether or not|no matter|not to mention|nothing but",
    fr="ne que|pas seulement|non seulement|sans doute|pas moins de",
    de="nicht nur|nicht zuletzt",
    es="no solo|no sólo|sin embargo|sin duda|no obstante",
    ru="не только|не менее|не просто|тем не менее|ни в коем",
    ar="لا سيما|ليس فقط",
)

# Wished, planned, possible, conditional or still to come: not (yet) so.
UNREALISED: Final = _table(
    en="may|might|could|would|will|'ll|shall|should|must|can|expected to|expect to|expects to|"
    "is expected|are expected|was expected|were expected|plan to|plans to|planned to|planning to|"
    "plans for|plan for|"
    "intend to|intends to|intended to|intending to|hope to|hopes to|hoped to|hoping to|want to|"
    "wants to|wanted to|seek to|seeks to|sought to|seeking to|aim to|aims to|aimed to|aiming to|"
    "likely|unlikely|possible|possibly|perhaps|probably|potentially|potential|set to|due to|"
    "scheduled|slated|poised to|about to|ready to|prepared to|willing to|considering|consider|"
    "considers|considered|proposals|idea to|idea of|plans|threatens to|threatened to|threaten to|"
    "threatening to|propose|proposes|"
    "proposed|proposing|proposal|offers to|offered to|offer to|offering to|promised|promises|"
    "promise to|vowed|vows|vow to|pledged|pledges|pledge to|agreed to|agrees to|"
    "agree to|called for|calls for|call for|calling for|called on|calls on|call on|calling on|urged|"
    "urges|urge|urging|asked|asks|demanded|demands|demand|demanding|if|unless|whether|in order to|"
    "tried to|tries to|try to|trying to|attempted to|attempting to|attempts to|attempt to|"
    "appears to|appear to|appeared to|seems to|seem to|seemed to|would-be|discuss|discussed|"
    "discussing|prepares to|preparing to|prepare to|recommended|recommends|recommend|suggested|"
    "suggests|has to|have to|had to|ordered to|needs to|need to|needed to|is to|are to|was to|were to|"
    "warned that|warns that|warned of|fears that|feared|risk of|risks|hinted|hopes that|hopes for|"
    "anticipates|anticipated|forecast|forecasts|predicts|predicted|projected|projects|estimates|"
    "envisages|looking to|looks to|on course to|expects|expect|expected|expecting|planned|wants|"
    "hopes|hoped|hope|sought|seeks|intends|aims|can be|bid to|eager to|keen to",
    fr="peut|peuvent|pourrait|pourraient|devrait|devraient|doit|doivent|va|vont|prévoit|prévoient|"
    "envisage|envisagent|compte|comptent|souhaite|souhaitent|espère|espèrent|si|appelle à|"
    "a appelé à|demande|a demandé|veut|veulent|peut-être|probablement|sera|seront|propose",
    de="kann|können|könnte|könnten|soll|sollen|sollte|sollten|will|wollen|wird|werden|würde|würden|"
    "dürfte|dürften|muss|müssen|plant|planen|beabsichtigt|hofft|möglicherweise|vielleicht|"
    "wahrscheinlich|wenn|falls|fordert|forderte|erwägt|darf",
    es="puede|pueden|podría|podrían|debe|deben|debería|deberían|va a|van a|planea|planean|prevé|"
    "prevén|espera|esperan|quiere|quieren|pretende|si|quizás|tal vez|probablemente|pide|pidió|"
    "propone|propuso|será|serán",
    ru="может|могут|мог|могла|могли|бы|будет|будут|должен|должна|должны|намерен|намерена|намерены|"
    "планирует|планируют|собирается|собираются|хочет|хотят|надеется|если|возможно|вероятно|"
    "призвал|призвала|призвали|потребовал|потребовала|потребовали|предложил|предложила|предложили|"
    "ожидается|рассматривает|рассматривают|готов|готова|готовы|следует|нужно",
    ar="قد|ربما|سوف|يمكن|يجب|ينبغي|يعتزم|تعتزم|يخطط|تخطط|يأمل|تأمل|إذا|لو|دعا|دعت|طالب|طالبت|اقترح",
)

# Said of somebody, not established.
ALLEGED: Final = _table(
    en="alleged|allegedly|alleges|allege|alleging|accused|accuses|accuse|accusing|accusation|"
    "accusations|allegation|allegations|suspected|suspects|suspicion|reportedly|claims|claimed|"
    "claim|claiming|apparently|believed to|thought to|said to be|purported|purportedly|so-called|"
    "supposedly|rumoured|rumored|unconfirmed|charged with|presumed|blamed|blames|blame|blaming|"
    "suspicions|charges of|believed|what it called|what he called|what she called|"
    "what they called|unverified",
    fr="présumé|présumée|présumés|présumées|accusé|accusée|accuse|accusent|soupçonné|soupçonnés|"
    "prétendu|prétendument|serait|seraient|aurait|auraient|soi-disant|allégué",
    de="angeblich|angebliche|angeblichen|mutmaßlich|mutmaßliche|mutmaßlichen|vermeintlich|"
    "beschuldigt|beschuldigte|vorgeworfen|wirft|verdächtigt|verdächtige|soll|sollen",
    es="presunto|presunta|presuntos|presuntas|presuntamente|supuesto|supuesta|supuestamente|"
    "acusado|acusada|acusó|acusa|acusan|sospechoso|habría|habrían",
    ru="якобы|предположительно|обвинил|обвинила|обвинили|обвиняет|обвиняют|обвиняемый|"
    "подозреваемый|подозревает|предполагаемый|предполагаемые|предполагаемых|сообщается|"
    "по данным|утверждает",
    ar="المزعوم|المزعومة|مزعوم|يزعم|تزعم|زعم|زعمت|اتهم|اتهمت|يتهم|تتهم|المشتبه|يشتبه|متهم",
)

PRONOUNS: Final = _table(
    en="he|she|they|it|his|her|hers|him|them|their|its|this|that|these|those|who|both|former|latter|"
    "i|we|our|my|us|you|your",
    fr="il|elle|ils|elles|son|sa|ses|leur|leurs|lui|celui-ci|celle-ci|ce|cette|ces|qui|je|nous",
    de="er|sie|es|ihr|ihre|sein|seine|ihm|ihn|ihnen|dieser|diese|dieses|wir|ich|der|die|beide",
    es="él|ella|ellos|ellas|su|sus|este|esta|estos|ese|esa|quien|ambos|yo|nosotros",
    ru="он|она|они|оно|его|её|ее|их|ему|ей|им|этот|эта|эти|это|который|которая|которые|я|мы|оба",
    ar="هو|هي|هم|هذا|هذه|الذي|التي|الذين|نحن|أنا",
)

# "In her view", "by his own account": what follows is somebody's.
VIEWS: Final = word_set("view opinion estimation eyes words account")

# English verbs that tell by themselves that something is so, was, or will be.
TENSED: Final = word_set(
    "is are was were has have had be do did does will would can could may might must shall should"
)

# Where a clause ends although no comma says so.
CLAUSE: Final = _table(
    en="but|while|although|though|whereas|because|which|who|when|despite|since|after|before|as|that",
    fr="mais|tandis que|alors|bien que|parce|qui|quand|car|que",
    de="aber|während|obwohl|weil|dass|sondern|nachdem|bevor|als",
    es="pero|mientras|aunque|porque|que|cuando|sino",
    ru="но|а|хотя|потому|что|который|которая|которые|когда|однако",
    ar="لكن|بينما|رغم|لأن|أن|الذي|التي|عندما",
)


@cache
def calendar() -> frozenset[str]:
    """Return the English names of months and days, short ones too."""
    dates = language("en").dates
    return frozenset((*dates.months, *dates.short_months, *dates.days))


class Cue(NamedTuple):
    """One cue as the scanner wants it: its words after the first, and its class."""

    rest: tuple[str, ...]
    kind: str


@cache
def scanner(code: str) -> dict[str, tuple[Cue, ...]]:
    """Return first word -> cues, the longest first; nothing for a language without negation.

    What hands a statement to a speaker is the same in the text stage (`speech` of `briefer.lang`).
    """
    if code not in NEGATION:
        return {}
    found: dict[str, list[Cue]] = {}
    tables = {
        "skip": NOT_NEGATION.get(code, frozenset()),
        "negation": NEGATION[code],
        "unrealised": UNREALISED.get(code, frozenset()),
        "alleged": ALLEGED.get(code, frozenset()),
        "reporting": reported(code),
    }
    for kind, cues in tables.items():
        for cue in sorted(cues):
            first, *rest = cue.split()
            found.setdefault(first, []).append(Cue(tuple(rest), kind))
    return {first: tuple(sorted(c, key=lambda x: -len(x.rest))) for first, c in found.items()}
