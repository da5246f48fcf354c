"""Words with which a text announces what is still to come: tenses, and kinds of appointment.

A date in the future is no appointment by itself ("the attacks of September 11"). What stands
near it must speak of the future, or name something that is held, due or decided on a day.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from briefer.text.words import fold, spans

_NEAR = 14  # words on either side of a date in which it is announced

_FUTURE = {
    "en": """will shall due scheduled expected planned plans set slated upcoming forthcoming
        tomorrow next""",
    "de": """wird werden soll sollen geplant vorgesehen angesetzt kommenden bevorsteht morgen""",
    "fr": """aura auront sera seront doit doivent prévu prévue prévus prévues prochain prochaine
        arrivera débutera commencera tiendra tiendront rencontrera""",
    "es": """será serán tendrá tendrán debe deben previsto prevista próximo próxima comenzará
        celebrará reunirá""",
    "ru": """будет будут состоится состоятся пройдет пройдут планируется запланирован
        запланирована запланировано назначена назначен назначено намечен намечена намечено
        предстоит завтра встретятся""",
    "ar": """سوف المقبل القادم المقرر مقرر سيعقد ستعقد سيجتمع سيلتقي""",
}
# One line a kind of appointment: nouns, and verbs in the present tense.
_KINDS = {
    "meeting": """summit summits meeting meetings meet meets talks conference session sessions
        convene convenes gather gathers host hosts resume resumes
        gipfel gipfeltreffen treffen konferenz sitzung gespräche tagung tagt beraten
        sommet réunion rencontre conférence session
        cumbre reunión conferencia encuentro
        саммит саммита встреча встречи встречу переговоры заседание конференция
        قمة القمة اجتماع الاجتماع لقاء اللقاء مؤتمر""",
    "election": """election elections elect elects elected vote votes ballot referendum poll polls
        runoff wahl wahlen abstimmung stichwahl élection élections scrutin référendum
        elección elecciones votación referéndum выборы выборов голосование референдум
        انتخابات الانتخابات""",
    "deadline": """deadline expire expires expiry end ends runs run mandate ultimatum
        frist ablauf endet läuft échéance expire plazo vence termina
        срок истекает заканчивается موعد تنتهي ينتهي""",
    "start": """takes take begin begins open opens start starts launch launches
        inauguration inaugurated beginnt eröffnet amtsantritt entre vigueur débute
        comienza toma вступает начинается начнется""",
    "visit": """visit visits trip travels travel arrives arrive besuch besucht reist visite arrive
        visita viaja визит прибудет زيارة""",
    "court": """hearing trial verdict ruling sentencing prozess urteil anhörung procès audience
        juicio audiencia суд заседание""",
    "speech": """speak speaks address addresses speech spricht discours discurso выступит""",
    "leave": """leave leaves withdraw withdraws withdrawal abzug retrait retirada вывод""",
}
_DOUBTFUL = re.compile(r"^(?:if|falls|wenn|si|если)\b|\b(?:nobody|whoever|not predict)\b")
_PAST = re.compile(r"\b(?:was|were|had|did|found|came)\b")
_IS_TO = re.compile(r"\b(?:(?:is|are) (?:not )?(?:due |set )?to|(?:has|have) until)\b")
# "BRUSSELS, May 31 (Agency) - ": what stands before the news, its date included.
_DATELINE = re.compile(r"[^\W\d_][^\n(]{0,60}(?:\([^()\n]{1,40}\))?\s[-–—]{1,2}\s")


class Announcement(NamedTuple):
    """How a text announces what it gives a date for."""

    future: bool  # in the future tense
    kinds: frozenset[str]  # of appointment


def dateline(text: str) -> int:
    """Return the length of the dateline that `text` opens with; 0 without one."""
    found = _DATELINE.match(text)
    if found is None:
        return 0
    place = re.split(r"[,(]|\s[-–—]", found.group(), maxsplit=1)[0]
    return found.end() if place.isupper() or "(" in found.group() else 0


def announcement(text: str, start: int, end: int, language: str) -> Announcement | None:
    """Return how `text` announces the event of the date at `start` to `end`; None if it doesn't.

    In a language without lists every date counts as announced.
    """
    if language not in _FUTURE:
        return Announcement(future=True, kinds=frozenset())
    if _DOUBTFUL.search(fold(text)):
        return None
    near = _near(text, start, end)
    listed = frozenset(fold(near).split())
    future = not _future(language).isdisjoint(listed) or _IS_TO.search(fold(near)) is not None
    kinds = frozenset(kind for word in listed if (kind := _kinds().get(word)))
    if not future and (not kinds or _PAST.search(fold(near))):
        return None
    return Announcement(future, kinds)


def _near(text: str, start: int, end: int) -> str:
    """Return the words around a date, as a line with single spaces."""
    tokens = spans(text)
    before = [text[s:e] for s, e in tokens if e <= start][-_NEAR:]
    after = [text[s:e] for s, e in tokens if s >= end][:_NEAR]
    return " ".join([*before, *after])


@lru_cache(maxsize=16)
def _future(language: str) -> frozenset[str]:
    return frozenset(fold(_FUTURE[language]).split())


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {word: kind for kind, listed in _KINDS.items() for word in fold(listed).split()}
