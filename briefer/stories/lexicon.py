"""Words that turn a claim round, and words that mean the same event.

Small closed lists of newswire usage in the languages most often read; a language without a list
simply has fewer of these signals. Entries are word beginnings, folded: "expel" and "expuls" are
both "expel" here, whatever their endings.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from briefer.text.words import fold, words


def _listed(words_: str) -> frozenset[str]:
    """Return the words of a list, folded as the texts are that they are looked up in."""
    return frozenset(fold(words_).split())


_NEGATIONS = _listed(
    # English; German; French; Spanish; Russian
    """not no never none nobody neither without cannot didn't don't doesn't won't isn't wasn't
    aren't weren't hasn't haven't hadn't can't couldn't wouldn't shouldn't t
    nicht kein keine keinen keiner keinem keines nie niemals niemand ohne
    pas jamais aucun aucune sans
    no nunca ningún ninguna ninguno sin jamás
    не нет никогда без"""
)
_DENIALS = _listed(
    """denies deny denied denying refuses refused refuse refusing rejects rejected reject rejecting
    dementiert dementierte bestreitet bestritt verweigert verweigerte dément démenti rejette
    rejeté niega negó rechaza rechazó опроверг опровергла отверг отвергла отказался отказалась"""
)
_MODALS = _listed(
    """may might could would will shall should plans plan planned planning expects expected expect
    intends intend proposes proposed propose threatens threatened possible possibly likely if
    könnte könnten würde würden wird werden soll sollen plant planen möglicherweise
    pourrait pourraient serait devrait devraient prévoit
    podría podrían sería planea prevé
    может могут будет будут планирует возможно"""
)
_IS_TO = re.compile(r"\b(?:is|are|was|were) (?:not )?(?:due |set )?to\b")
_MAY = re.compile(r"\bMay\b")  # the month
_SAYING = _listed(
    """say said says saying tell told tells state stated states add added adds according report
    reported reports announce announced declare declared note noted stress stressed warn warned
    claim claimed ask asked asks explain explained insist insisted argue argued confirm confirmed
    call called write wrote describe described recall recalled
    sagt sagte erklärte erklärt teilte mitteilte warnte betonte laut
    dit déclaré déclare affirmé affirme annoncé indiqué selon estimé
    dijo declaró afirmó anunció según
    сказал сказала сообщил сообщила заявил заявила отметил отметила словам подчеркнул"""
)
_REPORTING_STEMS = _listed(
    """say said tell told accord report state note stress explain insist add
    sagt erklart teilt mitteilt dit declar affirm dij afirm сказа сообщ заяв отмет"""
)
# One line a concept: English stems, and beginnings (with a star) in other languages.
_CONCEPTS = {
    name: listed.split()
    for name, listed in {
        "dead": "kill dead death die murder fatal slain toll getöt* tote* погиб* убит* muert* décéd*",
        "hurt": "injur wound hurt verletz* bless* herid* ранен* постра*",
        "missing": "miss vermisst* disparu* desaparec* пропа*",
        "expel": "expel expuls oust deport ausgewies* высыл* высла* expuls*",
        "arrest": "arrest detain detent custodi festgenomm* verhaft* арест* задерж*",
        "sanction": "sanction blacklist sanktion* санкц*",
        "displace": "displac evacu flee fled refuge vertrieb* flücht* réfug* бежен*",
        "vote": "vote ballot elect stimm* wahl* élect* elecc* голосо* выбор*",
        "troops": "troop soldier soldat* truppe* войск*",
        "infect": "infect case infiz* зараж*",
        "visit": "visit trip besuch* визит*",
        "free": "free releas freigelass* libér* liber* освобо*",
        "attack": "attack strike bomb airstrik missil angriff* attaqu* ataqu* атак* обстрел*",
    }.items()
}
_EXACT = {stem: name for name, listed in _CONCEPTS.items() for stem in listed if stem[-1] != "*"}
_BEGINNINGS = {
    stem[:-1]: name for name, listed in _CONCEPTS.items() for stem in listed if stem[-1] == "*"
}
_OPPOSITES = """rise rose increas climb grow grew jump gain up|fall fell decreas drop declin shrink shrank down
    accept approv pass agre back support|reject refus veto oppos block disagre
    confirm|deni deny
    win won victori|lose lost defeat
    resum restart begin began start launch|suspend halt stop end cancel
    lift eas remov|impos tighten toughen
    releas free|detain arrest jail
    arriv enter land|leav left depart withdraw took board
    open|close clos shut
    extend prolong|expir shorten
    guilti convict|acquit innoc
    success succeed|fail failur
    surviv|die dead kill
    join|quit leav withdraw"""
_TURNS: dict[str, list[tuple[int, bool]]] = {}  # stem -> (number of the pair, left or right)
for _number, _pair in enumerate(_OPPOSITES.splitlines()):
    for _side, _listed_side in enumerate(_pair.split("|")):
        for _stem in _listed_side.split():
            _TURNS.setdefault(_stem, []).append((_number, bool(_side)))


def is_negative(tokens: Collection[str]) -> bool:
    """Return whether the words say that something is not so: "did not deny" says that it is."""
    turns = sum(token in _DENIALS for token in tokens) + (not _NEGATIONS.isdisjoint(tokens))
    return turns % 2 == 1


def is_modal(text: str) -> bool:
    """Return whether a text speaks of what may be or will be, not of what is or was."""
    folded = fold(_MAY.sub(" ", text))
    return not _MODALS.isdisjoint(words(folded)) or _IS_TO.search(folded) is not None


def speaks(text: str, start: int, end: int) -> bool:
    """Return whether a verb of saying stands beside the name at `start` to `end`."""
    beside = fold(f"{text[max(0, start - 40) : end]} {text[end : end + 40]}")
    return not _SAYING.isdisjoint(words(beside))


def is_reporting(stem: str) -> bool:
    """Return whether a stem is of a verb that only says that somebody says something."""
    return stem in _REPORTING_STEMS


def concepts(stems: Iterable[str]) -> frozenset[str]:
    """Return the kinds of event that the stems report."""
    return frozenset(name for name in map(_concept_of, stems) if name)


@lru_cache(maxsize=16_384)
def _concept_of(stem: str) -> str:
    if stem in _EXACT:
        return _EXACT[stem]
    return next((name for start, name in _BEGINNINGS.items() if stem.startswith(start)), "")


def opposites(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether one set of stems has a word of which the other has only the opposite."""
    one, other = _turns(left), _turns(right)
    return any(
        (pair, not side) in other and (pair, side) not in other and (pair, not side) not in one
        for pair, side in one
    )


@lru_cache(maxsize=16_384)
def _turns(stems: frozenset[str]) -> frozenset[tuple[int, bool]]:
    """Return which sides of which pairs of opposites the stems are on."""
    return frozenset(turn for stem in stems for turn in _TURNS.get(stem, ()))
