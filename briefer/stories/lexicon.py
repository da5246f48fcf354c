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
    """not no never none nobody neither nor without cannot didn't don't doesn't won't isn't wasn't
    aren't weren't hasn't haven't hadn't can't couldn't wouldn't shouldn't t denies deny denied
    denying refuses refused refuse rejects rejected reject
    nicht kein keine keinen keiner keinem keines nie niemals niemand ohne
    pas jamais aucun aucune sans
    nunca ningún ninguna ninguno sin jamás
    не нет ни никогда без"""
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
_REPORTING = (
    "say", "said", "saying", "tell", "told", "state", "stat", "add", "accord", "report", "announc",
    "declar", "note", "stress", "warn", "claim", "sag", "erklar", "mitteil", "dit", "declar",
    "affirm", "dij", "сказа", "сообщ", "заяв", "отмет",
)  # fmt: skip

# One line a concept: word beginnings that report the same kind of event.
_CONCEPTS = {
    name: tuple(beginnings.split())
    for name, beginnings in {
        "dead": "kill dead death die died dying fatal murder slain slay tote getot mort tue muert погиб убит смерт",
        "hurt": "injur wound hurt verletz bless herid ранен постра",
        "missing": "missing vermisst disparu desaparec пропа",
        "expel": "expel expuls oust deport ausgewies auswei выслат высыл",
        "arrest": "arrest detain detention custod festgenom verhaft arret deten задерж арест",
        "sanction": "sanction blacklist санкц",
        "displace": "displac evacuat fled flee refuge vertrieb fluch",
        "vote": "vote ballot poll elect stimm wahl vota elecc голос выбор",
        "troop": "troop soldier militar deploy soldat truppe войск",
        "pay": "pay paid cost worth spend spent budget fund invest price",
        "meet": "meet met summit talk confer treff gipfel rencontr somm reunion встреч саммит",
        "visit": "visit trip travel besuch visite viaj визит",
        "sign": "sign agree accord deal treat pact unterzeich signe firm подпис",
        "free": "free releas liber freigelas освобо",
        "attack": "attack strike bomb shell shoot shot angriff attaqu ataqu атак удар обстрел",
    }.items()
}
_OPPOSITES = tuple(
    tuple(frozenset(side.split()) for side in pair.split("|"))
    for pair in """rise rose increas climb grow grew jump gain up|fall fell decreas drop declin shrink shrank down
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
    join|quit leav withdraw""".splitlines()
)


def is_negative(tokens: Iterable[str]) -> bool:
    """Return whether an odd number of words negates (two cancel out)."""
    return sum(token in _NEGATIONS for token in tokens) % 2 == 1


def is_modal(folded: str, tokens: Iterable[str]) -> bool:
    """Return whether a text speaks of what may be or will be, not of what is or was."""
    return not _MODALS.isdisjoint(tokens) or _IS_TO.search(folded) is not None


def speaks(text: str, start: int, end: int) -> bool:
    """Return whether a verb of saying stands beside the name at `start` to `end`."""
    beside = fold(f"{text[max(0, start - 40) : end]} {text[end : end + 40]}")
    return any(is_reporting(word) for word in words(beside))


@lru_cache(maxsize=16_384)
def is_reporting(stem: str) -> bool:
    """Return whether a stem is of a verb that only says that somebody says something."""
    return stem.startswith(_REPORTING) and len(stem) <= 9


def concepts(stems: Collection[str]) -> frozenset[str]:
    """Return the concepts that the stems report."""
    return frozenset(name for stem in stems for name in _concepts_of(stem))


@lru_cache(maxsize=16_384)
def _concepts_of(stem: str) -> tuple[str, ...]:
    return tuple(name for name, beginnings in _CONCEPTS.items() if stem.startswith(beginnings))


def opposites(left: Collection[str], right: Collection[str]) -> bool:
    """Return whether one set of stems has a word of which the other has only the opposite."""
    return any(
        _only(one, other, left, right) or _only(other, one, left, right)
        for one, other in _OPPOSITES
    )


def _only(
    one: frozenset[str], other: frozenset[str], left: Collection[str], right: Collection[str]
) -> bool:
    return (
        not one.isdisjoint(left)
        and one.isdisjoint(right)
        and not other.isdisjoint(right)
        and other.isdisjoint(left)
    )


# Words with which a sentence announces what is still to come: tenses, and kinds of appointments.
_ANNOUNCING = {
    "en": """will due scheduled expected plans planned planning set slated upcoming forthcoming
        deadline ahead summit election elections meet meeting talks conference session referendum
        hearing vote visit ceremony inauguration anniversary begins opens expires convene host
        hosts meets takes""",
    "de": """wird werden soll sollen geplant plant vorgesehen kommende kommenden bevorstehende frist
        gipfel wahl wahlen treffen gespräche konferenz sitzung besuch abstimmung beginnt""",
    "fr": """aura auront sera seront doit doivent prévu prévue prévus prévues prochain prochaine
        sommet élection élections réunion conférence session référendum visite échéance débutera""",
    "es": """será serán tendrá tendrán debe prevé previsto prevista próximo próxima cumbre elección
        elecciones reunión conferencia sesión referéndum visita plazo comenzará""",
    "ru": """будет будут состоится состоятся пройдет пройдёт пройдут планируется запланирован
        запланирована намечен намечена намечено предстоит предстоящий саммит выборы встреча
        переговоры визит заседание""",
}


@lru_cache(maxsize=16)
def _announcing(language: str) -> frozenset[str] | None:
    listed = _ANNOUNCING.get(language)
    return None if listed is None else frozenset(fold(listed).split())


def announces(text: str, language: str) -> bool:
    """Return whether a sentence announces something; True in a language without a list."""
    listed = _announcing(language)
    return listed is None or not listed.isdisjoint(words(fold(text)))
