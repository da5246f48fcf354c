"""What kind of news a sentence is: by its verbs, its figures and its date."""

import datetime as dt
import re
from typing import Final

from briefer.engines._view import View
from briefer.models import Attribution, Kind, NameMention, When

# These patterns begin with the space before a word, and are for text in small letters: so the
# search skips from word to word.
_REACTION: Final = re.compile(
    r" (?:(?:condemn\w*|welcom(?:ed|es|ing)|den(?:ied|ies)|reject(?:ed|s)|dismiss(?:ed|es)|prais(?:ed|es)|"
    r"critici[sz](?:ed|es)|protest(?:ed|s)|hail(?:ed|s)|denounc(?:ed|es)|deplor(?:ed|es)|accus(?:ed|es)|"
    r"applaud(?:ed|s)|slam(?:med|s)|blast(?:ed|s)|lament(?:ed|s)|regret(?:ted|s)|object(?:ed|s)|"
    r"in response to|responded|reacted|"
    r"a(?:vait)? (?:condamné|salué|rejeté|dénoncé|critiqué|démenti|regretté)|ont (?:condamné|salué|rejeté)|"
    r"condenó|rechazó|celebró|denunció|criticó|verurteilte\w*|begrüßte\w*|kritisierte\w*|wies \w+ zurück|"
    r"(?:осудил|приветствовал|отверг|опроверг|раскритиковал|обвинил)(?:а|и|о)?)\b|"
    r"[وف]?(?:أدان|أدانت|رحب|رحبت|رفض|رفضت|نفى|نفت|ندد|نددت|استنكر|استنكرت)(?!\w))",
)
_FIGURE_WORD: Final = re.compile(
    r" (?:(?:rose|fell|grew|dropped|climbed|traded|increased?|decreased?|rise|fall|totall?ed|reached|"
    r"stands? at|stood at|amount\w*|doubled|tripled|halved|number|count(?:ed)?|figure|per ?cent|average\w*|"
    r"estimat\w+|toll|prices?|rate|includes?|cost|a augmenté|a baissé|s['’]élève|вырос\w*|упал\w*|снизил\w*|"
    r"составил\w*|достиг\w*|stieg|sank|subió|bajó|cayó)\b|[وف]?(?:ارتفع|انخفض|بلغ|تجاوز))",
)
_PAST: Final = re.compile(
    r" (?:since (?:the|19|20)|in (?:19|20)\d\d|(?:years|months|weeks|decades) ago|in recent (?:years|months)|"
    r"for (?:years|decades|months|weeks)|last (?:year|decade|century)|has long|have long|had (?:\w+ )?\w+(?:ed|en|wn)|"
    r"historically|used to|formally|previous(?:ly)?|before (?:the|then)|was founded|"
    r"depuis (?:\d|des|plusieurs)|il y a \w+ (?:ans|mois)|en (?:19|20)\d\d|"
    r"(?:лет|года) назад|в (?:19|20)\d\d году|с (?:19|20)\d\d года|ранее|seit (?:19|20)?\d|desde (?:19|20)\d\d|منذ)\b",
)
# A verb of saying in the main clause, or at the very end ("…, delegates said."), where the text
# stage has found no speaker.
_SPEECH: Final = re.compile(
    r"\b(?:said|says|told|warned|announced|a (?:déclaré|dit|annoncé|rappelé)|(?:сообщил|заявил|сказал)\w*)\b"
)
_SPEECH_FIRST: Final = re.compile(
    r"[وف]?(?:قال|قالت|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|صرح|صرحت|رأى|رأت)(?!\w)"
)
_SUBORDINATE: Final = re.compile(
    r"[,;:]|\b(?:after|when|because|before|as|since|while|who|which|that|if|qui|que|котор\w+)\b"
)
_SPEECH_LAST: Final = re.compile(
    r",[\"”]?\s(?:said|says) (?:an?|the|[^\W\da-z_])|,\s(?:[\w’'-]+\s){1,6}(?:said|says|reported|reports)\b[^,]{0,40}\.$"
)
_AMOUNT: Final = re.compile(
    r"\d[\d.,\u00a0]*\s?(?:%|per ?cent|million|billion|trillion|milliard|тыс|млн|млрд|millionen|mio|mrd|"
    r"millones|مليون|مليار|ألف|kg\b|km\b|tonnes?|tons?|barrels?|dollars?|euros?|cents)|[$€£¥]\s?\d|٪",
)
_LARGE: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:[,.\u00a0 ]\d{3})+(?!\w)|(?<![\w.,])\d{5,}(?!\w)")
_PASSIVE: Final = re.compile(
    r"\b(?:was|were|been|is|are|be) (?:\w+ly )?\w+(?:ed|en|lt|ught|shot|hit|put|made|held|found|lost|met)\b",
)
_HAPPENING: Final = re.compile(
    r"\b(?:killed|died|explod\w+|erupted|collapsed|crashed|sank|burned|smouldered|broke out|took place|began|ended|"
    r"met|gathered|happened|occurred|escalated|s['’]est tenue?|a eu lieu|"
    r"начал(?:ся|ась)|прош[её]л|прошла|состоял\w+|произош\w+|погиб\w*|fand statt|begann|tuvo lugar|murió|murieron)\b",
)
_LOCATIVE: Final = re.compile(
    r"(?:^|[\s(])(?:in|at|near|off|to|from|à|en|au|aux|dans|в|во|на|из|nach|a)\s$"
)
_EARLY = 0.5  # what is said of the past in the second half of a sentence is by the way
_OLD = dt.timedelta(days=45)
_RECENT, _YEAR = dt.timedelta(days=7), dt.timedelta(days=400)
# What a sentence is worth with nobody and no number in it, with only old dates, with a new one.
_NOBODY, _HISTORY, _NOW = 0.75, 0.7, 1.15
_WORDS = 0.7  # what opens with a quotation is somebody's words before it is news
_OPENING_MARKS: Final = frozenset("\"“„«‘'")
_DIGIT: Final = re.compile(r"\d")
_PERIODS = frozenset({"year", "month", "quarter", "season"})


def kind_of(view: View, number: int, said: Attribution | None, when: When | None) -> Kind:
    """Return the kind of sentence `number`, as a whole said as `said` tells, about `when`."""
    if said is not None:
        return "reaction" if _REACTION.search(f" {said.cue.lower()}") else "statement"
    text = _without_quotations(view, number)
    if _is_speech(text):
        return "statement"
    low = f" {text.lower()}"
    if _is_past(view, when, low):
        return "background"
    if _REACTION.search(low):
        return "reaction"
    return "figure" if _is_figure(low) else _deed(view, number, when, low)


def _is_speech(text: str) -> bool:
    """Return whether the verb of a sentence, or its last clause, is one of saying."""
    if _SPEECH_FIRST.match(text) or _SPEECH_LAST.search(text):
        return True
    verb = _SPEECH.search(text)
    return verb is not None and _SUBORDINATE.search(text, 0, verb.start()) is None


def _deed(view: View, number: int, when: When | None, text: str) -> Kind:
    """Return whether what happens is somebody's doing: an action, else an event."""
    if _is_ahead(view, when) or _HAPPENING.search(text) or _PASSIVE.search(text):
        return "event"
    return "action" if _has_actor(view, number) else "event"


def newsworthiness(view: View, number: int) -> float:
    """Return how much a sentence is news by its facts: who, how many, and when; about 1."""
    sentence = view.sentence(number)
    told = view.names(number) or _DIGIT.search(view.text, sentence.start, sentence.end)
    value = 1.0 if told else _NOBODY
    if view.text[sentence.start] in _OPENING_MARKS:
        value *= _WORDS
    return value * _timeliness(view, number)


def _timeliness(view: View, number: int) -> float:
    published = view.document.article.published
    dates = [mention.when for mention in view.dates(number) if mention.when]
    if not dates or published is None:
        return 1.0
    ago = min(published - (when.end or when.date) for when in dates)
    if ago > _YEAR:
        return _HISTORY
    return _NOW if ago <= _RECENT and dates[0].precision in ("day", "minute") else 1.0


def _without_quotations(view: View, number: int) -> str:
    sentence = view.sentence(number)
    pieces, at = [], view.start(number)
    for quotation in view.quotations(number):
        pieces.append(view.text[at : max(at, quotation.start)])
        at = max(at, quotation.end)
    return " ".join("".join([*pieces, view.text[at : sentence.end]]).split())


def _is_past(view: View, when: When | None, text: str) -> bool:
    """Return whether a sentence tells what was so before the news."""
    published = view.document.article.published
    if when is not None and published is not None:
        ago = published - (when.end or when.date)
        if when.precision in _PERIODS:
            return ago > 2 * _OLD and when.date.year <= published.year
        return ago > _OLD
    found = _PAST.search(text)
    return when is None and found is not None and found.start() <= _EARLY * len(text)


def _is_ahead(view: View, when: When | None) -> bool:
    published = view.document.article.published
    return bool(
        when and published and when.date > published and when.precision in ("day", "minute")
    )


def _is_figure(text: str) -> bool:
    """Return whether a sentence gives several amounts, or one that is its point."""
    amounts = len(_AMOUNT.findall(text))
    if amounts > 1:
        return True
    point = "%" in text or _FIGURE_WORD.search(text)
    return bool(point and (amounts or _LARGE.search(text)))


def _has_actor(view: View, number: int) -> bool:
    """Return whether somebody who acts is named before the middle of a sentence."""
    sentence = view.sentence(number)
    middle = (sentence.start + sentence.end) // 2
    return any(name.start < middle and _acts(view, name) for name in view.names(number))


def _acts(view: View, name: NameMention) -> bool:
    if name.kind in ("person", "organisation"):
        return True
    before = view.text[max(0, name.start - 8) : name.start]
    return name.kind == "place" and not _LOCATIVE.search(before)
