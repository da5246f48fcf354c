"""Whether a text is a whole article: the gate between what came in and the key points.

What it knows is the forms that publishers give to pages that hold no article: the stub in front
of a paywall, the wall of a consent dialogue, the page that only says that something went wrong,
the teaser, the list of headlines, the live blog, the gallery. A phrase alone never decides: an
article may well write about cookies or subscriptions.
"""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from briefer.ingest.clean import word_count
from briefer.models import Article

Stub: TypeAlias = Literal[
    "paywall",
    "consent",
    "error_page",
    "teaser",
    "listing",
    "live_blog",
    "gallery",
    "other_language",
]

_I = re.IGNORECASE
_SHORT = 150  # words: most stubs are shorter, most articles longer
_HEAD = 20_000  # characters that are looked at; a text of more is judged by its beginning

_PAYWALL = re.compile(
    r"(?:subscribe|sign up|register|log ?in|sign in|become a (?:member|subscriber))"
    r" (?:now |today |here )?(?:to|and) (?:continue|keep|read|unlock|access|get (?:full )?access)"
    r"|(?:to|and) (?:continue|keep) reading,? (?:this |the |your )?.{0,40}?(?:subscribe|sign|log|register|become)"
    r"|this (?:article|content|story|page) is (?:only |exclusively |reserved )?(?:available )?(?:for|to) "
    r"(?:our |registered |paying )?(?:subscribers|members)"
    r"|already (?:a|an) (?:subscriber|member)\b|(?:your|this) (?:free )?(?:article|story) limit"
    r"|subscriber[- ]only|unlock (?:this|the) (?:article|story)|\d+ free articles? (?:left|remaining)"
    r"|article réservé aux abonnés|réservée? (?:à nos|aux) abonnés|il (?:vous )?reste \d.{0,12} de cet article"
    r"|abonnez-vous pour (?:lire|continuer)|déjà abonné"
    r"|(?:weiterlesen|lesen sie weiter) mit|(?:dieser artikel|dieser inhalt) ist (?:nur )?für abonnenten"
    r"|jetzt (?:abonnieren|freischalten|registrieren) und|(?:bereits|schon) abonnent|nur für abonnenten"
    r"|(?:contenido|artículo) (?:exclusivo|reservado) para (?:suscriptores|abonados)|suscríbete para (?:leer|seguir)"
    r"|articolo riservato agli abbonati|abbonati per (?:leggere|continuare)|sei già abbonato"
    r"|(?:материал|статья) доступ(?:ен|н\w{1,3}) (?:только )?(?:по подписке|подписчикам)|оформите подписку,? чтобы"
    r"|مخصص للمشتركين|للمشتركين فقط|اشترك (?:الآن )?لمتابعة القراءة"
    r"|(?:订阅|登录|付费)(?:后|以|即可)?(?:继续)?阅读|この記事は(?:有料)?会員限定|続きを読むには",
    _I,
)
_CONSENT = re.compile(
    r"(?:we|our partners|this (?:web)?site) (?:and our (?:\d+ )?partners )?uses? cookies|accept (?:all )?cookies"
    r"|(?:accept|reject|manage|allow) all\b|cookie (?:policy|settings|preferences|consent)|your privacy (?:choices|matters)"
    r"|legitimate interest|personali[sz]ed (?:ads|advertising)|withdraw (?:your )?consent"
    r"|(?:wir|unsere partner) .{0,40}?verwenden .{0,20}?cookies|alle akzeptieren|cookie-einstellungen|einwilligung"
    r"|nous (?:et nos .{0,30}?)?utilisons des cookies|tout (?:accepter|refuser)|gérer (?:mes|les|vos) (?:cookies|choix)"
    r"|utilizamos cookies|aceptar (?:todo|todas|cookies)|utilizziamo (?:i )?cookie|accetta (?:tutti|tutto)"
    r"|мы используем (?:файлы )?cookie|принять все|نستخدم ملفات تعريف الارتباط|我们使用\s?cookie|cookieを使用",
    _I,
)
# One of these stands in whatever _CONSENT finds: most articles are told apart by them alone.
_CONSENT_STEMS = [
    "cookie",
    "accept all",
    "reject all",
    "manage all",
    "allow all",
    "your privacy",
    "legitimate interest",
    "personali",
    "withdraw ",
    "akzeptieren",
    "einwilligung",
    "tout accepter",
    "tout refuser",
    "gérer ",
    "aceptar ",
    "accetta ",
    "принять все",
    "ملفات تعريف الارتباط",
]
_ERROR = re.compile(
    r"(?:enable|turn on|requires?|without) javascript|javascript (?:is|has been) disabled|javascript aktivieren"
    r"|activer javascript|(?:verify|verifying|confirm|checking) .{0,25}(?:human|browser|robot)|are you a robot|captcha"
    r"|access (?:to this page has been )?denied|(?:page|error) (?:not found|404)|404 (?:not found|error)"
    r"|not available in your (?:country|region)|unavailable (?:for legal reasons|in your)|just a moment\.\.\."
    r"|seite nicht gefunden|page introuvable|página no encontrada|страница не найдена|الصفحة غير موجودة|页面不存在"
    r"|temporarily unavailable|service unavailable|too many requests|unusual (?:traffic|activity)",
    _I,
)
_MORE = re.compile(
    r"(?:(?:read|see|view|find out|learn) (?:more|on|the (?:full|whole|rest))|continue reading|full story"
    r"|lire (?:la suite|plus)|weiterlesen|mehr (?:lesen|dazu)|leer más|seguir leyendo|leggi (?:tutto|di più)"
    r"|читать (?:далее|полностью|дальше)|اقرأ المزيد|المزيد|阅读全文|続きを読む)[\s.…»>→:]{0,6}$",
    _I,
)
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\)|\[\+\d+ chars\])\s*$")
_LIVE = re.compile(
    r"live[ -]?(?:blog|updates?|ticker|coverage|report(?:ing)?)|as it happened|(?:^|[\s/-])live\s?:"
    r"|en direct\b|minute par minute|suivez .{0,30}direct|minuto a minuto|en vivo|diretta\b|онлайн-трансляция"
    r"|хроника событий|بث مباشر|تغطية مباشرة|直播|ライブ",
    _I,
)
_CLOCK = re.compile(
    r"^\W{0,3}(?:\d{1,2}[:.h]\d{2}\s?(?:[ap]\.?m\.?|uhr|[A-Z]{2,4})?|\d{1,2}\s?[ap]\.?m\.?"
    r"|\d{1,3} (?:min(?:ute)?s?|hours?|hrs?) ago)\b",
    _I,
)
_GALLERY = re.compile(
    r"(?:photo|picture|image)s? (?:gallery|galleries|essay|of the (?:day|week))|in (?:pictures|photos)\b|slide ?show"
    r"|/(?:gallery|galleries|photos|pictures|slideshow|diaporama|bildstrecke|fotostrecke|fotogalerie)/"
    r"|en images\b|diaporama|fotostrecke|bildergalerie|fotogalería|galería de (?:fotos|imágenes)|galleria fotografica"
    r"|фотогалерея|фоторепортаж|معرض صور|组图|写真特集",
    _I,
)
_ENDS = tuple('.!?…:;"”»’)]。！？؟۔')


class _Look(NamedTuple):
    """What the rules look at. `words` counts no further than twice what makes a text long."""

    article: Article
    text: str
    paragraphs: list[str]
    words: int
    name: str  # title and address
    around: str  # boilerplate that was set apart


def stub_of(article: Article, declared: str | None = None) -> Stub | None:
    """Return why the text is no whole article; None where nothing speaks against it.

    `declared` is the language that the page claims, ISO 639-1.
    """
    text = article.text[:_HEAD]
    kept = [aside.text for aside in article.asides if aside.kind in {"boilerplate", "link"}]
    look = _Look(
        article=article,
        text=text,
        paragraphs=[line for line in text.split("\n") if line.strip()],
        words=word_count(text, 4 * _SHORT),
        name=f"{article.title or ''} {article.url or ''}"[:3000],
        around="\n".join(kept)[:5000],
    )
    for reason, holds in _RULES:
        if holds(look):
            return reason
    if declared and article.language not in {declared, "und"} and look.words < 80:
        return "other_language"
    return None


def _is_error(look: _Look) -> bool:
    return look.words < 120 and bool(_ERROR.search(look.text)) and _share(look, _ERROR) >= 0.3


def _is_consent(look: _Look) -> bool:
    low = look.text.lower()
    if not any(stem in low for stem in _CONSENT_STEMS):
        return False
    kinds = {match[0].casefold() for match in _CONSENT.finditer(look.text)}
    return len(kinds) >= 2 and (
        _share(look, _CONSENT) >= 0.5 or look.words < 2 * _SHORT <= 100 * len(kinds)
    )


def _is_paywall(look: _Look) -> bool:
    """A short text that ends, or is surrounded, by an offer to read on for money."""
    if look.words >= 2 * _SHORT:
        return False
    last = "\n".join(look.paragraphs[-3:])
    if _PAYWALL.search(last):
        return True
    return look.words < _SHORT and bool(_PAYWALL.search(look.around))


def _is_live_blog(look: _Look) -> bool:
    stamped = sum(bool(_CLOCK.match(line)) for line in look.paragraphs)
    named = bool(_LIVE.search(look.name))
    return stamped >= (3 if named else 8) and stamped >= len(look.paragraphs) / 12


def _is_gallery(look: _Look) -> bool:
    captions = [aside.text for aside in look.article.asides if aside.kind == "caption"]
    shown = sum(word_count(text, 100) for text in captions)
    if _GALLERY.search(look.name) and look.words < 2 * _SHORT:
        return True
    return len(captions) >= 5 and shown > 1.5 * look.words


def _is_listing(look: _Look) -> bool:
    """Many short lines that are no sentences: headlines, scores, programmes."""
    if len(look.paragraphs) < 8:
        return False
    loose = [
        line
        for line in look.paragraphs
        if not line.rstrip().endswith(_ENDS) and word_count(line, 26) <= 25
    ]
    return len(loose) >= 0.7 * len(look.paragraphs)


def _is_teaser(look: _Look) -> bool:
    if look.words >= 100 or not look.paragraphs:
        return False
    last = look.paragraphs[-1]
    return bool(_CUT.search(last) or _MORE.search(last) or _more_around(look))


def _more_around(look: _Look) -> bool:
    return look.words < 80 and any(_MORE.search(line) for line in look.around.split("\n"))


def _share(look: _Look, words: re.Pattern[str]) -> float:
    """Return the share of the text's words that stand in paragraphs which hold `words`."""
    held = sum(word_count(line, 500) for line in look.paragraphs if words.search(line))
    return held / max(1, sum(word_count(line, 500) for line in look.paragraphs))


# In this order: the first that holds is the reason.
_RULES: tuple[tuple[Stub, Callable[[_Look], bool]], ...] = (
    ("error_page", _is_error),
    ("consent", _is_consent),
    ("paywall", _is_paywall),
    ("live_blog", _is_live_blog),
    ("gallery", _is_gallery),
    ("listing", _is_listing),
    ("teaser", _is_teaser),
)
