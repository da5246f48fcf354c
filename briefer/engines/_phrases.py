"""The words that tie a sentence to the one before it, by language.

`CONNECTIVES`: openings that can go, because what follows is a sentence by itself. `SUBJECTS`: personal pronouns
that stand for a person. `DANGLING`: openings that point back, so that the sentence says little
alone. `OURSELVES`: a writer's or speaker's own person.
"""

import re
from functools import cache
from typing import Final, NamedTuple

_EN_COMMA = """however|meanwhile|also|in a similar vein|moreover|furthermore|in addition|additionally|
    at the same time|for (?:its|his|her|their) part|on the other hand|on the one hand|still|
    and yet|and so|but then|nevertheless|nonetheless|indeed|in fact|of course|so|thus|therefore|as a result|besides|
    similarly|likewise|separately|elsewhere|that said|by contrast|in contrast|in other words|
    for example|for instance|in particular|in turn|instead|to be sure|yet|and|but|again|
    what is more|what's more|even so|consequently|accordingly|by comparison|in response|
    (?:in response to|after|despite|following)\\s(?:that|this|these|those)(?:\\s[\\w-]+)?|as such|importantly|notably|specifically|
    across town|in the meantime|on top of that|above all|in short|in sum|overall|then|
    for (?:that|this) reason|to (?:that|this) end|in (?:that|this) (?:context|regard|respect|sense)"""
_FR_COMMA = """cependant|toutefois|en outre|par ailleurs|de plus|de (?:son|leur) côté|pour (?:sa|leur) part|
    néanmoins|en revanche|ainsi|par conséquent|également|or|pourtant|d['’]autre part|d['’]une part|
    en effet|de même|au contraire|parallèlement|entre-temps|dans le même temps|en conséquence|
    à cet égard|dans ce contexte|aussi|enfin|du reste|d['’]ailleurs|quant à (?:lui|elle|eux)"""
_RU_COMMA = """кроме того|тем не менее|впрочем|таким образом|в свою очередь|однако|более того|наконец|
    к тому же|помимо этого|помимо того|с другой стороны|с одной стороны|в частности|между тем|
    напротив|итак|например|следовательно|вместе с тем|кстати"""
_RU_BARE = "однако|при этом|вместе с тем|в то же время|между тем|но|также|кроме того|а|и|зато|причем|причём"
_UK_COMMA = "однак|крім того|тим не менш|втім|таким чином|у свою чергу|водночас|зокрема|нарешті"
_DE_COMMA = "allerdings|jedoch"
_ES_COMMA = """sin embargo|además|por su parte|no obstante|asimismo|mientras tanto|en tanto|por otra parte|
    por otro lado|en cambio|por lo tanto|así|también|de hecho|por ejemplo|a su vez|en este contexto|
    al mismo tiempo|en consecuencia"""
_IT_COMMA = (
    "tuttavia|inoltre|intanto|nel frattempo|dal canto suo|d['’]altra parte|infatti|però|peraltro"
)
_PT_COMMA = (
    "no entanto|além disso|por sua vez|entretanto|contudo|todavia|porém|por outro lado|assim"
)
_NL_COMMA = "bovendien|daarnaast|ondertussen"
_AR_COMMA = """من جهته|من جهتها|من جانبه|من جانبها|في المقابل|بالمقابل|وفي السياق ذاته|في السياق ذاته|
    بالإضافة إلى ذلك|علاوة على ذلك|ومع ذلك|مع ذلك|في الوقت نفسه|وفي الوقت نفسه|إلى ذلك|
    وبالإضافة إلى ذلك|من ناحية أخرى|من ناحيته|من ناحيتها"""

# Openings followed by a comma, and bare ones, that can go.
_COMMA: Final = {
    "en": _EN_COMMA,
    "fr": _FR_COMMA,
    "ru": _RU_COMMA,
    "uk": _UK_COMMA,
    "de": _DE_COMMA,
    "es": _ES_COMMA,
    "it": _IT_COMMA,
    "pt": _PT_COMMA,
    "nl": _NL_COMMA,
    "ar": _AR_COMMA,
}
_BARE: Final = {
    "en": r"(?:but|and)(?!\s(?:for|if|not|so|then|yet|what|how|why|who|where|most|there|that|this|even|only)\b)|"
    r"meanwhile",
    "fr": r"mais|et(?!\s(?:si|de|pour)\b)",
    "ru": _RU_BARE,
    "uk": "але|та|і|й|а|проте|однак|водночас",
    "de": "aber|und",
    "es": "pero|y|mas",
    "it": "ma|e",
    "pt": "mas|e",
    "nl": "maar|en",
    "ar": "لكن|ولكن",
}
_SUBJECTS: Final = {
    "en": "he|she",
    "fr": "il|elle",
    "ru": "он|она",
    "de": "er|sie",
    "es": "él|ella",
    "it": "egli|lui|lei",
}
_POSSESSIVES: Final = {"en": "his|her"}
# A phrase before the subject: "During the fighting in mid-May, he …".
_LEADS: Final = {
    "en": r"(?:in|during|on|at|by|for|from|last|earlier|later|speaking|asked|writing|since|until|two|"
    r"three|the next|a|an|known|born|once|accused|over|under|with|as|then|now|still|yesterday|today)\b[^,;:.\"“”]{1,80},\s",
}
_DANGLING: Final = {
    "en": r"this|that|these|those|such|it|they|its|their|he|she|his|her|both|others|another|neither|none|one|"
    r"some of (?:them|these|those)|most of (?:them|these|those)|the latter|here|there, |"
    r"either|each|then|which|who|where|because|if so|not so|asked|doing so|only then|even then|by then|"
    r"since then|until then|after that|before that|what|why|how|"
    r"(?:\w+ ){0,2}(?:day|week|month|year|hour|minute)s? (?:later|earlier|afterwards)\b|"
    r"(?:in|on|by|from|late|early) (?:\w+ of )?the (?:following|same|next|second|third) "
    r"(?:day|week|month|year|morning|evening|night)\b|"
    r"(?:under|in|at|on|with|by|for|from|among|despite|after|of|to|given|before) (?:this|that|these|those|such)\b",
    "fr": r"il|elle|ils|elles|ce|cela|ça|ceci|cette|ces|cet|c['’]est|c['’]était|celui|celle|ceux|celles|"
    r"leur|leurs|son|sa|ses|on|tous|toutes|aucun|aucune|ce dernier|cette dernière|d['’]où|y",
    "ru": r"он|она|оно|они|это|этот|эта|эти|этого|этой|этим|этих|об этом|при этом|тот|та|те|такой|такая|такие|"
    r"такое|его|её|ее|их|там|тогда|затем|потом|поэтому|в тот же день|оба|обе|последний|последняя|ранее он",
    "uk": "він|вона|воно|вони|це|цей|ця|ці|про це|той|та|ті|його|її|їх|там|тоді|тому|обидва",
    "de": r"er|sie|es|dies|diese|dieser|dieses|das ist|das war|das sei|ihr|ihre|sein|seine|beide|dabei|damit|"
    r"daraufhin|dafür|darum|dort|deshalb|daher|dann|so|jene|letztere",
    "es": r"él|ella|ellos|ellas|esto|eso|este|esta|estos|estas|ese|esa|esos|esas|su|sus|ambos|ambas|allí|así|"
    r"entonces|aquel|aquella|lo que",
    "it": "egli|lui|lei|essi|esse|questo|questa|questi|queste|quello|quella|ciò|suo|sua|suoi|sue|entrambi|lì",
    "pt": "ele|ela|eles|elas|isso|isto|este|esta|estes|estas|esse|essa|esses|essas|seu|sua|seus|suas|ambos",
    "nl": "hij|zij|ze|het is|dit|dat|deze|die|hun|haar|zijn|beide|daar|daarmee|daarop|toen",
    "pl": "on|ona|ono|oni|one|to|ten|ta|te|ci|tego|jego|jej|ich|tam|wtedy|dlatego|oba|obaj",
    "tr": "bu|şu|o|onlar|bunlar|onun|bunun|burada|orada",
    "ar": r"هو|هي|هم|هذا|هذه|ذلك|تلك|هؤلاء|كما|وهو|وهي|وهم|وهذا|وهذه|وذلك",
}
# "It is clear that …" points at nothing before it.
_NOT_DANGLING: Final = {
    "en": r"it (?:is|was|remains|will be) (?:un|im)?(?:clear|known|likely|possible|expected|estimated|certain|"
    r"the (?:first|second|third|latest|last|biggest|largest|worst)\b)|one (?:of|in)\b|"
    r"both (?:sides|countries|governments)\b.*\b(?:of|and)\b|what .*\b(?:is|was)\b|both \w+ and |"
    r"each of the \d|neither \w+ nor ",
    "fr": r"il (?:est|était|reste|n['’]est|y a|y avait|s['’]agit)\b",
    "de": r"es (?:ist|war|gibt|gab|bleibt)\b",
}
_OURSELVES: Final = {
    "en": r"(?:i|we|you|my|our|your|i['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll)|you['’](?:re|ve|ll)|let['’]s)\b",
    "fr": r"(?:je|nous|vous|j['’]|mon|ma|mes|notre|nos|votre|vos)\b",
    "ru": r"(?:я|мы|вы|мой|наш|наша|наши|ваш)\b",
    "uk": r"(?:я|ми|ви|мій|наш|наша|наші)\b",
    "de": r"(?:ich|wir|mein|meine|unser|unsere)\b",
    "es": r"(?:yo|nosotros|mi|nuestro|nuestra|usted|ustedes)\b",
    "it": r"(?:io|noi|mio|mia|nostro|nostra)\b",
    "pt": r"(?:eu|nós|meu|minha|nosso|nossa|você)\b",
    "nl": r"(?:ik|wij|we|mijn|ons|onze)\b",
    "pl": r"(?:ja|my|mój|nasz|nasza)\b",
    "ar": r"(?:أنا|نحن)\b",
}
# Nouns that, with "the" before them, mean something said just before.
_VAGUE: Final = re.compile(
    r"the (?:move|step|decision|announcement|comments?|remarks?|two|pair|trio|same|change|latest|"
    r"news|development|incident|case|matter|issue|figure|increase|rise|fall|law|measure|plan|report|order)\b"
    r"(?!\s(?:to|of|on|by|for|in|between|over|against|from|at|issued|published|released)\b)|"
    r"la (?:décision|mesure|nouvelle|chose)\b|l['’]affaire\b",
    re.IGNORECASE,
)
_NEVER: Final = r"(?!)"  # a pattern that matches nothing


class Phrases(NamedTuple):
    """One language's patterns; all but `subject` and `inner` are to be matched at an opening."""

    connective: re.Pattern[str]
    subject: re.Pattern[str]  # anywhere
    possessive: re.Pattern[str]
    lead: re.Pattern[str]  # a phrase before the subject
    dangling: re.Pattern[str]
    settled: re.Pattern[str]  # looks dangling, and is not
    ourselves: re.Pattern[str]
    vague: re.Pattern[str]
    marks: tuple[str, str]  # quotation marks that open and close


@cache
def phrases(language: str) -> Phrases:
    """Return the patterns of `language`; one unknown has hardly any."""
    comma = re.sub(r"\s*\n\s*", "", _COMMA.get(language, _NEVER)).replace("\\s", r"\s")
    bare = _BARE.get(language, _NEVER)
    subjects = _SUBJECTS.get(language, _NEVER)
    return Phrases(
        connective=_opening(rf"(?:(?:{comma})\s?[,،]|(?:{bare})(?=\s))\s*"),
        subject=_opening(rf"\b(?:{subjects})\b(?!['’-])"),
        possessive=_opening(rf"(?:{_POSSESSIVES.get(language, _NEVER)})\b"),
        lead=_opening(_LEADS.get(language, _NEVER)),
        dangling=_opening(rf"(?:{_DANGLING.get(language, _NEVER)})(?!\w)"),
        settled=_opening(rf"(?:{_NOT_DANGLING.get(language, _NEVER)})"),
        ourselves=_opening(_OURSELVES.get(language, _NEVER)),
        vague=_VAGUE,
        marks=("«", "»")
        if language in {"fr", "ru", "uk", "ar", "el", "it", "es", "pt", "be"}
        else ("“", "”"),
    )


def _opening(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
