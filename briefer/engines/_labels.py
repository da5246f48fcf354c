"""What kind of key point a sentence makes, and its speaker, date, place and countries."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefer.engines._view import View
from briefer.models import Attribution, DateMention, Kind, NameMention, When
from briefer.text.words import stop_words, words

_REACTION: Final = re.compile(
    r"\b(?:condemn\w*|welcom(?:ed|es|ing)|den(?:ied|ies)|reject(?:ed|s)|dismiss(?:ed|es)|prais(?:ed|es)|"
    r"critici[sz](?:ed|es)|protest(?:ed|s)|hail(?:ed|s)|denounc(?:ed|es)|deplor(?:ed|es)|accus(?:ed|es)|"
    r"applaud(?:ed|s)|slam(?:med|s)|blast(?:ed|s)|lament(?:ed|s)|regret(?:ted|s)|object(?:ed|s)|"
    r"in response to|responded|reacted|"
    r"a(?:vait)? (?:condamné|salué|rejeté|dénoncé|critiqué|démenti|regretté)|ont (?:condamné|salué|rejeté)|"
    r"condenó|rechazó|celebró|denunció|criticó|verurteilte\w*|begrüßte\w*|kritisierte\w*|wies \w+ zurück)\b|"
    r"\b(?:осудил|приветствовал|отверг|опроверг|раскритиковал|обвинил)(?:а|и|о)?\b|"
    r"(?<!\w)[وف]?(?:أدان|أدانت|رحب|رحبت|رفض|رفضت|نفى|نفت|ندد|نددت|استنكر|استنكرت)(?!\w)",
)
_AMOUNT: Final = re.compile(
    r"\d[\d.,\u00a0]*\s?(?:%|per ?cent|percent|million|billion|trillion|milliard|тыс|млн|млрд|Millionen|Mio|Mrd|"
    r"millones|مليون|مليار|ألف|kg\b|km\b|tonnes?|tons?|barrels?|dollars?|euros?)|[$€£¥]\s?\d|٪",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:[,.\u00a0 ]?\d{3})*(?:[.,]\d+)?(?![\w])")
_FIGURE_VERB: Final = re.compile(
    r"\b(?:rose|fell|grew|dropped|climbed|increased|decreased|totall?ed|reached|stands? at|stood at|amount\w*|"
    r"doubled|tripled|halved|number|count(?:ed)?|figure|percent|per cent|average\w*|estimat\w+|toll|price|rate|includes?|cost|a augmenté|a baissé|s['’]élève|"
    r"вырос\w*|упал\w*|снизил\w*|составил\w*|достиг\w*|stieg|sank|subió|bajó|cayó)\b|%|(?<!\w)[وف]?(?:ارتفع|انخفض|بلغ|تجاوز)",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:since (?:the|19|20)|in (?:19|20)\d\d|(?:years|months|weeks|decades) ago|in recent (?:years|months)|"
    r"for (?:years|decades|months|weeks)|last (?:year|decade|century)|has long|have long|had (?:\w+ )?\w+(?:ed|en|t|wn)\b|"
    r"historically|used to|formally|previous(?:ly)?|before (?:the|then)|was founded|"
    r"depuis (?:\d|des|plusieurs)|il y a \w+ (?:ans|mois)|en (?:19|20)\d\d|"
    r"(?:лет|года) назад|в (?:19|20)\d\d году|с (?:19|20)\d\d года|ранее|seit (?:19|20)?\d|desde (?:19|20)\d\d|منذ)\b",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"\b(?:was|were|been|is|are|be) (?:\w+ly )?\w+(?:ed|en|lt|ught|shot|hit|put|made|held|found|lost|met)\b",
)
_HAPPENING: Final = re.compile(
    r"\b(?:killed|died|explod\w+|erupted|collapsed|crashed|sank|burned|smouldered|broke out|took place|began|ended|"
    r"opened|closed|met|gathered|started|happened|occurred|struck|escalated|résultat|s['’]est tenue?|a eu lieu|"
    r"началс\w|началась|прош[её]л|прошла|состоял\w+|произош\w+|погиб\w*|fand statt|begann|tuvo lugar|murió|murieron)\b",
)
_SUBORDINATE: Final = re.compile(
    r"\b(?:after|when|because|before|as|since|while|who|which|whom|if|although|though|whether|that|where|and|"
    r"après que|lorsque|quand|parce que|alors que|tandis que|qui|dont|que|"
    r"после того,? как|когда|потому что|который|которая|которые|nachdem|als|weil|cuando|después de que)\s*$",
    re.IGNORECASE,
)
_SPEECH: Final = re.compile(
    r"^(?:[^,;]*?\b)?(?:said|says|told|warned|announced|a (?:déclaré|dit|annoncé|rappelé)|сообщил\w*|заявил\w*|сказал\w*)\b|"
    r"^[وف]?(?:قال|قالت|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|صرح|صرحت|رأى|رأت)(?!\w)",
)
_CLAUSE: Final = re.compile(r"\b(?:which|that|qui|que|dont|котор\w+|التي|الذي)\b")
_LOCATIVE: Final = re.compile(
    r"(?:^|[\s(])(?:in|at|near|off|outside|around|à|en|au|aux|dans|près de|в|во|на|под|bei|nahe|près d['’]|"
    r"a|cerca de|em|no|na|nel|nella|te|w|we|في|قرب)\s(?:the\s|la\s|le\s|der\s|dem\s)?$|(?:^|\s)ب$",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(
    r"\b(?:since|from|dating (?:to|from)|depuis|с|со|seit|desde)\s(?:the\s|le\s|el\s|dem\s)?$|منذ\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    r"\b(?:until|till|by|before|jusqu['’]\w+|avant|до|bis|vor|hasta|antes del?)\s(?:the\s|le\s|el\s|dem\s)?$|"
    r"(?:حتى|قبل)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_EARLY = 0.5  # what is said of the past in the second half of a sentence is by the way
_OLD = dt.timedelta(days=45)
_LITTLE = 0.25  # share of a sentence that its speaker must be saying, or it isn't a statement
_LATE = 0.4  # a verb of saying that comes this far in, with what is said after it, is an aside
_REPORTED = 30  # characters round a verb of saying within which a weekday is the report's own
_LONGEST_SPEAKER = 12  # words
_FEW_WORDS = 3  # a quotation this short is a word in quotation marks


class Labels(NamedTuple):
    """What a key point records beside its text."""

    kind: Kind
    speaker: str | None
    quote: str | None
    when: When | None
    place: str | None
    actors: tuple[str, ...]
    countries: tuple[str, ...]


def label(view: View, number: int, said: Attribution | None, shown: Sequence[int]) -> Labels:
    """Return the labels of sentence `number`; `said` is its attribution, `shown` its evidence."""
    said = said if said and _is_statement(view, number, said) else None
    when = _when(view, number, said)
    names = view.names(number)
    people = [n.name for n in names if n.kind in ("person", "organisation")]
    if said and any(m.name == said.speaker for other in shown for m in view.names(other)):
        people = [said.speaker, *people]
    countries = dict.fromkeys(n.country for n in names if n.country)
    return Labels(
        kind=_kind(view, number, said, when),
        speaker=said.speaker if said else None,
        quote=_quote(view, number, said),
        when=when,
        place=_place(view, number),
        actors=tuple(dict.fromkeys(people)),
        countries=tuple(countries),
    )


# --- speech --------------------------------------------------------------------------------------


def _is_statement(view: View, number: int, said: Attribution) -> bool:
    """Return whether a sentence as a whole is what its speaker says, and not a clause of it."""
    if not _may_speak(view, number, said):
        return False
    if view.bare_quotation(number):
        return True
    sentence = view.sentence(number)
    length = sentence.end - sentence.start
    if min(said.end, sentence.end) - max(said.start, sentence.start) < _LITTLE * length:
        return said.direct and len(words(view.text[said.start : said.end])) >= _FEW_WORDS
    cue = view.text.rfind(said.cue, sentence.start, said.start)
    if cue < 0:
        return True  # what is said comes first: "C, S said"
    before = view.text[sentence.start : cue]
    subject = before.rfind(said.speaker.split()[-1])
    lead = before[:subject] if subject > 0 else ""
    return not (_SUBORDINATE.search(_untitled(lead)) or len(lead) > _LATE * length)


def _may_speak(view: View, number: int, said: Attribution) -> bool:
    """Return whether the speaker found can be one: no clause, no function word, no dateline."""
    speaker = words(said.speaker)
    stop = stop_words(view.document.article.language)
    if all(word in stop for word in speaker) or len(speaker) > _LONGEST_SPEAKER:
        return False
    if _CLAUSE.search(said.speaker):
        return False
    dateline = view.dateline(number)
    return not (dateline and said.speaker == dateline.place)


def _untitled(lead: str) -> str:
    """Return `lead` without the capitalised words (titles, first names) it ends with."""
    return re.sub(r"(?:\b[^\W\da-zа-яё_][\w.'’-]*\s+)+$", "", lead)


def _quote(view: View, number: int, said: Attribution | None) -> str | None:
    if said is None or not said.direct:
        return None
    sentence = view.sentence(number)
    for quotation in view.quotations(number):
        if quotation.start < said.end and said.start < quotation.end:
            start, end = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
            text = view.text[start:end].strip('"“”„«»\u00a0 \n').rstrip(",")
            return text if len(words(text)) >= _FEW_WORDS else None
    return None


# --- kind ----------------------------------------------------------------------------------------


def _kind(view: View, number: int, said: Attribution | None, when: When | None) -> Kind:
    sentence = view.sentence(number)
    text = view.text[sentence.start : sentence.end]
    unquoted = _without_quotations(view, number)
    if said is not None:
        return "reaction" if _REACTION.search(said.cue) else "statement"
    if _SPEECH.search(unquoted):
        return "statement"
    if _is_past(view, when, unquoted):
        return "background"
    if _REACTION.search(unquoted):
        return "reaction"
    if _is_figure(text):
        return "figure"
    if _is_ahead(view, when) or _HAPPENING.search(unquoted):
        return "event"
    if _has_actor(view, number) and not _PASSIVE.search(unquoted):
        return "action"
    return "event"


def _without_quotations(view: View, number: int) -> str:
    sentence = view.sentence(number)
    pieces, at = [], sentence.start
    for quotation in view.quotations(number):
        pieces.append(view.text[at : max(at, quotation.start)])
        at = max(at, quotation.end)
    return "".join([*pieces, view.text[at : sentence.end]])


def _is_past(view: View, when: When | None, text: str) -> bool:
    """Return whether a sentence tells what was so before the news."""
    published = view.document.article.published
    if when is not None and published is not None:
        last = when.end or when.date
        if when.precision in ("year", "month", "quarter", "season"):
            return published - last > _OLD * 2 and when.date.year <= published.year
        return published - last > _OLD
    found = _PAST.search(text)
    return when is None and found is not None and found.start() <= _EARLY * len(text)


def _is_ahead(view: View, when: When | None) -> bool:
    published = view.document.article.published
    return bool(
        when and published and when.date > published and when.precision in ("day", "minute")
    )


def _is_figure(text: str) -> bool:
    amounts, counts = len(_AMOUNT.findall(text)), len(_COUNT.findall(text))
    return (
        amounts > 1
        or (amounts + counts > 1 and bool(_FIGURE_VERB.search(text)))
        or (amounts == 1 and bool(_FIGURE_VERB.search(text)))
    )


def _has_actor(view: View, number: int) -> bool:
    """Return whether somebody who acts is named before the middle of a sentence."""
    sentence = view.sentence(number)
    middle = (sentence.start + sentence.end) // 2
    return any(n.start < middle and _acts(view, n) for n in view.names(number))


def _acts(view: View, name: NameMention) -> bool:
    if name.kind in ("person", "organisation"):
        return True
    return name.kind == "place" and not _LOCATIVE.search(
        view.text[max(0, name.start - 12) : name.start]
    )


# --- when and where ------------------------------------------------------------------------------


def _when(view: View, number: int, said: Attribution | None) -> When | None:
    """Return the date of what a sentence tells: one to come first, the report's own day last."""
    resolved = [mention for mention in view.dates(number) if mention.when]
    if not resolved:
        return None
    best = min(
        resolved, key=lambda mention: (_date_rank(view, number, mention, said), mention.start)
    )
    return best.when if _date_rank(view, number, best, said) < 9 else None


def _date_rank(view: View, number: int, mention: DateMention, said: Attribution | None) -> int:
    when, published = mention.when, view.document.article.published
    dateline = view.dateline(number)
    before = view.text[max(0, mention.start - 24) : mention.start]
    if when is None or _names_a_thing(view, mention) or _SINCE.search(before):
        return 9
    if dateline and mention.start < dateline.end:
        return 8
    exact = when.precision in ("day", "minute")
    if _UNTIL.search(before):
        return 7 if exact else 8
    if said and exact and _is_report_day(view, number, mention, said):
        return 6
    if published and when.date > published:
        return 0 if exact else 1
    return 2 if exact else 3


def _names_a_thing(view: View, mention: DateMention) -> bool:
    """Return whether a year only tells things apart: "the 2015 nuclear accord", "NATO 2030"."""
    if mention.when is None or mention.when.precision != "year":
        return False
    after = view.text[mention.end : mention.end + 20]
    before = view.text[max(0, mention.start - 8) : mention.start]
    if re.search(r"[^\W\d_a-zа-яё]\w+\s$", before):
        return True
    return bool(
        re.match(r"\s[a-zà-ÿ]{4,}", after)
        and re.search(r"(?:\b(?:the|a|an|its|their|his|her)|['’]s)\s$", before)
    )


def _is_report_day(view: View, number: int, mention: DateMention, said: Attribution) -> bool:
    """Return whether a date stands by the verb of saying, outside what is said."""
    published = view.document.article.published
    if said.start <= mention.start < said.end or (
        mention.when and published and mention.when.date > published
    ):
        return False
    sentence = view.sentence(number)
    cue = view.text.find(said.cue, sentence.start, sentence.end)
    return cue >= 0 and -_REPORTED <= mention.start - cue - len(said.cue) <= _REPORTED


def _place(view: View, number: int) -> str | None:
    """Return where it happens: the first place after "in", "at", "near", else the dateline's."""
    for name in view.names(number):
        if name.kind == "place" and _is_location(view, name):
            return name.name
    dateline = view.dateline(number)
    if dateline is None or not dateline.place:
        return None
    return dateline.place.title() if dateline.place.isupper() else dateline.place


def _is_location(view: View, name: NameMention) -> bool:
    """Return whether a place follows a preposition of place and is no adjective ("in French law")."""
    if not _LOCATIVE.search(view.text[max(0, name.start - 14) : name.start]):
        return False
    surface, after = view.text[name.start : name.end], view.text[name.end : name.end + 24]
    if surface[:1].islower():
        return False
    following = re.match(r"\s([^\W\d_]+)", after)
    stop = stop_words(view.document.article.language)
    return following is None or following[1].lower() in stop or following[1][:1].isupper()
